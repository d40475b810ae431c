//! The rows of such a table.

use std::collections::BTreeMap;

use record::FileId;

use super::ROWS;
use super::definition::{Definition, Kind, Role};
use super::suggest::places;
use crate::csv_table::{CsvTable, Row};
use crate::figures::{Period, number, period};
use crate::read::{ReadError, Sink, Source};
use crate::report::{Report, short};

/// One person, as read.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    /// Its line.
    pub line: u32,
    /// The unit; empty where the table has none.
    pub unit: String,
    /// Whether the service was given.
    pub treated: bool,
    /// Whether it could have been; `None` where no column says.
    pub eligible: Option<bool>,
    /// The measure before and after.
    pub before: f64,
    /// The same after.
    pub after: f64,
    /// The outcome that cannot have been affected, before and after.
    pub control: Option<(Option<f64>, f64)>,
}

/// One unit in one period, as read.
#[derive(Clone, Debug, PartialEq)]
pub struct PointRow {
    /// Its line.
    pub line: u32,
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: Period,
    /// The measure.
    pub value: f64,
    /// The outcome that cannot have been affected.
    pub control: Option<f64>,
    /// The period in which the unit began.
    pub started: Option<Period>,
}

/// What a table holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// People.
    People(Vec<PersonRow>),
    /// Series.
    Series(Vec<PointRow>),
}

/// Reads a table by its definition, and by its headings where that says nothing.
///
/// # Errors
/// [`ReadError`] when a column that is named is not there, or those that are needed are not.
pub fn read(
    source: &mut dyn Source,
    file: FileId,
    definition: &Definition,
    sink: &mut dyn Sink,
) -> Result<Content, ReadError> {
    let mut table = CsvTable::open(source, file, sink)?;
    let places = places(table.headings(), definition)?;
    match places.kind()? {
        Kind::People => people(&mut table, file, &places, sink).map(Content::People),
        Kind::Series => series(&mut table, file, &places, sink).map(Content::Series),
    }
}

/// Where the columns stand.
pub(super) struct Places(pub(super) BTreeMap<Role, usize>);

impl Places {
    pub(super) fn has(&self, role: Role) -> bool {
        self.0.contains_key(&role)
    }

    /// What a row is: people where there is a before and an after, a series where there is a period.
    pub(super) fn kind(&self) -> Result<Kind, ReadError> {
        let needs = |problem: &str| {
            ReadError::Broken {
            problem: problem.to_owned(),
            remedy: "name the columns in a definition (`--suggest` drafts one): people need treated, before, after; series need period, unit, started and value, or numerator and denominator".to_owned(),
        }
        };
        if self.has(Role::Before) && self.has(Role::After) {
            if self.has(Role::Treated) {
                return Ok(Kind::People);
            }
            return Err(needs("no column says who got the service"));
        }
        if self.has(Role::Period) {
            let value = self.has(Role::Value) || (self.has(Role::Numerator) && self.has(Role::Denominator));
            return match (value, self.has(Role::Started)) {
                (true, true) => Ok(Kind::Series),
                (false, _) => Err(needs("no column holds the measure")),
                (_, false) => Err(needs("no column says when a unit began the service")),
            };
        }
        Err(needs("the table has neither `before` and `after` nor a `period`"))
    }

    fn cell<'r>(&self, row: &'r Row, role: Role) -> &'r str {
        row.cell(self.0.get(&role).copied()).unwrap_or_default().trim()
    }
}

/// Whether the row is one too many; said once.
fn too_many(kept: usize, at: Report, sink: &mut dyn Sink) -> bool {
    if kept < ROWS {
        return false;
    }
    let words = format!("the table has more than {ROWS} rows; this one and those behind it were left out");
    at.skipped(sink, "", "credit.many_rows", words, "split the table");
    true
}

fn people(
    table: &mut CsvTable<'_>,
    file: FileId,
    places: &Places,
    sink: &mut dyn Sink,
) -> Result<Vec<PersonRow>, ReadError> {
    let mut rows = Vec::new();
    while let Some(row) = table.next_row(sink)? {
        let at = Report { file, line: row.line() };
        if too_many(rows.len(), at, sink) {
            break;
        }
        let figure = |role: Role, sink: &mut dyn Sink| figure(places.cell(row, role), role, at, sink);
        let treated = yes(places.cell(row, Role::Treated), Role::Treated, at, sink);
        let (before, after) = (figure(Role::Before, sink), figure(Role::After, sink));
        let (Some(treated), Some(before), Some(after)) = (treated, before, after) else {
            let words = "the row lacks who got the service, before or after, and was left out";
            at.skipped(
                sink,
                "",
                "credit.lacks",
                words,
                "fill in all three, or leave the row out and say why elsewhere",
            );
            continue;
        };
        // An empty cell of a column that others fill is no yes.
        let said = |sink: &mut dyn Sink| yes(places.cell(row, Role::Eligible), Role::Eligible, at, sink);
        let eligible = places.has(Role::Eligible).then(|| said(sink).unwrap_or(false) || treated);
        let (first, last) = (figure(Role::ControlBefore, sink), figure(Role::ControlAfter, sink));
        rows.push(PersonRow {
            line: at.line,
            unit: places.cell(row, Role::Unit).to_owned(),
            treated,
            eligible,
            before,
            after,
            control: last.map(|last| (first, last)),
        });
    }
    Ok(rows)
}

fn series(
    table: &mut CsvTable<'_>,
    file: FileId,
    places: &Places,
    sink: &mut dyn Sink,
) -> Result<Vec<PointRow>, ReadError> {
    struct Written {
        line: u32,
        unit: String,
        period: String,
        started: String,
        value: f64,
        control: Option<f64>,
    }
    let mut written: Vec<Written> = Vec::new();
    while let Some(row) = table.next_row(sink)? {
        let at = Report { file, line: row.line() };
        if too_many(written.len(), at, sink) {
            break;
        }
        let figure = |role: Role, sink: &mut dyn Sink| figure(places.cell(row, role), role, at, sink);
        let value = match places.has(Role::Value) {
            true => figure(Role::Value, sink),
            false => share(figure(Role::Numerator, sink), figure(Role::Denominator, sink), at, sink),
        };
        let Some(value) = value else {
            let words = "the row has no figure and was left out: its unit has a gap in that period";
            at.skipped(sink, "", "credit.lacks", words, "fill in the measure");
            continue;
        };
        written.push(Written {
            line: at.line,
            unit: places.cell(row, Role::Unit).to_owned(),
            period: places.cell(row, Role::Period).to_owned(),
            started: places.cell(row, Role::Started).to_owned(),
            value,
            control: figure(Role::Control, sink),
        });
    }
    // Starts are read together with the periods: both are written in one way, or one of them may be misread.
    let mut texts: Vec<(u32, &str)> = written.iter().map(|row| (row.line, row.period.as_str())).collect();
    let starts = written.iter().filter(|row| !row.started.is_empty());
    texts.extend(starts.map(|row| (row.line, row.started.as_str())));
    let mut periods = period::read_all(&texts)?.into_iter();
    let own: Vec<Period> = periods.by_ref().take(written.len()).collect();
    let mut rows: Vec<PointRow> = Vec::with_capacity(written.len());
    for (row, period) in written.into_iter().zip(own) {
        let started = if row.started.is_empty() { None } else { periods.next() };
        let Written { line, unit, value, control, .. } = row;
        rows.push(PointRow { line, unit, period, value, control, started });
    }
    Ok(rows)
}

fn figure(written: &str, role: Role, at: Report, sink: &mut dyn Sink) -> Option<f64> {
    if written.is_empty() {
        return None;
    }
    let mut gap = |words: &str, remedy: &str| {
        let words = format!("`{}` {words}; it is a gap", short(written));
        at.skipped(sink, role.key(), "credit.number", words, remedy);
        None
    };
    match number::read(written) {
        Ok(Some(figure)) if figure.abs() > MOST => {
            gap("is larger than any figure of a service", "see whether a point is missing")
        }
        Ok(figure) => figure,
        Err(problem) => gap(problem.words, problem.remedy),
    }
}

/// No measure of a service is larger: sums of squares stay numbers.
const MOST: f64 = 1e12;

/// Numerator over denominator.
fn share(some: Option<f64>, all: Option<f64>, at: Report, sink: &mut dyn Sink) -> Option<f64> {
    let (some, all) = (some?, all?);
    let refused = |rule: &str, words: &str, remedy: &str, sink: &mut dyn Sink| {
        at.skipped(sink, "denominator", rule, words, remedy);
        None
    };
    if all <= 0.0 {
        return refused(
            "credit.denominator",
            "the denominator is nothing; it is a gap",
            "leave the row out",
            sink,
        );
    }
    if some < 0.0 || some > all {
        return refused(
            "credit.more_than_all",
            "the numerator lies outside the denominator; it is a gap",
            "see whether the two were changed over",
            sink,
        );
    }
    Some(some / all)
}

const YES: [&str; 6] = ["yes", "y", "1", "true", "ja", "treated"];
const NO: [&str; 7] = ["no", "n", "0", "false", "nein", "untreated", "control"];

fn yes(written: &str, role: Role, at: Report, sink: &mut dyn Sink) -> Option<bool> {
    let key = written.to_lowercase();
    if YES.contains(&key.as_str()) {
        return Some(true);
    }
    if NO.contains(&key.as_str()) {
        return Some(false);
    }
    if !written.is_empty() {
        let words = format!("`{}` is neither yes nor no; it is a gap", short(written));
        at.skipped(sink, role.key(), "credit.yes_or_no", words, "write yes or no");
    }
    None
}
