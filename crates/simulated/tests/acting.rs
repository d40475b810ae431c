//! What the police, tellers and moving households do: networks end or are driven on, words are taken back, schools change.

use std::collections::BTreeSet;

use record::Day;
use simulated::town::Kind;
use simulated::written::{ActKind, Cause, Teller, Thing};
use simulated::{Parameters, Setup, Size, World, run, write};

fn town(changes: &[(&str, f64)]) -> (World, Parameters) {
    let mut text = String::from("name,value,low,high,unit,source\n");
    for (name, value) in changes {
        text.push_str(&format!("{name},{value},0,1,changed,a test\n"));
    }
    let parameters = Parameters::changed_by(&text, "test").expect("known parameters");
    let size = Size { word: "test", children: 9_000, partnerships: 1 };
    let setup = Setup { size, first: Day::from_ymd(2015, 4, 1).expect("a day"), years: 4, seed: 4 };
    let world = run(setup, &parameters, &|_, _| ()).expect("a possible town").remove(0);
    (world, parameters)
}

/// Many networks, all whose children are found.
const HARMED: [(&str, f64); 3] =
    [("networks_per_100000", 150.0), ("harm_network", 0.03), ("act_effect_harm", 0.0)];

#[test]
fn police_who_always_act_and_always_succeed_leave_no_child_to_a_network_they_ended() {
    let (world, _) =
        town(&[HARMED.as_slice(), &[("police_act", 1.0), ("police_ends_network", 1.0)]].concat());
    let ended: Vec<_> = world.networks.iter().filter(|network| !network.police.is_empty()).collect();
    assert!(ended.len() > 3, "{}", ended.len());
    for network in &ended {
        assert_eq!((network.police.len(), network.ended), (1, network.police[0]), "once and for all");
    }
    for harm in &world.harms {
        if let Some(of) = world.networks.get(harm.network as usize).filter(|of| !of.police.is_empty()) {
            assert!(harm.began <= of.ended && harm.ended.is_some_and(|day| day <= of.ended), "{harm:?}");
        }
    }
    let (idle, _) = town(&[HARMED.as_slice(), &[("police_act", 0.0)]].concat());
    assert!(idle.networks.iter().all(|network| network.police.is_empty()));
    assert!(idle.harms.len() > world.harms.len(), "{} and {}", idle.harms.len(), world.harms.len());
}

#[test]
fn a_network_driven_on_has_other_things_and_the_same_adults() {
    let (world, _) =
        town(&[HARMED.as_slice(), &[("police_act", 1.0), ("police_ends_network", 0.0)]].concat());
    let (mut driven, mut adults) = (0, 0);
    for note in &world.notes {
        let Cause::Harm(harm) = note.cause else { continue };
        let Some(of) = world.networks.get(world.harms[harm as usize].network as usize) else { continue };
        let (Some(Thing::Vehicle(thing) | Thing::Phone(thing) | Thing::Place(thing)), None) =
            (note.thing, note.from)
        else {
            adults += u32::from(matches!(note.thing, Some(Thing::Adult(n)) if n >> 20 == 0));
            continue;
        };
        // What stands above the number of a thing says how often it was driven on; ordinary things have none of it.
        if thing < simulated::written::BUSY {
            let before = of.police.iter().filter(|day| **day < note.day).count() as u32;
            let by_then = of.police.iter().filter(|day| **day <= note.day).count() as u32;
            assert!((before.min(15)..=by_then.min(15)).contains(&(thing >> 20)), "{note:?} {:?}", of.police);
            driven += u32::from(thing >> 20 > 0);
        }
    }
    assert!(driven > 20 && adults > 20, "{driven} and {adults}");
}

#[test]
fn only_who_told_takes_it_back_and_it_stands_in_the_files_and_the_truth() {
    let (world, parameters) = town(&[("withdrawn", 0.2), ("withdrawn_harm", 0.9)]);
    let taken: Vec<_> = world.acts.iter().filter(|act| act.what == ActKind::Withdrawn).collect();
    assert!(taken.len() > 40, "{}", taken.len());
    for act in &taken {
        let note = &world.notes[act.note as usize];
        assert!(matches!(note.teller, Teller::Child | Teller::Parent) && act.day > note.day, "{note:?}");
    }
    let counted = |act: &&&simulated::written::Act| {
        let counts = |day| world.setup().counts(day);
        counts(act.day) && counts(world.notes[act.note as usize].day)
    };
    let expected = taken.iter().filter(counted).count();
    let folder = tempfile::tempdir().expect("a folder");
    write(&[world], &parameters, folder.path()).expect("written");
    let mut table = csv::Reader::from_path(folder.path().join("truth/withdrawals.csv")).expect("opens");
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), expected);
    let pressed = rows.iter().filter(|row| &row[3] == "yes").count();
    assert!(pressed > 0 && pressed < rows.len(), "{pressed} of {}", rows.len());
}

#[test]
fn a_child_that_changes_school_is_told_of_at_the_new_one() {
    let (world, _) = town(&[("school_moves", 1.0), ("household_moves", 0.5)]);
    let by_school = |child: u64| -> BTreeSet<u16> {
        let notes = world.notes.iter().filter(|note| note.child == child && note.teller == Teller::Staff);
        notes
            .map(|note| note.agency)
            .filter(|agency| world.agencies.at(*agency).kind == Kind::School)
            .collect()
    };
    let told_at_two = (0..world.children.len() as u64).filter(|child| by_school(*child).len() > 1).count();
    assert!(told_at_two > 10, "{told_at_two}");
}
