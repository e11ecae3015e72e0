//! One workspace of the ordinary Business Center, opened on a simulator of its own.

use super::wire::{Over, Wire};
use desk_core::clock::Clock;
use desk_core::credit::Source;
use desk_core::disk::{Place, SystemDisk};
use desk_core::gateway::{AnswerRules, Connection, Gateway};
use desk_core::id::{AdvertiserId, BcId};
use desk_core::journal::Drive;
use desk_core::journal::{FileHead, Journal, Opening};
use desk_core::mirror::Mirror;
use desk_core::policy::Review;
use desk_core::random::SeededRandom;
use desk_core::sync::Report;
use desk_core::workspace::{Outcome, Parts, Prepared, Workspace};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub const BC: &str = "7301840221776355601";
pub const PORTFOLIO_BC: &str = "7302955318840917702";
/// Approved, owned, spending.
pub const GOOD: &str = "7318440217735564290";

pub struct Desk {
    pub wire: Wire,
    pub workspace: Workspace,
    folder: PathBuf,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Desk {
    /// Everything fetched, acting as this member.
    pub async fn open(over: Over, member: &str) -> Self {
        let desk = Self::empty(over, member, BC);
        let report = desk.refresh().await;
        assert!(!report.stopped);
        desk
    }

    pub fn empty(over: Over, member: &str, bc: &str) -> Self {
        static DESKS: AtomicU64 = AtomicU64::new(0);
        let number = DESKS.fetch_add(1, Ordering::SeqCst);
        let name = format!("credit-desk-contract-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let wire = Wire::new(over);
        let place = Place {
            folder: folder.join("workspace"),
            vfs: None,
        };
        let opening = Opening {
            place: place.clone(),
            disk: Arc::new(SystemDisk),
            outside: Arc::new(FileHead::new(folder.join("heads").join("one"))),
            drive: Drive::Inline,
            program: "contract".to_owned(),
        };
        let parts = Parts {
            journal: Journal::open(opening, wire.clock.now()).unwrap(),
            mirror: Mirror::open(&place, &SystemDisk, Drive::Inline).unwrap(),
            gateway: gateway(&wire, member, bc),
            clock: Arc::clone(&wire.clock) as Arc<dyn Clock>,
            random: Arc::new(SeededRandom::new(number)),
            actor: None,
        };
        Self {
            workspace: Workspace::new(parts),
            wire,
            folder,
        }
    }

    /// Where its files are.
    #[allow(dead_code, reason = "for whoever looks at the files themselves")]
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    pub async fn refresh(&self) -> Report {
        self.workspace.refresh(&|_| true).await
    }

    pub async fn review(&self, account: &str, typed: &str) -> Review {
        let account = AdvertiserId::new(account).unwrap();
        let prepared = self
            .workspace
            .prepare_review(&account, Source::Unlisted, typed, None)
            .await;
        match prepared.unwrap() {
            Prepared::Review(review) => *review,
            Prepared::NoAmount(check) => panic!("{check:?}"),
        }
    }

    pub async fn confirm(&self, review: &Review) -> Outcome {
        self.workspace
            .confirm(review.draft.review, &codes(review))
            .await
    }

    /// Transfers that moved money, and transfer requests that arrived.
    pub fn moved_and_received(&self) -> (usize, u64) {
        let truth = self.wire.truth();
        assert_eq!(truth["conserved"], true);
        let moved = truth["executed"].as_array().unwrap().len();
        (moved, truth["received"].as_u64().unwrap())
    }
}

/// A gateway as one member of one Business Center.
pub fn gateway(wire: &Wire, member: &str, bc: &str) -> Gateway {
    Gateway::new(Connection {
        bc: BcId::new(bc).unwrap(),
        token: wire.token(member),
        transport: Arc::clone(&wire.transport),
        clock: Arc::clone(&wire.clock) as Arc<dyn Clock>,
        rules: AnswerRules::default(),
    })
}

/// What the shell needs: every verb can be awaited on any thread.
#[allow(dead_code, reason = "compiling is the test")]
fn verbs_can_move_between_threads(workspace: &Workspace, review: &Review) {
    fn is_send<T: Send>(_: T) {}
    is_send(workspace.confirm(review.draft.review, &[]));
    is_send(workspace.prepare_review(&review.draft.account, Source::Unlisted, "", None));
    is_send(workspace.refresh(&|_| true));
    is_send(workspace.refresh_account(&review.draft.account));
    is_send(workspace.identify());
}

/// The codes of all warnings of a review.
pub fn codes(review: &Review) -> Vec<String> {
    review
        .warnings
        .iter()
        .map(|warning| warning.code().to_owned())
        .collect()
}
