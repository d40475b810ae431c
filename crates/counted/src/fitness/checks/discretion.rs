//! 7: how many cases can change their class without a second signature?

use super::{CONFIDENCE, Good, by_claim, by_figures, cannot_tell};
use crate::compare::wilson;
use crate::fitness::{Basis, Check, Found, Number, Standing, Unit, Why};

/// Fewer than so many.
const BAR: f64 = 0.05;

/// What is known of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Discretion {
    /// Cases whose class can be changed by one signature, and of how many.
    pub unsigned: Option<(f64, f64)>,
    /// What somebody claims the share to be.
    pub claimed: Option<f64>,
    /// The figure is a judgement of whoever records it, somebody says.
    pub by_judgement: bool,
}

/// Met where surely fewer than 5 in 100 can.
pub fn discretion(of: Discretion) -> Found {
    match of {
        Discretion { unsigned: Some((count, all)), .. } if all <= 0.0 || count > all || count < 0.0 => {
            cannot_tell(Check::Discretion, Why::Unusable)
        }
        Discretion { unsigned: Some((count, all)), .. } => {
            let number = Number::new(count / all, Unit::Share, BAR)
                .between(wilson(count, all, CONFIDENCE))
                .out_of(all as u64);
            by_figures(Check::Discretion, number, Good::Below)
        }
        Discretion { claimed: Some(share), .. } => {
            by_claim(Check::Discretion, Number::new(share, Unit::Share, BAR), Good::Below)
        }
        Discretion { by_judgement: true, .. } => {
            Found::new(Check::Discretion, Standing::NotMet, Basis::Claim, Why::ByJudgement)
        }
        _ => Found::unknown(Check::Discretion, Why::NotGiven),
    }
}
