//! Visits rise in the four weeks before an inspection, against sixteen weeks on either side.

use super::reclassified_14_days_before_count::spread_over_mean;
use super::scene::{Scene, looked, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::hypothesis::at_least;
use crate::numbers::student_tail;

/// Days before the inspection.
const BEFORE: i32 = 28;
/// Days on either side they are held against: whole weeks, so that every day of the week is there as often.
const AROUND: i32 = 112;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let Some(day) = scene.occasions.inspections.get(unit).copied().flatten() else {
        return Outcome::NotEnoughData { what: "inspections in the period", have: 0, need: 1 };
    };
    // The last of the four weeks ends with the day of the inspection.
    let end = day + 1;
    let visits = |from: i32, to: i32| scene.occasions.visits_in(unit, end + from, end + to);
    let (Some(before), Some(earlier), Some(later)) =
        (visits(-BEFORE, 0), visits(-BEFORE - AROUND, -BEFORE), visits(0, AROUND))
    else {
        return Outcome::NotEnoughData { what: "days of visits around the inspection", have: 0, need: 252 };
    };
    let around = earlier + later;
    let need = scene.need(Audit::Visits28DaysBeforeInspection);
    if let Some(too_little) = too_little("visits around the inspection", before + around, need) {
        return too_little;
    }
    let share = f64::from(BEFORE) / f64::from(BEFORE + 2 * AROUND);
    let plain = at_least(before, before + around, share);
    let ratio = (before as f64 / f64::from(BEFORE)) / (around.max(1) as f64 / f64::from(2 * AROUND));
    let weeks: Vec<f64> = (0..AROUND / 7)
        .flat_map(|week| [week * 7 - BEFORE - AROUND, week * 7])
        .filter_map(|from| visits(from, from + 7))
        .map(|visits| visits as f64)
        .collect();
    // Staff and seasons make weeks more uneven than chance: the error grows with what the weeks around show.
    let error =
        (spread_over_mean(&weeks) * (1.0 / (before as f64 + 0.5) + 1.0 / (around as f64 + 0.5))).sqrt();
    let uneven = student_tail(ratio.max(1e-9).ln() / error, weeks.len() as f64 - 1.0);
    let mut seen = looked(ratio, plain, plain.max(uneven));
    seen.counts = vec![
        Count { what: "visits in the 28 days before the inspection", number: before },
        Count { what: "visits in the 112 days on either side", number: around },
    ];
    seen.smallest = smallest::ratio(scene.level, scene.rules.power_percent, error);
    let after = visits(0, BEFORE).map(|after| fall(before, after));
    seen.corroboration = vec![
        Corroboration { key: "visits_fall_after", found: Found::by_chance(after) },
        Corroboration { key: "highest_of_all_weeks", found: highest(scene, unit, before) },
        Corroboration { key: "repeats_at_next_inspection", found: Found::CouldNotLook },
    ];
    Outcome::Looked(seen)
}

/// How unlikely it is that visits fell so from the four weeks before to the four after.
fn fall(before: u64, after: u64) -> f64 {
    at_least(before, before + after, 0.5)
}

/// Pretend inspections: is no other run of four weeks in the unit's records as full?
fn highest(scene: &Scene<'_>, unit: usize, before: u64) -> Found {
    let runs: Vec<u64> = (0..scene.occasions.period / 7)
        .filter_map(|week| scene.occasions.visits_in(unit, week * 7, week * 7 + BEFORE))
        .collect();
    match runs.len() {
        0..20 => Found::CouldNotLook,
        _ if runs.iter().all(|visits| *visits <= before) => Found::Found,
        _ => Found::NotFound,
    }
}
