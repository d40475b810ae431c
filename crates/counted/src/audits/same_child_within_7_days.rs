//! The same child has another case within a week: one matter may have been counted as several.
//!
//! Held against two things: how much units differ by nature, and how often this unit's children come back in the four weeks
//! after that week.

use super::scene::{Scene, looked, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::hypothesis::{Pooled, Table, at_least, fisher_greater, spread_tail};

/// Seven of the 35 days looked at: what falls into them where coming back has no hurry.
const SHARE_OF_DAYS: f64 = 7.0 / 35.0;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let tally = &scene.tallies[unit];
    if let Some(too_little) = too_little("cases", tally.cases, scene.need(Audit::SameChildWithin7Days)) {
        return too_little;
    }
    let Some(pooled) = scene.again_soon else {
        return too_few_units(scene);
    };
    let soon = tally.again_soon;
    let plain = fisher_greater(Table {
        a: soon,
        b: tally.cases - soon,
        c: scene.all.again_soon - soon,
        d: (scene.all.cases - tally.cases) - (scene.all.again_soon - soon),
    });
    let among_units = spread_tail(soon, tally.cases, pooled);
    let among_gaps = at_least(soon, soon + tally.again_later, SHARE_OF_DAYS);
    let mut seen = looked(soon as f64 / tally.cases as f64, plain, among_units.max(among_gaps));
    seen.counts = vec![
        Count { what: "cases", number: tally.cases },
        Count { what: "cases within 7 days of the same child's last one", number: soon },
        Count { what: "cases 8 to 35 days after it", number: tally.again_later },
    ];
    seen.smallest = smallest_share(scene, pooled, tally.cases);
    let both_done = (soon > 0).then_some(tally.again_soon_both_done as f64 / soon.max(1) as f64);
    let found = match both_done {
        None => Found::NotFound,
        Some(share) if share >= 0.5 => Found::Found,
        Some(_) => Found::NotFound,
    };
    seen.corroboration = vec![Corroboration { key: "several_successes_of_one_matter", found }];
    Outcome::Looked(seen)
}

/// How units differ by nature cannot be told from one or two.
pub(super) fn too_few_units(scene: &Scene<'_>) -> Outcome {
    Outcome::NotEnoughData { what: "units to compare", have: scene.tallies.len() as u64, need: 3 }
}

/// The smallest share that stands out among units which differ by nature.
pub(super) fn smallest_share(scene: &Scene<'_>, pooled: Pooled, cases: u64) -> Option<f64> {
    let share = 1.0 / (1.0 + (-pooled.middle).exp());
    let by_chance = 1.0 / (cases as f64 * share * (1.0 - share)).max(1e-9);
    let error = (pooled.spread * pooled.spread + by_chance).sqrt();
    let logit = pooled.middle + smallest::slope(scene.level, scene.rules.power_percent, error)?;
    Some(1.0 / (1.0 + (-logit).exp()))
}
