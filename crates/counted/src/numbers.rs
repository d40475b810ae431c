//! Numbers that come out the same each time: sums that lose nothing, and what is written with 12 significant digits.

mod distributions;
mod rounded;
mod sum;

pub use distributions::{chi_squared_quantile, normal_cdf, normal_quantile};
pub use rounded::rounded;
pub use sum::{Sum, mean, sum};
