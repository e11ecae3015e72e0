//! One set of tests for the whole way to TikTok's wire, run twice: calling the simulator in this process, and over a real
//! socket against its program. What holds here holds whatever carries the bytes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test may stop at the first surprise"
)]

#[path = "contract/clock.rs"]
mod clock;
#[path = "contract/desk.rs"]
mod desk;
#[path = "contract/flow.rs"]
mod flow;
#[path = "contract/meanwhile.rs"]
mod meanwhile;
#[path = "contract/people.rs"]
mod people;
#[path = "contract/reads.rs"]
mod reads;
#[path = "contract/signing_in.rs"]
mod signing_in;
#[path = "contract/wire.rs"]
mod wire;

/// Each test of a module, in process and over a socket.
macro_rules! both_ways {
    ($($module:ident::$test:ident),* $(,)?) => {
        mod in_process {
            $(#[tokio::test]
            async fn $test() {
                super::$module::$test(super::wire::Over::Call).await;
            })*
        }
        mod over_a_socket {
            $(#[tokio::test]
            async fn $test() {
                super::$module::$test(super::wire::Over::Socket).await;
            })*
        }
    };
}

both_ways!(
    signing_in::a_consent_becomes_a_token_that_reads_and_ends,
    signing_in::a_code_is_good_once_and_for_an_hour,
    signing_in::a_secret_that_is_not_the_apps_is_refused_and_spends_nothing,
    signing_in::what_a_consent_leaves_out_is_named_and_refused,
    signing_in::a_consent_taken_back_ends_the_token_between_two_reads,
    reads::the_whole_business_center_is_read,
    reads::lists_longer_than_a_page_are_read_to_the_end,
    reads::a_portfolio_is_read_with_its_account,
    reads::a_record_that_appears_days_late_is_found,
    reads::a_stopped_refresh_can_be_taken_up_again,
    people::a_finance_manager_without_admin_rights_allocates,
    people::an_analyst_is_refused_and_nothing_is_sent,
    people::a_member_without_a_finance_role_reads_no_balances,
    people::acting_as_another_drops_the_review,
    meanwhile::a_role_that_changed_goes_back_to_the_review,
    meanwhile::a_role_that_changed_sets_no_switches,
    meanwhile::without_tiktoks_word_on_the_role_no_switch_is_set,
    meanwhile::a_role_that_may_read_nothing_any_more_commits_nothing,
    meanwhile::a_role_lost_before_the_review_is_told_by_the_review,
    meanwhile::a_status_that_changed_goes_back_to_the_review,
    meanwhile::figures_that_changed_go_back_to_the_review,
    flow::one_allocation_moves_exactly_its_amount,
    flow::confirming_twice_and_at_once_makes_one,
    flow::only_the_latest_review_can_be_confirmed,
    flow::a_balance_that_changed_goes_back_to_the_review,
    flow::every_fault_is_classified_as_it_was,
    flow::a_refused_connection_is_not_sent,
    flow::an_answer_is_taken_for_what_it_says,
    flow::lists_that_change_while_read_are_read_again,
    flow::an_unknown_outcome_blocks_until_its_record_proves_it,
    flow::what_was_never_executed_waits_for_a_person,
    flow::accounts_that_cannot_receive_are_refused_before_anything_is_sent,
);
