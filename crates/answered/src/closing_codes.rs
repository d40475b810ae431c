//! What each closing code does to a duty, in one sentence: for whoever reads a return or writes an answer.

use record::Code;
use record::policy::{ClosingRule, Policy};

use crate::closing::{CANNOT, NEVER_END};

/// What a closing code does to a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosingEffect {
    /// Ends it, where the answer speaks to the substance.
    Ends,
    /// Ends it with reasons, and with a second post of another agency where the rules ask for one.
    EndsWithReasons,
    /// Ends the clock of the post with reasons; the duty moves to whoever holds the budget.
    Moves,
    /// Ends nothing; the receiver's acceptance stops the clock of whoever handed it over.
    WaitsForReceiver,
    /// Ends nothing: something that is recorded and is no answer.
    NeverEnds,
    /// A return's word for an answer of no action, without the reasons that returns never hold.
    NoActionWithoutReasons,
    /// Ends nothing: it settles a step of the agency's own procedure, and answers no warning.
    ClosesACase,
}

impl ClosingEffect {
    /// In one sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ends => "ends the duty where the answer speaks to the substance",
            Self::EndsWithReasons => "ends the duty only with reasons",
            Self::Moves => {
                "with reasons, stops the clock of the post and moves the duty to whoever holds the budget"
            }
            Self::WaitsForReceiver => "ends nothing before the receiver accepts",
            Self::NeverEnds => "is recorded and never ends a duty",
            Self::NoActionWithoutReasons => {
                "is taken as no action without reasons: nobody can tell whether the clock stopped"
            }
            Self::ClosesACase => {
                "settles the agency's own procedure and ends no duty: a warning still wants its answer"
            }
        }
    }
}

/// What a code does to a duty; `None` if it is no closing code of this policy.
///
/// `set` is a code set of `codes.csv`, `outcome` or `activity`, as in `closing_rules.csv`.
pub fn closing_effect(policy: &Policy, set: &str, code: &Code) -> Option<ClosingEffect> {
    if set == "outcome" {
        return of_outcome(policy, code);
    }
    let rules = of(policy, set, code);
    let any = |requires: &str| rules.iter().any(|rule| rule.requires.as_str() == requires);
    match set {
        "activity" if code.as_str() == "referral.no_further_action" => {
            Some(ClosingEffect::NoActionWithoutReasons)
        }
        _ if any("never_closes") => Some(ClosingEffect::NeverEnds),
        _ if any("receiver_signs") => Some(ClosingEffect::WaitsForReceiver),
        _ if any("closes_a_case") || any("reasons") => Some(ClosingEffect::ClosesACase),
        _ => None,
    }
}

fn of_outcome(policy: &Policy, code: &Code) -> Option<ClosingEffect> {
    let outcome = policy.outcomes.get(code)?;
    let bars = |wanted: &str| of(policy, "outcome", code).iter().any(|rule| rule.requires.as_str() == wanted);
    Some(match code.as_str() {
        _ if bars("receiver_signs") => ClosingEffect::WaitsForReceiver,
        never if NEVER_END.contains(&never) || bars("never_closes") => ClosingEffect::NeverEnds,
        CANNOT => ClosingEffect::Moves,
        _ if !outcome.ends_duty => ClosingEffect::NeverEnds,
        _ if outcome.no_action => ClosingEffect::EndsWithReasons,
        _ => ClosingEffect::Ends,
    })
}

/// The sentence of a code: what it does, and what the closing rules ask for beside it.
pub fn closing_sentence(policy: &Policy, set: &str, code: &Code) -> Option<String> {
    let mut sentence = closing_effect(policy, set, code)?.words().to_owned();
    let rules = of(policy, set, code);
    let asks = |requires: &str| rules.iter().find(|rule| rule.requires.as_str() == requires);
    let mut asked: Vec<String> = Vec::new();
    if asks("reasons").is_some() {
        asked.push("reasons".to_owned());
    }
    if asks("second_post_other_agency").is_some() {
        asked.push(
            "a second post of another agency where a sign of exploitation was ever recorded or the teller disputes"
                .to_owned(),
        );
    }
    if let Some(amount) = asks("reread_one_in").and_then(|rule| rule.amount) {
        asked.push(format!("otherwise one in {amount} to be read again"));
    }
    if !asked.is_empty() {
        sentence.push_str("; the rules ask for ");
        sentence.push_str(&asked.join(", "));
    }
    Some(sentence)
}

fn of<'p>(policy: &'p Policy, set: &str, code: &Code) -> Vec<&'p ClosingRule> {
    let same = |rule: &&ClosingRule| rule.code_set.as_str() == set && rule.code == *code;
    policy.closing_rules.iter().filter(same).collect()
}
