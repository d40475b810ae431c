//! Rows of a table as the audits read them: days from the period's first, units and children as numbers.

use std::collections::BTreeMap;

use counted::audits::{self, Closing, NEVER, Visit};
use flow::{Asked, CaseTable};
use formats::cases::{self, Cases, DAY, Definition, Field, Limit};
use record::Day;
use record::policy::Policy;
use record::time::Convention;

use super::calendar::{From, Said};
use super::findings::Findings;
use super::{CaseOptions, not_audited};
use crate::Error;

/// A day so far ahead that no window of any audit reaches it: a case that nobody said was due.
const NO_DUE: i32 = i32::MAX / 4;
/// The last thousandth of a day.
const END_OF_DAY: i32 = DAY - 1;
/// Minutes of a day.
const MINUTES: i32 = 24 * 60;

/// A table ready to be audited, and what was left out on the way.
pub(super) struct Converted {
    pub(super) table: CaseTable,
    pub(super) from: From,
    pub(super) days: i32,
    pub(super) limit: String,
    pub(super) left_out: Vec<(Option<String>, &'static str, u64)>,
}

pub(super) fn table(
    options: &CaseOptions<'_>,
    definition: &Definition,
    cases: &Cases,
    said: Said,
    findings: &mut Findings,
) -> Result<Converted, Error> {
    let (from, days) = (said.from, said.occasions.period);
    if cases.numbered && matches!(definition.limit, Some(Limit::WorkingDays(_))) {
        let problem =
            "working days need dates, and the table counts days by number; write `days` under [due]";
        return Err(not_audited(options, problem));
    }
    let asked = asked(definition, &said);
    if definition.has(Field::Closing) && !asked.no_cooperation && !asked.completed {
        findings.add(
            "closing",
            "cases.words",
            "nothing says what the words of the closing column mean, so none is counted as done or as no cooperation".into(),
            "say it under [words]",
        );
    }
    let mut out = CaseTable {
        units: cases.units.clone(),
        cases: Vec::with_capacity(cases.rows.len()),
        visits: Vec::new(),
        occasions: said.occasions,
        asked,
        published: said.published,
    };
    let mut outside: BTreeMap<u32, u64> = BTreeMap::new();
    let mut no_due = 0u64;
    for (place, row) in (0..).zip(&cases.rows) {
        let day = row.opened.div_euclid(DAY) - from.day;
        if !(0..days).contains(&day) {
            *outside.entry(row.unit).or_default() += 1;
            continue;
        }
        let due = due(row, definition, cases, options.policy);
        no_due += u64::from(due.is_none() && asked.due);
        out.cases.push(case(row, due, from));
        out.visits.extend(asked.visits_told().then(|| visit(row, asked, from, place)).flatten());
    }
    if no_due > 0 {
        let words =
            format!("{no_due} cases have no day on which they are due, and are in no figure of deadlines");
        findings.add("due", "cases.no_due", words, "fill the column, or give a limit under [due]");
    }
    let why = "opened outside the period";
    let name = |unit: u32| cases.units.get(unit as usize).cloned();
    let left_out = outside.into_iter().map(|(unit, rows)| (name(unit), why, rows)).collect();
    Ok(Converted { table: out, from, days, limit: limit_words(definition), left_out })
}

/// When a case is due: what its column says, or so long after it was opened. Where days are dates a deadline lasts until its day
/// ends.
fn due(row: &cases::Case, definition: &Definition, cases: &Cases, policy: &Policy) -> Option<i32> {
    let day_ends = |at: i32| match cases.timed && !cases.numbered && at.rem_euclid(DAY) == 0 {
        true => at + END_OF_DAY,
        false => at,
    };
    let opened = Day(row.opened.div_euclid(DAY));
    row.due.map(day_ends).or_else(|| match definition.limit? {
        Limit::Days(days) if cases.numbered => row.opened.checked_add(days * DAY),
        Limit::Days(days) => Some(day_ends(opened.add_days(days).0 * DAY)),
        Limit::WorkingDays(days) => {
            let due = policy.calendar.add_working_days(opened, days, Convention::NextWorkingDay);
            Some(day_ends(due.0 * DAY))
        }
    })
}

fn case(row: &cases::Case, due: Option<i32>, from: From) -> audits::Case {
    let at = |at: i32| at.saturating_sub(from.day.saturating_mul(DAY));
    let day = |day: Option<i32>| day.map_or(NEVER, at);
    audits::Case {
        unit: row.unit,
        opened: at(row.opened),
        child: row.child,
        due: due.map_or(NO_DUE, at),
        closed: day(row.closed),
        logged: day(row.logged),
        reopened: day(row.reopened),
        reclassified: day(row.reclassified),
        severity: row.severity,
        accepted: row.accepted,
        excluded: row.excluded,
        harm: row.harm,
        closing: match row.closing {
            None => Closing::None,
            Some(cases::Closing::Completed) => Closing::Completed,
            Some(cases::Closing::NoCooperation) => Closing::NoCooperation,
            Some(cases::Closing::Other) => Closing::Other,
        },
        minutes: row.minutes,
        rating: row.rating,
    }
}

/// The visit that a row tells of. Where the row does not say who was when where, it stands in no diary: as a visit of a post of
/// its own that took no time.
fn visit(row: &cases::Case, asked: Asked, from: From, place: u32) -> Option<Visit> {
    let diary = match (row.post, row.visit_start, row.minutes) {
        (Some(post), Some(start), Some(minutes)) if asked.diaries => Some((post, start, minutes)),
        _ => None,
    };
    if diary.is_none() && row.note.is_none() && row.agrees.is_none() {
        return None;
    }
    let opened = row.opened.div_euclid(DAY) * MINUTES;
    let (post, start, minutes) = diary.unwrap_or((u32::MAX - place, opened, 0));
    Some(Visit {
        unit: row.unit,
        post,
        start: start.saturating_sub(from.day.saturating_mul(MINUTES)),
        minutes,
        place: row.place,
        child: row.child,
        family: row.family,
        note: row.note,
        agrees: row.agrees,
    })
}

/// What the definition has columns for.
fn asked(definition: &Definition, said: &Said) -> Asked {
    let has = |field: Field| definition.has(field);
    Asked {
        due: has(Field::Due) || definition.limit.is_some(),
        closed: has(Field::Closed),
        logged: has(Field::Logged),
        reopened: has(Field::Reopened),
        reclassified: has(Field::Reclassified),
        severity: has(Field::Severity),
        accepted: has(Field::Accepted),
        excluded: has(Field::Excluded),
        harm: has(Field::Harm),
        no_cooperation: has(Field::Closing) && !definition.no_cooperation.is_empty(),
        completed: has(Field::Closing) && !definition.completed.is_empty(),
        minutes: has(Field::Minutes),
        rating: has(Field::Rating),
        counts: !said.occasions.counts.is_empty(),
        inspected: said.inspected,
        notes: has(Field::Note),
        diaries: [Field::Post, Field::VisitStart, Field::Minutes].into_iter().all(has),
        agrees: has(Field::Agrees),
    }
}

fn limit_words(definition: &Definition) -> String {
    let column = definition.column(Field::Due);
    let column =
        column.map(|heading| format!("A case is due on the day of the column \u{201c}{heading}\u{201d}"));
    match (column, definition.limit) {
        (Some(column), None) => format!("{column}."),
        (Some(column), Some(_)) => format!("{column}, and where it is empty by the limit of the definition."),
        (None, Some(Limit::Days(days))) => format!("A case is due {days} days after it was opened."),
        (None, Some(Limit::WorkingDays(days))) => {
            format!("A case is due {days} working days after it was opened, by the calendar of the policy.")
        }
        (None, None) => "The table does not say when a case is due, so nothing is said of deadlines.".into(),
    }
}
