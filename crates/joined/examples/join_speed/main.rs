//! Measures joining on a made-up town: `cargo run --release -p joined --example join_speed -- 1000000`.
//!
//! Events come from eight agencies about families of one to four children, with spelling noise, agencies' own numbers on
//! most mentions, places and vehicles of Zipf popularity, and one place that everybody shares. Prints the time of each
//! step and the largest resident memory (where the system tells).
#![allow(clippy::print_stdout, reason = "an example that prints its result")]

mod town;

use std::time::Instant;

use record::policy::Policy;

fn main() {
    let events: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let start = Instant::now();
    let events = town::events(events, 7);
    println!("made {} events in {:.2} s; {}", events.len(), start.elapsed().as_secs_f64(), memory());
    let policy = Policy::england();
    let start = Instant::now();
    let mut last = start;
    let joined = joined::join_with(&events, &policy, &mut |step| {
        println!("  {step:<10} {:>7.2} s", last.elapsed().as_secs_f64());
        last = Instant::now();
    });
    println!("joined in {:.2} s; {}", start.elapsed().as_secs_f64(), memory());
    println!(
        "{} mentions, {} entities, {} links, {} kept apart, {} questions, {} accounts",
        joined.mentions.len(),
        joined.entities.len(),
        joined.links.len(),
        joined.kept_apart.len(),
        joined.questions.len(),
        joined.accounts.len()
    );
    for count in &joined.blocking {
        println!(
            "  {:<24} {:>9} pairs, {} refined, {} left out",
            count.rule, count.pairs, count.refined, count.left_out
        );
    }
}

/// Resident memory now and at most, in megabytes.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |key: &str| {
        let line = status.lines().find(|line| line.starts_with(key))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
    };
    format!("{} MB resident, {} MB at most", of("VmRSS").unwrap_or(0), of("VmHWM").unwrap_or(0))
}
