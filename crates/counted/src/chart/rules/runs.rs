//! Longest run and number of crossings: whether figures lie on the two sides of the centre as chance would place them.

use core::cmp::Ordering;

use crate::chart::Chart;
use crate::numbers::binomial_at_most;

/// The runs of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runs {
    /// Points that do not lie on the centre.
    pub useful: usize,
    /// Points in the longest run on one side.
    pub longest: usize,
    /// The longest run that chance would still give.
    pub longest_most: usize,
    /// How often the figures cross the centre.
    pub crossings: usize,
    /// The fewest crossings that chance would still give.
    pub crossings_least: usize,
}

impl Runs {
    /// Whether the figures lie otherwise than chance would place them.
    pub fn signal(self) -> bool {
        self.longest > self.longest_most || self.crossings < self.crossings_least
    }
}

/// The runs of each part.
///
/// # Source
/// Anhøj and Olesen (2014), PLoS ONE 9:e113825: longest run over round(log2 n + 3); crossings under the 5 % point of a binomial
/// distribution with n − 1 trials.
pub fn runs(chart: &Chart) -> Vec<Runs> {
    chart
        .parts
        .iter()
        .map(|part| {
            let sides = part.counted.iter().filter_map(|at| chart.side(*at));
            of(&sides.filter(|side| side.is_ne()).collect::<Vec<Ordering>>())
        })
        .collect()
}

fn of(sides: &[Ordering]) -> Runs {
    let lengths = sides.chunk_by(|left, right| left == right).map(<[Ordering]>::len);
    let useful = sides.len();
    Runs {
        useful,
        longest: lengths.clone().max().unwrap_or(0),
        longest_most: if useful == 0 { 0 } else { ((useful as f64).log2() + 3.0).round() as usize },
        crossings: lengths.count().saturating_sub(1),
        crossings_least: fewest(useful.saturating_sub(1)),
    }
}

/// The least number whose chance, with those below it, is at least 5 % among fair trials; found by halving.
fn fewest(trials: usize) -> usize {
    let (mut low, mut high) = (0, trials);
    while low < high {
        let middle = (low + high) / 2;
        if binomial_at_most(middle as f64, trials as f64, 0.5) >= 0.05 {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
