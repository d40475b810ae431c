//! The same audits on pretend dates, where nothing was due, counted or inspected.

use rayon::prelude::*;
use record::policy::AuditRules;

use super::family::{correct, look};
use super::occasions::Occasions;
use super::scene::{Scene, Totals};
use super::tally::Tally;
use super::trace::{Outcome, Standing, Trace};
use super::{Audit, DailyVisits};
use crate::numbers::Draws;

/// How many days a pretend deadline lies from the real one: further than any window reaches into it, and near enough for
/// there to be closures.
const SHIFTS: std::ops::RangeInclusive<i32> = 8..=30;
/// Days of visits that must lie before and after a pretend inspection.
const BEFORE: i32 = 140;
const AFTER: i32 = 113;

/// How often the dated audits speak where there is no date.
#[derive(Clone, Debug, PartialEq)]
pub struct Placebo {
    /// How many sets of pretend dates were drawn.
    pub draws: u32,
    /// Of these, how many had a signal anywhere.
    pub with_a_signal: u32,
    /// By audit, in the order of [`Audit::DATED`].
    pub by_audit: Vec<PlaceboCount>,
}

/// How often one audit spoke on pretend dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceboCount {
    /// The audit.
    pub audit: Audit,
    /// How many units were looked at, over all draws.
    pub looked_at: u64,
    /// In how many of these there was a signal.
    pub signals: u64,
}

pub(super) fn run(
    tallies: &[Tally<'_>],
    all: &Totals,
    occasions: &Occasions,
    rules: &AuditRules,
    seed: u64,
) -> Placebo {
    let draws = rules.placebo_draws;
    let runs: Vec<Vec<Trace>> =
        (0..draws).into_par_iter().map(|number| one(tallies, all, occasions, rules, seed, number)).collect();
    let q = f64::from(rules.q_percent) / 100.0;
    let signal = |trace: &&Trace| matches!(&trace.outcome, Outcome::Looked(seen) if seen.standing(q) == Standing::Signal);
    let by_audit = Audit::DATED.map(|audit| {
        let of = || runs.iter().flatten().filter(move |trace| trace.audit == audit);
        PlaceboCount {
            audit,
            looked_at: of().filter(|trace| matches!(trace.outcome, Outcome::Looked(_))).count() as u64,
            signals: of().filter(signal).count() as u64,
        }
    });
    let with_a_signal = runs.iter().filter(|run| run.iter().any(|trace| signal(&trace))).count();
    Placebo { draws, with_a_signal: with_a_signal as u32, by_audit: by_audit.to_vec() }
}

/// One set of pretend dates.
fn one(
    tallies: &[Tally<'_>],
    all: &Totals,
    occasions: &Occasions,
    rules: &AuditRules,
    seed: u64,
    number: u32,
) -> Vec<Trace> {
    let draws = Draws::new(seed).apart(u64::from(number));
    let width = u64::from((SHIFTS.end() - SHIFTS.start()).unsigned_abs() + 1);
    let days = SHIFTS.start() + draws.below(0, width) as i32;
    let shift = if draws.bits(1) & 1 == 0 { days } else { -days };
    let pretend = pretend(occasions, draws);
    let tests = Audit::DATED.len() * tallies.len();
    let scene = Scene::new(tallies, all, &pretend, rules, shift, tests);
    let mut traces: Vec<Trace> = (0..tallies.len())
        .flat_map(|unit| Audit::DATED.map(|audit| (unit, audit)))
        .map(|(unit, audit)| Trace { unit, audit, outcome: look(&scene, unit, audit) })
        .collect();
    correct(&mut traces);
    traces
}

/// The calendar with pretend days of counting and inspection: as many of them, none near a real one.
fn pretend(occasions: &Occasions, draws: Draws) -> Occasions {
    let away = |day: i32, real: &[i32], least: i32| real.iter().all(|real| (day - real).abs() >= least);
    let mut counts = Vec::new();
    for number in 0..1000 {
        if counts.len() == occasions.counts.len() {
            break;
        }
        let day = 30 + draws.below(100 + number, occasions.period.saturating_sub(30).max(1) as u64) as i32;
        if away(day, &occasions.counts, 30) && away(day, &counts, 30) {
            counts.push(day);
        }
    }
    let inspections = occasions
        .inspections
        .iter()
        .enumerate()
        .map(|(unit, real)| {
            let real: Vec<i32> = real.iter().copied().collect();
            let width = (occasions.period - BEFORE - AFTER).max(0) as u64;
            (0..200)
                .map(|number| BEFORE + draws.below(2000 + unit as u64 * 200 + number, width) as i32)
                .find(|day| width > 0 && away(*day, &real, 60))
        })
        .collect();
    let visits: Vec<DailyVisits> = occasions.visits.clone();
    Occasions { period: occasions.period, counts, inspections, visits, threshold: None }
}
