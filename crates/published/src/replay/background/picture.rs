//! The picture of a background: questions first asked in each year, and where the timeline's own would have come.
//! The table beside it holds the same numbers.

use super::words::{places, spread};
use super::{COUNTS, Count, Embedding};
use crate::html::Html;
use crate::svg::{open_image, rect, text_at};

const NAME: f64 = 110.0;
const WIDTH: f64 = 520.0;
const ROW: f64 = 26.0;
const NOTE: f64 = 420.0;

/// Draws it; nothing if no question was asked.
pub(super) fn draw(embedding: &Embedding, html: &mut Html) {
    let Some(questions) = COUNTS.iter().find(|count: &&Count| count.code == "questions") else { return };
    let years = embedding.years(questions);
    let most = years.iter().filter_map(|(.., of)| of.map(|of| of.high)).max().unwrap_or_default();
    if most == 0 {
        return;
    }
    let own: Vec<i32> = places(embedding).iter().map(|at| at.as_of.year()).collect();
    let words: Vec<String> = years.iter().map(|(year, _, of)| format!("{year}: {}", spread(*of))).collect();
    html.raw("<figure><div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"Questions by year, scrolls sideways\">");
    let height = ROW * years.len() as f64 + 4.0;
    let title = "Questions about shared things, by the year in which they were first asked";
    open_image(html, "background-picture", NAME + WIDTH + NOTE, height, title, &words.join("; "));
    for (row, (year, is_whole, of)) in years.iter().enumerate() {
        let y = ROW * row as f64 + 2.0;
        let name = format!("{year}{}", if *is_whole { "" } else { " in part" });
        text_at(html, "legend", 0.0, y + 16.0, &name);
        let median = of.map_or(0, |of| of.median);
        let width = (WIDTH * (median as f64 / most as f64)).max(1.0);
        rect(html, "h3", NAME, y + 3.0, width, ROW - 8.0);
        let note = match own.contains(year) {
            true => format!("{}; here the timeline’s own would have been one more", spread(*of)),
            false => spread(*of),
        };
        text_at(html, "legend", NAME + width + 6.0, y + 16.0, &note);
    }
    html.raw("</svg></div><figcaption>Questions about shared things by the year in which they were first asked, the timeline’s own left out. The table below holds the same numbers.</figcaption></figure>\n");
}
