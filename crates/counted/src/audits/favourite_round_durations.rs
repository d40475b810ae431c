//! Visits last 30, 45, 60 or 90 minutes too often.
//!
//! Whoever rounds to five minutes raises all multiples of five alike. Held against two things: how much units differ by
//! nature, and the multiples of five on either side of each favourite.

use super::Audit;
use super::same_child_within_7_days::{smallest_share, too_few_units};
use super::scene::{Scene, looked, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use crate::hypothesis::{Table, at_least, fisher_greater, last_digits, spread_tail};

const FAVOURITES: [usize; 4] = [30, 45, 60, 90];
/// Of a favourite and its two neighbours, what falls on the favourite where the curve is smooth.
const ONE_OF_THREE: f64 = 1.0 / 3.0;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let minutes = &scene.tallies[unit].minutes;
    let (favourites, all) = favourites(minutes.as_slice());
    let need = scene.need(Audit::FavouriteRoundDurations);
    if let Some(too_little) = too_little("visits with a length", all, need) {
        return too_little;
    }
    let Some(pooled) = scene.favourites else {
        return too_few_units(scene);
    };
    let everywhere = &scene.all.minutes;
    let hits_everywhere: u64 = FAVOURITES.iter().map(|minutes| everywhere[*minutes]).sum();
    let all_everywhere: u64 = everywhere.iter().sum();
    let plain = fisher_greater(Table {
        a: favourites,
        b: all - favourites,
        c: hits_everywhere - favourites,
        d: (all_everywhere - all) - (hits_everywhere - favourites),
    });
    let among_units = spread_tail(favourites, all, pooled);
    let neighbours: u64 =
        FAVOURITES.iter().flat_map(|at| [at - 5, at + 5]).map(|at| u64::from(minutes[at])).sum();
    let among_fives = at_least(favourites, favourites + neighbours, ONE_OF_THREE);
    let mut seen = looked(favourites as f64 / all as f64, plain, among_units.max(among_fives));
    seen.counts = vec![
        Count { what: "visits with a length", number: all },
        Count { what: "of 30, 45, 60 or 90 minutes", number: favourites },
        Count { what: "five minutes shorter or longer than these", number: neighbours },
    ];
    seen.smallest = smallest_share(scene, pooled, all);
    seen.corroboration = vec![
        Corroboration { key: "more_than_the_fives_beside", found: Found::by_chance(Some(among_fives)) },
        Corroboration { key: "last_digits_heaped", found: Found::by_chance(heaped(minutes.as_slice())) },
        Corroboration { key: "copied_notes", found: Found::CouldNotLook },
        Corroboration { key: "impossible_diaries", found: Found::CouldNotLook },
    ];
    Outcome::Looked(seen)
}

/// (visits of favourite lengths, visits with a length).
pub(super) fn favourites(minutes: &[u32]) -> (u64, u64) {
    let favourites = FAVOURITES.iter().map(|at| u64::from(minutes[*at])).sum();
    (favourites, minutes.iter().map(|count| u64::from(*count)).sum())
}

/// How unlikely it is that last digits fall so unevenly.
fn heaped(minutes: &[u32]) -> Option<f64> {
    let mut digits = [0; 10];
    for (at, count) in minutes.iter().enumerate() {
        digits[at % 10] += u64::from(*count);
    }
    last_digits(digits).map(|digits| digits.p)
}
