//! The texts of the rungs, version 1.

use super::{Design, Unit};
use crate::attribution::{Estimate, NegativeControl, PretendDates};

pub(super) const NO_CHANGE: &str = "The figures are what we would expect if nothing had changed.";

/// A figure with its unit.
fn figure(value: f64, unit: Unit<'_>) -> String {
    format!("{} {}", number(value, unit), unit.words)
}

/// A figure without its unit. No negative zero.
fn number(value: f64, unit: Unit<'_>) -> String {
    let text = format!("{value:.*}", unit.places);
    let zero = text.trim_start_matches('-').chars().all(|letter| matches!(letter, '0' | '.'));
    let text = if zero { text.trim_start_matches('-').to_owned() } else { text };
    text.replace('-', "\u{2212}")
}

fn interval(of: Estimate, unit: Unit<'_>) -> String {
    format!("{} ({} to {})", figure(of.value, unit), number(of.low, unit), number(of.high, unit))
}

pub(super) fn not_enough(events: u64, smallest: f64, unit: Unit<'_>) -> String {
    format!("With {events} events we could only have seen a change of {} or more.", figure(smallest, unit))
}

pub(super) fn changed(change: Estimate, anyway: Option<(f64, f64)>, unit: Unit<'_>) -> String {
    let changed = format!("It changed by {}.", interval(change, unit));
    match anyway {
        Some((mean, anyway)) => {
            let (low, high) = if mean <= anyway { (mean, anyway) } else { (anyway, mean) };
            format!(
                "{changed} Between {} and {} of this would be expected with no service at all. We cannot tell what caused the rest.",
                number(low, unit),
                figure(high, unit)
            )
        }
        None => format!(
            "{changed} How much of this would be expected with no service at all is not known. We cannot tell what caused it."
        ),
    }
}

pub(super) fn consistent(
    design: &Design,
    control: &NegativeControl,
    assumption: &str,
    unit: Unit<'_>,
) -> String {
    format!(
        "This is consistent with the service helping: {} differ by {}, and nothing is seen where nothing can be ({}). It holds only if {assumption}.",
        design.kind.words(),
        interval(design.effect, unit),
        control.what,
    )
}

pub(super) fn well_supported(
    first: &Design,
    second: &Design,
    pretend: PretendDates,
    version: u32,
    assumption: &str,
    unit: Unit<'_>,
) -> String {
    format!(
        "This is well supported: two independent designs agree ({}: {}; {}: {}), {} of {} pretend dates show as clear a break, and the definition stayed at version {version}. It holds only if {assumption}.",
        first.kind.words(),
        interval(first.effect, unit),
        second.kind.words(),
        interval(second.effect, unit),
        pretend.as_clear,
        pretend.tried,
    )
}
