//! What a notice says, in one sentence. It is made of codes and of the policy, never of a record's own words.

use record::outputs::Notice;
use record::policy::Policy;
use record::{Code, Tri};

/// The sentence of a notice: what was found, and what to do about it; of an age rule that is met, the rule and its law.
pub fn sentence(policy: &Policy, notice: &Notice) -> String {
    let open = notice.certain != Tri::Yes;
    match notice.rule.as_str() {
        "language" => format!(
            "words of the kind “{}” in a record of a child whose recorded facts are those of an offence against it: say who did what instead; the words stay as they are",
            plain(&notice.about)
        ),
        "offence_not_recorded" => format!(
            "the facts meet rule {}, and nothing in these files shows an offence recorded or a report to the police: not to record it needs a reason",
            notice.about
        ),
        "contradiction_shown" => format!(
            "code {} (“{}”) after an earlier sign: show the earlier record to whoever signs",
            notice.about,
            label(policy, "assessment_factor", &notice.about)
        ),
        "second_look" => format!(
            "coded as behaviour ({}) beside factors of exploitation: look a second time",
            notice.about
        ),
        _ => age_rule(policy, &notice.rule, open),
    }
}

/// What an age rule says, with its law. Of an open one: what would settle it.
fn age_rule(policy: &Policy, rule: &Code, open: bool) -> String {
    let Some(rule) = policy.age_rules.iter().find(|known| known.id == *rule) else {
        return "a rule that the policy no longer has".to_owned();
    };
    let words = format!("rule {}: {} ({})", rule.id, rule.behaviour, rule.law);
    if open {
        format!("may meet {words}; record what would settle it: both ages, and who the other person is")
    } else {
        words
    }
}

fn label(policy: &Policy, set: &str, code: &Code) -> String {
    let known = policy.codes.get(&(Code::new(set), code.clone()));
    known.map_or_else(|| code.to_string(), |known| known.label.to_string())
}

fn plain(code: &Code) -> String {
    code.as_str().replace('_', " ")
}

/// A remark of a notice in words.
pub fn remark(code: &Code) -> &'static str {
    match code.as_str() {
        "birth_dates_conflict" => "birth dates contradict each other; the youngest age counts",
        "police_not_named_in_files" => "these files do not say which agency the police are",
        _ => "see the code",
    }
}

#[cfg(test)]
mod tests {
    use record::Code;

    use super::*;

    #[test]
    fn every_rule_has_a_sentence_that_says_what_to_do() {
        let policy = Policy::england();
        let notice = |rule: &str, about: &str, certain| Notice {
            rule: Code::new(rule),
            about: Code::new(about),
            event: 0,
            child: None,
            certain,
            rests_on: Vec::new(),
            remarks: Vec::new(),
        };
        for rule in &policy.age_rules {
            let met = sentence(&policy, &notice(rule.id.as_str(), "", Tri::Yes));
            assert!(met.contains(rule.law.as_str()), "{met}");
            assert!(
                sentence(&policy, &notice(rule.id.as_str(), "", Tri::CannotTell)).starts_with("may meet")
            );
        }
        let twenty_one = sentence(&policy, &notice("contradiction_shown", "21", Tri::Yes));
        assert!(twenty_one.contains("no factors identified"), "{twenty_one}");
        assert!(
            sentence(&policy, &notice("language", "moral_judgement", Tri::Yes)).contains("“moral judgement”")
        );
    }
}
