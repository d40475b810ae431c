//! What is refused, and that the words say the remedy.

use counted::chart::{Change, Error, Freeze, Kind, Plan, Series, draw};
use counted::compare::{self, Measure, Place, Trim, funnel};

fn refused(kind: Kind, series: &Series, plan: &Plan, remedy: &str) -> Error {
    let error = draw(kind, series, plan).unwrap_err();
    assert!(error.to_string().contains(remedy), "`{error}` does not say `{remedy}`");
    error
}

fn change(at: usize, reason: &str) -> Change {
    Change { at, decided: None, reason: reason.into() }
}

#[test]
fn figures_that_cannot_be() {
    let plain = Plan::default();
    let counts = |count, of| Series::of_counts(&[1.0, count], &[10.0, of]);
    let error = refused(Kind::P, &counts(1.0, 0.0), &plain, "leave both numbers empty");
    assert_eq!(error, Error::NoDenominator { at: 1 });
    refused(Kind::P, &counts(11.0, 10.0), &plain, "more than all");
    refused(Kind::U, &counts(-1.0, 10.0), &plain, "below zero");
    refused(Kind::U, &counts(f64::NAN, 10.0), &plain, "correct it");
    refused(Kind::T, &Series::of_values(&[3.0, -2.0]), &plain, "below zero");
    refused(Kind::T, &Series::of_values(&[3.0, 0.0]), &plain, "time of day");
    refused(Kind::P, &Series::of_values(&[0.5]), &plain, "numerator");
    refused(Kind::C, &counts(1.0, 2.0), &plain, "without a denominator");
    refused(Kind::Xbar, &Series::Samples(vec![vec![1.0], vec![2.0]]), &plain, "at least two");
    assert_eq!(draw(Kind::Xmr, &Series::Values(vec![None, None]), &plain), Err(Error::Empty));
    assert_eq!(draw(Kind::Xmr, &Series::Values(vec![]), &plain), Err(Error::Empty));
}

#[test]
fn decisions_that_contradict_or_give_no_reason() {
    let ten = Series::of_values(&[1.0, 2.0, 1.0, 3.0, 1.0, 2.0, 3.0, 1.0, 2.0, 1.0]);
    let freeze = |first, reason: &str| Some(Freeze { first, decided: None, reason: reason.into() });
    let plan = |freeze, splits| Plan { freeze, splits, ..Plan::default() };
    refused(Kind::C, &ten, &plan(freeze(5, "r"), vec![change(6, "r")]), "use a split");
    refused(Kind::C, &ten, &plan(freeze(10, "r"), vec![]), "fewer than all");
    refused(Kind::C, &ten, &plan(freeze(5, " "), vec![]), "say why");
    refused(Kind::C, &ten, &plan(None, vec![change(5, "")]), "say why");
    refused(Kind::C, &ten, &plan(None, vec![change(10, "r")]), "does not exist");
    let all = (0..10).map(|at| change(at, "r")).collect();
    refused(Kind::C, &ten, &Plan { excluded: all, ..Plan::default() }, "keep at least one");
}

#[test]
fn two_points_have_figures_and_no_limits() {
    for kind in [Kind::Xmr, Kind::C, Kind::Run] {
        let chart = draw(kind, &Series::of_values(&[3.0, 9.0]), &Plan::default()).unwrap();
        assert!(chart.points.iter().all(|point| point.value.is_some() && point.limits.is_none()), "{kind:?}");
    }
}

#[test]
fn a_gap_stays_a_gap() {
    let series = Series::Values(vec![Some(4.0), None, Some(6.0), Some(5.0), Some(4.0)]);
    let chart = draw(Kind::Xmr, &series, &Plan::default()).unwrap();
    assert_eq!(chart.points[1].value, None);
    assert_eq!(chart.parts[0].counted, [0, 2, 3, 4]);
}

#[test]
fn a_point_left_out_stays_visible_and_sets_nothing() {
    let with = |last: f64| {
        let series = Series::of_values(&[4.0, 6.0, 5.0, 4.0, 6.0, last]);
        let plan = Plan { excluded: vec![change(5, "a flood")], ..Plan::default() };
        draw(Kind::Xmr, &series, &plan).unwrap()
    };
    let (near, far) = (with(5.0), with(500.0));
    assert_eq!(near.points[0].limits, far.points[0].limits);
    assert_eq!(far.points[5].value, Some(500.0));
    assert!(far.outside(5).unwrap().is_gt());
}

#[test]
fn units_that_cannot_be_compared() {
    let compared = |units: &[(f64, f64)]| funnel(Measure::Share, units, Trim::Winsorise);
    assert_eq!(compared(&[(1.0, 2.0)]), Err(compare::Error::TooFewUnits { units: 1 }));
    assert_eq!(compared(&[(1.0, 2.0), (1.0, 0.0)]), Err(compare::Error::NoDenominator { at: 1 }));
    assert!(matches!(compared(&[(1.0, 2.0), (3.0, 2.0)]), Err(compare::Error::MoreThanAll { at: 1, .. })));
    assert!(matches!(compared(&[(0.0, 30.0), (0.0, 20.0)]), Err(compare::Error::AllAlike { .. })));
    let log = funnel(Measure::RatioByLog, &[(0.0, 3.0), (4.0, 3.0)], Trim::Truncate);
    assert_eq!(log, Err(compare::Error::NothingCounted { at: 0 }));
}

#[test]
fn under_twenty_events_nobody_is_judged() {
    let units = [(19.0, 19.0), (100.0, 1000.0), (110.0, 1000.0)];
    let got = funnel(Measure::Share, &units, Trim::Winsorise).unwrap();
    assert_eq!(got.units[0].place, Place::TooFew);
    assert_eq!(got.false_alarms().0, 2.0 * 2.0 * 0.025);
}
