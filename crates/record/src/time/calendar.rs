//! Working days, months and hours, as English safeguarding law counts them.

use std::collections::BTreeSet;
use std::ops::Bound::{Excluded, Included};

use super::{Claimed, Day, Moment, Tri, Weekday};

/// Which day is day one of a count. Published tools differ by one day; candour computes both and labels both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Convention {
    /// Day one is the next working day (guidance; candour's own).
    NextWorkingDay,
    /// The start day is day one (the open census validator).
    StartDayCounts,
}

/// Unit of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Monday to Friday that is no bank holiday.
    WorkingDay,
    /// Calendar days.
    Day,
    /// Seven calendar days.
    Week,
    /// Calendar months, clamped to the end of the month.
    Month,
    /// Elapsed hours; weekends count.
    Hour,
    /// At once: no arithmetic.
    Immediate,
    /// As soon as practicable: no number to count to.
    AsSoonAsPracticable,
}

/// Days on which the country does not work, beside Saturdays and Sundays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    holidays: BTreeSet<Day>,
}

impl Calendar {
    /// A calendar with these bank holidays.
    pub fn new(holidays: impl IntoIterator<Item = Day>) -> Self {
        Self { holidays: holidays.into_iter().collect() }
    }

    /// First and last bank holiday it knows: counts outside are only as good as weekends.
    pub fn covers(&self) -> Option<(Day, Day)> {
        Some((*self.holidays.first()?, *self.holidays.last()?))
    }

    /// Monday to Friday and no bank holiday.
    pub fn is_working(&self, day: Day) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.holidays.contains(&day)
    }

    /// Working days from `start` to `end`: zero or less when `end` is not after `start`.
    ///
    /// Under [`Convention::NextWorkingDay`] the days after `start` up to and including `end`;
    /// under [`Convention::StartDayCounts`] `start` counts too, if it is a working day.
    pub fn working_days(&self, start: Day, end: Day, convention: Convention) -> i32 {
        if end < start {
            return -self.working_days(end, start, convention);
        }
        let after_start = self.weekdays_through(end)
            - self.weekdays_through(start)
            - self.holidays.range((Excluded(start), Included(end))).filter(|d| is_weekday(**d)).count()
                as i32;
        let first = convention == Convention::StartDayCounts && self.is_working(start);
        after_start + i32::from(first)
    }

    /// Last working day on which a limit of `amount` working days from `start` is still met.
    /// A negative amount counts backwards.
    pub fn add_working_days(&self, start: Day, amount: i32, convention: Convention) -> Day {
        let mut left = amount.abs();
        if convention == Convention::StartDayCounts && amount > 0 && self.is_working(start) {
            left -= 1;
        }
        let step = if amount < 0 { -1 } else { 1 };
        let mut day = start;
        while left > 0 {
            day = day.add_days(step);
            left -= i32::from(self.is_working(day));
        }
        day
    }

    /// Last minute by which a limit from `start` is met; `None` for limits without a number.
    ///
    /// A limit in days ends with its last day, also when that is not a working day (warn the working day before).
    pub fn due(&self, start: Moment, amount: i32, unit: Unit, convention: Convention) -> Option<Moment> {
        let day = start.day();
        Some(match unit {
            Unit::WorkingDay => self.add_working_days(day, amount, convention).end(),
            Unit::Day => day.add_days(amount).end(),
            Unit::Week => day.add_days(amount.saturating_mul(7)).end(),
            Unit::Month => day.add_months(amount).end(),
            Unit::Hour => start.add_minutes(i64::from(amount) * 60),
            Unit::Immediate => start,
            Unit::AsSoonAsPracticable => return None,
        })
    }

    /// Was a limit from `start` met by `stop`? Both may be imprecise, and then the answer may be that nobody can tell.
    /// `None` for limits without a number.
    pub fn met(
        &self,
        start: Claimed,
        stop: Claimed,
        amount: i32,
        unit: Unit,
        convention: Convention,
    ) -> Option<Tri> {
        let due = |at: Moment| self.due(at, amount, unit, convention);
        let (first_due, last_due) = match (start.earliest(), start.latest()) {
            (Some(a), Some(b)) => (Some(due(a)?), Some(due(b)?)),
            (a, b) => (a.and_then(due), b.and_then(due)),
        };
        let met = matches!((stop.latest(), first_due), (Some(stop), Some(due)) if stop <= due);
        let breached = matches!((stop.earliest(), last_due), (Some(stop), Some(due)) if stop > due);
        Some(if met {
            Tri::Yes
        } else if breached {
            Tri::No
        } else {
            Tri::CannotTell
        })
    }

    /// Mondays to Fridays from a fixed Monday long ago up to and including `day`.
    fn weekdays_through(&self, day: Day) -> i32 {
        // 1969-12-29 was a Monday: three days before the epoch.
        let since_monday = i64::from(day.0) + 3;
        let (weeks, rest) = (since_monday.div_euclid(7), since_monday.rem_euclid(7));
        (weeks * 5 + (rest + 1).min(5)) as i32
    }
}

fn is_weekday(day: Day) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Claimed, Convention, Day, Tri, Unit};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a date")
    }

    fn england_2023() -> Calendar {
        Calendar::new(["2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29"].map(day))
    }

    #[test]
    fn a_referral_on_friday_evening_is_due_by_the_end_of_monday() {
        let calendar = england_2023();
        let friday = day("2023-03-03").start().add_minutes(19 * 60);
        let due = calendar.due(friday, 1, Unit::WorkingDay, Convention::NextWorkingDay);
        assert_eq!(due, Some(day("2023-03-06").end()));
        let easter = calendar.due(day("2023-04-06").start(), 1, Unit::WorkingDay, Convention::NextWorkingDay);
        assert_eq!(easter, Some(day("2023-04-11").end()));
    }

    #[test]
    fn the_two_conventions_differ_by_one_day() {
        let calendar = england_2023();
        let (start, end) = (day("2023-03-06"), day("2023-03-10"));
        assert_eq!(calendar.working_days(start, end, Convention::NextWorkingDay), 4);
        assert_eq!(calendar.working_days(start, end, Convention::StartDayCounts), 5);
        assert_eq!(calendar.working_days(day("2023-03-04"), end, Convention::StartDayCounts), 5);
    }

    #[test]
    fn a_date_known_to_the_month_cannot_tell() {
        let calendar = england_2023();
        let march = Claimed::month(2023, 3).expect("a month");
        let met = |stop| calendar.met(march, stop, 5, Unit::WorkingDay, Convention::NextWorkingDay);
        assert_eq!(met(Claimed::day(day("2023-03-06"))), Some(Tri::Yes));
        assert_eq!(met(Claimed::day(day("2023-03-20"))), Some(Tri::CannotTell));
        assert_eq!(met(Claimed::day(day("2023-05-20"))), Some(Tri::No));
        assert_eq!(met(Claimed::UNKNOWN), Some(Tri::CannotTell));
    }

    #[test]
    fn hours_elapse_over_the_weekend() {
        let calendar = england_2023();
        let friday = day("2023-03-03").start();
        let due = calendar.due(friday, 72, Unit::Hour, Convention::NextWorkingDay);
        assert_eq!(due, Some(day("2023-03-06").start()));
    }

    proptest! {
        #[test]
        fn counting_agrees_with_walking(start in 19000i32..20000, length in 0i32..400, counted in any::<bool>()) {
            let calendar = england_2023();
            let convention = if counted { Convention::StartDayCounts } else { Convention::NextWorkingDay };
            let (start, end) = (Day(start), Day(start + length));
            let from = if counted { start.0 } else { start.0 + 1 };
            let walked = (from..=end.0).filter(|d| calendar.is_working(Day(*d))).count() as i32;
            prop_assert_eq!(calendar.working_days(start, end, convention), walked);
        }

        #[test]
        fn the_due_day_is_the_first_with_that_count(start in 19000i32..20000, amount in 1i32..90, counted in any::<bool>()) {
            let calendar = england_2023();
            let convention = if counted { Convention::StartDayCounts } else { Convention::NextWorkingDay };
            let due = calendar.add_working_days(Day(start), amount, convention);
            prop_assert_eq!(calendar.working_days(Day(start), due, convention), amount);
            prop_assert!(calendar.is_working(due));
        }
    }
}
