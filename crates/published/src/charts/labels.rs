//! Words at the end of lines, moved apart where they would cover each other.

use crate::html::Html;
use crate::svg::{fitted, text_at};

/// Height of a line of words.
const LINE: f64 = 15.0;

/// A label that wants to stand at `y`.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) y: f64,
    pub(super) words: String,
    pub(super) class: &'static str,
}

/// Draws labels one above the other at `x`, as near as they can stand to where they belong, between `top` and `bottom`.
pub(super) fn draw(html: &mut Html, mut labels: Vec<Label>, x: f64, top: f64, bottom: f64) {
    labels.sort_by(|a, b| a.y.total_cmp(&b.y).then_with(|| a.words.cmp(&b.words)));
    let mut floor = f64::NEG_INFINITY;
    for label in &mut labels {
        label.y = label.y.max(floor).max(top);
        floor = label.y + LINE;
    }
    let mut ceiling = bottom;
    for label in labels.iter_mut().rev() {
        label.y = label.y.min(ceiling);
        ceiling = label.y - LINE;
    }
    for label in &labels {
        text_at(html, label.class, x, label.y + 4.0, &fitted(&label.words, 30));
    }
    html.raw("\n");
}
