//! Fisher's test and the corrections for many tests, against SciPy's and statsmodels' figures (`tests/vectors/`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test")]

mod vectors;

use counted::hypothesis::corrections::{benjamini_hochberg, benjamini_yekutieli, holm};
use counted::hypothesis::{Table, fisher_greater, fisher_two_sided};
use vectors::{close, json, numbers};

const TOLERANCE: f64 = 1e-9;

#[test]
fn corrections_for_many_tests() {
    let vectors = json("tests/multiple_testing_fisher.json");
    let cases = vectors["multiple_testing"].as_array().unwrap();
    assert_eq!(cases.len(), 3);
    for case in cases {
        let p = numbers(&case["p"]);
        for (name, corrected) in
            [("fdr_bh", benjamini_hochberg(&p)), ("fdr_by", benjamini_yekutieli(&p)), ("holm", holm(&p))]
        {
            for (ours, theirs) in corrected.iter().zip(numbers(&case[name]["adjusted"])) {
                close(name, *ours, theirs, TOLERANCE);
            }
        }
    }
}

#[test]
fn fishers_exact_test() {
    let vectors = json("tests/multiple_testing_fisher.json");
    let cases = vectors["fisher"].as_array().unwrap();
    assert_eq!(cases.len(), 6);
    for case in cases {
        let count = |row: usize, column: usize| case["table"][row][column].as_u64().unwrap();
        let table = Table { a: count(0, 0), b: count(0, 1), c: count(1, 0), d: count(1, 1) };
        close("odds ratio", table.odds_ratio().unwrap(), case["odds_ratio"].as_f64().unwrap(), TOLERANCE);
        close("two-sided", fisher_two_sided(table), case["p_two_sided"].as_f64().unwrap(), TOLERANCE);
        close("greater", fisher_greater(table), case["p_greater"].as_f64().unwrap(), TOLERANCE);
    }
}
