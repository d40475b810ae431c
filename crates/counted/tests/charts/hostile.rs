//! Whatever figures are given, there is a chart or a reason, and no panic.

use counted::chart::icons::{Better, assurance, variations};
use counted::chart::notice::{false_alarm, notice, usual_levels};
use counted::chart::rules::{RuleSet, runs, signals};
use counted::chart::{Change, Freeze, Kind, Plan, Series, choose, draw};
use counted::compare::{Measure, Trim, clopper_pearson, count_interval, funnel, wilson};
use proptest::prelude::*;

fn figure() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (0u32..60).prop_map(f64::from),
        2 => -5.0..200.0f64,
        1 => Just(0.0),
        1 => prop_oneof![
            Just(f64::NAN), Just(f64::INFINITY), Just(1e300), Just(1e-300), Just(-0.0), Just(1e15)
        ],
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let change = || (0usize..30).prop_map(|at| Change { at, decided: None, reason: "r".into() });
    let freeze = proptest::option::weighted(
        0.2,
        (0usize..30).prop_map(|first| Freeze { first, decided: None, reason: "r".into() }),
    );
    (freeze, proptest::collection::vec(change(), 0..2), proptest::collection::vec(change(), 0..3))
        .prop_map(|(freeze, splits, excluded)| Plan { freeze, splits, excluded, ..Plan::default() })
}

fn everything(kind: Kind, series: &Series, plan: &Plan) -> Result<(), TestCaseError> {
    let _ = choose(series);
    let Ok(chart) = draw(kind, series, plan) else { return Ok(()) };
    prop_assert_eq!(chart.points.len(), series.len());
    for limits in chart.points.iter().filter_map(|point| point.limits) {
        if let Some((lower, upper)) = limits.outer {
            prop_assert!(lower <= upper, "{:?}", limits);
        }
    }
    let _ = (runs(&chart), false_alarm(&chart));
    for set in ["nhs", "nhs-strict", "nelson", "western-electric", "anhoej"] {
        let signals = signals(&chart, RuleSet::of(set).unwrap());
        let _ = variations(&chart, &signals, Better::Up);
    }
    let _ = assurance(&chart, 0.5, Better::Down);
    for level in usual_levels(&chart).into_iter().chain([f64::NAN, -1.0, 0.0, 1.0, 1e300]) {
        if let Some(notice) = notice(&chart, level) {
            prop_assert!((0.0..=1.0).contains(&notice.chance) || notice.chance.is_nan(), "{:?}", notice);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn charts(
        pairs in proptest::collection::vec(proptest::option::weighted(0.9, (figure(), figure())), 0..30),
        plan in plan(),
    ) {
        let values = pairs.iter().map(|pair| pair.map(|(value, _)| value)).collect();
        let samples = pairs.iter().map(|pair| pair.map_or_else(Vec::new, |(one, two)| vec![one, two])).collect();
        for kind in Kind::ALL {
            everything(kind, &Series::Counts(pairs.clone()), &plan)?;
            everything(kind, &Series::Values(Clone::clone(&values)), &plan)?;
            everything(kind, &Series::Samples(Clone::clone(&samples)), &plan)?;
        }
    }

    #[test]
    fn comparisons(units in proptest::collection::vec((figure(), figure()), 0..30)) {
        for word in ["share", "ratio", "ratio-log", "rate", "counts"] {
            for trim in [Trim::Winsorise, Trim::Truncate] {
                if let Ok(funnel) = funnel(Measure::of(word).unwrap(), &units, trim) {
                    let _ = (funnel.limits_at(1e-9), funnel.limits_at(1e9), funnel.false_alarms());
                }
            }
        }
        for (count, of) in units {
            let _ = (wilson(count, of, 0.95), clopper_pearson(count, of, 0.95), count_interval(count, 0.95));
        }
    }
}
