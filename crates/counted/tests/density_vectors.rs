//! Density discontinuity against rddensity 3.0, and bunching against a least-squares fit by NumPy (`tests/vectors/density/`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test")]

mod vectors;

use counted::density::{Bunching, Options, bunching, discontinuity};
use counted::numbers::Draws;
use vectors::{close, json, numbers, text};

/// The senate margins are kept only behind `CANDOUR_VECTORS`.
fn senate() -> Option<Vec<f64>> {
    let text = text("density/senate_margin.csv")?;
    Some(text.lines().skip(1).filter_map(|line| line.trim().parse().ok()).collect())
}

#[test]
fn the_test_is_rddensity_with_given_and_with_chosen_bandwidths() {
    let vectors = json("density/rddensity.json");
    let tolerance = vectors["tolerance_rel"].as_f64().unwrap();
    let mut compared = 0;
    for case in vectors["cases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let x = if case["x"].is_array() {
            numbers(&case["x"])
        } else if let Some(margins) = senate() {
            margins
        } else {
            continue;
        };
        let bandwidths =
            case["options"]["h"].as_array().map(|h| [h[0].as_f64().unwrap(), h[1].as_f64().unwrap()]);
        let options = Options { bandwidths, ..Options::default() };
        let ours = discontinuity(&x, case["cutoff"].as_f64().unwrap(), options).unwrap();
        let expected = |group: &str, name: &str| case["expected"][group][name].as_f64().unwrap();
        for (what, ours, theirs) in [
            ("left bandwidth", ours.bandwidths[0], expected("h", "left")),
            ("right bandwidth", ours.bandwidths[1], expected("h", "right")),
            ("left", ours.left.0, expected("hat", "left")),
            ("right", ours.right.0, expected("hat", "right")),
            ("left error", ours.left.1, expected("sd_jk", "left")),
            ("right error", ours.right.1, expected("sd_jk", "right")),
            ("t", ours.t, expected("test", "t_jk")),
            ("p", ours.p, expected("test", "p_jk")),
        ] {
            close(&format!("{id}: {what}"), ours, theirs, tolerance);
        }
        let counts = ["left", "right", "eff_left", "eff_right"].map(|name| expected("n", name) as usize);
        assert_eq!([ours.values[0], ours.values[1], ours.used[0], ours.used[1]], counts, "{id}");
        compared += 1;
    }
    assert!(compared >= 6, "{compared}");
}

#[test]
fn bunching_is_the_least_squares_fit() {
    let vectors = json("density/bunching.json");
    let tolerance = vectors["tolerance_rel"].as_f64().unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let pair = |name: &str| [case[name][0].as_f64().unwrap(), case[name][1].as_f64().unwrap()];
        let of = Bunching {
            limit: case["deadline"].as_f64().unwrap(),
            width: case["bin_width"].as_f64().unwrap(),
            range: pair("range"),
            excluded: pair("excluded"),
        };
        let days = numbers(&case["days"]);
        let ours = bunching(&days, of, Some((Draws::new(1), 200))).unwrap();
        let expected = &case["expected"];
        assert_eq!(ours.middles, numbers(&expected["bin_mid"]), "{id}");
        let counts: Vec<f64> = ours.counts.iter().map(|count| *count as f64).collect();
        assert_eq!(counts, numbers(&expected["count"]), "{id}");
        for (ours, theirs) in ours.curve.iter().zip(numbers(&expected["counterfactual"])) {
            close(id, *ours, theirs, tolerance);
        }
        close(id, ours.excess, expected["excess_mass"].as_f64().unwrap(), tolerance);
        close(id, ours.missing, expected["missing_mass"].as_f64().unwrap(), tolerance);
        close(id, ours.normalised, expected["normalised_excess"].as_f64().unwrap(), tolerance);
        let [low, high] = ours.interval.unwrap();
        println!("{id}: {} ({low} to {high})", ours.normalised);
        assert!(low < ours.normalised && ours.normalised < high, "{id}");
        assert_eq!(
            low > 0.0,
            id != "honest",
            "{id}: the interval leaves zero out where closures were pulled"
        );
    }
}

#[test]
fn any_number_of_threads_and_any_order_give_the_same_bits() {
    let draws = Draws::new(5);
    let x: Vec<f64> = (0..30_000).map(|n| 60.0 * draws.share(n) + 20.0 * draws.share(100_000 + n)).collect();
    let mut turned = x.clone();
    turned.reverse();
    let run = |threads: usize, x: &[f64]| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| discontinuity(x, 45.0, Options::default()).unwrap())
    };
    let one = run(1, &x);
    assert_eq!(one, run(4, &x));
    // Turned round, sums over all values may differ in the last digit before they are rounded; here they must not.
    assert_eq!(format!("{one:?}"), format!("{:?}", run(2, &turned)));
}
