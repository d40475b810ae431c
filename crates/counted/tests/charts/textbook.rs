//! Worked examples as they are printed, each with its source; figures to the digits printed.

use counted::chart::drift::{cusum, ewma};
use counted::chart::notice::{false_alarm, notice};
use counted::chart::{Freeze, Kind, Plan, Series, Xmr, draw};
use counted::compare::{Interval, clopper_pearson, exact_poisson, wilson};

use crate::value::close;

fn lines(kind: Kind, series: &Series) -> (f64, f64, f64) {
    let plan = Plan { xmr: Xmr::TEXTBOOK, ..Plan::default() };
    let limits = draw(kind, series, &plan).unwrap().points[0].limits.unwrap();
    let (lower, upper) = limits.outer.unwrap();
    (limits.centre, lower, upper)
}

fn same(got: (f64, f64, f64), want: (f64, f64, f64), off: f64) {
    for (got, want) in [(got.0, want.0), (got.1, want.1), (got.2, want.2)] {
        assert!((got - want).abs() <= off, "{got} is not {want}");
    }
}

/// Montgomery, Introduction to Statistical Quality Control, 6th ed. (2009), example 7.1: cans of orange juice, table 7.1.
#[test]
fn montgomery_7_1_shares() {
    let cans = [
        12.0, 15.0, 8.0, 10.0, 4.0, 7.0, 16.0, 9.0, 14.0, 10.0, 5.0, 6.0, 17.0, 12.0, 22.0, 8.0, 10.0, 5.0,
        13.0, 11.0, 20.0, 18.0, 24.0, 15.0, 9.0, 12.0, 7.0, 13.0, 9.0, 6.0,
    ];
    same(lines(Kind::P, &Series::of_counts(&cans, &[50.0; 30])), (0.2313, 0.0524, 0.4102), 5e-5);
}

/// The same book, example 7.3: faults on printed circuit boards, table 7.7.
#[test]
fn montgomery_7_3_counts() {
    let faults = [
        21.0, 24.0, 16.0, 12.0, 15.0, 5.0, 28.0, 20.0, 31.0, 25.0, 20.0, 24.0, 16.0, 19.0, 10.0, 17.0, 13.0,
        22.0, 18.0, 39.0, 30.0, 24.0, 16.0, 19.0, 17.0, 15.0,
    ];
    same(lines(Kind::C, &Series::of_values(&faults)), (19.85, 6.48, 33.22), 0.01);
}

/// The same book, example 6.5: the cost of processing loans, table 6.6.
#[test]
fn montgomery_6_5_single_figures() {
    let cost = [
        310.0, 288.0, 297.0, 298.0, 307.0, 303.0, 294.0, 297.0, 308.0, 306.0, 294.0, 299.0, 297.0, 299.0,
        314.0, 295.0, 293.0, 306.0, 301.0, 304.0,
    ];
    same(lines(Kind::Xmr, &Series::of_values(&cost)), (300.5, 279.78, 321.22), 0.006);
}

const DRIFTING: [f64; 30] = [
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37,
    10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
];

/// The same book, example 9.1: mean 10, then 11 from the 21st figure; k = 0.5, h = 5; the sum alarms at the 29th with 5.28.
#[test]
fn montgomery_9_1_cumulative_sum() {
    let z: Vec<f64> = DRIFTING.iter().map(|x| x - 10.0).collect();
    let sums = cusum(&z, 0.5, 5.0);
    assert_eq!(sums.first_alarm, Some(28));
    assert!((sums.upper[28] - 5.28).abs() < 0.005);
}

/// The same book, example 9.2: the same figures, λ = 0.1, L = 2.7; 9.945 and 9.7495 first.
#[test]
fn montgomery_9_2_weighted_mean() {
    let z: Vec<f64> = DRIFTING.iter().map(|x| x - 10.0).collect();
    let means = ewma(&z, 0.1, 2.7);
    assert!((10.0 + means.value[0] - 9.945).abs() < 5e-4);
    assert!((10.0 + means.value[1] - 9.7495).abs() < 5e-5);
}

/// Newcombe (1998), Statistics in Medicine 17:857, table I: methods 3 (Wilson) and 5 (Clopper and Pearson).
#[test]
fn newcombe_shares() {
    let ends = |got: Interval, want: Interval| {
        assert!((got.0 - want.0).abs() < 5e-5 && (got.1 - want.1).abs() < 5e-5, "{got:?} is not {want:?}");
    };
    for (count, of, by_wilson, exact) in [
        (81.0, 263.0, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15.0, 148.0, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0.0, 20.0, (0.0, 0.1611), (0.0, 0.1684)),
        (1.0, 29.0, (0.0061, 0.1718), (0.0009, 0.1776)),
    ] {
        ends(wilson(count, of, 0.95), by_wilson);
        ends(clopper_pearson(count, of, 0.95), exact);
    }
}

/// Garwood (1936), Biometrika 28:437, as printed in the tables of every handbook of epidemiology.
#[test]
fn garwood_counts() {
    for (count, lower, upper) in
        [(0.0, 0.0, 3.69), (1.0, 0.0253, 5.57), (10.0, 4.80, 18.4), (100.0, 81.4, 121.6)]
    {
        let got = exact_poisson(count, 0.95);
        assert!((got.0 - lower).abs() < 0.05 && (got.1 - upper).abs() < 0.05, "{got:?}");
    }
}

/// A chart of shares at 10 % with n a month: from 10 % to 15 % it takes 9 months at n = 100, 46 at n = 20, 2 at n = 400. Each
/// follows from the binomial chance of a count beyond the limit: 20 of 100, 7 of 20, 59 of 400.
#[test]
fn the_time_to_notice_a_half_more() {
    for (of, months) in [(100.0, 9.0), (20.0, 46.0), (400.0, 2.0)] {
        let count = 0.1 * of;
        let chart = draw(Kind::P, &Series::of_counts(&[count; 24], &[of; 24]), &Plan::default()).unwrap();
        let notice = notice(&chart, 0.15).unwrap();
        assert!(of != 100.0 || (notice.chance - 0.11).abs() < 0.005, "{notice:?}");
        assert_eq!(notice.by_limits.unwrap().round(), months, "{notice:?}");
        assert!(notice.by_limits_or_run.unwrap() < notice.by_limits.unwrap());
    }
}

/// Shewhart's 3-sigma limits alarm for nothing once in 370 points of a normal process (Montgomery, section 5.3).
#[test]
fn a_quiet_process_alarms_once_in_370_points() {
    let plan = Plan {
        xmr: Xmr::TEXTBOOK,
        freeze: Some(Freeze { first: 3, decided: None, reason: "the textbook".into() }),
        ..Plan::default()
    };
    let chart = draw(Kind::Xmr, &Series::of_values(&[9.0, 10.0, 11.0, 10.0]), &plan).unwrap();
    close(false_alarm(&chart).unwrap().by_limits.unwrap(), 370.398, 1e-4, "false alarm");
}
