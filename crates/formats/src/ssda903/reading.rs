//! Reading the rows of a table: cells cleaned, dates read, what was odd counted.

use record::source::Coverage;
use record::{Claimed, Day, FindingKind};

use super::row::Row;
use super::table::{Holds, Table, holds};
use crate::csv_table::CsvTable;
use crate::dates::{Dates, Order};
use crate::emit::date_field;
use crate::read::{Context, ReadError, Sink, Source};
use crate::report::{Report, short};
use crate::tally::{Said, Tally};
use crate::upn::{self, Upn};

/// Longest code, in bytes; anything longer may be somebody's words.
const CODE_BYTES: usize = 12;
/// Longest identifier or postcode, in bytes.
const VALUE_BYTES: usize = 100;

/// A row with its dates read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The row: dates as ISO where they could be read, so that two ways of writing a day are one.
    pub row: Row,
    dates: Vec<(&'static str, Claimed)>,
}

impl Read {
    /// The date of a column, `None` if it is empty or could not be read.
    pub fn date(&self, column: &str) -> Option<Claimed> {
        self.dates.iter().find(|(known, _)| *known == column).map(|(_, date)| *date)
    }
}

/// Takes one row after the other.
pub type EachRow<'f> = dyn FnMut(&Read, &mut dyn Sink) + 'f;

/// Reads a table row by row. A row without `CHILD` is left out with a finding.
///
/// # Errors
/// [`ReadError`] when the source cannot be read on or has no headings of this table.
pub fn read_rows(
    table: Table,
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
    each: &mut EachRow<'_>,
) -> Result<(), ReadError> {
    let is_headings = |headings: &[String]| Table::of_headings(headings) == Some(table);
    let mut csv = CsvTable::open_where(source, context.file, sink, is_headings)?;
    csv.report_unknown(table.columns(), sink);
    let places: Vec<(&'static str, Option<usize>)> =
        table.columns().iter().map(|column| (*column, csv.find(column))).collect();
    let mut reader = Reader { dates: Dates::new(Order::DayFirst, context), context, tally: Tally::default() };
    while let Some(cells) = csv.next_row(sink)? {
        let mut read = Read { row: Row::new(table), dates: Vec::new() };
        read.row.line = cells.line();
        for (column, place) in &places {
            if let Some(text) = cells.cell(*place) {
                reader.cell(&mut read, column, text, sink);
            }
        }
        if read.row.get("CHILD").is_empty() {
            Report { file: context.file, line: read.row.line }.skipped(
                sink,
                "CHILD",
                "ssda903.no_child",
                "the row names no child and was left out",
                "give the child's number",
            );
            continue;
        }
        if table == Table::Episodes && read.row.get("DEC").is_empty() != read.row.get("REC").is_empty() {
            reader.tally.add("ssda903.open_end", "DEC", read.row.line);
        }
        each(&read, sink);
    }
    reader.tally.report(context.file, sink, said);
    Ok(())
}

struct Reader<'c> {
    dates: Dates,
    context: &'c Context<'c>,
    tally: Tally,
}

impl Reader<'_> {
    fn cell(&mut self, read: &mut Read, column: &'static str, text: &str, sink: &mut dyn Sink) {
        let at = Report { file: self.context.file, line: read.row.line };
        match holds(column) {
            Holds::Date => {
                let date = self.dates.past(text, at, column, sink);
                read.keep_date(column, date);
            }
            Holds::DateAhead => {
                let date = self.dates.any(text, at, column, sink);
                read.keep_date(column, date);
            }
            Holds::PartialDate => {
                let date = partial(text).or_else(|| self.dates.past(text, at, column, sink));
                read.keep_date(column, date);
            }
            Holds::Id | Holds::Postcode => self.value(read, column, text, at),
            Holds::Code(set) => self.code(read, column, set, text, at),
        }
    }

    fn value(&mut self, read: &mut Read, column: &'static str, text: &str, at: Report) {
        let text = self.without_decimal(column, text, at);
        if text.len() > VALUE_BYTES {
            self.tally.add("ssda903.long_value", column, at.line);
            return;
        }
        if column == "UPN" && upn::check(text) != Upn::Fits {
            self.tally.add(upn_rule(text), column, at.line);
        }
        read.row.set(column, text);
    }

    fn code(&mut self, read: &mut Read, column: &'static str, set: &'static str, text: &str, at: Report) {
        let text = self.without_decimal(column, text, at);
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !plain || text.len() > CODE_BYTES {
            self.tally.add("ssda903.not_a_code", column, at.line);
            return;
        }
        let known = || {
            let pair = (crate::emit::constant(set), record::Code::new(text));
            self.context.policy.codes.contains_key(&pair)
        };
        // `CIN` and the others with a list in the policy; columns without one are yes, no or a number.
        if (set.starts_with("la903_") || matches!(set, "sex" | "primary_need")) && !known() {
            self.tally.add("ssda903.unknown_code", column, at.line);
        }
        read.row.set(column, text);
    }

    /// Numbers that a spreadsheet programme wrote as `1.0`.
    fn without_decimal<'t>(&mut self, column: &'static str, text: &'t str, at: Report) -> &'t str {
        match text.strip_suffix(".0") {
            Some(whole) if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.tally.add("ssda903.decimal", column, at.line);
                whole
            }
            _ => text,
        }
    }
}

impl Read {
    fn keep_date(&mut self, column: &'static str, date: Option<Claimed>) {
        if let Some(date) = date {
            self.dates.push((column, date));
            self.row.set(column, &date_field(Some(date)));
        }
    }
}

/// `zz/zz/2010` or `zz/05/2010`: the guide's way to leave day or month open.
fn partial(text: &str) -> Option<Claimed> {
    let text = text.trim().to_ascii_lowercase();
    let rest = text.strip_prefix("zz/")?;
    let (month, year) = rest.split_once('/')?;
    let year = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
    if month == "zz" { Claimed::year(year) } else { Claimed::month(year, month.parse().ok()?) }
}

fn upn_rule(text: &str) -> &'static str {
    if upn::check(text) == Upn::NoUpn { "upn.form" } else { "upn.check_letter" }
}

fn said(rule: &'static str, field: &str) -> Said {
    let column = short(field);
    let (kind, words, remedy) = match rule {
        "upn.check_letter" => (
            FindingKind::Doubtful,
            "the check letter does not fit, so a character of the number is wrong".to_owned(),
            "compare it with the school's",
        ),
        "upn.form" => (
            FindingKind::Doubtful,
            "the number is not a letter, eleven digits and a digit or letter".to_owned(),
            "compare it with the school's",
        ),
        "ssda903.decimal" => (
            FindingKind::Repaired,
            format!("a whole number in `{column}` is written with `.0` and was read without it"),
            "export the column as text",
        ),
        "ssda903.unknown_code" => (
            FindingKind::Doubtful,
            format!("`{column}` holds a code that the policy's code list does not have; it was kept"),
            "check the code, or add it to the policy",
        ),
        "ssda903.not_a_code" => (
            FindingKind::Skipped,
            format!("`{column}` holds something that is no code of letters and digits; it was left out"),
            "give the code of the guide",
        ),
        "ssda903.open_end" => (
            FindingKind::Doubtful,
            "one of `DEC` and `REC` is given and the other is not".to_owned(),
            "give both or neither",
        ),
        _ => (FindingKind::Skipped, format!("a value in `{column}` is too long and was left out"), ""),
    };
    Said { kind, words, remedy }
}

/// The day by which a row that bears no date of its own was recorded.
pub(super) fn recorded_by(covers: Option<Coverage>) -> Claimed {
    covers.map_or(Claimed::UNKNOWN, |covers| Claimed::before(covers.to))
}

/// The day a date falls on, if nobody doubts it.
pub(super) fn certain_day(date: Option<Claimed>) -> Option<Day> {
    date.filter(|date| !date.is_doubtful()).and_then(Claimed::single_day)
}
