//! The window's side of the contract: which commands and events exist, and the TypeScript generated from them.

use crate::{commands, events};
use tauri_specta::{Builder, collect_commands, collect_events};

/// Every command and event of this program; `build.rs` and the capability name the same commands.
#[must_use]
pub fn contract() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::start,
            commands::open_workspace,
            commands::act_as,
            commands::payment_management,
            commands::accounts,
            commands::account,
            commands::begin_allocation,
            commands::check_amount,
            commands::review,
            commands::allocate,
            commands::allocation,
            commands::allocations,
            commands::look_now,
            commands::close_unknown,
            commands::credits,
            commands::credit,
            commands::add_credit,
            commands::correct_credit,
            commands::revoke_credit,
            commands::add_account_credit,
            commands::changes,
            commands::users,
            commands::settings,
            commands::set_switch,
            commands::set_appearance,
            commands::check_journal,
            commands::journal_head,
            commands::refresh,
            commands::stop_refresh,
            commands::practice_later,
            commands::lose_next_answer,
            commands::ui_ready,
        ])
        .events(collect_events![events::Changed, events::SyncProgress])
}

#[cfg(test)]
mod tests {
    use super::*;
    use specta_typescript::Typescript;
    use std::path::Path;

    /// Renders into a scratch file: the exporter writes files only.
    fn generated() -> String {
        let scratch = std::env::temp_dir().join(format!("bindings-{}.ts", std::process::id()));
        let header = "// Generated from src-tauri/src/views.rs and commands.rs; never edited. To write it again:\n// CREDIT_DESK_WRITE_BINDINGS=1 cargo test -p credit-desk bindings\n";
        contract()
            .export(Typescript::default().header(header), &scratch)
            .unwrap();
        let text = std::fs::read_to_string(&scratch).unwrap();
        std::fs::remove_file(&scratch).unwrap();
        text
    }

    #[test]
    fn bindings_are_fresh() {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/bindings.ts");
        let fresh = generated();
        if std::env::var_os("CREDIT_DESK_WRITE_BINDINGS").is_some() {
            std::fs::create_dir_all(committed.parent().unwrap()).unwrap();
            std::fs::write(&committed, &fresh).unwrap();
        }
        let kept = std::fs::read_to_string(&committed).unwrap_or_default();
        assert!(
            kept == fresh,
            "ui/src/bindings.ts is stale; write it with CREDIT_DESK_WRITE_BINDINGS=1"
        );
    }
}
