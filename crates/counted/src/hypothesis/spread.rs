//! Units differ by nature: a share is held against the spread of the others, not against their mean alone.
//!
//! Fisher's test of one unit against the rest asks whether its share is *exactly* that of the rest, and no honest share is.
//! Where units differ by 0.4 on the logit scale it calls somebody out in nearly every release.

use super::binomial::AtLeast;
use crate::numbers::{ln_choose, median, normal_tail};

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
    if hits == 0 || hits > cases {
        return f64::from(u8::from(hits == 0));
    }
    let Pooled { middle, spread } = pooled;
    let (yes, no) = (hits as f64, (cases - hits) as f64 + 1.0);
    let own = (1.0 / yes + 1.0 / no).sqrt();
    // Far narrower than what chance does to the unit: a handful of shares is enough.
    if spread * 8.0 < own {
        return over_shares(AtLeast::new(hits, cases).roughly(), pooled);
    }
    // k or more of n have the chance that a Beta(k, n−k+1) lies below the share. So the average is the chance that a unit's
    // logit lies above that of such a number: one tail and one density a step, where a binomial tail would be a sum of terms.
    let constant = yes.ln() + ln_choose(cases, hits);
    let at = |logit: f64| {
        let ln_share = -libm::log1p(libm::exp(-logit));
        let density = libm::exp(constant + (yes + no) * ln_share - no * logit);
        density * normal_tail((logit - middle) / spread)
    };
    // The trapezoid rule, exact to many digits for what is smooth and vanishes on both sides; both factors are log-concave,
    // so that their product rises and then falls for good.
    let step = 0.35 / (1.0 / (own * own) + 1.0 / (spread * spread)).sqrt();
    let (highest, lowest) = ((yes / no).ln(), (yes / no).ln().min(middle) - 12.0 * (own + spread));
    let mut chance = at(highest);
    for up in 1.. {
        let term = at(highest + step * f64::from(up));
        chance += term;
        if term <= chance * f64::EPSILON {
            break;
        }
    }
    let mut last = 0.0;
    for down in 1.. {
        let logit = highest - step * f64::from(down);
        let term = at(logit);
        chance += term;
        // Where all is too small for a number, nothing rises or falls: far enough down nothing will.
        if term <= chance * f64::EPSILON && (term < last || logit < lowest) {
            break;
        }
        last = term;
    }
    (chance * step).min(1.0)
}

/// The same by the trapezoid rule over shares, on ±12 standard deviations of the spread: where the tail itself is steep, what
/// counts lies far out.
fn over_shares(tail: AtLeast, pooled: Pooled) -> f64 {
    const STEPS: i32 = 48;
    let width = 12.0 / f64::from(STEPS);
    let at = |step: i32| {
        let z = width * f64::from(step);
        let share = 1.0 / (1.0 + libm::exp(-(pooled.middle + pooled.spread * z)));
        libm::exp(-0.5 * z * z) * tail.at(share)
    };
    let chance: f64 = (-STEPS..=STEPS).map(at).sum();
    (chance * width / (2.0 * std::f64::consts::PI).sqrt()).min(1.0)
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
        let spreads = [(3, 20, 0.43), (90, 300, 0.43), (20, 6000, 0.43), (4000, 100_000, 0.43), (1, 9, 0.12)];
        for (hits, cases, spread) in spreads {
            let pooled = Pooled { middle: -3.5, spread };
            let (mut chance, mut all) = (0.0, 0.0);
            for at in 0..10_000 {
                let z = (f64::from(at) + 0.5) / 10_000.0 * 20.0 - 10.0;
                let weight = (-0.5 * z * z).exp();
                chance += weight * at_least(hits, cases, 1.0 / (1.0 + (3.5 - spread * z).exp()));
                all += weight;
            }
            let ours = spread_tail(hits, cases, pooled);
            assert!(
                (ours / (chance / all) - 1.0).abs() < 1e-8,
                "{hits} of {cases}: {ours:e}, {:e}",
                chance / all
            );
        }
    }

    /// The two ways meet where one gives over to the other; no signal is too strong for a number.
    #[test]
    fn narrow_and_wide_spreads_are_one_curve() {
        for (hits, cases, middle) in
            [(3u32, 40u32, -2.0), (50, 4000, -4.0), (1, 1, 0.0), (40, 40, -1.0), (1, 5000, -3.0)]
        {
            let own = (1.0 / f64::from(hits) + 1.0 / f64::from(cases - hits + 1)).sqrt();
            let at = |spread: f64| spread_tail(u64::from(hits), u64::from(cases), Pooled { middle, spread });
            let (narrow, wide) = (at(own / 8.0 * (1.0 - 1e-12)), at(own / 8.0 * (1.0 + 1e-12)));
            assert!((narrow / wide - 1.0).abs() < 1e-9, "{hits} of {cases}: {narrow:e}, {wide:e}");
        }
        let strong = spread_tail(9_000, 10_000, Pooled { middle: -4.0, spread: 0.2 });
        assert!(strong > 0.0 && strong < 1e-100, "{strong:e}");
        assert_eq!(spread_tail(0, 10, Pooled { middle: 0.0, spread: 0.4 }), 1.0);
        assert_eq!(spread_tail(11, 10, Pooled { middle: 0.0, spread: 0.4 }), 0.0);
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
