//! Closures heap up in the last days before the deadline.
//!
//! Honest effort does that, and so does a panel that meets once a week. Two things must hold for a signal: the unit's closures
//! heap at the deadline more than at the same days of its own weeks before and after, *and* something that honest effort does
//! not bring is there too.

use super::scene::{Scene, looked, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{
    Audit, logging_lag_of_deadline_closures, no_cooperation_in_last_5_days, reopened_after_deadline_closure,
    smallest,
};
use crate::hypothesis::{Table, fisher_greater};

/// Days on either side of the deadline.
const DAYS: i32 = 3;
/// Weeks away, where nothing is due: the same days of the week, and on the whole the same fall of the curve.
const WEEKS_AWAY: [i32; 4] = [-14, -7, 7, 14];

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let tally = &scene.tallies[unit];
    let audit = Audit::BunchingBeforeDeadline;
    if let Some(too_little) = too_little("closures", tally.closed, scene.need(audit)) {
        return too_little;
    }
    let own = table(scene, unit);
    let (before, after) = (own.a, own.b);
    let heaped = fisher_greater(own);
    let marks = marks(scene, unit);
    // Any of three may speak: the smallest counts three times (Bonferroni). Both this and the heap must be there.
    let beside = marks.iter().filter_map(|(_, p)| *p).fold(1.0, f64::min) * marks.len() as f64;
    let statistic = before as f64 / after.max(1) as f64;
    // Alone there are no others to differ from: the heap itself is what the plain test sees.
    let plain = if scene.tallies.len() == 1 { heaped } else { against_others(scene, unit, own) };
    let mut seen = looked(statistic, plain, heaped.max(beside.min(1.0)));
    seen.counts = vec![
        Count { what: "closures in the 3 days before the deadline", number: before },
        Count { what: "closures in the 3 days after it", number: after },
        Count { what: "closures on the same days one and two weeks away, before", number: own.c },
        Count { what: "closures on the same days one and two weeks away, after", number: own.d },
    ];
    let usual = (own.c as f64 + 0.5) / (own.d as f64 + 0.5);
    let error =
        [before, after, own.c, own.d].map(|count| 1.0 / (count as f64 + 0.5)).iter().sum::<f64>().sqrt();
    seen.smallest = smallest::ratio(scene.level, scene.rules.power_percent, error).map(|ratio| ratio * usual);
    seen.corroboration =
        marks.iter().map(|(key, p)| Corroboration { key, found: Found::by_chance(*p) }).collect();
    Outcome::Looked(seen)
}

/// The unit's heap against its own same days one and two weeks away.
fn table(scene: &Scene<'_>, unit: usize) -> Table {
    let closures = &scene.tallies[unit].closures;
    let around =
        |day: i32| (scene.days(closures, day - DAYS + 1, day), scene.days(closures, day + 1, day + DAYS));
    let (a, b) = around(0);
    let away = WEEKS_AWAY.map(around);
    Table {
        a,
        b,
        c: away.iter().map(|(before, _)| before).sum(),
        d: away.iter().map(|(_, after)| after).sum(),
    }
}

/// How unlikely the unit's own heap is.
pub(super) fn heap(scene: &Scene<'_>, unit: usize) -> f64 {
    fisher_greater(table(scene, unit))
}

/// The plain test: before and after, against all other units.
fn against_others(scene: &Scene<'_>, unit: usize, own: Table) -> f64 {
    let everywhere = |first: i32, last: i32| -> u64 {
        let place = |day: i32| super::tally::place(day + scene.shift);
        scene.all.closures[place(first)..=place(last)].iter().sum()
    };
    debug_assert!(unit < scene.tallies.len());
    let (before, after) = (everywhere(1 - DAYS, 0), everywhere(1, DAYS));
    fisher_greater(Table { a: own.a, b: own.b, c: before - own.a, d: after - own.b })
}

/// What honest effort does not bring.
fn marks(scene: &Scene<'_>, unit: usize) -> [(&'static str, Option<f64>); 3] {
    [
        ("reopened_more", reopened_after_deadline_closure::chance(scene, unit)),
        ("logged_later", logging_lag_of_deadline_closures::chance(scene, unit)),
        ("no_cooperation_more", no_cooperation_in_last_5_days::chance(scene, unit)),
    ]
}
