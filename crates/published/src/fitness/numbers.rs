//! Numbers as they are printed here: as given, with commas between thousands.

use counted::fitness::{Number, Unit};

/// A figure as it was given: `12.4`, `28,000`.
pub(super) fn plain(number: f64) -> String {
    if !number.is_finite() {
        return "-".into();
    }
    let text = format!("{}", number.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), crate::html::thousands);
    let sign = if number < 0.0 { "\u{2212}" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// A figure that was worked out: three digits that count.
pub(super) fn rough(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return plain(number);
    }
    let magnitude = number.abs().log10().floor() as i32;
    let scale = 10f64.powi((2 - magnitude).clamp(-12, 12));
    if magnitude >= 2 { plain(number.round()) } else { plain((number * scale).round() / scale) }
}

/// A figure in the unit of a check.
pub(super) fn in_unit(figure: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => format!("{} %", rough(100.0 * figure)),
        Unit::Days => format!("{} days", rough(figure)),
        Unit::Periods => format!("{} periods", rough(figure)),
        Unit::Count => plain(figure),
        Unit::Heights => format!("{} times", rough(figure)),
    }
}

/// The number behind a check, with its interval and what it is of.
pub(super) fn number(of: &Number) -> String {
    let mut out = in_unit(of.value, of.unit);
    if let Some((lower, upper)) = of.interval {
        out.push_str(&format!(" ({} to {})", in_unit(lower, of.unit), in_unit(upper, of.unit)));
    }
    match (of.of, of.unit) {
        (Some(count), Unit::Count) => out.push_str(&format!(" of {}", crate::html::thousands(count))),
        (Some(count), Unit::Periods) => out.push_str(&format!(", from {count} periods")),
        (Some(count), _) => out.push_str(&format!(", of {}", crate::html::thousands(count))),
        (None, Unit::Share) => out.push_str(", of how many is not said"),
        (None, _) => {}
    }
    out
}

/// A figure, or a dash where there is none.
pub(super) fn or_dash(figure: Option<f64>) -> String {
    figure.map_or_else(|| "-".to_owned(), plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_as_given_and_results_with_three_digits() {
        assert_eq!(
            [12.4, 28000.0, 0.014, -3.0, 59082.0].map(plain),
            ["12.4", "28,000", "0.014", "\u{2212}3", "59,082"]
        );
        assert_eq!([0.123456, 12.3456, 1234.56, 0.0].map(rough), ["0.123", "12.3", "1,235", "0"]);
    }
}
