//! What a writer is told after the receipt: plain advice about facts and wording. Nothing waits for it or is changed by it.

use flow::notices::{self, Language, People, matched_terms};
use record::event::Assurance;
use record::outputs::MentionTable;
use record::policy::Policy;
use record::{Body, Code, Day, Event, EventId, FileId, Logged, Rank, SourceRef};
use told::telling::{Taking, Telling};

/// Tellers who are no officials and may be told what the law says of the facts. Of the others nobody knows whether they
/// are a child: they are told nothing beside their receipt.
const GROWN: [&str; 4] = ["parent", "relative", "neighbour", "business"];

/// Advice about one telling, one sentence each.
///
/// A child is told nothing, and nobody but an official is ever told anything about wording. Empty too for a telling that
/// cannot be taken: its error was said before.
pub fn advice(telling: &Telling, policy: &Policy, today: Day) -> Vec<String> {
    let event = telling.event(&Taking {
        policy,
        logged: Logged(0),
        today,
        id: EventId(1),
        fresh_number: 0,
        source: SourceRef { file: FileId(0), line: 1, part: 0 },
        assurance: Assurance::CommandLine,
    });
    event.map(|event| of_event(&event, policy, today)).unwrap_or_default()
}

fn of_event(event: &Event, policy: &Policy, today: Day) -> Vec<String> {
    let Body::Told(told) = &event.body else { return Vec::new() };
    let official = policy.tellers.get(&told.teller).is_some_and(|teller| teller.rank > Rank::PUBLIC);
    if !official && !GROWN.contains(&told.teller.as_str()) {
        return Vec::new();
    }
    let events = core::slice::from_ref(event);
    let mentions = MentionTable::new(events);
    // Within one telling each mention is somebody of their own.
    let entity_of: Vec<u32> = (0..event.mentions().len() as u32).collect();
    let people = People { mentions: &mentions, entity_of: &entity_of };
    let noticed = notices::notices(events, people, policy, today).notices;
    let is_age_rule = |rule: &Code| policy.age_rules.iter().any(|known| known.id == *rule);
    let of_law = noticed.iter().filter(|notice| is_age_rule(&notice.rule));
    let mut advice: Vec<String> =
        of_law.map(|notice| published::notice_words::sentence(policy, notice)).collect();
    advice.dedup();
    if official && noticed.iter().any(|notice| notice.rule.as_str() == notices::LANGUAGE) {
        let terms = matched_terms(event, policy, &Language::new(policy));
        advice.extend(terms.into_iter().map(|term| {
            let term = &policy.language[term];
            let kind = term.category.as_str().replace('_', " ");
            format!("a wording ({kind}): {}; better: {}", term.why, term.suggested)
        }));
    }
    advice
}

#[cfg(test)]
mod tests {
    use record::Day;
    use record::policy::Policy;
    use told::telling::{Person, Telling};

    use super::advice;

    fn told_by(teller: &str, signs: &[&str]) -> Vec<String> {
        let telling = Telling {
            told_to: "council/front-door".to_owned(),
            teller: Some(teller.to_owned()),
            signs: signs.iter().map(|sign| (*sign).to_owned()).collect(),
            children: vec![Person { born: Some("2010-01-01".to_owned()), ..Person::default() }],
            words: Some("She is promiscuous.".to_owned()),
            ..Telling::default()
        };
        advice(&telling, &Policy::england(), Day::parse_iso("2024-06-01").expect("a date"))
    }

    #[test]
    fn an_official_is_told_of_the_law_and_of_wording() {
        let said = told_by("school", &["exploitation"]);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("rule A5") && said[1].contains("moral judgement"), "{said:?}");
        assert!(!said[1].contains("promiscuous"), "the writer's words are not repeated: {said:?}");
        assert_eq!(told_by("school", &["neglect"]), [] as [&str; 0]);
    }

    #[test]
    fn a_parent_is_never_told_off_about_wording_and_a_child_is_told_nothing() {
        assert_eq!(told_by("parent", &["exploitation"]).len(), 1);
        for teller in ["child", "friend", "anonymous", "unknown", "other"] {
            assert_eq!(told_by(teller, &["exploitation"]), [] as [&str; 0], "{teller}");
        }
    }
}
