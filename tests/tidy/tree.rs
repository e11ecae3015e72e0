//! Our own files: everything under the workspace that a person wrote, with paths as written on every system.

use std::fs;
use std::path::{Path, PathBuf};

/// What was made or fetched, not written.
const MADE: [&str; 6] = [
    ".git",
    "target",
    "node_modules",
    "dist",
    "gen",
    "Cargo.lock",
];

/// Endings of the files that are read; others are pictures and the like.
const READ: [&str; 13] = [
    "rs", "toml", "ts", "js", "svelte", "css", "html", "sql", "ftl", "md", "json", "c", "sh",
];

/// One file of ours.
#[derive(Debug, Clone)]
pub struct Source {
    /// From the workspace's folder, with `/` between the parts.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Source {
    /// The ending without its dot.
    pub fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// Lines of code with their numbers, counted from one; what is said in comments is left out.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().filter_map(|(index, line)| {
            let starts_comment = ["//", "/*", "* ", "<!--", "--"]
                .iter()
                .any(|mark| line.trim_start().starts_with(mark));
            let code = line.split_once(" // ").map_or(line, |(code, _)| code);
            (!starts_comment).then_some((index + 1, code))
        })
    }
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap().to_path_buf()
}

/// Every file of ours, in order of its path.
pub fn sources() -> Vec<Source> {
    let root = root();
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if MADE.contains(&name.as_str()) || name == "package-lock.json" {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if READ
                .iter()
                .any(|ending| name.ends_with(&format!(".{ending}")))
            {
                let text = fs::read_to_string(&path).unwrap();
                sources.push(Source {
                    path: relative(&root, &path),
                    text,
                });
            }
        }
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap();
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
