//! What the commands share: the open workspace and everything around it.

use crate::fault::{Fault, FaultCode};

/// The state behind the window.
#[derive(Debug, Default)]
pub struct Desk {}

impl Desk {
    /// Nothing is open yet.
    ///
    /// # Errors
    /// Always.
    pub fn not_ready<T, A>(&self, _asked: A) -> Result<T, Fault> {
        Err(Fault::new(FaultCode::NotReady))
    }
}
