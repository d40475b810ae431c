//! The frame of a picture: where a figure stands, and the round numbers beside it.

use super::figures::Unit;
use crate::html::Html;
use crate::svg::line;

/// A span of figures, laid from `low_at` to `high_at`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
    low_at: f64,
    high_at: f64,
}

impl Axis {
    /// An axis that holds all these figures, begins and ends at round numbers, and begins at nothing where that wastes
    /// little room.
    pub(super) fn holding(
        figures: impl Iterator<Item = f64>,
        low_at: f64,
        high_at: f64,
        most: Option<f64>,
    ) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for figure in figures.filter(|figure| figure.is_finite()) {
            low = low.min(figure);
            high = high.max(figure);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if low > 0.0 && low < 0.5 * high {
            low = 0.0;
        }
        if high - low <= 1e-12 * high.abs().max(1.0) {
            let room = if high == 0.0 { 1.0 } else { 0.1 * high.abs() };
            low -= room;
            high += room;
        }
        // Room for the words beside the outermost points; a count begins at nothing.
        let room = 0.07 * (high - low);
        low = if low == 0.0 { 0.0 } else { low - room };
        high += room;
        let step = round_step((high - low) / 5.0);
        let low = (low / step).floor() * step;
        let high = (high / step).ceil() * step;
        let high = most.map_or(high, |most| high.min(most.max(low + step)));
        Self { low, high, step, low_at, high_at }
    }

    /// Where a figure stands; figures outside stand at the nearer end.
    pub(super) fn at(&self, figure: f64) -> f64 {
        let share = ((figure - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.low_at + share * (self.high_at - self.low_at)
    }

    /// The round numbers on it.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        let count = ((self.high - self.low) / self.step + 1e-9).floor() as i64;
        (0..=count.clamp(0, 20)).map(|place| self.low + place as f64 * self.step)
    }

    /// Draws the round numbers of a standing axis, with lines from `left` to `right`.
    pub(super) fn draw_standing(&self, html: &mut Html, unit: Unit, left: f64, right: f64) {
        for tick in self.ticks() {
            let y = self.at(tick);
            line(html, "grid", (left, y), (right, y));
            end_text(html, "tick", left - 8.0, y + 4.0, &unit.tick(tick, self.step));
        }
        html.raw("\n");
    }
}

/// The next step of 1, 2 or 5 times a power of ten.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step >= least)
        .unwrap_or(10.0 * power)
}

/// A text that ends at a place.
pub(super) fn end_text(html: &mut Html, class: &'static str, x: f64, y: f64, words: &str) {
    html.raw("<text text-anchor=\"end\"").attr("class", class).attr("x", format_args!("{x:.1}"));
    html.attr("y", format_args!("{y:.1}")).raw(">").text(words).raw("</text>");
}

/// A text around a place.
pub(super) fn mid_text(html: &mut Html, class: &'static str, x: f64, y: f64, words: &str) {
    html.raw("<text text-anchor=\"middle\"").attr("class", class).attr("x", format_args!("{x:.1}"));
    html.attr("y", format_args!("{y:.1}")).raw(">").text(words).raw("</text>");
}

/// A line through points; a gap begins a new one.
pub(super) fn path(html: &mut Html, class: &'static str, points: impl Iterator<Item = Option<(f64, f64)>>) {
    let mut data = String::new();
    let mut open = false;
    for point in points {
        if let Some((x, y)) = point {
            data.push_str(&format!("{}{x:.1} {y:.1}", if open { "L" } else { "M" }));
        }
        open = point.is_some();
    }
    if !data.is_empty() {
        html.raw("<path").attr("class", class).attr("d", data).raw("/>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_holds_its_figures_between_round_numbers() {
        let axis = Axis::holding([0.21, 0.38].into_iter(), 300.0, 0.0, Some(1.0));
        assert!((axis.low - 0.15).abs() < 1e-9 && (axis.high - 0.4).abs() < 1e-9, "{axis:?}");
        assert!((axis.at(0.275) - 150.0).abs() < 1e-6);
        let flat = Axis::holding([7.0, 7.0].into_iter(), 0.0, 1.0, None);
        assert!(flat.low < 7.0 && flat.high > 7.0);
        let none = Axis::holding([f64::NAN].into_iter(), 0.0, 1.0, None);
        assert!(none.high > none.low);
    }

    #[test]
    fn steps_are_round() {
        for (least, step) in [(0.03, 0.05), (0.7, 1.0), (130.0, 200.0)] {
            assert!((round_step(least) - step).abs() < 1e-12 * step);
        }
    }
}
