//! Attribution against statsmodels and SciPy (`tests/vectors/attribution/`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test")]

mod vectors;

use counted::attribution::{
    PanelRow, Population, Side, ancova, anyway, difference_in_differences, expected_change,
    interrupted_series, pretend_dates,
};
use counted::numbers::Draws;
use serde_json::Value;
use vectors::{close, json, numbers};

const TOLERANCE: f64 = 1e-6;

fn vectors() -> Value {
    json("attribution/attribution.json")
}

fn number(value: &Value, name: &str) -> f64 {
    value[name].as_f64().unwrap()
}

#[test]
fn regression_to_the_mean() {
    let vectors = vectors();
    let cases = vectors["rtm_normal_truncated"].as_array().unwrap();
    assert_eq!(cases.len(), 6);
    for case in cases {
        let population = Population {
            mean: number(case, "mu"),
            deviation: number(case, "sigma_total"),
            correlation: number(case, "correlation"),
        };
        let side = if case["side"] == "above" { Side::Above } else { Side::Below };
        let ours = expected_change(population, number(case, "cutoff"), side);
        close("expected change", ours, number(case, "expected_change_without_any_effect"), TOLERANCE);
    }
}

/// The programme changed nothing: those it took improved by 4.6, and so did those it did not take.
#[test]
fn a_programme_without_effect_gets_no_credit() {
    let vectors = vectors();
    let data = &vectors["programme_without_effect"];
    let (before, after) = (numbers(&data["pre"]), numbers(&data["post"]));
    let treated: Vec<bool> = numbers(&data["treated"]).iter().map(|treated| *treated == 1.0).collect();
    let changes = |wanted: bool| -> Vec<f64> {
        let cutoff = number(data, "selection_cutoff");
        (0..before.len())
            .filter(|at| treated[*at] == wanted && before[*at] >= cutoff)
            .map(|at| after[at] - before[at])
            .collect()
    };
    let expected = &data["expected"];
    let rate = anyway(&changes(true), &changes(false)).unwrap();
    close("naive", rate.naive, number(expected, "naive_change_treated"), TOLERANCE);
    close("anyway", rate.anyway, number(expected, "change_eligible_untreated"), TOLERANCE);
    assert!(!rate.net.differs_from_zero(), "{rate:?}");
    let ours = ancova(&before, &after, &treated).unwrap();
    close("effect", ours.effect.value, number(expected, "ancova_effect"), TOLERANCE);
    close("low", ours.effect.low, expected["ancova_ci95"][0].as_f64().unwrap(), TOLERANCE);
    close("high", ours.effect.high, expected["ancova_ci95"][1].as_f64().unwrap(), TOLERANCE);
    close("p", ours.p, number(expected, "ancova_p"), TOLERANCE);
    assert_eq!(anyway(&changes(true), &[1.0; 29]).unwrap_err().need, 30);
}

#[test]
fn interrupted_time_series() {
    let vectors = vectors();
    for case in vectors["interrupted_time_series"]["cases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let y = numbers(&case["y"]);
        let change_at = number(case, "change_at") as usize;
        let ours = interrupted_series(&y, change_at).unwrap();
        let expected = &case["expected"];
        close(id, ours.before_after, number(expected, "before_after_difference"), TOLERANCE);
        close(id, ours.durbin_watson, number(expected, "durbin_watson"), TOLERANCE);
        for (name, ours) in
            [("ols_params", ours.coefficients), ("ols_se", ours.errors), ("hac3_se", ours.newey_west)]
        {
            for (ours, theirs) in ours.iter().zip(numbers(&expected[name])) {
                close(&format!("{id} {name}"), *ours, theirs, TOLERANCE);
            }
        }
        assert!(!ours.short);
        // A naive comparison finds a large fall in all three, the one without any effect too.
        assert!(ours.before_after < -9.0);
        let pretend = pretend_dates(&y, change_at, Draws::new(1), 40).unwrap();
        // The third series breaks in slope; what little its level breaks, pretend dates do as well.
        let wanted = id != "no_effect_trend_only";
        assert_eq!(ours.level().differs_from_zero() || ours.slope().differs_from_zero(), wanted, "{id}");
        assert_eq!(pretend.survived(), id == "level_drop", "{id}: {pretend:?}");
    }
    assert_eq!(interrupted_series(&[1.0; 20], 7).unwrap_err().have, 7);
    assert!(interrupted_series(&[1.0; 4], 9).is_err());
}

#[test]
fn difference_in_differences_with_errors_by_unit() {
    let vectors = vectors();
    let data = &vectors["difference_in_differences"];
    let rows: Vec<PanelRow> = data["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(numbers)
        .map(|row| PanelRow {
            unit: row[0] as u32,
            time: row[1] as u32,
            treated: row[2] == 1.0,
            after: row[3] == 1.0,
            y: row[4],
        })
        .collect();
    let ours = difference_in_differences(&rows).unwrap();
    let expected = &data["expected"];
    close("effect", ours.effect.value, number(expected, "twfe_effect"), TOLERANCE);
    close("plain error", ours.plain_error, number(expected, "ols_se"), TOLERANCE);
    close("clustered error", ours.effect.error, number(expected, "cluster_se"), TOLERANCE);
    close("four means", ours.four_means, number(expected, "four_means"), TOLERANCE);
    assert_eq!(ours.parallel_before(), Some(true));
    assert_eq!(difference_in_differences(&rows[8..]).unwrap_err().have, 7, "seven units changed");
    assert_eq!(difference_in_differences(&rows[..127]).unwrap_err().need, 128, "a hole in the panel");
    let twice: Vec<PanelRow> = rows.iter().chain(&rows[..1]).copied().collect();
    assert!(difference_in_differences(&twice).is_err());
}
