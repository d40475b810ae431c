//! Funnels with and without the ordinary differences between units.

use counted::compare::{Band, Interval, Measure, Trim, funnel};
use serde_json::Value;

use crate::value::{at, close, list, number, numbers, text};

pub(crate) fn run(file: &Value) {
    for case in list(file, "cases") {
        one(case, number(file, "tolerance"));
    }
}

fn one(case: &Value, tolerance: f64) {
    let (input, expected, id) = (at(case, "input"), at(case, "expected"), text(case, "id"));
    let units: Vec<(f64, f64)> =
        numbers(input, "numerator").into_iter().zip(numbers(input, "denominator")).collect();
    let (measure, trim) = match (text(case, "data_type"), text(case, "sr_method")) {
        ("SR", "SHMI") => (Measure::RatioByLog, Trim::Truncate),
        ("SR", _) => (Measure::RatioByRoot, Trim::Winsorise),
        ("PR", _) => (Measure::Share, Trim::Winsorise),
        _ => (Measure::Counts, Trim::Winsorise),
    };
    let got = funnel(measure, &units, trim).unwrap();
    close(got.target, number(expected, "target"), tolerance, id);
    close(got.spread.phi, number(expected, "phi"), tolerance, &format!("{id} phi"));
    close(got.spread.tau2, number(expected, "tau2"), tolerance, &format!("{id} tau2"));
    let want = |key: &str, unit: usize| numbers(expected, key)[unit];
    for (unit, placed) in got.units.iter().enumerate() {
        let what = |key: &str| format!("{id}, unit {unit}, {key}");
        close(placed.figure, want("ratio", unit), tolerance, &what("ratio"));
        close(got.spread.z[unit], want("zscore", unit), tolerance, &what("zscore"));
        let trimmed = got.spread.trimmed[unit];
        assert_eq!(trimmed.is_none(), want("z_after_trim", unit).is_nan(), "{}", what("trimmed"));
        trimmed.inspect(|z| close(*z, want("z_after_trim", unit), tolerance, &what("trimmed")));
        let adjusted = placed.limits.adjusted;
        lines(adjusted, ["od_lcl95", "od_ucl95", "od_lcl998", "od_ucl998"], tolerance, &|key, got| {
            close(got, want(key, unit), tolerance, &what(key));
        });
        // Plain shares: the package moves them by arcsines, we do not. See docs/method/deviations.md.
        if measure != Measure::Share {
            lines(placed.limits.plain, ["lcl95", "ucl95", "lcl998", "ucl998"], tolerance, &|key, got| {
                close(got, want(key, unit), 1e-8, &what(key));
            });
        }
    }
}

fn lines(band: Band, keys: [&str; 4], _: f64, each: &dyn Fn(&str, f64)) {
    let ends = |(lower, upper): Interval| [lower, upper];
    for (key, got) in keys.iter().zip(ends(band.look).into_iter().chain(ends(band.ask))) {
        each(key, got);
    }
}
