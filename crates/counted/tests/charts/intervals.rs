//! Intervals of shares and counts.

use counted::compare::{Interval, byar, clopper_pearson, count_interval, exact_poisson, wilson};
use serde_json::Value;

use crate::value::{close, list, number, numbers};

pub(crate) fn run(file: &Value) {
    let tolerance = number(file, "tolerance");
    let same = |got: Interval, row: &Value, key: &str| {
        let want = numbers(row, key);
        close(got.0, want[0], tolerance, &format!("{key} of {row}"));
        close(got.1, want[1], tolerance, &format!("{key} of {row}"));
    };
    for row in list(file, "proportions") {
        let (count, of) = (number(row, "k"), number(row, "n"));
        same(wilson(count, of, 0.95), row, "wilson95");
        same(wilson(count, of, 0.998), row, "wilson998");
        same(clopper_pearson(count, of, 0.95), row, "clopper_pearson95");
    }
    for row in list(file, "counts") {
        let count = number(row, "count");
        same(exact_poisson(count, 0.95), row, "exact_poisson95");
        same(byar(count, 0.95), row, "byar95");
        let used = if count < 10.0 { "exact_poisson95" } else { "byar95" };
        same(count_interval(count, 0.95), row, used);
    }
}
