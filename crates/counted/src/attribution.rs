//! What of a change may be due to a service, and what would have come anyway.
//!
//! The least for any claim of credit: the naive change, the share that regression to the mean explains, the anyway rate, one
//! design with controls, one negative control ([`crate::ladder`] keeps that order). Each function says what data it needs,
//! and gives [`NotEnough`] below it. Method: `docs/method/attribution.md`.

mod ancova;
mod ancova_by_unit;
mod anyway;
mod controls;
mod difference_in_differences;
mod estimate;
mod interrupted_series;
mod regression_to_the_mean;

pub use ancova::{Ancova, ancova};
pub use ancova_by_unit::{Between, Member, ancova_by_unit};
pub use anyway::{Anyway, anyway};
pub use controls::{NegativeControl, PretendDates, pretend_dates};
pub use difference_in_differences::{DifferenceInDifferences, PanelRow, difference_in_differences};
pub use estimate::{Estimate, NotEnough};
pub use interrupted_series::{InterruptedSeries, average_break, interrupted_series};
pub use regression_to_the_mean::{Population, Side, expected_change};
