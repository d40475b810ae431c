//! What no rule accepts: each bad act is refused by its rule, what would satisfy it is accepted, and asking beforehand says the
//! same as looking back.

mod support;

use answered::{Around, refusal};
use record::event::{Answered, Assurance};
use record::outputs::{RefusalRule as Rule, Standing};
use record::policy::Policy;
use record::{Code, Event};
use support::{Files, answers, on, tells, to};

/// The desk of the police is told, with a sign of exploitation or without.
fn told(signs: &[&str]) -> Files {
    let mut told = tells("police/desk");
    told.signs = signs.iter().map(Code::new).collect();
    let mut files = Files::default();
    files.police().told("school", on("2019-04-01"), told);
    files
}

/// The same, answered *no action* with reasons.
fn no_action(signs: &[&str]) -> Files {
    let mut files = told(signs);
    files.answered("police/desk", on("2019-04-02"), answers("no_action", true));
    files
}

/// The rules that refuse the last act, looking back; asked beforehand the first of them must be given.
fn refused(files: &Files) -> Vec<Rule> {
    let found = files.as_of("2019-12-31").refusals;
    let events = files.ordered();
    let last = files.events.last().expect("an act");
    let place = events.iter().position(|event| event == last).expect("the act") as u32;
    assert!(found.iter().all(|refusal| refusal.event == place), "{found:?}");
    let mut before = files.events.clone();
    before.pop();
    before.sort_by_key(Event::order);
    let asked = refusal(&before, &Policy::england(), &Around::default(), last);
    assert_eq!(asked.as_ref().map(|refusal| refusal.rule), found.first().map(|refusal| refusal.rule));
    assert!(asked.is_none_or(|refusal| refusal.event == before.len() as u32));
    found.iter().map(|refusal| refusal.rule).collect()
}

#[test]
fn an_answer_by_a_post_that_does_not_owe_it_is_refused() {
    for (by, refuses) in [
        ("police/desk", false),
        ("police/sergeant", false),
        ("police", false),
        ("police/licensing", true),
        ("school/head", true),
    ] {
        let mut files = told(&[]);
        files.answered(by, on("2019-04-02"), answers("investigated", true));
        let rules = refused(&files);
        assert_eq!(rules == [Rule::AnsweredByAnotherPost], refuses, "{by}: {rules:?}");
        assert_eq!(files.duty("2019-12-31").standing == Standing::Answered, !refuses, "{by}");
    }
}

#[test]
fn an_answer_that_may_be_one_to_a_matter_or_a_check_is_not_refused() {
    for (by, withdrawn, refuses) in [
        ("health/nurse", false, true),
        ("health/nurse", true, false),
        ("health", true, true),
        ("health/director", false, false),
    ] {
        let mut files = told(&[]);
        files.post(on("2000-01-01"), "health/director", 4, None);
        if withdrawn {
            files.step("family", on("2019-04-02"), "withdrawn");
        }
        files.answered(by, on("2019-04-03"), answers("investigated", true));
        assert_eq!(!refused(&files).is_empty(), refuses, "{by} {withdrawn}");
    }
}

#[test]
fn a_second_signature_of_the_same_post_line_or_agency_is_refused_where_another_agency_is_needed() {
    for (by, rules) in [
        ("police/desk", vec![Rule::SignedByTheSamePost]),
        ("police/sergeant", vec![Rule::SignedInTheSameLine]),
        ("police/licensing", vec![Rule::SignedInTheSameAgency]),
        ("school", vec![Rule::SignedByNoPost]),
        ("school/head", vec![]),
    ] {
        let mut files = no_action(&["exploitation"]);
        files.step(by, on("2019-04-03"), "countersigned");
        assert_eq!(refused(&files), rules, "{by}");
        assert_eq!(files.duty("2019-12-31").standing == Standing::Answered, rules.is_empty(), "{by}");
    }
    // Where no rule asks for one, a manager who signs as well does no harm; to sign for oneself is none anywhere.
    let mut files = no_action(&["neglect"]);
    files.step("police/sergeant", on("2019-04-03"), "countersigned");
    assert_eq!(refused(&files), []);
    let mut files = no_action(&["neglect"]);
    files.step("police/desk", on("2019-04-03"), "countersigned");
    assert_eq!(refused(&files), [Rule::SignedByTheSamePost]);
}

#[test]
fn the_second_post_that_an_answer_names_is_judged_by_the_same_rules() {
    for (second, rules) in [
        ("police/desk", vec![Rule::SignedByTheSamePost]),
        ("police/inspector", vec![Rule::SignedInTheSameLine]),
        ("police/licensing", vec![Rule::SignedInTheSameAgency]),
        ("school", vec![Rule::SignedByNoPost]),
        ("school/head", vec![]),
    ] {
        let mut files = told(&["exploitation"]);
        let answer = Answered { second_post: Some(to(second)), ..answers("no_action", true) };
        files.answered("police/desk", on("2019-04-02"), answer);
        assert_eq!(refused(&files), rules, "{second}");
    }
}

#[test]
fn two_typed_names_are_not_two_signatures() {
    let typed = |files: &mut Files| {
        files.events.last_mut().expect("an act").by.assurance = Assurance::CommandLine;
    };
    let mut files = no_action(&["exploitation"]);
    files.step("school/head", on("2019-04-03"), "countersigned");
    typed(&mut files);
    assert_eq!(refused(&files), [Rule::TypedName]);
    assert_eq!(files.duty("2019-12-31").standing, Standing::DecidedWithoutReasons);
    files.events.last_mut().expect("an act").by.assurance = Assurance::SignedIn;
    assert_eq!(refused(&files), []);
    assert_eq!(files.duty("2019-12-31").standing, Standing::Answered);
    // Where candour itself takes the answer, whoever answers cannot sign for the second post.
    for assurance in [Assurance::CommandLine, Assurance::SignedIn, Assurance::SignatureKey] {
        let mut files = told(&["exploitation"]);
        let answer = Answered { second_post: Some(to("school/head")), ..answers("no_action", true) };
        files.answered("police/desk", on("2019-04-02"), answer);
        files.events.last_mut().expect("an act").by.assurance = assurance;
        assert_eq!(refused(&files), [Rule::TypedName], "{assurance}");
        assert_eq!(files.duty("2019-12-31").standing, Standing::DecidedWithoutReasons, "{assurance}");
    }
}

#[test]
fn a_hand_over_to_nobody_or_to_oneself_is_refused() {
    for (whom, rules) in [
        ("police", vec![Rule::HandedToNobody]),
        ("police/desk", vec![Rule::HandedToItself]),
        ("police/sergeant", vec![]),
        ("police#2", vec![]),
        ("council", vec![]),
    ] {
        let mut files = told(&[]);
        files.handed("police/desk", on("2019-04-02"), whom);
        assert_eq!(refused(&files), rules, "{whom}");
    }
}

#[test]
fn what_was_never_handed_over_cannot_be_accepted() {
    let mut files = told(&[]);
    files.step("council/contact", on("2019-04-03"), "accepted");
    assert_eq!(refused(&files), [Rule::AcceptedNeverHanded]);
    for (handed, accepts, refuses) in [
        ("council/contact", "council/contact", false),
        ("council", "council/contact", false),
        ("council/contact", "council/head", true),
        ("school", "council/contact", true),
    ] {
        let mut files = told(&[]);
        files.handed("police/desk", on("2019-04-02"), handed);
        files.step(accepts, on("2019-04-03"), "accepted");
        assert_eq!(!refused(&files).is_empty(), refuses, "{handed} {accepts}");
    }
    let mut files = told(&[]);
    files.handed("police/desk", on("2019-04-05"), "council/contact");
    files.step("council/contact", on("2019-04-03"), "accepted");
    assert_eq!(refused(&files), [Rule::AcceptedNeverHanded], "accepted before it was handed over");
}

#[test]
fn every_rule_says_what_it_asks_and_what_satisfies_it() {
    for rule in Rule::ALL {
        for words in [rule.sentence(), rule.satisfied_by()] {
            assert!(words.len() > 20 && !words.ends_with('.'), "{rule}");
            assert!(words.starts_with(|first: char| first.is_lowercase()), "{rule}");
        }
    }
}
