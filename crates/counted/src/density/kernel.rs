//! Kernels: how much a value counts by its distance from the cut-off.

/// A kernel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kernel {
    /// 1 − |u|.
    #[default]
    Triangular,
    /// One half for all.
    Uniform,
    /// ¾ (1 − u²).
    Epanechnikov,
}

impl Kernel {
    /// The weight at a distance `u` of bandwidths, from 0 to 1.
    pub(super) fn weight(self, u: f64) -> f64 {
        match self {
            Self::Triangular => 1.0 - u,
            Self::Uniform => 0.5,
            Self::Epanechnikov => 0.75 * (1.0 - u * u),
        }
    }

    /// What the leading bias of a quadratic fit's slope at the edge is multiplied with: the second entry of S⁻¹C, with
    /// S = ∫K(u)(1,u,u²)(1,u,u²)ᵀ and C = ∫K(u)u³(1,u,u²) over 0 to 1, worked out by hand.
    pub(super) fn edge_bias(self) -> f64 {
        match self {
            Self::Triangular => -3.0 / 7.0,
            Self::Uniform => -3.0 / 5.0,
            Self::Epanechnikov => -13.0 / 28.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::inverse;

    #[test]
    fn the_bias_is_the_integral() {
        for kernel in [Kernel::Triangular, Kernel::Uniform, Kernel::Epanechnikov] {
            // Midpoints of 20,000 steps.
            let moment = |power: i32| {
                (0..20_000)
                    .map(|at| (f64::from(at) + 0.5) / 20_000.0)
                    .map(|u| kernel.weight(u) * u.powi(power))
                    .sum::<f64>()
            };
            let s: [[f64; 3]; 3] = std::array::from_fn(|i| std::array::from_fn(|j| moment((i + j) as i32)));
            let inverse = inverse(&s).unwrap();
            let bias: f64 = (0..3).map(|j| inverse[1][j] * moment(j as i32 + 3)).sum();
            assert!((bias - kernel.edge_bias()).abs() < 1e-6, "{kernel:?}: {bias}");
        }
    }
}
