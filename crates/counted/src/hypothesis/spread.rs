//! Units differ by nature: a share is held against the spread of the others, not against their mean alone.
//!
//! Fisher's test of one unit against the rest asks whether its share is *exactly* that of the rest, and no honest share is.
//! Where units differ by 0.4 on the logit scale it calls somebody out in nearly every release.

use super::binomial::AtLeast;
use crate::numbers::median;

/// Where the shares of units lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pooled {
    /// The middle of the units' logits, by median: a few odd units do not move it.
    pub middle: f64,
    /// How far units differ by nature, as a standard deviation of logits.
    pub spread: f64,
}

/// The middle and the spread of the logits of all units, from (hits, cases) of each.
///
/// The spread is 1.4826 times the median distance from the middle, less what chance adds to it, and never below `least`: what
/// a partnership signed beforehand as the natural difference between units. Half a hit is added on both sides (Haldane and
/// Anscombe), so that no share is 0 or 1. `None` where fewer than three units have cases.
pub fn pooled_logit(units: &[(u64, u64)], least: f64) -> Option<Pooled> {
    let with_cases = units.iter().filter(|(_, cases)| *cases > 0);
    let (logits, chance): (Vec<f64>, Vec<f64>) = with_cases.map(|(hits, cases)| logit(*hits, *cases)).unzip();
    if logits.len() < 3 {
        return None;
    }
    let middle = median(&logits)?;
    let distance = 1.4826 * median(&logits.iter().map(|logit| (logit - middle).abs()).collect::<Vec<_>>())?;
    let natural = (distance * distance - median(&chance)?).max(0.0).sqrt();
    // The middle itself is known to within 1.2533 standard errors only: a unit can be that much further from the true one.
    let unsure = 1.2533 * 1.2533 * distance * distance / logits.len() as f64;
    Some(Pooled { middle, spread: (natural.max(least).powi(2) + unsure).sqrt() })
}

/// The logit of a share and the variance that chance gives it.
fn logit(hits: u64, cases: u64) -> (f64, f64) {
    let (yes, no) = (hits as f64 + 0.5, (cases - hits.min(cases)) as f64 + 0.5);
    ((yes / no).ln(), 1.0 / yes + 1.0 / no)
}

/// The chance of `hits` or more of `cases` in a unit drawn from that spread: the binomial tail, averaged over a normal
/// distribution of logits.
pub fn spread_tail(hits: u64, cases: u64, pooled: Pooled) -> f64 {
    // The trapezoid rule on ±8 standard deviations, in steps small against both the spread and the unit's own error; for a
    // smooth integrand that vanishes at both ends it is then exact to many digits.
    let own = (1.0 / (hits as f64 + 0.5) + 1.0 / ((cases - hits.min(cases)) as f64 + 0.5)).sqrt();
    let steps = (8.0 / (0.5 * own / pooled.spread.max(1e-12)).clamp(0.02, 0.25)).ceil();
    let tail = AtLeast::new(hits, cases).roughly();
    // From the highest share downwards. Both factors are log-concave, so their product rises and then falls for good: what is
    // left behind a term too small to count is smaller still.
    let (mut chance, mut highest) = (0.0, 0.0f64);
    for step in -(steps as i32)..=steps as i32 {
        let z = -8.0 * f64::from(step) / steps;
        let share = 1.0 / (1.0 + (-(pooled.middle + pooled.spread * z)).exp());
        let term = (-0.5 * z * z).exp() * tail.at(share);
        chance += term;
        if term < highest && term < chance * 1e-11 {
            break;
        }
        highest = highest.max(term);
    }
    (chance * (8.0 / steps) / (2.0 * std::f64::consts::PI).sqrt()).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::super::at_least;
    use super::*;

    #[test]
    fn without_spread_it_is_the_binomial_tail() {
        let pooled = Pooled { middle: 0.25f64.ln(), spread: 0.0 };
        assert!((spread_tail(9, 20, pooled) - at_least(9, 20, 0.2)).abs() < 1e-12);
    }

    /// Against ten thousand midpoints.
    #[test]
    fn the_average_is_the_integral() {
        for (hits, cases) in [(3, 20), (90, 300), (20, 6000), (4000, 100_000)] {
            let pooled = Pooled { middle: -3.5, spread: 0.43 };
            let (mut chance, mut all) = (0.0, 0.0);
            for at in 0..10_000 {
                let z = (f64::from(at) + 0.5) / 10_000.0 * 20.0 - 10.0;
                let weight = (-0.5 * z * z).exp();
                chance += weight * at_least(hits, cases, 1.0 / (1.0 + (3.5 - 0.43 * z).exp()));
                all += weight;
            }
            let ours = spread_tail(hits, cases, pooled);
            assert!(
                (ours / (chance / all) - 1.0).abs() < 1e-3,
                "{hits} of {cases}: {ours:e}, {:e}",
                chance / all
            );
        }
    }

    #[test]
    fn a_wider_spread_makes_a_high_share_less_odd() {
        let tails: Vec<f64> = [0.0, 0.2, 0.4, 0.8]
            .iter()
            .map(|spread| spread_tail(90, 300, Pooled { middle: 0.25f64.ln(), spread: *spread }))
            .collect();
        assert!(tails.windows(2).all(|pair| pair[0] < pair[1]), "{tails:?}");
    }

    #[test]
    fn one_odd_unit_moves_neither_middle_nor_spread_far() {
        let mut units = vec![(20, 100); 9];
        let before = pooled_logit(&units, 0.1).unwrap();
        units.push((95, 100));
        let after = pooled_logit(&units, 0.1).unwrap();
        assert!((before.middle - after.middle).abs() < 1e-12);
        assert!((after.spread - 0.1).abs() < 1e-12);
        assert_eq!(pooled_logit(&[(1, 2), (3, 4), (0, 0)], 0.1), None);
    }
}
