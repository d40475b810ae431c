//! Which records of children and persons are one, and which never are.

mod common;

use common::*;
use record::event::Correction;
use record::mention::Sex;
use record::outputs::{Certainty, Ground};

const ON: &str = "2015-03-01";

fn two(a: record::Mention, b: record::Mention) -> (Vec<record::Event>, joined::Joined) {
    join(vec![told("police", 1, ON, vec![a]), told("school", 2, ON, vec![b])])
}

fn are_one(a: record::Mention, b: record::Mention) -> bool {
    let (events, joined) = two(a, b);
    one(&events, &joined, ("police", 1), ("school", 2))
}

#[test]
fn the_same_name_and_birth_date_in_two_agencies_is_one_child_and_says_why() {
    let (_, joined) = two(
        child("Amy O'Neill", "2003-05-02", "WB1 2AB").sex(Sex::Female),
        child("AMY ONEILL", "2003-05-02", "wb12ab").sex(Sex::Female),
    );
    assert_eq!(joined.entities.len(), 1);
    let link = &joined.links[0];
    assert_eq!((link.certainty, link.ground), (Certainty::Certain, Ground::Score));
    let parts: Vec<(&str, &str)> =
        link.parts.iter().map(|part| (part.comparison.as_str(), part.level.as_str())).collect();
    assert_eq!(
        parts[..6],
        [
            ("prior", "share_a_block"),
            ("name", "exact"),
            ("birth_date", "exact"),
            ("postcode", "exact"),
            ("phone", "missing"),
            ("sex", "same")
        ]
    );
}

#[test]
fn forename_and_surname_in_each_others_field_are_one_name() {
    assert!(are_one(child("Amy Pemgate", "2003-05-02", ""), child("Pemgate Amy", "2003-05-02", "")));
}

#[test]
fn a_local_number_means_nothing_in_another_agency() {
    let (_, joined) = two(child("- -", "", "").id("local", "77"), child("- -", "", "").id("local", "77"));
    assert_eq!((joined.entities.len(), joined.links.len()), (2, 0));
}

#[test]
fn birth_date_and_sex_alone_never_link_nor_with_the_home() {
    let (_, joined) = two(
        child("- -", "2003-05-02", "WB1 2AB").sex(Sex::Male),
        child("- -", "2003-05-02", "WB1 2AB").sex(Sex::Male),
    );
    assert_eq!((joined.entities.len(), joined.links.len()), (2, 0));
}

#[test]
fn a_name_without_birth_date_is_possible_and_never_certain() {
    let amy = |born| child("Amy Pemgate", born, "WB1 2AB").sex(Sex::Female);
    let (_, joined) = two(amy("2003-05-02"), amy(""));
    assert_eq!(joined.entities.len(), 2);
    assert_eq!(possible(&joined).len(), 1);
}

#[test]
fn a_local_number_holds_an_agencys_mentions_together() {
    let (_, joined) = join(vec![
        told("police", 1, ON, vec![child("Amy Pemgate", "2003-05-02", "").id("local", "9")]),
        told("police", 2, ON, vec![child("A Pemgate", "", "").id("local", "9")]),
        told("police", 3, ON, vec![child("- -", "", "").id("local", "9")]),
    ]);
    assert_eq!(joined.entities.len(), 1);
    assert!(joined.links.iter().all(|link| link.ground == Ground::SameIdentifier));
}

#[test]
fn a_family_number_where_a_childs_should_stand_merges_no_twins() {
    let (events, joined) = join(vec![
        told("housing", 1, ON, vec![child("Amy Pemgate", "2003-05-02", "WB1 2AB").id("local", "F9")]),
        told("housing", 2, ON, vec![child("Anya Pemgate", "2003-05-02", "WB1 2AB").id("local", "F9")]),
        told("housing", 3, ON, vec![child("- Pemgate", "2003-05-02", "WB1 2AB").id("local", "F9")]),
    ]);
    assert!(!one(&events, &joined, ("housing", 1), ("housing", 2)));
    assert!(!one(&events, &joined, ("housing", 1), ("housing", 3)), "it could be either");
    assert!(!one(&events, &joined, ("housing", 2), ("housing", 3)), "it could be either");
    assert_eq!(possible(&joined).len(), 2);
    assert!(reasons(&joined).contains(&"other_forename"));
}

#[test]
fn a_pupil_number_ties_agencies_unless_the_birth_dates_contradict_it() {
    let upn = |mention: record::Mention| mention.id("upn", "A123456789012");
    assert!(are_one(upn(child("- -", "2003-05-02", "")), upn(child("Amy Pemgate", "2003-05-02", ""))));
    assert!(are_one(upn(child("A Pemgate", "", "")), upn(child("Amy Pemgate", "2003-05-02", ""))));
    assert!(!are_one(upn(child("- -", "2003-05-02", "")), upn(child("Amy Pemgate", "2003-02-05", ""))));
    let former = child("Amy Pemgate", "2003-05-02", "").id("former_upn", "A123456789012");
    assert!(are_one(upn(child("Amy Watt", "2003-05-02", "")), former));
    let (_, joined) =
        two(upn(child("Amy Pemgate", "2003-05-02", "")), upn(child("Amy Pemgate", "2006-11-30", "")));
    assert_eq!(joined.entities.len(), 2);
    assert_eq!(reasons(&joined), ["other_birth_date"]);
    assert!(possible(&joined).iter().any(|link| link.ground == Ground::SameIdentifier));
}

#[test]
fn two_pupil_numbers_keep_records_of_one_name_apart() {
    let (events, joined) = two(
        child("Amy Pemgate", "2003-05-02", "").id("upn", "A123456789012"),
        child("Amy Pemgate", "2003-05-02", "").id("upn", "B123456789012"),
    );
    assert!(!one(&events, &joined, ("police", 1), ("school", 2)));
    assert_eq!((possible(&joined).len(), reasons(&joined)), (1, vec!["other_identifier"]));
}

#[test]
fn children_listed_together_are_never_one_even_with_alike_names() {
    let (events, joined) = join(vec![
        told(
            "police",
            1,
            ON,
            vec![
                child("Mohammed Khan", "2003-05-02", "WB1 2AB"),
                child("Mohamed Khan", "2003-05-02", "WB1 2AB").role("twin"),
            ],
        ),
        told("school", 2, ON, vec![child("Mohamed Khan", "2003-05-02", "WB1 2AB")]),
    ]);
    assert_ne!(entity(&events, &joined, ("police", 1), 0), entity(&events, &joined, ("police", 1), 1));
    assert_eq!(entity(&events, &joined, ("police", 1), 1), entity(&events, &joined, ("school", 2), 0));
    assert_eq!(reasons(&joined), ["twin"]);
    assert_eq!(possible(&joined).len(), 0, "a record says that they are two");
}

#[test]
fn a_record_that_fits_two_children_equally_joins_neither() {
    // The school's number ties line 3 to neither twin: both have its name's short form only through the police list.
    let (events, joined) = join(vec![
        told(
            "police",
            1,
            ON,
            vec![
                child("Amy Pemgate", "2003-05-02", "WB1 2AB"),
                child("Amy Pemgate", "2003-05-02", "WB1 2AB").role("twin"),
            ],
        ),
        told("school", 3, ON, vec![child("Amy Pemgate", "2003-05-02", "WB1 2AB")]),
    ]);
    assert_ne!(entity(&events, &joined, ("police", 1), 0), entity(&events, &joined, ("police", 1), 1));
}

#[test]
fn two_sexes_under_one_number_and_no_name_are_possibly_one_child() {
    let (_, joined) = join(vec![
        told("police", 1, ON, vec![child("- -", "2003-05-02", "").id("local", "9").sex(Sex::Male)]),
        told("police", 2, ON, vec![child("- -", "2003-05-02", "").id("local", "9").sex(Sex::Female)]),
    ]);
    assert_eq!((joined.entities.len(), possible(&joined).len()), (2, 1));
    assert_eq!(reasons(&joined), ["other_sex"]);
}

#[test]
fn a_person_may_part_what_the_machine_joined() {
    let amy = || child("Amy Pemgate", "2003-05-02", "WB1 2AB").id("local", "9");
    let (a, b, c) = (
        told("police", 1, ON, vec![amy()]),
        told("police", 2, ON, vec![amy()]),
        told("school", 3, ON, vec![child("Amy Pemgate", "2003-05-02", "WB1 2AB")]),
    );
    let not_same = Correction::NotSame(place(&a, 0), place(&b, 0));
    let (events, joined) = join(vec![a, b, c, corrected(1, not_same)]);
    assert!(!one(&events, &joined, ("police", 1), ("police", 2)));
    assert_eq!(reasons(&joined), ["decided_by_a_person"]);
}

#[test]
fn a_person_may_join_what_the_machine_kept_apart() {
    let a = told("police", 1, ON, vec![child("Amy Pemgate", "2003-05-02", "WB1 2AB")]);
    let b = told("school", 2, ON, vec![child("Tiggy Watt", "2009-12-30", "")]);
    let c = told("health", 3, ON, vec![child("Tiggy Watt", "2009-12-30", "")]);
    let same = Correction::Same(place(&a, 0), place(&b, 0));
    let (events, joined) = join(vec![a, b, c, corrected(1, same)]);
    assert!(one(&events, &joined, ("police", 1), ("school", 2)));
    assert!(one(&events, &joined, ("police", 1), ("health", 3)), "who agrees with either may join both");
    assert!(
        joined
            .links
            .iter()
            .any(|link| link.certainty == Certainty::Clerical && link.ground == Ground::Clerical)
    );
}

#[test]
fn the_later_of_two_decisions_holds_and_unknown_rows_are_left_out() {
    let a = told("police", 1, ON, vec![child("Amy Pemgate", "2003-05-02", "")]);
    let b = told("school", 2, ON, vec![child("Ben Watt", "2004-05-02", "")]);
    let (first, second) = (place(&a, 0), place(&b, 0));
    let nowhere = record::event::MentionPlace { mention: 9, ..first };
    let (events, joined) = join(vec![
        a,
        b,
        corrected(1, Correction::Same(first, second)),
        corrected(2, Correction::NotSame(second, first)),
        corrected(3, Correction::Same(first, nowhere)),
    ]);
    assert!(!one(&events, &joined, ("police", 1), ("school", 2)));
}

#[test]
fn a_phone_of_a_whole_home_is_no_evidence() {
    // Nine children of one care home share its phone; with it two of them would be possible.
    let phone = || thing(record::MentionKind::Phone, "own_phone", "07700 900123");
    let mut events: Vec<record::Event> = (0..9)
        .map(|n| told("council", n + 1, ON, vec![child(&format!("Name{n} Sur{n}"), "", ""), phone()]))
        .collect();
    events.push(told("police", 90, ON, vec![child("Amy Pemgate", "", ""), phone()]));
    events.push(told("school", 91, ON, vec![child("Amy Pemgate", "", ""), phone()]));
    let (_, joined) = join(events);
    let parts = joined.links.iter().flat_map(|link| &link.parts);
    assert!(
        parts.filter(|part| part.comparison.as_str() == "phone").all(|part| part.level.as_str() == "missing")
    );
}

#[test]
fn adults_of_one_name_beside_one_thing_are_possibly_one_and_never_certainly() {
    let club = || thing(record::MentionKind::Business, "youth_club", "Northgate Boxing Club");
    let events = |second: record::Mention| {
        vec![
            told(
                "school",
                1,
                ON,
                vec![child("Toby Lind", "2010-07-19", ""), person("coach", "Gerald Selby", ""), club()],
            ),
            told(
                "health",
                2,
                ON,
                vec![child("Arun Watt", "2011-07-19", ""), person("coach", "Gerald Selby", ""), second],
            ),
        ]
    };
    let (_, joined) = join(events(club()));
    let links = possible(&joined);
    assert_eq!(links.len(), 1);
    assert!(links[0].parts.iter().any(|part| part.comparison.as_str() == "named_beside"));
    let about_him: Vec<_> =
        joined.questions.iter().filter(|question| question.kind == record::MentionKind::Person).collect();
    assert_eq!(about_him.len(), 1, "the two records of him are listed once");
    let question = about_him[0];
    assert_eq!((question.children_certain.len(), question.children_possible.len()), (1, 1));
    let elsewhere = thing(record::MentionKind::Business, "youth_club", "Southgate Chess Club");
    assert_eq!(possible(&join(events(elsewhere)).1).len(), 0);
}
