//! The codes a concern file may use.

use record::Code;
use record::policy::Policy;

use crate::codes::CodeSet;

/// The policy's code sets that concern files use.
#[derive(Debug)]
pub(crate) struct Vocabulary<'a> {
    pub(crate) signs: CodeSet<'a>,
    pub(crate) roles: CodeSet<'a>,
    pub(crate) tellers: CodeSet<'a>,
    pub(crate) outcomes: CodeSet<'a>,
    pub(crate) activities: CodeSet<'a>,
}

/// What an answer carries whose outcome the file does not state.
pub(crate) const NOT_STATED: &str = "not_stated";

impl<'a> Vocabulary<'a> {
    pub(crate) fn new(policy: &'a Policy) -> Self {
        let words = |code: &'a Code| code.as_str();
        Self {
            signs: CodeSet::new("sign", policy.signs.keys().map(words)),
            roles: CodeSet::new("role", policy.roles.keys().map(words)),
            tellers: CodeSet::new("teller", policy.tellers.keys().map(words)),
            outcomes: CodeSet::new("outcome", policy.outcomes.keys().map(words).chain([NOT_STATED])),
            activities: CodeSet::new("activity", policy.activities.keys().map(words)),
        }
    }
}
