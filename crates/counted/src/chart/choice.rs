//! Which chart fits the figures.

use super::{Kind, Series};
use crate::numbers::{mean, median};

/// Below this mean count a period, waiting times or gaps show a change sooner than counts do.
const FEW: f64 = 10.0;

/// Above this median denominator, chance is so small that ordinary differences between periods exceed it.
const LARGE: f64 = 1000.0;

/// A chart, and why it was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which kind.
    pub kind: Kind,
    /// Why, as the end of a sentence that begins with "because".
    pub why: &'static str,
    /// What would show a change sooner, where the figures at hand cannot give it.
    pub sooner: Option<&'static str>,
}

const RARE: &str = "fewer than 10 a period on average: if the day of each is known, a t chart of the days between them shows a change sooner, and if each case is known, a g chart of the cases between them";

/// The chart that fits. Gaps between events look like counts: whoever has them names `g` or `t`.
pub fn choose(series: &Series) -> Choice {
    let choice = |kind, why| Choice { kind, why, sooner: None };
    match series {
        Series::Samples(_) => choice(Kind::Xbar, "there are several figures a period"),
        Series::Counts(pairs) => {
            let pairs: Vec<(f64, f64)> = pairs.iter().copied().flatten().collect();
            divided(&pairs)
        }
        Series::Values(values) => {
            let values: Vec<f64> = values.iter().copied().flatten().collect();
            if !values.iter().all(|value| is_count(*value)) {
                return choice(Kind::Xmr, "the figures are not counts");
            }
            let few = mean(&values).is_some_and(|mean| mean < FEW);
            Choice {
                kind: Kind::C,
                why: "each figure is a count of events in its period",
                sooner: few.then_some(RARE),
            }
        }
    }
}

fn divided(pairs: &[(f64, f64)]) -> Choice {
    let counts: Vec<f64> = pairs.iter().map(|(count, _)| *count).collect();
    let of: Vec<f64> = pairs.iter().map(|(_, of)| *of).collect();
    let sooner = mean(&counts).is_some_and(|mean| mean < FEW).then_some(RARE);
    if !counts.iter().all(|count| is_count(*count)) || of.iter().any(|of| *of <= 0.0) {
        return Choice { kind: Kind::Xmr, why: "the numerators are not counts", sooner: None };
    }
    if pairs.iter().any(|(count, of)| count > of) || !of.iter().all(|of| is_count(*of)) {
        return Choice { kind: Kind::U, why: "each figure is events for so much exposure", sooner };
    }
    if median(&of).is_some_and(|of| of > LARGE) {
        let why = "each figure is a share of more than about 1,000, where plain limits would mark ordinary differences";
        return Choice { kind: Kind::PPrime, why, sooner };
    }
    Choice { kind: Kind::P, why: "each figure is a share: so many of so many", sooner }
}

fn is_count(number: f64) -> bool {
    number >= 0.0 && number.fract() == 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_choose_the_chart() {
        let kind = |series: Series| choose(&series).kind;
        assert_eq!(kind(Series::of_values(&[1.5, 2.0])), Kind::Xmr);
        assert_eq!(kind(Series::of_values(&[12.0, 20.0])), Kind::C);
        assert_eq!(kind(Series::of_counts(&[30.0, 40.0], &[100.0, 120.0])), Kind::P);
        assert_eq!(kind(Series::of_counts(&[300.0, 400.0], &[1500.0, 2120.0])), Kind::PPrime);
        assert_eq!(kind(Series::of_counts(&[30.0, 40.0], &[10.5, 12.0])), Kind::U);
        assert_eq!(kind(Series::of_counts(&[0.5, 4.0], &[10.0, 12.0])), Kind::Xmr);
        assert_eq!(kind(Series::Samples(vec![vec![1.0, 2.0]])), Kind::Xbar);
    }

    #[test]
    fn rare_events_are_told_what_would_show_them_sooner() {
        assert!(choose(&Series::of_values(&[1.0, 0.0, 2.0])).sooner.is_some());
        assert!(choose(&Series::of_values(&[11.0, 10.0, 12.0])).sooner.is_none());
    }
}
