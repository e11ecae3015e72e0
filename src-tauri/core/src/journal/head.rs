//! The chain's head, kept outside the file, so that cuts, rewrites and old copies are noticed (protocol 4.7).

use crate::id::EntryNumber;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;

/// The last entry of a chain and its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its number; 0 for an empty chain.
    pub number: EntryNumber,
    /// Its hash; zeros for an empty chain.
    pub hash: [u8; 32],
}

impl Head {
    /// Before the first entry.
    pub const EMPTY: Self = Self {
        number: EntryNumber(0),
        hash: [0; 32],
    };

    /// The hash as 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        self.hash.iter().fold(String::new(), |mut text, byte| {
            // Writing into a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// The text that is kept: a word, the number, the hash.
    #[must_use]
    pub fn to_text(self) -> String {
        format!("credit-desk-head 1 {} {}\n", self.number.0, self.hex())
    }

    /// Reads [`Head::to_text`] back; `None` for anything else.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("credit-desk-head 1 ")?;
        let (number, hex) = rest.strip_suffix('\n')?.split_once(' ')?;
        let mut hash = [0; 32];
        let mut digits = hex.as_bytes().chunks_exact(2);
        for (byte, pair) in hash.iter_mut().zip(&mut digits) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        let head = Self {
            number: EntryNumber(number.parse().ok()?),
            hash,
        };

        (head.to_text() == text).then_some(head)
    }
}

/// A place outside the journal's folder that remembers one head.
pub trait OutsideHead: Send + Sync {
    /// The head kept there; `None` when there is none.
    ///
    /// # Errors
    /// When the place cannot be read, or holds something else.
    fn read(&self) -> io::Result<Option<Head>>;

    /// Keeps `head` instead of what was there.
    ///
    /// # Errors
    /// When it cannot be written; what was there is still there.
    fn write(&self, head: Head) -> io::Result<()>;

    /// Makes sure that no power cut brings an older head back: one that belongs to another chain would freeze the journal
    /// again that a person just accepted.
    ///
    /// # Errors
    /// When that is not sure.
    fn flush(&self) -> io::Result<()>;

    /// What Settings calls this guard.
    fn kind(&self) -> GuardKind;
}

/// Where a head is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuardKind {
    /// A file in another folder.
    File,
    /// The operating system's keychain.
    Keychain,
}

/// A file in a folder of its own: written beside, flushed once, renamed over the old one.
#[derive(Debug, Clone)]
pub struct FileHead {
    file: PathBuf,
}

impl FileHead {
    /// Keeps the head in `file`; its folder is made when first needed.
    #[must_use]
    pub fn new(file: PathBuf) -> Self {
        Self { file }
    }
}

impl OutsideHead for FileHead {
    fn read(&self) -> io::Result<Option<Head>> {
        let text = match fs::read_to_string(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let head = Head::from_text(&text);

        head.map(Some)
            .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
    }

    // The rename itself is not flushed: after a power cut an older head may be back, and an older head is still an
    // ancestor of the chain.
    fn write(&self, head: Head) -> io::Result<()> {
        let new = self.file.with_extension("new");
        let mut file = match File::create(&new) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(self.file.parent().unwrap_or(&self.file))?;
                File::create(&new)?
            }
            made => made?,
        };
        file.write_all(head.to_text().as_bytes())?;
        file.sync_data()?;

        fs::rename(new, &self.file)
    }

    fn flush(&self) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(&self.file);
        // Only Unix opens folders; elsewhere the file system keeps the order of its own names.
        if cfg!(unix) {
            File::open(folder)?.sync_all()?;
        }

        Ok(())
    }

    fn kind(&self) -> GuardKind {
        GuardKind::File
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::tests::Folder;

    #[test]
    fn a_head_is_kept_and_read_back() {
        let folder = Folder::new();
        let keeper = FileHead::new(folder.path().join("heads").join("one"));
        assert_eq!(keeper.read().unwrap(), None);
        for number in [1, 2] {
            let head = Head {
                number: EntryNumber(number),
                hash: [0xAB; 32],
            };
            keeper.write(head).unwrap();
            assert_eq!(keeper.read().unwrap(), Some(head));
        }
        fs::write(folder.path().join("heads").join("one"), "1 ab").unwrap();
        assert!(keeper.read().is_err());
    }

    #[test]
    fn only_the_exact_text_is_a_head() {
        let text = Head::EMPTY.to_text();
        assert_eq!(Head::from_text(&text), Some(Head::EMPTY));
        for wrong in [
            text.to_uppercase(),
            text.replace(" 0 ", " 00 "),
            text.replace('\n', ""),
            format!("{text}\n"),
            text.replace("0000\n", "\n"),
            text.replace("0000\n", "00ée\n"),
            String::new(),
        ] {
            assert_eq!(Head::from_text(&wrong), None, "{wrong:?}");
        }
    }
}
