//! Reading and checking a policy.

use super::model::Policy;

/// One thing wrong in a policy file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{file}` line {line}: {problem}; {remedy}")]
pub struct PolicyError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl Policy {
    /// England's embedded policy.
    pub fn england() -> Self {
        todo!()
    }

    /// England's policy with these files laid over it.
    ///
    /// # Errors
    /// Every problem found, each with file and line.
    pub fn with_overlay(_files: &[(String, Vec<u8>)]) -> Result<Self, Vec<PolicyError>> {
        todo!()
    }
}
