//! The house checks itself (`tidy`), and proves what it claims (`prove NAME`).

mod prove;
mod readme;
mod score;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask tidy               check the house rules
cargo xtask prove NAME         measure a claim and write it to docs/measured/ (answered, audit, census, review,
                               power, kill, faults, receipts, simulate, background, null-worlds,
                               null-towns, credit, counted, fuzz)
cargo xtask score FOLDER       judge the stages in a simulated town by its truth: links by group, questions, matters,
                               errors of the files by agency and group, work
                                (--policy DIR: with files of a policy laid over England's)
cargo xtask readme-command N   print the N-th command of the README, for CI";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["tidy"] => tidy::run(&root()),
        ["prove", name, rest @ ..] => prove::run(&root(), name, rest),
        ["child", name, rest @ ..] => prove::child(name, rest),
        ["score", folder] => score::run(folder, None),
        ["score", folder, "--policy", policy] => score::run(folder, Some(policy)),
        ["readme-command", number] => readme::print_command(&root(), number),
        _ => Err(HELP.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// What a task gives: words to print when something is wrong.
type Done = Result<(), String>;

fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    here.parent().map_or_else(|| PathBuf::from("."), PathBuf::from)
}
