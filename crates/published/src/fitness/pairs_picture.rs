//! Two bars for each comparison: as returned, as found. Each has its own scale, for units differ.

use super::figures::PairShown;
use super::{numbers, returned_words};
use crate::html::Html;
use crate::svg::{fitted, open_image, rect, text_at};

const WIDTH: f64 = 360.0;
/// Room for the longest figure behind a bar.
const FIGURE: f64 = 70.0;
const PAIR: f64 = 66.0;
/// More comparisons than these stand in the table alone.
const MOST: usize = 20;

pub(super) fn draw(html: &mut Html, pairs: &[PairShown]) {
    let whole: Vec<(&PairShown, f64, f64)> = pairs
        .iter()
        .filter_map(|pair| Some((pair, pair.official?, pair.independent?)))
        .filter(|(_, official, found)| *official >= 0.0 && *found >= 0.0)
        .take(MOST)
        .collect();
    if whole.is_empty() {
        return;
    }
    let described: Vec<String> = whole
        .iter()
        .map(|(pair, official, found)| {
            format!(
                "{}: returned {}, found {} {}",
                pair.what,
                numbers::plain(*official),
                numbers::plain(*found),
                pair.unit
            )
        })
        .collect();
    html.raw("<figure>");
    let height = PAIR * whole.len() as f64;
    open_image(html, "pairs-picture", WIDTH, height, "Returned and found", &described.join("; "));
    for (place, (pair, official, found)) in whole.iter().enumerate() {
        let y = PAIR * place as f64;
        text_at(html, "legend", 0.0, y + 14.0, &fitted(&pair.what, 54));
        // Of things looked at, the whole is how many there were; a percentage is out of a hundred.
        let scale = match pair.of {
            Some(of) => of,
            None if returned_words::is_percent(&pair.unit) => 100.0,
            None => official.max(*found),
        };
        bar(html, "returned", y + 20.0, *official, scale, "returned");
        bar(html, "found", y + 39.0, *found, scale, "found");
    }
    html.raw("</svg><figcaption>Dashed outline: as returned. Solid: as found by somebody independent. Each pair has its own scale; the table below holds the same.</figcaption></figure>\n");
}

fn bar(html: &mut Html, class: &'static str, y: f64, figure: f64, scale: f64, word: &str) {
    let room = WIDTH - FIGURE - 40.0;
    let width = if scale > 0.0 { (room * (figure / scale)).clamp(0.0, room) } else { 0.0 };
    rect(html, class, 0.0, y, width.max(1.0), 15.0);
    text_at(html, "legend", width.max(1.0) + 6.0, y + 12.0, &format!("{} {word}", numbers::plain(figure)));
}
