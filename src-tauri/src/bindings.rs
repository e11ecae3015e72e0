//! The window's side of the contract: which commands and events exist, and the TypeScript generated from them.

use crate::{commands, events};
use tauri::ipc::Invoke;
use tauri_specta::{Builder, collect_commands, collect_events};

/// Every command and event of this program; `build.rs` and the capability name the same commands.
#[must_use]
pub fn contract() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::start,
            commands::workspaces,
            commands::open_workspace,
            commands::set_journal_aside,
            commands::last_good,
            commands::open_last_good,
            commands::act_as,
            commands::connect,
            commands::use_business_center,
            commands::sign_out,
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
            commands::acknowledge_alarm,
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
            commands::accept_journal,
            commands::journal_head,
            commands::refresh,
            commands::stop_refresh,
            commands::practice_later,
            commands::lose_next_answer,
            commands::ui_ready,
        ])
        .events(collect_events![events::Changed, events::SyncProgress])
}

/// Answers calls from the window. Tauri asks the list in `build.rs` and the capability first.
pub fn handler(
    contract: &Builder<tauri::Wry>,
) -> impl Fn(Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
    let listed = contract.invoke_handler();

    move |invoke| {
        // A command that no list names, for the test that shows it refused.
        #[cfg(debug_assertions)]
        if invoke.message.command() == "unlisted" {
            invoke.resolver.resolve("An unlisted command was answered.");
            return true;
        }
        listed(invoke)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use specta_typescript::Typescript;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Renders into a scratch file: the exporter writes files only.
    fn generated() -> String {
        let scratch = std::env::temp_dir().join(format!(
            "bindings-{}-{:?}.ts",
            std::process::id(),
            std::thread::current().id()
        ));
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

    /// The words between quotes in a piece of text.
    fn quoted(text: &str) -> BTreeSet<String> {
        let words = text.split('"').skip(1).step_by(2);
        words.map(str::to_owned).collect()
    }

    fn read(file: &str) -> String {
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
    }

    #[test]
    fn commands_are_listed_granted_and_generated_alike() {
        let build = read("build.rs");
        let list = build.split("COMMANDS: &[&str] = &[").nth(1).unwrap();
        let listed = quoted(list.split("];").next().unwrap());

        let capability: serde_json::Value =
            serde_json::from_str(&read("capabilities/main.json")).unwrap();
        let granted: BTreeSet<String> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .filter_map(|name| name.strip_prefix("allow-"))
            .map(|name| name.replace('-', "_"))
            .collect();

        let generated: BTreeSet<String> = generated()
            .split("__TAURI_INVOKE(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next().map(str::to_owned))
            .collect();

        assert!(listed.len() > 30);
        assert_eq!(listed, granted);
        assert_eq!(listed, generated);
    }

    #[test]
    fn the_window_gets_nothing_else_of_tauri_but_hearing_events() {
        let capability: serde_json::Value =
            serde_json::from_str(&read("capabilities/main.json")).unwrap();
        let others: Vec<&str> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|name| name.as_str())
            .filter(|name| !name.starts_with("allow-"))
            .collect();
        assert_eq!(
            others,
            ["core:event:allow-listen", "core:event:allow-unlisten"]
        );
        assert_eq!(capability["windows"], serde_json::json!(["main"]));
        assert!(capability.get("remote").is_none());
    }

    #[test]
    fn the_content_policy_starts_from_nothing() {
        let config: serde_json::Value = serde_json::from_str(&read("tauri.conf.json")).unwrap();
        let policy = config["app"]["security"]["csp"].as_str().unwrap();
        assert!(policy.starts_with("default-src 'none';"));
        for forbidden in ["unsafe", "https:", "*", "data:", "blob:"] {
            assert!(!policy.contains(forbidden), "{forbidden}");
        }
        assert_eq!(config["app"]["withGlobalTauri"], false);
        assert!(config["build"].get("devUrl").is_none());
    }
}
