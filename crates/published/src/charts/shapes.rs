//! Marks: each says what it is by its shape; colour says it again.

use counted::chart::icons::Variation;
use counted::chart::rules::Way;
use counted::compare::Place;

use crate::html::Html;

/// A mark: the class that colours it and its outline around a middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) class: &'static str,
    outline: &'static str,
}

const DISC: &str = "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z";
const DIAMOND: &str = "m0-7l7 7l-7 7l-7-7z";
const UP: &str = "m0-7l7 12h-14z";
const DOWN: &str = "m0 7l7-12h-14z";
const SQUARE: &str = "m-5.5-5.5h11v11h-11z";
const CROSS: &str = "m-5-5l10 10m0-10l-10 10";

pub(super) const LEFT_OUT: Shape = Shape { class: "pt out", outline: CROSS };

/// The mark of a point that says this.
pub(super) fn of_variation(variation: Variation) -> Shape {
    match variation {
        Variation::CommonCause => Shape { class: "pt", outline: DISC },
        Variation::Improving(_) => Shape { class: "pt better", outline: DIAMOND },
        Variation::Concerning(Way::Down) => Shape { class: "pt worse", outline: DOWN },
        Variation::Concerning(_) => Shape { class: "pt worse", outline: UP },
        Variation::Neutral(_) => Shape { class: "pt neutral", outline: SQUARE },
    }
}

/// The mark of a unit that lies there.
pub(super) fn of_place(place: Place) -> Shape {
    match place {
        Place::TooFew => LEFT_OUT,
        Place::Inside => Shape { class: "pt", outline: DISC },
        Place::Look(_) => Shape { class: "pt neutral", outline: SQUARE },
        Place::Ask(true) => Shape { class: "pt ask", outline: UP },
        Place::Ask(false) => Shape { class: "pt ask", outline: DOWN },
    }
}

/// What a mark of a chart over time means.
pub(super) fn variation_words(variation: Variation) -> &'static str {
    match variation {
        Variation::CommonCause => "ordinary up and down",
        Variation::Improving(_) => "changed, for the better",
        Variation::Concerning(_) => "changed, of concern",
        Variation::Neutral(_) => "changed",
    }
}

/// Draws a mark, with words for whoever points at it.
pub(super) fn draw(html: &mut Html, shape: Shape, (x, y): (f64, f64), title: &str) {
    html.raw("<path").attr("class", shape.class).attr("d", format_args!("M{x:.1} {y:.1}{}", shape.outline));
    html.raw("><title>").text(title).raw("</title></path>\n");
}
