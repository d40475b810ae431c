//! 4: is it known how it turned out?

use super::{CONFIDENCE, Good, by_claim, by_figures, cannot_tell};
use crate::compare::wilson;
use crate::fitness::{Check, Found, Number, Unit, Why};

/// The outcome must be known for so many.
const BAR: f64 = 0.8;

/// For how many the outcome that counts is known in time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Observed {
    /// Known, and of how many.
    pub known: Option<(f64, f64)>,
    /// What somebody claims the share to be.
    pub claimed: Option<f64>,
}

/// Met where surely 80 in 100 outcomes are known.
pub fn observability(of: Observed) -> Found {
    match of {
        Observed { known: Some((known, all)), .. } if all <= 0.0 || known > all || known < 0.0 => {
            cannot_tell(Check::Observability, Why::Unusable)
        }
        Observed { known: Some((known, all)), .. } => {
            let number = Number::new(known / all, Unit::Share, BAR)
                .between(wilson(known, all, CONFIDENCE))
                .out_of(all as u64);
            by_figures(Check::Observability, number, Good::AtLeast)
        }
        Observed { claimed: Some(share), .. } => {
            by_claim(Check::Observability, Number::new(share, Unit::Share, BAR), Good::AtLeast)
        }
        _ => Found::unknown(Check::Observability, Why::NotGiven),
    }
}
