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
    pub(crate) powers: CodeSet<'a>,
    pub(crate) power_reasons: CodeSet<'a>,
    pub(crate) sharing_grounds: CodeSet<'a>,
    pub(crate) scopes: CodeSet<'a>,
    pub(crate) asked: CodeSet<'a>,
    pub(crate) manners: CodeSet<'a>,
    pub(crate) minutes: CodeSet<'a>,
}

/// What an answer carries whose outcome the file does not state.
pub(crate) const NOT_STATED: &str = "not_stated";

/// What a meeting's row may say of its minute.
pub(crate) const MINUTES: [&str; 2] = ["sealed", "none"];

impl<'a> Vocabulary<'a> {
    pub(crate) fn new(policy: &'a Policy) -> Self {
        let words = |code: &'a Code| code.as_str();
        let reasons = |set: &'static str| {
            policy.reasons.keys().filter(move |(of, _)| of.as_str() == set).map(|(_, code)| code.as_str())
        };
        Self {
            signs: CodeSet::new("sign", policy.signs.keys().map(words)),
            roles: CodeSet::new("role", policy.roles.keys().map(words)),
            tellers: CodeSet::new("teller", policy.tellers.keys().map(words)),
            outcomes: CodeSet::new("outcome", policy.outcomes.keys().map(words).chain([NOT_STATED])),
            activities: CodeSet::new("activity", policy.activities.keys().map(words)),
            powers: CodeSet::new("power", policy.powers.keys().map(words)),
            power_reasons: CodeSet::new("reason of a power", reasons("power_reason")),
            sharing_grounds: CodeSet::new("ground of a refusal", reasons("sharing_ground")),
            scopes: CodeSet::new("scope", reasons("scope")),
            asked: CodeSet::new("question of a supervision", reasons("asked")),
            manners: CodeSet::new("manner of telling", reasons("manner")),
            minutes: CodeSet::new("state of a minute", MINUTES),
        }
    }
}
