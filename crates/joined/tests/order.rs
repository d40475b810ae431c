//! The result does not depend on the order of presentation or the number of threads.

mod common;

use std::collections::BTreeSet;

use common::*;
use proptest::prelude::*;
use record::policy::Policy;
use record::{Event, MentionKind};

fn town(choices: &[(u8, u8, u8, u8)]) -> Vec<Event> {
    const NAMES: [&str; 6] =
        ["Amy Pemgate", "Anya Pemgate", "Amie Pemgate", "Pemgate Amy", "A Pemgate", "- Pemgate"];
    const BORN: [&str; 5] = ["2003-05-02", "2003-02-05", "2003-05-12", "2006-11-30", ""];
    const AGENCIES: [&str; 3] = ["police", "school", "health"];
    choices
        .iter()
        .enumerate()
        .map(|(line, &(name, born, agency, more))| {
            let mut first = child(NAMES[usize::from(name) % 6], BORN[usize::from(born) % 5], "WB1 2AB");
            if more & 1 != 0 {
                first = first.id("local", &format!("{}", more >> 6));
            }
            if more & 2 != 0 {
                first = first.id("upn", &format!("A12345678901{}", more >> 7));
            }
            let mut mentions = vec![first];
            if more & 4 != 0 {
                mentions.push(child(NAMES[usize::from(more >> 3) % 6], "2003-05-02", "WB1 2AB").role("twin"));
            }
            mentions.push(thing(
                MentionKind::Vehicle,
                "vehicle_of_concern",
                ["YK07 ABC", "YKO7 ABC"][usize::from(more >> 5) % 2],
            ));
            let on = ["2015-03-01", "2015-03-02"][usize::from(more >> 4) % 2];
            told(AGENCIES[usize::from(agency) % 3], line as u32 + 1, on, mentions)
        })
        .collect()
}

/// The partition, by rows.
fn partition(events: &[Event], joined: &joined::Joined) -> BTreeSet<BTreeSet<(u32, u32, u16)>> {
    let name = |mention: u32| {
        let (event, place) = joined.mentions.place(mention);
        let source = events[event as usize].source;
        (source.file.0, source.line, place)
    };
    joined
        .entities
        .iter()
        .map(|entity| entity.mentions.iter().map(|&mention| name(mention)).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shuffled_events_give_the_same_result(
        choices in prop::collection::vec(any::<(u8, u8, u8, u8)>(), 1..24),
        keys in prop::collection::vec(any::<u32>(), 24),
    ) {
        let straight = town(&choices);
        let mut shuffled: Vec<(u32, Event)> = keys.into_iter().zip(straight.clone()).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let (events, one) = join(straight);
        let (others, other) = join(shuffled.into_iter().map(|(_, event)| event).collect());
        prop_assert_eq!(partition(&events, &one), partition(&others, &other));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn events_renumbered_by_their_sources_give_the_same_partition(
        choices in prop::collection::vec(any::<(u8, u8, u8, u8)>(), 1..16),
    ) {
        // The same rows in the opposite order of lines: every tie in the order of events falls the other way. Without
        // numbers and lists: where such evidence contradicts itself in a circle, the earlier row wins.
        let choices: Vec<_> = choices.into_iter().map(|(name, born, agency, more)| (name, born, agency, more & !7)).collect();
        let straight = town(&choices);
        let last = straight.len() as u32 + 1;
        let mut turned = straight.clone();
        turned.iter_mut().for_each(|event| event.source.line = last - event.source.line);
        let (events, one) = join(straight);
        let (mut others, other) = join(turned);
        others.iter_mut().for_each(|event| event.source.line = last - event.source.line);
        prop_assert_eq!(partition(&events, &one), partition(&others, &other));
    }
}

#[test]
fn one_thread_and_many_give_equal_results() {
    let choices: Vec<(u8, u8, u8, u8)> = (0..4_000u32)
        .map(|n| ((n * 7) as u8, ((n * 13) >> 3) as u8, ((n * 5) >> 1) as u8, ((n * 31) >> 2) as u8))
        .collect();
    let mut events = town(&choices);
    events.sort_by_key(Event::order);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| joined::join(&events, &Policy::england()))
    };
    assert_eq!(with(1), with(4));
}
