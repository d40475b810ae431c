//! Nothing is lost, and where a parameter is extreme the town is what it must be.

use std::collections::{BTreeMap, BTreeSet};

use record::Day;
use simulated::written::{ActKind, Note};
use simulated::{Parameters, Setup, Size, World, run};

const EIGHTEEN: i64 = 6_575;

fn town(children: u32, years: u32, changes: &[(&str, f64)]) -> World {
    let mut text = String::from("name,value,low,high,unit,source\n");
    for (name, value) in changes {
        text.push_str(&format!("{name},{value},0,1,changed,a test\n"));
    }
    let parameters = Parameters::changed_by(&text, "test").expect("known parameters");
    let size = Size { word: "test", children, partnerships: 1 };
    let setup = Setup { size, first: Day::from_ymd(2015, 4, 1).expect("a day"), years, seed: 4 };
    run(setup, &parameters, &|_, _| ()).expect("a possible town").remove(0)
}

fn shipped() -> World {
    town(6_000, 4, &[])
}

/// Days that a run has, those before its first day included.
fn days(world: &World) -> i64 {
    world.setup().days().into()
}

#[test]
fn every_child_is_somewhere_on_every_day() {
    let world = shipped();
    let mut housed = BTreeSet::new();
    for (number, household) in world.households.iter().enumerate() {
        for child in household.first..household.first + u32::from(household.children) {
            assert!(housed.insert(child), "child {child} lives in one household");
            assert_eq!(world.children[child as usize].household, number as u32);
        }
    }
    assert_eq!(housed.len(), world.children.len(), "and nobody in none");
    let mut away: BTreeMap<u32, Vec<(i64, i64)>> = BTreeMap::new();
    for care in &world.cares {
        let ended = care.ended.map_or(days(&world), i64::from);
        away.entry(care.child).or_default().push((care.began.into(), ended));
        let starts: Vec<u32> = care.placements.iter().map(|placement| placement.began).collect();
        assert!(
            starts.is_sorted() && starts[0] == care.began,
            "placed from the first day on, one place at a time"
        );
        assert!(care.placements.iter().all(|place| place.began <= care.ended.unwrap_or(u32::MAX)));
    }
    for day in (0..days(&world)).step_by(97) {
        let (mut unborn, mut at_home, mut in_care, mut grown) = (0, 0, 0, 0);
        for (number, child) in world.children.iter().enumerate() {
            let age = day - i64::from(child.born);
            let spans = away.get(&(number as u32)).into_iter().flatten();
            let placed = spans.filter(|(from, to)| (*from..*to).contains(&day)).count();
            match age {
                ..0 => unborn += 1,
                EIGHTEEN.. => grown += 1,
                _ if placed == 1 => in_care += 1,
                _ => at_home += 1,
            }
            assert!(
                placed <= usize::from((0..EIGHTEEN).contains(&age)),
                "child {number} on day {day}: {placed}"
            );
        }
        assert_eq!(unborn + at_home + in_care + grown, world.children.len());
        let there = (at_home + in_care) as f64 / 6_000.0;
        // Younger brothers and sisters come years after the first-born, so the five years before the first day fill the town up.
        let (least, most) = if world.setup().counts(day as u32) { (0.97, 1.02) } else { (0.87, 1.02) };
        assert!((least..most).contains(&there), "as many children on any day: {there} on day {day}");
    }
}

#[test]
fn every_case_that_was_opened_is_open_or_ended_and_came_from_a_record() {
    let world = shipped();
    let (mut open, mut ended, mut at_once) = (0, 0, 0);
    for case in &world.cases {
        let note = &world.notes[case.note as usize];
        assert_eq!((note.child as u32, note.day), (case.child, case.referred), "begun by that record");
        match case.closed {
            Some(_) if case.no_further_action => at_once += 1,
            Some((day, reason)) => {
                assert!(i64::from(day) < days(&world) && !reason.is_empty());
                assert!(case.plan.is_none_or(|(_, end)| end.is_some()), "no plan goes on without a case");
                ended += 1;
            }
            None => open += 1,
        }
    }
    assert_eq!(open + ended + at_once, world.cases.len());
    assert!(open > 50 && ended > 500 && at_once > 20, "{open} {ended} {at_once}");
    // The children's own state says the same: whoever has a case open has one that has not ended, and one alone.
    assert_eq!(world.children_with_a_case(), open);
}

#[test]
fn every_telling_is_written_down_or_counted_as_lost_and_every_record_was_told_or_passed_on() {
    let world = shipped();
    let counts = world.counts();
    let passed_on = world.notes.iter().filter(|note| note.from.is_some()).count() as u64;
    assert_eq!(world.notes.len() as u64, counts.recorded);
    let twice =
        |note: &&Note| note.again.is_some_and(|first| world.notes[first as usize].agency == note.agency);
    let entered_twice = world.notes.iter().filter(|note| note.from.is_none()).filter(twice).count() as u64;
    assert_eq!(counts.told + passed_on + entered_twice, counts.recorded + counts.unwritten);
    assert!(entered_twice > 20, "{entered_twice}");
    let acts = world.acts.iter().filter(|act| act.what == ActKind::PassedToCouncil).count() as u64;
    assert_eq!(acts, passed_on, "what was passed on arrived");
    assert!(counts.unwritten > 100 && passed_on > 100);
}

#[test]
fn where_a_report_weakens_to_nothing_it_ends_at_the_first_manager() {
    let highest = |attenuation: f64| {
        let loud = [("passed_up", 1.0), ("passed_up_harm", 1.0), ("attenuation", attenuation)];
        let world = town(3_000, 2, &loud);
        let steps = world.acts.iter().filter_map(|act| match act.what {
            ActKind::PassedUp(step) => Some(step),
            _ => None,
        });
        steps.max()
    };
    assert_eq!(highest(0.0), Some(1));
    assert_eq!(highest(1.0), Some(4));
}

#[test]
fn officials_who_forget_or_remember_everything_leave_the_fates_of_children_as_they_were_where_nothing_helps()
{
    let base = [
        ("act_effect", 0.0),
        ("act_effect_harm", 0.0),
        ("disbelief_factor", 1.0),
        ("care_after_plan", 0.0),
        ("care_after_assessment", 0.0),
    ];
    let fates = |written_down: f64| -> Vec<String> {
        let world = town(6_000, 2, &[base.as_slice(), &[("written_down", written_down)]].concat());
        let told = world.harms.iter().map(|harm| {
            format!(
                "{} {:?} {} {:?} {:?} {:?}",
                harm.child, harm.kind, harm.began, harm.ended, harm.trace, harm.told
            )
        });
        told.collect()
    };
    let nothing = fates(0.0);
    assert!(nothing.len() > 60);
    // Records by the thousand or none at all: a child's draws hang on no number of a record.
    assert_eq!(nothing, fates(0.86));
    assert_eq!(nothing, fates(1.0));
}

#[test]
fn where_nobody_acts_harm_ends_by_itself_alone() {
    let world = town(6_000, 3, &[("written_down", 0.0)]);
    assert!(world.harms.len() > 60 && world.harms.iter().any(|harm| harm.ended.is_some()));
    assert!(world.harms.iter().all(|harm| !harm.ended_by_act && harm.acted.is_none()));
    assert!(world.cares.is_empty() && world.acts.is_empty());
}

#[test]
fn passing_up_changes_who_knows_and_nothing_that_happens() {
    let life = |passed_up: f64| {
        let world = town(
            6_000,
            3,
            &[("passed_up", passed_up), ("passed_up_harm", passed_up), ("access_read", passed_up)],
        );
        let harms: Vec<_> = world
            .harms
            .iter()
            .map(|harm| (harm.child, harm.began, harm.ended, harm.acted, harm.told))
            .collect();
        let cases: Vec<_> = world.cases.iter().map(|case| (case.child, case.referred, case.closed)).collect();
        let high = world.harms.iter().filter(|harm| harm.known[2].is_some()).count();
        (harms, cases, high)
    };
    // With all the help and harm that acts can do.
    let (silent, loud) = (life(0.0), life(1.0));
    assert!(silent.0 == loud.0 && silent.1 == loud.1, "{} and {} cases", silent.1.len(), loud.1.len());
    assert!(silent.2 == 0 && loud.2 > 20, "{} and {} known to a head of service", silent.2, loud.2);
}
