//! Figures for the checks: one row for a unit, a period, a case, or a count.

use record::FileId;

use super::cells::rows;
use crate::csv_table::CsvTable;
use crate::read::{ReadError, Sink};

/// The columns.
const COLUMNS: [&str; 7] = ["kpi", "what", "unit", "period", "count", "of", "value"];

/// What a row measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measured {
    /// One unit's figure (check 2).
    Unit,
    /// Days from act to visible result (check 3).
    Days,
    /// For how many the outcome is known (check 4).
    Known,
    /// The figure of one period (check 5).
    Period,
    /// Cases whose class can change by one signature (check 7).
    Unsigned,
    /// Where cases lie around a threshold or deadline (check 8).
    Case,
}

const KINDS: [(&str, Measured); 6] = [
    ("unit", Measured::Unit),
    ("days", Measured::Days),
    ("known", Measured::Known),
    ("period", Measured::Period),
    ("unsigned", Measured::Unsigned),
    ("case", Measured::Case),
];

/// A row as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Its line.
    pub line: u32,
    /// The measure it is about.
    pub kpi: String,
    /// What it measures.
    pub what: Measured,
    /// The unit or period, as written.
    pub label: String,
    /// How many.
    pub count: Option<f64>,
    /// Of how many.
    pub of: Option<f64>,
    /// One figure.
    pub value: Option<f64>,
}

pub(super) fn read(
    table: &mut CsvTable<'_>,
    file: FileId,
    sink: &mut dyn Sink,
) -> Result<Vec<Evidence>, ReadError> {
    let mut out: Vec<Evidence> = Vec::new();
    rows(table, &COLUMNS, file, sink, &mut |cells, sink| {
        let Some(what) = cells.word("what", &KINDS, sink) else {
            if cells.get("what").is_empty() {
                cells.at.skipped(
                    sink,
                    "what",
                    "fitness.what",
                    "the row does not say what it measures and was left out",
                    "write unit, days, known, period, unsigned or case",
                );
            }
            return;
        };
        let (column, label) = match what {
            Measured::Unit => ("unit", cells.text("unit")),
            Measured::Period => ("period", cells.text("period")),
            _ => ("", String::new()),
        };
        if !column.is_empty() && label.is_empty() {
            let words = format!("the row has no `{column}` and was left out");
            cells.at.skipped(sink, column, "fitness.no_label", words, "name it");
            return;
        }
        let mut evidence = Evidence {
            line: cells.at.line,
            kpi: cells.text("kpi"),
            what,
            label,
            count: cells.number("count", sink),
            of: cells.number("of", sink),
            value: cells.number("value", sink),
        };
        if let Some(problem) = problem(&mut evidence) {
            cells.at.skipped(sink, problem.0, "fitness.figure", problem.1, problem.2);
            return;
        }
        out.push(evidence);
    })?;
    Ok(out)
}

/// What keeps a row from being used: field, words, remedy.
fn problem(row: &mut Evidence) -> Option<(&'static str, &'static str, &'static str)> {
    if [row.count, row.of].into_iter().flatten().any(|number| number < 0.0) {
        return Some(("count", "a count below zero; the row was left out", "correct it"));
    }
    match row.what {
        Measured::Known | Measured::Unsigned => match (row.count, row.of) {
            (Some(count), Some(of)) if count <= of && of > 0.0 => None,
            (Some(_), Some(_)) => Some((
                "of",
                "more than all, or of none; the row was left out",
                "give how many in `count`, and of how many in `of`",
            )),
            _ => Some((
                "of",
                "`count` or `of` is missing; the row was left out",
                "give how many, and of how many",
            )),
        },
        Measured::Unit => match (row.count, row.of) {
            (Some(_), Some(of)) if of > 0.0 => None,
            _ => Some((
                "of",
                "a unit without a count, or with nothing to divide it by; the row was left out",
                "give the unit's count, and cases or expected events in `of`",
            )),
        },
        Measured::Days => match (row.value, row.count) {
            (Some(days), _) if days < 0.0 => {
                Some(("value", "a result before its act; the row was left out", "check the two dates"))
            }
            (_, Some(many)) if many.fract() != 0.0 => {
                Some(("count", "a count of cases that is not whole; the row was left out", "count cases"))
            }
            _ => None,
        },
        Measured::Case => match (row.value, row.count) {
            (Some(_), Some(many)) if many.fract() != 0.0 => {
                Some(("count", "a count of cases that is not whole; the row was left out", "count cases"))
            }
            (Some(value), _) if value >= 0.0 => None,
            _ => Some((
                "value",
                "a case without a value, or below zero; the row was left out",
                "give its days or its score in `value`",
            )),
        },
        Measured::Period => match (row.count, row.of) {
            (Some(count), Some(of)) if count > of || of <= 0.0 => {
                // A period that cannot be right stays as a gap: its neighbours must not close up.
                (row.count, row.of) = (None, None);
                None
            }
            _ => None,
        },
    }
}
