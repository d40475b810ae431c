//! England's policy, with a partnership's folder laid over it.

use std::error::Error;
use std::path::Path;

use record::policy::Policy;

use super::WrongUse;

pub(crate) fn load(folder: Option<&Path>) -> Result<Policy, Box<dyn Error>> {
    desk::policy_of(folder).map_err(|wrong| WrongUse(wrong).into())
}

/// `1 thing`, `2 things`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
