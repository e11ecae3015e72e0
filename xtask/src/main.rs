//! The developer commands:
//! `cargo xtask run | test | check | bench | hostile | explore | simulate | planted | mutants | crashes | bundle`.
//!
//! Each one installs what it lacks, says what it does before doing it, and ends with a non-zero code and one sentence
//! if something went wrong. What a part prints is left as it is, so that its own closing counts stay readable.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "these commands talk to a terminal"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "what takes time in development is measured with the real clock"
)]

mod bench;
mod bundle;
mod check;
mod crashes;
mod licences;
mod mutants;
mod options;
mod packages;
mod picture;
mod planted;
mod process;
mod run;
mod screen;
mod simulate;
mod test;
mod ui;

use options::Order;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match options::read(&words) {
        Ok(Order::Run(options)) => run::run(&options),
        Ok(Order::Test(part)) => test::test(part),
        Ok(Order::Check) => check::check(),
        Ok(Order::Bench(only)) => bench::bench(only),
        Ok(Order::Hostile(each)) => test::hostile(each),
        Ok(Order::Explore(which)) => test::explore(&which),
        Ok(Order::Simulate(seeds)) => simulate::simulate(&seeds),
        Ok(Order::Planted) => planted::planted(),
        Ok(Order::Crashes(what)) => crashes::crashes(&what),
        Ok(Order::Mutants(which)) => mutants::mutants(&which),
        Ok(Order::Bundle) => bundle::bundle(),
        Ok(Order::Explain) => {
            println!("{}", options::USAGE);
            Ok(())
        }
        Err(sentence) => Err(format!("{sentence}\n\n{}", options::USAGE)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}
