//! The days that matter to a unit: the count, the inspection, the day a threshold was moved.

/// Visits of one unit, a number for each day from the period's first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DailyVisits {
    /// How many visits on day 0, 1, 2 and so on.
    pub by_day: Vec<u32>,
}

/// What is known beforehand of the calendar. All days are whole days from the period's first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occasions {
    /// How many days the period has.
    pub period: i32,
    /// The days on which everybody is counted.
    pub counts: Vec<i32>,
    /// Each unit's day of inspection; `None` for none in the period.
    pub inspections: Vec<Option<i32>>,
    /// Each unit's visits day by day; empty where they are not known.
    pub visits: Vec<DailyVisits>,
    /// The day from which a threshold is said to have moved, if any is: it must have been declared beforehand.
    pub threshold: Option<i32>,
}

impl Occasions {
    /// The visits of a unit on the days `from..to`; `None` where they are not known for all of them.
    pub(crate) fn visits_in(&self, unit: usize, from: i32, to: i32) -> Option<u64> {
        let (from, to) = (usize::try_from(from).ok()?, usize::try_from(to).ok()?);
        let days = self.visits.get(unit)?.by_day.get(from..to)?;
        Some(days.iter().map(|visits| u64::from(*visits)).sum())
    }
}
