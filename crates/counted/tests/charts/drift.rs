//! Cumulative sums, weighted means, and how long they take.

use counted::chart::drift::{cusum, cusum_run_length, ewma, ewma_run_length, risk_adjusted};
use serde_json::Value;

use crate::value::{at, close, list, number, numbers, text, usize_at};

pub(crate) fn run(file: &Value) {
    let tolerance = number(file, "tolerance");
    for case in list(file, "cases") {
        if case.get("risk").is_some() { adjusted(case, tolerance) } else { plain(case, tolerance) }
    }
}

fn all_close(got: &[f64], want: &[f64], tolerance: f64, what: &str) {
    assert_eq!(got.len(), want.len(), "{what}");
    got.iter().zip(want).for_each(|(got, want)| close(*got, *want, tolerance, what));
}

fn plain(case: &Value, tolerance: f64) {
    let (id, z) = (text(case, "id"), numbers(case, "z"));
    let sums = cusum(&z, number(case, "k"), number(case, "h"));
    all_close(&sums.upper, &numbers(case, "cusum_upper"), tolerance, id);
    all_close(&sums.lower, &numbers(case, "cusum_lower"), tolerance, id);
    assert_eq!(sums.first_alarm, usize_at(case, "first_alarm"), "{id}");
    let means = ewma(&z, number(case, "ewma_lambda"), number(case, "ewma_L"));
    all_close(&means.value, &numbers(case, "ewma"), tolerance, id);
    all_close(&means.half_width, &numbers(case, "ewma_half_width"), tolerance, id);
    assert_eq!(means.first_alarm, usize_at(case, "ewma_first_alarm"), "{id}");
}

fn adjusted(case: &Value, tolerance: f64) {
    let bad = numbers(case, "outcome").into_iter().map(|outcome| outcome == 1.0);
    let cases: Vec<(bool, f64)> = bad.zip(numbers(case, "risk")).collect();
    let sums = risk_adjusted(&cases, number(case, "odds_ratio_tested"));
    all_close(&sums, &numbers(case, "statistic"), tolerance, text(case, "id"));
    let first = sums.iter().position(|sum| *sum > 4.5);
    assert_eq!(first, usize_at(case, "first_index_above_4_5"), "{}", text(case, "id"));
}

pub(crate) fn run_lengths(file: &Value) {
    let tolerance = number(file, "tolerance_rel");
    for row in list(file, "rows") {
        let shift = number(row, "mu");
        let got = match at(row, "chart").as_str().unwrap() {
            "cusum_one_sided" => cusum_run_length(number(row, "k"), number(row, "h"), shift),
            "ewma_two_sided_asymptotic_limits" => {
                ewma_run_length(number(row, "lambda"), number(row, "c"), shift)
            }
            other => panic!("`{other}` is no design known here"),
        };
        close(got.unwrap() / number(row, "arl"), 1.0, tolerance, &row.to_string());
    }
}
