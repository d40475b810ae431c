//! A straight line through points by least squares.

use crate::numbers::sum;

/// A fitted line `level + slope·x`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The value at x = 0.
    pub level: f64,
    /// The rise per unit of x.
    pub slope: f64,
    /// The standard error of the slope.
    pub error: f64,
    /// Degrees of freedom: points less two.
    pub freedom: f64,
}

impl Line {
    /// slope ÷ error; infinite or NaN where the points lie on the line.
    pub fn t(self) -> f64 {
        self.slope / self.error
    }
}

/// The line of least squares; `None` for fewer than three points, or where all stand at one x.
pub fn fit_line(x: &[f64], y: &[f64]) -> Option<Line> {
    let points = x.len().min(y.len());
    if points < 3 {
        return None;
    }
    let (x, y) = (&x[..points], &y[..points]);
    let (mean_x, mean_y) = (sum(x.iter().copied()) / points as f64, sum(y.iter().copied()) / points as f64);
    let across = sum(x.iter().map(|x| (x - mean_x).powi(2)));
    if across <= 0.0 {
        return None;
    }
    let slope = sum(x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y))) / across;
    let left = sum(x.iter().zip(y).map(|(x, y)| (y - mean_y - slope * (x - mean_x)).powi(2)));
    let freedom = points as f64 - 2.0;
    Some(Line { level: mean_y - slope * mean_x, slope, error: (left / freedom / across).sqrt(), freedom })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Anscombe (1973), The American Statistician 27:17, first data set: slope 0.5001, standard error 0.1179.
    #[test]
    fn anscombes_first_quartet() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let line = fit_line(&x, &y).unwrap();
        assert!((line.slope - 0.500_090_909).abs() < 1e-8);
        assert!((line.level - 3.000_090_909).abs() < 1e-8);
        assert!((line.error - 0.117_905_5).abs() < 1e-6);
        assert_eq!(line.freedom, 9.0);
    }

    #[test]
    fn points_over_one_place_have_no_line() {
        assert_eq!(fit_line(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]), None);
        assert_eq!(fit_line(&[1.0, 2.0], &[1.0, 2.0]), None);
    }
}
