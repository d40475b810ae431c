//! Places, vehicles and persons that several children's records share; accounts of one event.

mod common;

use common::*;
use record::event::Correction;
use record::outputs::DisagreementKind;
use record::{Code, Mention, MentionKind};

const ON: &str = "2015-03-01";

fn plate(value: &str) -> Mention {
    thing(MentionKind::Vehicle, "vehicle_of_concern", value)
}

fn spot(value: &str) -> Mention {
    thing(MentionKind::Place, "meeting_place", value)
}

#[test]
fn a_vehicle_named_by_two_agencies_about_two_children_is_a_question() {
    let (events, joined) = join(vec![
        told("police", 1, ON, vec![child("Amy Pemgate", "2003-05-02", ""), plate("YK07 ABC")]),
        told("school", 2, "2014-01-09", vec![child("Ben Watt", "2004-05-02", ""), plate("yk07abc")]),
        answered("police", 1, "investigated"),
    ]);
    let question = &joined.questions[0];
    assert_eq!(joined.questions.len(), 1);
    assert_eq!(question.shared, entity(&events, &joined, ("police", 1), 1));
    assert_eq!((question.households, question.busy, question.unanswered), (2, 2, 1));
    assert_eq!(question.agencies.len(), 2);
    assert_eq!(question.first, record::Claimed::day(day("2014-01-09")));
    assert!(question.innocent_roles.is_empty());
}

#[test]
fn a_household_counts_as_one_child() {
    let by_role = vec![told(
        "police",
        1,
        ON,
        vec![
            child("Amy Pemgate", "2003-05-02", ""),
            child("Ben Pemgate", "2004-05-02", "").role("sibling"),
            plate("YK07 ABC"),
        ],
    )];
    assert_eq!(join(by_role).1.questions.len(), 0);
    let by_home = vec![
        told("police", 1, ON, vec![child("Amy Pemgate", "2003-05-02", "WB1 2AB"), plate("YK07 ABC")]),
        told("school", 2, ON, vec![child("Ben Pemgate", "2004-05-02", "wb12ab"), plate("YK07 ABC")]),
    ];
    assert_eq!(join(by_home).1.questions.len(), 0);
}

#[test]
fn confused_letters_make_a_possible_tie_and_join_nothing() {
    let (_, joined) = join(vec![
        told("police", 1, ON, vec![child("Amy Pemgate", "2003-05-02", ""), plate("YK07 ABC")]),
        told("school", 2, ON, vec![child("Ben Watt", "2004-05-02", ""), plate("YKO7 ABC")]),
    ]);
    assert_eq!(possible(&joined).len(), 1);
    assert_eq!(joined.questions.len(), 1, "the two plates are listed once");
    let question = &joined.questions[0];
    assert_eq!((question.children_certain.len(), question.children_possible.len()), (1, 1));
    assert_eq!(question.households, 1);
}

#[test]
fn a_taxi_rank_that_everybody_shares_and_explained_ties_stand_last() {
    let mut events = Vec::new();
    for n in 0..12 {
        let name = format!("Name{n} Sur{n}");
        events.push(told(
            "police",
            n + 1,
            ON,
            vec![child(&name, "2003-05-02", ""), spot("Taxi rank, Station Rd")],
        ));
        let school = thing(MentionKind::Place, "school", "Hill School");
        if n < 3 {
            events.push(told("school", n + 50, ON, vec![child(&name, "2003-05-02", ""), school]));
        }
        if n < 2 {
            events.push(told("health", n + 80, ON, vec![child(&name, "2003-05-02", ""), plate("YK07 ABC")]));
        }
    }
    let (_, joined) = join(events);
    let kinds: Vec<(MentionKind, u32, bool)> =
        joined.questions.iter().map(|q| (q.kind, q.busy, q.innocent_roles.is_empty())).collect();
    let expected =
        [(MentionKind::Vehicle, 2, true), (MentionKind::Place, 12, true), (MentionKind::Place, 3, false)];
    assert_eq!(kinds, expected);
    assert_eq!(joined.questions[2].innocent_roles, [(Code::new("school"), 3)]);
}

#[test]
fn a_place_without_its_postcode_is_possibly_the_only_one_of_its_name() {
    let (_, joined) = join(vec![
        told("police", 1, ON, vec![spot("Star Kebab, High St, WB1 2AB")]),
        told("school", 2, ON, vec![spot("star kebab high street")]),
        told("health", 3, ON, vec![spot("Star Kebab High Street WB1 2AB")]),
    ]);
    assert_eq!((joined.entities.len(), possible(&joined).len()), (2, 1));
}

#[test]
fn accounts_of_one_event_are_grouped_and_their_disagreements_listed() {
    let amy = || child("Amy Pemgate", "2003-05-02", "");
    let mut a = told("police", 1, "2015-03-01", vec![amy()]);
    let mut b = told("school", 2, "2015-03-03", vec![amy()]);
    body(&mut a).signs = vec![Code::new("vehicle")];
    body(&mut b).signs = vec![Code::new("gifts"), Code::new("vehicle")];
    body(&mut a).told_to = record::Addressee::post(record::PostId::new("police/desk"));
    body(&mut b).told_to = record::Addressee::agency(record::AgencyId::new("council"));
    let c = told("health", 3, "2015-04-20", vec![amy()]);
    let (_, joined) =
        join(vec![a, b, c, answered("police", 1, "investigated"), answered("school", 2, "no_action")]);
    assert_eq!(joined.accounts.len(), 1);
    let group = &joined.accounts[0];
    assert_eq!(
        (group.events.as_slice(), group.ground.as_str()),
        (&[0, 1][..], "same_child_near_date_same_kind")
    );
    let about: Vec<DisagreementKind> =
        group.disagreements.iter().map(|disagreement| disagreement.about).collect();
    use DisagreementKind::{Date, Outcome, Signs, ToldTo};
    assert_eq!(about, [Date, ToldTo, Signs, Outcome]);
    assert!(group.disagreements.iter().all(|disagreement| disagreement.sides.len() == 2));
}

#[test]
fn whoever_names_no_addressee_does_not_disagree_about_who_was_told() {
    let amy = || child("Amy Pemgate", "2003-05-02", "");
    let a = told("police", 1, "2015-03-01", vec![amy()]);
    let mut b = told("school", 2, "2015-03-01", vec![amy()]);
    let about = |a: &record::Event, b: &record::Event| {
        let (_, joined) = join(vec![a.clone(), b.clone()]);
        assert_eq!(joined.accounts.len(), 1);
        joined.accounts[0].disagreements.len()
    };
    assert_eq!(about(&a, &b), 0, "each is read as told to its own agency");
    body(&mut b).told_to = record::Addressee::agency(record::AgencyId::new("council"));
    assert_eq!(about(&a, &b), 0, "one alone states an addressee");
}

#[test]
fn concerns_of_other_signs_on_other_days_are_not_one_event() {
    let amy = || child("Amy Pemgate", "2003-05-02", "");
    let groups = |sign: &str, on: &str| {
        let mut a = told("police", 1, "2015-03-01", vec![amy()]);
        let mut b = told("school", 2, on, vec![amy()]);
        body(&mut a).signs = vec![Code::new("missing_episode")];
        body(&mut b).signs = vec![Code::new(sign)];
        join(vec![a, b]).1.accounts.len()
    };
    assert_eq!(groups("school_absence", "2015-03-03"), 0);
    assert_eq!(groups("missing_episode", "2015-03-03"), 1);
    assert_eq!(groups("school_absence", "2015-03-01"), 1);
}

#[test]
fn two_events_of_one_file_are_never_made_one() {
    let amy = || child("Amy Pemgate", "2003-05-02", "");
    let signed = |mut event: record::Event| {
        body(&mut event).signs = vec![Code::new("vehicle")];
        event
    };
    let (events, joined) = join(vec![
        signed(told("police", 1, "2015-03-01", vec![amy()])),
        signed(told("police", 2, "2015-03-02", vec![amy()])),
        signed(told("school", 3, "2015-03-02", vec![amy()])),
    ]);
    let groups: Vec<Vec<u32>> = joined
        .accounts
        .iter()
        .map(|group| group.events.iter().map(|&event| events[event as usize].source.line).collect())
        .collect();
    assert_eq!(groups, [[2, 3]], "the nearest dates first");
}

#[test]
fn a_person_groups_and_parts_accounts() {
    let amy = || child("Amy Pemgate", "2003-05-02", "");
    let a = told("police", 1, "2015-03-01", vec![amy()]);
    let b = told("school", 2, "2015-03-01", vec![amy()]);
    let c = told("health", 3, "2016-08-01", vec![amy()]);
    let row = |event: &record::Event| record::event::RowPlace(event.source);
    let (part, group) = (Correction::NotSameEvent(row(&a), row(&b)), Correction::SameEvent(row(&a), row(&c)));
    let (_, joined) = join(vec![a, b, c, corrected(1, part), corrected(2, group)]);
    assert_eq!(joined.accounts.len(), 1);
    assert_eq!(joined.accounts[0].ground.as_str(), "decided_by_a_person");
    assert_eq!(joined.accounts[0].events.len(), 2);
}

#[test]
fn nothing_given_is_nothing_found() {
    let (_, joined) = join(vec![]);
    assert_eq!((joined.entities.len(), joined.questions.len(), joined.accounts.len()), (0, 0, 0));
    let (_, joined) = join(vec![told(
        "police",
        1,
        ON,
        vec![child("- -", "", ""), thing(MentionKind::Phone, "own_phone", "n/a")],
    )]);
    assert_eq!(joined.entities.len(), 2);
}
