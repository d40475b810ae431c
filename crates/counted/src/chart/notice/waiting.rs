//! Waiting for the first of two signals.

use crate::numbers::solve;

/// Points in a row on one side that make a signal.
const ROW: usize = 7;

/// What one point may do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chances {
    /// Lies outside the limits.
    pub outside: f64,
    /// Lies between the centre and the upper limit.
    pub above: f64,
    /// Lies between the lower limit and the centre.
    pub below: f64,
}

/// The mean number of points until one lies outside the limits or seven in a row lie on one side, exactly.
///
/// The states are: nothing yet, and 1 to 6 points in a row on each side. What one point may do takes a state to the next, to the
/// first of the other side, or to a signal. `None` where no signal can come.
pub fn waiting(chances: Chances) -> Option<f64> {
    let states = 2 * (ROW - 1) + 1;
    let on_centre = (1.0 - chances.outside - chances.above - chances.below).max(0.0);
    // State 0: nothing. 1 to 6: so many above. 7 to 12: so many below.
    let mut matrix = vec![vec![0.0; states]; states];
    for (state, row) in matrix.iter_mut().enumerate() {
        row[0] -= on_centre;
        for (first, chance) in [(1, chances.above), (ROW, chances.below)] {
            let on_this_side = state >= first && state < first + ROW - 1;
            let next = if on_this_side { state + 1 } else { first };
            if next < first + ROW - 1 {
                row[next] -= chance;
            }
        }
        row[state] += 1.0;
    }
    solve(matrix, vec![1.0; states])?
        .first()
        .copied()
        .filter(|mean| mean.is_finite() && *mean >= 1.0 && *mean < 1e12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_runs_it_is_one_over_the_chance() {
        let mean = waiting(Chances { outside: 0.02, above: 0.0, below: 0.0 }).unwrap();
        assert!((mean - 50.0).abs() < 1e-9);
    }

    #[test]
    fn heads_seven_times_in_a_row() {
        // Feller (1968), volume I, XIII.7: runs of r heads take (1 - p^r) / (q p^r) throws; 254 for 7 of a fair coin.
        let mean = waiting(Chances { outside: 0.0, above: 0.5, below: 0.0 }).unwrap();
        assert!((mean - 254.0).abs() < 1e-9);
        // Heads or tails: half of 254, as each throw belongs to some run.
        let either = waiting(Chances { outside: 0.0, above: 0.5, below: 0.5 }).unwrap();
        assert!((either - 127.0).abs() < 1e-9);
    }

    #[test]
    fn what_can_never_signal_is_none() {
        assert_eq!(waiting(Chances { outside: 0.0, above: 0.0, below: 0.0 }), None);
    }
}
