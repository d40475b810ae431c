//! Marks that a unit gives its own work rise from year to year while the hard outcome does not show it.

use super::scene::{Scene, line, looked, plus, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::numbers::{normal_tail, student_quantile, student_tail};

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let tally = &scene.tallies[unit];
    let rated = tally.rating.n as u64;
    if let Some(too_little) = too_little("rated cases", rated, scene.need(Audit::SelfRatingRises)) {
        return too_little;
    }
    let Some((slope, error, freedom)) = line(tally.rating) else {
        return Outcome::NotEnoughData { what: "rated cases of different days", have: 1, need: 3 };
    };
    if error <= 0.0 {
        return Outcome::NotEnoughData { what: "different marks", have: 1, need: 2 };
    }
    let own = student_tail(slope / error, freedom);
    // Where all units' marks rise alike, the form or the scale has changed.
    let more_than_elsewhere = match line(plus(scene.all.rating, tally.rating, -1)) {
        Some((rest, rest_error, _)) => normal_tail((slope - rest) / error.hypot(rest_error)),
        None => own,
    };
    let outcome = line(tally.harm);
    let improves =
        outcome.map(|(slope, error, freedom)| slope + student_quantile(0.975, freedom) * error < 0.0);
    let p = if improves == Some(true) { 1.0 } else { own.max(more_than_elsewhere) };
    let mut seen = looked(slope, own, p);
    seen.counts = vec![
        Count { what: "rated cases", number: rated },
        Count { what: "of these, with a known outcome", number: tally.harm.n as u64 },
        Count { what: "of these, with harm", number: tally.harm.y as u64 },
    ];
    seen.smallest = smallest::slope(scene.level, scene.rules.power_percent, error);
    let found = match improves {
        None => Found::CouldNotLook,
        Some(true) => Found::NotFound,
        Some(false) => Found::Found,
    };
    seen.corroboration = vec![Corroboration { key: "outcome_does_not_improve", found }];
    Outcome::Looked(seen)
}
