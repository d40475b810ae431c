//! Negative controls: the same analysis where there can be no effect.

use super::estimate::Estimate;
use super::interrupted_series::interrupted_series;
use crate::numbers::Draws;

/// The same analysis on an outcome, a group or a date that the service cannot have touched.
#[derive(Clone, Debug, PartialEq)]
pub struct NegativeControl {
    /// What cannot have been affected, and why.
    pub what: String,
    /// What the analysis found there.
    pub found: Estimate,
}

impl NegativeControl {
    /// Whether it is quiet: nothing is found where nothing can be.
    pub fn quiet(&self) -> bool {
        !self.found.differs_from_zero()
    }
}

/// An effect held against the same analysis at dates on which nothing happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PretendDates {
    /// How many dates were tried.
    pub tried: u32,
    /// At how many of them the break was at least as clear as at the real date.
    pub as_clear: u32,
}

impl PretendDates {
    /// Whether the real date stands out: of twenty dates at most one is as clear.
    pub fn survived(self) -> bool {
        self.tried >= 20 && self.as_clear * 20 <= self.tried
    }
}

/// The break of a series at its real date against breaks at dates drawn from elsewhere in it, each at least eight points from
/// both ends and two points from the real one. Compared by |level ÷ its error|, after the real break is taken out, so that it
/// is not found again at its neighbours. `None` where no break can be measured at the real date.
pub fn pretend_dates(y: &[f64], change_at: usize, draws: Draws, times: u32) -> Option<PretendDates> {
    let real = interrupted_series(y, change_at).ok()?;
    let clear = |value: f64, error: f64| (value / error).abs();
    let seen = clear(real.coefficients[2], real.newey_west[2]);
    let without: Vec<f64> = y
        .iter()
        .enumerate()
        .map(|(at, y)| {
            let since = at as f64 - change_at as f64;
            if at < change_at { *y } else { y - real.coefficients[2] - real.coefficients[3] * since }
        })
        .collect();
    let places: Vec<usize> =
        (8..=y.len().saturating_sub(8)).filter(|at| at.abs_diff(change_at) > 2).collect();
    let (mut tried, mut as_clear) = (0, 0);
    for number in 0..times {
        let Some(place) = places.get(draws.below(u64::from(number), places.len() as u64) as usize) else {
            break;
        };
        if let Ok(pretend) = interrupted_series(&without, *place) {
            tried += 1;
            as_clear += u32::from(clear(pretend.coefficients[2], pretend.newey_west[2]) >= seen);
        }
    }
    Some(PretendDates { tried, as_clear })
}
