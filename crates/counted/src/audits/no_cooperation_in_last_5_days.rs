//! "No cooperation" is written more often in the last five days before the deadline than otherwise.

use super::scene::{Scene, beside, looked, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::hypothesis::{Table, fisher_greater};

/// Days before the deadline.
const DAYS: i32 = 5;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let table = table(scene, unit);
    let (near, far) = (table.a + table.b, table.c + table.d);
    let need = scene.need(Audit::NoCooperationInLast5Days);
    if let Some(too_little) = too_little("closures in the 5 days before the deadline", near, need) {
        return too_little;
    }
    let plain = fisher_greater(table);
    let mut seen = looked(table.share().unwrap_or_default(), plain, chance(scene, unit).unwrap_or(1.0));
    seen.counts = vec![
        Count { what: "closures in the 5 days before the deadline", number: near },
        Count { what: "of these, closed as no cooperation", number: table.a },
        Count { what: "other closures", number: far },
        Count { what: "of these, closed as no cooperation", number: table.c },
    ];
    let usual = table.other_share().unwrap_or_default();
    seen.smallest = smallest::difference(scene.level, scene.rules.power_percent, usual, near, far)
        .map(|more| usual + more);
    seen.corroboration = vec![Corroboration { key: "teller_disputes", found: Found::CouldNotLook }];
    Outcome::Looked(seen)
}

fn table(scene: &Scene<'_>, unit: usize) -> Table {
    let tally = &scene.tallies[unit];
    let near = scene.days(&tally.closures, 1 - DAYS, 0);
    let hits = scene.days(&tally.no_cooperation, 1 - DAYS, 0);
    let all_hits: u64 = tally.no_cooperation.iter().map(|count| u64::from(*count)).sum();
    let (far, hits_far) = (tally.closed - near, all_hits - hits);
    Table { a: hits, b: near - hits, c: hits_far, d: far - hits_far }
}

/// How unlikely so many are, against all others and against those that took about as long; `None` where the unit never closes
/// a case so.
pub(super) fn chance(scene: &Scene<'_>, unit: usize) -> Option<f64> {
    let all = table(scene, unit);
    if all.a + all.c == 0 {
        return None;
    }
    let tally = &scene.tallies[unit];
    let (hits, closures) = beside(scene, &tally.no_cooperation, &tally.closures, DAYS);
    let alike = Table { c: hits, d: closures - hits, ..all };
    Some(fisher_greater(all).max(fisher_greater(alike)))
}
