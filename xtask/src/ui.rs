//! The UI's packages and its build. Both are skipped when nothing they depend on has changed.

use crate::process;
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// Installs the packages of the lock file, exactly, unless they are those already.
pub fn install() -> Result<(), String> {
    let folder = process::root().join("ui");
    let lock = fs::read(folder.join("package-lock.json"))
        .map_err(|error| format!("ui/package-lock.json cannot be read ({error})."))?;
    // The stamp lies among the packages, so that it goes when they go.
    let stamp = folder.join("node_modules/.installed-from");
    let mark = mark_of(&BTreeMap::from([(
        PathBuf::from("package-lock.json"),
        lock,
    )]));
    if fs::read_to_string(&stamp).is_ok_and(|text| text == mark) {
        return Ok(());
    }
    // No package of ours needs a script of its own to install, so none gets to run one.
    process::run(&mut process::npm(&[
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))?;
    fs::write(&stamp, mark)
        .map_err(|error| format!("{} cannot be written ({error}).", stamp.display()))
}

/// Builds `ui/dist`, unless it was built from exactly these sources.
pub fn build() -> Result<(), String> {
    install()?;
    let folder = process::root().join("ui");
    let mark = sources(&folder)
        .map(|files| mark_of(&files))
        .map_err(|error| format!("ui/ cannot be read ({error})."))?;
    let stamp = process::target().join("ui-built-from");
    let is_built = folder.join("dist/index.html").is_file();
    if is_built && fs::read_to_string(&stamp).is_ok_and(|text| text == mark) {
        return Ok(());
    }
    process::run(&mut process::npm(&["run", "build"]))?;
    fs::create_dir_all(process::target())
        .and_then(|()| fs::write(&stamp, mark))
        .map_err(|error| format!("{} cannot be written ({error}).", stamp.display()))
}

fn sources(folder: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            let is_made = ["node_modules", "dist", "dist-rehearsal"]
                .iter()
                .any(|made| path == folder.join(made));
            if path.is_dir() && !is_made {
                folders.push(path);
            } else if path.is_file() {
                let content = fs::read(&path)?;
                files.insert(path, content);
            }
        }
    }
    Ok(files)
}

/// Tells contents apart on one machine; a new compiler may give new marks, which costs one build.
fn mark_of(files: &BTreeMap<PathBuf, Vec<u8>>) -> String {
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_or_name_changes_the_mark() {
        let files = |name: &str, text: &str| {
            BTreeMap::from([(PathBuf::from(name), text.as_bytes().to_vec())])
        };
        let mark = mark_of(&files("a", "x"));
        assert_eq!(mark, mark_of(&files("a", "x")));
        assert_ne!(mark, mark_of(&files("a", "y")));
        assert_ne!(mark, mark_of(&files("b", "x")));
    }
}
