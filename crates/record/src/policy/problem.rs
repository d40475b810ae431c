//! What is wrong in a policy, with its place and remedy.

use std::cell::RefCell;

/// One thing wrong in a policy file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
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

/// Every problem met while a policy is read.
///
/// INVARIANT: whoever reads a wrong cell adds a problem and goes on with a stand-in value; `load` returns no policy
/// when there is any problem, so no stand-in is ever used.
#[derive(Debug, Default)]
pub(super) struct Problems(RefCell<Vec<PolicyError>>);

impl Problems {
    pub(super) fn add(&self, file: &str, line: u32, problem: impl Into<String>, remedy: impl Into<String>) {
        let error =
            PolicyError { file: file.to_owned(), line, problem: problem.into(), remedy: remedy.into() };
        self.0.borrow_mut().push(error);
    }

    /// All of them, by file and line.
    pub(super) fn into_list(self) -> Vec<PolicyError> {
        let mut list = self.0.into_inner();
        list.sort();
        list.dedup();
        list
    }
}

/// A given value as a message may show it: in one line, at most 40 characters.
pub(super) fn shown(value: &str) -> String {
    let clean: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(40).collect();
    if value.chars().nth(40).is_some() { format!("{clean}…") } else { clean }
}
