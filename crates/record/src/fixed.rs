//! Fixed-point numbers, so that a weight is the same on every machine and in every order of adding.

use core::fmt;
use core::iter::Sum;
use core::ops::{Add, AddAssign, Mul, Neg, Sub};

/// A number in millionths. Addition is exact, so sums do not depend on their order.
///
/// Range: about plus or minus 9.2e12; arithmetic saturates at the ends instead of wrapping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed(pub i64);

impl Fixed {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(Self::SCALE);
    /// Units in one.
    pub const SCALE: i64 = 1_000_000;

    /// A whole number.
    pub const fn whole(n: i64) -> Self {
        Self(n.saturating_mul(Self::SCALE))
    }

    /// `n / d`, rounded half away from zero; `None` when `d` is zero.
    pub fn ratio(n: i64, d: i64) -> Option<Self> {
        if d == 0 {
            return None;
        }
        let scaled = i128::from(n) * i128::from(Self::SCALE);
        let d = i128::from(d);
        let half = d.abs() / 2;
        let rounded = if (scaled < 0) == (d < 0) { scaled.abs() + half } else { -(scaled.abs() + half) };
        Some(Self(clamp(rounded / d.abs())))
    }

    /// The nearest fixed number to `x`; not-a-number becomes zero.
    pub fn from_f64(x: f64) -> Self {
        Self(libm::round(x * Self::SCALE as f64) as i64)
    }

    /// As a binary floating-point number, for drawing only.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::SCALE as f64
    }

    /// Base-2 logarithm of `m / u`, in bits, through `libm` so that every machine gives the same millionth.
    /// Both must be above zero; otherwise `None`.
    pub fn log2_ratio(m: f64, u: f64) -> Option<Self> {
        (m > 0.0 && u > 0.0 && m.is_finite() && u.is_finite()).then(|| Self::from_f64(libm::log2(m / u)))
    }

    /// The probability whose log odds in bits this is, in millionths.
    pub fn probability(self) -> Self {
        Self::from_f64(1.0 / (1.0 + libm::exp2(-self.to_f64())))
    }
}

fn clamp(x: i128) -> i64 {
    x.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

impl Add for Fixed {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Fixed {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Fixed {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Fixed {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<i64> for Fixed {
    type Output = Self;
    fn mul(self, n: i64) -> Self {
        Self(self.0.saturating_mul(n))
    }
}

impl Sum for Fixed {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Fixed {
    /// Two decimals unless the formatter asks for others (at most six).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(2).min(6) as u32;
        let step = 10i64.pow(6 - places);
        let rounded = (i128::from(self.0.unsigned_abs()) + i128::from(step / 2)) / i128::from(step);
        let unit = 10i128.pow(places);
        let sign = if self.0 < 0 && rounded != 0 { "-" } else { "" };
        if places == 0 {
            write!(f, "{sign}{rounded}")
        } else {
            write!(f, "{sign}{}.{:0width$}", rounded / unit, rounded % unit, width = places as usize)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fixed;

    #[test]
    fn ratios_round_half_away_from_zero() {
        assert_eq!(Fixed::ratio(1, 3), Some(Fixed(333_333)));
        assert_eq!(Fixed::ratio(-2, 3), Some(Fixed(-666_667)));
        assert_eq!(Fixed::ratio(2, -3), Some(Fixed(-666_667)));
        assert_eq!(Fixed::ratio(-2, -3), Some(Fixed(666_667)));
        assert_eq!(Fixed::ratio(1, 0), None);
    }

    #[test]
    fn shown_with_the_places_asked_for() {
        assert_eq!(Fixed(1_234_567).to_string(), "1.23");
        assert_eq!(format!("{:.1}", Fixed(-50_001)), "-0.1");
        assert_eq!(format!("{:.1}", Fixed(-10)), "0.0");
        assert_eq!(format!("{:.0}", Fixed(1_500_000)), "2");
    }

    #[test]
    fn even_odds_are_a_half() {
        assert_eq!(Fixed::ZERO.probability(), Fixed(500_000));
        assert_eq!(Fixed::log2_ratio(0.9, 0.0), None);
        assert_eq!(Fixed::log2_ratio(8.0, 1.0), Some(Fixed::whole(3)));
    }
}
