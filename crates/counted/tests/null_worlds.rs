//! How often the audits speak in worlds where nobody games anything. A small share; all of it: `cargo xtask prove null-worlds`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test")]

use counted::audits::{Audit, Family, Outcome, Standing};
use counted::worlds::without_gaming;
use record::policy::Policy;

#[test]
fn few_worlds_without_gaming_have_a_signal() {
    let worlds: u64 = std::env::var("CANDOUR_WORLDS").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let family = Family::declare(Policy::england().audits, 1);
    let mut by_audit = [0; Audit::ALL.len()];
    let (mut with_a_signal, mut honest, mut looked_at) = (0, 0, 0);
    for number in 0..worlds {
        let (cases, occasions) = without_gaming(1, number);
        let release = family.run(&cases, &occasions);
        looked_at +=
            release.traces.iter().filter(|trace| matches!(trace.outcome, Outcome::Looked(_))).count();
        honest += u64::from(release.standing(Standing::HonestReasonsSuffice).next().is_some());
        with_a_signal += u64::from(release.signals().next().is_some());
        for (count, audit) in by_audit.iter_mut().zip(Audit::ALL) {
            *count += u64::from(release.signals().any(|trace| trace.audit == audit));
        }
    }
    println!(
        "{with_a_signal} of {worlds} worlds with a signal, {honest} with a trace that honest reasons explain"
    );
    for (count, audit) in by_audit.iter().zip(Audit::ALL) {
        println!("{count:5} {}", audit.name());
    }
    assert!(
        looked_at as u64 > worlds * 150,
        "{looked_at} results of {worlds} worlds: too little was looked at"
    );
    assert!(with_a_signal * 100 <= worlds * 12, "{with_a_signal} of {worlds}");
}
