//! Dates of returns and concern files: what is read as written, what is repaired and said, what is doubted.
//!
//! | written | read as | finding |
//! |---|---|---|
//! | `2019-05-23`, `23/05/2019`, `23-05-2019`, `23.05.2019`, `23-May-2019`, with or without midnight behind it | the day | none if the format expects it, else `date.other_order` |
//! | `23/05/19` | the latest such year not after the pivot | `date.two_digit_year` |
//! | `05/23/2019`, `2019-23-05` | 23 May: no month has the number 23 | `date.swapped` |
//! | `2019-05-23T14:30` | the day | `date.time_left_out` |
//! | a day in 1900 or before, or 1899-12-30 | undated: a placeholder of the exporting system | `date.placeholder` |
//! | a day after the review's own day | the day, doubted | `date.future` |
//! | `31/06/2019` | nothing: there is no such day | `date.impossible` |
//! | `43608` | nothing: a spreadsheet's count of days, which nothing tells from other numbers | `date.serial_number` |
//! | anything else | nothing | `date.unreadable` |

use record::{Claimed, Day};

use crate::read::{Context, Sink};
use crate::report::Report;

/// Which way round a format writes its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `YYYY-MM-DD`.
    Iso,
    /// `DD/MM/YYYY`.
    DayFirst,
    /// Either.
    Either,
}

/// What was done to read a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// The year had two digits.
    pub two_digit_year: bool,
    /// Day and month were the wrong way round: the month's number was above 12.
    pub swapped: bool,
    /// Year first where the day is expected first, or the other way round.
    pub other_order: bool,
    /// A time of day behind it was left out.
    pub time_left_out: bool,
}

/// How dates of a field are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Which way round.
    pub order: Order,
    /// Two-digit years are the latest such year up to this one.
    pub pivot_year: i32,
}

/// Reads a day as a return writes it; `None` if it is none.
pub fn parse(text: &str, reading: Reading) -> Option<(Day, Repairs)> {
    let text = text.trim();
    let mut repairs = Repairs { other_order: reading.order == Order::DayFirst, ..Repairs::default() };
    // Nearly every date of a census is of this form.
    if let Some(day) = Day::parse_iso(text) {
        return Some((day, repairs));
    }
    let day_text = without_time(text, &mut repairs)?;
    let mut parts = day_text.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?.trim(), parts.next()?.trim(), parts.next()?.trim());
    if parts.next().is_some() {
        return None;
    }
    let year_first = first.len() == 4;
    let (year, month, day) = if year_first { (first, second, third) } else { (third, second, first) };
    repairs.other_order = match reading.order {
        Order::Iso => !year_first,
        Order::DayFirst => year_first,
        Order::Either => false,
    };
    let year = full_year(year, reading.pivot_year, &mut repairs)?;
    let day = number(day)?;
    let month = number(month).or_else(|| month_of_name(month))?;
    if let Some(day) = Day::from_ymd(year, month, day) {
        return Some((day, repairs));
    }
    repairs.swapped = true;
    (month > 12).then(|| Day::from_ymd(year, day, month)).flatten().map(|day| (day, repairs))
}

/// The text before a time of day.
fn without_time<'t>(text: &'t str, repairs: &mut Repairs) -> Option<&'t str> {
    let Some(end) = text.rfind(['T', ' ']).filter(|end| text[end + 1..].contains(':')) else {
        return Some(text);
    };
    let time = text[end + 1..].trim().trim_end_matches('Z');
    if !time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'+')) {
        return None;
    }
    repairs.time_left_out = time.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0');
    Some(&text[..end])
}

fn number(text: &str) -> Option<u32> {
    let fits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn full_year(text: &str, pivot: i32, repairs: &mut Repairs) -> Option<i32> {
    let year = number(text)? as i32;
    match text.len() {
        4 => Some(year),
        2 => {
            repairs.two_digit_year = true;
            Some(pivot - (pivot - year).rem_euclid(100))
        }
        _ => None,
    }
}

fn month_of_name(text: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = text.get(..3)?;
    NAMES.iter().position(|name| name.eq_ignore_ascii_case(start)).map(|place| place as u32 + 1)
}

/// Reads dates of one file and reports what was odd.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// Which way round the format writes them.
    pub order: Order,
    /// Dates after this day are doubtful.
    pub as_of: Day,
}

impl Dates {
    /// For a file of this context.
    pub fn new(order: Order, context: &Context<'_>) -> Self {
        Self { order, as_of: context.as_of }
    }

    /// Reads a date that must lie in the past. Two-digit years: up to the year after `as_of`.
    ///
    /// `None` (with a finding) if it cannot be read; an empty text is `None` without one.
    pub fn past(self, text: &str, at: Report, field: &str, sink: &mut dyn Sink) -> Option<Claimed> {
        let day = match self.read(text, 1, at, field, sink)? {
            Ok(day) => day,
            Err(undated) => return Some(undated),
        };
        if day > self.as_of {
            at.doubtful(
                sink,
                field,
                "date.future",
                "the date lies after the day of this review; it is kept and doubted",
                "correct the date at its source",
            );
            return Some(Claimed::day(day).doubted());
        }
        Some(Claimed::day(day))
    }

    /// Reads a date that may lie ahead (an expected birth, an eighteenth birthday). Two-digit years: up to 20 years on.
    pub fn any(self, text: &str, at: Report, field: &str, sink: &mut dyn Sink) -> Option<Claimed> {
        Some(self.read(text, 20, at, field, sink)?.map_or_else(|undated| undated, Claimed::day))
    }

    /// `Err` holds the undated time of a placeholder.
    fn read(
        self,
        text: &str,
        years_ahead: i32,
        at: Report,
        field: &str,
        sink: &mut dyn Sink,
    ) -> Option<Result<Day, Claimed>> {
        if text.trim().is_empty() {
            return None;
        }
        let reading = Reading { order: self.order, pivot_year: self.as_of.year() + years_ahead };
        let Some((day, repairs)) = parse(text, reading) else {
            report_unreadable(text, at, field, sink);
            return None;
        };
        repairs.report(at, field, sink);
        if day.year() <= 1900 {
            at.doubtful(
                sink,
                field,
                "date.placeholder",
                "the date lies in 1900 or before, as systems fill in for a missing one; it is treated as undated",
                "give the date at its source or leave it empty",
            );
            return Some(Err(Claimed::UNKNOWN.doubted()));
        }
        Some(Ok(day))
    }
}

/// Says why a text is no date.
fn report_unreadable(text: &str, at: Report, field: &str, sink: &mut dyn Sink) {
    let (rule, words, remedy) = if is_impossible(text) {
        ("date.impossible", "there is no such day; the date was left out", "check the date in the source")
    } else if is_serial(text) {
        (
            "date.serial_number",
            "the date is a bare number, as spreadsheets count days; it was left out",
            "give the column the format of a date, such as `yyyy-mm-dd`, before you save as CSV",
        )
    } else {
        (
            "date.unreadable",
            "the date cannot be read and was left out",
            "write dates as `2019-05-23` or `23/05/2019`",
        )
    };
    at.skipped(sink, field, rule, words, remedy);
}

/// Three numbers that look like a date, of a day that no month has: `31/06/2019`.
pub(crate) fn is_impossible(text: &str) -> bool {
    let Some(day_text) = without_time(text.trim(), &mut Repairs::default()) else {
        return false;
    };
    let parts: Vec<&str> = day_text.split(['-', '/', '.']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else {
        return false;
    };
    let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
    let month = number(second).or_else(|| month_of_name(second));
    matches!(year.len(), 2 | 4)
        && number(year).is_some()
        && matches!((month, number(day)), (Some(1..=12), Some(29..=31)) | (Some(29..=31), Some(1..=12)))
}

/// A number of the size that a spreadsheet shows for days from 1954 to 2064.
pub(crate) fn is_serial(text: &str) -> bool {
    let whole = text.trim().split_once('.').map_or(text.trim(), |(whole, _)| whole);
    whole.len() == 5 && number_of_days(whole).is_some_and(|days| (20_000..60_000).contains(&days))
}

fn number_of_days(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// In which order the dates of a file stand: if some are American, others may be, unseen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OrderSeen {
    /// Dates that only the month first makes sense of.
    month_first: u64,
    /// Dates that both orders make sense of.
    either: u64,
}

impl OrderSeen {
    /// Looks at one date as written.
    pub(crate) fn note(&mut self, text: &str) {
        let mut parts = text.split(['/', '-', '.']);
        let numbers = (parts.next().and_then(number), parts.next().and_then(number));
        if text.len() > 30 || parts.next().is_none() {
            return;
        }
        match numbers {
            (Some(1..=12), Some(13..=31)) => self.month_first += 1,
            (Some(first @ 1..=12), Some(second @ 1..=12)) if first != second => self.either += 1,
            _ => {}
        }
    }

    /// Doubts the file if both are there.
    pub(crate) fn report(self, at: Report, sink: &mut dyn Sink) {
        if self.month_first == 0 || self.either == 0 {
            return;
        }
        let words = format!(
            "{} dates of this file make sense only with the month first; {} others were read with the day first and may be meant the other way round",
            self.month_first, self.either
        );
        let remedy = "check in which order this file writes day and month, and write `2019-05-23`";
        at.doubtful(sink, "", "date.order_mixed", words, remedy);
    }
}

impl Repairs {
    fn report(self, at: Report, field: &str, sink: &mut dyn Sink) {
        let mut say = |on: bool, rule: &str, words: &str, remedy: &str| {
            if on {
                at.repaired(sink, field, rule, words, remedy);
            }
        };
        say(
            self.two_digit_year,
            "date.two_digit_year",
            "the year has two digits and was read as the latest such year that fits",
            "write years with four digits",
        );
        say(
            self.swapped,
            "date.swapped",
            "the month's number is above 12, so day and month were read the other way round",
            "check day and month of this date",
        );
        say(
            self.other_order,
            "date.other_order",
            "the date is written the other way round than this format asks for, and was read so",
            "check day and month of this date",
        );
        say(self.time_left_out, "date.time_left_out", "the time of day behind the date was left out", "");
    }
}

#[cfg(test)]
mod tests {
    use super::{Dates, Order, Reading, parse};
    use crate::report::Report;
    use crate::report::kept::Kept;
    use proptest::prelude::*;
    use record::{Claimed, Day, FileId};

    fn iso(text: &str, order: Order) -> String {
        let reading = Reading { order, pivot_year: 2027 };
        parse(text, reading).map_or_else(|| "none".into(), |(day, _)| day.to_string())
    }

    #[test]
    fn every_way_a_return_writes_a_day() {
        for text in [
            "2019-05-23",
            "23/05/2019",
            "23-05-2019",
            "23.05.2019",
            "23/5/2019",
            "23-May-2019",
            "23/05/19",
            "05/23/2019",
            "2019-23-05",
            "2019/05/23",
            "2019-05-23T00:00:00",
            "2019-05-23 14:30",
            " 23/05/2019 ",
        ] {
            assert_eq!(iso(text, Order::DayFirst), "2019-05-23", "{text}");
        }
        for text in
            ["", "x", "23/05", "43608", "31/02/2019", "32/13/2019", "1/2/3/4", "23/05/219", "é/é/é", "T:"]
        {
            assert_eq!(iso(text, Order::Iso), "none", "{text}");
        }
    }

    #[test]
    fn two_digit_years_take_the_latest_year_that_fits() {
        assert_eq!(iso("14/04/19", Order::DayFirst), "2019-04-14");
        assert_eq!(iso("14/04/27", Order::DayFirst), "2027-04-14");
        assert_eq!(iso("14/04/28", Order::DayFirst), "1928-04-14");
    }

    #[test]
    fn repairs_and_doubts_are_said_without_the_date() {
        let dates = Dates { order: Order::DayFirst, as_of: Day::parse_iso("2020-01-01").expect("a day") };
        let at = Report { file: FileId(1), line: 4 };
        let mut kept = Kept::default();
        let mut past = |text: &str| dates.past(text, at, "DEC", &mut kept);
        assert_eq!(past(""), None);
        assert_eq!(past("01/01/1900"), Some(Claimed::UNKNOWN.doubted()));
        assert!(past("02/01/2020").expect("kept").is_doubtful());
        assert_eq!(past("05/23/19"), Some(Claimed::day(Day::parse_iso("2019-05-23").expect("a day"))));
        assert_eq!(past("soon"), None);
        assert_eq!(
            kept.rules(),
            ["date.placeholder", "date.future", "date.two_digit_year", "date.swapped", "date.unreadable"]
        );
        assert!(kept.findings.iter().all(|finding| !finding.words.contains("23") && finding.field == "DEC"));
    }

    proptest! {
        #[test]
        fn no_text_is_a_panic(text in ".{0,16}") {
            let _ = iso(&text, Order::Iso);
        }

        #[test]
        fn written_days_come_back(days in -20_000i32..40_000) {
            let day = Day(days);
            let (year, month, date) = day.ymd();
            prop_assert_eq!(iso(&day.to_string(), Order::Iso), day.to_string());
            prop_assert_eq!(iso(&format!("{date:02}/{month:02}/{year:04}"), Order::DayFirst), day.to_string());
        }
    }
}
