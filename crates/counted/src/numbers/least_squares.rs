//! Least squares with a few columns, with plain errors and with errors that allow for what follows upon what.

use super::inverse::inverse;
use super::sum::sum;

/// A fit of `N` coefficients.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit<const N: usize> {
    /// By column.
    pub coefficients: [f64; N],
    /// What is left of each point.
    pub residuals: Vec<f64>,
    /// Points less coefficients.
    pub freedom: f64,
    /// (XᵀX)⁻¹.
    inverse: [[f64; N]; N],
}

/// The fit; `None` for no more points than columns, or columns of which one says what others say.
pub fn least_squares<const N: usize>(rows: &[[f64; N]], y: &[f64]) -> Option<Fit<N>> {
    if rows.len() != y.len() || rows.len() <= N {
        return None;
    }
    let product = |i: usize, j: usize| sum(rows.iter().map(|row| row[i] * row[j]));
    let square: [[f64; N]; N] = std::array::from_fn(|i| std::array::from_fn(|j| product(i, j)));
    let inverse = inverse(&square)?;
    let with_y: [f64; N] = std::array::from_fn(|i| sum(rows.iter().zip(y).map(|(row, y)| row[i] * y)));
    let coefficients: [f64; N] = std::array::from_fn(|i| dot(&inverse[i], &with_y));
    let residuals = rows.iter().zip(y).map(|(row, y)| y - dot(row, &coefficients)).collect();
    Some(Fit { coefficients, residuals, freedom: (rows.len() - N) as f64, inverse })
}

impl<const N: usize> Fit<N> {
    /// Standard errors for independent errors of one size.
    pub fn errors(&self) -> [f64; N] {
        let size = sum(self.residuals.iter().map(|residual| residual * residual)) / self.freedom;
        std::array::from_fn(|i| (size * self.inverse[i][i]).sqrt())
    }

    /// Standard errors that allow for points following upon one another, up to `lag` apart (Newey and West 1987, Econometrica
    /// 55:703, Bartlett's weights), with the small-sample factor n/(n−k).
    pub fn newey_west(&self, rows: &[[f64; N]], lag: usize) -> [f64; N] {
        let n = rows.len();
        let mut middle = [[0.0; N]; N];
        for apart in 0..=lag.min(n.saturating_sub(1)) {
            let weight = 1.0 - apart as f64 / (lag as f64 + 1.0);
            for (i, line) in middle.iter_mut().enumerate() {
                for (j, value) in line.iter_mut().enumerate() {
                    let pair = |at: usize, i: usize, j: usize| {
                        rows[at][i] * self.residuals[at] * self.residuals[at - apart] * rows[at - apart][j]
                    };
                    let one_way = sum((apart..n).map(|at| pair(at, i, j)));
                    let both =
                        if apart == 0 { one_way } else { one_way + sum((apart..n).map(|at| pair(at, j, i))) };
                    *value += weight * both;
                }
            }
        }
        let small = n as f64 / self.freedom;
        std::array::from_fn(|i| {
            let row = &self.inverse[i];
            let variance: f64 = (0..N).map(|a| row[a] * dot(&middle[a], row)).sum();
            (small * variance).sqrt()
        })
    }
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Anscombe (1973), The American Statistician 27:17, first data set.
    #[test]
    fn anscombes_first_quartet() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let fit = least_squares(&x.map(|x| [1.0, x]), &y).unwrap();
        assert!((fit.coefficients[1] - 0.500_090_909).abs() < 1e-8);
        assert!((fit.errors()[1] - 0.117_905_5).abs() < 1e-6);
        assert!(least_squares(&[[1.0, 2.0]; 5], &[1.0; 5]).is_none(), "two columns that say the same");
        assert!(least_squares(&[[1.0]], &[1.0]).is_none());
    }
}
