//! How a drift chart is set: what it allows for, when it alarms, and how long that takes.

use super::{cusum_run_length, ewma_run_length};

/// The design of a drift chart, in standard deviations of the figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Design {
    /// Cumulative sums upward and downward.
    Cusum {
        /// What each figure may lie off without counting.
        k: f64,
        /// The sum beyond which it alarms.
        h: f64,
    },
    /// A weighted mean of all figures up to each.
    Ewma {
        /// How much the newest figure counts, above 0 and at most 1.
        lambda: f64,
        /// How many standard deviations of that mean lie between its centre and its limits.
        width: f64,
    },
}

impl Design {
    /// The usual cumulative sums: half a standard deviation, and 4.
    pub const CUSUM: Design = Design::Cusum { k: 0.5, h: 4.0 };
    /// The usual weighted mean: 0.2, and 2.86.
    pub const EWMA: Design = Design::Ewma { lambda: 0.2, width: 2.86 };

    /// The word that files and flags use.
    pub fn key(self) -> &'static str {
        match self {
            Design::Cusum { .. } => "cusum",
            Design::Ewma { .. } => "ewma",
        }
    }

    /// Whether its numbers make a chart: `k` from 0 to 5, `h` above 0 and at most 20; `lambda` from 0.01 to 1, `width` above 0 and
    /// at most 10.
    pub fn is_sound(self) -> bool {
        match self {
            Design::Cusum { k, h } => (0.0..=5.0).contains(&k) && h > 0.0 && h <= 20.0,
            Design::Ewma { lambda, width } => (0.01..=1.0).contains(&lambda) && width > 0.0 && width <= 10.0,
        }
    }

    /// Mean number of figures until an alarm on either side, when all figures lie `shift` standard deviations off; at shift 0 the
    /// spacing of false alarms. `None` where it cannot be worked out. Figures are taken as normal, centre and standard deviation
    /// as known.
    ///
    /// # Source
    /// Both sides of a cumulative sum together: Kemp (1961), Journal of the Royal Statistical Society B 23:149.
    pub fn run_length(self, shift: f64) -> Option<f64> {
        match self {
            Design::Cusum { k, h } => {
                let along = cusum_run_length(k, h, shift.abs())?;
                // The side away from the shift may hardly ever alarm, beyond what can be worked out.
                let against = cusum_run_length(k, h, -shift.abs()).map_or(0.0, |length| 1.0 / length);
                Some(1.0 / (1.0 / along + against))
            }
            Design::Ewma { lambda, width } => ewma_run_length(lambda, width, shift),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_designs_have_the_run_lengths_of_the_textbook() {
        // Montgomery (2009), table 9.3: two-sided, k = 0.5 and h = 4.
        assert!((Design::CUSUM.run_length(0.0).unwrap() - 168.0).abs() < 0.5);
        assert!((Design::CUSUM.run_length(1.0).unwrap() - 8.38).abs() < 0.02);
        let ewma = |shift| Design::EWMA.run_length(shift).unwrap();
        assert!(ewma(0.0) > 300.0 && ewma(1.0) < 11.0);
        assert_eq!(Design::CUSUM.run_length(1.0), Design::CUSUM.run_length(-1.0));
    }

    #[test]
    fn a_design_that_is_none_is_not_sound() {
        for (k, h) in [(-0.1, 4.0), (0.5, 0.0), (0.5, f64::NAN), (0.5, 21.0)] {
            assert!(!Design::Cusum { k, h }.is_sound(), "{k} {h}");
        }
        for (lambda, width) in [(0.0, 3.0), (1.1, 3.0), (0.2, -1.0), (f64::NAN, 3.0)] {
            assert!(!Design::Ewma { lambda, width }.is_sound(), "{lambda} {width}");
        }
    }
}
