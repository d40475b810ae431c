//! The slope of a share along one quantity, on the logit scale.

/// Cases at one value of the quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The quantity: a severity, years since a day.
    pub x: f64,
    /// How many of the cases are hits.
    pub hits: f64,
    /// How many cases there are.
    pub cases: f64,
}

/// A fitted curve: logit of the share = `level + slope·x`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogitSlope {
    /// The logit at x = 0.
    pub level: f64,
    /// The rise of the logit per unit of x.
    pub slope: f64,
    /// The standard error of the slope, from the information at the maximum.
    pub error: f64,
}

impl LogitSlope {
    /// slope ÷ error.
    pub fn z(self) -> f64 {
        self.slope / self.error
    }
}

/// The curve of greatest likelihood, by Newton's method (iteratively reweighted least squares).
///
/// `None` where there is none: all hits or none, one value of x only, or a value of x that parts hits from the rest.
pub fn logit_slope(bands: &[Band]) -> Option<LogitSlope> {
    let cases: f64 = bands.iter().map(|band| band.cases).sum();
    let hits: f64 = bands.iter().map(|band| band.hits).sum();
    if hits <= 0.0 || hits >= cases {
        return None;
    }
    // Centred, so that level and slope hardly lean on each other.
    let middle = bands.iter().map(|band| band.x * band.cases).sum::<f64>() / cases;
    let (mut level, mut slope) = ((hits / (cases - hits)).ln(), 0.0);
    for _ in 0..60 {
        let at = Derivatives::of(bands, middle, level, slope);
        let spread = at.spread()?;
        let by_level = (at.xx * at.up_level - at.x * at.up_slope) / spread;
        let by_slope = (at.one * at.up_slope - at.x * at.up_level) / spread;
        // A step beyond five logits leaves the region where the curve is one.
        let rein = (5.0 / by_level.abs().max(by_slope.abs())).min(1.0);
        level += rein * by_level;
        slope += rein * by_slope;
        if !level.is_finite() || !slope.is_finite() || slope.abs() > 1e4 {
            return None;
        }
        if by_level.abs().max(by_slope.abs()) < 1e-11 {
            let at = Derivatives::of(bands, middle, level, slope);
            let error = (at.one / at.spread()?).sqrt();
            return Some(LogitSlope { level: level - slope * middle, slope, error });
        }
    }
    None
}

/// The first and second derivatives of the log likelihood.
struct Derivatives {
    up_level: f64,
    up_slope: f64,
    one: f64,
    x: f64,
    xx: f64,
}

impl Derivatives {
    fn of(bands: &[Band], middle: f64, level: f64, slope: f64) -> Self {
        let mut all = Self { up_level: 0.0, up_slope: 0.0, one: 0.0, x: 0.0, xx: 0.0 };
        for band in bands {
            let x = band.x - middle;
            let share = 1.0 / (1.0 + (-(level + slope * x)).exp());
            let (missing, weight) = (band.hits - band.cases * share, band.cases * share * (1.0 - share));
            all.up_level += missing;
            all.up_slope += missing * x;
            all.one += weight;
            all.x += weight * x;
            all.xx += weight * x * x;
        }
        all
    }

    /// The determinant of the information; `None` where it tells nothing.
    fn spread(&self) -> Option<f64> {
        let spread = self.one * self.xx - self.x * self.x;
        (spread > 1e-12 * self.one * self.xx && spread > 0.0).then_some(spread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two bands fit exactly: the slope is the log odds ratio and its error Woolf's √(1/a + 1/b + 1/c + 1/d).
    #[test]
    fn two_bands_give_the_log_odds_ratio() {
        let bands = [Band { x: 0.0, hits: 10.0, cases: 30.0 }, Band { x: 1.0, hits: 24.0, cases: 40.0 }];
        let fit = logit_slope(&bands).unwrap();
        assert!((fit.slope - (24.0 / 16.0 / (10.0 / 20.0f64)).ln()).abs() < 1e-12);
        assert!((fit.level - 0.5f64.ln()).abs() < 1e-12);
        let woolf = (1.0 / 24.0 + 1.0 / 16.0 + 1.0 / 10.0 + 1.0 / 20.0f64).sqrt();
        assert!((fit.error - woolf).abs() < 1e-12);
    }

    #[test]
    fn cases_one_by_one_or_together_are_the_same() {
        let apart: Vec<Band> = [0.0, 0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 2.0]
            .iter()
            .zip([0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0])
            .map(|(x, hits)| Band { x: *x, hits, cases: 1.0 })
            .collect();
        let together = [(0.0, 1.0, 3.0), (1.0, 1.0, 2.0), (2.0, 2.0, 3.0)].map(|(x, hits, cases)| Band {
            x,
            hits,
            cases,
        });
        let (apart, together) = (logit_slope(&apart).unwrap(), logit_slope(&together).unwrap());
        assert!((apart.slope - together.slope).abs() < 1e-10);
        assert!((apart.error - together.error).abs() < 1e-10);
    }

    #[test]
    fn what_has_no_maximum_has_no_slope() {
        let parted = [Band { x: 0.0, hits: 0.0, cases: 5.0 }, Band { x: 1.0, hits: 5.0, cases: 5.0 }];
        assert_eq!(logit_slope(&parted), None);
        assert_eq!(logit_slope(&[Band { x: 1.0, hits: 2.0, cases: 5.0 }]), None);
        assert_eq!(
            logit_slope(&[Band { x: 0.0, hits: 0.0, cases: 5.0 }, Band { x: 1.0, hits: 0.0, cases: 5.0 }]),
            None
        );
        assert_eq!(logit_slope(&[]), None);
    }
}
