//! `cargo xtask bundle`: a package for Debian, made of the release program, its icons, its menu entry and its licence.
//!
//! Made with dpkg's own tools: they know which packages our libraries come from, and nothing has to be fetched for it.

use crate::packages::{self, Aim};
use crate::{planted, process, ui};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAME: &str = "credit-desk";
const VERSION: &str = env!("CARGO_PKG_VERSION");

const MENU: &str = "\
[Desktop Entry]
Type=Application
Name=Credit Desk
Comment=Place a Business Center's ad credit into ad accounts
Exec=credit-desk
Icon=credit-desk
Categories=Office;Finance;
Terminal=false
";

/// Builds the release program and packs it.
pub fn bundle() -> Result<(), String> {
    packages::ensure(&[Aim::Build])?;
    if !process::exists("dpkg-shlibdeps") {
        return Err(
            "A package for Debian is made with dpkg's own tools, which this system does not have."
                .to_owned(),
        );
    }
    ui::build()?;
    process::run(&mut process::cargo(&[
        "build",
        "--release",
        "--package",
        NAME,
    ]))?;

    planted::refuse_in(&process::target().join("release").join(NAME))?;

    let folder = process::target().join("bundle");
    let tree = folder.join("tree");
    if tree.exists() {
        fs::remove_dir_all(&tree)
            .map_err(|error| format!("{} cannot be removed ({error}).", tree.display()))?;
    }
    lay_out(&tree)?;
    let architecture = text_of(Command::new("dpkg").arg("--print-architecture"))?;
    let depends = libraries(&folder, &tree)?;
    write(
        &tree.join("DEBIAN/control"),
        control(&architecture, &depends).as_bytes(),
    )?;
    let package = folder.join(format!("{NAME}_{VERSION}_{architecture}.deb"));
    process::run(
        Command::new("dpkg-deb")
            .args(["--build", "--root-owner-group"])
            .arg(&tree)
            .arg(&package),
    )?;
    println!("Written: {}", package.display());
    Ok(())
}

fn lay_out(tree: &Path) -> Result<(), String> {
    let root = process::root();
    let icons = tree.join("usr/share/icons/hicolor");
    let program = tree.join("usr/bin").join(NAME);
    copy(&process::target().join("release").join(NAME), &program)?;
    for size in [32, 128, 256, 512] {
        let place = icons.join(format!("{size}x{size}/apps/{NAME}.png"));
        copy(&root.join(format!("icons/{size}.png")), &place)?;
    }
    copy(
        &root.join("icons/icon.svg"),
        &icons.join(format!("scalable/apps/{NAME}.svg")),
    )?;
    copy(
        &root.join("LICENSE"),
        &tree.join(format!("usr/share/doc/{NAME}/copyright")),
    )?;
    write(
        &tree.join(format!("usr/share/applications/{NAME}.desktop")),
        MENU.as_bytes(),
    )
}

/// The packages that the program's libraries come from, as dpkg finds them.
fn libraries(folder: &Path, tree: &Path) -> Result<String, String> {
    // dpkg-shlibdeps insists on a source package around it.
    write(
        &folder.join("debian/control"),
        format!("Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n").as_bytes(),
    )?;
    let program: PathBuf = tree.join("usr/bin").join(NAME);
    let line = text_of(
        Command::new("dpkg-shlibdeps")
            .arg("-O")
            .arg(program)
            .current_dir(folder),
    )?;
    line.strip_prefix("shlibs:Depends=")
        .map(str::to_owned)
        .ok_or(format!("dpkg-shlibdeps said: {line}"))
}

fn control(architecture: &str, depends: &str) -> String {
    format!(
        "Package: {NAME}\nVersion: {VERSION}\nArchitecture: {architecture}\nMaintainer: Credit Desk contributors\n\
         Section: misc\nPriority: optional\nDepends: {depends}\nRecommends: fonts-noto-core, fonts-noto-cjk\n\
         Description: places a Business Center's ad credit into ad accounts, by hand and for good\n \
         Shows the ad accounts of a TikTok Business Center, reviews an allocation of ad credit in one sentence,\n \
         makes it once a person confirms it, and keeps a history that can be read without a network.\n"
    )
}

fn text_of(command: &mut Command) -> Result<String, String> {
    process::answer(command).map(|text| String::from_utf8_lossy(&text).trim().to_owned())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    make_room(to)?;
    fs::copy(from, to)
        .map(|_| ())
        .map_err(|error| format!("{} cannot be copied ({error}).", from.display()))
}

fn write(file: &Path, content: &[u8]) -> Result<(), String> {
    make_room(file)?;
    fs::write(file, content)
        .map_err(|error| format!("{} cannot be written ({error}).", file.display()))
}

fn make_room(file: &Path) -> Result<(), String> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)
        .map_err(|error| format!("{} cannot be made ({error}).", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_line_and_the_text_is_indented() {
        let control = control("amd64", "libc6 (>= 2.36)");
        for line in control.lines() {
            assert!(
                line.starts_with(' ')
                    || line
                        .split_once(": ")
                        .is_some_and(|(name, _)| !name.contains(' ')),
                "{line}"
            );
        }
        assert!(control.contains("\nDepends: libc6 (>= 2.36)\n") && control.ends_with('\n'));
    }
}
