//! How late closings entered the log: sorted and ranked once, when cases are sorted. Which of them lie before a deadline, real or
//! pretended, changes no rank.

use super::cases::{Case, DAY, NEVER};
use super::tally::{REACH, place, whole_days};
use crate::hypothesis::{Few, Ordered, Ranks};

/// A closure's way into the log: how late, how far from the deadline, on which day of the week. One number of 32 bits, so
/// that sorting moves little and compares nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Logged(u32);

/// Lateness in thousandths of a day from which, and up to which, it is told apart: 2.8 years before the claimed day to 8.6
/// after it. What lies further out counts as equal.
const EARLIEST: i32 = -(1 << 20);
const LATEST: i32 = 3 * (1 << 20) - 1;
/// Bits of a closing that are not its lateness: seven for the day, three for the weekday.
const BESIDE_LATENESS: u32 = 10;

impl Logged {
    /// Of a case that was closed, and whose closing is in the log.
    fn of(case: &Case) -> Option<Self> {
        if case.closed == NEVER || case.logged == NEVER {
            return None;
        }
        let weekday = case.closed.div_euclid(DAY).rem_euclid(7).cast_unsigned();
        let late = i64::from(case.logged) - i64::from(case.closed);
        Some(Self::new(late, whole_days(case.closed.saturating_sub(case.due)), weekday))
    }

    /// So many thousandths of a day late; claimed so many days from the deadline, on this day of the week.
    fn new(late: i64, from_deadline: i32, weekday: u32) -> Self {
        let late = (late.clamp(i64::from(EARLIEST), i64::from(LATEST)) - i64::from(EARLIEST)) as u32;
        Self(late << BESIDE_LATENESS | weekday << 7 | place(from_deadline) as u32)
    }

    /// What closings are sorted by: higher is later.
    pub(crate) fn lateness(self) -> u32 {
        self.0 >> BESIDE_LATENESS
    }

    /// Logged less claimed, in thousandths of a day.
    pub(crate) fn late(self) -> i32 {
        self.lateness().cast_signed() + EARLIEST
    }

    /// Whole days from the deadline, within `REACH`.
    pub(crate) fn day(self) -> i32 {
        (self.0 & 0x7f).cast_signed() - REACH
    }

    /// The day of the week it was claimed for, 0 to 6 from the period's first day.
    pub(crate) fn weekday(self) -> usize {
        (self.0 >> 7 & 0x7) as usize
    }
}

impl Ordered for Logged {
    fn key(self) -> u32 {
        self.lateness()
    }

    fn stratum(self) -> usize {
        self.weekday()
    }
}

/// The logged closings of one unit, those least late first, with their ranks among all and on their day of the week.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lateness {
    closings: Vec<Logged>,
    ranks: Ranks,
}

impl Lateness {
    /// Of one unit's cases.
    pub(super) fn of(cases: &[Case]) -> Self {
        let mut closings: Vec<Logged> = cases.iter().filter_map(Logged::of).collect();
        by_lateness(&mut closings);
        Self { ranks: Ranks::of(&closings), closings }
    }

    /// The closings, those least late first.
    pub(crate) fn closings(&self) -> &[Logged] {
        &self.closings
    }

    /// The ranks of those that `wanted` names.
    pub(crate) fn few(&self, wanted: impl Fn(Logged) -> bool) -> Few {
        self.ranks.few(&self.closings, wanted)
    }
}

/// The most bits sorted at a time: their counts stay in the nearest cache.
const DIGIT: u32 = 13;

/// Sorts by lateness alone: from its lowest bits to its highest, only as many as there are. Those equally late stay in the
/// order of their cases.
fn by_lateness(closings: &mut Vec<Logged>) {
    // Counting digits costs as much for few as for 2,000.
    if closings.len() < 500 {
        closings.sort_unstable();
        return;
    }
    let least = closings.iter().map(|closing| closing.lateness()).min().unwrap_or(0);
    let most = closings.iter().map(|closing| closing.lateness()).max().unwrap_or(0);
    let bits = u32::BITS - (most - least).leading_zeros();
    if bits == 0 {
        return;
    }
    let digit_bits = bits.div_ceil(bits.div_ceil(DIGIT));
    let mut other = vec![Logged::default(); closings.len()];
    let mut starts = vec![0u32; 1 << digit_bits];
    for shift in (0..bits).step_by(digit_bits as usize) {
        let digit =
            |closing: &Logged| ((closing.lateness() - least) >> shift) as usize & ((1 << digit_bits) - 1);
        starts.fill(0);
        closings.iter().for_each(|closing| starts[digit(closing)] += 1);
        let mut before = 0;
        for start in &mut starts {
            before += std::mem::replace(start, before);
        }
        for closing in closings.iter() {
            let place = &mut starts[digit(closing)];
            other[*place as usize] = *closing;
            *place += 1;
        }
        std::mem::swap(closings, &mut other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::Draws;

    #[test]
    fn closings_sort_by_lateness_early_ones_first() {
        let draws = Draws::new(1);
        for (count, spread) in [(3, 100), (2_000, 100), (2_000, 2_000_000)] {
            let mut closings: Vec<Logged> = (0..count)
                .map(|n| Logged::new(draws.below(n, spread) as i64 - spread as i64 / 2, 0, (n % 7) as u32))
                .collect();
            let mut wanted: Vec<i32> = closings.iter().map(|closing| closing.late()).collect();
            wanted.sort_unstable();
            by_lateness(&mut closings);
            assert_eq!(
                closings.iter().map(|closing| closing.late()).collect::<Vec<_>>(),
                wanted,
                "{count}, {spread}"
            );
        }
    }

    #[test]
    fn what_goes_in_comes_out() {
        for (late, day, weekday) in [(0, 0, 0), (-5, -60, 6), (LATEST, 60, 3), (EARLIEST, 1, 1)] {
            let logged = Logged::new(i64::from(late), day, weekday);
            assert_eq!((logged.late(), logged.day(), logged.weekday()), (late, day, weekday as usize));
        }
        assert_eq!(Logged::new(i64::MAX, 0, 0).late(), LATEST, "nine years late are as late as any");
    }
}
