//! The doors of the program: one short function for each thing a person can ask for. Parse, call, convert.

use crate::desk::Desk;
use crate::fault::Fault;
use crate::views::Freshness;
use crate::views::ad_account::{AdAccount, Origin};
use crate::views::add_balance::{AllocationDraft, AmountCheck, BeginAllocation, Outcome, Review};
use crate::views::allocations::{Allocation, AllocationsPage, AllocationsQuery, CloseUnknown};
use crate::views::credits::{CreditDetail, CreditForm, Credits};
use crate::views::payment_management::{AccountsPage, AccountsQuery, PaymentManagement};
use crate::views::settings::{ChangesPage, ChangesQuery, JournalCheck, Settings, Switch};
use crate::views::start::{Appearance, PracticeClock, Start};
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
    desk.not_ready(())
}

/// Opens another workspace; reads everything anew.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn open_workspace(desk: State<'_, Desk>, id: String) -> Answer<Start> {
    desk.not_ready((id,))
}

/// Acts as another member (practice only).
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn act_as(desk: State<'_, Desk>, member: String) -> Answer<Start> {
    desk.not_ready((member,))
}

/// The head of Payment management.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn payment_management(desk: State<'_, Desk>) -> Answer<PaymentManagement> {
    desk.not_ready(())
}

/// One window of the table of ad accounts.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn accounts(desk: State<'_, Desk>, query: AccountsQuery) -> Answer<AccountsPage> {
    desk.not_ready((query,))
}

/// Everything of one ad account.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn account(desk: State<'_, Desk>, id: String) -> Answer<AdAccount> {
    desk.not_ready((id,))
}

/// Add Balance, step 1.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn begin_allocation(desk: State<'_, Desk>, account: String) -> Answer<BeginAllocation> {
    desk.not_ready((account,))
}

/// The live checks while an amount is typed. Nothing is kept.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn check_amount(desk: State<'_, Desk>, draft: AllocationDraft) -> Answer<AmountCheck> {
    desk.not_ready((draft,))
}

/// Add Balance, step 2: reads afresh and says what will happen. Nothing moves.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn review(desk: State<'_, Desk>, draft: AllocationDraft) -> Answer<Review> {
    desk.not_ready((draft,))
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
    desk.not_ready((review, acknowledged))
}

/// One allocation with every recorded field: receipt and detail view.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn allocation(desk: State<'_, Desk>, number: String) -> Answer<Allocation> {
    desk.not_ready((number,))
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
    desk.not_ready((query,))
}

/// Looks an unknown outcome up in TikTok's records, now. Settles nothing.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn look_now(desk: State<'_, Desk>, number: String) -> Answer<Allocation> {
    desk.not_ready((number,))
}

/// A person settles an unknown outcome.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn close_unknown(desk: State<'_, Desk>, close: CloseUnknown) -> Answer<Allocation> {
    desk.not_ready((close,))
}

/// The list of credits, compared with TikTok's total.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn credits(desk: State<'_, Desk>) -> Answer<Credits> {
    desk.not_ready(())
}

/// One credit with its terms and entries.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn credit(desk: State<'_, Desk>, id: String) -> Answer<CreditDetail> {
    desk.not_ready((id,))
}

/// Enters a credit of the Business Center.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn add_credit(desk: State<'_, Desk>, form: CreditForm) -> Answer<CreditDetail> {
    desk.not_ready((form,))
}

/// Corrects a credit by a new entry.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn correct_credit(
    desk: State<'_, Desk>,
    id: String,
    form: CreditForm,
) -> Answer<CreditDetail> {
    desk.not_ready((id, form))
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
    desk.not_ready((id, reason))
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
    desk.not_ready((account, origin, form))
}

/// Entries that are not allocations.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn changes(desk: State<'_, Desk>, query: ChangesQuery) -> Answer<ChangesPage> {
    desk.not_ready((query,))
}

/// Members, what each may do, and why.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn users(desk: State<'_, Desk>) -> Answer<Users> {
    desk.not_ready(())
}

/// The Settings page.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn settings(desk: State<'_, Desk>) -> Answer<Settings> {
    desk.not_ready(())
}

/// Sets one switch of the workspace.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn set_switch(desk: State<'_, Desk>, name: Switch, on: bool) -> Answer<Settings> {
    desk.not_ready((name, on))
}

/// Keeps theme, density and language.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn set_appearance(desk: State<'_, Desk>, appearance: Appearance) -> Answer<Appearance> {
    desk.not_ready((appearance,))
}

/// Reads the whole journal and says whether it is whole.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn check_journal(desk: State<'_, Desk>) -> Answer<JournalCheck> {
    desk.not_ready(())
}

/// The head of the chain as text to hand to somebody else.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn journal_head(desk: State<'_, Desk>) -> Answer<String> {
    desk.not_ready(())
}

/// Reads everything from TikTok again; `SyncProgress` tells how far it is.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn refresh(desk: State<'_, Desk>) -> Answer<Freshness> {
    desk.not_ready(())
}

/// Stops a refresh; what was read is kept.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn stop_refresh(desk: State<'_, Desk>) -> Answer<()> {
    desk.not_ready(())
}

/// Lets practice time jump forward by whole days.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn practice_later(desk: State<'_, Desk>, days: u32) -> Answer<PracticeClock> {
    desk.not_ready((days,))
}

/// The next answer to an allocation will be lost: a rehearsal of the worst case.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn lose_next_answer(desk: State<'_, Desk>) -> Answer<()> {
    desk.not_ready(())
}

/// The window has painted a page in full; for measuring the start.
///
/// # Errors
/// A [`Fault`]; it says whether money moved.
#[tauri::command]
#[specta::specta]
pub async fn ui_ready(desk: State<'_, Desk>) -> Answer<()> {
    desk.not_ready(())
}
