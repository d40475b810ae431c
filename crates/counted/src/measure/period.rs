//! Periods: the months, quarters and years that figures are given for.

use core::fmt;

use record::Day;

/// One period, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Periods {
    /// Calendar months.
    Months,
    /// From April to March, as the national returns count.
    FinancialYears,
    /// One period: everything.
    All,
}

impl Periods {
    /// The period a day lies in. `all` bounds [`Periods::All`].
    pub fn of(self, day: Day, all: Period) -> Period {
        let (year, month, _) = day.ymd();
        let (first, months) = match self {
            Self::All => return all,
            Self::Months => (Day::from_ymd(year, month, 1), 1),
            Self::FinancialYears => (Day::from_ymd(if month >= 4 { year } else { year - 1 }, 4, 1), 12),
        };
        match first {
            Some(from) => Period { from, to: from.add_months(months).add_days(-1) },
            // A day at the end of the calendar.
            None => Period { from: day, to: day },
        }
    }
}

impl Period {
    /// Does it hold this day?
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

impl fmt::Display for Period {
    /// `2025-04` for a month, `2024-04-01 to 2025-03-31` for anything else.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.from.ymd();
        if day == 1 && self.to == self.from.add_months(1).add_days(-1) {
            return write!(f, "{year:04}-{month:02}");
        }
        write!(f, "{} to {}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_runs_from_april_to_march() {
        let day = |text| Day::parse_iso(text).expect("a date");
        let all = Period { from: day("2000-01-01"), to: day("2030-01-01") };
        for (given, from) in [("2025-03-31", "2024-04-01"), ("2025-04-01", "2025-04-01")] {
            assert_eq!(Periods::FinancialYears.of(day(given), all).from, day(from));
        }
        assert_eq!(Periods::Months.of(day("2024-02-29"), all).to_string(), "2024-02");
        assert_eq!(Periods::All.of(day("2024-02-29"), all), all);
    }
}
