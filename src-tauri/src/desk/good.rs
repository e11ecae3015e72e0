//! The copy of a journal's last good state: what is known of it, and a workspace opened on it for reading while the journal
//! itself is damaged.

use super::journal::{head, place};
use super::workspace::{On, Workspace};
use super::{Desk, apart, release};
use crate::events::Topic;
use crate::fault::{Fault, FaultCode};
use crate::shown::stamp;
use crate::views::start::LastGood;
use desk_core::clock::Zone;
use desk_core::disk::{Place, SystemDisk};
use desk_core::journal::{self, Drive, Journal, OpenError, OutsideHead, Standing};
use desk_core::mirror::Mirror;
use std::sync::Arc;

/// Opens the copy for reading.
///
/// # Errors
/// When there is none, or it is not whole either.
pub fn open(place: Place, outside: Arc<dyn OutsideHead>) -> Result<Journal, Fault> {
    let opened = Journal::open_last_good(place, &SystemDisk, outside);

    opened.map_err(|error| match error {
        OpenError::Damaged { .. } | OpenError::NotOurs | OpenError::NotThereYet => {
            Fault::new(FaultCode::NoLastGood)
        }
        error @ (OpenError::Newer { .. }
        | OpenError::Setting(_)
        | OpenError::Io(_)
        | OpenError::Sqlite(_)) => error.into(),
    })
}

impl Desk {
    /// What is known of the copy of a workspace's last good state, where there is one; the workspace need not be open.
    ///
    /// # Errors
    /// When there is no such workspace.
    pub async fn last_good(&self, id: &str) -> Result<Option<LastGood>, Fault> {
        let known = self.known(id)?;
        let place = place(&self.root, &known);
        let outside = head(&self.root, &known, &self.secrets);

        apart(move || async move {
            let found = journal::LastGood::look(&place, outside.as_ref());
            Ok(found.map(|found| shown(found, &zone_of(&place))))
        })
        .await
    }

    /// Opens a workspace on the copy of its journal's last good state, for reading. Refuses when the journal is not damaged.
    ///
    /// # Errors
    /// Why not.
    pub async fn open_last_good(&self, id: &str) -> Result<(), Fault> {
        let known = self.known(id)?;
        {
            let mut open = self.open.lock().await;
            release(open.take()).await;
            self.is_damaged(known.clone()).await?;
            *open = Some(self.open_known(known, On::LastGood).await?);
        }
        self.remember(|remembered| remembered.workspace = Some(id.to_owned()))?;
        self.tell(&[Topic::Workspace]);

        Ok(())
    }
}

impl Workspace {
    /// Whether this is the copy of the last good state, and not the journal.
    pub fn is_last_good(&self) -> bool {
        self.journal().standing() == Standing::LastGood
    }

    /// What is known of the copy, where there is one.
    pub fn last_good(&self) -> Option<LastGood> {
        let found = journal::LastGood::look(self.journal().place(), self.journal().outside());

        found.map(|found| shown(found, &self.zone()))
    }
}

fn shown(found: journal::LastGood, zone: &Zone) -> LastGood {
    LastGood {
        file: journal::LastGood::FILE.to_owned(),
        entries: found.entries.to_string(),
        newest: found.newest.map(|at| stamp(at, zone)),
        behind: found.behind.map(|more| more.to_string()),
    }
}

/// The Business Center's zone, as far as it was ever told.
fn zone_of(place: &Place) -> Zone {
    let mirror = Mirror::open(place, &SystemDisk, Drive::Inline).ok();
    let told = mirror.and_then(|mirror| mirror.business_center().ok().flatten());

    told.and_then(|(bc, _)| Zone::read(&bc.zone))
        .unwrap_or_else(Zone::utc)
}
