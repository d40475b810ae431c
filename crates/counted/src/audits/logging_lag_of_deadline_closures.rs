//! Closings claimed for the last days before the deadline entered the log later than the unit's others.
//!
//! Entry in batches at the week's end makes some days of the week late; a day is therefore held against the same day of the
//! week.

use super::cases::DAY;
use super::lateness::{Lateness, Logged};
use super::scene::{Scene, looked, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::hypothesis::{Few, stratified_rank_sum};

/// Days before the deadline.
const DAYS: i32 = 3;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let ranks = &scene.lateness[unit];
    let need = scene.need(Audit::LoggingLagOfDeadlineClosures);
    let (first, second) = (ranks.0.together.first as u64, ranks.0.together.second as u64);
    for (what, have) in
        [("logged closures in the 3 days before the deadline", first), ("other logged closures", second)]
    {
        if let Some(too_little) = too_little(what, have, need) {
            return too_little;
        }
    }
    let plain = ranks.0.together.greater().map_or(1.0, |test| test.p);
    let [deadline, low, usual, high] = ranks.quantiles(scene.tallies[unit].lateness.closings());
    let mut seen = looked(deadline - usual, plain, ranks.chance().unwrap_or(1.0));
    seen.counts = vec![
        Count { what: "logged closures in the 3 days before the deadline", number: first },
        Count { what: "other logged closures", number: second },
    ];
    // The rank test on values as spread as the others' middle half: √(π/3) is its price against a mean of normal values.
    let spread = (high - low) / 1.349;
    let error = spread * (std::f64::consts::FRAC_PI_3 * (1.0 / first as f64 + 1.0 / second as f64)).sqrt();
    seen.smallest = smallest::slope(scene.level, scene.rules.power_percent, error);
    seen.corroboration = vec![Corroboration { key: "claimed_date_edited", found: Found::CouldNotLook }];
    Outcome::Looked(seen)
}

/// How unlikely it is that they are so late, day of the week by day of the week; `None` where too few are logged.
pub(super) fn chance(scene: &Scene<'_>, unit: usize) -> Option<f64> {
    scene.lateness[unit].chance()
}

/// The ranks of lateness of the closings just before the deadline: among all, and within each day of the week.
pub(super) struct Near(Few);

impl Near {
    /// With the deadline pretended to be so many days later.
    pub(super) fn of(lateness: &Lateness, shift: i32) -> Self {
        Self(lateness.few(|closing| {
            let day = closing.day() - shift;
            (day > -DAYS) & (day <= 0)
        }))
    }

    fn chance(&self) -> Option<f64> {
        // The approximation is a poor one for a handful.
        if self.0.together.first < 8 { None } else { stratified_rank_sum(&self.0.strata).map(|(_, p)| p) }
    }

    /// In days: the median of the closings before the deadline; a quarter, a half and three quarters of the others.
    fn quantiles(&self, logged: &[Logged]) -> [f64; 4] {
        let days =
            |at: usize| logged.get(at).map_or(0.0, |closing| f64::from(closing.late()) / f64::from(DAY));
        let half =
            self.0.places.get(self.0.places.len().saturating_sub(1) / 2).map_or(0.0, |at| days(*at as usize));
        let quarter =
            |quarters: usize| days(self.other(self.0.together.second.saturating_sub(1) * quarters / 4));
        [half, quarter(1), quarter(2), quarter(3)]
    }

    /// The place of the n-th of the others: each near one before it moves it on by one.
    fn other(&self, n: usize) -> usize {
        self.0.places.iter().fold(n, |place, near| if *near as usize <= place { place + 1 } else { place })
    }
}
