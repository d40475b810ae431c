//! How much units differ beyond chance.

use crate::numbers::sum_in_any_order;

/// What is done with the most extreme units before the spread of the others is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trim {
    /// The outer tenth on each side counts as if it lay at the tenth.
    Winsorise,
    /// The outer tenth on each side, by ten groups of ranks, is left out.
    Truncate,
}

/// The share that is trimmed on each side.
const TENTH: f64 = 0.1;

/// What was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Each unit's distance from the target in standard deviations of chance.
    pub z: Vec<f64>,
    /// The same after trimming; `None` for a unit that was left out.
    pub trimmed: Vec<Option<f64>>,
    /// Mean square of the trimmed distances: 1 is chance alone.
    pub phi: f64,
    /// Variance between units, on the scale on which chance is even; 0 where chance explains all.
    pub tau2: f64,
}

/// Measures how much units differ beyond chance.
///
/// Shape: `z` and `chance` hold one number for each unit: distance from the target in standard deviations, and the standard
/// deviation of chance.
///
/// # Source
/// Spiegelhalter (2005), Statistics in Medicine 24:1185: additive random effects, by the method of DerSimonian and Laird (1986).
pub fn spread(z: &[f64], chance: &[f64], trim: Trim) -> Spread {
    let trimmed = match trim {
        Trim::Winsorise => winsorised(z),
        Trim::Truncate => truncated(z),
    };
    let used: Vec<(f64, f64)> =
        trimmed.iter().zip(chance).filter_map(|(z, chance)| Some(((*z)?, *chance))).collect();
    let units = used.len() as f64;
    let phi = if used.is_empty() { 0.0 } else { sum_in_any_order(used.iter().map(|(z, _)| z * z)) / units };
    Spread { z: z.to_vec(), trimmed, phi, tau2: between(&used, phi) }
}

fn between(used: &[(f64, f64)], phi: f64) -> f64 {
    let units = used.len() as f64;
    let weight = |(_, chance): &(f64, f64)| 1.0 / (chance * chance);
    let all = sum_in_any_order(used.iter().map(weight));
    let squares = sum_in_any_order(used.iter().map(|unit| weight(unit) * weight(unit)));
    let room = all - squares / all;
    let beyond = units * phi - (units - 1.0);
    if room > 0.0 && beyond > 0.0 { beyond / room } else { 0.0 }
}

fn winsorised(z: &[f64]) -> Vec<Option<f64>> {
    let mut sorted = z.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (lower, upper) = (quantile(&sorted, TENTH), quantile(&sorted, 1.0 - TENTH));
    z.iter().map(|z| Some(z.max(lower).min(upper))).collect()
}

/// A quantile of sorted numbers, half-way between neighbours in proportion (Hyndman and Fan's seventh).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len().saturating_sub(1)) as f64;
    let below = sorted.get(place.floor() as usize).copied().unwrap_or(0.0);
    let above = sorted.get(place.ceil() as usize).copied().unwrap_or(below);
    below + (place - place.floor()) * (above - below)
}

fn truncated(z: &[f64]) -> Vec<Option<f64>> {
    let groups = 1.0 / TENTH;
    let rank = |this: f64| {
        let below = z.iter().filter(|other| **other < this).count() as f64;
        let same = z.iter().filter(|other| **other == this).count() as f64;
        below + 0.5 * (same + 1.0)
    };
    let group = |this: f64| (rank(this) * groups / (z.len() as f64 + 1.0)).floor();
    z.iter().map(|z| (group(*z) > 0.0 && group(*z) < groups - 1.0).then_some(*z)).collect()
}
