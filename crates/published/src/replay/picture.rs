//! The picture of a replay's results: one lane for each date convention, and the benchmarks in a lane of their own.
//!
//! Shapes differ as well as colours. What would have been is drawn with a broken outline; what happened is filled.

use record::{Day, Moment};

use super::words::{LINES, Line};
use super::{Reading, Replay};
use crate::html::Html;
use crate::svg::axis::Axis;
use crate::svg::lanes::{WIDTH, axis, background};
use crate::svg::{fitted, open_group, rect, text_at};

/// Height of the legend above the years.
const TOP: f64 = 96.0;
/// Height of one row of marks.
const ROW: f64 = 20.0;

/// A mark's outline around its middle, about 12 wide.
const OUTLINES: [&str; LINES.len()] = [
    "a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "m0 4l5-9l5 9z",
    "m0-4.5h10v9h-10z",
    "m5-6l5.5 6l-5.5 6l-5.5-6z",
    "m0-4l5 9l5-9z",
    "m2-5h6v3.5h3.5v3h-3.5v3.5h-6v-3.5h-3.5v-3h3.5z",
    "m5-6l1.7 4h4.3l-3.4 2.7l1.3 4.3l-3.9-2.6l-3.9 2.6l1.3-4.3l-3.4-2.7h4.3z",
];

/// A benchmark: a flag.
const FLAG: &str = "m4 6v-12h7l-2 3l2 3h-5v6z";

/// Draws it; nothing if there is nothing to draw.
pub(super) fn draw(replay: &Replay<'_>, html: &mut Html) {
    let Some((first, last)) = years(replay) else { return };
    let axis = axis(first, last);
    let lanes = replay.runs.len() as f64;
    let height = 2.0 * ROW + 12.0;
    let benchmarks = TOP + lanes * height;
    let bottom = benchmarks + lanes * ROW + 12.0;
    let words = "Results of the replay in three lanes, one for each way to read imprecise dates; upper row of a lane: \
                 only children with a pseudonym; lower row: others too. Below, the benchmarks. The table below holds the same.";
    open_group(html, "results-picture", WIDTH, bottom + 12.0, "Results and benchmarks over time", words);
    legend(html);
    for (number, run) in replay.runs.iter().enumerate() {
        background(
            html,
            number,
            &format!("dates taken as {}", run.dates),
            TOP + number as f64 * height,
            height,
        );
    }
    background(html, replay.runs.len(), "benchmarks, one row for each way", benchmarks, bottom - benchmarks);
    axis.draw(html, TOP, bottom);
    for (number, run) in replay.runs.iter().enumerate() {
        let y = TOP + number as f64 * height + ROW * 0.75;
        results(html, &axis, &run.certain, y);
        results(html, &axis, &run.possible, y + ROW);
        for (place, day) in &run.benchmarks {
            let Some(row) = replay.rows.get(*place) else { continue };
            let title = format!("{day}: {} ({})", fitted(&row.summary, 100), row.id);
            mark(
                html,
                "m recorded",
                FLAG,
                axis.x(day.start()),
                benchmarks + ROW * (0.75 + number as f64),
                &row.id,
                &title,
            );
        }
    }
    html.raw("</svg>\n");
}

fn results(html: &mut Html, axis: &Axis, reading: &Reading, y: f64) {
    for (line, outline) in LINES.iter().zip(OUTLINES) {
        if let Some(found) = (line.of)(reading) {
            let title = format!("{}: {} ({})", found.day, line.title, found.row);
            mark(html, class(line), outline, axis.x(found.day.start()), y, &found.row, &title);
        }
    }
}

fn class(line: &Line) -> &'static str {
    if line.would_have { "m would" } else { "m told" }
}

/// A mark that leads to its row; out of the tab order, for the table beside leads there too.
fn mark(html: &mut Html, class: &'static str, outline: &str, x: f64, y: f64, row: &str, title: &str) {
    html.raw("<a")
        .attr("href", format_args!("#row-{row}"))
        .raw(" tabindex=\"-1\"><title>")
        .text(title)
        .raw("</title>");
    shape(html, class, outline, x, y);
    html.raw("</a>\n");
}

fn shape(html: &mut Html, class: &'static str, outline: &str, x: f64, y: f64) {
    html.raw("<path")
        .attr("class", class)
        .attr("d", format_args!("M{:.1} {y:.1}{outline}", x - 5.0))
        .raw("/>");
}

fn legend(html: &mut Html) {
    rect(html, "lane", 0.0, 0.0, WIDTH, TOP - 22.0);
    let flag = core::iter::once(("m recorded", FLAG, "benchmark: what was done in the end, never fed"));
    let lines = LINES.iter().zip(OUTLINES).map(|(line, outline)| (class(line), outline, line.title));
    for (place, (class, outline, words)) in lines.chain(flag).enumerate() {
        let (column, row) = (place % 2, place / 2);
        let (x, y) = (14.0 + column as f64 * 520.0, 14.0 + row as f64 * 17.0);
        shape(html, class, outline, x, y);
        text_at(html, "legend", x + 16.0, y + 4.5, words);
    }
}

/// The years of all results and benchmarks.
fn years(replay: &Replay<'_>) -> Option<(i32, i32)> {
    let results = replay.runs.iter().flat_map(|run| {
        [&run.certain, &run.possible]
            .into_iter()
            .flat_map(|reading| LINES.iter().filter_map(|line| (line.of)(reading)))
    });
    let benchmarks = replay.runs.iter().flat_map(|run| run.benchmarks.iter().map(|(_, day)| *day));
    let days: Vec<Day> = results.map(|found| found.day).chain(benchmarks).collect();
    Some((days.iter().min()?.year(), days.iter().max()?.year()))
}

/// The years of the rows.
pub(super) fn row_years(replay: &Replay<'_>) -> Option<(i32, i32)> {
    let year = |at: Option<Moment>| at.map(|at| at.day().year());
    let first = replay.rows.iter().filter_map(|row| year(row.when.earliest())).min()?;
    let last = replay.rows.iter().filter_map(|row| year(row.when.latest())).max()?;
    Some((first, last))
}
