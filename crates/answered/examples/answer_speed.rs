//! Times answering over many made-up tellings on one core: `cargo run --release -p answered --example answer_speed [N]`.
//!
//! Three files: every telling unanswered (each climbs to the top), half of them opened and answered, and one concern
//! number for everything, as a careless export has it.

#![allow(clippy::print_stdout, reason = "an example prints")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

use answered::Around;
use record::policy::Policy;
use record::{Claimed, Event};
use support::{Files, answers, day, on, tells};

/// The posts told: forty desks with a line of three above each.
fn posts(files: &mut Files) {
    for force in 0..10 {
        let post = |name: &str| format!("force-{force}/{name}");
        files.post(on("2005-01-01"), &post("chief"), 4, None);
        files.post(on("2005-01-01"), &post("inspector"), 3, Some(&post("chief")));
        files.post(on("2005-01-01"), &post("sergeant"), 2, Some(&post("inspector")));
        for desk in 0..4 {
            files.post(on("2005-01-01"), &post(&format!("desk-{desk}")), 1, Some(&post("sergeant")));
        }
    }
}

fn events(tellings: u32, answered: bool, one_number: bool) -> Vec<Event> {
    let mut files = Files::default();
    posts(&mut files);
    let first = day("2008-01-01");
    for n in 0..tellings {
        let date = first.add_days((n % 3_650) as i32);
        let post = format!("force-{}/desk-{}", n % 10, n % 4);
        let mut told = tells(&post);
        told.concern.key = if one_number { "UNKNOWN".into() } else { format!("concern-{n}").into() };
        let concern = told.concern.clone();
        files.told("school/head", Claimed::day(date), told);
        if answered && n % 2 == 0 {
            let mut answer = answers("investigated", true);
            answer.concern = concern;
            files.answered(&post, Claimed::day(date.add_days(3)), answer);
        }
    }
    files.events.sort_by_key(Event::order);
    files.events
}

fn main() {
    let tellings = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let policy = Policy::england();
    for (name, answered, one_number) in
        [("all unanswered", false, false), ("half answered", true, false), ("one concern number", true, true)]
    {
        let events = events(tellings, answered, one_number);
        let (start, before) = (Instant::now(), on_processor());
        let found = answered::answer(&events, &policy, day("2019-12-31"), &Around::default());
        let (seconds, busy) = (start.elapsed().as_secs_f64(), on_processor() - before);
        let (duties, rows) = (found.duties.len(), found.knowledge.len());
        println!("{name}: {} events, {duties} duties, {rows} knowledge rows", events.len());
        println!("    in {seconds:.2} s, of which {busy:.2} s on the processor");
    }
    if let Some(peak) = std::fs::read_to_string("/proc/self/status").ok().as_deref().and_then(peak) {
        println!("peak memory, events included: {peak}");
    }
}

/// Seconds this thread has run; zero where the system does not say.
fn on_processor() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn peak(status: &str) -> Option<&str> {
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(str::trim)
}
