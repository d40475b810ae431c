//! Invented records: one unit copies notes, another's visits are seen by nobody else; the others do what honest work does.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use counted::audits::{Outcome, Visit, invented};
use counted::numbers::Draws;
use record::policy::Policy;

const UNITS: u32 = 10;

/// Visits of ten units; notes of one visit in thirty are a form's, and other agencies see nine visits in ten.
fn visits() -> Vec<Visit> {
    let draws = Draws::new(4);
    let mut visits = Vec::new();
    for unit in 0..UNITS {
        for number in 0..300u32 {
            let draw = |purpose: u64| draws.apart(u64::from(unit)).apart(purpose).share(u64::from(number));
            let copied = draw(1) < if unit == 3 { 0.5 } else { 0.03 };
            let own = (u64::from(unit) << 32) + u64::from(number) + 1000;
            let seen = draw(2) < if unit == 7 { 0.4 } else { 0.9 };
            visits.push(Visit {
                unit,
                post: unit * 10 + number % 5,
                start: (number as i32 / 5) * 1440 + 540 + (number as i32 % 5) * 60,
                minutes: 45,
                place: Some(number),
                child: unit * 1000 + number / 2,
                family: Some(unit * 1000 + number / 2),
                note: Some(if copied { (u64::from(unit) << 32) + u64::from(number % 7) } else { own }),
                agrees: (number % 3 > 0).then_some(seen),
            });
        }
    }
    visits
}

fn p(outcome: &Outcome) -> f64 {
    match outcome {
        Outcome::Looked(seen) => seen.p,
        Outcome::NotEnoughData { .. } => panic!("{outcome:?}"),
    }
}

#[test]
fn the_unit_that_copies_and_the_unit_nobody_sees_stand_out_alone() {
    let found = invented(visits(), UNITS as usize, &Policy::england().audits);
    for unit in &found {
        assert_eq!(p(&unit.copied_notes) < 1e-3, unit.unit == 3, "{unit:?}");
        assert_eq!(p(&unit.nobody_else) < 1e-3, unit.unit == 7, "{unit:?}");
        assert!(unit.impossible.is_empty(), "{unit:?}");
    }
}

#[test]
fn order_of_presentation_changes_nothing_and_brothers_and_sisters_are_no_copies() {
    let rules = Policy::england().audits;
    let mut turned = visits();
    turned.reverse();
    assert_eq!(invented(visits(), 10, &rules), invented(turned, 10, &rules));
    let mut joint = visits();
    joint.iter_mut().for_each(|visit| visit.note = Some(u64::from(visit.family.unwrap())));
    for unit in invented(joint, 10, &rules) {
        let Outcome::Looked(seen) = unit.copied_notes else { panic!("enough notes") };
        assert_eq!(seen.statistic, 0.0);
    }
}

#[test]
fn few_records_say_nothing() {
    let few: Vec<Visit> = visits().into_iter().filter(|visit| visit.start < 20 * 1440).collect();
    let found = invented(few, 10, &Policy::england().audits);
    assert!(found.iter().all(|unit| {
        matches!(unit.nobody_else, Outcome::NotEnoughData { have, need: 100, .. } if have < 100)
    }));
}
