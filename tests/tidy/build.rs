//! Who may depend on whom, and what must not be switched on behind our back (design sections 3, 7 and 8).

use super::rule::Rule;
use super::tree::root;
use std::process::Command;

/// `ui → src-tauri → core`, the simulator beside them; core and simulator share no code and build without a web view.
pub const ARROWS: Rule = Rule {
    advice: "This room must not know that one: core and simulator know neither each other nor Tauri.",
    covers: |source| {
        [
            "src-tauri/core/Cargo.toml",
            "src-tauri/simulator/Cargo.toml",
        ]
        .contains(&source.path.as_str())
    },
    breaks: |source| {
        const FOREIGN: [&str; 5] = [
            "desk-core",
            "simulator",
            "credit-desk",
            "tauri",
            "tauri-build",
        ];
        let lines = source.text.lines().enumerate();
        lines
            .filter(|(_, line)| {
                line.split(['.', '=', ' '])
                    .next()
                    .is_some_and(|name| FOREIGN.contains(&name))
            })
            .map(|(index, _)| index + 1)
            .collect()
    },
    bad: &[
        ("src-tauri/core/Cargo.toml", "[dependencies]\ntauri = \"2\""),
        (
            "src-tauri/simulator/Cargo.toml",
            "[dependencies]\ndesk-core.workspace = true",
        ),
    ],
    good: &[
        (
            "src-tauri/core/Cargo.toml",
            "name = \"desk-core\"\nserde.workspace = true",
        ),
        ("src-tauri/Cargo.toml", "tauri = \"2\""),
    ],
};

/// With `arbitrary_precision` numbers of 29 digits are rounded in silence; with `preserve_order` two builds print differently.
pub fn json_has_no_surprising_features() {
    assert!(
        surprises("serde_json feature \"arbitrary_precision\"\n")
            && surprises("  serde_json feature \"preserve_order\"")
    );
    assert!(!surprises(
        "serde_json feature \"raw_value\"\nschemars feature \"preserve_order\"\n"
    ));

    let tree = tree_of(&["--invert", "serde_json"]);
    assert!(
        tree.contains("serde_json"),
        "cargo tree does not speak about serde_json:\n{tree}"
    );
    assert!(
        !surprises(&tree),
        "Something switches on a feature of serde_json that changes how amounts are read:\n{tree}"
    );
}

fn surprises(tree: &str) -> bool {
    ["arbitrary_precision", "preserve_order", "float_roundtrip"]
        .iter()
        .any(|feature| tree.contains(&format!("serde_json feature \"{feature}\"")))
}

/// Deliberate faults are for the simulation, when it is asked for them, and for nobody else.
pub fn faults_are_in_no_build_but_the_simulations() {
    const PLANTED: &str = "desk-core feature \"planted\"";
    let plain = tree_of(&["--workspace", "--invert", "desk-core"]);
    assert!(
        plain.contains("credit-desk") && plain.contains("desk-simulation"),
        "cargo tree does not speak about the core:\n{plain}"
    );
    assert!(
        !plain.contains(PLANTED),
        "Something switches on the core's deliberate faults:\n{plain}"
    );
    let asked = [
        "--package",
        "desk-simulation",
        "--features",
        "planted",
        "--invert",
        "desk-core",
    ];
    assert!(tree_of(&asked).contains(PLANTED));
}

/// Who switches on which feature.
fn tree_of(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--edges", "features"])
        .args(words)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo tree failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );

    String::from_utf8(output.stdout).unwrap()
}
