//! The town as a whole: the same on any number of threads, conserved, and extreme where its parameters are.

use std::collections::BTreeMap;
use std::path::Path;

use record::Day;
use simulated::truth::HarmKind;
use simulated::written::{ActKind, Cause};
use simulated::{Parameters, Setup, Size, World, run, write};

fn setup(children: u32, partnerships: u16, seed: u64) -> Setup {
    let size = Size { word: "test", children, partnerships };
    Setup { size, first: Day::from_ymd(2015, 4, 1).expect("a day"), years: 2, seed }
}

fn with(changes: &[(&str, f64)]) -> Parameters {
    let mut text = String::from("name,value,low,high,unit,source\n");
    for (name, value) in changes {
        text.push_str(&format!("{name},{value},0,1,changed,a test\n"));
    }
    Parameters::changed_by(&text, "test").expect("known parameters")
}

fn town(setup: Setup, parameters: &Parameters) -> Vec<World> {
    run(setup, parameters, &|_, _| ()).expect("a possible town")
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").display().to_string();
                all.insert(name, std::fs::read(&path).expect("read"));
            }
        }
    }
    all
}

fn written(threads: usize, seed: u64) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let folder = tempfile::tempdir().expect("a folder");
    let parameters = Parameters::shipped().expect("reads");
    pool.install(|| {
        let worlds = town(setup(900, 4, seed), &parameters);
        write(&worlds, &parameters, folder.path()).expect("written");
    });
    files(folder.path())
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_one_thread_and_on_many() {
    let one = written(1, 5);
    assert!(one.len() > 100, "{} files", one.len());
    assert_eq!(one, written(4, 5));
    assert_ne!(one, written(1, 6));
}

#[test]
fn children_placed_elsewhere_are_written_down_there() {
    let parameters = with(&[("out_of_area", 1.0), ("missing_prone", 1.0)]);
    let worlds = town(setup(6_000, 2, 1), &parameters);
    let visitors =
        |world: &World, other: u64| world.notes.iter().filter(|note| note.child >> 28 == other).count();
    assert!(visitors(&worlds[0], 1) > 0 && visitors(&worlds[1], 0) > 0);
}

#[test]
fn no_two_partnerships_share_their_fates() {
    let worlds = town(setup(3_000, 3, 4), &Parameters::shipped().expect("reads"));
    let fates = |world: &World| -> std::collections::BTreeSet<(u32, u32)> {
        world.harms.iter().map(|harm| (harm.child, harm.began)).collect()
    };
    let all: Vec<_> = worlds.iter().map(fates).collect();
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        let shared = all[one].intersection(&all[other]).count();
        assert!(
            all[one].len() > 20 && shared < 2,
            "{shared} of {} children of the same number met harm on the same day",
            all[one].len()
        );
    }
}

#[test]
fn where_nobody_tells_nothing_is_written() {
    let nobody = [("told_trouble", 0.0), ("told_harm", 0.0), ("malicious_report", 0.0)];
    let world = &town(setup(6_000, 1, 1), &with(&nobody))[0];
    assert!(world.counts().traces > 1_000 && !world.harms.is_empty());
    assert_eq!((world.counts().told, world.notes.len(), world.cases.len()), (0, 0, 0));
    assert!(world.harms.iter().all(|harm| harm.told.is_none() && harm.joinable.is_none()));
}

#[test]
fn where_officials_write_nothing_down_nobody_knows_and_nobody_acts() {
    let world = &town(setup(6_000, 1, 1), &with(&[("written_down", 0.0)]))[0];
    assert!(world.counts().told > 1_000);
    assert_eq!(world.counts().unwritten, world.counts().told);
    assert_eq!((world.notes.len(), world.cases.len()), (0, 0));
    assert!(world.harms.iter().all(|harm| harm.recorded.is_none() && harm.acted.is_none()));
}

#[test]
fn where_everything_is_written_down_nothing_told_is_lost() {
    let world = &town(setup(6_000, 1, 1), &with(&[("written_down", 1.0)]))[0];
    assert_eq!(world.counts().unwritten, 0);
    assert!(world.harms.iter().all(|harm| harm.told == harm.recorded), "told and recorded on one day");
}

#[test]
fn a_town_without_harm_has_ordinary_trouble_and_no_harm() {
    let harms =
        ["harm_network", "harm_single_adult", "harm_family", "harm_institution", "harm_peers", "harm_online"];
    let mut none: Vec<(&str, f64)> = harms.map(|name| (name, 0.0)).to_vec();
    none.push(("networks_per_100000", 0.0));
    let world = &town(setup(6_000, 1, 1), &with(&none))[0];
    assert!(world.harms.is_empty() && world.networks.is_empty());
    assert!(
        world.notes.len() > 1_000 && world.notes.iter().all(|note| !matches!(note.cause, Cause::Harm(_)))
    );
}

#[test]
fn a_rule_of_officials_leaves_the_fates_of_children_as_they_were() {
    let fates = |parameters: &Parameters| -> Vec<(u32, HarmKind, u32, Option<u32>)> {
        let world = &town(setup(6_000, 1, 3), parameters)[0];
        world.harms.iter().map(|harm| (harm.child, harm.kind, harm.began, harm.trace)).collect()
    };
    // Nothing that officials do helps or harms here, so nothing of it can come back to the children.
    let base = [("act_effect", 0.0), ("act_effect_harm", 0.0), ("disbelief_factor", 1.0)];
    let silent =
        [base.as_slice(), &[("passed_up", 0.0), ("passed_up_harm", 0.0), ("access_read", 0.0)]].concat();
    let loud =
        [base.as_slice(), &[("passed_up", 1.0), ("passed_up_harm", 1.0), ("access_read", 1.0)]].concat();
    let (silent, loud) = (fates(&with(&silent)), fates(&with(&loud)));
    assert!(silent.len() > 30);
    assert_eq!(silent, loud);
}

#[test]
fn what_follows_never_comes_before_what_it_follows() {
    let world = &town(setup(9_000, 1, 2), &Parameters::shipped().expect("reads"))[0];
    for harm in &world.harms {
        let mut last = harm.began;
        for day in [harm.trace, harm.told, harm.recorded].into_iter().flatten() {
            assert!(day >= last);
            last = day;
        }
        assert!(
            harm.recorded.is_some() || harm.known.iter().all(Option::is_none),
            "nobody knows what nobody wrote"
        );
        assert!(harm.ended.is_none_or(|ended| ended >= harm.began));
        for known in harm.known.iter().flatten().chain(&harm.joinable) {
            assert!(*known >= harm.recorded.expect("recorded"));
        }
    }
    for act in &world.acts {
        assert!(act.day >= world.notes[act.note as usize].day);
    }
    for case in &world.cases {
        let closed = case.closed.map_or(u32::MAX, |(day, _)| day);
        let steps = [
            case.enquiry,
            case.conference,
            case.plan.map(|(from, _)| from),
            case.assessment.and_then(|(_, to)| to),
        ];
        assert!(steps.iter().flatten().all(|day| *day >= case.referred && *day <= closed), "{case:?}");
    }
}

#[test]
fn a_child_has_one_case_one_care_and_one_harm_at_a_time() {
    let world = &town(setup(9_000, 1, 2), &Parameters::shipped().expect("reads"))[0];
    let mut spans: BTreeMap<(u8, u32), Vec<(u32, u32)>> = BTreeMap::new();
    for harm in &world.harms {
        spans.entry((0, harm.child)).or_default().push((harm.began, harm.ended.unwrap_or(u32::MAX)));
    }
    for care in &world.cares {
        spans.entry((1, care.child)).or_default().push((care.began, care.ended.unwrap_or(u32::MAX)));
    }
    for case in world.cases.iter().filter(|case| !case.no_further_action) {
        spans
            .entry((2, case.child))
            .or_default()
            .push((case.referred, case.closed.map_or(u32::MAX, |(day, _)| day)));
    }
    for (whose, spans) in &mut spans {
        spans.sort_unstable();
        assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{whose:?}: {spans:?}");
    }
    for (number, household) in world.households.iter().enumerate() {
        for child in household.first..household.first + u32::from(household.children) {
            assert_eq!(world.children[child as usize].household, number as u32);
        }
    }
}

#[test]
fn every_rank_can_come_to_know_where_everything_is_passed_up() {
    let parameters = with(&[("passed_up", 1.0), ("passed_up_harm", 1.0), ("attenuation", 1.0)]);
    let world = &town(setup(6_000, 1, 1), &parameters)[0];
    assert!(world.harms.iter().any(|harm| harm.known.iter().all(Option::is_some)));
    let highest = world.acts.iter().filter_map(|act| match act.what {
        ActKind::PassedUp(step) => Some(step),
        _ => None,
    });
    assert_eq!(highest.max(), Some(4), "the council and the police have five posts");
}

#[test]
fn impossible_towns_are_refused_before_they_run() {
    let refused = |changes: &[(&str, f64)]| {
        run(setup(600, 1, 1), &with(changes), &|_, _| ()).expect_err("refused").to_string()
    };
    assert!(refused(&[("network_adults", 5_000.0)]).contains("larger than this town can have"));
    assert!(refused(&[("answered_in_substance", 0.9), ("answered_otherwise", 0.5)]).contains("1 at most"));
}

#[test]
fn a_disk_that_takes_nothing_is_named() {
    let parameters = Parameters::shipped().expect("reads");
    let worlds = town(setup(600, 1, 1), &parameters);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a file");
    std::fs::write(&file, "in the way").expect("written");
    let refused = write(&worlds, &parameters, &file.join("town")).expect_err("refused").to_string();
    assert!(refused.contains("a file") && refused.contains("--out"), "{refused}");
}
