//! What is remembered from one start to the next, outside any workspace: which one was open, as whom, and how it looks.
//! A small file; when it is missing or unreadable, the program starts as the first time.

use crate::views::start::Appearance;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// The content of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// Id of the workspace that was open.
    pub workspace: Option<String>,
    /// Who acted, by workspace.
    pub acting: BTreeMap<String, String>,
    /// Theme, density, language.
    pub appearance: Appearance,
}

/// Reads it; nothing where there is none.
pub fn read(file: &Path) -> Remembered {
    fs::read_to_string(file)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Writes it beside, then over the old one.
///
/// # Errors
/// When the disk refuses; the old one is still there.
pub fn write(file: &Path, remembered: &Remembered) -> io::Result<()> {
    let new = file.with_extension("new");
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&new, serde_json::to_vec_pretty(remembered)?)?;

    fs::rename(new, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::start::Theme;

    #[test]
    fn what_was_written_is_read_and_damage_is_a_first_start() {
        let folder = std::env::temp_dir().join(format!("remembered-{}", std::process::id()));
        let file = folder.join("desk.json");
        assert_eq!(read(&file), Remembered::default());
        let mut one = Remembered {
            workspace: Some("ordinary".to_owned()),
            ..Remembered::default()
        };
        one.appearance.theme = Theme::Dark;
        write(&file, &one).unwrap();
        assert_eq!(read(&file), one);
        fs::write(&file, "{\"workspace\": 1").unwrap();
        assert_eq!(read(&file), Remembered::default());
        fs::remove_dir_all(folder).unwrap();
    }
}
