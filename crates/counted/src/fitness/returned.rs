//! One indicator over the years, as it was returned: what its figures can say.

use crate::chart::icons::Better;
use crate::chart::{LEAST_FOR_FIRM_LIMITS, Plan, Series as Figures, choose, draw};
use crate::numbers::{binomial_at_most, rounded};

/// One year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Returned {
    /// The year's number; years that follow each other differ by 1.
    pub year: i64,
    /// What was aimed at.
    pub target: Option<f64>,
    /// What was returned.
    pub outturn: Option<f64>,
    /// Which definition it was counted by, by number; `None` where nobody says.
    pub definition: Option<usize>,
}

/// What a series of returned figures says of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// No figure was seen.
    Nothing,
    /// One figure is no series.
    OneFigure,
    /// Two points are no trend.
    TwoPoints,
    /// So few figures that no limit would hold, or years between them are missing.
    TooFew {
        /// How many figures.
        figures: usize,
        /// Years between the first and the last without a figure.
        gaps: usize,
    },
    /// Nothing beyond the ordinary up and down.
    NoChangeShown,
    /// A figure lies outside the limits: something changed, and nothing says what.
    Changed,
}

/// A target that was moved between two years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// The year with the old target.
    pub from_year: i64,
    /// The year with the new one.
    pub to_year: i64,
    /// The old target.
    pub from: f64,
    /// The new one.
    pub to: f64,
    /// Whether the new one is easier to meet; `None` where nobody says which way is better.
    pub is_easier: Option<bool>,
    /// Whether the figure of the later year meets one of the two targets and not the other; `None` without figure or direction.
    pub decides: Option<bool>,
}

/// What an indicator says.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Of change.
    pub says: Says,
    /// Whether each year's target was met, in the order given; `None` without target, figure or direction.
    pub met: Vec<Option<bool>>,
    /// Where the target was moved.
    pub moves: Vec<Move>,
    /// Between years that follow each other in the file the definition is known to have changed.
    pub definition_changed: bool,
    /// Every year says by which definition it was counted.
    pub definition_known: bool,
}

/// Reads a series. Shape: years in rising order, each once.
pub fn series(years: &[Returned], better: Better) -> Series {
    let defined: Vec<Option<usize>> = years.iter().map(|year| year.definition).collect();
    let changed = defined.windows(2).any(|pair| matches!(pair, [Some(a), Some(b)] if a != b));
    Series {
        says: says(years),
        met: years.iter().map(|year| meets(year.outturn?, year.target?, better)).collect(),
        moves: moves(years, better),
        definition_changed: changed,
        definition_known: !defined.is_empty() && defined.iter().all(Option::is_some),
    }
}

/// Whether a figure meets a target: at the target or on its good side.
fn meets(figure: f64, target: f64, better: Better) -> Option<bool> {
    match better {
        Better::Up => Some(figure >= target),
        Better::Down => Some(figure <= target),
        Better::Neither => None,
    }
}

fn moves(years: &[Returned], better: Better) -> Vec<Move> {
    let set: Vec<(&Returned, f64)> = years.iter().filter_map(|year| Some((year, year.target?))).collect();
    set.windows(2)
        .filter(|pair| pair[0].1 != pair[1].1)
        .map(|pair| {
            let ((before, from), (after, to)) = (pair[0], pair[1]);
            let is_easier = match better {
                Better::Up => Some(to < from),
                Better::Down => Some(to > from),
                Better::Neither => None,
            };
            let decides = after
                .outturn
                .and_then(|figure| Some(meets(figure, from, better)? != meets(figure, to, better)?));
            Move { from_year: before.year, to_year: after.year, from, to, is_easier, decides }
        })
        .collect()
}

fn says(years: &[Returned]) -> Says {
    let seen: Vec<&Returned> = years.iter().filter(|year| year.outturn.is_some()).collect();
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else { return Says::Nothing };
    let span = usize::try_from(last.year - first.year + 1).unwrap_or(usize::MAX);
    let gaps = span.saturating_sub(seen.len());
    match seen.len() {
        1 => return Says::OneFigure,
        2 => return Says::TwoPoints,
        figures if figures < LEAST_FOR_FIRM_LIMITS || gaps > 0 => return Says::TooFew { figures, gaps },
        _ => {}
    }
    let figures = Figures::of_values(&seen.iter().filter_map(|year| year.outturn).collect::<Vec<f64>>());
    let chart = draw(choose(&figures).kind, &figures, &Plan::default());
    let is_outside = |chart: &crate::chart::Chart| {
        (0..figures.len()).any(|at| chart.outside(at).is_some_and(core::cmp::Ordering::is_ne))
    };
    match chart {
        Ok(chart) if is_outside(&chart) => Says::Changed,
        _ => Says::NoChangeShown,
    }
}

/// Counts that another year of the same real level could show by chance alone, 95 times in 100: the lowest and the highest.
///
/// Of events that do not draw one another on: chance is Poisson's, and the two counts are compared as halves of their sum.
/// `None` of what is no count.
///
/// # Source
/// Przyborowski and Wilenski (1940), Biometrika 31:313.
pub fn next_by_chance(count: f64) -> Option<(f64, f64)> {
    if !(0.0..=1e6).contains(&count) || count.fract() != 0.0 {
        return None;
    }
    let tail = 0.025;
    let below = |next: f64| binomial_at_most(next, count + next, 0.5) > tail;
    let above = |next: f64| {
        // The chance of so many or more is that of so few or fewer of the other half.
        binomial_at_most(count, count + next, 0.5) > tail
    };
    let first = |start: f64, step: f64, holds: &dyn Fn(f64) -> bool| {
        let mut at = start;
        while at + step >= 0.0 && holds(at + step) {
            at += step;
        }
        at
    };
    // Both hold at the count itself; farther off each fails for good.
    Some((rounded(first(count, -1.0, &below)), rounded(first(count, 1.0, &above))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i64, target: Option<f64>, outturn: Option<f64>) -> Returned {
        Returned { year, target, outturn, definition: None }
    }

    #[test]
    fn two_points_are_no_trend_and_a_gap_is_no_series() {
        let of = |years: &[Returned]| series(years, Better::Down).says;
        assert_eq!(of(&[year(2002, Some(1.0), None)]), Says::Nothing);
        assert_eq!(of(&[year(2002, None, Some(3.0))]), Says::OneFigure);
        assert_eq!(of(&[year(2005, None, Some(97.0)), year(2006, None, Some(80.0))]), Says::TwoPoints);
        let gaps =
            [year(1992, None, Some(232.0)), year(1999, None, Some(30.0)), year(2000, None, Some(11.0))];
        assert_eq!(of(&gaps), Says::TooFew { figures: 3, gaps: 6 });
        let mut long: Vec<Returned> =
            (0..20).map(|at| year(at, None, Some(50.0 + (at % 4) as f64))).collect();
        assert_eq!(of(&long), Says::NoChangeShown);
        long.extend([year(20, None, Some(90.0))]);
        assert_eq!(of(&long), Says::Changed);
    }

    #[test]
    fn a_target_that_moved_is_said_with_what_it_decides() {
        let years = [
            year(2002, Some(10.0), None),
            year(2005, Some(11.8), Some(10.3)),
            year(2006, Some(11.8), Some(9.0)),
        ];
        let seen = series(&years, Better::Down);
        assert_eq!(seen.moves.len(), 1);
        assert_eq!((seen.moves[0].is_easier, seen.moves[0].decides), (Some(true), Some(true)));
        assert_eq!(seen.met, [None, Some(true), Some(true)]);
        let unsure = series(&years, Better::Neither);
        assert_eq!((unsure.moves[0].is_easier, unsure.moves[0].decides), (None, None));
    }

    #[test]
    fn a_definition_is_known_only_where_every_year_says_it() {
        let with = |year: i64, definition| Returned { definition, ..year_of(year) };
        fn year_of(year: i64) -> Returned {
            Returned { year, target: None, outturn: Some(1.0), definition: None }
        }
        let seen = series(&[with(1, Some(0)), with(2, Some(1)), with(3, None)], Better::Up);
        assert!(seen.definition_changed && !seen.definition_known);
        assert!(series(&[with(1, Some(0)), with(2, Some(0))], Better::Up).definition_known);
    }

    #[test]
    fn chance_alone_moves_a_small_count_far() {
        // Of 0 and 6 the smaller half has chance 1/64 = 0.0156, of 0 and 5 1/32 = 0.031.
        assert_eq!(next_by_chance(0.0), Some((0.0, 5.0)));
        let (low, high) = next_by_chance(11.0).expect("a count");
        assert!(low < 11.0 && high > 11.0);
        // Just inside by the binomial, just outside beyond it.
        assert!(binomial_at_most(low, 11.0 + low, 0.5) > 0.025);
        assert!(binomial_at_most(low - 1.0, 10.0 + low, 0.5) <= 0.025);
        assert_eq!(next_by_chance(2.5), None);
        assert_eq!(next_by_chance(-1.0), None);
    }
}
