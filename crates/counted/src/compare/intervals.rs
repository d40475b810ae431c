//! How far a figure from few cases may be from what it stands for.

use crate::numbers::{binomial_share_quantile, chi_squared_quantile, normal_quantile};

/// Lower and upper end.
pub type Interval = (f64, f64);

/// From this count on, the approximation of Byar is as good as the exact interval.
const BYAR_FROM: f64 = 10.0;

/// Wilson's interval of a share: `count` of `of`, at a confidence such as 0.95. (0, 1) where there is no case.
///
/// # Source
/// Wilson (1927), Journal of the American Statistical Association 22:209; Newcombe (1998), Statistics in Medicine 17:857, method 3.
pub fn wilson(count: f64, of: f64, confidence: f64) -> Interval {
    if of <= 0.0 {
        return (0.0, 1.0);
    }
    let z = normal_quantile(0.5 + 0.5 * confidence);
    let share = count / of;
    let middle = share + z * z / (2.0 * of);
    let half = z * (share * (1.0 - share) / of + z * z / (4.0 * of * of)).sqrt();
    let whole = 1.0 + z * z / of;
    // At the ends subtraction leaves a last digit; none and all are exact.
    let lower = if count <= 0.0 { 0.0 } else { (middle - half) / whole };
    let upper = if count >= of { 1.0 } else { (middle + half) / whole };
    (lower, upper)
}

/// The exact interval of a share: never narrower than its confidence says.
///
/// # Source
/// Clopper and Pearson (1934), Biometrika 26:404.
pub fn clopper_pearson(count: f64, of: f64, confidence: f64) -> Interval {
    if of <= 0.0 {
        return (0.0, 1.0);
    }
    let tail = 0.5 - 0.5 * confidence;
    (
        binomial_share_quantile(tail, count, of - count + 1.0),
        binomial_share_quantile(1.0 - tail, count + 1.0, of - count),
    )
}

/// The exact interval of a count of events.
///
/// # Source
/// Garwood (1936), Biometrika 28:437, by χ².
pub fn exact_poisson(count: f64, confidence: f64) -> Interval {
    let tail = 0.5 - 0.5 * confidence;
    (0.5 * chi_squared_quantile(tail, 2.0 * count), 0.5 * chi_squared_quantile(1.0 - tail, 2.0 * count + 2.0))
}

/// Byar's approximation to the interval of a count.
///
/// # Source
/// Breslow and Day (1987), Statistical Methods in Cancer Research II, page 69.
pub fn byar(count: f64, confidence: f64) -> Interval {
    let z = normal_quantile(0.5 + 0.5 * confidence);
    let end = |count: f64, way: f64| {
        let cube = 1.0 - 1.0 / (9.0 * count) + way * z / (3.0 * count.sqrt());
        count * cube * cube * cube
    };
    let lower = if count > 0.0 { end(count, -1.0).max(0.0) } else { 0.0 };
    (lower, end(count + 1.0, 1.0))
}

/// The interval of a count: Byar's from 10 events up, the exact one below.
pub fn count_interval(count: f64, confidence: f64) -> Interval {
    if count >= BYAR_FROM { byar(count, confidence) } else { exact_poisson(count, confidence) }
}
