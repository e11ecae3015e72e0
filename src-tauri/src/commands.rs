//! The doors of the program: one short function for each thing a person can ask for. Parse, call, convert.

use crate::desk::{Desk, read_number};
use crate::events::Topic;
use crate::fault::Fault;
use crate::views::Freshness;
use crate::views::ad_account::{AdAccount, Origin};
use crate::views::add_balance::{AllocationDraft, AmountCheck, BeginAllocation, Outcome, Review};
use crate::views::alarms::AcknowledgeAlarm;
use crate::views::allocations::{Allocation, AllocationsPage, AllocationsQuery, CloseUnknown};
use crate::views::connecting::{Keep, Offer, SignIn};
use crate::views::credits::{CreditDetail, CreditForm, Credits};
use crate::views::payment_management::{AccountsPage, AccountsQuery, PaymentManagement};
use crate::views::settings::{ChangesPage, ChangesQuery, JournalCheck, Settings, Switch};
use crate::views::start::{Appearance, LastGood, PracticeClock, Start, WorkspaceChoice};
use crate::views::users::Users;
use tauri::State;

type Answer<T> = Result<T, Fault>;

/// Everything the frame shows.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn start(desk: State<'_, Desk>) -> Answer<Start> {
    desk.start().await
}

/// Opens another workspace; reads everything anew.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn open_workspace(desk: State<'_, Desk>, id: String) -> Answer<Start> {
    desk.switch(&id).await?;
    desk.start().await
}

/// Every workspace that can be opened, also while none is open.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn workspaces(desk: State<'_, Desk>) -> Answer<Vec<WorkspaceChoice>> {
    Ok(desk.workspaces())
}

/// Sets the damaged journal of a workspace aside and opens the workspace on a fresh one.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn set_journal_aside(desk: State<'_, Desk>, id: String) -> Answer<Start> {
    desk.set_journal_aside(&id).await?;
    desk.start().await
}

/// The copy of the last good state of a workspace's journal, where there is one; also while the workspace cannot be opened.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn last_good(desk: State<'_, Desk>, id: String) -> Answer<Option<LastGood>> {
    desk.last_good(&id).await
}

/// Opens a workspace whose journal is damaged on the copy of its last good state, for reading.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn open_last_good(desk: State<'_, Desk>, id: String) -> Answer<Start> {
    desk.open_last_good(&id).await?;
    desk.start().await
}

/// Acts as another member (practice only).
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn act_as(desk: State<'_, Desk>, member: String) -> Answer<Start> {
    desk.act_as(member).await?;
    desk.start().await
}

/// Asks a server which Business Centers an access token has.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn connect(desk: State<'_, Desk>, sign_in: SignIn) -> Answer<Offer> {
    desk.connect(sign_in).await
}

/// Makes a workspace of a Business Center that was offered, or signs in again to the one there is, and opens it.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn use_business_center(
    desk: State<'_, Desk>,
    bc_id: String,
    keep: Keep,
) -> Answer<Start> {
    desk.use_business_center(&bc_id, keep).await?;
    desk.start().await
}

/// Forgets the access token of the open workspace.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn sign_out(desk: State<'_, Desk>) -> Answer<Start> {
    desk.sign_out().await?;
    desk.start().await
}

/// The head of Payment management.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn payment_management(desk: State<'_, Desk>) -> Answer<PaymentManagement> {
    desk.run(move |workspace| async move { workspace.payment_management() })
        .await
}

/// One window of the table of ad accounts.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn accounts(desk: State<'_, Desk>, query: AccountsQuery) -> Answer<AccountsPage> {
    desk.run(move |workspace| async move { workspace.accounts(&query) })
        .await
}

/// Everything of one ad account.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn account(desk: State<'_, Desk>, id: String) -> Answer<AdAccount> {
    desk.run(move |workspace| async move { workspace.account(&id) })
        .await
}

/// Add Balance, step 1.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn begin_allocation(desk: State<'_, Desk>, account: String) -> Answer<BeginAllocation> {
    desk.run(move |workspace| async move { workspace.begin_allocation(&account) })
        .await
}

/// The live checks while an amount is typed. Nothing is kept.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn check_amount(desk: State<'_, Desk>, draft: AllocationDraft) -> Answer<AmountCheck> {
    desk.run(move |workspace| async move { workspace.check_amount(&draft) })
        .await
}

/// Add Balance, step 2: reads afresh and says what will happen. Nothing moves.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn review(desk: State<'_, Desk>, draft: AllocationDraft) -> Answer<Review> {
    desk.run(move |workspace| async move { workspace.review(&draft).await })
        .await
}

/// Commits the latest review, once. `acknowledged` names the codes of its warnings.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn allocate(
    desk: State<'_, Desk>,
    review: String,
    acknowledged: Vec<String>,
) -> Answer<Outcome> {
    desk.commit(move |workspace| async move { workspace.allocate(&review, &acknowledged).await })
        .await
}

/// One allocation with every recorded field: receipt and detail view.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn allocation(desk: State<'_, Desk>, number: String) -> Answer<Allocation> {
    let number = read_number(&number)?;
    desk.run(move |workspace| async move { workspace.allocation(number) })
        .await
}

/// One window of the list of allocations.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn allocations(
    desk: State<'_, Desk>,
    query: AllocationsQuery,
) -> Answer<AllocationsPage> {
    desk.run(move |workspace| async move { workspace.allocations(&query) })
        .await
}

/// Looks an unknown outcome up in TikTok's records, now; settled where they prove that it took effect.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn look_now(desk: State<'_, Desk>, number: String) -> Answer<Allocation> {
    desk.run(move |workspace| async move { workspace.look_now(&number).await })
        .await
}

/// A person settles an unknown outcome.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn close_unknown(desk: State<'_, Desk>, close: CloseUnknown) -> Answer<Allocation> {
    desk.run(move |workspace| async move { workspace.close_unknown(close).await })
        .await
}

/// A person says to have seen an alarm.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn acknowledge_alarm(
    desk: State<'_, Desk>,
    seen: AcknowledgeAlarm,
) -> Answer<Allocation> {
    desk.run(move |workspace| async move { workspace.acknowledge_alarm(seen).await })
        .await
}

/// The list of credits, compared with TikTok's total.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn credits(desk: State<'_, Desk>) -> Answer<Credits> {
    desk.run(move |workspace| async move { workspace.credits() })
        .await
}

/// One credit with its terms and entries.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn credit(desk: State<'_, Desk>, id: String) -> Answer<CreditDetail> {
    desk.run(move |workspace| async move { workspace.credit(&id) })
        .await
}

/// Enters a credit of the Business Center.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn add_credit(desk: State<'_, Desk>, form: CreditForm) -> Answer<CreditDetail> {
    desk.run(move |workspace| async move { workspace.add_credit(form, None).await })
        .await
}

/// Corrects a credit by a new entry with a reason.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn correct_credit(
    desk: State<'_, Desk>,
    id: String,
    form: CreditForm,
    reason: String,
) -> Answer<CreditDetail> {
    desk.run(move |workspace| async move { workspace.correct_credit(&id, form, &reason).await })
        .await
}

/// Marks a credit as revoked by TikTok.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn revoke_credit(
    desk: State<'_, Desk>,
    id: String,
    reason: String,
) -> Answer<CreditDetail> {
    desk.run(move |workspace| async move { workspace.revoke_credit(&id, &reason).await })
        .await
}

/// Enters a credit that an account got elsewhere.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn add_account_credit(
    desk: State<'_, Desk>,
    account: String,
    origin: Origin,
    form: CreditForm,
) -> Answer<CreditDetail> {
    desk.run(
        move |workspace| async move { workspace.add_credit(form, Some((account, origin))).await },
    )
    .await
}

/// Entries that are not allocations.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn changes(desk: State<'_, Desk>, query: ChangesQuery) -> Answer<ChangesPage> {
    desk.run(move |workspace| async move { workspace.changes(&query) })
        .await
}

/// Members, what each may do, and why.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn users(desk: State<'_, Desk>) -> Answer<Users> {
    desk.run(move |workspace| async move { workspace.users() })
        .await
}

/// The Settings page.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn settings(desk: State<'_, Desk>) -> Answer<Settings> {
    desk.settings().await
}

/// Sets one switch of the workspace.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn set_switch(desk: State<'_, Desk>, name: Switch, on: bool) -> Answer<Settings> {
    desk.run(move |workspace| async move { workspace.set_switch(name, on).await })
        .await?;
    desk.settings().await
}

/// Keeps theme, density and language.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn set_appearance(desk: State<'_, Desk>, appearance: Appearance) -> Answer<Appearance> {
    desk.set_appearance(appearance)
}

/// Reads the whole journal and says whether it is whole.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn check_journal(desk: State<'_, Desk>) -> Answer<JournalCheck> {
    desk.run(move |workspace| async move { workspace.check_journal().await })
        .await
}

/// Accepts a journal that the head kept outside does not vouch for.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn accept_journal(desk: State<'_, Desk>, note: String) -> Answer<Settings> {
    desk.run(move |workspace| async move { workspace.accept_journal(&note).await })
        .await?;
    desk.settings().await
}

/// The head of the chain as text to hand to somebody else.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn journal_head(desk: State<'_, Desk>) -> Answer<String> {
    desk.run(move |workspace| async move { workspace.journal_head() })
        .await
}

/// Reads everything from TikTok again; `SyncProgress` tells how far it is.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn refresh(desk: State<'_, Desk>) -> Answer<Freshness> {
    desk.run(move |workspace| async move { workspace.refresh().await })
        .await
}

/// Stops a refresh; what was read is kept.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn stop_refresh(desk: State<'_, Desk>) -> Answer<()> {
    desk.workspace().await?.stop_refresh();

    Ok(())
}

/// Lets practice time jump forward by whole days.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn practice_later(desk: State<'_, Desk>, days: u32) -> Answer<PracticeClock> {
    desk.run(move |workspace| async move { workspace.later(days).await })
        .await
}

/// The next answer to an allocation will be lost: a rehearsal of the worst case.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn lose_next_answer(desk: State<'_, Desk>) -> Answer<()> {
    desk.workspace().await?.lose_next_answer()?;
    desk.tell(&[Topic::Workspace]);

    Ok(())
}

/// The window has painted a page in full; for measuring the start.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn ui_ready(desk: State<'_, Desk>) -> Answer<()> {
    desk.ui_ready()
}
