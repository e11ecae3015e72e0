//! The operating system's keychain: the one place where secrets are kept. Where there is none, a person may choose to keep a
//! token for this session only, in memory. Nothing here ever writes a secret anywhere else.
//!
//! Each call opens the keychain anew, so that one which comes up later, or is unlocked, is found without a restart. Calls
//! wait for the keychain, which may ask a person to unlock it: never call them from the window's threads.

use desk_core::gateway::transport::Token;
use desk_core::id::EntryNumber;
use desk_core::journal::{FileHead, GuardKind, Head, OutsideHead};
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What entries are called by in the keychain's own list.
const SERVICE: &str = "Credit Desk";

/// Why a secret cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is none of this name.
    #[error("nothing is kept under this name")]
    NotThere,
    /// The keychain is locked, and nobody unlocked it.
    #[error("the keychain is locked")]
    Locked,
    /// This session has no keychain.
    #[error("this session has no keychain")]
    NoKeychain,
    /// Anything else, in the keychain's words.
    #[error("the keychain failed: {0}")]
    Failed(String),
}

/// Where a secret is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the keychain.
    Keychain,
    /// In memory, until the program ends.
    Session,
}

/// A place that keeps secrets by name.
pub trait SecretStore: Send + Sync {
    /// The secret of a name.
    ///
    /// # Errors
    /// [`SecretError`]
    fn read(&self, name: &str) -> Result<String, SecretError>;

    /// Keeps a secret instead of what was there.
    ///
    /// # Errors
    /// [`SecretError`]; what was there is still there.
    fn write(&self, name: &str, secret: &str) -> Result<(), SecretError>;

    /// Forgets it; no error where there is none.
    ///
    /// # Errors
    /// [`SecretError`]
    fn remove(&self, name: &str) -> Result<(), SecretError>;
}

/// The keychain of the person's session.
#[derive(Debug, Default)]
pub struct OsKeychain;

#[cfg(target_os = "linux")]
mod service {
    use super::{SERVICE, SecretError};
    use keyring_core::api::CredentialStoreApi;
    use keyring_core::{Entry, Error};
    use zbus_secret_service_keyring_store::Store;

    /// An entry of the Secret Service, over a connection of its own.
    pub fn entry(name: &str) -> Result<Entry, SecretError> {
        // Whatever goes wrong before there is an entry: no bus, or nobody on it who keeps secrets.
        let store = Store::new().map_err(|_| SecretError::NoKeychain)?;

        store
            .build(SERVICE, name, None)
            .map_err(|error| why(&error))
    }

    /// The keychain's words name no secret.
    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the library may learn of more; whatever it is, the secret cannot be had"
    )]
    pub fn why(error: &Error) -> SecretError {
        match error {
            Error::NoEntry => SecretError::NotThere,
            Error::NoStorageAccess(_) => SecretError::Locked,
            Error::NoDefaultStore => SecretError::NoKeychain,
            Error::BadEncoding(_) | Error::BadDataFormat(..) => {
                SecretError::Failed("what is kept cannot be read".to_owned())
            }
            other => SecretError::Failed(other.to_string()),
        }
    }
}

#[cfg(target_os = "linux")]
impl SecretStore for OsKeychain {
    fn read(&self, name: &str) -> Result<String, SecretError> {
        let entry = service::entry(name)?;

        entry.get_password().map_err(|error| service::why(&error))
    }

    fn write(&self, name: &str, secret: &str) -> Result<(), SecretError> {
        let entry = service::entry(name)?;

        entry
            .set_password(secret)
            .map_err(|error| service::why(&error))
    }

    fn remove(&self, name: &str) -> Result<(), SecretError> {
        match service::entry(name)?.delete_credential() {
            Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
            Err(error) => Err(service::why(&error)),
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl SecretStore for OsKeychain {
    fn read(&self, _name: &str) -> Result<String, SecretError> {
        Err(SecretError::NoKeychain)
    }

    fn write(&self, _name: &str, _secret: &str) -> Result<(), SecretError> {
        Err(SecretError::NoKeychain)
    }

    fn remove(&self, _name: &str) -> Result<(), SecretError> {
        Err(SecretError::NoKeychain)
    }
}

/// All secrets of the program: in the keychain, or for this session in memory.
pub struct Secrets {
    keychain: Arc<dyn SecretStore>,
    session: Mutex<BTreeMap<String, Token>>,
}

impl Secrets {
    /// Keeps secrets in this keychain.
    #[must_use]
    pub fn new(keychain: Arc<dyn SecretStore>) -> Self {
        Self {
            keychain,
            session: Mutex::default(),
        }
    }

    /// The token of a name, and where it is kept. One for this session comes first: a person gave it later.
    ///
    /// # Errors
    /// [`SecretError`]
    pub fn read(&self, name: &str) -> Result<(Token, Kept), SecretError> {
        if let Some(token) = self.session().get(name) {
            return Ok((token.clone(), Kept::Session));
        }

        Ok((Token::new(self.keychain.read(name)?), Kept::Keychain))
    }

    /// Keeps a token where a person chose.
    ///
    /// # Errors
    /// [`SecretError`]; nothing was kept then.
    pub fn write(&self, name: &str, token: &Token, kept: Kept) -> Result<(), SecretError> {
        match kept {
            Kept::Keychain => {
                self.keychain.write(name, token.reveal())?;
                self.session().remove(name);
            }
            Kept::Session => {
                self.session().insert(name.to_owned(), token.clone());
            }
        }

        Ok(())
    }

    /// Forgets a token everywhere.
    ///
    /// # Errors
    /// [`SecretError`]: it may still be in the keychain. Where there is no keychain, there is nothing in it.
    pub fn remove(&self, name: &str) -> Result<(), SecretError> {
        self.session().remove(name);
        match self.keychain.remove(name) {
            Err(SecretError::NoKeychain) => Ok(()),
            removed => removed,
        }
    }

    /// Where the head of a journal is kept: in the keychain, and in a file for when there is none.
    #[must_use]
    pub fn head(&self, name: String, file: FileHead) -> KeychainHead {
        KeychainHead {
            keychain: Arc::clone(&self.keychain),
            name,
            file,
            in_keychain: AtomicBool::new(false),
        }
    }

    fn session(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Token>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A journal's head in the keychain. A copy is kept in a file: where the keychain is away, the file still guards, and the
/// newer of both counts when it is back, so that neither place can be rolled back alone without being noticed.
pub struct KeychainHead {
    keychain: Arc<dyn SecretStore>,
    name: String,
    file: FileHead,
    in_keychain: AtomicBool,
}

impl KeychainHead {
    /// The head there; an error where the keychain is away.
    fn in_keychain(&self) -> Result<io::Result<Option<Head>>, SecretError> {
        match self.keychain.read(&self.name) {
            Ok(text) => Ok(Head::from_text(&text)
                .map(Some)
                .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))),
            Err(SecretError::NotThere) => Ok(Ok(None)),
            Err(error) => Err(error),
        }
    }
}

impl OutsideHead for KeychainHead {
    fn read(&self) -> io::Result<Option<Head>> {
        let in_file = self.file.read()?;
        match self.in_keychain() {
            Ok(in_keychain) => {
                self.in_keychain.store(true, Ordering::Relaxed);
                let newer = |head: &Option<Head>| head.map_or(EntryNumber(0), |head| head.number);
                Ok([in_keychain?, in_file]
                    .into_iter()
                    .max_by_key(newer)
                    .flatten())
            }
            Err(_) => {
                self.in_keychain.store(false, Ordering::Relaxed);
                Ok(in_file)
            }
        }
    }

    fn write(&self, head: Head) -> io::Result<()> {
        self.file.write(head)?;
        // A keychain that is away keeps an older head, which the file's chain still holds.
        let kept = self.keychain.write(&self.name, &head.to_text()).is_ok();
        self.in_keychain.store(kept, Ordering::Relaxed);

        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        self.file.flush()
    }

    fn kind(&self) -> GuardKind {
        if self.in_keychain.load(Ordering::Relaxed) {
            GuardKind::Keychain
        } else {
            GuardKind::File
        }
    }
}
