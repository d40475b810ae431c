//! Cases change their class in the fortnight before the day of the count.

use super::occasions::Occasions;
use super::scene::{Scene, looked, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::hypothesis::at_least;
use crate::numbers::normal_tail;

/// Days before a count.
const DAYS: i32 = 14;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let by_day = &scene.tallies[unit].reclassified;
    let all: u64 = by_day.iter().map(|count| u64::from(*count)).sum();
    let need = scene.need(Audit::Reclassified14DaysBeforeCount);
    if let Some(too_little) = too_little("reclassifications", all, need) {
        return too_little;
    }
    if scene.occasions.counts.is_empty() {
        return Outcome::NotEnoughData { what: "days of a count", have: 0, need: 1 };
    }
    let counts = || scene.before_count.iter().zip(by_day);
    let before: u64 = counts().filter(|(near, _)| **near).map(|(_, count)| u64::from(*count)).sum();
    let days = scene.before_count.iter().filter(|near| **near).count();
    let share = days as f64 / scene.occasions.period.max(1) as f64;
    let plain = at_least(before, all, share);
    // Files are reviewed in batches: how unevenly the weeks away from a count fill shows how much more than chance there is.
    let away: Vec<u32> = counts().filter(|(near, _)| !**near).map(|(_, count)| *count).collect();
    let uneven = unevenness(&away);
    let expected = all as f64 * share;
    let z = (before as f64 - 0.5 - expected) / (uneven * expected * (1.0 - share)).sqrt();
    let mut seen = looked(before as f64 / all.max(1) as f64, plain, plain.max(normal_tail(z)));
    seen.counts = vec![
        Count { what: "reclassifications", number: all },
        Count { what: "of these, in the 14 days before a count", number: before },
    ];
    let error = (uneven * share * (1.0 - share) / all as f64).sqrt();
    seen.smallest =
        smallest::slope(scene.level, scene.rules.power_percent, error).map(|more| (share + more).min(1.0));
    seen.corroboration = vec![Corroboration { key: "reclassified_back", found: Found::CouldNotLook }];
    Outcome::Looked(seen)
}

/// By day of the period: does it lie just before a count, or on it?
pub(super) fn before_count(occasions: &Occasions) -> Vec<bool> {
    let near = |day: i32| occasions.counts.iter().any(|count| day > count - DAYS && day <= *count);
    (0..=occasions.period.max(0)).map(near).collect()
}

/// The variance of weekly counts divided by their mean, over the days away from a count; 1 where chance alone is at work.
fn unevenness(away: &[u32]) -> f64 {
    let weeks: Vec<f64> = away.chunks_exact(7).map(|week| f64::from(week.iter().sum::<u32>())).collect();
    spread_over_mean(&weeks)
}

/// Variance ÷ mean, at least 1.
pub(super) fn spread_over_mean(weeks: &[f64]) -> f64 {
    let count = weeks.len() as f64;
    let mean = weeks.iter().sum::<f64>() / count;
    if weeks.len() < 2 || mean <= 0.0 {
        return 1.0;
    }
    let variance = weeks.iter().map(|week| (week - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (variance / mean).max(1.0)
}
