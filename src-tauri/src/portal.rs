//! A desktop portal that D-Bus can start but that never comes up holds every GTK program for 25 seconds before its first
//! window. It is asked for here first, with little patience; when it does not come, the program begins again without a
//! session bus, and keeps only the accessibility bus, which GTK takes from the environment.

use gio::glib::{ToVariant, Variant};
use gio::{BusType, Cancellable, DBusCallFlags, DBusConnection};
use std::os::unix::process::CommandExt;
use std::process::Command;

/// A portal that works comes up well within this time; it answers at once when it is running already.
const PATIENCE_MS: i32 = 2_000;

/// Set for the second beginning, so that there is no third.
const MARK: &str = "CREDIT_DESK_WITHOUT_SESSION_BUS";

/// Comes back when GTK will not have to wait; else the process begins again and this call does not come back.
pub fn do_not_wait_for_a_dead_one() {
    if std::env::var_os(MARK).is_some() {
        return;
    }
    let Ok(bus) = gio::bus_get_sync(BusType::Session, Cancellable::NONE) else {
        return;
    };
    if !is_dead(&bus) {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let mut again = Command::new(program);
    again
        .args(std::env::args_os().skip(1))
        .env(MARK, "1")
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    if let Some(address) = accessibility_bus(&bus) {
        again.env("AT_SPI_BUS_ADDRESS", address);
    }
    // Only comes back when the program cannot be begun again: then it waits like any other.
    let _failed = again.exec();
}

/// Whether D-Bus knows how to start the portal and the portal does not come up.
fn is_dead(bus: &DBusConnection) -> bool {
    let asked = ("org.freedesktop.portal.Desktop", 0_u32).to_variant();
    let answer = bus.call_sync(
        Some("org.freedesktop.DBus"),
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus",
        "StartServiceByName",
        Some(&asked),
        None,
        DBusCallFlags::NONE,
        PATIENCE_MS,
        Cancellable::NONE,
    );

    answer.is_err_and(|error| error.matches(gio::IOErrorEnum::TimedOut))
}

fn accessibility_bus(bus: &DBusConnection) -> Option<String> {
    let answer = bus.call_sync(
        Some("org.a11y.Bus"),
        "/org/a11y/bus",
        "org.a11y.Bus",
        "GetAddress",
        None,
        None,
        DBusCallFlags::NONE,
        PATIENCE_MS,
        Cancellable::NONE,
    );
    let address: Option<Variant> = answer.ok()?.try_child_value(0);

    address?.get::<String>()
}
