//! The outcome after, on treatment and the same outcome before: what treated and untreated of the same start differ by.

use super::estimate::{Estimate, NotEnough};
use crate::numbers::{least_squares, student_tail};

/// The effect at the same start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ancova {
    /// The effect.
    pub effect: Estimate,
    /// The chance of one this far from zero if there is none, on either side.
    pub p: f64,
}

/// Analysis of covariance (Vickers and Altman 2001, BMJ 323:1123). All three slices have one value a person; before and after
/// must be measured in the same way.
///
/// # Errors
/// [`NotEnough`] for fewer than 30 in either group, or where before says nothing apart from treatment.
pub fn ancova(before: &[f64], after: &[f64], treated: &[bool]) -> Result<Ancova, NotEnough> {
    let count = treated.iter().filter(|treated| **treated).count();
    NotEnough::unless("treated", count, 30)?;
    NotEnough::unless("untreated", treated.len() - count, 30)?;
    let measured = before.len().min(after.len());
    NotEnough::unless("people measured before and after", measured, treated.len() as u64)?;
    let rows: Vec<[f64; 3]> = before
        .iter()
        .zip(treated)
        .map(|(before, treated)| [1.0, f64::from(u8::from(*treated)), *before])
        .collect();
    let fit = least_squares(&rows, &after[..rows.len()]).ok_or(NotEnough {
        what: "different values before",
        have: 1,
        need: 2,
    })?;
    let (value, error) = (fit.coefficients[1], fit.errors()[1]);
    let p = 2.0 * student_tail((value / error).abs(), fit.freedom);
    Ok(Ancova { effect: Estimate::new(value, error, fit.freedom), p })
}
