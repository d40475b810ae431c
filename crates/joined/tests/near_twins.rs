//! Twins with alike names who share a number by mistake, a family's number, or a name they are known by.

mod common;

use common::*;
use record::mention::Sex;
use record::{Event, Mention};

const ON: &str = "2022-01-01";
const UPN: &str = "F992000100001";
const BORN: &str = "2008-05-14";

fn twin(name: &str) -> Mention {
    child(name, BORN, "WB1 4QA")
}

#[test]
fn a_mistyped_pupil_number_merges_no_twins_with_alike_names() {
    let (events, joined) = join(vec![
        told("police", 1, ON, vec![twin("Zara Dunmore").id("upn", UPN)]),
        told("school", 2, ON, vec![twin("Sara Dunmore").id("upn", UPN)]),
        told("school", 3, ON, vec![twin("Zara Dunmore")]),
    ]);
    assert!(!one(&events, &joined, ("police", 1), ("school", 2)));
    assert!(!one(&events, &joined, ("school", 2), ("school", 3)));
    assert!(one(&events, &joined, ("police", 1), ("school", 3)));
    assert!(reasons(&joined).contains(&"other_forename"), "it is seen");
    assert!(!possible(&joined).is_empty());
}

#[test]
fn a_record_that_says_too_little_brings_no_twins_together() {
    let nhs = "9434765919";
    let (events, joined) = join(vec![
        told("police", 1, ON, vec![twin("Zara Dunmore").id("upn", UPN)]),
        told("school", 2, ON, vec![twin("Sara Dunmore").id("nhs_number", nhs)]),
        told("health", 3, ON, vec![twin("- Dunmore").id("upn", UPN).id("nhs_number", nhs)]),
    ]);
    assert!(!one(&events, &joined, ("police", 1), ("school", 2)));
}

#[test]
fn another_sex_or_surname_under_one_pupil_number_is_possible_only() {
    let upn = |mention: Mention| mention.id("upn", UPN);
    let pair = |a: Mention, b: Mention| {
        let (events, joined) =
            join(vec![told("police", 1, ON, vec![upn(a)]), told("school", 2, ON, vec![upn(b)])]);
        (one(&events, &joined, ("police", 1), ("school", 2)), reasons(&joined).join(" "))
    };
    let sexes = pair(twin("- Dunmore").sex(Sex::Male), twin("Zara Dunmore").sex(Sex::Female));
    assert_eq!(sexes, (false, "other_sex".to_owned()));
    assert_eq!(pair(twin("Z Watt"), twin("Zara Dunmore")), (false, "other_surname".to_owned()));
    assert!(pair(twin("Zara Watt"), twin("Zara Dunmore")).0, "surnames change");
}

#[test]
fn a_familys_number_merges_no_alike_names_and_no_names_through_an_initial() {
    let names = [
        ("Amy", None),
        ("Amie", None),
        ("Alexander", Some(Sex::Male)),
        ("Alex", None),
        ("Alexandra", Some(Sex::Female)),
        ("Jayden", None),
        ("J", None),
        ("Jordan", None),
    ];
    let of = |wanted: &[usize]| {
        let events = wanted
            .iter()
            .map(|&ix| {
                let mut mention = twin(&format!("{} Dunmore", names[ix].0)).id("local", "FAM1");
                mention.sex = names[ix].1;
                told("housing", ix as u32 + 1, ON, vec![mention])
            })
            .collect();
        join(events).1.entities.len()
    };
    assert_eq!(of(&[0, 1]), 2, "Amy, Amie");
    assert_eq!(of(&[2, 3, 4]), 3, "Alexander, Alex, Alexandra");
    assert_eq!(of(&[5, 6, 7]), 3, "Jayden, J, Jordan");
    assert_eq!(of(&[5, 6]), 1, "an initial of the only forename");
}

#[test]
fn later_rows_of_a_familys_number_go_to_the_twin_they_name() {
    let amy = || twin("Amy Dunmore").id("local", "FAM1");
    let amie = || twin("Amie Dunmore").id("local", "FAM1");
    let unnamed = twin("- Dunmore").id("local", "FAM1");
    let (events, joined) = join(vec![
        told("housing", 1, ON, vec![amy(), amie().role("twin")]),
        told("housing", 2, ON, vec![amie()]),
        told("housing", 3, ON, vec![amy()]),
        told("housing", 4, ON, vec![unnamed]),
    ]);
    let [first, second] = [0, 1].map(|place| entity(&events, &joined, ("housing", 1), place));
    let later = [2, 3, 4].map(|line| entity(&events, &joined, ("housing", line), 0));
    assert_ne!(first, second);
    assert_eq!(later[..2], [second, first]);
    assert!(later[2] != first && later[2] != second, "it could be either");
}

#[test]
fn a_number_under_which_a_nameless_twin_is_listed_gives_nameless_rows_to_nobody() {
    let nameless = || twin("- Dunmore").id("local", "FAM1");
    let (events, joined) = join(vec![
        told("housing", 1, ON, vec![twin("Amy Dunmore").id("local", "FAM1"), nameless().role("twin")]),
        told("housing", 2, ON, vec![nameless()]),
    ]);
    let amy = entity(&events, &joined, ("housing", 1), 0);
    assert_ne!(amy, entity(&events, &joined, ("housing", 1), 1));
    assert_ne!(amy, entity(&events, &joined, ("housing", 2), 0));
}

#[test]
fn twins_known_by_one_name_are_two() {
    let known = |name: &str, sex: Sex| {
        let mut mention = twin(name).sex(sex);
        mention.known_as.push("Ollie".into());
        mention
    };
    let links = |a: Mention, b: Mention| {
        let (_, joined) = join(vec![told("police", 1, ON, vec![a]), told("school", 2, ON, vec![b])]);
        (joined.entities.len(), possible(&joined).len())
    };
    let oliver = || known("Oliver Dunmore", Sex::Male);
    assert_eq!(links(oliver(), known("Olivia Dunmore", Sex::Female)), (2, 0));
    assert_eq!(links(oliver(), known("Oscar Dunmore", Sex::Male)), (2, 1));
    assert_eq!(links(oliver(), oliver()), (1, 0));
}

#[test]
fn no_planted_near_named_twins_are_merged_by_shared_numbers() {
    let names = [("Zara", "Sara"), ("Amy", "Amie"), ("Jayden", "Hayden"), ("Alexander", "Alex")];
    let letter = |n: u32| char::from(b'a' + (n % 26) as u8);
    let mut events: Vec<Event> = Vec::new();
    for family in 0..2_000_u32 {
        let (one, other) = names[family as usize % names.len()];
        let surname = format!("Dun{}{}{}more", letter(family), letter(family / 26), letter(family / 676));
        let born = day("2000-01-01").add_days(family as i32 * 3 % 4_000).to_string();
        let write = |forename: &str, born: &str| child(&format!("{forename} {surname}"), born, "WB1 4QA");
        let upn = format!("F{:012}", 990_000_000_000_u64 + u64::from(family));
        let own = format!("F{family}");
        let by_upn = [("police", one), ("school", other), ("health", &one[..1]), ("youth", "-")];
        let by_own = [one, other, &other[..1], "-", one];
        let mut rows: Vec<(&str, Mention)> = Vec::new();
        for (agency, forename) in by_upn {
            let born = if family % 5 == 0 && agency == "police" { "" } else { born.as_str() };
            rows.push((agency, write(forename, born).id("upn", &upn)));
        }
        rows.extend(by_own.map(|forename| ("housing", write(forename, &born).id("local", &own))));
        rows.extend([one, other].map(|forename| ("council", write(forename, &born))));
        rows.rotate_left(family as usize % 11);
        for (agency, mention) in rows {
            events.push(told(agency, events.len() as u32 + 1, ON, vec![mention]));
        }
    }
    let (events, joined) = join(events);
    let mut together = 0;
    for entity in &joined.entities {
        let mut inside: Vec<String> = entity
            .mentions
            .iter()
            .filter_map(|&mention| {
                joined.mentions.get(&events, mention).forename.as_deref().map(str::to_owned)
            })
            .filter(|name| name.len() > 1)
            .collect();
        together += inside.len().saturating_sub(1);
        inside.sort_unstable();
        inside.dedup();
        assert!(inside.len() < 2, "{inside:?}");
    }
    assert!(together > 4_000, "the test would prove nothing if nothing were joined: {together}");
}
