//! A number given to two concerns is two concerns.

mod support;

use answered::{About, knew};
use record::event::Told;
use record::mention::Identifier;
use record::outputs::{KnowledgeState, Standing};
use record::{Claimed, Code, FileId, Mention, MentionKind, PostId};
use support::{Files, answers, day, on, tells};

fn child(number: Option<&str>, forename: &str, born: &str) -> Mention {
    let mut child = Mention::new(MentionKind::Child, "subject");
    child.identifiers = number
        .map(|value| Identifier { scheme: Code::new("local"), value: value.into() })
        .into_iter()
        .collect();
    child.forename = Some(forename.into());
    child.surname = Some("Reed".into());
    child.born = Some(on(born));
    child
}

fn about(child: Mention) -> Told {
    Told { mentions: vec![child], ..tells("police/desk") }
}

fn amy() -> Mention {
    child(Some("1"), "Amy", "2008-01-02")
}

fn zed() -> Mention {
    child(Some("99"), "Zed", "2009-03-04")
}

/// The number told of Amy and then of Zed, and one answer between or after.
fn two(answered: Claimed) -> Files {
    let mut files = Files::default();
    files.police().told("police", on("2022-01-01"), about(amy()));
    let mut later = about(zed());
    later.mentions.push(Mention::new(MentionKind::Place, "home"));
    files.told("police", on("2023-05-01"), later);
    files.answered("police/desk", answered, answers("investigated", true));
    files.events.sort_by_key(|event| event.order());
    files
}

/// The standings in the order told, and the rules of the findings.
fn standings(files: &Files) -> (Vec<Standing>, Vec<String>) {
    let answers = files.as_of("2024-12-31");
    let rules = answers.findings.iter().map(|found| found.rule.to_string()).collect();
    (answers.duties.iter().map(|duty| duty.standing).collect(), rules)
}

#[test]
fn a_number_given_again_to_another_child_is_a_duty_of_its_own_and_each_answer_ends_its_own() {
    let (made, rules) = standings(&two(on("2023-05-02")));
    assert!(made.len() == 2 && made[0] != Standing::Answered && made[1] == Standing::Answered, "{made:?}");
    assert_eq!(rules, ["concern.number_reused"]);
    let (made, _) = standings(&two(on("2022-01-01")));
    assert!(made.len() == 2 && made[0] == Standing::Answered && made[1] != Standing::Answered, "{made:?}");
}

#[test]
fn it_is_the_same_in_two_files() {
    let mut files = two(on("2023-05-02"));
    for event in files.events.iter_mut().skip(1) {
        event.source.file = FileId(1);
    }
    assert_eq!(standings(&files), standings(&two(on("2023-05-02"))));
}

#[test]
fn an_act_before_both_ends_neither() {
    let (made, rules) = standings(&two(on("2021-01-01")));
    assert!(made.len() == 2 && made.iter().all(|standing| *standing != Standing::Answered), "{made:?}");
    assert_eq!(rules, ["concern.number_reused", "concern.act_before_telling"]);
}

#[test]
fn what_a_post_opened_about_one_child_is_not_shown_as_known_of_the_other() {
    let files = two(on("2023-05-02"));
    let answers = files.as_of("2024-12-31");
    let knew = |told: u32| {
        let about = About::Events(std::slice::from_ref(&told));
        knew(&answers, &files.events, &PostId::new("police/desk"), about, day("2024-12-31")).state
    };
    let told: Vec<u32> = answers.duties.iter().map(|duty| duty.opened_by).collect();
    assert_ne!(knew(told[0]), KnowledgeState::Opened);
    assert_eq!(knew(told[1]), KnowledgeState::Opened);
}

#[test]
fn the_same_child_told_again_is_one_duty() {
    let again = [
        amy(),
        child(Some("1"), "Aimee", "2008-02-01"),
        child(Some("7"), "AMY", "2008-01-02"),
        child(None, "Amy", "2009-09-09"),
        Mention::new(MentionKind::Child, "subject"),
    ];
    for again in again {
        let mut files = Files::default();
        files.police().told("police", on("2022-01-01"), about(amy()));
        files.told("police", on("2022-02-01"), about(again));
        files.told("police", on("2022-02-02"), tells("police/desk"));
        let (made, rules) = standings(&files);
        assert_eq!((made.len(), rules.len()), (1, 0));
    }
}

#[test]
fn without_numbers_name_and_birth_date_must_both_differ() {
    let pair = |forename: &str, born: &str| {
        let mut files = Files::default();
        files.police().told("police", on("2022-01-01"), about(child(None, "Amy", "2008-01-02")));
        files.told("police", on("2023-01-01"), about(child(None, forename, born)));
        standings(&files).0.len()
    };
    assert_eq!([pair("Zed", "2009-03-04"), pair("Zed", "2008-01-02"), pair("Amy", "2009-03-04")], [2, 1, 1]);
}

#[test]
fn a_telling_of_both_children_makes_them_one_concern() {
    let mut files = two(on("2023-05-02"));
    let mut both = about(amy());
    both.mentions.push(zed());
    files.told("police", on("2023-06-01"), both);
    assert!(standings(&files).1.is_empty());
}
