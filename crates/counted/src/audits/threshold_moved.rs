//! What is taken on changes from one day to the next, at the same severity.

use super::cases::SEVERITIES;
use super::scene::{Scene, looked, too_little};
use super::tally::{BLOCK, Referrals, Tally};
use super::trace::{Corroboration, Count, Found, Outcome};
use super::{Audit, smallest};
use crate::numbers::normal_tail;

/// A change is looked for between these shares of the period's blocks: nearer its ends there is too little on one side.
const FIRST: f64 = 0.2;
const LAST: f64 = 0.8;

pub(super) fn look(scene: &Scene<'_>, unit: usize) -> Outcome {
    let tally = &scene.tallies[unit];
    let blocks = tally.referrals.len();
    let referrals: u64 = tally.referrals.iter().flatten().map(|of| u64::from(of.all)).sum();
    if let Some(too_little) = too_little("referrals", referrals, scene.need(Audit::ThresholdMoved)) {
        return too_little;
    }
    let declared = scene.occasions.threshold.map(|day| day.div_euclid(BLOCK) as usize);
    let scanned = (blocks as f64 * FIRST).ceil() as usize..=(blocks as f64 * LAST).floor() as usize;
    let until = until(tally);
    let split = match declared {
        Some(block) => moved(&until, block.min(blocks)).map(|z| (block, z)),
        None => scanned
            .filter_map(|block| moved(&until, block).map(|z| (block, z)))
            .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())),
    };
    let Some((block, z)) = split else {
        return Outcome::NotEnoughData {
            what: "referrals both accepted and refused at one severity",
            have: 0,
            need: 2,
        };
    };
    let p = if declared.is_some() { 2.0 * normal_tail(z.abs()) } else { highest_of_many(z.abs()) };
    let mut seen = looked(z, p, p);
    let (before, after) = (accepted(&tally.referrals[..block]), accepted(&tally.referrals[block..]));
    seen.counts = vec![
        Count { what: "referrals", number: referrals },
        Count { what: "the period's day from which they differ most", number: block as u64 * BLOCK as u64 },
        Count { what: "accepted before", number: before.1 },
        Count { what: "of referrals before", number: before.0 },
        Count { what: "accepted after", number: after.1 },
        Count { what: "of referrals after", number: after.0 },
    ];
    // In standard errors, as the statistic is.
    seen.smallest = smallest::slope(scene.level / 2.0, scene.rules.power_percent, 1.0);
    let found = if declared.is_some() { Found::Found } else { Found::CouldNotLook };
    seen.corroboration = vec![Corroboration { key: "dated_instruction", found }];
    Outcome::Looked(seen)
}

fn accepted(blocks: &[[Referrals; SEVERITIES]]) -> (u64, u64) {
    blocks
        .iter()
        .flatten()
        .fold((0, 0), |sum, of| (sum.0 + u64::from(of.all), sum.1 + u64::from(of.accepted)))
}

/// By block, one more than there are: referrals of each severity before it, and those accepted.
fn until(tally: &Tally<'_>) -> Vec<[Referrals; SEVERITIES]> {
    let mut sum = [Referrals::default(); SEVERITIES];
    let mut until = Vec::with_capacity(tally.referrals.len() + 1);
    until.push(sum);
    for block in &tally.referrals {
        for (sum, of) in sum.iter_mut().zip(block) {
            sum.all += of.all;
            sum.accepted += of.accepted;
        }
        until.push(sum);
    }
    until
}

/// Mantel and Haenszel's z (1959, Journal of the National Cancer Institute 22:719): acceptance from this block on against
/// before, severity by severity; `None` where nothing can be compared.
fn moved(until: &[[Referrals; SEVERITIES]], block: usize) -> Option<f64> {
    let (before, whole) = (until.get(block)?, until.last()?);
    let (mut above, mut variance) = (0.0, 0.0);
    for (before, whole) in before.iter().zip(whole) {
        let (old, all, taken) = (f64::from(before.all), f64::from(whole.all), f64::from(whole.accepted));
        let (new, new_taken) =
            (f64::from(whole.all - before.all), f64::from(whole.accepted - before.accepted));
        if old > 0.0 && new > 0.0 && all > 1.0 {
            above += new_taken - new * taken / all;
            variance += new * old * taken * (all - taken) / (all * all * (all - 1.0));
        }
    }
    (variance > 0.0).then(|| above / variance.sqrt())
}

/// The chance that the highest of |z| over all days looked at is this high (Miller and Siegmund 1982, Biometrics 38:1011).
fn highest_of_many(z: f64) -> f64 {
    if z < 1.0 {
        return 1.0;
    }
    let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let width = (LAST * (1.0 - FIRST) / ((1.0 - LAST) * FIRST)).ln();
    (density * (4.0 / z + (z - 1.0 / z) * width)).min(1.0)
}
