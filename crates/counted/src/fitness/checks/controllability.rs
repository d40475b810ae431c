//! 2: do units differ by more than chance and the mix of their cases?

use super::{Good, by_claim, cannot_tell};
use crate::compare::{Error, LEAST_UNITS, Measure, Trim, funnel};
use crate::fitness::{Basis, Check, Found, Number, Standing, Unit, Why};
use crate::numbers::median;

/// So much of the differences between units must be more than chance.
const BAR: f64 = 0.5;

/// Units' figures as a numerator and a denominator each, or what somebody claims the share to be.
///
/// The number is the median of the units' reliability, τ²/(τ²+s²). Met at a half or more, if the denominators are *expected*
/// events: only those take out what makes the units' cases differ. Of shares and rates it is met in part at best. Below a half, in
/// part where it still holds for some units.
///
/// # Source
/// Spiegelhalter (2005), by [`funnel`].
pub fn controllability(units: &[(f64, f64)], measure: Measure, claimed: Option<f64>) -> Found {
    if units.is_empty() {
        return match claimed {
            Some(share) => {
                by_claim(Check::Controllability, Number::new(share, Unit::Share, BAR), Good::AtLeast)
            }
            None => Found::unknown(Check::Controllability, Why::NotGiven),
        };
    }
    let too_few = Why::TooFew { given: units.len() as u64, needs: LEAST_UNITS as u64 };
    let trim = if measure == Measure::RatioByLog { Trim::Truncate } else { Trim::Winsorise };
    let compared = match funnel(measure, units, trim) {
        Ok(_) if units.len() < LEAST_UNITS => return cannot_tell(Check::Controllability, too_few),
        Ok(compared) => compared,
        Err(Error::TooFewUnits { .. }) => return cannot_tell(Check::Controllability, too_few),
        Err(_) => return cannot_tell(Check::Controllability, Why::Unusable),
    };
    let shares: Vec<f64> = compared.units.iter().filter_map(|unit| unit.reliability).collect();
    let Some(middle) = median(&shares) else { return cannot_tell(Check::Controllability, Why::Unusable) };
    let told_apart = shares.iter().filter(|share| **share >= BAR).count() as u64;
    let has_case_mix = matches!(measure, Measure::RatioByRoot | Measure::RatioByLog);
    let (standing, why) = if compared.spread.tau2 == 0.0 {
        (Standing::NotMet, Why::NoDifferences)
    } else if middle >= BAR && has_case_mix {
        (Standing::Met, Why::ByNumber)
    } else if middle >= BAR {
        (Standing::Partly, Why::NoCaseMix)
    } else if told_apart > 0 {
        (Standing::Partly, Why::SomeUnits { told_apart })
    } else {
        (Standing::NotMet, Why::ByNumber)
    };
    let number = Number::new(middle, Unit::Share, BAR).out_of(units.len() as u64);
    Found::new(Check::Controllability, standing, Basis::Figures, why).with(number)
}
