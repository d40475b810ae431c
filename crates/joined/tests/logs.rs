//! A log that names its children without birth dates or numbers.

mod common;

use common::*;
use record::event::Recorded;
use record::outputs::{Certainty, Ground};
use record::{Body, Code, Event, FileId, Mention};

/// One row of an agency's chronology.
fn entry(agency: &str, file: u32, line: u32, mentions: Vec<Mention>) -> Event {
    let body = Recorded {
        activity: Code::new("chronology.entry"),
        codes: Vec::new(),
        signs: Vec::new(),
        concern: None,
        told_to: None,
        mentions,
        columns: Vec::new(),
        words: None,
        action: None,
        source_of_information: None,
    };
    event(agency, FileId(file), line, &format!("2015-03-{line:02}"), Body::Recorded(Box::new(body)))
}

fn log(names: &[(&str, &str)]) -> Vec<Event> {
    let rows = names.iter().zip(1..);
    rows.map(|((name, born), line)| entry("family", 5, line, vec![child(name, born, "")])).collect()
}

#[test]
fn nine_rows_of_one_name_in_one_log_are_one_child_and_say_why() {
    let (_, joined) = join(log(&[("Amy Pemgate", ""); 9]));
    assert_eq!((joined.entities.len(), joined.links.len()), (1, 8));
    let honest = |link: &record::outputs::Link| {
        (link.certainty, link.ground) == (Certainty::Certain, Ground::SameName) && link.parts.is_empty()
    };
    assert!(joined.links.iter().all(honest));
}

#[test]
fn an_adult_of_one_full_name_in_one_log_is_one_and_an_initial_is_not() {
    let adult = |name: &str| vec![person("worker", name, "")];
    let rows = |name: &str| vec![entry("family", 5, 1, adult(name)), entry("family", 5, 2, adult(name))];
    assert_eq!(join(rows("Ola Nordby")).1.entities.len(), 1);
    assert_eq!(join(rows("O Nordby")).1.entities.len(), 2);
}

#[test]
fn brother_and_sister_in_one_log_stay_two() {
    let (_, joined) =
        join(log(&[("Amy Pemgate", ""), ("Tom Pemgate", ""), ("Amy Pemgate", ""), ("Tom Pemgate", "")]));
    assert_eq!(joined.entities.len(), 2);
}

#[test]
fn one_name_with_two_birth_dates_in_one_log_stays_apart() {
    let (_, joined) =
        join(log(&[("Amy Pemgate", "2003-05-02"), ("Amy Pemgate", "2006-11-30"), ("Amy Pemgate", "")]));
    assert_eq!(joined.entities.len(), 3, "the row without a date could be either");
}

#[test]
fn one_name_twice_in_one_row_is_two_children_throughout_the_log() {
    let two = vec![child("Amy Pemgate", "", ""), child("Amy Pemgate", "", "").role("friend")];
    let (_, joined) =
        join(vec![entry("family", 5, 1, two), entry("family", 5, 2, vec![child("Amy Pemgate", "", "")])]);
    assert_eq!(joined.entities.len(), 3);
}

#[test]
fn a_name_alone_never_joins_files_or_agencies_or_concerns() {
    let amy = || vec![child("Amy Pemgate", "", "")];
    let (_, joined) = join(vec![
        entry("family", 5, 1, amy()),
        entry("family", 6, 2, amy()),
        entry("school", 5, 3, amy()),
        told("police", 4, "2015-03-04", amy()),
        told("police", 5, "2015-03-05", amy()),
    ]);
    assert_eq!(joined.entities.len(), 5);
}

#[test]
fn a_log_that_names_very_many_children_is_no_familys() {
    let names: Vec<String> = (0..101_u8)
        .map(|n| format!("Am{}{} Pemgate", char::from(b'a' + n / 26), char::from(b'a' + n % 26)))
        .collect();
    let rows = names.iter().chain(&names).zip(1..);
    let events: Vec<Event> = rows
        .map(|(name, line)| {
            let mut event = entry("council", 5, 1, vec![child(name, "", "")]);
            event.source.line = line;
            event
        })
        .collect();
    assert_eq!(join(events).1.entities.len(), 202);
}

#[test]
fn a_child_known_by_name_alone_is_possibly_the_only_one_of_that_name_elsewhere() {
    let mut events = log(&[("Amy Pemgate", ""), ("Amy Pemgate", "")]);
    events.push(told("police", 11, "2015-03-11", vec![child("Amy Pemgate", "2003-05-02", "")]));
    let (_, joined) = join(events.clone());
    assert_eq!((joined.entities.len(), possible(&joined).len()), (2, 1));
    assert_eq!(possible(&joined)[0].ground, Ground::SameName);
    events.push(told("school", 12, "2015-03-12", vec![child("Amy Pemgate", "2006-11-30", "")]));
    let (_, joined) = join(events);
    assert_eq!((joined.entities.len(), possible(&joined).len()), (3, 0), "it could be either");
}
