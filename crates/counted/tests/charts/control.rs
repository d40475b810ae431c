//! Charts of every kind, with freezes, splits and points left out.

use counted::chart::rules::{Runs, runs};
use counted::chart::{Change, Chart, Freeze, Kind, Plan, Series, Xmr, draw};
use serde_json::Value;

use crate::lines::{Lines, compare};
use crate::value::{at, list, number, numbers, text, usize_at};

pub(crate) fn run(file: &Value) {
    let tolerance = number(file, "tolerance");
    for case in list(file, "cases") {
        one(case, tolerance);
    }
}

fn one(case: &Value, tolerance: f64) {
    let (input, expected, id) = (at(case, "input"), at(case, "expected"), text(case, "id"));
    let kind = Kind::of(text(case, "chart")).unwrap();
    let chart = draw(kind, &series(kind, input), &plan(case)).unwrap();
    let lines = Lines {
        value: numbers(expected, "y"),
        centre: numbers(expected, "cl"),
        lower: numbers(expected, "lcl"),
        upper: numbers(expected, "ucl"),
        outside: list(expected, "sigma_signal").iter().map(|outside| outside.as_bool().unwrap()).collect(),
    };
    compare(&chart, &lines, tolerance, id);
    same_runs(&chart, expected, id);
}

fn series(kind: Kind, input: &Value) -> Series {
    let figures = numbers(input, "y");
    if kind.divides() {
        return Series::of_counts(&figures, &numbers(input, "n"));
    }
    if kind.samples() {
        let periods = numbers(input, "x");
        let groups = periods.chunk_by(|a, b| a == b).scan(0, |from, group| {
            let sample = figures[*from..*from + group.len()].to_vec();
            *from += group.len();
            Some(sample)
        });
        return Series::Samples(groups.collect());
    }
    Series::of_values(&figures)
}

fn plan(case: &Value) -> Plan {
    let reason = || "a vector".to_owned();
    // Its numbers count from 1; a split names the last point of the first part.
    let change = |at: usize| Change { at, decided: None, reason: reason() };
    Plan {
        freeze: usize_at(case, "freeze").map(|first| Freeze { first, decided: None, reason: reason() }),
        splits: usize_at(case, "part").map(change).into_iter().collect(),
        excluded: usize_at(case, "exclude").map(|at| change(at - 1)).into_iter().collect(),
        xmr: Xmr::TEXTBOOK,
    }
}

/// The vectors tell the runs of the first part.
fn same_runs(chart: &Chart, expected: &Value, id: &str) {
    let want = |key: &str| number(expected, key) as usize;
    let got = runs(chart)[0];
    let wanted = Runs {
        useful: want("n_useful"),
        longest: want("longest_run"),
        longest_most: want("longest_run_max"),
        crossings: want("n_crossings"),
        crossings_least: want("n_crossings_min"),
    };
    assert_eq!(got, wanted, "{id}");
    assert_eq!(got.signal(), at(expected, "runs_signal").as_bool().unwrap(), "{id}");
}
