//! Cases closed in the last days before the deadline are opened again within 30 days more often than the unit's others.

use super::scene::{Scene, beside, looked, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, bunching_before_deadline, smallest};
use crate::hypothesis::{Table, fisher_greater};

/// Days before the deadline.
const DAYS: i32 = 3;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let table = table(scene, unit);
    let (near, far) = (table.a + table.b, table.c + table.d);
    let need = scene.need(Audit::ReopenedAfterDeadlineClosure);
    if let Some(too_little) = too_little("closures in the 3 days before the deadline", near, need) {
        return too_little;
    }
    let plain = fisher_greater(table);
    let mut seen = looked(table.share().unwrap_or_default(), plain, chance(scene, unit).unwrap_or(1.0));
    seen.counts = vec![
        Count { what: "closures in the 3 days before the deadline", number: near },
        Count { what: "of these, opened again within 30 days", number: table.a },
        Count { what: "other closures", number: far },
        Count { what: "of these, opened again within 30 days", number: table.c },
    ];
    let usual = table.other_share().unwrap_or_default();
    seen.smallest = smallest::difference(scene.level, scene.rules.power_percent, usual, near, far)
        .map(|more| usual + more);
    seen.corroboration = vec![
        Corroboration {
            key: "bunching",
            found: Found::by_chance(Some(bunching_before_deadline::heap(scene, unit))),
        },
        Corroboration { key: "same_post_closes_and_reopens", found: Found::CouldNotLook },
    ];
    Outcome::Looked(seen)
}

fn table(scene: &Scene<'_>, unit: usize) -> Table {
    let tally = &scene.tallies[unit];
    let near = scene.days(&tally.closures, 1 - DAYS, 0);
    let again = scene.days(&tally.reopened, 1 - DAYS, 0);
    let again_at_all: u64 = tally.reopened.iter().map(|count| u64::from(*count)).sum();
    let (far, again_far) = (tally.closed - near, again_at_all - again);
    Table { a: again, b: near - again, c: again_far, d: far - again_far }
}

/// How unlikely so many reopened ones are, against all others and against those that took about as long; `None` where none of
/// the unit's cases is known to be opened again.
pub(super) fn chance(scene: &Scene<'_>, unit: usize) -> Option<f64> {
    let all = table(scene, unit);
    if all.a + all.c == 0 {
        return None;
    }
    let tally = &scene.tallies[unit];
    let (hits, closures) = beside(scene, &tally.reopened, &tally.closures, DAYS);
    let alike = Table { c: hits, d: closures - hits, ..all };
    Some(fisher_greater(all).max(fisher_greater(alike)))
}
