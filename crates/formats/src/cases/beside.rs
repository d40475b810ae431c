//! Tables beside that of the cases: daily visits, and published figures.

use std::collections::BTreeMap;

use record::FileId;

use super::definition::Beside;
use super::sample::{Sample, written};
use super::table::Table;
use super::{DAY, broken, place, too_many_rows};
use crate::read::{ReadError, Sink, Source};
use crate::report::Report;

/// Visits of one unit by whole day, from 1 January 1970 or the table's own day nought.
pub type UnitVisits = BTreeMap<String, BTreeMap<i32, u32>>;

/// A figure as it was published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublishedFigure {
    /// The unit, or `all`.
    pub unit: String,
    /// The figure's key.
    pub figure: String,
    /// The count.
    pub count: i64,
    /// The line it stands on.
    pub line: u32,
}

/// Reads visits day by day: a row for each unit and day. Rows of one unit and day are added up.
///
/// # Errors
/// [`ReadError`] when the file cannot be read or lacks a column.
pub fn read_visits(
    source: &mut dyn Source,
    file: FileId,
    beside: &Beside,
    sink: &mut dyn Sink,
) -> Result<UnitVisits, ReadError> {
    let sample = Sample::take(source, file)?;
    let columns = places(&sample.headings, beside, "[visits] of the definition")?;
    let format = written(&sample.columns[columns[1]]).ok_or_else(|| {
        broken(
            "the column of days of the visits holds no days".into(),
            "write them as those of the cases are written",
        )
    })?;
    let mut table = Table::open(source, file, sink)?;
    let (mut visits, mut rows) = (UnitVisits::new(), 0);
    while let Some(row) = table.next_row(sink)? {
        rows += 1;
        if rows > super::ROWS {
            return Err(too_many_rows());
        }
        let [unit, day, count] = columns.map(|place| row.cell(Some(place)));
        let day = day.and_then(|text| format.format.read(text));
        let count = count.and_then(|text| text.parse::<u32>().ok()).filter(|count| *count < 1_000_000);
        match (unit, day, count) {
            (Some(unit), Some(day), Some(count)) => {
                let of_day =
                    visits.entry(unit.to_owned()).or_default().entry(day.at.div_euclid(DAY)).or_default();
                *of_day = of_day.saturating_add(count);
            }
            _ => skipped(file, row.line(), "a unit, a day and a number of visits", sink),
        }
    }
    Ok(visits)
}

/// Reads published figures: a unit, a figure's key, a count.
///
/// # Errors
/// [`ReadError`] when the file cannot be read or lacks a column.
pub fn read_published(
    source: &mut dyn Source,
    file: FileId,
    beside: &Beside,
    sink: &mut dyn Sink,
) -> Result<Vec<PublishedFigure>, ReadError> {
    let mut table = Table::open(source, file, sink)?;
    let columns = places(table.headings(), beside, "[published] of the definition")?;
    let mut figures = Vec::new();
    while let Some(row) = table.next_row(sink)? {
        let [unit, figure, count] = columns.map(|place| row.cell(Some(place)));
        let count =
            count.and_then(|text| text.replace(',', "").parse::<i64>().ok()).filter(|count| *count >= 0);
        match (unit, figure, count) {
            (Some(unit), Some(figure), Some(count)) if figures.len() < 100_000 => {
                figures.push(PublishedFigure {
                    unit: unit.to_owned(),
                    figure: figure.to_owned(),
                    count,
                    line: row.line(),
                })
            }
            _ => skipped(file, row.line(), "a unit, a figure's key and a count", sink),
        }
    }
    figures.sort();
    Ok(figures)
}

fn places(headings: &[String], beside: &Beside, by: &str) -> Result<[usize; 3], ReadError> {
    let [one, two, three] = &beside.columns;
    Ok([place(headings, one, by)?, place(headings, two, by)?, place(headings, three, by)?])
}

fn skipped(file: FileId, line: u32, what: &str, sink: &mut dyn Sink) {
    let words = format!("the row does not hold {what}, and was left out");
    Report { file, line }.skipped(sink, "", "cases.beside", words, "correct the row");
}
