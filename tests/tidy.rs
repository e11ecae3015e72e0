//! The house rules that a machine can check. Each rule is a test, and each test first proves on a sample that it can fail.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[path = "tidy/bans.rs"]
mod bans;
#[path = "tidy/build.rs"]
mod build;
#[path = "tidy/rule.rs"]
mod rule;
#[path = "tidy/sentences.rs"]
mod sentences;
#[path = "tidy/shape.rs"]
mod shape;
#[path = "tidy/tree.rs"]
mod tree;

use rule::hold;

#[test]
fn files_stay_small() {
    hold(&shape::SMALL);
}

#[test]
fn files_open_with_their_purpose() {
    hold(&shape::OPENING);
}

#[test]
fn names_say_what_lives_there() {
    hold(&shape::NAMES);
}

#[test]
fn folders_stay_shallow() {
    hold(&shape::DEPTH);
}

#[test]
fn the_system_clock_is_read_in_one_place() {
    hold(&bans::CLOCK);
}

#[test]
fn no_float_comes_near_money() {
    hold(&bans::FLOATS);
}

#[test]
fn the_ui_makes_no_numbers_of_amounts() {
    hold(&bans::NUMBERS);
}

#[test]
fn no_host_of_tiktok_is_named() {
    hold(&bans::HOSTS);
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    hold(&bans::PATHS);
}

#[test]
fn no_test_sleeps() {
    hold(&bans::SLEEP);
}

#[test]
fn no_test_is_skipped() {
    hold(&bans::SKIPPED);
}

#[test]
fn nothing_is_left_for_later() {
    hold(&bans::LATER);
}

#[test]
fn sql_stays_in_the_rooms_that_own_a_file() {
    hold(&bans::SQL);
}

#[test]
fn only_the_door_imports_tauri() {
    hold(&bans::DOOR);
}

#[test]
fn sentences_live_in_the_locales() {
    hold(&sentences::MARKUP);
}

#[test]
fn arrows_point_one_way() {
    hold(&build::ARROWS);
}

#[test]
fn json_is_read_the_same_way_in_every_build() {
    build::json_has_no_surprising_features();
}

#[test]
fn faults_are_planted_in_the_simulation_only() {
    build::faults_are_in_no_build_but_the_simulations();
}
