//! Proofs: each measures one claim against a peer or a physical limit in one run, prints the ratios and writes them to
//! `docs/measured/`.

mod answered;
mod audit;
mod background;
mod census;
mod child;
mod counted;
mod credit;
mod disk;
mod faults;
mod fuzz;
mod kill;
mod null_towns;
mod null_worlds;
mod page;
mod power;
mod power_store;
mod receipts;
mod review;
mod simulate;
mod tellings;
mod town;

use std::path::Path;

use crate::Done;

/// Runs one proof.
pub(crate) fn run(root: &Path, name: &str, rest: &[&str]) -> Done {
    let share = match rest {
        [] => Share::Whole,
        ["--share", "ci"] => Share::Ci,
        _ => return Err("after the name only `--share ci` may stand".into()),
    };
    match name {
        "answered" => answered::prove(root, share),
        "audit" => audit::prove(root, share),
        "background" => background::prove(root, share),
        "census" => census::prove(root, share),
        "review" => review::prove(root, share),
        "power" => power::prove(root, share),
        "kill" => kill::prove(root, share),
        "faults" => faults::prove(root, share),
        "receipts" => receipts::prove(root, share),
        "simulate" => simulate::prove(root, share),
        "credit" => credit::prove(root, share),
        "null-towns" => null_towns::prove(root, share),
        "null-worlds" => null_worlds::prove(root, share),
        "counted" => counted::prove(root, share),
        "fuzz" => fuzz::prove(root, share),
        _ => Err(format!(
            "there is no proof `{name}`; there are answered, audit, background, census, review, power, kill, faults, receipts, simulate, null-worlds, null-towns, credit, counted and fuzz"
        )),
    }
}

/// Runs a program that a proof records, cuts or makes to fail. These commands are for proofs only, so no help lists them.
pub(crate) fn child(name: &str, rest: &[&str]) -> Done {
    match name {
        "bare-rows" => disk::bare_rows::run(rest),
        "tell-many" => tellings::run(rest),
        _ => Err(format!("there is no child `{name}`; there are bare-rows and tell-many")),
    }
}

/// How much of a proof is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// All of it; written to `docs/measured/`.
    Whole,
    /// A small share with a fixed seed; printed only.
    Ci,
}
