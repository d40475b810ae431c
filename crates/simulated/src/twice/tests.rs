//! Pairs are exact: alike up to the act, apart from each other, the same on any number of threads.

use super::{Books, Deed, Influence, Pair, Truth, Twice, choose, deeds, twice};
use crate::draw::RunKey;
use crate::run::run_without;
use crate::town::WARM_UP;
use crate::{Parameters, Setup, Size, World, run};

fn setup(children: u32, partnerships: u16) -> Setup {
    let size = Size { word: "test", children, partnerships };
    Setup { size, first: record::Day::from_ymd(2015, 4, 1).expect("a day"), years: 5, seed: 11 }
}

fn with(changes: &[(&str, f64)]) -> Parameters {
    let lines = changes.iter().map(|(name, value)| format!("{name},{value},0,1,changed,a test\n"));
    let text = format!("name,value,low,high,unit,source\n{}", lines.collect::<String>());
    Parameters::changed_by(&text, "test").expect("known parameters")
}

fn lived(setup: Setup, parameters: &Parameters) -> Vec<World> {
    run(setup, parameters, &|_, _| ()).expect("a possible town")
}

fn pairs(worlds: &[World], parameters: &Parameters, count: u32) -> Twice {
    twice(worlds, parameters, count, &|_, _| ()).expect("followed")
}

/// What happened to a school's children up to and without a day, in words that hold no running number.
fn story(world: &World, school: u16, until: u32) -> Vec<String> {
    let here = |child: u32| world.children[child as usize].school == school;
    let local = |child: u64| world.local(child).filter(|child| here(*child));
    let mut all = Vec::new();
    for harm in world.harms.iter().filter(|harm| here(harm.child) && harm.began < until) {
        let ended = harm.ended.filter(|day| *day < until);
        all.push(format!("harm {} {:?} {} {ended:?}", harm.child, harm.kind, harm.began));
    }
    for note in world.notes.iter().filter(|note| note.day < until) {
        if let Some(child) = local(note.child) {
            all.push(format!("note {child} {} {} {:?}", note.agency, note.day, note.teller));
        }
    }
    for act in world.acts.iter().filter(|act| act.day < until) {
        let note = &world.notes[act.note as usize];
        if let Some(child) = local(note.child).filter(|_| note.day < until) {
            all.push(format!("act {child} {} {:?}", act.day, act.what));
        }
    }
    for case in world.cases.iter().filter(|case| here(case.child) && case.referred < until) {
        let closed = case.closed.filter(|(day, _)| *day < until);
        all.push(format!("case {} {} {closed:?}", case.child, case.referred));
    }
    for care in world.cares.iter().filter(|care| here(care.child) && care.began < until) {
        let placed = care.placements.iter().filter(|place| place.began < until);
        all.push(format!("care {} {} {:?}", care.child, care.began, placed.collect::<Vec<_>>()));
    }
    all.sort();
    all
}

#[test]
fn an_act_left_out_changes_nothing_before_its_day() {
    let parameters = Parameters::shipped().expect("reads");
    let setup = setup(2_100, 2);
    let worlds = lived(setup, &parameters);
    let touched: Vec<_> = worlds.iter().flat_map(deeds::by_child).collect();
    let (mut later, mut seen) = (0, std::collections::BTreeSet::new());
    for act in choose(&touched, RunKey::new(3), 30) {
        let again = run_without(setup, &parameters, Some(act), &|_, _| ()).expect("possible");
        assert!(again.iter().all(|world| world.withheld.is_none()), "{act:?} came again");
        seen.insert(act.deed);
        for (a, b) in worlds.iter().zip(&again) {
            for school in 0..a.agencies.schools {
                assert_eq!(story(a, school, act.day), story(b, school, act.day), "{act:?}, school {school}");
                let mine = a.number == act.partnership && a.children[act.child as usize].school == school;
                let whole = setup.days();
                later += u32::from(mine && story(a, school, whole) != story(b, school, whole));
            }
        }
    }
    assert!(later > 18 && seen.len() >= 4, "{later} of 30 lives went on otherwise; {seen:?}");
}

#[test]
fn each_pair_is_what_it_is_alone() {
    let parameters = Parameters::shipped().expect("reads");
    let setup = setup(1_500, 2);
    let worlds = lived(setup, &parameters);
    let together = pairs(&worlds, &parameters, 12);
    assert_eq!(together.pairs.len(), 12);
    let before: Vec<_> = worlds.iter().map(super::Lives::of).collect();
    for pair in &together.pairs {
        let act = pair.influence;
        let again = run_without(setup, &parameters, Some(act), &|_, _| ()).expect("possible");
        let at = usize::from(act.partnership);
        let after = super::Lives::of(&again[at]);
        let alone = super::pair(act, (&worlds[at], &before[at]), (&again[at], &after));
        assert_eq!(*pair, alone);
    }
}

#[test]
fn pairs_are_the_same_on_any_number_of_threads_and_more_pairs_begin_with_the_same() {
    let parameters = Parameters::shipped().expect("reads");
    let on = |threads: usize, count: u32| -> Vec<Pair> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| pairs(&lived(setup(1_500, 3), &parameters), &parameters, count).pairs)
    };
    let few = on(1, 15);
    assert_eq!(few, on(4, 15));
    assert_eq!(few, on(4, 40)[..15]);
}

#[test]
fn where_nothing_that_is_done_can_help_or_harm_no_act_makes_a_difference() {
    let parameters = with(&[
        ("act_effect", 0.0),
        ("act_effect_harm", 0.0),
        ("disbelief_factor", 1.0),
        ("care_after_plan", 0.0),
        ("care_after_assessment", 0.0),
    ]);
    let worlds = lived(setup(1_500, 1), &parameters);
    let all = pairs(&worlds, &parameters, 80);
    assert_eq!(all.row(Truth::Same).all(), 80);
    assert!(all.pairs.iter().all(|pair| pair.with == pair.without && pair.others_reached == 0));
    // And yet the books claim successes: they count what ended, not what was done.
    assert!(all.row(Truth::Same).claimed > 5, "{:?}", all.row(Truth::Same));
}

#[test]
fn the_same_kind_of_act_can_help_and_can_harm() {
    // Much trouble, and help that often works: few lives show what takes thousands in an ordinary town.
    let parameters = with(&[("trouble_onset", 0.1), ("act_effect", 0.8), ("act_effect_harm", 0.8)]);
    let worlds = lived(setup(1_500, 1), &parameters);
    let all = pairs(&worlds, &parameters, 200);
    let (better, worse) = (all.row(Truth::Better).all(), all.row(Truth::Worse).all());
    assert!(better > worse && worse > 0, "{better} better, {worse} worse");
    assert!(Deed::ALL.iter().any(|deed| {
        let [better, _, worse] = all.of_deed(*deed);
        better > 0 && worse > 0
    }));
    assert_eq!(Truth::ALL.map(|truth| all.row(truth).all()).iter().sum::<u64>(), 200);
}

#[test]
fn help_that_always_works_is_found() {
    let parameters = with(&[("act_effect", 1.0), ("act_effect_harm", 1.0), ("disbelief_factor", 1.0)]);
    let worlds = lived(setup(4_200, 1), &parameters);
    let touched: Vec<_> = worlds.iter().flat_map(deeds::by_child).collect();
    let chosen = choose(&touched, RunKey::new(1), u32::MAX);
    // Need was found while there was trouble at home: help ended it that day.
    let (mut helped, mut asked) = (0, 0);
    for act in chosen.iter().filter(|act| act.deed == Deed::NeedFound).take(36) {
        let again = run_without(worlds[0].setup, &parameters, Some(*act), &|_, _| ()).expect("possible");
        let (a, b) = (super::Lives::of(&worlds[0]), super::Lives::of(&again[0]));
        let found = super::pair(*act, (&worlds[0], &a), (&again[0], &b));
        asked += 1;
        helped += u32::from(found.spared() > 0);
    }
    assert!(asked == 36 && helped >= 10, "{helped} of {asked}");
}

#[test]
fn acts_are_chosen_evenly_from_days_that_leave_three_years() {
    let parameters = Parameters::shipped().expect("reads");
    let setup = setup(4_200, 1);
    let worlds = lived(setup, &parameters);
    let touched: Vec<Vec<Influence>> = worlds.iter().flat_map(deeds::by_child).collect();
    let last = setup.days() - super::FOLLOWED;
    assert!(touched.iter().flatten().all(|act| (WARM_UP..=last).contains(&act.day)));
    let few = choose(&touched, RunKey::new(2), 200);
    let first_half = few.iter().filter(|act| act.child < 3_000).count();
    let there = touched.iter().filter(|acts| acts[0].child < 3_000).count() as f64 / touched.len() as f64;
    assert!((first_half as f64 / 200.0 - there).abs() < 0.12, "{first_half} of 200, {there}");
}

#[test]
fn too_few_years_are_refused_with_the_remedy() {
    let short = Setup { years: 3, ..setup(600, 1) };
    assert!(super::check(&short, None).expect_err("refused").to_string().contains("--years 4"));
    let little = super::check(&setup(70_000, 1), Some(1 << 20)).expect_err("refused").to_string();
    assert!(little.contains("free"), "{little}");
    assert_eq!(Books::Silent.code(), "silent");
}
