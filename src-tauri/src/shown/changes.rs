//! Entries of the journal that are no allocations.

use super::{amount, people, stamp};
use crate::views::settings::{Change, ChangeRow, Switch, SwitchState};
use desk_core::business_center::Switches;
use desk_core::clock::Zone;
use desk_core::credit::Credit;
use desk_core::journal::{Alarm, Decision, Entry, Event, Head};

/// One line of Changes. `revoked` is the credit that a mark as revoked speaks of: its entry holds no name.
pub fn row(entry: &Entry, revoked: Option<&Credit>, zone: &Zone) -> ChangeRow {
    let (by, change) = change(&entry.event, revoked);

    ChangeRow {
        entry: entry.number.0.to_string(),
        at: stamp(entry.at, zone),
        by,
        change,
    }
}

/// All switches with their values.
pub fn switches(switches: Switches) -> Vec<SwitchState> {
    [
        (Switch::FinanceRolesApply, switches.finance_roles_apply),
        (Switch::StrictAdmin, switches.strict_admin),
        (Switch::AllowBillingShared, switches.allow_billing_shared),
    ]
    .map(|(name, on)| SwitchState { name, on })
    .to_vec()
}

fn change(event: &Event, revoked: Option<&Credit>) -> (Option<String>, Change) {
    match event {
        Event::Opened(_) => (None, Change::SessionOpened),
        Event::CreditEntered(event) => (
            Some(event.by.name.clone()),
            Change::CreditAdded {
                credit_id: event.credit.0.to_string(),
                name: event.terms.name.clone(),
                amount: amount(event.terms.amount),
            },
        ),
        Event::CreditCorrected(event) => (
            Some(event.by.name.clone()),
            Change::CreditCorrected {
                credit_id: event.credit.0.to_string(),
                name: event.terms.name.clone(),
                amount: amount(event.terms.amount),
                reason: event.reason.clone(),
            },
        ),
        Event::CreditRevoked(event) => (
            Some(event.by.name.clone()),
            Change::CreditRevoked {
                credit_id: event.credit.0.to_string(),
                name: revoked.map_or_else(String::new, |credit| credit.terms.name.clone()),
                reason: event.reason.clone(),
            },
        ),
        Event::SwitchesChanged(event) => (
            Some(event.by.name.clone()),
            switch_set(event.switches, event.before),
        ),
        Event::RoleSeen(event) => (
            None,
            Change::RoleSeen {
                person: event.actor.name.clone(),
                before: event.before.map(people::role),
                after: people::role(event.actor.role),
            },
        ),
        Event::HeadAccepted(event) => (
            Some(event.by.name.clone()),
            Change::HeadAccepted {
                kept: (event.stored != Head::EMPTY).then(|| event.stored.number.0.to_string()),
                note: event.note.clone(),
            },
        ),
        Event::AllocationDecided(event) => (
            Some(event.by.name.clone()),
            Change::OutcomeClosed {
                number: event.number.0.to_string(),
                executed: matches!(event.decision, Decision::Applied { .. }),
                note: event.note.clone(),
            },
        ),
        Event::AllocationFound(event) => (
            None,
            Change::OutcomeFound {
                number: event.number.0.to_string(),
                transaction_id: event.record.id.to_string(),
            },
        ),
        Event::AllocationAlarmed(event) => (
            None,
            Change::AlarmRaised {
                number: event.number.0.to_string(),
                contradicts: event.alarm == Alarm::Contradiction,
                transaction_id: event.record.id.to_string(),
            },
        ),
        Event::AlarmAcknowledged(event) => (
            Some(event.by.name.clone()),
            Change::AlarmSeen {
                number: event.number.0.to_string(),
                note: event.note.clone(),
            },
        ),
        Event::AllocationRecorded(_) | Event::AllocationSettled(_) => (
            None,
            Change::Other {
                entry_kind: event.kind().to_owned(),
            },
        ),
    }
}

/// The one switch that an entry turned: a person turns one at a time.
fn switch_set(after: Switches, before: Switches) -> Change {
    let turned = switches(after)
        .into_iter()
        .zip(switches(before))
        .find(|(after, before)| after.on != before.on);

    turned.map_or_else(
        || Change::Other {
            entry_kind: "switches-changed".to_owned(),
        },
        |(after, _)| Change::SwitchSet {
            name: after.name,
            on: after.on,
        },
    )
}
