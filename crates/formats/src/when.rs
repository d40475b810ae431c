//! Dates as a concern file writes them: as precise as the source, and no more.
//!
//! What single days look like is in [`crate::dates`]; here stand the words around them: months, years, weeks, ends,
//! periods, doubt, and the time of day. What neither can read is tried as chronologies write it
//! ([`crate::chronology::when`]).

use record::{Claimed, Day, Moment};

use crate::chronology::when::{DateHint, read_when};
use crate::dates::{Dates, Order, Reading, is_impossible};
use crate::read::{Context, Sink};
use crate::report::Report;

/// Reads dates of a concern file, a posts file or an access log.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    dates: Dates,
    as_of: Day,
}

/// The date cells of a row.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DateCells<'c> {
    pub(crate) date: &'c str,
    pub(crate) date_to: &'c str,
    pub(crate) time: &'c str,
}

impl When {
    pub(crate) fn new(context: &Context<'_>) -> Self {
        Self { dates: Dates::new(Order::Either, context), as_of: context.as_of }
    }

    /// The claimed time of a row.
    pub(crate) fn read(&self, cells: DateCells<'_>, at: Report, sink: &mut dyn Sink) -> Claimed {
        let first = self.date(cells.date, at, "date", sink);
        let whole = if cells.date_to.is_empty() {
            first
        } else {
            self.until(first, self.date(cells.date_to, at, "date_to", sink), at, sink)
        };
        let whole = if cells.time.is_empty() { whole } else { at_time(whole, cells.time, at, sink) };
        self.doubt_future(whole, at, sink)
    }

    /// One date cell; undated with a finding if it is empty or cannot be read.
    pub(crate) fn date(&self, text: &str, at: Report, field: &'static str, sink: &mut dyn Sink) -> Claimed {
        if let Some(day) = Day::parse_iso(text).filter(|day| day.year() > 1900) {
            return Claimed::day(day);
        }
        if text.is_empty() {
            let remedy = "give the date at its source, or write `undated`";
            at.doubtful(sink, field, "date.missing", "there is no date; the event is undated", remedy);
            return Claimed::UNKNOWN;
        }
        match text.strip_suffix('?') {
            Some(doubted) => self.words(doubted.trim(), at, field, sink).doubted(),
            None => self.words(text, at, field, sink),
        }
    }

    fn words(&self, text: &str, at: Report, field: &'static str, sink: &mut dyn Sink) -> Claimed {
        if ["undated", "unknown", "not known"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Claimed::UNKNOWN;
        }
        if let Some(claimed) = month_or_year(text).or_else(|| minute(text)) {
            return claimed;
        }
        if let Some((first, last)) = split_word(text, " to ").filter(|_| text.len() <= PERIOD_BYTES) {
            let (first, last) = (self.words(first, at, field, sink), self.words(last, at, field, sink));
            return self.until(first, last, at, sink);
        }
        for (word, make) in WORDS {
            if let Some(rest) = strip_word(text, word).filter(|rest| self.is_day(rest)) {
                return self.day(rest, at, field, sink).map_or(Claimed::UNKNOWN, *make);
            }
        }
        if !self.is_day(text)
            && let Some(claimed) = self.as_people_write(text, at, field, sink)
        {
            return claimed;
        }
        self.day(text, at, field, sink).map_or(Claimed::UNKNOWN, Claimed::day)
    }

    fn is_day(&self, text: &str) -> bool {
        crate::dates::parse(text, Reading { order: Order::Either, pivot_year: self.as_of.year() + 1 })
            .is_some()
    }

    /// `Nov 2023`, `early March 2012`, a spreadsheet's number: as chronologies write dates. What was read otherwise than
    /// written is said. `None` if no date is in it, or a day that never was.
    fn as_people_write(
        &self,
        text: &str,
        at: Report,
        field: &'static str,
        sink: &mut dyn Sink,
    ) -> Option<Claimed> {
        if is_impossible(text) {
            return None;
        }
        let when = read_when(text, &DateHint::alone(self.as_of));
        let claimed = when.claimed();
        if when.dates.is_empty() || claimed.is_unknown() {
            return None;
        }
        if when.oddities.is_empty() {
            let words = "the date is written in words and was read as precisely as it says, and no more";
            at.repaired(sink, field, "date.in_words", words, "write `2019-05-23`, or `2019-05` for a month");
        }
        for oddity in &when.oddities {
            at.add(sink, oddity.kind(), field, oddity.rule(), oddity.words(), oddity.remedy());
        }
        Some(claimed)
    }

    /// A single day through [`Dates`], which says what it repaired.
    fn day(&self, text: &str, at: Report, field: &'static str, sink: &mut dyn Sink) -> Option<Day> {
        self.dates.any(text, at, field, sink).and_then(Claimed::single_day)
    }

    /// From the first to the last day; exchanged, with a finding, if they stand the wrong way round.
    fn until(&self, first: Claimed, last: Claimed, at: Report, sink: &mut dyn Sink) -> Claimed {
        let (Some(from), Some(to)) = (first.earliest(), last.latest()) else {
            return if first.is_unknown() { last } else { first };
        };
        if from.day() > to.day() {
            let words = "the last day lies before the first; the two were exchanged";
            at.repaired(sink, "date_to", "date.ends_swapped", words, "check both dates");
        }
        let whole = Claimed::range(from.day(), to.day());
        if first.is_doubtful() || last.is_doubtful() { whole.doubted() } else { whole }
    }

    fn doubt_future(&self, claimed: Claimed, at: Report, sink: &mut dyn Sink) -> Claimed {
        let in_future = claimed.earliest().is_some_and(|first| first.day() > self.as_of);
        if !in_future {
            return claimed;
        }
        let words = "the date lies after the day of this review; it is kept and doubted";
        at.doubtful(sink, "date", "date.future", words, "correct the date at its source");
        claimed.doubted()
    }
}

/// Longest cell that is looked at for the two ends of a period, so that a hostile one cannot nest.
const PERIOD_BYTES: usize = 64;

type MakeClaimed = fn(Day) -> Claimed;

const WORDS: &[(&str, MakeClaimed)] = &[
    ("w/c ", Claimed::week),
    ("week of ", Claimed::week),
    ("week commencing ", Claimed::week),
    ("by ", Claimed::before),
    ("before ", Claimed::before),
    ("from ", Claimed::after),
    ("after ", Claimed::after),
    ("since ", Claimed::after),
    ("circa ", |day| Claimed::day(day).doubted()),
    ("about ", |day| Claimed::day(day).doubted()),
    ("c. ", |day| Claimed::day(day).doubted()),
];

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (front, rest) = text.split_at_checked(word.len())?;
    front.eq_ignore_ascii_case(word).then_some(rest.trim())
}

fn split_word<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    let (first, last) = text.split_once(word)?;
    Some((first.trim(), last.trim()))
}

/// `2019-03`, `03/2019`, `2019`.
pub(crate) fn month_or_year(text: &str) -> Option<Claimed> {
    let number = |part: &str, length: usize| -> Option<u32> {
        let digits = (1..=length).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    let year =
        |part: &str| number(part, 4).filter(|year| part.len() == 4 && *year > 1900).map(|year| year as i32);
    if let Some(year) = year(text) {
        return Claimed::year(year);
    }
    let (first, second) = text.split_once(['-', '/', '.'])?;
    match (year(first), year(second)) {
        (Some(year), None) => Claimed::month(year, number(second, 2)?),
        (None, Some(year)) => Claimed::month(year, number(first, 2)?),
        _ => None,
    }
}

/// `2019-03-12T14:05`, with seconds or without; midnight to the second is how databases write a day.
fn minute(text: &str) -> Option<Claimed> {
    let (day, time) = text.split_at_checked(10)?;
    let day = Day::parse_iso(day).filter(|day| day.year() > 1900)?;
    let time = time.strip_prefix(['T', ' '])?;
    let moment = moment(day, time)?;
    let midnight = time.bytes().filter(|byte| *byte == b'0').count() >= 6 && moment == day.start();
    Some(if midnight { Claimed::day(day) } else { Claimed::minute(moment) })
}

/// `14:05`, `9:05`, `14.05`, `14:05:59.000`.
fn moment(day: Day, text: &str) -> Option<Moment> {
    let mut parts = text.trim_end_matches('Z').split([':', '.']);
    let mut number = |below: u32| -> Option<u32> {
        let part = parts.next()?;
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten().filter(|number| *number < below)
    };
    let (hour, minute) = (number(24)?, number(60)?);
    let rest_is_digits = parts.all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    rest_is_digits.then(|| day.start().add_minutes(i64::from(hour) * 60 + i64::from(minute)))
}

/// The minute of a day; a time that has no single day, or is none, is left out with a finding.
fn at_time(claimed: Claimed, text: &str, at: Report, sink: &mut dyn Sink) -> Claimed {
    let Some(day) = claimed.single_day() else {
        let words = "a time stands without a single day and was left out";
        at.skipped(sink, "time", "time.without_day", words, "give the day, or leave the time empty");
        return claimed;
    };
    let Some(moment) = moment(day, text) else {
        let words = "the time cannot be read and was left out";
        at.skipped(sink, "time", "time.unreadable", words, "write times as `14:05`");
        return claimed;
    };
    let minute = Claimed::minute(moment);
    if claimed.is_doubtful() { minute.doubted() } else { minute }
}

#[cfg(test)]
mod tests {
    use super::{DateCells, When};
    use crate::dates::{Dates, Order};
    use crate::report::Report;
    use crate::report::kept::Kept;
    use proptest::prelude::*;
    use record::{Claimed, Day, FileId, Moment};

    fn read(date: &str, date_to: &str, time: &str) -> (Claimed, Kept) {
        let as_of = Day::parse_iso("2024-01-01").expect("a date");
        let when = When { dates: Dates { order: Order::Either, as_of }, as_of };
        let mut kept = Kept::default();
        let claimed =
            when.read(DateCells { date, date_to, time }, Report { file: FileId(1), line: 2 }, &mut kept);
        (claimed, kept)
    }

    #[test]
    fn every_shape_of_the_documentation() {
        for (date, date_to, time, shown) in [
            ("2019-03-12", "", "", "2019-03-12"),
            ("12/03/2019", "", "", "2019-03-12"),
            ("12-Mar-2019", "", "", "2019-03-12"),
            ("2019-03-12", "", "14:05", "2019-03-12T14:05"),
            ("2019-03-12", "", "9:05:59", "2019-03-12T09:05"),
            ("2019-03-12T14:05", "", "", "2019-03-12T14:05"),
            ("2019-03-12 14:05:00.000", "", "", "2019-03-12T14:05"),
            ("2019-03-12 00:00:00", "", "", "2019-03-12"),
            ("2019-03", "", "", "2019-03"),
            ("03/2019", "", "", "2019-03"),
            ("2019", "", "", "2019"),
            ("w/c 2019-03-11", "", "", "week of 2019-03-11"),
            ("by 2019-03-12", "", "", "by 2019-03-12"),
            ("from 12/03/2019", "", "", "from 2019-03-12"),
            ("2019-03-01", "2019-03-12", "", "2019-03-01 to 2019-03-12"),
            ("2019-03-01 to 2019-03-12", "", "", "2019-03-01 to 2019-03-12"),
            ("2019-03", "2019-05", "", "2019-03-01 to 2019-05-31"),
            ("2019-03?", "", "", "2019-03?"),
            ("undated", "", "", "undated"),
        ] {
            let (claimed, kept) = read(date, date_to, time);
            assert_eq!(claimed.to_string(), shown, "{date} {date_to} {time}");
            assert_eq!(kept.rules(), Vec::<&str>::new(), "{date} {date_to} {time}");
        }
    }

    #[test]
    fn what_is_odd_is_said() {
        for (date, date_to, time, shown, rule) in [
            ("", "", "", "undated", "date.missing"),
            ("soon", "", "", "undated", "date.unreadable"),
            ("31/02/2019", "", "", "undated", "date.impossible"),
            ("31/06/2019", "", "", "undated", "date.impossible"),
            ("06/31/2019", "", "", "undated", "date.impossible"),
            ("Nov 2023", "", "", "2023-11", "date.in_words"),
            ("12 March 2019", "", "", "2019-03-12", "date.in_words"),
            ("43536", "", "", "2019-03-12", "date.serial_number"),
            ("2019-03-12", "2019-03-01", "", "2019-03-01 to 2019-03-12", "date.ends_swapped"),
            ("2019-03", "", "14:05", "2019-03", "time.without_day"),
            ("2019-03-12", "", "25:05", "2019-03-12", "time.unreadable"),
            ("2031-03-12", "", "", "2031-03-12?", "date.future"),
            ("12/03/19", "", "", "2019-03-12", "date.two_digit_year"),
            ("1900-01-01", "", "", "undated", "date.placeholder"),
        ] {
            let (claimed, kept) = read(date, date_to, time);
            assert_eq!((claimed.to_string().as_str(), kept.rules()), (shown, vec![rule]), "{date}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(date in "\\PC{0,20}", to in "[0-9/ to.-]{0,20}", time in "[0-9:. ]{0,9}") {
            let _ = read(&date, &to, &time);
        }

        #[test]
        fn shown_and_read_again_is_the_same(day in -20_000i32..19_000, length in 0i32..900, shape in 0u8..9, doubt: bool) {
            let day = Day(day);
            let (year, month, _) = day.ymd();
            let claimed = match shape {
                0 => Claimed::day(day),
                1 => Claimed::minute(Moment(day.start().0 + i64::from(length))),
                2 => Claimed::week(day),
                3 => Claimed::month(year, month).expect("a month"),
                4 => Claimed::year(year).expect("a year"),
                5 => Claimed::before(day),
                6 => Claimed::after(day),
                7 => Claimed::UNKNOWN,
                _ => Claimed::range(day, day.add_days(length + 1)),
            };
            let claimed = if doubt { claimed.doubted() } else { claimed };
            let (again, kept) = read(&claimed.to_string(), "", "");
            prop_assert_eq!(again, claimed);
            prop_assert!(kept.findings.is_empty());
        }
    }
}
