//! Dates of a timeline: a year, a month or a day, and a period from one to another.

use record::{Claimed, Day};

use super::DateBasis;
use crate::read::Sink;
use crate::report::Report;

/// Years a published inquiry can speak of.
const YEARS: core::ops::RangeInclusive<i32> = 1900..=2200;

/// The cells a date is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateCells<'c> {
    pub(super) date: &'c str,
    pub(super) date_end: &'c str,
    pub(super) precision: &'c str,
}

/// The days a row may mean; `None` (with a finding) where the date cannot be read.
pub(super) fn read(cells: DateCells<'_>, at: Report, sink: &mut dyn Sink) -> Option<Claimed> {
    let Some(date) = parse(cells.date) else {
        let words = "the date is no year, month or day from 1900 to 2200; the row was left out";
        let remedy = "write `2004`, `2006-11` or `2011-11-14`";
        at.skipped(sink, "date", "replay.date", words, remedy);
        return None;
    };
    let end = read_end(cells, date, at, sink);
    check_precision(cells.precision, date, end.is_some(), at, sink);
    Some(match end {
        None => date,
        Some(end) => Claimed::range(day(date.earliest())?, day(end.latest())?),
    })
}

fn day(at: Option<record::Moment>) -> Option<Day> {
    at.map(record::Moment::day)
}

/// The end of a period; none where the row is no period, or the end cannot be used.
fn read_end(cells: DateCells<'_>, date: Claimed, at: Report, sink: &mut dyn Sink) -> Option<Claimed> {
    let is_period = cells.precision.eq_ignore_ascii_case("period");
    if cells.date_end.is_empty() {
        if is_period {
            let words = "the period has no end; the row was read as dated by its first date alone";
            at.repaired(sink, "date_end", "replay.no_end", words, "give the last year, month or day");
        }
        return None;
    }
    let end = parse(cells.date_end).filter(|end| end.latest() >= date.earliest());
    if end.is_none() {
        let words = "the end of the period cannot be read or lies before its beginning, and was left out";
        at.skipped(sink, "date_end", "replay.end", words, "write the last year, month or day");
    }
    end
}

fn check_precision(precision: &str, date: Claimed, has_end: bool, at: Report, sink: &mut dyn Sink) {
    use record::time::Precision;
    let written = match date.precision() {
        _ if has_end => "period",
        Precision::Year => "year",
        Precision::Month => "month",
        _ => "day",
    };
    // A period whose end was not there is said already.
    let known = precision.is_empty() || precision.eq_ignore_ascii_case(written);
    if !known && !precision.eq_ignore_ascii_case("period") {
        let words = format!(
            "the date is written as a {written}, which is not what its precision says; it was read as written"
        );
        at.doubtful(sink, "date_precision", "replay.precision", words, "write day, month, year or period");
    }
}

/// `2004`, `2006-11` or `2011-11-14`.
fn parse(text: &str) -> Option<Claimed> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let claimed = match text.len() {
        4 if digits(text) => Claimed::year(text.parse().ok()?),
        7 => {
            let (year, month) =
                text.split_once('-').filter(|(a, b)| a.len() == 4 && digits(a) && digits(b))?;
            Claimed::month(year.parse().ok()?, month.parse().ok()?)
        }
        10 => Day::parse_iso(text).map(Claimed::day),
        _ => None,
    }?;
    YEARS.contains(&day(claimed.earliest())?.year()).then_some(claimed)
}

/// What the date rests on; not stated means that the source gives it.
pub(super) fn basis(text: &str, at: Report, sink: &mut dyn Sink) -> DateBasis {
    let known = DateBasis::ALL.into_iter().find(|basis| basis.word().eq_ignore_ascii_case(text));
    if known.is_none() && !text.is_empty() {
        let words = "what the date rests on is not known and was read as `inferred`";
        at.repaired(
            sink,
            "date_basis",
            "replay.date_basis",
            words,
            "write stated, inferred or review_period",
        );
        return DateBasis::Inferred;
    }
    known.unwrap_or(DateBasis::Stated)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_date_is_as_precise_as_it_is_written() {
        let shown = |text: &str| parse(text).map(|claimed| claimed.to_string());
        assert_eq!(shown("2004").as_deref(), Some("2004"));
        assert_eq!(shown("2006-11").as_deref(), Some("2006-11"));
        assert_eq!(shown("2011-11-14").as_deref(), Some("2011-11-14"));
        for text in ["", "04", "2004-13", "2004-1-1", "20x4", "2005-02-30", "1800", "+200", "2004-+1", "é23"]
        {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
