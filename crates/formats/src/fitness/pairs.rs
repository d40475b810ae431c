//! Returns beside what independent eyes found.

use record::FileId;

use super::cells::rows;
use crate::csv_table::CsvTable;
use crate::read::{ReadError, Sink};

/// The columns. `indicator` may be left out: it ties a row to a measure asked about.
const COLUMNS: [&str; 8] = ["what", "year", "official", "independent", "unit", "note", "source", "indicator"];

/// A row as read.
#[derive(Clone, Debug, PartialEq)]
pub struct PairRow {
    /// Its line.
    pub line: u32,
    /// What was looked at.
    pub what: String,
    /// When, as written.
    pub year: String,
    /// As returned.
    pub official: Option<f64>,
    /// As found.
    pub independent: Option<f64>,
    /// The unit, as written.
    pub unit: String,
    /// Of how many things looked at, where the unit says so (`of 18 inspected`).
    pub of: Option<f64>,
    /// A note, as written.
    pub note: String,
    /// Where it was published.
    pub source: String,
    /// The measure it is about.
    pub indicator: String,
}

pub(super) fn read(
    table: &mut CsvTable<'_>,
    file: FileId,
    sink: &mut dyn Sink,
) -> Result<Vec<PairRow>, ReadError> {
    let mut out = Vec::new();
    rows(table, &COLUMNS, file, sink, &mut |cells, sink| {
        let what = cells.text("what");
        if what.is_empty() {
            cells.at.skipped(
                sink,
                "what",
                "fitness.no_what",
                "the row does not say what it is about and was left out",
                "say what was looked at",
            );
            return;
        }
        let unit = cells.text("unit");
        let (official, independent) =
            (cells.in_unit("official", &unit, sink), cells.in_unit("independent", &unit, sink));
        for (column, figure) in [("official", official), ("independent", independent)] {
            if figure.is_none() && cells.get(column).is_empty() {
                let words = "one of the two figures is missing: there is nothing to set it beside";
                cells.at.doubtful(sink, column, "fitness.half_a_pair", words, "give both, in one unit");
            }
        }
        out.push(PairRow {
            line: cells.at.line,
            what,
            year: cells.text("year"),
            official,
            independent,
            of: of(&unit),
            unit,
            note: cells.text("note"),
            source: cells.text("source"),
            indicator: cells.text("indicator"),
        });
    })?;
    Ok(out)
}

/// The number in `of 18 inspected`.
fn of(unit: &str) -> Option<f64> {
    let rest = unit.trim().strip_prefix("of ")?;
    let number: f64 = rest.split_whitespace().next()?.parse().ok()?;
    (number > 0.0 && number.fract() == 0.0 && number < 1e12).then_some(number)
}
