//! `cargo xtask simulate`: the core under a simulated clock, network, TikTok and disk, seed after seed.

use crate::options::Seeds;
use crate::process;

/// Runs so many seeds and remembers where it stopped, or shows one line by line.
pub fn simulate(seeds: &Seeds) -> Result<(), String> {
    let mut command = process::cargo(&[
        "run",
        "--quiet",
        "--profile",
        "simulation",
        "--package",
        "desk-simulation",
        "--bin",
        "simulate",
        "--",
    ]);
    match seeds {
        Seeds::Show(seed) => command.args(["show", &seed.to_string()]),
        Seeds::Many { count, from } => {
            let from = from.map_or_else(|| "on".to_owned(), |from| from.to_string());
            command
                .args(["many", &count.to_string(), &from])
                .arg(process::target().join("simulated"))
        }
    };

    process::run(&mut command)
}
