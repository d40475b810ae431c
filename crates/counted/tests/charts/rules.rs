//! Nelson's rules, and eight on one side.

use counted::chart::rules::{Rule, RuleSet, nelson, signals};
use counted::chart::{Chart, Freeze, Kind, Limits, Part, Plan, Point, Series, Xmr, draw};
use serde_json::Value;

use crate::value::{list, number, numbers, text};

pub(crate) fn run(file: &Value) {
    for case in list(file, "cases") {
        one(case);
    }
}

/// A chart with a centre and a standard deviation that are given rather than estimated.
fn given(values: &[f64], centre: f64, sd: f64) -> Chart {
    let limits = Limits {
        centre,
        outer: Some((centre - 3.0 * sd, centre + 3.0 * sd)),
        near: Some((centre - 2.0 * sd, centre + 2.0 * sd)),
    };
    let point = |value: &f64| Point {
        value: Some(*value),
        of: None,
        limits: Some(limits),
        z: Some((value - centre) / sd),
        part: 0,
        base: true,
        excluded: false,
    };
    let counted = (0..values.len()).collect();
    Chart {
        kind: Kind::Xmr,
        points: values.iter().map(point).collect(),
        parts: vec![Part { from: 0, to: values.len(), base: values.len(), counted, dispersion: None }],
        scale: values.iter().fold(0.0, |most, value| most.max(value.abs())),
    }
}

fn one(case: &Value) {
    let chart = given(&numbers(case, "values"), number(case, "centre"), number(case, "sigma"));
    let want = |key: &str| -> Vec<usize> {
        numbers(case.get("window_end_index").unwrap(), key).iter().map(|at| *at as usize).collect()
    };
    for rule in 1..=8 {
        let got: Vec<usize> =
            nelson(&chart, rule).iter().filter_map(|signal| signal.window.last().copied()).collect();
        assert_eq!(got, want(&format!("n{rule}")), "{}, Nelson {rule}", text(case, "id"));
    }
    let eight =
        signals(&chart, RuleSet::WesternElectric).into_iter().filter(|signal| signal.rule == Rule::OneSide);
    let got: Vec<usize> = eight.filter_map(|signal| signal.window.last().copied()).collect();
    assert_eq!(got, want("we4"), "{}", text(case, "id"));
}

#[test]
fn a_flat_line_marks_nothing_under_any_set() {
    let plan = Plan {
        freeze: Some(Freeze { first: 10, decided: None, reason: "the first ten".into() }),
        xmr: Xmr::TEXTBOOK,
        ..Plan::default()
    };
    let chart = draw(Kind::Xmr, &Series::of_values(&[0.1; 30]), &plan).unwrap();
    for set in ["nhs", "nhs-strict", "nelson", "western-electric", "anhoej"] {
        assert_eq!(signals(&chart, RuleSet::of(set).unwrap()), [], "{set}");
    }
}
