//! Gaming audits over returns: the cases of referrals and assessments, as the audits read them.

use counted::audits::{Case, Cases, Closing, DAY, Family, NEVER, Occasions, Release, words};
use counted::density::{Bunched, Bunching, bunching};
use counted::hypothesis::at_least;
use counted::measure::{Cell, Table};
use counted::numbers::Draws;
use record::policy::{AuditRules, Policy};
use record::time::Convention;
use record::{Code, Day};
use rustc_hash::FxHashMap;

use crate::Measured;

/// Working days within which an assessment is to be completed.
const ASSESSMENT_DAYS: i32 = 45;
/// Working days within which a conference is to be held.
const CONFERENCE_DAYS: i32 = 15;
/// Days in which a case that comes back was perhaps never over.
const WEEK: i64 = 7;
/// Fewer closures say nothing of it.
const LEAST_CLOSURES: u64 = 100;
/// Draws of an interval for a heap before a limit.
const DRAWS: u32 = 200;
/// The seed of draws: pretend dates and intervals are the same in every run over the same files.
const SEED: u64 = 0x6361_6e64_6f75_7201;

/// What the audits say of returns.
#[derive(Clone, Debug, PartialEq)]
pub struct Traces {
    /// The agencies, by the number that traces give.
    pub units: Vec<Code>,
    /// The declaration of the family, written before any row is read.
    pub declaration: String,
    /// Every audit of every agency, pretend dates with it.
    pub release: Release,
    /// By agency: cases that heap up before a limit.
    pub heaps: Vec<Heap>,
    /// By agency: cases closed and opened again.
    pub splits: Vec<Split>,
}

/// Cases of one agency that were closed, and the child referred again soon after.
///
/// Within the agency: the first seven days against the four weeks behind them, in which a child is as likely to come back by
/// itself. One case divided into several leaves the first week too full.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The agency.
    pub unit: Code,
    /// Cases closed.
    pub closures: u64,
    /// Referred again within seven days.
    pub within: u64,
    /// Referred again on days 8 to 35.
    pub after: u64,
    /// The chance of so many in the first week, were all 36 days alike; times all tests of the release (Bonferroni). `None`
    /// under 100 closures.
    pub chance: Option<f64>,
}

/// Durations of one agency around a limit, in whole working days.
#[derive(Clone, Debug, PartialEq)]
pub struct Heap {
    /// The agency.
    pub unit: Code,
    /// What takes so long.
    pub what: &'static str,
    /// The limit, in working days.
    pub limit: i32,
    /// How many durations there are.
    pub cases: usize,
    /// How many too many lie before the limit; `None` where there is too little for a curve.
    pub bunched: Option<Bunched>,
}

/// Runs the audits over the tables of returns; `None` where there is no referral.
pub fn traces(measured: &Measured, policy: &Policy) -> Option<Traces> {
    let referrals = measured.table("referrals").filter(|table| !table.is_empty())?;
    let family = Family::declare(policy.audits.clone(), SEED);
    let declaration = family.declaration();
    let mut units: Vec<Code> = referrals.units.clone();
    units.sort_unstable();
    units.dedup();
    let received = days(referrals, "received");
    let first = received.iter().flatten().min().copied()?;
    let last = received.iter().flatten().max().copied()?;
    let cases = cases(measured, referrals, &units, first, policy);
    let occasions = Occasions {
        period: last.0 - first.0 + 1,
        counts: (first.year()..=last.year())
            .filter_map(|year| Day::from_ymd(year, 3, 31))
            .filter(|day| *day >= first && *day <= last)
            .map(|day| day.0 - first.0)
            .collect(),
        inspections: vec![None; units.len()],
        visits: Vec::new(),
        threshold: None,
    };
    let release = family.run_with_placebo(&Cases::sorted(cases), &occasions);
    let tests = release.tests + units.len();
    Some(Traces {
        declaration,
        release,
        heaps: heaps(measured, &units),
        splits: splits(measured, &units, tests),
        units,
    })
}

/// The sentences for a trace, innocent reasons first.
pub fn trace_words(trace: &counted::audits::Trace, rules: &AuditRules, q: f64) -> Vec<String> {
    words(trace, rules, q)
}

/// One case for each referral: due 45 working days after it, closed when the first of its assessments was authorised, opened again
/// with the child's next referral after that.
fn cases(measured: &Measured, referrals: &Table, units: &[Code], first: Day, policy: &Policy) -> Vec<Case> {
    let authorised = authorised(measured);
    let (received, child) = (days(referrals, "received"), numbers(referrals, "child"));
    let mut dense: FxHashMap<i64, u32> = FxHashMap::default();
    let mut of_child: FxHashMap<i64, Vec<Day>> = FxHashMap::default();
    for (day, child) in received.iter().zip(&child) {
        if let (Some(day), Some(child)) = (day, child) {
            of_child.entry(*child).or_default().push(*day);
        }
    }
    of_child.values_mut().for_each(|all| all.sort_unstable());
    let at = |day: Day| (day.0 - first.0).saturating_mul(DAY);
    let mut cases = Vec::with_capacity(referrals.len());
    for row in 0..referrals.len() {
        // A case without a day or a child can be in no audit; the figures count it.
        let (Some(day), Some(child)) = (received[row], child[row]) else { continue };
        let Ok(unit) = units.binary_search(&referrals.units[row]) else { continue };
        let closed = authorised.get(&(child, day)).copied();
        let again = closed.and_then(|closed| {
            let all = of_child.get(&child)?;
            all.get(all.partition_point(|other| *other <= closed)).copied()
        });
        let many = dense.len() as u32;
        let due = policy.calendar.add_working_days(day, ASSESSMENT_DAYS, Convention::NextWorkingDay);
        cases.push(Case {
            unit: unit as u32,
            opened: at(day),
            child: *dense.entry(child).or_insert(many),
            due: at(due),
            closed: closed.map_or(NEVER, at),
            logged: NEVER,
            reopened: again.map_or(NEVER, at),
            reclassified: NEVER,
            severity: None,
            accepted: None,
            excluded: false,
            harm: None,
            closing: if closed.is_some() { Closing::Completed } else { Closing::None },
            minutes: None,
            rating: None,
        });
    }
    cases
}

/// By child and day of the referral: when the first of its assessments was authorised.
fn authorised(measured: &Measured) -> FxHashMap<(i64, Day), Day> {
    let mut first: FxHashMap<(i64, Day), Day> = FxHashMap::default();
    let Some(table) = measured.table("assessments") else { return first };
    let (child, referred, done) =
        (numbers(table, "child"), days(table, "referred"), days(table, "authorised"));
    for row in 0..table.len() {
        if let (Some(child), Some(referred), Some(done)) = (child[row], referred[row], done[row]) {
            let known = first.entry((child, referred)).or_insert(done);
            *known = done.min(*known);
        }
    }
    first
}

/// Closures of each agency, and how many came back in the first week and in the four behind it.
fn splits(measured: &Measured, units: &[Code], tests: usize) -> Vec<Split> {
    let Some(table) = measured.table("closures") else { return Vec::new() };
    let days = numbers(table, "days_until_next");
    let of_unit = |unit: &Code| {
        let rows = (0..table.len()).filter(|row| table.units[*row] == *unit);
        let mut split = Split { unit: unit.clone(), closures: 0, within: 0, after: 0, chance: None };
        for row in rows {
            split.closures += 1;
            match days[row] {
                Some(0..=WEEK) => split.within += 1,
                Some(days) if days > WEEK && days <= WEEK * 5 => split.after += 1,
                _ => {}
            }
        }
        let all = split.within + split.after;
        // The day of the closing and the seven behind it, of 36 days in all.
        let chance = at_least(split.within, all, 8.0 / 36.0) * tests as f64;
        split.chance = (split.closures >= LEAST_CLOSURES).then_some(chance.min(1.0));
        split
    };
    units.iter().map(of_unit).filter(|split| split.closures > 0).collect()
}

/// Durations around their limits, as the national statistics and the guidance count them.
fn heaps(measured: &Measured, units: &[Code]) -> Vec<Heap> {
    let kinds = [
        ("assessments", "days_from_start", "assessments, from their own start", ASSESSMENT_DAYS),
        ("assessments", "days_from_referral", "assessments, from the referral", ASSESSMENT_DAYS),
        (
            "conferences",
            "days_from_enquiry",
            "initial conferences, from the start of the enquiry",
            CONFERENCE_DAYS,
        ),
    ];
    let mut heaps = Vec::new();
    for (name, column, what, limit) in kinds {
        let Some(table) = measured.table(name) else { continue };
        let values = numbers(table, column);
        for unit in units {
            let of_unit = |row: &usize| table.units[*row] == *unit;
            let own = (0..table.len()).filter(of_unit).filter_map(|row| values[row].map(|days| days as f64));
            let own: Vec<f64> = own.collect();
            let limit_edge = f64::from(limit) + 0.5;
            let of = Bunching {
                limit: limit_edge,
                width: 1.0,
                // Whole working days: a bin holds one of them, and the window the three on either side of the limit.
                range: [(limit_edge - 30.0).max(-0.5), limit_edge + 20.0],
                excluded: [limit_edge - 3.0, limit_edge + 3.0],
            };
            if !own.is_empty() {
                let draws = Some((Draws::new(SEED), DRAWS));
                heaps.push(Heap {
                    unit: unit.clone(),
                    what,
                    limit,
                    cases: own.len(),
                    bunched: bunching(&own, of, draws),
                });
            }
        }
    }
    heaps
}

fn days(table: &Table, column: &str) -> Vec<Option<Day>> {
    let column = table.column(&Code::new(column));
    (0..table.len()).map(|row| column.and_then(|column| column.day(row))).collect()
}

/// Whole numbers of a column.
fn numbers(table: &Table, column: &str) -> Vec<Option<i64>> {
    let column = table.column(&Code::new(column));
    let whole = |row| match column.and_then(|column| column.cell(row)) {
        Some(Cell::Number(number)) => Some(number.0 / record::Fixed::SCALE),
        _ => None,
    };
    (0..table.len()).map(whole).collect()
}
