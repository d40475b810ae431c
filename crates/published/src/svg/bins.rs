//! Swim lanes of counts, where there are too many marks to draw each one.

use record::Day;

use super::axis::Axis;
use super::lanes::{WIDTH, background};
use super::{open_group, text_at};
use crate::html::Html;

/// A stretch of time that one bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl Stretch {
    /// The shortest one whose bar is wide enough for its number.
    pub(crate) fn fitting(years: i32, width: f64) -> Self {
        let month = width / (f64::from(years.max(1)) * 12.0);
        match month {
            m if m >= 10.0 => Self::Month,
            m if m * 3.0 >= 10.0 => Self::Quarter,
            _ => Self::Year,
        }
    }

    /// Months in it.
    pub(crate) fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// In words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The first day of the stretch `day` lies in.
    pub(crate) fn first_day(self, day: Day) -> Day {
        let (year, month, _) = day.ymd();
        let step = self.months() as u32;
        Day::from_ymd(year.clamp(1, 9_999), (month - 1) / step * step + 1, 1).unwrap_or(day)
    }
}

/// One bar.
#[derive(Clone, Debug)]
pub(crate) struct Bin {
    /// First day of its stretch.
    pub(crate) first: Day,
    /// How many rows.
    pub(crate) count: u64,
    /// Where they are.
    pub(crate) href: String,
}

/// One agency's bars.
#[derive(Clone, Debug, Default)]
pub(crate) struct BinLane {
    /// The agency's name.
    pub(crate) name: String,
    /// Its bars, in order.
    pub(crate) bins: Vec<Bin>,
}

const TOP: f64 = 30.0;
const LANE: f64 = 76.0;

/// Draws the lanes, each on a scale of its own so that a small agency's rows are seen.
pub(crate) fn draw(
    html: &mut Html,
    id: &str,
    axis: &Axis,
    stretch: Stretch,
    lanes: &[BinLane],
    title: &str,
    description: &str,
) {
    let bottom = TOP + LANE * lanes.len() as f64;
    open_group(html, id, WIDTH, bottom + 8.0, title, description);
    for (number, lane) in lanes.iter().enumerate() {
        background(html, number, &lane.name, TOP + LANE * number as f64, LANE);
    }
    axis.draw(html, TOP, bottom);
    for (number, lane) in lanes.iter().enumerate() {
        let most = lane.bins.iter().map(|bin| bin.count).max().unwrap_or(1);
        for bin in &lane.bins {
            draw_bin(html, axis, stretch, bin, most, TOP + LANE * (number as f64 + 1.0) - 3.0, &lane.name);
        }
    }
    html.raw("</svg>\n");
}

fn draw_bin(html: &mut Html, axis: &Axis, stretch: Stretch, bin: &Bin, most: u64, floor: f64, lane: &str) {
    let (left, right) = (axis.x(bin.first.start()), axis.x(bin.first.add_months(stretch.months()).start()));
    let height = 2.0 + 40.0 * bin.count as f64 / most.max(1) as f64;
    let count = crate::html::counted(bin.count, "row", "rows");
    html.raw("<a").attr("href", &bin.href).raw(" tabindex=\"-1\"><title>");
    html.text(lane).raw(", ").text(stretch.words()).raw(" from ").text(bin.first).raw(": ").text(count);
    html.raw("</title><rect class=\"bin\"").attr("x", format_args!("{:.1}", left + 0.5));
    html.attr("y", format_args!("{:.1}", floor - height)).attr("height", format_args!("{height:.1}"));
    html.attr("width", format_args!("{:.1}", (right - left - 1.0).max(1.0))).raw("/>");
    number(html, bin.count, (left + right) / 2.0, floor - height - 3.0, right - left);
    html.raw("</a>\n");
}

/// The number above its bar; turned upright where the bar is narrow.
fn number(html: &mut Html, count: u64, x: f64, y: f64, width: f64) {
    let words = crate::html::thousands(count);
    if words.len() as f64 * 6.0 <= width {
        text_at(html, "mid bin", x, y, &words);
        return;
    }
    html.raw("<text class=\"bin\"");
    html.attr("transform", format_args!("translate({:.1} {y:.1}) rotate(-90)", x + 3.5));
    html.raw(">").text(words).raw("</text>");
}

#[cfg(test)]
mod tests {
    use super::Stretch;
    use record::Day;

    #[test]
    fn bars_are_as_short_in_time_as_their_number_allows() {
        assert_eq!(Stretch::fitting(3, 820.0), Stretch::Month);
        assert_eq!(Stretch::fitting(16, 820.0), Stretch::Quarter);
        assert_eq!(Stretch::fitting(40, 820.0), Stretch::Year);
    }

    #[test]
    fn a_day_lies_in_its_own_stretch() {
        let day = Day::parse_iso("2007-08-19").expect("a date");
        let first = |stretch: Stretch| stretch.first_day(day).to_string();
        assert_eq!(first(Stretch::Month), "2007-08-01");
        assert_eq!(first(Stretch::Quarter), "2007-07-01");
        assert_eq!(first(Stretch::Year), "2007-01-01");
    }
}
