//! Days as a column of a case table writes them: in one way from the first row to the last.

use record::Day;

/// Thousandths of a day: the unit of every time of a case.
pub const DAY: i32 = 1000;

/// No table of cases reaches further from its first day, in days.
const FURTHEST: f64 = 1_000_000.0;

/// Which part of a date stands where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parts {
    /// A number of days; the day nought is the table's own.
    Number,
    YearFirst,
    DayFirst,
    MonthFirst,
    /// `23-May-2019`.
    MonthByName,
}

/// One way of writing a day. A time may stand behind it, after a space or a `T`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayFormat {
    parts: Parts,
    mark: char,
}

/// A day as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// Thousandths of a day from 1 January 1970, or from the table's own day nought.
    pub at: i32,
    /// Whole minutes from the same midnight.
    pub minute: i32,
    /// It had a time behind it.
    pub timed: bool,
}

const fn format(parts: Parts, mark: char) -> DayFormat {
    DayFormat { parts, mark }
}

impl DayFormat {
    /// Every way that is known. Where two fit, the earlier is taken.
    pub const ALL: [Self; 13] = [
        format(Parts::Number, ' '),
        format(Parts::YearFirst, '-'),
        format(Parts::YearFirst, '/'),
        format(Parts::YearFirst, '.'),
        format(Parts::DayFirst, '/'),
        format(Parts::DayFirst, '-'),
        format(Parts::DayFirst, '.'),
        format(Parts::MonthFirst, '/'),
        format(Parts::MonthFirst, '-'),
        format(Parts::MonthFirst, '.'),
        format(Parts::MonthByName, '-'),
        format(Parts::MonthByName, ' '),
        format(Parts::MonthByName, '/'),
    ];

    /// Days as ISO 8601 writes them.
    pub const ISO: Self = format(Parts::YearFirst, '-');

    /// The words of definitions: `yyyy-mm-dd`, `dd/mm/yyyy`, `mm/dd/yyyy`, `dd-mmm-yyyy`, `number`.
    pub fn key(self) -> String {
        let of = |parts: [&str; 3]| parts.join(&self.mark.to_string());
        match self.parts {
            Parts::Number => "number".into(),
            Parts::YearFirst => of(["yyyy", "mm", "dd"]),
            Parts::DayFirst => of(["dd", "mm", "yyyy"]),
            Parts::MonthFirst => of(["mm", "dd", "yyyy"]),
            Parts::MonthByName => of(["dd", "mmm", "yyyy"]),
        }
    }

    /// The format of a definition's words.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// A number of days and no date.
    pub fn is_number(self) -> bool {
        self.parts == Parts::Number
    }

    pub(super) fn is_month_first(self) -> bool {
        self.parts == Parts::MonthFirst
    }

    /// The same marks with the month first.
    pub(super) fn month_first(self) -> Option<Self> {
        (self.parts == Parts::DayFirst).then_some(format(Parts::MonthFirst, self.mark))
    }

    /// Reads a day; `None` if it is not written so, or there is no such day.
    pub fn read(self, text: &str) -> Option<Read> {
        if self.parts == Parts::Number {
            return number(text);
        }
        let (day, time) = match text.find(['T', ' ']).filter(|at| text[at + 1..].contains(':')) {
            Some(at) => (&text[..at], Some(&text[at + 1..])),
            // A day with spaces between its parts has its time behind the third.
            None => (text, None),
        };
        let (day, time) = if self.mark == ' ' { spaced(text) } else { (day, time) };
        let day = self.day(day.trim())?;
        let seconds = time.map_or(Some(0), time_of_day)?;
        Some(Read {
            at: day.0 * DAY + seconds * 10 / 864,
            minute: day.0 * 1440 + seconds / 60,
            timed: time.is_some(),
        })
    }

    fn day(self, text: &str) -> Option<Day> {
        let mut parts = text.split(self.mark);
        let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let (year, month, day) = match self.parts {
            Parts::YearFirst => (one, two, three),
            Parts::MonthFirst => (three, one, two),
            _ => (three, two, one),
        };
        let month = match self.parts {
            Parts::MonthByName => record::time::month_of_name(month)?,
            _ => digits(month, 2)?,
        };
        let year = (year.len() == 4).then(|| digits(year, 4)).flatten()?;
        // Systems write 1900 or 9999 for a day that nobody gave.
        if !(1901..=2199).contains(&year) {
            return None;
        }
        Day::from_ymd(year as i32, month, digits(day, 2)?)
    }
}

fn spaced(text: &str) -> (&str, Option<&str>) {
    let third = text.match_indices(' ').nth(2).map(|(at, _)| at);
    third.map_or((text, None), |at| (&text[..at], Some(&text[at + 1..])))
}

fn digits(text: &str, most: usize) -> Option<u32> {
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn number(text: &str) -> Option<Read> {
    let plain =
        text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    let days: f64 = plain.then(|| text.parse().ok()).flatten()?;
    (days.abs() <= FURTHEST).then(|| Read {
        at: (days * f64::from(DAY)).round() as i32,
        minute: (days * 1440.0).round() as i32,
        timed: days.fract() != 0.0,
    })
}

/// Seconds of `14:30`, `14:30:05`, `14:30:05.123Z`. A time of another zone would be another day at times: it is not
/// read.
fn time_of_day(text: &str) -> Option<i32> {
    let text = text.trim();
    let text = ["Z", "+00:00", "+0000", " UTC"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let whole = text.split('.').next()?;
    if !text[whole.len()..].trim_start_matches('.').bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut parts = whole.split(':');
    let hours = digits(parts.next()?, 2).filter(|hours| *hours < 24)?;
    let minutes = digits(parts.next()?, 2).filter(|minutes| *minutes < 60)?;
    let seconds = parts.next().map_or(Some(0), |text| digits(text, 2)).filter(|seconds| *seconds < 61)?;
    parts.next().is_none().then(|| ((hours * 3600 + minutes * 60 + seconds).min(86_399)) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: &str, text: &str) -> Option<i32> {
        DayFormat::of_key(format).expect("a format").read(text).map(|read| read.at)
    }

    #[test]
    fn every_way_is_read_and_no_other() {
        let day = Day::parse_iso("2019-05-23").expect("a day").0 * DAY;
        for (format, text) in [
            ("yyyy-mm-dd", "2019-05-23"),
            ("dd/mm/yyyy", "23/05/2019"),
            ("dd/mm/yyyy", "23/5/2019"),
            ("mm/dd/yyyy", "05/23/2019"),
            ("dd-mmm-yyyy", "23-May-2019"),
            ("dd mmm yyyy", "23 May 2019"),
        ] {
            assert_eq!(read(format, text), Some(day), "{text}");
        }
        assert_eq!(read("yyyy-mm-dd", "2019-05-23T12:00:00"), Some(day + 500));
        assert_eq!(read("dd mmm yyyy", "23 May 2019 06:00"), Some(day + 250));
        assert_eq!(read("yyyy-mm-dd", "2019-05-23 23:59:59.999Z"), Some(day + 999));
        assert_eq!(read("number", "42.552"), Some(42_552));
        for (format, text) in [
            ("dd/mm/yyyy", "05/23/2019"),
            ("yyyy-mm-dd", "2019-02-30"),
            ("yyyy-mm-dd", "1900-01-01"),
            ("yyyy-mm-dd", "2019-05-23T12:00+05:00"),
            ("dd/mm/yyyy", "23/05/19"),
            ("number", "1e999"),
            ("number", "-9999999"),
            ("number", ""),
            ("dd mmm yyyy", "é é é é"),
        ] {
            assert_eq!(read(format, text), None, "{text}");
        }
    }

    #[test]
    fn every_format_has_its_own_words() {
        for format in DayFormat::ALL {
            assert_eq!(DayFormat::of_key(&format.key()), Some(format));
        }
    }
}
