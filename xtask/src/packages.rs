//! System packages: what is missing is named and installed on Debian and its relatives, and named elsewhere.

use crate::process;
use std::collections::BTreeSet;
use std::process::Command;

/// Something we want to do that needs packages of the system.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Compile the shell.
    Build,
    /// Show the window on a screen of our own, and take a picture of it. The fonts are for the names of ad accounts.
    Show,
    /// Run the tests in the real window.
    Test,
}

impl Aim {
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Build => &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"],
            Self::Show => &[
                "xvfb",
                "imagemagick",
                "xdotool",
                "fonts-noto-cjk",
                "fonts-noto-color-emoji",
            ],
            Self::Test => &[
                "webkit2gtk-driver",
                "dbus",
                "gnome-keyring",
                "strace",
                "x11-utils",
            ],
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Build => "a C compiler, pkg-config and the development files of WebKitGTK 4.1",
            Self::Show => {
                "Xvfb, ImageMagick, xdotool and fonts for Chinese, Japanese, Korean and emoji"
            }
            Self::Test => {
                "WebKitWebDriver of WebKitGTK 4.1, dbus-run-session, gnome-keyring, strace and xwininfo"
            }
        }
    }

    /// Programs that stand for the packages where there is no dpkg to ask.
    fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Build => &["cc", "pkg-config"],
            Self::Show => &["Xvfb", "import", "xdotool"],
            Self::Test => &["WebKitWebDriver", "dbus-run-session", "strace"],
        }
    }
}

/// Makes sure that everything for these aims is there. Installs on Debian, explains elsewhere.
pub fn ensure(aims: &[Aim]) -> Result<(), String> {
    node()?;
    if process::exists("apt-get") && process::exists("dpkg-query") {
        return install(&missing(aims)?);
    }
    if cfg!(target_os = "linux") {
        return explain(aims);
    }
    if aims.iter().any(|aim| *aim != Aim::Build) {
        return Err(
            "Screenshots, tests in the real window and the Debian package need Linux.".to_owned(),
        );
    }
    println!(
        "Needed on Windows: the C++ build tools of Visual Studio, and WebView2. On macOS: the command line tools of Xcode."
    );
    Ok(())
}

fn node() -> Result<(), String> {
    const NEEDED: &str = "Node 20 or newer with npm is needed to build the UI (https://nodejs.org, or a package of your system).";
    let version =
        process::answer(Command::new("node").arg("--version")).map_err(|_| NEEDED.to_owned())?;
    let version = String::from_utf8_lossy(&version).trim().to_owned();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        return Err(format!("{NEEDED} Found: {version}."));
    }
    process::answer(&mut process::npm(&["--version"])).map_err(|_| NEEDED.to_owned())?;
    Ok(())
}

fn missing(aims: &[Aim]) -> Result<Vec<&'static str>, String> {
    let wanted: BTreeSet<&str> = aims
        .iter()
        .flat_map(|aim| aim.packages())
        .copied()
        .collect();
    // dpkg-query fails when it has never heard of one of the names, and still tells about the others.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
        .args(&wanted)
        .output()
        .map_err(|error| format!("dpkg-query could not be started ({error})."))?;
    Ok(not_installed(
        &wanted,
        &String::from_utf8_lossy(&output.stdout),
    ))
}

fn not_installed(wanted: &BTreeSet<&'static str>, listing: &str) -> Vec<&'static str> {
    let installed: BTreeSet<&str> = listing
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .collect();
    wanted
        .iter()
        .filter(|name| !installed.contains(**name))
        .copied()
        .collect()
}

fn install(names: &[&str]) -> Result<(), String> {
    if names.is_empty() {
        return Ok(());
    }
    println!(
        "Missing system packages, installing them now: {}",
        names.join(" ")
    );
    // The lists may be good enough even if they cannot be brought up to date, for example because another apt-get is at it.
    if let Err(sentence) = process::run(apt_get()?.arg("update")) {
        println!("{sentence} Going on with the lists that are there.");
    }
    process::run(
        apt_get()?
            .args(["install", "--yes", "--no-install-recommends"])
            .args(names),
    )
    .map_err(|sentence| format!("{sentence}\nNeeded system packages: {}", names.join(" ")))
}

fn apt_get() -> Result<Command, String> {
    let user = process::answer(Command::new("id").arg("-u"))?;
    let is_root = String::from_utf8_lossy(&user).trim() == "0";
    let mut command = if is_root {
        Command::new("env")
    } else if process::exists("sudo") {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        return Err(
            "System packages are missing, and neither root nor sudo is at hand to install them."
                .to_owned(),
        );
    };
    command.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
    ]);
    Ok(command)
}

fn explain(aims: &[Aim]) -> Result<(), String> {
    let has_web_view = || {
        Command::new("pkg-config")
            .args(["--exists", "webkit2gtk-4.1"])
            .status()
            .is_ok_and(|status| status.success())
    };
    let lacking: Vec<&str> = aims
        .iter()
        .filter(|aim| {
            aim.programs().iter().any(|name| !process::exists(name))
                || (**aim == Aim::Build && !has_web_view())
        })
        .map(|aim| aim.words())
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(format!(
        "This system has no apt-get, so please install by hand, under whatever names they have here:\n  {}",
        lacking.join("\n  ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_fully_installed_counts() {
        let wanted = BTreeSet::from(["a", "b", "c"]);
        assert_eq!(
            not_installed(&wanted, "a installed\nb config-files\n"),
            ["b", "c"]
        );
        assert!(not_installed(&wanted, "a installed\nb installed\nc installed\n").is_empty());
    }
}
