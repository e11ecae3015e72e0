//! A journal that is damaged, broken or older than it should be: the files are edited between two runs, as an accident or
//! somebody with the file in their hands would.

use crate::steps::{ALDER, allocate, dialog, go_to, look_at, look_in_both_themes, press};
use desk_window::{Home, Size, Start, Window};
use std::fs;
use std::path::{Path, PathBuf};

const HALDEN_ROW: &str = "practice-halden-row";
const SET_ASIDE: &str = "Set the damaged journal aside";

/// The journal's file and, after a hard end, what stands beside it.
fn files(folder: &Path) -> Vec<PathBuf> {
    ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"]
        .iter()
        .map(|name| folder.join(name))
        .filter(|file| file.exists())
        .collect()
}

/// Ends the program, lets somebody at the workspace's files, and starts it again.
fn meanwhile(window: Window, dark: bool, edit: impl FnOnce(&Path)) -> Window {
    let home: Home = window.home().clone();
    drop(window);
    edit(&home.workspace(HALDEN_ROW));

    Window::open_with(Start {
        home,
        dark,
        ..Start::default()
    })
}

/// The journal cannot be read any more.
fn spoil(folder: &Path) {
    files(folder)
        .iter()
        .skip(1)
        .for_each(|beside| fs::remove_file(beside).unwrap());
    let file = folder.join("journal.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    bytes[..100].fill(0x55);
    fs::write(file, bytes).unwrap();
}

fn allocated(window: &Window, amount: &str) {
    allocate(window, ALDER, amount);
    dialog(window).says("Allocated");
    press(window, "Done").click();
    dialog(window).vanishes();
}

/// What the reason of a disabled button says to who cannot see the page.
fn reason_of_add_balance(window: &Window) -> String {
    assert!(!ALDER.add_balance(window).is_enabled());
    let id = ALDER.add_balance(window).attribute("aria-describedby");
    let said = window.script(
        "return document.getElementById(arguments[0]).textContent",
        vec![id.into()],
    );
    said.as_str().unwrap().to_owned()
}

fn accept(window: &Window, note: &str) {
    go_to(window, "Settings");
    window.field("Note").fill(note);
    window.button("Accept this journal").click();
    window.wait_for_text("The journal was accepted");
    go_to(window, "Transactions");
    window.part(&["tab"], Some("Changes")).click();
    window.wait_for_text(note);
    go_to(window, "Payment management");
}

fn damaged_to_accepted(dark: bool) {
    let theme = if dark { "dark" } else { "light" };
    let window = Window::open_with(Start {
        dark,
        ..Start::default()
    });
    allocated(&window, "40.00");
    let window = meanwhile(window, dark, spoil);

    window
        .heading("The journal of Halden Row Media is damaged")
        .appears();
    window.wait_for_text("No money was moved by this");
    look_at(&window, "journal-damaged", theme);
    window.resize(Size::default());
    window.button(SET_ASIDE).click();
    window.dialog(SET_ASIDE).says("never deleted");
    assert_eq!(window.focused(), "button Cancel");
    look_at(&window, "journal-set-aside", theme);
    window.resize(Size::default());
    window.button("Set it aside").click();

    window.button("Accept this journal").appears();
    window.wait_for_text("Frozen: this journal was begun after a damaged one was set aside");
    let folder = window.home().workspace(HALDEN_ROW);
    let kept = fs::read_dir(folder).unwrap().filter_map(|file| file.ok());
    let names: Vec<String> = kept
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("journal.sqlite.damaged-"))
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    window.wait_for_text(&names[0]);
    look_at(&window, "journal-frozen", theme);
    window.resize(Size::default());
    window.button("Accept this journal").click();
    window.wait_for_text("Say what happened, and what you compared.");
    look_at(&window, "journal-frozen-no-note", theme);
    window.resize(Size::default());
    go_to(&window, "Payment management");
    window.wait_for_text("Alder Street Coffee");
    let reason = reason_of_add_balance(&window);
    assert!(reason.contains("Nothing is sent until"), "{reason}");
    look_at(&window, "payment-management-frozen", theme);
    window.resize(Size::default());

    accept(&window, "The disk was full; TikTok shows one of 40.00");
    allocated(&window, "41.00");
    window.keeps_policy();
}

#[test]
fn a_damaged_journal_is_set_aside_accepted_and_allocated_with_in_light() {
    damaged_to_accepted(false);
}

#[test]
fn a_damaged_journal_is_set_aside_accepted_and_allocated_with_in_dark() {
    damaged_to_accepted(true);
}

/// The copy is of a time between two allocations, as after a session that was cut off.
#[test]
fn the_last_good_state_is_read_left_and_put_in_the_place_of_the_damaged_journal() {
    let window = Window::open();
    allocated(&window, "42.00");
    go_to(&window, "Settings");
    window.button("Check journal").click();
    window.wait_for_text("journal.sqlite.good. It holds");
    let copy = window
        .home()
        .workspace(HALDEN_ROW)
        .join("journal.sqlite.good");
    let kept = fs::read(&copy).unwrap();
    go_to(&window, "Payment management");
    allocated(&window, "43.00");
    let window = meanwhile(window, false, |folder| {
        fs::write(&copy, kept).unwrap();
        spoil(folder);
    });

    let title = "The journal of Halden Row Media is damaged";
    window.heading(title).appears();
    window.wait_for_text("written after it are missing in it");
    look_in_both_themes(&window, "journal-damaged-with-copy");
    window.button("Open the last good state").click();
    window.wait_for_text("Read only: the last good state of the journal, of ");
    let reason = reason_of_add_balance(&window);
    assert!(reason.contains("nothing can be allocated"), "{reason}");
    look_in_both_themes(&window, "payment-management-last-good");
    go_to(&window, "Transactions");
    window.wait_for_text("42.00");
    assert!(!window.text().contains("43.00"));
    window.button("A day later").click();
    window.link("Settings, Journal").click();
    window.wait_for_text("This is the last good state, not the journal");
    window.wait_for_text("43.00");
    look_in_both_themes(&window, "journal-last-good");
    window.button("Back to the damaged journal").click();
    window.heading(title).appears();

    fs::copy(&copy, copy.with_file_name("journal.sqlite")).unwrap();
    window.button("Try again").click();
    window.wait_for_text("Frozen: the head kept outside does not vouch for this journal");
    accept(&window, "43.00 to Alder is missing");
    allocated(&window, "44.00");
    window.keeps_policy();
}

#[test]
fn an_old_copy_freezes_add_balance_until_a_person_accepts_it() {
    let window = Window::open();
    let copy = window.home().data().with_file_name("copy");
    let window = meanwhile(window, false, |folder| {
        fs::create_dir_all(&copy).unwrap();
        for file in files(folder) {
            fs::copy(&file, copy.join(file.file_name().unwrap())).unwrap();
        }
    });
    allocated(&window, "25.00");
    let window = meanwhile(window, false, |folder| {
        for file in files(folder) {
            fs::remove_file(file).unwrap();
        }
        for file in files(&copy) {
            fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
        }
    });

    window.wait_for_text("Frozen: the head kept outside does not vouch for this journal");
    let reason = reason_of_add_balance(&window);
    assert!(reason.contains("restored from an old copy"), "{reason}");
    ALDER.link(&window).click();
    window.wait_for_text("The journal is frozen");
    window.link("Settings, Journal").click();
    window.wait_for_text("this file does not hold it");
    window.screenshot("journal-old-copy");
    accept(&window, "An older copy; 25.00 to Alder is missing");
    allocated(&window, "26.00");
    let window = window.restart();
    assert!(ALDER.add_balance(&window).is_enabled());
}

fn broken(dark: bool) {
    let theme = if dark { "dark" } else { "light" };
    let window = meanwhile(Window::open(), dark, |folder| {
        let journal = rusqlite::Connection::open(folder.join("journal.sqlite")).unwrap();
        let edit =
            "DROP TRIGGER entries_are_not_changed; UPDATE entries SET at = at + 1 WHERE number = 1";
        journal.execute_batch(edit).unwrap();
    });
    window.wait_for_text("Read only: the chain of the journal breaks at entry 1");
    assert!(reason_of_add_balance(&window).contains("Everything can be read"));
    go_to(&window, "Settings");
    window.wait_for_text("The chain breaks at entry 1");
    window.button("Check journal").click();
    window.wait_for_text("An entry does not fit the one before it.");
    look_at(&window, "journal-broken", theme);
    window.resize(Size::default());
    window.button(SET_ASIDE).click();
    window.button("Set it aside").click();
    window.button("Accept this journal").appears();
}

#[test]
fn a_broken_chain_is_told_and_can_be_set_aside_in_light() {
    broken(false);
}

#[test]
fn a_broken_chain_is_told_and_can_be_set_aside_in_dark() {
    broken(true);
}
