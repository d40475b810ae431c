//! Figures as they are printed.

use counted::compare::Measure;

use super::Line;

/// How a figure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A share, as a percentage.
    Share,
    /// Anything else.
    Plain,
}

impl Unit {
    pub(super) fn of_line(line: &Line) -> Self {
        if line.percent || line.chart.kind.is_share() { Unit::Share } else { Unit::Plain }
    }

    pub(super) fn of_measure(measure: Measure) -> Self {
        if measure == Measure::Share { Unit::Share } else { Unit::Plain }
    }

    /// A figure in words: `23.4 %`, `1,234`, `0.0182`.
    pub(super) fn print(self, figure: f64) -> String {
        match self {
            Unit::Share => format!("{} %", digits(100.0 * figure, 3)),
            Unit::Plain => digits(figure, 3),
        }
    }

    /// The same, with as many decimals as tell neighbours of an axis apart.
    pub(super) fn tick(self, figure: f64, step: f64) -> String {
        let (figure, step) =
            if self == Unit::Share { (100.0 * figure, 100.0 * step) } else { (figure, step) };
        let decimals = decimals_of(step);
        let text = grouped(figure, decimals);
        if self == Unit::Share { format!("{text} %") } else { text }
    }
}

/// Decimals that a step of this size needs.
fn decimals_of(step: f64) -> usize {
    if step <= 0.0 || !step.is_finite() {
        return 0;
    }
    (-step.log10().floor()).clamp(0.0, 12.0) as usize
}

/// A number with this many significant digits at least, and all its whole digits.
pub(super) fn digits(number: f64, significant: i32) -> String {
    if !number.is_finite() {
        return "-".into();
    }
    if number == 0.0 {
        return "0".into();
    }
    let magnitude = number.abs().log10().floor() as i32;
    let decimals = (significant - 1 - magnitude).clamp(0, 12) as usize;
    let text = grouped(number, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A number with commas between the thousands.
fn grouped(number: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", number.abs());
    let (whole, rest) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), crate::html::thousands);
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if number < 0.0 && !is_zero { "\u{2212}" } else { "" };
    rest.map_or_else(|| format!("{sign}{whole}"), |rest| format!("{sign}{whole}.{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_in_a_letter() {
        assert_eq!(Unit::Share.print(0.2335), "23.4 %");
        assert_eq!(Unit::Share.print(1.0), "100 %");
        assert_eq!(Unit::Plain.print(1234.4), "1,234");
        assert_eq!(Unit::Plain.print(-0.01824), "\u{2212}0.0182");
        assert_eq!(Unit::Plain.print(6.0), "6");
        assert_eq!(Unit::Share.tick(0.05, 0.005), "5.0 %");
        assert_eq!(Unit::Plain.tick(1500.0, 500.0), "1,500");
        assert_eq!(Unit::Plain.print(f64::INFINITY), "-");
    }
}
