//! The register on one line of time: moves as marks, inspections and counts as posts they stand before.

use record::Day;

use super::figures::Registered;
use super::register_words as words;
use crate::html::Html;
use crate::svg::{fitted, line, open_image, rect, text_at};

const WIDTH: f64 = 360.0;
const ROW: f64 = 40.0;
const LEFT: f64 = 8.0;
const TOP: f64 = 8.0;
/// More entries than these stand in the table alone.
const MOST: usize = 24;

pub(super) fn draw(html: &mut Html, register: &[Registered]) {
    let dated: Vec<(&Registered, Day, Day)> = register
        .iter()
        .filter_map(|entry| {
            let when = entry.in_force?;
            Some((entry, when.earliest()?.day(), when.latest()?.day()))
        })
        .take(MOST)
        .collect();
    let (Some(first), Some(last)) =
        (dated.iter().map(|(_, first, _)| first.0).min(), dated.iter().map(|(_, _, last)| last.0).max())
    else {
        return;
    };
    if dated.len() < 2 || first == last {
        return;
    }
    let x = |day: Day| LEFT + (WIDTH - 2.0 * LEFT) * f64::from(day.0 - first) / f64::from(last - first);
    let described: Vec<String> = dated
        .iter()
        .map(|(entry, ..)| format!("{}: {} {}", words::when(entry), entry.kind, entry.what))
        .collect();
    let height = TOP + ROW * dated.len() as f64 + 18.0;
    html.raw("<figure>");
    open_image(html, "register-picture", WIDTH, height, "The register over time", &described.join("; "));
    for (place, (entry, from, to)) in dated.iter().enumerate() {
        let y = TOP + ROW * place as f64;
        let name = format!("{} {} {}", words::when(entry), entry.kind, entry.what);
        text_at(html, "legend", 0.0, y + 12.0, &fitted(&name, 54));
        line(html, "year", (LEFT, y + 24.0), (WIDTH - LEFT, y + 24.0));
        let (from, to) = (x(*from), x(*to));
        if entry.is_occasion {
            rect(html, "occasion", (from + to) / 2.0 - 2.0, y + 16.0, 4.0, 16.0);
        } else {
            rect(html, "move", from - 4.0, y + 20.0, (to - from).max(0.0) + 8.0, 8.0);
        }
    }
    let base = height - 4.0;
    text_at(html, "year", 0.0, base, &first_label(first));
    html.raw("<text class=\"year end\"")
        .attr("x", format_args!("{WIDTH:.0}"))
        .attr("y", format_args!("{base:.1}"));
    html.raw(">").text(first_label(last)).raw("</text>");
    html.raw("</svg><figcaption>From left to right: time. Wide marks: a target, threshold, grade or definition comes into force. Upright marks: an inspection or a count. The table below holds the same.</figcaption></figure>\n");
}

fn first_label(day: i32) -> String {
    Day(day).to_string()
}
