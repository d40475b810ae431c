//! How often the gaming audits speak in worlds where nobody games anything.

use std::path::Path;

use counted::audits::{Audit, Family, Outcome, Release, Standing, plain_family};
use counted::hypothesis::at_most;
use counted::worlds::without_gaming;
use record::policy::Policy;

use super::Share;
use super::page::Page;
use crate::Done;

const SEED: u64 = 2026;

/// What is counted over all worlds.
#[derive(Default)]
struct Counts {
    worlds: u64,
    looked_at: u64,
    tests: u64,
    signal: u64,
    honest: u64,
    plain: u64,
    by_audit: [u64; Audit::ALL.len()],
    plain_by_audit: [u64; Audit::ALL.len()],
    pretend_worlds: u64,
    pretend_signal: u64,
    pretend_looked: u64,
}

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let worlds = if share == Share::Ci { 100 } else { 1000 };
    let family = Family::declare(Policy::england().audits, SEED);
    let mut counts = Counts { worlds, ..Counts::default() };
    for number in 0..worlds {
        let (cases, occasions) = without_gaming(SEED, number);
        // Pretend dates in one world of ten: each is twenty worlds of its own.
        let release = if number % 10 == 0 {
            family.run_with_placebo(&cases, &occasions)
        } else {
            family.run(&cases, &occasions)
        };
        counts.take(&release);
        let plain = plain_family(&cases, &occasions);
        let mut any = false;
        for (count, audit) in counts.plain_by_audit.iter_mut().zip(Audit::ALL) {
            let seen = plain.iter().any(|result| result.audit == audit && result.p_corrected <= 0.05);
            *count += u64::from(seen);
            any |= seen;
        }
        counts.plain += u64::from(any);
    }
    let mut page = Page::new("null-worlds", "Gaming audits in worlds without gaming");
    counts.write(&mut page, share);
    page.finish(root, share, SEED)
}

impl Counts {
    fn take(&mut self, release: &Release) {
        self.tests += release.tests as u64;
        self.looked_at +=
            release.traces.iter().filter(|trace| matches!(trace.outcome, Outcome::Looked(_))).count() as u64;
        self.signal += u64::from(release.signals().next().is_some());
        self.honest += u64::from(release.standing(Standing::HonestReasonsSuffice).next().is_some());
        for (count, audit) in self.by_audit.iter_mut().zip(Audit::ALL) {
            *count += u64::from(release.signals().any(|trace| trace.audit == audit));
        }
        if let Some(pretend) = &release.placebo {
            self.pretend_worlds += u64::from(pretend.draws);
            self.pretend_signal += u64::from(pretend.with_a_signal);
            self.pretend_looked += pretend.by_audit.iter().map(|count| count.looked_at).sum::<u64>();
        }
    }

    fn write(&self, page: &mut Page, share: Share) {
        let of = |count: u64| format!("{count} of {}", self.worlds);
        page.figure(
            "the worlds",
            format!("{} worlds of 22 units and three years", self.worlds),
            "units differ by 0.4 on the logit scale in every share; honest effort before the deadline, weekly panels, working days, entry in batches, seasons, rounding to five minutes: `counted/src/worlds.rs`",
        );
        page.figure(
            "tests",
            format!("{} declared, {} with enough data", self.tests, self.looked_at),
            "12 audits of every unit, corrected together (Benjamini and Hochberg, 5 %)",
        );
        let upper = upper_bound(self.signal, self.worlds);
        page.figure("worlds with any signal", of(self.signal), "the family of a release");
        // A hundred worlds cannot show 7 %; they show that nothing is badly wrong.
        let at_most = if share == Share::Ci { 14.0 } else { 7.0 };
        page.bar("the same, upper end of the exact 95 % interval", 100.0 * upper, "%", at_most);
        for (audit, count) in Audit::ALL.iter().zip(self.by_audit) {
            page.figure(format!("worlds with a signal of {}", audit.name()), of(count), "");
        }
        page.figure(
            "worlds with a trace that honest reasons explain",
            of(self.honest),
            "said as such: the plain test points at somebody, the family does not",
        );
        page.figure(
            "the plain family: worlds with any signal",
            of(self.plain),
            "each unit against the others, as textbooks have it; kept to compare with",
        );
        for (audit, count) in Audit::ALL.iter().zip(self.plain_by_audit).filter(|(_, count)| *count > 0) {
            page.figure(format!("the plain family: worlds with a signal of {}", audit.name()), of(count), "");
        }
        page.figure(
            "pretend deadlines, counts and inspections: sets of dates with any signal",
            format!("{} of {}", self.pretend_signal, self.pretend_worlds),
            format!("{} results of six dated audits, in one world of ten", self.pretend_looked),
        );
    }
}

/// The upper end of the exact 95 % interval of a share (Clopper and Pearson 1934, Biometrika 26:404), by bisection.
pub(super) fn upper_bound(hits: u64, of: u64) -> f64 {
    let (mut low, mut high) = (hits as f64 / of as f64, 1.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if at_most(hits, of, middle) > 0.025 { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Brown, Cai and DasGupta (2001), Statistical Science 16:101: none of 20 leaves 16.84 % open.
    #[test]
    fn none_of_twenty_leaves_a_sixth_open() {
        assert!((upper_bound(0, 20) - 0.168_433).abs() < 1e-6);
    }
}
