//! More and more is left out of the count.

use super::scene::{Scene, by_block, looked, too_little};
use super::tally::BLOCK;
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::hypothesis::{Band, LogitSlope, Table, fisher_greater, logit_slope};
use crate::numbers::normal_tail;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let tally = &scene.tallies[unit];
    if let Some(too_little) = too_little("cases", tally.cases, scene.need(Audit::ExclusionsRise)) {
        return too_little;
    }
    let own = by_block(tally);
    let out: u64 = own.iter().map(|(_, out)| out).sum();
    let rest: Vec<(u64, u64)> =
        scene.all.excluded.iter().zip(&own).map(|(all, own)| (all.0 - own.0, all.1 - own.1)).collect();
    let Some(fit) = slope(&own) else {
        return Outcome::NotEnoughData { what: "cases left out on different days", have: out, need: out + 1 };
    };
    let plain = normal_tail(fit.z());
    // A new rule with a date raises all units alike.
    let more_than_elsewhere = slope(&rest)
        .map_or(plain, |rest| normal_tail((fit.slope - rest.slope) / fit.error.hypot(rest.error)));
    let mut seen = looked(fit.z(), plain, plain.max(more_than_elsewhere));
    seen.counts =
        vec![Count { what: "cases", number: tally.cases }, Count { what: "of these, left out", number: out }];
    // In standard errors, as the statistic is.
    seen.smallest = smallest::slope(scene.level, scene.rules.power_percent, 1.0);
    let (harmed_out, known_out) = tally.harm_excluded;
    let (harmed, known) = tally.harm_counted;
    let worse = (known_out > 0 && known > 0).then(|| {
        fisher_greater(Table { a: harmed_out, b: known_out - harmed_out, c: harmed, d: known - harmed })
    });
    seen.corroboration = vec![Corroboration { key: "excluded_do_worse", found: Found::by_chance(worse) }];
    Outcome::Looked(seen)
}

/// The slope a year of the logit of what is left out, by blocks of 28 days.
fn slope(by_block: &[(u64, u64)]) -> Option<LogitSlope> {
    let bands: Vec<Band> = by_block
        .iter()
        .enumerate()
        .filter(|(_, (all, _))| *all > 0)
        .map(|(block, (all, out))| Band {
            x: (block as f64 + 0.5) * f64::from(BLOCK) / 365.25,
            hits: *out as f64,
            cases: *all as f64,
        })
        .collect();
    logit_slope(&bands)
}
