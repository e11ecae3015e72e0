//! Practice time, how old the figures are, and reading them again.

use super::*;

impl Workspace {
    /// Reads everything from TikTok again.
    ///
    /// # Errors
    /// When it is being read already, cannot be read, or a person stopped it; what was read before is kept.
    pub async fn refresh(&self) -> Result<Freshness, Fault> {
        if self.backing.has_nobody() {
            return Err(Fault::new(FaultCode::NotConnected));
        }
        if self.refreshing.swap(true, Ordering::Relaxed) {
            return Err(Fault::new(FaultCode::RefreshRunning));
        }
        let report = self.read_again().await;
        if report.stopped {
            return Err(Fault::new(FaultCode::Stopped));
        }
        for (_, error) in report.failed {
            if !is_refusal(&error) {
                return Err(error.into());
            }
        }

        self.freshness()
    }

    /// Stops a refresh; what was read is kept.
    pub fn stop_refresh(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Arms the rehearsal of the worst case.
    ///
    /// # Errors
    /// Where it is not practice.
    pub fn lose_next_answer(&self) -> Result<(), Fault> {
        self.backing.practice()?.lose_next_answer();

        Ok(())
    }

    /// Lets practice time jump forward, then reads everything again.
    ///
    /// # Errors
    /// Where it is not practice, or the jump could not be kept.
    pub async fn later(&self, days: u32) -> Result<PracticeClock, Fault> {
        let hours = i64::from(days).saturating_mul(24);
        let simulated = self.backing.practice()?;
        simulated.clock().jump(SignedDuration::from_hours(hours));
        simulated.keep_time()?;
        self.tell(&[Topic::Clock]);
        self.refreshing.store(true, Ordering::Relaxed);
        // What could not be read is shown as older; a refresh can be asked for again.
        let _report = self.read_again().await;

        Ok(self.practice_clock())
    }

    /// Keeps practice time; other time keeps itself.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn keep_time(&self) -> Result<(), Fault> {
        match &self.backing {
            Backing::Practice(simulated) => simulated.keep_time(),
            Backing::Connected(_) => Ok(()),
        }
    }

    /// The workspace's time as a view.
    pub fn practice_clock(&self) -> PracticeClock {
        PracticeClock {
            now: shown::stamp(self.now(), &self.zone()),
        }
    }

    /// How old the figures are.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn freshness(&self) -> Result<Freshness, Fault> {
        let overview = self.reading().overview(self.now())?;

        Ok(self.freshness_of(overview.and_then(|overview| overview.as_of)))
    }

    /// The age of figures read at `as_of`.
    pub fn freshness_of(&self, as_of: Option<Timestamp>) -> Freshness {
        Freshness {
            as_of: as_of.map(|moment| shown::stamp(moment, &self.zone())),
            stale: as_of.is_some_and(|moment| self.now().duration_since(moment) > STALE),
            offline: self.offline.load(Ordering::Relaxed),
            refreshing: self.refreshing.load(Ordering::Relaxed),
        }
    }

    /// Waits a little for the first read, so that a first page is not shown empty.
    pub async fn first_read(&self) {
        if self.has_read.load(Ordering::Relaxed) {
            return;
        }
        let waited = async {
            while self.has_nothing() && self.refreshing.load(Ordering::Relaxed) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        // A page without figures says that they are being read.
        let _came = tokio::time::timeout(FIRST_READ, waited).await;
        self.has_read.store(true, Ordering::Relaxed);
    }

    /// Whether there is nothing to show yet, because TikTok was never read to the end.
    pub(super) fn has_nothing(&self) -> bool {
        let mirror = self.core.mirror();
        let accounts = mirror.accounts_as_of().is_ok_and(|(count, _)| count > 0);
        let members = mirror.members().is_ok_and(|members| members.is_some());

        !(accounts && members)
    }

    /// One refresh; `refreshing` is set by the caller. Roles that are new are noted down.
    pub(super) async fn read_again(&self) -> Report {
        self.stop.store(false, Ordering::Relaxed);
        let progress = Arc::clone(&self.ears.progress);
        let watch = |now: Progress| {
            progress(shown_progress(now));
            !self.stop.load(Ordering::Relaxed) && !self.closed.load(Ordering::Relaxed)
        };
        let report = self.core.refresh(&watch).await;
        self.note_roles().await;
        let is_offline = report.failed.iter().any(|(_, error)| is_unreachable(error));
        self.offline.store(is_offline, Ordering::Relaxed);
        self.backing.was_read(&report);
        self.refreshing.store(false, Ordering::Relaxed);
        progress(SyncProgress {
            step: SyncStep::Finished,
            done: 0,
            total: 0,
        });
        self.tell(&[Topic::Accounts, Topic::Credits, Topic::Allocations]);

        report
    }

    /// A workspace that is only read keeps nothing; roles are still told on the screen.
    async fn note_roles(&self) {
        let told = self.core.mirror().members().ok().flatten();
        for member in told.map(|(members, _)| members).unwrap_or_default() {
            if let Some(id) = member.id {
                let (name, role) = (member.name, member.role);
                let actor = Actor { id, name, role };
                let _noted = self.journal().note_role(actor, self.now()).await;
            }
        }
    }
}

fn shown_progress(now: Progress) -> SyncProgress {
    let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);

    SyncProgress {
        step: match now.step {
            Step::Actor | Step::Portfolios | Step::Balance => SyncStep::BusinessCenter,
            Step::Accounts => SyncStep::Accounts,
            Step::Ownership => SyncStep::Balances,
            Step::Members => SyncStep::Members,
            Step::Costs => SyncStep::Costs,
            Step::BusinessCenterRecords | Step::AccountRecords => SyncStep::Records,
        },
        done: number(now.done),
        total: number(now.total),
    }
}

/// What a role may not read is no failure: what was told before stays.
fn is_refusal(error: &SyncError) -> bool {
    matches!(error, SyncError::Look(look) if look.is_want_of_permission())
}

fn is_unreachable(error: &SyncError) -> bool {
    matches!(
        error,
        SyncError::Look(LookError::Unreachable { .. } | LookError::Http { .. })
    )
}
