//! Licences and sources of everything we build with, read from `cargo metadata` and from npm's lock file.
//!
//! cargo-deny does more and takes longer to compile than the whole program; these two questions need a page.

use crate::process;
use serde::Deserialize;
use spdx::{Expression, LicenseReq, ParseMode};
use std::collections::BTreeMap;
use std::fs;

/// What may be used: permissive, or copyleft of single files (MPL). The font licence is for the font.
const ALLOWED: [&str; 15] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "CC0-1.0",
    "Unlicense",
    "Unicode-3.0",
    "MPL-2.0",
    "CDLA-Permissive-2.0",
    "OFL-1.1",
    "BlueOak-1.0.0",
];

const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";
const NPM: &str = "https://registry.npmjs.org/";

/// One thing we build with.
#[derive(Debug, PartialEq, Eq)]
struct Dependency {
    name: String,
    source: Option<String>,
    licence: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<CargoPackage>,
}

#[derive(Deserialize)]
struct CargoPackage {
    name: String,
    version: String,
    source: Option<String>,
    license: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Deserialize)]
struct NpmPackage {
    version: Option<String>,
    resolved: Option<String>,
    integrity: Option<String>,
    license: Option<String>,
}

/// Fails with one line for each dependency that comes from elsewhere or may not be used.
pub fn check() -> Result<(), String> {
    let crates = crates()?;
    let modules = modules()?;
    let mut refusals: Vec<String> = crates
        .iter()
        .filter_map(|one| refusal(one, CRATES))
        .collect();
    refusals.extend(modules.iter().filter_map(|one| refusal(one, NPM)));
    if refusals.is_empty() {
        println!(
            "Licences and sources: {} crates and {} npm packages are in order.",
            crates.len(),
            modules.len()
        );
        return Ok(());
    }
    Err(refusals.join("\n"))
}

fn crates() -> Result<Vec<Dependency>, String> {
    let text = process::answer(&mut process::cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--locked",
    ]))?;
    let metadata: Metadata = serde_json::from_slice(&text)
        .map_err(|error| format!("cargo metadata cannot be read ({error})."))?;
    // What has no source lies in this workspace, and is ours.
    let foreign = metadata
        .packages
        .into_iter()
        .filter(|package| package.source.is_some());
    Ok(foreign
        .map(|package| Dependency {
            name: format!("crate {} {}", package.name, package.version),
            source: package.source,
            licence: package.license,
        })
        .collect())
}

fn modules() -> Result<Vec<Dependency>, String> {
    let file = process::root().join("ui/package-lock.json");
    let text = fs::read(&file)
        .map_err(|error| format!("ui/package-lock.json cannot be read ({error})."))?;
    let lock: Lock = serde_json::from_slice(&text)
        .map_err(|error| format!("ui/package-lock.json cannot be understood ({error})."))?;
    // The entry without a name is our own UI.
    let foreign = lock
        .packages
        .into_iter()
        .filter(|(path, _)| !path.is_empty());
    Ok(foreign
        .map(|(path, package)| Dependency {
            name: format!(
                "npm {} {}",
                path.trim_start_matches("node_modules/"),
                package.version.unwrap_or_default()
            ),
            // Where npm is told to leave addresses out, only what comes from the registry has a checksum and no address.
            source: package
                .resolved
                .or(package.integrity.map(|_| NPM.to_owned())),
            licence: package.license,
        })
        .collect())
}

fn refusal(dependency: &Dependency, registry: &str) -> Option<String> {
    let name = &dependency.name;
    if !dependency
        .source
        .as_ref()
        .is_some_and(|source| source.starts_with(registry))
    {
        return Some(format!(
            "{name}: comes from {}, not from the registry.",
            dependency.source.as_deref().unwrap_or("nowhere")
        ));
    }
    let Some(licence) = &dependency.licence else {
        return Some(format!("{name}: declares no licence."));
    };
    match Expression::parse_mode(licence, ParseMode::LAX) {
        Ok(expression) if expression.evaluate(is_allowed) => None,
        Ok(_) => Some(format!(
            "{name}: its licence is {licence}, which is not on our list."
        )),
        Err(_) => Some(format!(
            "{name}: its licence is {licence}, which nobody can look up."
        )),
    }
}

fn is_allowed(asked: &LicenseReq) -> bool {
    asked
        .license
        .id()
        .is_some_and(|id| ALLOWED.contains(&id.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(source: &str, licence: Option<&str>) -> Option<String> {
        let dependency = Dependency {
            name: "crate x 1".to_owned(),
            source: Some(source.to_owned()),
            licence: licence.map(str::to_owned),
        };
        refusal(&dependency, CRATES)
    }

    #[test]
    fn a_choice_that_contains_an_allowed_licence_is_allowed() {
        for licence in [
            "MIT",
            "MIT/Apache-2.0",
            "LGPL-2.1-or-later OR MIT",
            "Apache-2.0 WITH LLVM-exception",
            "MPL-2.0 AND MIT",
        ] {
            assert_eq!(judged(CRATES, Some(licence)), None, "{licence}");
        }
    }

    #[test]
    fn copyleft_silence_and_other_sources_are_refused() {
        assert!(judged(CRATES, Some("GPL-3.0-only")).is_some());
        assert!(judged(CRATES, Some("MIT AND AGPL-3.0-only")).is_some());
        assert!(judged(CRATES, Some("see the file")).is_some());
        assert!(judged(CRATES, None).is_some());
        assert!(judged("git+https://example.com/x", Some("MIT")).is_some());
    }
}
