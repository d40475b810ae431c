//! A share with its interval.

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// So many.
    pub of: u64,
    /// Of so many.
    pub all: u64,
}

impl Share {
    /// In percent; `None` of none.
    pub fn percent(self) -> Option<f64> {
        (self.all > 0).then(|| 100.0 * self.of as f64 / self.all as f64)
    }

    /// Between which values it lies, in percent, with 95 of 100 such intervals holding the true one.
    ///
    /// Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference"; no correction for
    /// continuity.
    pub fn interval(self) -> Option<(f64, f64)> {
        const Z: f64 = 1.959_963_984_540_054;
        let share = self.percent()? / 100.0;
        let all = self.all as f64;
        let middle = share + Z * Z / (2.0 * all);
        let half = Z * libm::sqrt(share * (1.0 - share) / all + Z * Z / (4.0 * all * all));
        let whole = 1.0 + Z * Z / all;
        let percent = |value: f64| (100.0 * value / whole).clamp(0.0, 100.0);
        Some((percent(middle - half), percent(middle + half)))
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn the_interval_is_wilsons() {
        // Source: Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3:
        // 81/263: 0.2553 to 0.3662; 15/148: 0.0624 to 0.1605; 0/20: 0 to 0.1611; 1/29: 0.0061 to 0.1718.
        for (of, all, low, high) in
            [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)]
        {
            let (from, to) = Share { of, all }.interval().expect("some");
            assert!((from - low).abs() < 0.006 && (to - high).abs() < 0.006, "{of}/{all}: {from} {to}");
        }
        assert_eq!(Share { of: 0, all: 0 }.interval(), None);
    }
}
