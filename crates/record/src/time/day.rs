//! Civil days and minutes, counted from 1 January 1970.

use core::fmt;

use jiff::civil::Date;

/// A civil day: days since 1970-01-01. Shown as ISO `YYYY-MM-DD`.
///
/// Range: years 1 to 9999 when made by [`Day::from_ymd`] or [`Day::parse_iso`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// A civil minute: minutes since 1970-01-01T00:00 in the policy's zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// Day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Day {
    /// The day of these numbers, if the calendar has it.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || day == 0
            || day > days_in_month(year, month)
        {
            return None;
        }
        Some(Self(days_from_civil(year, month, day)))
    }

    /// Year, month (1 to 12), day (1 to 31).
    pub fn ymd(self) -> (i32, u32, u32) {
        civil_from_days(self.0)
    }

    /// Calendar year.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// Reads exactly `YYYY-MM-DD`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let b = text.as_bytes();
        if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
            return None;
        }
        let number = |range: core::ops::Range<usize>| -> Option<u32> {
            b[range].iter().try_fold(0u32, |n, &c| c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0')))
        };
        Self::from_ymd(number(0..4)? as i32, number(5..7)?, number(8..10)?)
    }

    /// Day of the week.
    pub fn weekday(self) -> Weekday {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        // 1970-01-01 was a Thursday.
        match (self.0.wrapping_add(3)).rem_euclid(7) {
            0 => Monday,
            1 => Tuesday,
            2 => Wednesday,
            3 => Thursday,
            4 => Friday,
            5 => Saturday,
            _ => Sunday,
        }
    }

    /// `n` days later, or earlier when `n` is negative.
    pub fn add_days(self, n: i32) -> Self {
        Self(self.0.saturating_add(n))
    }

    /// `n` calendar months later, clamped to the end of the month: 30 November + 3 months = 28 or 29 February.
    pub fn add_months(self, n: i32) -> Self {
        let (year, month, day) = self.ymd();
        let months = year.saturating_mul(12).saturating_add(month as i32 - 1).saturating_add(n);
        let (year, month) = (months.div_euclid(12).clamp(1, 9999), months.rem_euclid(12) as u32 + 1);
        Self(days_from_civil(year, month, day.min(days_in_month(year, month))))
    }

    /// The first minute of the day.
    pub fn start(self) -> Moment {
        Moment(i64::from(self.0) * Moment::PER_DAY)
    }

    /// The last minute of the day.
    pub fn end(self) -> Moment {
        Moment(i64::from(self.0) * Moment::PER_DAY + Moment::PER_DAY - 1)
    }

    /// Whole years from `self` to `on`; a birthday on 29 February falls on 1 March in other years.
    pub fn years_until(self, on: Self) -> i32 {
        let ((y0, m0, d0), (y1, m1, d1)) = (self.ymd(), on.ymd());
        y1 - y0 - i32::from((m1, d1) < (m0, d0))
    }

    /// As jiff's civil date, for formatting and time zones. `None` outside jiff's range.
    pub fn to_jiff(self) -> Option<Date> {
        let (year, month, day) = self.ymd();
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

impl Moment {
    /// Minutes in a civil day.
    pub const PER_DAY: i64 = 24 * 60;

    /// The day this minute belongs to.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(Self::PER_DAY).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
    }

    /// Minutes since midnight.
    pub fn minute_of_day(self) -> u32 {
        self.0.rem_euclid(Self::PER_DAY) as u32
    }

    /// `n` minutes later.
    pub fn add_minutes(self, n: i64) -> Self {
        Self(self.0.saturating_add(n))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minute = self.minute_of_day();
        write!(f, "{}T{:02}:{:02}", self.day(), minute / 60, minute % 60)
    }
}

/// Days in a month of the Gregorian calendar.
pub(crate) fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = (month as i32 + 9) % 12;
    let doy = (153 * mp + 2) / 5 + day as i32 - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let z = i64::from(days) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
    let month = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
    ((yoe + era * 400) as i32 + i32::from(month <= 2), month, day)
}

/// The number of a month, 1 to 12, by its English name or a beginning of three letters or more, in any case: `Mar`, `sept`.
pub fn month_of_name(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if word.len() < 3 {
        return None;
    }
    let begins = |name: &&str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    NAMES.iter().position(begins).map(|place| place as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::{Day, Weekday, month_of_name};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a date")
    }

    #[test]
    fn a_month_by_its_beginning() {
        let known = ["jan", "Mar", "SEPT", "december"].map(month_of_name);
        assert_eq!(known, [Some(1), Some(3), Some(9), Some(12)]);
        for none in ["", "ja", "decembers", "marz", "jä", "é€e"] {
            assert_eq!(month_of_name(none), None, "{none}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_agrees_with_jiff() {
        let mut date = jiff::civil::date(1800, 1, 1);
        let mut ours = day("1800-01-01");
        for _ in 0..146_097 {
            assert_eq!(ours.to_string(), date.to_string());
            assert_eq!(ours.weekday() as i8, date.weekday().to_monday_zero_offset());
            date = date.tomorrow().expect("in range");
            ours = ours.add_days(1);
        }
    }

    #[test]
    fn months_clamp_to_the_end_of_the_month() {
        assert_eq!(day("2022-11-30").add_months(3), day("2023-02-28"));
        assert_eq!(day("2023-11-30").add_months(3), day("2024-02-29"));
        assert_eq!(day("2023-03-31").add_months(-1), day("2023-02-28"));
    }

    #[test]
    fn ages_are_whole_years() {
        assert_eq!(day("2008-02-29").years_until(day("2024-02-28")), 15);
        assert_eq!(day("2008-02-29").years_until(day("2023-03-01")), 15);
        assert_eq!(day("2010-05-02").years_until(day("2026-05-01")), 15);
    }

    #[test]
    fn dates_the_calendar_does_not_have_are_none() {
        for text in ["2023-02-29", "2023-13-01", "2023-00-10", "2023-1-10", "0000-01-01", "20a3-01-01", ""] {
            assert_eq!(Day::parse_iso(text), None, "{text}");
        }
        assert_eq!(day("2026-11-23").weekday(), Weekday::Monday);
    }
}
