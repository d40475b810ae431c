//! Claims of credit: programmes without effect that look like triumphs, ones with an effect, and what is missing.
#![allow(clippy::unwrap_used, reason = "a test")]

mod vectors;

use counted::attribution::{Between, Member, Population, Side, ancova, ancova_by_unit, average_break};
use counted::credit::{
    Better, Chosen, Credit, Ground, People, Person, Point, Series, Start, people, population, series,
};
use counted::ladder::Rung;
use counted::numbers::Draws;
use counted::worlds::programmes::{people_with, series_with};
use vectors::json;

fn ground(chosen: Chosen) -> Ground {
    Ground {
        words: "days".to_owned(),
        places: 2,
        better: Better::Lower,
        chosen,
        control_why: None,
        assumption: None,
        definitions: None,
    }
}

/// The vector: a programme without effect, whose naive change and anyway rate are published with it.
#[test]
fn a_programme_without_effect_is_beside_what_comes_anyway() {
    let all = json("attribution/attribution.json");
    let vector = &all["programme_without_effect"];
    let numbers = |key: &str| -> Vec<f64> {
        vector[key].as_array().unwrap().iter().map(|value| value.as_f64().unwrap_or(0.0)).collect()
    };
    let (before, after) = (numbers("pre"), numbers("post"));
    let treated: Vec<bool> = vector["treated"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_bool() == Some(true) || one.as_f64() == Some(1.0))
        .collect();
    let cut = vector["selection_cutoff"].as_f64().unwrap();
    let rows = (0..before.len())
        .map(|at| Person {
            unit: 0,
            treated: treated[at],
            eligible: before[at] > cut,
            before: before[at],
            after: after[at],
            control: None,
        })
        .collect();
    let population = population(&before, &after).unwrap();
    let given = People { rows, ground: ground(Chosen::ByTheFigure { side: Side::Above, cut, population }) };
    let credit = people(&given);
    let expected = &vector["expected"];
    let close = |found: f64, key: &str| {
        let wanted = expected[key].as_f64().unwrap();
        assert!((found - wanted).abs() < 1e-9, "{key}: {found} and not {wanted}");
    };
    close(credit.naive.found().unwrap().value, "naive_change_treated");
    close(credit.others.found().unwrap().change, "change_eligible_untreated");
    // The reference compares the treated with everybody; here only those as eligible stand beside them.
    assert!(!credit.designs[0].1.found().unwrap().effect.differs_from_zero());
    assert_eq!(credit.said.rung, Rung::ChangedCauseUnknown);
    assert!(credit.said.text.ends_with("We cannot tell what caused the rest."), "{}", credit.said.text);
    assert!(!credit.why_no_higher.is_empty());
}

/// The vector of units that changed and units that did not.
#[test]
fn units_held_against_units_give_the_reference_effect() {
    let all = json("attribution/attribution.json");
    let vector = &all["difference_in_differences"];
    let columns: Vec<&str> =
        vector["columns"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let place = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let rows = vector["rows"].as_array().unwrap();
    let number = |row: &serde_json::Value, name: &str| row[place(name)].as_f64().unwrap();
    let (unit, time) = (columns[0], columns[1]);
    let first = rows.iter().filter(|row| number(row, "post") > 0.0).map(|row| number(row, time) as u32).min();
    let units = rows.iter().map(|row| number(row, unit) as usize).max().unwrap() + 1;
    let mut treated = vec![false; units];
    for row in rows {
        treated[number(row, unit) as usize] = number(row, "treated") > 0.0;
    }
    let point = |row: &serde_json::Value| Point {
        unit: number(row, unit) as u32,
        period: number(row, time) as u32,
        value: number(row, "y"),
        control: None,
    };
    let given = Series {
        points: rows.iter().map(point).collect(),
        treated,
        start: Start::At(first.unwrap()),
        ground: ground(Chosen::NotByFigures("drawn by lot".to_owned())),
        seed: 1,
    };
    let credit = series(&given);
    let found = credit.designs[0].1.found().unwrap();
    let wanted = vector["expected"]["twfe_effect"].as_f64().unwrap();
    assert!((found.effect.value - wanted).abs() < 1e-9, "{}", found.effect.value);
    assert!(credit.said.rung <= Rung::ChangedCauseUnknown, "no control outcome, no fourth rung");
}

fn high(credit: &Credit) -> bool {
    credit.said.rung >= Rung::ConsistentWithHelping
}

#[test]
fn without_an_effect_almost_none_is_called_helpful_and_with_one_most_are() {
    let share =
        |worlds: u64, of: &dyn Fn(u64) -> Credit| (0..worlds).filter(|number| high(&of(*number))).count();
    assert!(share(100, &|number| people(&people_with(0.0, 7, number))) <= 6);
    assert!(share(100, &|number| series(&series_with(0.0, 7, number))) <= 6);
    assert!(share(100, &|number| people(&people_with(-5.0, 7, number))) >= 80);
    assert!(share(100, &|number| series(&series_with(-3.0, 7, number))) >= 80);
    // The naive figure calls nearly all of them a triumph.
    let naive =
        (0..100).filter(|number| people(&people_with(0.0, 7, *number)).naive.found().unwrap().high < 0.0);
    assert!(naive.count() >= 95);
}

#[test]
fn a_change_for_the_worse_is_never_called_helpful() {
    for number in 0..40 {
        assert!(!high(&people(&people_with(9.0, 3, number))));
        assert!(!high(&series(&series_with(4.0, 3, number))));
    }
}

#[test]
fn the_highest_rung_needs_two_designs_pretend_dates_and_one_definition() {
    let given = series_with(-3.0, 11, 1);
    assert_eq!(series(&given).said.rung, Rung::WellSupported);
    let mut moved = given.clone();
    moved.ground.definitions = Some((1, 2));
    let found = series(&moved);
    assert_eq!(found.said.rung, Rung::ConsistentWithHelping);
    assert!(found.why_no_higher.iter().any(|why| why.contains("definition")), "{:?}", found.why_no_higher);
}

#[test]
fn order_changes_nothing() {
    let (mut given, mut over_time) = (people_with(-5.0, 5, 1), series_with(-3.0, 5, 1));
    let (found, found_over_time) = (people(&given), series(&over_time));
    given.rows.reverse();
    given.rows.swap(3, 170);
    over_time.points.reverse();
    assert_eq!(format!("{:?}", people(&given)), format!("{found:?}"));
    assert_eq!(format!("{:?}", series(&over_time)), format!("{found_over_time:?}"));
}

#[test]
fn what_is_missing_is_said_and_no_rung_is_reached_without_it() {
    let full = people_with(-5.0, 5, 2);
    let without = |change: &dyn Fn(&mut People)| {
        let mut given = full.clone();
        change(&mut given);
        people(&given)
    };
    assert!(high(&people(&full)));
    let nobody_says = without(&|given| given.ground.chosen = Chosen::NotSaid);
    let no_control = without(&|given| given.ground.control_why = None);
    let everybody = without(&|given| given.rows.retain(|person| person.treated));
    let few = without(&|given| given.rows.truncate(20));
    let same = without(&|given| given.rows.iter_mut().for_each(|person| person.after = person.before));
    let nobody = without(&|given| given.rows.clear());
    for credit in [&nobody_says, &no_control, &everybody, &few, &same, &nobody] {
        assert!(!high(credit), "{credit:?}");
        assert!(!credit.why_no_higher.is_empty());
        assert!(!credit.said.text.contains("NaN"), "{}", credit.said.text);
    }
    assert_eq!(few.said.rung, Rung::NotEnoughData);
    assert_eq!(same.said.rung, Rung::NoChangeShown);
    assert_eq!(no_control.said.rung, Rung::ChangedCauseUnknown);
}

#[test]
fn series_that_cannot_be_compared_are_told_why() {
    let full = series_with(-3.0, 5, 3);
    let without = |change: &dyn Fn(&mut Series)| {
        let mut given = full.clone();
        change(&mut given);
        series(&given)
    };
    assert!(high(&series(&full)));
    let different = without(&|given| given.start = Start::Different);
    assert!(different.why_no_higher[0].contains("different periods"), "{:?}", different.why_no_higher);
    let never = without(&|given| given.start = Start::Never);
    let all_treated = without(&|given| given.treated.iter_mut().for_each(|one| *one = true));
    let early = without(&|given| given.start = Start::At(2));
    let late = without(&|given| given.start = Start::At(500));
    let flat = without(&|given| given.points.iter_mut().for_each(|point| point.value = 1.0));
    let gap = without(&|given| given.points.retain(|point| point.unit != 3 || point.period != 4));
    let empty = without(&|given| given.points.clear());
    for credit in [&different, &never, &all_treated, &early, &late, &flat, &empty] {
        assert!(!high(credit), "{credit:?}");
        assert!(!credit.why_no_higher.is_empty());
    }
    // A hole in one unit leaves the break, but not the sum over units.
    assert!(gap.designs[0].1.found().is_none() && gap.designs[1].1.found().is_some());
}

#[test]
fn a_population_is_the_whole_table() {
    let numbers: Vec<f64> = (0..100).map(f64::from).collect();
    let Population { mean, deviation, correlation } = population(&numbers, &numbers).unwrap();
    assert!((mean - 49.5).abs() < 1e-12 && (correlation - 1.0).abs() < 1e-12);
    assert!((deviation - 29.011_491_975_882_016).abs() < 1e-9);
    assert_eq!(population(&numbers[..20], &numbers[..20]), None);
    assert_eq!(population(&[1.0; 40], &[1.0; 40]), None);
}

/// Units differ, and each gives the service to all or to none: people of a unit are no independent witnesses.
#[test]
fn whole_units_are_compared_as_units() {
    let world = |number: u64| -> Vec<Member> {
        let draws = Draws::new(9).apart(number);
        let normal = |at: u64| {
            let (radius, angle) = (1.0 - draws.share(2 * at), draws.share(2 * at + 1));
            (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
        };
        let person = |at: u64| {
            let unit = at / 20;
            let before = 20.0 + 3.0 * normal(at);
            let after = before + 2.0 * normal(10_000 + unit) + 2.0 * normal(20_000 + at);
            Member { unit: unit as u32, treated: unit.is_multiple_of(2), before, after }
        };
        (0..400).map(person).collect()
    };
    let (mut people_alone, mut by_unit) = (0, 0);
    for number in 0..100 {
        let members = world(number);
        let of = |figure: fn(&Member) -> f64| members.iter().map(figure).collect::<Vec<f64>>();
        let treated: Vec<bool> = members.iter().map(|member| member.treated).collect();
        let plain = ancova(&of(|member| member.before), &of(|member| member.after), &treated).unwrap();
        people_alone += usize::from(plain.effect.differs_from_zero());
        let (found, between) = ancova_by_unit(&members).unwrap();
        assert_eq!(between, Between::Units);
        by_unit += usize::from(found.differs_from_zero());
    }
    assert!(people_alone > 30 && by_unit <= 10, "{people_alone} {by_unit}");
}

#[test]
fn people_of_one_unit_are_compared_within_it_and_one_unit_is_no_cluster() {
    let given = people_with(-5.0, 5, 1);
    let member = |(at, person): (usize, &Person), units: usize| Member {
        unit: (at % units) as u32,
        treated: person.treated,
        before: person.before,
        after: person.after,
    };
    let of = |units: usize| -> Vec<Member> {
        let compared = given.rows.iter().filter(|person| person.eligible);
        compared.enumerate().map(|one| member(one, units)).collect()
    };
    let (one, between) = ancova_by_unit(&of(1)).unwrap();
    assert_eq!(between, Between::People);
    let people = of(1);
    let figures = |figure: fn(&Member) -> f64| people.iter().map(figure).collect::<Vec<f64>>();
    let treated: Vec<bool> = people.iter().map(|member| member.treated).collect();
    let plain = ancova(&figures(|member| member.before), &figures(|member| member.after), &treated).unwrap();
    assert_eq!(one, plain.effect);
    let (ten, between) = ancova_by_unit(&of(10)).unwrap();
    assert_eq!(between, Between::PeopleOfOneUnit);
    assert!(ten.high < 0.0 && (ten.value - one.value).abs() < one.error, "{ten:?} {one:?}");
    let few = ancova_by_unit(&of(1)[..40]);
    assert!(few.is_err());
}

#[test]
fn a_cut_that_nobody_lies_beyond_gives_no_number() {
    let mut given = people_with(-5.0, 5, 1);
    let population = Population { mean: 0.0, deviation: 1.0, correlation: 0.5 };
    given.ground.chosen = Chosen::ByTheFigure { side: Side::Above, cut: 1e9, population };
    let found = people(&given);
    assert!(found.regression.found().is_none() && !high(&found));
}

/// A step of the level is the break on average too, where the slope stays.
#[test]
fn the_average_break_of_a_plain_step_is_the_step() {
    let series: Vec<f64> = (0..30)
        .map(|at| 10.0 + 0.2 * f64::from(at) - if at >= 15 { 4.0 } else { 0.0 } + f64::from(at % 3) * 0.1)
        .collect();
    let found = average_break(&series, 15).unwrap();
    assert!((found.value + 4.0).abs() < 0.2 && found.high < -3.0, "{found:?}");
    assert!(average_break(&series, 3).is_err());
}
