//! When the source says something happened.

use core::fmt;

use super::day::days_in_month;
use super::{Day, Moment, Tri};

/// How precisely the source dated it. It stays so; nothing makes a date more precise than its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the minute.
    Minute,
    /// A day.
    Day,
    /// A week ("w/c 12 March").
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// A span with two ends.
    Range,
    /// Not after the latest moment.
    Before,
    /// Not before the earliest moment.
    After,
    /// Undated.
    Unknown,
}

/// A claimed time: the first and the last minute the source's words allow.
///
/// INVARIANT: where both ends are there, `earliest <= latest`; the constructors keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Claimed {
    earliest: Option<Moment>,
    latest: Option<Moment>,
    precision: Precision,
    doubtful: bool,
}

impl Claimed {
    /// Undated.
    pub const UNKNOWN: Self =
        Self { earliest: None, latest: None, precision: Precision::Unknown, doubtful: false };

    /// To the minute.
    pub fn minute(at: Moment) -> Self {
        Self { earliest: Some(at), latest: Some(at), precision: Precision::Minute, doubtful: false }
    }

    /// Some time on this day.
    pub fn day(day: Day) -> Self {
        Self::span(day, day, Precision::Day)
    }

    /// Some time in the seven days that begin on `first`.
    pub fn week(first: Day) -> Self {
        Self::span(first, first.add_days(6), Precision::Week)
    }

    /// Some time in this month; `None` if there is no such month.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let first = Day::from_ymd(year, month, 1)?;
        Some(Self::span(first, first.add_days(days_in_month(year, month) as i32 - 1), Precision::Month))
    }

    /// Some time in this year; `None` outside 1 to 9999.
    pub fn year(year: i32) -> Option<Self> {
        Some(Self::span(Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?, Precision::Year))
    }

    /// Some time from `first` to `last`, both included; ends in the wrong order are swapped.
    pub fn range(first: Day, last: Day) -> Self {
        Self::span(first.min(last), first.max(last), Precision::Range)
    }

    /// Any ends, as read back from canonical bytes. `None` if they contradict each other.
    pub fn from_parts(
        earliest: Option<Moment>,
        latest: Option<Moment>,
        precision: Precision,
        doubtful: bool,
    ) -> Option<Self> {
        let ordered = !matches!((earliest, latest), (Some(a), Some(b)) if a > b);
        ordered.then_some(Self { earliest, latest, precision, doubtful })
    }

    /// On or before this day.
    pub fn before(day: Day) -> Self {
        Self { earliest: None, latest: Some(day.end()), precision: Precision::Before, doubtful: false }
    }

    /// On or after this day.
    pub fn after(day: Day) -> Self {
        Self { earliest: Some(day.start()), latest: None, precision: Precision::After, doubtful: false }
    }

    fn span(first: Day, last: Day, precision: Precision) -> Self {
        Self { earliest: Some(first.start()), latest: Some(last.end()), precision, doubtful: false }
    }

    /// The same time, marked as doubted by its source ("12/3?", "circa").
    #[must_use]
    pub fn doubted(self) -> Self {
        Self { doubtful: true, ..self }
    }

    /// First minute it can have been.
    pub fn earliest(self) -> Option<Moment> {
        self.earliest
    }

    /// Last minute it can have been.
    pub fn latest(self) -> Option<Moment> {
        self.latest
    }

    /// How precisely it is dated.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The source itself doubted it.
    pub fn is_doubtful(self) -> bool {
        self.doubtful
    }

    /// No end is known.
    pub fn is_unknown(self) -> bool {
        self.earliest.is_none() && self.latest.is_none()
    }

    /// The one day it happened on, if both ends fall on it.
    pub fn single_day(self) -> Option<Day> {
        let (first, last) = (self.earliest?.day(), self.latest?.day());
        (first == last).then_some(first)
    }

    /// Did this happen before `other`?
    pub fn is_before(self, other: Self) -> Tri {
        let certainly = matches!((self.latest, other.earliest), (Some(a), Some(b)) if a < b);
        let certainly_not = matches!((self.earliest, other.latest), (Some(a), Some(b)) if a >= b);
        if certainly {
            Tri::Yes
        } else if certainly_not {
            Tri::No
        } else {
            Tri::CannotTell
        }
    }

    /// Had this happened by the end of `day`?
    pub fn is_by(self, day: Day) -> Tri {
        match (self.earliest, self.latest) {
            (_, Some(last)) if last <= day.end() => Tri::Yes,
            (Some(first), _) if first > day.end() => Tri::No,
            _ => Tri::CannotTell,
        }
    }

    /// Sorting key (earliest, latest): undated last, "before" at its only end.
    pub fn order(self) -> (i64, i64) {
        match (self.earliest, self.latest) {
            (Some(a), Some(b)) => (a.0, b.0),
            (Some(a), None) => (a.0, i64::MAX),
            (None, Some(b)) => (b.0, b.0),
            (None, None) => (i64::MAX, i64::MAX),
        }
    }
}

impl fmt::Display for Claimed {
    /// Plain words: `2019-03-12`, `2019-03-12T14:05`, `2019-03`, `2019`, `week of 2019-03-11`,
    /// `2019-03-01 to 2019-03-12`, `by 2019-03-12`, `from 2019-03-12`, `undated`; a `?` behind it if doubted.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest, self.latest) {
            (None, None) => f.write_str("undated")?,
            (None, Some(last)) => write!(f, "by {}", last.day())?,
            (Some(first), None) => write!(f, "from {}", first.day())?,
            (Some(first), Some(last)) => match self.precision {
                Precision::Minute => write!(f, "{first}")?,
                Precision::Week => write!(f, "week of {}", first.day())?,
                Precision::Month => {
                    let (year, month, _) = first.day().ymd();
                    write!(f, "{year:04}-{month:02}")?;
                }
                Precision::Year => write!(f, "{:04}", first.day().year())?,
                _ if first.day() == last.day() => write!(f, "{}", first.day())?,
                _ => write!(f, "{} to {}", first.day(), last.day())?,
            },
        }
        if self.doubtful { f.write_str("?") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Claimed, Day, Precision, Tri};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a date")
    }

    #[test]
    fn cannot_tell_is_neither_yes_nor_no() {
        let march = Claimed::month(2019, 3).expect("a month");
        let mid = Claimed::day(day("2019-03-15"));
        assert_eq!(march.is_before(mid), Tri::CannotTell);
        assert_eq!(mid.is_before(march), Tri::CannotTell);
        assert_eq!(march.is_before(Claimed::day(day("2019-04-01"))), Tri::Yes);
        assert_eq!(Claimed::day(day("2019-04-01")).is_before(march), Tri::No);
        assert_eq!(mid.is_before(mid), Tri::CannotTell);
        assert_eq!(Claimed::UNKNOWN.is_by(day("2030-01-01")), Tri::CannotTell);
        assert_eq!(Claimed::before(day("2019-01-01")).is_by(day("2019-01-01")), Tri::Yes);
    }

    #[test]
    fn shown_as_precisely_as_the_source_and_no_more() {
        assert_eq!(Claimed::year(2005).expect("a year").to_string(), "2005");
        assert_eq!(Claimed::week(day("2019-03-11")).doubted().to_string(), "week of 2019-03-11?");
        assert_eq!(Claimed::before(day("2019-03-11")).to_string(), "by 2019-03-11");
        assert_eq!(
            Claimed::range(day("2019-03-12"), day("2019-03-01")).to_string(),
            "2019-03-01 to 2019-03-12"
        );
    }

    #[test]
    fn parts_that_contradict_each_other_are_refused() {
        let (a, b) = (day("2019-03-12").start(), day("2019-03-11").start());
        assert_eq!(Claimed::from_parts(Some(a), Some(b), Precision::Range, false), None);
    }
}
