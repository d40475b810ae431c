//! Indicators as they were returned: one row for an indicator and a year.

use record::FileId;

use super::cells::{BETTER, rows};
use crate::csv_table::CsvTable;
use crate::read::{ReadError, Sink};
use crate::report::short;

/// The columns. `definition` may be left out.
const COLUMNS: [&str; 10] = [
    "year",
    "indicator",
    "better",
    "target",
    "outturn",
    "unit",
    "recorded_by",
    "kind",
    "source",
    "definition",
];

/// A row as read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReturnedRow {
    /// Its line.
    pub line: u32,
    /// The year as written, and its number: that in which it begins.
    pub year: (String, i64),
    /// What is counted.
    pub indicator: String,
    /// Whether higher is better; `None` where nobody says.
    pub better: Option<bool>,
    /// What was aimed at.
    pub target: Option<f64>,
    /// What was returned.
    pub outturn: Option<f64>,
    /// In which unit.
    pub unit: String,
    /// Who records it, as written.
    pub recorded_by: String,
    /// What kind of figure it is, as written.
    pub kind: String,
    /// Where it was published, as written.
    pub source: String,
    /// By which definition it was counted, as written.
    pub definition: String,
}

pub(super) fn read(
    table: &mut CsvTable<'_>,
    file: FileId,
    sink: &mut dyn Sink,
) -> Result<Vec<ReturnedRow>, ReadError> {
    let mut out = Vec::new();
    rows(table, &COLUMNS, file, sink, &mut |cells, sink| {
        let indicator = cells.text("indicator");
        if indicator.is_empty() {
            cells.at.skipped(
                sink,
                "indicator",
                "fitness.no_indicator",
                "the row names no indicator and was left out",
                "name it",
            );
            return;
        }
        let written = cells.text("year");
        let Some(number) = year(&written) else {
            let words = format!("`{}` is no year; the row was left out", short(&written));
            cells.at.skipped(sink, "year", "fitness.year", words, "write `2005` or `2005-06`");
            return;
        };
        let unit = cells.text("unit");
        let better = cells.word("better", &BETTER, sink).flatten();
        let target = cells.in_unit("target", &unit, sink);
        if target.is_some() && cells.get("better").is_empty() {
            let words = "a target without a direction: nobody can say whether it was met";
            cells.at.doubtful(
                sink,
                "better",
                "fitness.no_direction",
                words,
                "write `higher` or `lower` in the column `better`",
            );
        }
        out.push(ReturnedRow {
            line: cells.at.line,
            year: (written, number),
            indicator,
            better,
            target,
            outturn: cells.in_unit("outturn", &unit, sink),
            unit,
            recorded_by: cells.text("recorded_by"),
            kind: cells.text("kind"),
            source: cells.text("source"),
            definition: cells.text("definition"),
        });
    })?;
    Ok(out)
}

/// The year in which `2005`, `2005-06`, `2005/06` or `2005-2006` begins; `None` of anything else.
fn year(text: &str) -> Option<i64> {
    let number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i64>().ok())?;
    let (first, second) =
        text.split_once(['-', '/']).map_or((text, None), |(first, second)| (first, Some(second)));
    let begins = number(first.trim()).filter(|year| first.trim().len() == 4 && *year > 0)?;
    let Some(second) = second.map(str::trim) else { return Some(begins) };
    let ends = match second.len() {
        2 => number(second)? == (begins + 1) % 100,
        4 => number(second)? == begins + 1,
        _ => false,
    };
    ends.then_some(begins)
}

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn years_as_people_write_them() {
        assert_eq!(
            ["2005", "2005-06", "1999-00", "2005/06", "2005-2006"].map(year),
            [2005, 2005, 1999, 2005, 2005].map(Some)
        );
        assert_eq!(["", "05-06", "2005-07", "2005-6", "May", "2005-06-07"].map(year), [None; 6]);
    }
}
