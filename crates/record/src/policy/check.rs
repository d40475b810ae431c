//! What no single file can say of itself: words that other files must know, times that overlap, starts and stops.

use std::collections::BTreeMap;

use super::model::{ClockRule, Policy, Rung};
use super::nearest::did_you_mean;
use super::problem::{Problems, shown};
use super::table::Lined;
use super::{age_facts, clocks, closing, ladders};
use crate::id::Code;
use crate::time::Day;

/// The lines of the rows whose words point into other files, in the order of the policy's lists.
pub(super) struct Places {
    pub(super) clocks: Vec<u32>,
    pub(super) ladders: Vec<u32>,
    pub(super) closing: Vec<u32>,
    pub(super) age_facts: Vec<u32>,
}

/// Parts a lined list into lines and values.
pub(super) fn unzip<T>(rows: Vec<Lined<T>>) -> (Vec<u32>, Vec<T>) {
    rows.into_iter().map(|row| (row.line, row.value)).unzip()
}

/// Checks the policy as a whole.
pub(super) fn check(policy: &Policy, places: &Places, problems: &Problems) {
    for (line, clock) in places.clocks.iter().zip(&policy.clocks) {
        starts_and_stops(policy, clock, *line, problems);
        if let Some(sign) = &clock.sign {
            known(clocks::FILE, *line, "sign", sign, &policy.signs, problems);
        }
    }
    clocks_overlap(policy, &places.clocks, problems);
    rungs(policy, &places.ladders, problems);
    closing_codes(policy, &places.closing, problems);
    for (line, fact) in places.age_facts.iter().zip(&policy.age_facts) {
        match fact.code_set.as_str() {
            "sign" => known(age_facts::FILE, *line, "code", &fact.code, &policy.signs, problems),
            _ => code_known(policy, (age_facts::FILE, *line), &fact.code_set, &fact.code, problems),
        }
    }
}

/// A clock starts and stops with an activity that something produces, or that is listed as unavailable.
fn starts_and_stops(policy: &Policy, clock: &ClockRule, line: u32, problems: &Problems) {
    for (column, event) in [("start_event", &clock.start_event), ("stop_event", &clock.stop_event)] {
        let (base, nth) = super::lookup::nth(event);
        if nth == Some(0) {
            let problem = format!("column `{column}`: `{}` counts from nothing", shown(event.as_str()));
            problems.add(clocks::FILE, line, problem, "write `#1` for the first of its kind");
        }
        known(clocks::FILE, line, column, &base, &policy.activities, problems);
    }
}

fn known<V>(
    file: &str,
    line: u32,
    column: &str,
    code: &Code,
    among: &BTreeMap<Code, V>,
    problems: &Problems,
) {
    // An empty code was reported where it was read.
    if code.as_str().is_empty() || among.contains_key(code) {
        return;
    }
    let remedy = did_you_mean(
        code.as_str(),
        among.keys().map(Code::as_str),
        "add it to the file that lists such codes",
    );
    problems.add(file, line, format!("column `{column}`: `{}` is unknown", shown(code.as_str())), remedy);
}

/// Do two times in force share a day? An open end is as far as time goes.
fn overlap(a: (Option<Day>, Option<Day>), b: (Option<Day>, Option<Day>)) -> bool {
    let before = |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(end), Some(start)) if end < start);
    !before(a.1, b.0) && !before(b.1, a.0)
}

fn clocks_overlap(policy: &Policy, lines: &[u32], problems: &Problems) {
    let rows: Vec<_> = policy.clocks.iter().zip(lines).collect();
    for (at, (clock, line)) in rows.iter().enumerate() {
        let twin = rows[..at].iter().find(|(other, _)| {
            (&other.id, &other.sign, other.rank) == (&clock.id, &clock.sign, clock.rank)
                && overlap((other.in_force_from, other.in_force_to), (clock.in_force_from, clock.in_force_to))
        });
        if let Some((_, other)) = twin {
            let problem = format!(
                "clock `{}` is in force at the same time as on line {other}",
                shown(clock.id.as_str())
            );
            problems.add(
                clocks::FILE,
                **line,
                problem,
                "end the older one the day before, or give one a sign or a rank",
            );
        }
    }
}

fn rungs(policy: &Policy, lines: &[u32], problems: &Problems) {
    let rows: Vec<_> = policy.ladders.iter().zip(lines).collect();
    for (rung, line) in &rows {
        let add = |problem: String, remedy: &str| problems.add(ladders::FILE, **line, problem, remedy);
        if rung.clock.as_ref().is_some_and(|id| !policy.clocks.iter().any(|clock| clock.id == *id)) {
            add(
                "column `clock` names a clock that `clocks.csv` does not have".to_owned(),
                "correct its id, or leave it empty",
            );
        }
        let same = |other: &Rung| {
            (&other.ladder, &other.clock) == (&rung.ladder, &rung.clock)
                && overlap((other.in_force_from, other.in_force_to), (rung.in_force_from, rung.in_force_to))
        };
        let others = || rows.iter().filter(|(other, at)| at != line && same(other));
        if others().any(|(other, at)| other.rung == rung.rung && at < line) {
            add(format!("rung {} is there twice at one time", rung.rung), "remove one, or end the older one");
        }
        if others().any(|(other, _)| other.rung < rung.rung && other.rank >= rung.rank) {
            add(
                format!("rung {} does not stand above the rung before", rung.rung),
                "give each rung a higher rank than the one before",
            );
        }
        if rung.rung != 1 && !others().any(|(other, _)| other.rung.checked_add(1) == Some(rung.rung)) {
            add(format!("rung {} has none before it", rung.rung), "number the rungs from 1 without gaps");
        }
    }
}

fn closing_codes(policy: &Policy, lines: &[u32], problems: &Problems) {
    for (rule, line) in policy.closing_rules.iter().zip(lines) {
        match rule.code_set.as_str() {
            "outcome" => known(closing::FILE, *line, "code", &rule.code, &policy.outcomes, problems),
            _ => code_known(policy, (closing::FILE, *line), &rule.code_set, &rule.code, problems),
        }
    }
}

/// A code of an activity or of a code set of the returns, which the file that lists such codes must have.
fn code_known(policy: &Policy, (file, line): (&str, u32), set: &Code, code: &Code, problems: &Problems) {
    match set.as_str() {
        // An empty set was reported where it was read.
        "" => {}
        "activity" => known(file, line, "code", code, &policy.activities, problems),
        _ if policy.codes.contains_key(&(set.clone(), code.clone())) => {}
        _ => {
            let problem = format!("code `{}` of `{}` is unknown", shown(code.as_str()), shown(set.as_str()));
            let remedy = match file {
                closing::FILE => "use `outcome`, `activity` or a code set and code of `codes.csv`",
                _ => "use `sign`, `activity` or a code set and code of `codes.csv`",
            };
            problems.add(file, line, problem, remedy);
        }
    }
}
