//! What people enter about credits without a window, and how Changes tells it.

use super::Desk;
use super::main_job::Folder;
use crate::fault::{Fault, FaultCode};
use crate::views::credits::{CreditAct, CreditDetail};
use crate::views::settings::{Change, ChangeRow, ChangesQuery, Switch};

async fn first_credit(desk: &Desk) -> CreditDetail {
    desk.run(|workspace| async move {
        let credits = workspace.credits()?;
        workspace.credit(&credits.available[0].key)
    })
    .await
    .unwrap()
}

/// The newest entries of Changes, newest first.
async fn newest(desk: &Desk, limit: u32) -> Vec<ChangeRow> {
    let query = ChangesQuery { offset: 0, limit };
    let page = desk.run(move |workspace| async move { workspace.changes(&query) });

    page.await.unwrap().rows
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_keeps_its_reason_and_is_refused_without_one() {
    let folder = Folder::new();
    let desk = folder.desk();
    let credit = first_credit(&desk).await;
    let (id, mut form) = (credit.row.key.clone(), credit.form);
    "Autumn grant, second letter".clone_into(&mut form.name);
    let correct = async |form, reason: &str| {
        let (id, reason) = (id.clone(), reason.to_owned());
        desk.run(move |workspace| async move { workspace.correct_credit(&id, form, &reason).await })
            .await
    };

    let mut nameless = form.clone();
    nameless.name = String::new();
    let refused: Fault = correct(nameless, " ").await.unwrap_err();
    assert_eq!(refused.code, FaultCode::FieldInvalid);
    assert_eq!(refused.params.get("field.name").unwrap(), "MISSING");
    assert_eq!(refused.params.get("field.reason").unwrap(), "MISSING");
    let long = correct(form.clone(), &"x".repeat(501)).await.unwrap_err();
    assert_eq!(long.params.get("field.reason").unwrap(), "TOO_LONG");

    let corrected = correct(form, " The second letter says so \n")
        .await
        .unwrap();
    let last = corrected.entries.last().unwrap();
    assert_eq!(last.what, CreditAct::Corrected);
    assert_eq!(last.reason.as_deref(), Some("The second letter says so"));
    let told = Change::CreditCorrected {
        credit_id: corrected.row.key,
        name: "Autumn grant, second letter".to_owned(),
        amount: corrected.row.amount.unwrap(),
        reason: "The second letter says so".to_owned(),
    };
    let rows = newest(&desk, 5).await;
    assert!(rows.iter().any(|row| row.change == told), "{rows:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_name_the_credit_that_was_revoked_and_the_switch_that_was_turned() {
    let folder = Folder::new();
    let desk = folder.desk();
    let credit = first_credit(&desk).await;
    let id = credit.row.key.clone();
    let revoked = desk.run(|workspace| async move {
        workspace.revoke_credit(&id, "Letter of 16 Nov").await?;
        workspace.set_switch(Switch::AllowBillingShared, true).await
    });
    revoked.await.unwrap();
    let rows = newest(&desk, 20).await;
    let is_told = |wanted: &Change| rows.iter().any(|row| row.change == *wanted);
    assert!(
        is_told(&Change::CreditRevoked {
            credit_id: credit.row.key,
            name: credit.form.name,
            reason: "Letter of 16 Nov".to_owned(),
        }),
        "{rows:?}"
    );
    assert!(is_told(&Change::SwitchSet {
        name: Switch::AllowBillingShared,
        on: true,
    }));
}
