//! The graver the case, the less it is taken on, compared with how that is elsewhere.

use super::scene::{Scene, by_severity, looked, too_little};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::hypothesis::{Band, LogitSlope, logit_slope};
use crate::numbers::normal_tail;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let own = by_severity(&scene.tallies[unit]);
    let rest: Vec<(u64, u64)> =
        scene.all.referrals.iter().zip(&own).map(|(all, own)| (all.0 - own.0, all.1 - own.1)).collect();
    let referrals: u64 = own.iter().map(|(all, _)| all).sum();
    let accepted: u64 = own.iter().map(|(_, accepted)| accepted).sum();
    let need = scene.need(Audit::AcceptanceFallsWithSeverity);
    if let Some(too_little) = too_little("referrals", referrals, need) {
        return too_little;
    }
    let (Some(own), Some(rest)) = (slope(&own), slope(&rest)) else {
        let refused = referrals - accepted;
        return Outcome::NotEnoughData {
            what: "refused referrals of several severities",
            have: refused,
            need: refused + 1,
        };
    };
    let by_chance = (own.error * own.error + rest.error * rest.error).sqrt();
    let with_nature = by_chance.hypot(scene.rules.slope_spread());
    let apart = own.slope - rest.slope;
    let mut seen =
        looked(apart / by_chance, normal_tail(-apart / by_chance), normal_tail(-apart / with_nature));
    seen.counts = vec![
        Count { what: "referrals", number: referrals },
        Count { what: "of these, accepted", number: accepted },
    ];
    // In standard errors, as the statistic is.
    seen.smallest =
        smallest::slope(scene.level, scene.rules.power_percent, with_nature).map(|slope| -slope / by_chance);
    seen.corroboration =
        vec![Corroboration { key: "refused_reappear_elsewhere", found: Found::CouldNotLook }];
    Outcome::Looked(seen)
}

fn slope(by_severity: &[(u64, u64)]) -> Option<LogitSlope> {
    let bands: Vec<Band> = by_severity
        .iter()
        .enumerate()
        .filter(|(_, (all, _))| *all > 0)
        .map(|(severity, (all, accepted))| Band {
            x: severity as f64,
            hits: *accepted as f64,
            cases: *all as f64,
        })
        .collect();
    logit_slope(&bands)
}
