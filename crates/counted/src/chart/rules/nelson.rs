//! Nelson's eight rules and Western Electric's four, which count standard deviations.

use super::windows::Row;
use super::{Rule, Signal, Way, making_data_count};
use crate::chart::Chart;

/// A rule with the number of points it looks at.
pub(super) type Sized = (Rule, usize);

/// Nelson's rules 1 to 8, in his order.
pub(super) const ALL: [Sized; 8] = [
    (Rule::Outside, 1),
    (Rule::OneSide, 9),
    (Rule::Trend, 6),
    (Rule::Alternating, 14),
    (Rule::TwoOfThree, 3),
    (Rule::FourOfFive, 5),
    (Rule::Hugging, 15),
    (Rule::Mixture, 8),
];

/// Western Electric's four.
pub(super) const WESTERN_ELECTRIC: [Sized; 4] =
    [(Rule::Outside, 1), (Rule::TwoOfThree, 3), (Rule::FourOfFive, 5), (Rule::OneSide, 8)];

pub(super) fn signals(chart: &Chart, rules: &[Sized]) -> Vec<Signal> {
    let mut signals = Vec::new();
    for sized in rules {
        if sized.0 == Rule::Outside {
            signals.extend(making_data_count::outside(chart));
            continue;
        }
        for part in &chart.parts {
            signals.extend(fire(&Row::of(chart, part), *sized));
        }
    }
    signals
}

/// The firings of one of Nelson's rules, by its number from 1 to 8; none for other numbers.
pub fn nelson(chart: &Chart, number: usize) -> Vec<Signal> {
    number.checked_sub(1).and_then(|at| ALL.get(at)).map_or_else(Vec::new, |sized| signals(chart, &[*sized]))
}

fn fire(row: &Row<'_>, (rule, length): Sized) -> Vec<Signal> {
    let z = |at: usize| row.chart.points[at].z.unwrap_or(0.0);
    let beyond = |window: &[usize], least: usize, sd: f64| {
        let above = window.iter().filter(|at| z(**at) > sd).count();
        let below = window.iter().filter(|at| z(**at) < -sd).count();
        if above >= least {
            Some(Way::Up)
        } else if below >= least {
            Some(Way::Down)
        } else {
            None
        }
    };
    // A chart without standard deviations has none to be within.
    let within = |at: &usize| row.chart.points[*at].z.is_some_and(|z| z.abs() < 1.0);
    row.windows(rule, length, |window| match rule {
        Rule::Outside => None,
        Rule::OneSide => row.one_side(window),
        Rule::Trend => row.trend(window),
        Rule::Alternating => row.alternating(window),
        Rule::TwoOfThree => beyond(&row.points[window], 2, 2.0),
        Rule::FourOfFive => beyond(&row.points[window], 4, 1.0),
        Rule::Hugging => row.points[window].iter().all(within).then_some(Way::Neither),
        Rule::Mixture => row.points[window].iter().all(|at| z(*at).abs() > 1.0).then_some(Way::Neither),
    })
}
