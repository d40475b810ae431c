//! *Ever recorded*: a sign in one concern asks for the second post in every other about the same child, person, place or
//! thing, and a busy or innocent place spreads nothing.

#[path = "../../answered/tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use record::event::Told;
use record::outputs::{Duty, Standing};
use record::policy::Policy;
use record::{Code, Event, Mention, MentionKind};
use support::{Files, answers, child, concern, day, on, remarked, tells, thing};

static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

const SECOND: &str = "needs_second_post_of_another_agency";

fn ada() -> Mention {
    child("Ada", "Marlow", "2004-02-11")
}

fn bess() -> Mention {
    child("Bess", "Norrington", "2003-09-30")
}

fn telling(key: &str, whom: &str, signs: &[&str], mentions: Vec<Mention>) -> Told {
    let mut told = tells(whom);
    told.concern = concern(key);
    told.signs = signs.iter().map(Code::new).collect();
    told.mentions = mentions;
    told
}

/// Concern `c`, answered *no action* with reasons, beside another telling of another agency; the duty of the desk.
fn beside(mentions: Vec<Mention>, other: Told) -> Duty {
    let mut files = Files::default();
    files.police().told("police", on("2019-04-01"), telling("c", "police/desk", &[], mentions));
    files.answered("police/desk", on("2019-04-02"), answers("no_action", true));
    files.told("council", on("2019-06-03"), other);
    duty(files.events)
}

fn duty(mut events: Vec<Event>) -> Duty {
    flow::order(&mut events);
    let answers = flow::run(&events, &ENGLAND, day("2020-12-31")).answers;
    let of_desk = |duty: &&Duty| duty.post.as_str() == "police/desk";
    answers.duties.iter().find(of_desk).cloned().expect("the duty of the desk")
}

fn asks(duty: &Duty) -> bool {
    assert_eq!(remarked(duty, SECOND), duty.standing == Standing::DecidedWithoutReasons, "{duty:?}");
    remarked(duty, SECOND)
}

#[test]
fn a_sign_recorded_for_the_same_child_by_another_agency_asks_for_the_second_post() {
    let other = |signs: &[&str], whom: Mention| telling("d", "council/contact", signs, vec![whom]);
    assert!(asks(&beside(vec![ada()], other(&["gifts"], ada()))));
    assert!(!asks(&beside(vec![ada()], other(&["neglect"], ada()))), "no sign of exploitation");
    assert!(!asks(&beside(vec![ada()], other(&["gifts"], bess()))), "another child");
    let mut friend = ada();
    friend.role = Code::new("friend");
    let named = telling("d", "council/contact", &["gifts"], vec![bess(), friend]);
    assert!(!asks(&beside(vec![ada()], named)), "a friend whom the record names is not whom it is about");
}

#[test]
fn a_sign_spreads_by_what_is_of_concern_and_never_by_what_is_innocent() {
    for (kind, role, value, spreads) in [
        (MentionKind::Vehicle, "vehicle_of_concern", "AB12 CDE", true),
        (MentionKind::Phone, "phone_of_concern", "07700 900123", true),
        (MentionKind::Vehicle, "contract_vehicle", "AB12 CDE", false),
        (MentionKind::Phone, "family_phone", "07700 900123", false),
    ] {
        let shared = || thing(kind, role, value);
        let other = telling("d", "council/contact", &["gifts"], vec![bess(), shared()]);
        assert_eq!(asks(&beside(vec![ada(), shared()], other)), spreads, "{role}");
    }
}

#[test]
fn a_thing_that_many_childrens_records_name_spreads_nothing() {
    let plate = || thing(MentionKind::Vehicle, "vehicle_of_concern", "AB12 CDE");
    for (children, spreads) in
        [(ENGLAND.matters.most_children, true), (ENGLAND.matters.most_children + 1, false)]
    {
        let mut files = Files::default();
        files.police().told(
            "police",
            on("2019-04-01"),
            telling("c", "police/desk", &[], vec![ada(), plate()]),
        );
        files.answered("police/desk", on("2019-04-02"), answers("no_action", true));
        for n in 1..children {
            let letters = char::from(b'A' + n as u8);
            let whom = child(
                &format!("{letters}na{letters}"),
                &format!("{letters}ster{letters}"),
                &format!("2003-{:02}-{:02}", 1 + n % 12, 1 + n),
            );
            let signs: &[&str] = if n == 1 { &["gifts"] } else { &[] };
            files.told(
                "council",
                on("2019-06-03"),
                telling(&format!("d{n}"), "council/contact", signs, vec![whom, plate()]),
            );
        }
        assert_eq!(asks(&duty(files.events)), spreads, "{children} children");
    }
}

#[test]
fn an_age_rule_that_is_certainly_met_asks_for_the_second_post_and_one_that_may_be_met_does_not() {
    // Twelve, fourteen (whether the other was an adult nobody can tell) and nineteen on the day of the record.
    for (born, met) in [("2007-02-11", true), ("2005-02-11", false), ("2000-02-11", false)] {
        let whom = || child("Ada", "Marlow", born);
        let mut other = telling("d", "council/contact", &[], vec![whom()]);
        other.codes = vec![(Code::new("assessment_factor"), Code::new("19A"))];
        assert_eq!(asks(&beside(vec![whom()], other)), met, "{born}");
    }
}
