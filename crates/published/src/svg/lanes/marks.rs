//! The marks of a swim lane and their legend.

use record::Moment;

use crate::html::Html;
use crate::svg::text_at;

/// What a mark stands for. Shape and colour go together; either alone tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// A concern told: a disc.
    Told,
    /// A concern passed on: a triangle, with a line from the lane that passed it.
    Passed,
    /// Opened: a ring.
    Opened,
    /// Answered: a square.
    Answered,
    /// Refused, withdrawn, disputed or challenged: a cross.
    Contested,
    /// Any other step recorded: a bar.
    Recorded,
}

impl Shape {
    /// Every shape, in the order of the legend.
    pub(crate) const ALL: [Self; 6] =
        [Self::Told, Self::Passed, Self::Opened, Self::Answered, Self::Contested, Self::Recorded];

    /// What it stands for, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Passed => "passed on",
            Self::Opened => "opened",
            Self::Answered => "answered",
            Self::Contested => "refused, withdrawn, disputed or challenged",
            Self::Recorded => "other step recorded",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Told => "m told",
            Self::Passed => "m passed",
            Self::Opened => "m opened",
            Self::Answered => "m answered",
            Self::Contested => "m contested",
            Self::Recorded => "m recorded",
        }
    }

    /// The outline around the middle, about 11 wide.
    fn outline(self) -> &'static str {
        match self {
            Self::Told => "a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
            Self::Opened => "m.6 0a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0-8.8 0z",
            Self::Passed => "m0-5l10 5l-10 5z",
            Self::Answered => "m.6-4.4h8.8v8.8h-8.8z",
            Self::Contested => "m.8-4.2l8.4 8.4m0-8.4l-8.4 8.4",
            Self::Recorded => "m3.6-5h2.8v10h-2.8z",
        }
    }
}

/// An end of a claimed time that the source leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Open {
    /// Some time on or before the day: an arrow to the left.
    Before,
    /// Some time on or after the day: an arrow to the right.
    After,
}

impl Open {
    /// Room the arrow takes beside its mark.
    pub(crate) const ROOM: f64 = 16.0;

    fn arrow(self) -> &'static str {
        match self {
            Self::Before => "m-6 0h-11l4-3m-4 3l4 3",
            Self::After => "m6 0h11l-4-3m4 3l-4 3",
        }
    }
}

/// One mark.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// First and last minute it may have been; `None` if undated.
    pub(crate) when: Option<(Moment, Moment)>,
    /// The end that is open, if one is; then `when` is the known end alone.
    pub(crate) open: Option<Open>,
    /// What it stands for.
    pub(crate) shape: Shape,
    /// Where its row is.
    pub(crate) href: String,
    /// The row in a few words.
    pub(crate) title: String,
    /// The lane it came from, if another passed it here.
    pub(crate) from_lane: Option<usize>,
}

/// Draws a mark over the width from `from` to `to` at height `y`.
///
/// The link is out of the tab order, for the table beside the picture leads to the same rows.
pub(crate) fn draw(html: &mut Html, mark: &Mark, from: f64, to: f64, y: f64) {
    html.raw("<a")
        .attr("href", &mark.href)
        .raw(" tabindex=\"-1\"")
        .raw("><title>")
        .text(&mark.title)
        .raw("</title>");
    if to - from > 9.0 {
        html.raw("<rect").attr("class", span_class(mark.shape)).attr("x", format_args!("{from:.1}"));
        html.attr("y", format_args!("{:.1}", y - 4.0)).attr("width", format_args!("{:.1}", to - from));
        html.raw(" height=\"8\" rx=\"4\"/>");
    }
    if let Some(open) = mark.open {
        arrow(html, open, (from + to) / 2.0, y);
    }
    glyph(html, mark.shape, (from + to) / 2.0, y);
    html.raw("</a>\n");
}

fn span_class(shape: Shape) -> &'static str {
    match shape {
        Shape::Told => "span told",
        Shape::Passed => "span passed",
        Shape::Opened => "span opened",
        Shape::Answered => "span answered",
        Shape::Contested => "span contested",
        Shape::Recorded => "span recorded",
    }
}

fn glyph(html: &mut Html, shape: Shape, x: f64, y: f64) {
    html.raw("<path").attr("class", shape.class());
    html.attr("d", format_args!("M{:.1} {y:.1}{}", x - 5.0, shape.outline())).raw("/>");
}

fn arrow(html: &mut Html, open: Open, x: f64, y: f64) {
    html.raw("<path class=\"reach\"").attr("d", format_args!("M{x:.1} {y:.1}{}", open.arrow())).raw("/>");
}

/// The legend: every shape with its words, and the bar of an imprecise date.
pub(crate) fn legend(html: &mut Html) {
    let mut x = 10.0;
    for shape in Shape::ALL {
        glyph(html, shape, x, 14.0);
        text_at(html, "legend", x + 12.0, 18.5, shape.words());
        x += 40.0 + shape.words().len() as f64 * 6.4;
    }
    html.raw("<rect class=\"span told\" x=\"5\" y=\"30\" width=\"40\" height=\"8\" rx=\"4\"/>");
    glyph(html, Shape::Told, 25.0, 34.0);
    text_at(html, "legend", 53.0, 38.5, "some time within the bar: the source gives no exact day");
    arrow(html, Open::Before, 452.0, 34.0);
    glyph(html, Shape::Told, 452.0, 34.0);
    text_at(html, "legend", 464.0, 38.5, "arrow: on or before, or on or after, that day");
    html.raw("<path class=\"pass\" d=\"M800 34h30\"/>");
    text_at(html, "legend", 838.0, 38.5, "line: from the agency that passed it on");
    html.raw("\n");
}
