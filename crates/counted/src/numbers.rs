//! Numbers that come out the same each time: sums that lose nothing, and what is written with 12 significant digits.

mod counts;
mod distributions;
mod draws;
mod integral;
mod inverse;
mod least_squares;
mod order;
mod rounded;
mod solve;
mod sum;
mod tails;

pub use counts::{binomial_at_most, binomial_share_quantile, poisson_at_most};
pub use distributions::{chi_squared_quantile, normal_cdf, normal_density, normal_quantile};
pub use draws::Draws;
pub use integral::{Node, gauss_legendre};
pub use inverse::inverse;
pub use least_squares::{Fit, least_squares};
pub use order::{compare, median};
pub use rounded::rounded;
pub use solve::solve;
pub use sum::{Sum, mean, sum, sum_in_any_order};
pub use tails::{chi_squared_tail, ln_choose, normal_tail, student_quantile, student_tail};
