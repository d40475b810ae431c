//! What is known beforehand: the period, the days of counts and inspections, the visits day by day, the figures published.

use std::fs::File;
use std::path::Path;

use counted::audits::{DailyVisits, Occasions};
use flow::{FIGURES, Published};
use formats::cases::{Beside, Cases, DAY, Definition, When, read_published, read_visits};
use record::{Day, FileId};

use super::findings::Findings;
use super::{CaseOptions, not_audited, unread};
use crate::Error;

/// Days around an inspection that are looked at on either side.
const AROUND: i32 = 28 + 112;

/// The first day of the period: a date, or a number from the table's own day nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct From {
    /// The day.
    pub(super) day: i32,
    /// It is a number and no date.
    pub(super) numbered: bool,
}

impl From {
    /// The name of a day of the period.
    pub(super) fn name(self, day: i32) -> String {
        let day = self.day.saturating_add(day);
        if self.numbered { format!("day {day}") } else { Day(day).to_string() }
    }
}

/// What was said of the calendar.
pub(super) struct Said {
    pub(super) from: From,
    pub(super) occasions: Occasions,
    pub(super) inspected: bool,
    pub(super) published: Vec<Published>,
}

pub(super) fn read(
    options: &CaseOptions<'_>,
    definition: &Definition,
    cases: &Cases,
    findings: &mut Findings,
) -> Result<Said, Error> {
    let whole = |when: &When| whole(options, cases, when);
    let said = |when: &Option<When>| when.as_ref().map(whole).transpose();
    let (first, last) = (said(&definition.from)?, said(&definition.to)?);
    let from = first.unwrap_or_else(|| opened(cases).min().unwrap_or_default());
    let to = last.unwrap_or_else(|| last_day(cases).unwrap_or(from));
    if to < from {
        return Err(not_audited(
            options,
            "the period of the definition ends before it begins; correct `from` or `to`",
        ));
    }
    let period = to - from + 1;
    let of_period = |day: i32| (0..period).contains(&(day - from)).then_some(day - from);
    let mut counts = Vec::new();
    for when in &definition.counts {
        match of_period(whole(when)?) {
            Some(day) => counts.push(day),
            None => findings.add(
                "counts",
                "cases.count_outside",
                "a day of a count lies outside the period and was not used".into(),
                "correct [counts] or [period]",
            ),
        }
    }
    counts.sort_unstable();
    counts.dedup();
    let mut inspections = vec![None; cases.units.len()];
    for (name, when) in &definition.inspections {
        let day = whole(when)?;
        match cases.units.binary_search(name) {
            Ok(unit) => inspections[unit] = of_period(day),
            Err(_) => findings.add(
                name,
                "cases.unit_unknown",
                "[inspections] names a unit that the table does not have".into(),
                "write the unit as it stands in the table",
            ),
        }
    }
    let visits = visits(options, definition, cases, (from, period), &mut inspections, findings)?;
    let inspected = !visits.is_empty() && inspections.iter().any(Option::is_some);
    let threshold =
        definition.threshold.as_ref().map(|(when, _)| whole(when)).transpose()?.and_then(of_period);
    Ok(Said {
        from: From { day: from, numbered: cases.numbered },
        occasions: Occasions { period, counts, inspections, visits, threshold },
        inspected,
        published: published(options, definition, findings)?,
    })
}

/// A day of the definition in the table's own way of counting.
fn whole(options: &CaseOptions<'_>, cases: &Cases, when: &When) -> Result<i32, Error> {
    match (when, cases.numbered) {
        (When::Date(day), false) => Ok(day.0),
        (When::Number(day), true) => Ok(*day),
        (When::Date(day), true) => Err(not_audited(
            options,
            format!("the definition writes {day}, and the table counts days by number; write the number"),
        )),
        (When::Number(day), false) => Err(not_audited(
            options,
            format!(
                "the definition writes the number {day} for a day, and the table holds dates; write \"2024-03-31\""
            ),
        )),
    }
}

fn opened(cases: &Cases) -> impl Iterator<Item = i32> + '_ {
    cases.rows.iter().map(|case| case.opened.div_euclid(DAY))
}

/// The last day on which anything happened: what comes after it nobody can know yet.
fn last_day(cases: &Cases) -> Option<i32> {
    let ends = cases.rows.iter().flat_map(|case| [Some(case.opened), case.closed, case.logged]);
    ends.flatten().max().map(|last| last.div_euclid(DAY))
}

/// Each unit's visits by day of the period; nothing where no table is named.
fn visits(
    options: &CaseOptions<'_>,
    definition: &Definition,
    cases: &Cases,
    (from, period): (i32, i32),
    inspections: &mut [Option<i32>],
    findings: &mut Findings,
) -> Result<Vec<DailyVisits>, Error> {
    let Some(beside) = &definition.visits else { return Ok(Vec::new()) };
    let path = place(options, beside);
    let mut source = open(&path)?;
    let all = read_visits(&mut source, FileId(1), beside, findings).map_err(|error| unread(&path, error))?;
    let days = || all.values().flat_map(|days| days.keys());
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Ok(Vec::new()) };
    let known = (*first - from).max(0)..(*last - from + 1).min(period);
    // Days without a row are days without a visit, but only between the first and the last that anybody wrote down.
    let mut outside = 0;
    for day in inspections.iter_mut().filter(|day| day.is_some_and(|day| day - AROUND < known.start)) {
        outside += i32::from(known.start > 0);
        *day = day.filter(|_| known.start == 0);
    }
    if outside > 0 {
        let words =
            format!("{outside} inspections lie too near the first day of the visits and were not looked at");
        findings.add(
            "visits",
            "cases.visits_begin",
            words,
            "give visits from 140 days before each inspection",
        );
    }
    let mut by_unit = vec![DailyVisits::default(); cases.units.len()];
    for (name, days) in &all {
        let Ok(unit) = cases.units.binary_search(name) else {
            let words = "the table of visits has a unit that the cases do not have".to_owned();
            findings.add(name, "cases.unit_unknown", words, "write units alike in both tables");
            continue;
        };
        let mut by_day = vec![0; usize::try_from(known.end).unwrap_or(0)];
        for (day, visits) in days {
            let at = usize::try_from(day - from).ok().filter(|at| *at < by_day.len());
            at.into_iter().for_each(|at| by_day[at] = *visits);
        }
        by_unit[unit].by_day = by_day;
    }
    Ok(by_unit)
}

fn published(
    options: &CaseOptions<'_>,
    definition: &Definition,
    findings: &mut Findings,
) -> Result<Vec<Published>, Error> {
    let Some(beside) = &definition.published else { return Ok(Vec::new()) };
    let path = place(options, beside);
    let mut source = open(&path)?;
    let all =
        read_published(&mut source, FileId(2), beside, findings).map_err(|error| unread(&path, error))?;
    let mut known: Vec<Published> = Vec::new();
    for one in all {
        if !FIGURES.contains(&one.figure.as_str()) {
            let words = format!("line {} of the published figures: no figure has this key", one.line);
            findings.add(
                &one.figure,
                "cases.figure_unknown",
                words,
                &format!("write one of {}", FIGURES.join(", ")),
            );
            continue;
        }
        let next = Published { unit: one.unit, figure: one.figure, count: one.count };
        let twice = known.last().is_some_and(|last| (&last.unit, &last.figure) == (&next.unit, &next.figure));
        if twice {
            let words = format!(
                "line {} of the published figures: the same figure stands twice; the smaller is used",
                one.line
            );
            findings.add(&next.figure, "cases.figure_twice", words, "keep one");
            continue;
        }
        known.push(next);
    }
    Ok(known)
}

/// A table beside stands beside the definition.
fn place(options: &CaseOptions<'_>, beside: &Beside) -> std::path::PathBuf {
    options.definition.unwrap_or(options.file).parent().unwrap_or(Path::new("")).join(&beside.table)
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|cause| {
        Error::file(path, cause, "name a table that is there, from the definition\u{2019}s own folder")
    })
}
