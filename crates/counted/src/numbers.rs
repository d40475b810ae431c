//! Numbers that come out the same each time: sums that lose nothing, and what is written with 12 significant digits.

mod distributions;
mod draws;
mod least_squares;
mod rounded;
mod solve;
mod sum;
mod tails;

pub use distributions::{chi_squared_quantile, normal_cdf, normal_quantile};
pub use draws::Draws;
pub use least_squares::{Fit, least_squares};
pub use rounded::rounded;
pub use solve::inverse;
pub use sum::{Sum, mean, sum};
pub use tails::{chi_squared_tail, ln_choose, normal_tail, student_quantile, student_tail};
