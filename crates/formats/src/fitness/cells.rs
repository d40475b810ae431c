//! Cells of these tables: numbers with their traps, days as precise as they are written, known words.

use record::{Claimed, FileId};

use super::ROWS;
use crate::csv_table::CsvTable;
use crate::csv_table::named::{Columns, Named};
use crate::dates::{Order, Reading, parse};
use crate::figures::number;
use crate::nearest::{hint, report_unknown_headings};
use crate::read::{ReadError, Sink};
use crate::report::{Report, short};

/// Two-digit years are the latest such year up to this one.
const PIVOT_YEAR: i32 = 2050;

/// The cells of one row by heading, and the place that findings name.
pub(super) struct Cells<'r> {
    named: Named<'r>,
    pub(super) at: Report,
}

/// Walks over the rows of a table with these columns.
pub(super) fn rows(
    table: &mut CsvTable<'_>,
    columns: &[&'static str],
    file: FileId,
    sink: &mut dyn Sink,
    take: &mut dyn FnMut(&Cells<'_>, &mut dyn Sink),
) -> Result<(), ReadError> {
    report_unknown_headings(table.headings(), columns, Report { file, line: 1 }, sink);
    let named = Columns::of(table, columns);
    let mut count = 0;
    while let Some(row) = table.next_row(sink)? {
        let at = Report { file, line: row.line() };
        count += 1;
        if count > ROWS {
            let words =
                format!("the file has more than {ROWS} rows; this row and those behind it were left out");
            at.skipped(
                sink,
                "",
                "fitness.many_rows",
                words,
                "count cases first: one row with how many there are",
            );
            break;
        }
        take(&Cells { named: named.row(row), at }, sink);
    }
    Ok(())
}

impl Cells<'_> {
    /// The trimmed cell; empty where it holds nothing.
    pub(super) fn get(&self, column: &str) -> &str {
        self.named.get(column)
    }

    /// The cell as text of its own.
    pub(super) fn text(&self, column: &str) -> String {
        self.get(column).to_owned()
    }

    /// A number; a gap, with a finding, where it is none.
    pub(super) fn number(&self, column: &'static str, sink: &mut dyn Sink) -> Option<f64> {
        read_number(self.get(column), column, self.at, sink)
    }

    /// A number in a unit: `12.4 %` is 12.4 where the unit is percent, and nothing where it is another.
    pub(super) fn in_unit(&self, column: &'static str, unit: &str, sink: &mut dyn Sink) -> Option<f64> {
        let written = self.get(column);
        let Some(digits) = written.strip_suffix('%') else { return self.number(column, sink) };
        if is_percent(unit) {
            let words = format!(
                "`{}` has a percent sign and its unit is percent: read as the number before it",
                short(written)
            );
            self.at.repaired(
                sink,
                column,
                "fitness.percent_sign",
                words,
                "leave the sign out where a column gives the unit",
            );
            return read_number(digits.trim_end(), column, self.at, sink);
        }
        let words = format!(
            "`{}` has a percent sign and the row's unit is `{}`; the figure is a gap",
            short(written),
            short(unit)
        );
        self.at.skipped(
            sink,
            column,
            "fitness.percent_sign",
            words,
            "write `percent` as the unit, or the number without the sign",
        );
        None
    }

    /// When, as precisely as it is written; `None`, with a finding, where it cannot be read.
    pub(super) fn when(&self, column: &'static str, sink: &mut dyn Sink) -> Option<Claimed> {
        let written = self.get(column);
        if written.is_empty() {
            return None;
        }
        let found = when(written);
        if found.is_none() {
            let words = format!("`{}` is no day, month or year; it is left out", short(written));
            self.at.skipped(
                sink,
                column,
                "fitness.date",
                words,
                "write `2024-03-31`, or `2024-03` where the day is not known",
            );
        }
        found
    }

    /// One of these words; `None`, with a finding and the nearest, for another.
    pub(super) fn word<T: Copy>(
        &self,
        column: &'static str,
        known: &[(&'static str, T)],
        sink: &mut dyn Sink,
    ) -> Option<T> {
        let written = self.get(column);
        if written.is_empty() {
            return None;
        }
        read_word(written, column, known, self.at, sink)
    }
}

/// A number; a gap, with a finding, where it is none.
pub(super) fn read_number(written: &str, column: &str, at: Report, sink: &mut dyn Sink) -> Option<f64> {
    if written.is_empty() {
        return None;
    }
    number::read(written).unwrap_or_else(|problem| {
        let words = format!("`{}` {}; the figure is a gap", short(written), problem.words);
        at.skipped(sink, column, problem.rule, words, problem.remedy);
        None
    })
}

/// A share of 0 to 1: `0.85` or `85 %`. A bare 85 may mean either, and is a gap.
pub(super) fn read_share(written: &str, column: &str, at: Report, sink: &mut dyn Sink) -> Option<f64> {
    let share = read_number(written, column, at, sink)?;
    if (0.0..=1.0).contains(&share) {
        return Some(share);
    }
    let words = format!("`{}` is no share between 0 and 1; it is left out", short(written));
    at.skipped(sink, column, "fitness.share", words, "write `0.85` or `85 %`");
    None
}

/// One of these words; `None`, with a finding and the nearest, for another.
pub(super) fn read_word<T: Copy>(
    written: &str,
    column: &str,
    known: &[(&'static str, T)],
    at: Report,
    sink: &mut dyn Sink,
) -> Option<T> {
    if let Some((_, found)) = known.iter().find(|(word, _)| word.eq_ignore_ascii_case(written)) {
        return Some(*found);
    }
    let near = hint(written, known.iter().map(|(word, _)| *word));
    let words = format!("`{}` is not known{near}; it is left out", short(written));
    let all: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    at.skipped(sink, column, "fitness.word", words, &format!("write one of: {}", all.join(", ")));
    None
}

/// A day, a month or a year.
pub(super) fn when(written: &str) -> Option<Claimed> {
    if let Some(claimed) = crate::when::month_or_year(written) {
        return Some(claimed);
    }
    let reading = Reading { order: Order::Either, pivot_year: PIVOT_YEAR };
    parse(written, reading).map(|(day, _)| Claimed::day(day))
}

/// A unit that counts in hundredths.
pub(super) fn is_percent(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    matches!(unit.as_str(), "percent" | "per cent" | "%" | "percentage" | "pct")
}

/// Which way is better: `higher` and `lower`, or `up` and `down`.
pub(super) const BETTER: [(&str, Option<bool>); 5] = [
    ("higher", Some(true)),
    ("lower", Some(false)),
    ("up", Some(true)),
    ("down", Some(false)),
    ("neither", None),
];
