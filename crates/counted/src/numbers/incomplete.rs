//! The incomplete beta and gamma functions, for parameters from a handful to a nation's.
//!
//! Up to [`LARGE`] they are worked out; beyond it the normal approximations are right to more digits than the functions
//! themselves keep, and take no time.

use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

use super::{normal_cdf, normal_quantile};

/// Parameters from here on are served by the normal approximations, whose error is then under 1 in 10⁷ of a share.
const LARGE: f64 = 1e7;

/// Beside a large parameter one up to this is served by the gamma function instead.
const FEW: f64 = 1e3;

/// Steps of the continued fraction: it needs about the square root of the larger parameter.
const STEPS: u32 = 20_000;

/// The share of a beta distribution below `at`; both parameters above 0. What is no number gives no number.
///
/// # Source
/// Abramowitz and Stegun (1964), 26.5.8, by the method of Lentz.
pub(super) fn beta_below(first: f64, second: f64, at: f64) -> f64 {
    let fits = first > 0.0 && second > 0.0 && first.is_finite() && second.is_finite() && !at.is_nan();
    if !fits {
        return f64::NAN;
    }
    if at <= 0.0 {
        return 0.0;
    }
    if at >= 1.0 {
        return 1.0;
    }
    match (first > LARGE, second > LARGE) {
        // Few of very many are as good as Poisson.
        (false, true) if first <= FEW => {
            return gamma_sides(first, (second + 0.5 * (first - 1.0)) * -(-at).ln_1p()).0;
        }
        (true, false) if second <= FEW => {
            return gamma_sides(second, (first + 0.5 * (second - 1.0)) * -at.ln()).1;
        }
        (false, false) => {}
        _ => return beta_by_normal(first, second, at),
    }
    let front = (ln_gamma(first + second) - ln_gamma(first) - ln_gamma(second)
        + first * at.ln()
        + second * (-at).ln_1p())
    .exp();
    let value = if at < (first + 1.0) / (first + second + 2.0) {
        front * fraction(first, second, at) / first
    } else {
        1.0 - front * fraction(second, first, 1.0 - at) / second
    };
    value.clamp(0.0, 1.0)
}

fn fraction(first: f64, second: f64, at: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |number: f64| if number.abs() < TINY { TINY } else { number };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (first + second) * at / (first + 1.0));
    let mut value = d;
    for step in 1..=STEPS {
        let m = f64::from(step);
        let even = m * (second - m) * at / ((first + 2.0 * m - 1.0) * (first + 2.0 * m));
        let odd = -(first + m) * (first + second + m) * at / ((first + 2.0 * m) * (first + 2.0 * m + 1.0));
        let mut last = 1.0;
        for term in [even, odd] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            last = c * d;
            value *= last;
        }
        if (last - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// Abramowitz and Stegun (1964), 26.5.22 read backwards: cube roots that are nearly normal.
fn beta_by_normal(first: f64, second: f64, at: f64) -> f64 {
    let one = (second * at).cbrt();
    let two = (first * (1.0 - at)).cbrt();
    let (a, b) = (1.0 / (9.0 * first), 1.0 / (9.0 * second));
    let distance = one * (1.0 - b) - two * (1.0 - a);
    normal_cdf(distance / (one * one * b + two * two * a).sqrt())
}

/// The share of a gamma distribution of this shape below `at` (first) and above it (second); the shape above 0.
pub(super) fn gamma_sides(shape: f64, at: f64) -> (f64, f64) {
    if shape.is_nan() || at.is_nan() || shape <= 0.0 || !shape.is_finite() {
        return (f64::NAN, f64::NAN);
    }
    if at <= 0.0 {
        return (0.0, 1.0);
    }
    if at == f64::INFINITY {
        return (1.0, 0.0);
    }
    if shape > LARGE {
        let z = 3.0 * shape.sqrt() * ((at / shape).cbrt() - 1.0 + 1.0 / (9.0 * shape));
        return (normal_cdf(z), normal_cdf(-z));
    }
    // The functions refuse what is far beyond any tail.
    if at > 1e3 * (shape + 1e3) {
        return (1.0, 0.0);
    }
    (gamma_lr(shape, at), gamma_ur(shape, at))
}

/// The quantile of a χ² distribution with very many degrees of freedom.
///
/// # Source
/// Wilson and Hilferty (1931), Proceedings of the National Academy of Sciences 17:684.
pub(super) fn many_chi_squared(share: f64, freedom: f64) -> Option<f64> {
    (0.5 * freedom > LARGE).then(|| {
        let part = 2.0 / (9.0 * freedom);
        let root = 1.0 - part + normal_quantile(share) * part.sqrt();
        freedom * root * root * root
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_cases_keep_eight_digits() {
        // A symmetric distribution has half on either side, whatever its size.
        for size in [0.5, 10.0, 1e4, 1e6, 1e9] {
            assert!((beta_below(size, size, 0.5) - 0.5).abs() < 1e-8, "{size}");
        }
        // The two sides together are all.
        for (first, second, at) in [(3.0, 8.0, 0.2), (2e5, 8e5, 0.2003), (4e6, 5e6, 0.4444)] {
            let both = beta_below(first, second, at) + beta_below(second, first, 1.0 - at);
            assert!((both - 1.0).abs() < 1e-8, "{first}");
        }
    }

    #[test]
    fn the_approximations_meet_what_is_worked_out() {
        let (first, second, at): (f64, f64, f64) = (3e6, 6e6, 0.333_6);
        assert!((beta_below(first, second, at) - beta_by_normal(first, second, at)).abs() < 1e-6);
        let (below, above) = gamma_sides(9.9e6, 9.905e6);
        let z = 3.0 * 9.9e6f64.sqrt() * ((9.905e6f64 / 9.9e6).cbrt() - 1.0 + 1.0 / (9.0 * 9.9e6));
        assert!((below - normal_cdf(z)).abs() < 1e-6 && (below + above - 1.0).abs() < 1e-9);
    }

    #[test]
    fn few_of_very_many_are_poisson() {
        // 3 of 20,000,000 at a rate of 5 in 20,000,000: the Poisson chance of at most 3 where 5 are expected.
        let poisson: f64 = (-5.0f64).exp() * (1.0 + 5.0 + 12.5 + 125.0 / 6.0);
        let of = 2e7;
        assert!((beta_below(of - 3.0, 4.0, 1.0 - 5.0 / of) - poisson).abs() < 1e-6);
        assert!((beta_below(4.0, of - 3.0, 5.0 / of) - (1.0 - poisson)).abs() < 1e-6);
    }

    #[test]
    fn what_is_no_number_gives_none_and_never_stops_the_program() {
        for wrong in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
            assert!(beta_below(wrong, 2.0, 0.5).is_nan());
            assert!(gamma_sides(wrong, 2.0).0.is_nan());
        }
        assert_eq!(gamma_sides(2.0, f64::INFINITY), (1.0, 0.0));
        assert_eq!(gamma_sides(2.0, 1e300), (1.0, 0.0));
        assert_eq!(beta_below(2.0, 3.0, 1.0), 1.0);
    }
}
