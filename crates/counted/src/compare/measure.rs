//! What is compared, and the scale on which chance is the same for all.

/// What the figures of the units are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// So many of so many.
    Share,
    /// Observed over expected events, by square roots.
    RatioByRoot,
    /// Observed over expected events, by logarithms.
    RatioByLog,
    /// Events for so much exposure, against the rate of all units together; by square roots.
    Rate,
    /// One count over another, both subject to chance.
    Counts,
}

impl Measure {
    /// The word that files and flags use.
    pub fn key(self) -> &'static str {
        match self {
            Measure::Share => "share",
            Measure::RatioByRoot => "ratio",
            Measure::RatioByLog => "ratio-log",
            Measure::Rate => "rate",
            Measure::Counts => "counts",
        }
    }

    /// The measure of this word.
    pub fn of(key: &str) -> Option<Self> {
        [Measure::Share, Measure::RatioByRoot, Measure::RatioByLog, Measure::Rate, Measure::Counts]
            .into_iter()
            .find(|measure| measure.key() == key)
    }

    /// A figure of a unit, moved to the scale on which chance is even, less the target moved likewise.
    pub(super) fn distance(self, (count, of): (f64, f64), target: f64) -> f64 {
        match self {
            Measure::Share => (count / of).sqrt().asin() - target.sqrt().asin(),
            Measure::RatioByRoot => (count / of).sqrt() - 1.0,
            Measure::RatioByLog => (count / of).ln(),
            Measure::Rate => (count / (of * target)).sqrt() - 1.0,
            Measure::Counts => ((count + 0.5) / (of + 0.5)).ln() - target.ln(),
        }
    }

    /// The standard deviation that chance gives on that scale.
    pub(super) fn chance(self, (count, of): (f64, f64), target: f64) -> f64 {
        match self {
            Measure::Share => 0.5 / of.sqrt(),
            Measure::RatioByRoot => 0.5 / of.sqrt(),
            Measure::RatioByLog => 1.0 / of.sqrt(),
            Measure::Rate => 0.5 / (of * target).sqrt(),
            Measure::Counts => {
                let each = |count: f64| count / ((count + 0.5) * (count + 0.5));
                (each(count) + each(of)).sqrt()
            }
        }
    }

    /// The standard deviation that chance gives at a denominator where nobody has counted: for the lines of a picture.
    pub(super) fn chance_at(self, of: f64, target: f64) -> f64 {
        match self {
            Measure::Counts => 0.5 / of.sqrt(),
            _ => self.chance((0.0, of), target),
        }
    }

    /// Back from that scale: the figure at this distance from the target.
    pub(super) fn back(self, distance: f64, target: f64) -> f64 {
        match self {
            Measure::Share => {
                let angle = (target.sqrt().asin() + distance).clamp(0.0, core::f64::consts::FRAC_PI_2);
                angle.sin() * angle.sin()
            }
            Measure::RatioByRoot => 1.0 + distance,
            Measure::RatioByLog => distance.exp(),
            Measure::Rate => target * (1.0 + distance),
            Measure::Counts => (target.ln() + distance).exp(),
        }
    }

    /// Whether the units are measured against each other rather than against what was expected of them.
    pub(super) fn pools(self) -> bool {
        !matches!(self, Measure::RatioByRoot | Measure::RatioByLog)
    }
}
