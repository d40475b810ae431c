//! A picture of spans: filled as far as half of all cases, open as far as nine of ten, a line to the most. Told by shape as well
//! as by colour.

use super::{NAME, ROW, TownSection, WIDTH};
use crate::html::{Html, thousands};
use crate::svg::{fitted, line, open_image, rect, text_at};

pub(super) fn draw(html: &mut Html, place: usize, section: &TownSection) {
    let most = section.spans.iter().map(|span| span.most).max().unwrap_or_default();
    if most == 0 {
        return;
    }
    let described: Vec<String> = section
        .spans
        .iter()
        .map(|span| {
            format!(
                "{}: {} in half of all cases, {} in nine of ten, {} at the most",
                span.name,
                thousands(span.half),
                thousands(span.nine_of_ten),
                thousands(span.most)
            )
        })
        .collect();
    let height = ROW * (section.spans.len() + 1) as f64 + 4.0;
    html.raw("<figure>");
    let id = format!("spans-{place}");
    open_image(html, &id, NAME + WIDTH + 90.0, height, &section.title, &described.join("; "));
    for (row, span) in section.spans.iter().enumerate() {
        let (y, at) = (ROW * row as f64 + 2.0, |n: u64| NAME + WIDTH * (n as f64 / most as f64));
        text_at(html, "legend", 0.0, y + 16.0, &fitted(&span.name, 44));
        rect(html, "h0", NAME, y + 3.0, at(span.nine_of_ten) - NAME, ROW - 8.0);
        rect(html, "h3", NAME, y + 3.0, (at(span.half) - NAME).max(1.0), ROW - 8.0);
        let middle = y + 3.0 + (ROW - 8.0) / 2.0;
        line(html, "h4", (at(span.nine_of_ten), middle), (at(span.most), middle));
        line(html, "h4", (at(span.most), y + 3.0), (at(span.most), y + ROW - 5.0));
        text_at(html, "legend", at(span.most) + 6.0, y + 16.0, &thousands(span.most));
    }
    let y = ROW * section.spans.len() as f64 + 18.0;
    text_at(html, "legend", NAME, y, "filled: half of all weeks; open: nine of ten; line: the fullest");
    html.raw("</svg></figure>\n");
}
