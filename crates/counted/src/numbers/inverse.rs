//! Small symmetric systems of equations, such as those of least squares.

/// The inverse of a symmetric positive definite matrix of `N` rows, by Cholesky's method; `None` where it is none (a column
/// says nothing that the others do not say).
///
/// Rows and columns are first brought to the same size, so that powers of a small or a large number do no harm.
pub fn inverse<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let scale: [f64; N] = std::array::from_fn(|at| 1.0 / matrix[at][at].sqrt());
    if scale.iter().any(|scale| !scale.is_finite()) {
        return None;
    }
    let lower = cholesky(matrix, &scale)?;
    let mut all = [[0.0; N]; N];
    for column in 0..N {
        let mut x = [0.0; N];
        x[column] = 1.0;
        for row in 0..N {
            for before in 0..row {
                x[row] -= lower[row][before] * x[before];
            }
            x[row] /= lower[row][row];
        }
        for row in (0..N).rev() {
            for after in row + 1..N {
                x[row] -= lower[after][row] * x[after];
            }
            x[row] /= lower[row][row];
        }
        for row in 0..N {
            all[row][column] = x[row] * scale[row] * scale[column];
        }
    }
    Some(all)
}

fn cholesky<const N: usize>(matrix: &[[f64; N]; N], scale: &[f64; N]) -> Option<[[f64; N]; N]> {
    let mut lower = [[0.0; N]; N];
    for row in 0..N {
        for column in 0..=row {
            let mut left = matrix[row][column] * scale[row] * scale[column];
            left -= (0..column).map(|before| lower[row][before] * lower[column][before]).sum::<f64>();
            if row == column {
                // What is left of a diagonal of 1: below this it is rounding.
                if left < 1e-13 {
                    return None;
                }
                lower[row][row] = left.sqrt();
            } else {
                lower[row][column] = left / lower[column][column];
            }
        }
    }
    Some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hilbert's matrix of three rows has whole numbers in its inverse.
    #[test]
    fn hilberts_matrix_is_inverted() {
        let matrix: [[f64; 3]; 3] =
            std::array::from_fn(|row| std::array::from_fn(|column| 1.0 / (row + column + 1) as f64));
        let inverse = inverse(&matrix).unwrap();
        let whole = [[9.0, -36.0, 30.0], [-36.0, 192.0, -180.0], [30.0, -180.0, 180.0]];
        for (ours, theirs) in inverse.iter().flatten().zip(whole.iter().flatten()) {
            assert!((ours - theirs).abs() < 1e-10, "{inverse:?}");
        }
    }

    #[test]
    fn a_column_that_repeats_another_has_no_inverse() {
        assert!(inverse(&[[1.0, 2.0], [2.0, 4.0]]).is_none());
        assert!(inverse(&[[0.0]]).is_none());
    }
}
