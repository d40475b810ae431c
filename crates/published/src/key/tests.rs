//! Pseudonyms: the same next time, the older after a merge, kept by the larger part after a split.

use flow::Joined;
use record::outputs::{Entity, MentionTable};
use record::{Event, Mention, MentionKind};

use super::*;
use crate::tests::{random, recorded};

fn child(name: &str) -> Mention {
    Mention { forename: Some(name.into()), ..Mention::new(MentionKind::Child, "subject") }
}

/// One event for each name.
fn events(names: &[&str]) -> Vec<Event> {
    let event = |(line, name): (u32, &&str)| {
        let mut event = recorded(vec![child(name)]);
        event.source.line = line;
        event
    };
    (1..).zip(names).map(event).collect()
}

/// The names by entity; `groups` are the mentions of each.
fn named(events: &[Event], groups: &[&[u32]], key: &mut Key, seed: u64) -> Vec<String> {
    let mut entity_of = vec![0; events.len()];
    let mut entities = Vec::new();
    for (entity, group) in (0..).zip(groups) {
        group.iter().for_each(|mention| entity_of[*mention as usize] = entity);
        entities.push(Entity { kind: MentionKind::Child, mentions: group.to_vec(), links: vec![] });
    }
    let joined = Joined { mentions: MentionTable::new(events), entities, entity_of, ..Joined::default() };
    let names = Names::assign(events, &joined, key, &mut random(seed));
    (0..groups.len()).map(|entity| names.of(entity as u32).to_owned()).collect()
}

fn key() -> Key {
    Key { secret: [3; 32], entries: vec![] }
}

#[test]
fn the_same_input_keeps_its_pseudonyms_whatever_chance_says() {
    let events = events(&["a", "b", "b", "", ""]);
    let groups: [&[u32]; 4] = [&[0], &[1, 2], &[3], &[4]];
    let mut key = key();
    let first = named(&events, &groups, &mut key, 1);
    let kept = key.clone();
    assert_eq!(named(&events, &groups, &mut key, 2), first);
    assert_eq!(key, kept);
    let distinct: std::collections::BTreeSet<&String> = first.iter().collect();
    assert_eq!(distinct.len(), 4, "two unknown children are two");
    assert_eq!(key.entries.len(), 4, "one line for each content");
    assert_ne!(
        named(&events, &groups, &mut Key { entries: vec![], ..kept }, 3),
        first,
        "random, not derived"
    );
}

#[test]
fn a_merge_keeps_the_older_and_nobody_gets_the_other_again() {
    let events = events(&["a", "b", "c"]);
    let mut key = key();
    let apart = named(&events, &[&[0], &[1], &[2]], &mut key, 1);
    let merged = named(&events, &[&[0], &[1, 2]], &mut key, 1);
    assert_eq!(merged, [apart[0].clone(), apart[1].clone()]);
    assert!(key.entries.iter().any(|entry| entry.handle.is_none() && entry.pseudonym == apart[2]));
    let split = named(&events, &[&[0], &[1], &[2]], &mut key, 1);
    assert_eq!(split[1], apart[1], "among equals the oldest handle keeps it");
    assert!(!apart.contains(&split[2]), "the part split off gets a new one");
}

#[test]
fn a_split_keeps_it_on_the_larger_part() {
    let events = events(&["a", "b", "b"]);
    let mut key = key();
    let whole = named(&events, &[&[0, 1, 2]], &mut key, 1);
    let split = named(&events, &[&[0], &[1, 2]], &mut key, 1);
    assert_eq!(split[1], whole[0]);
    assert_ne!(split[0], whole[0]);
}

#[test]
fn codes_are_told_apart_and_grow_when_crowded() {
    let names: Vec<String> = (0..140_000).map(|n| format!("n{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let events = events(&names);
    let groups: Vec<Vec<u32>> = (0..events.len() as u32).map(|n| vec![n]).collect();
    let groups: Vec<&[u32]> = groups.iter().map(Vec::as_slice).collect();
    let named = named(&events, &groups, &mut key(), 1);
    let codes: std::collections::BTreeSet<&str> =
        named.iter().filter_map(|name| name.strip_prefix("child ")).collect();
    assert_eq!(codes.len(), names.len());
    assert_eq!((named[0].len(), named[139_999].len()), ("child K7F2".len(), "child K7F23".len()));
    let allowed = |letter: char| letter.is_ascii_digit() || letter.is_ascii_uppercase();
    assert!(
        codes
            .iter()
            .all(|code| code.chars().all(allowed) && !code.contains(['0', '1', 'O', 'I', 'A', 'E', 'U']))
    );
    assert!(!codes.iter().any(|code| crate::mask::looks_like_plate_or_postcode(code)));
}

proptest::proptest! {
    #[test]
    fn however_it_is_grouped_no_two_entities_share_a_pseudonym(
        first in proptest::collection::vec(0usize..4, 8),
        second in proptest::collection::vec(0usize..4, 8),
    ) {
        let events = events(&["a", "b", "c", "c", "", "", "d", "e"]);
        let mut key = key();
        for grouping in [&first, &second, &first] {
            let mut groups: Vec<Vec<u32>> = vec![vec![]; 4];
            (0..).zip(grouping).for_each(|(mention, group): (u32, &usize)| groups[*group].push(mention));
            groups.retain(|group| !group.is_empty());
            let groups: Vec<&[u32]> = groups.iter().map(Vec::as_slice).collect();
            let once = named(&events, &groups, &mut key, 1);
            let distinct: std::collections::BTreeSet<&String> = once.iter().collect();
            proptest::prop_assert_eq!(distinct.len(), groups.len());
            proptest::prop_assert_eq!(named(&events, &groups, &mut key, 9), once);
        }
    }
}
