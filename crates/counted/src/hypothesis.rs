//! The tests of hypotheses that audits rest on, each as its textbook has it.
//!
//! A p-value here is the chance of figures at least this far from what was expected if only chance was at work. It says
//! nothing of causes, and it is never shown without the number of tests made beside it ([`corrections`]).

mod binomial;
pub mod corrections;
mod digits;
mod fisher;
mod line;
mod logistic;
mod mann_whitney;
mod spread;
mod strata;

pub use binomial::{at_least, at_most};
pub use digits::{LastDigits, last_digits};
pub use fisher::{Table, fisher_greater, fisher_two_sided};
pub use line::{Line, fit_line};
pub use logistic::{Band, LogitSlope, logit_slope};
pub use mann_whitney::{MannWhitney, Ranked, mann_whitney_greater, stratified_rank_sum};
pub use spread::{Pooled, pooled_logit, spread_tail};
pub(crate) use strata::{Few, Ordered, Ranks};
