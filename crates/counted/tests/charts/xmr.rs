//! XmR charts with the rules and icons of Making Data Count.

use counted::chart::icons::{Assurance, Better, Variation, assurance, variation, variations};
use counted::chart::rules::{Rule, RuleSet, TwoOfThree, Way, marks, signals};
use counted::chart::{Change, Chart, Freeze, Kind, Plan, Series, Xmr, draw};
use serde_json::Value;

use crate::value::{at, close, list, number, numbers, text, usize_at};

pub(crate) fn run(file: &Value) {
    let tolerance = number(file, "tolerance");
    for case in list(file, "cases") {
        one(case, tolerance);
    }
}

fn plan(input: &Value) -> Plan {
    let reason = || "a vector".to_owned();
    Plan {
        freeze: usize_at(input, "fix_after_n_points").map(|first| Freeze {
            first,
            decided: None,
            reason: reason(),
        }),
        splits: usize_at(input, "rebase_at_index")
            .map(|at| Change { at: at - 1, decided: None, reason: reason() })
            .into_iter()
            .collect(),
        excluded: Vec::new(),
        xmr: Xmr { screen: at(input, "screen_outliers").as_bool().unwrap(), ..Xmr::MAKING_DATA_COUNT },
    }
}

fn one(case: &Value, tolerance: f64) {
    let id = text(case, "id");
    let (input, expected) = (at(case, "input"), at(case, "expected"));
    let chart = draw(Kind::Xmr, &Series::of_values(&numbers(input, "values")), &plan(input)).unwrap();
    for (key, which) in [("mean", 0), ("lpl", 1), ("upl", 2)] {
        for (point, want) in chart.points.iter().zip(numbers(expected, key)) {
            let limits = point.limits.unwrap();
            let got = [Some(limits.centre), limits.outer.map(|both| both.0), limits.outer.map(|both| both.1)]
                [which];
            assert_eq!(got.is_none(), want.is_nan(), "{id} {key}");
            got.inspect(|got| close(*got, want, tolerance, &format!("{id} {key}")));
        }
    }
    let signals = signals(&chart, RuleSet::MakingDataCount(TwoOfThree::Strict));
    let marks = marks(&chart, &signals);
    for (n, want) in list(expected, "special_cause_type").iter().enumerate() {
        assert_eq!(label(marks[n]), want.as_str().unwrap(), "{id}, point {n}");
    }
    let better = match text(input, "improvement_direction") {
        "increase" => Better::Up,
        "decrease" => Better::Down,
        _ => Better::Neither,
    };
    for (n, want) in list(expected, "point_type").iter().enumerate() {
        let got = variations(&chart, &signals, better)[n];
        assert_eq!(word(got), want.as_str().unwrap(), "{id}, point {n}");
    }
    icons(&chart, &variation(&chart, &signals, better), better, case);
}

/// One icon a part; the target belongs to the last part alone.
fn icons(chart: &Chart, parts: &[Variation], better: Better, case: &Value) {
    let (input, expected) = (at(case, "input"), at(case, "expected"));
    let many = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    let words: Vec<Value> = parts.iter().map(|part| Value::from(word(*part))).collect();
    assert_eq!(words, many(at(expected, "variation_type")), "{}", text(case, "id"));
    let target = at(input, "target").as_f64();
    let said = target.and_then(|target| assurance(chart, target, better)).map(|assurance| match assurance {
        Assurance::HitOrMiss => "inconsistent",
        Assurance::ConsistentlyPassing => "consistent_pass",
        Assurance::ConsistentlyFailing => "consistent_fail",
    });
    let want = many(at(expected, "assurance_type"));
    assert_eq!(said, want.last().unwrap().as_str(), "{}", text(case, "id"));
}

fn label(mark: Option<(Rule, Way)>) -> String {
    let Some((rule, way)) = mark else {
        return "Common Cause".into();
    };
    let above = if way == Way::Up { "Above" } else { "Below" };
    match rule {
        Rule::Outside if way == Way::Up => "Above UCL".into(),
        Rule::Outside => "Below LCL".into(),
        Rule::Trend if way == Way::Up => "7 Point Trend (Increasing)".into(),
        Rule::Trend => "7 Point Trend (Decreasing)".into(),
        Rule::TwoOfThree => format!("2 in 3 {above} CL"),
        Rule::OneSide => format!("7 Points {above} CL"),
        other => panic!("{other:?} is no rule of this set"),
    }
}

fn word(variation: Variation) -> &'static str {
    match variation {
        Variation::CommonCause => "common_cause",
        Variation::Improving(_) => "special_cause_improvement",
        Variation::Concerning(_) => "special_cause_concern",
        Variation::Neutral(Way::Up) => "special_cause_neutral_high",
        Variation::Neutral(_) => "special_cause_neutral_low",
    }
}
