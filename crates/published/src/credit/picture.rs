//! Pictures of a claim: the steps as bars from nothing, and series over time.

use super::steps::Step;
use super::{Claimed, OverTime};
use crate::html::Html;
use crate::svg::{line, open_image, rect, text_at};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 290.0;
const ROW: f64 = 34.0;

/// The figures as bars with their intervals, on one scale.
pub(super) fn bars(claimed: &Claimed, steps: &[Step], html: &mut Html) {
    let shown: Vec<(&Step, f64)> = steps
        .iter()
        .filter(|step| !matches!(step.key, "pretend_dates" | "control"))
        .filter_map(|step| Some((step, step.value?)))
        .collect();
    let ends = shown.iter().flat_map(|(step, value)| [Some(*value), step.low, step.high]).flatten();
    let (low, high) = ends
        .filter(|end| end.is_finite())
        .fold((0.0f64, 0.0f64), |(low, high), end| (low.min(end), high.max(end)));
    if shown.is_empty() || high - low <= 0.0 {
        return;
    }
    let x = |value: f64| LEFT + (WIDTH - LEFT - 70.0) * (value - low) / (high - low);
    let height = ROW * shown.len() as f64 + 30.0;
    html.raw("<figure class=\"credit\">\n");
    let title = format!("The change and what is left of it, in {}", claimed.words);
    open_image(
        html,
        "bars",
        WIDTH,
        height,
        &title,
        "Each bar is a step of the table below, with its interval as a line.",
    );
    line(html, "limit", (x(0.0), 8.0), (x(0.0), height - 22.0));
    for (place, (step, value)) in shown.iter().enumerate() {
        let top = 10.0 + ROW * place as f64;
        text_at(html, "legend", 4.0, top + 15.0, short(step));
        let class = if step.key == "design" || step.key == "net" { "left" } else { "bin" };
        let (from, to) = (x(value.min(0.0)), x(value.max(0.0)));
        rect(html, class, from, top + 2.0, (to - from).max(1.0), 18.0);
        if let (Some(low), Some(high)) = (step.low, step.high) {
            line(html, "whisker", (x(low), top + 11.0), (x(high), top + 11.0));
            line(html, "whisker", (x(low), top + 6.0), (x(low), top + 16.0));
            line(html, "whisker", (x(high), top + 6.0), (x(high), top + 16.0));
        }
    }
    text_at(html, "label mid", x(0.0), height - 6.0, "no change");
    html.raw("</svg>\n<figcaption>Bars begin at no change. Dark bars are what is left when others are set beside it. The thin line is where the true figure may lie with 95 in 100.</figcaption></figure>\n");
}

/// What stands beside a bar; the table has the whole words.
fn short(step: &Step) -> &'static str {
    match step.key {
        "naive" => "changed, for those who got it",
        "regression_to_the_mean" => "to be expected with no service at all",
        "others" => "changed, for those who did not get it",
        "net" => "left without what changed for them",
        _ => "held against others",
    }
}

const TOP: f64 = 16.0;
const BOTTOM: f64 = 230.0;

/// Means with and without the service, period by period.
pub(super) fn over_time(claimed: &Claimed, over: &OverTime, html: &mut Html) {
    let all = over.with.iter().chain(&over.without).flatten().copied().filter(|value| value.is_finite());
    let (low, high) =
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if !low.is_finite() || over.periods.len() < 2 {
        return;
    }
    let room = (high - low).max(1e-9);
    let left = 60.0;
    let x = |at: usize| left + (WIDTH - left - 130.0) * at as f64 / (over.periods.len() - 1) as f64;
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * (value - low) / room;
    html.raw("<figure class=\"credit\">\n");
    let title = format!("{}: units with the service and units without, by period", claimed.title);
    let description = format!(
        "Two lines of means from {} to {}; the service began in {}. Every figure stands in the table.",
        over.periods.first().map_or("", String::as_str),
        over.periods.last().map_or("", String::as_str),
        over.periods.get(over.start).map_or("", String::as_str)
    );
    open_image(html, "time", WIDTH, BOTTOM + 34.0, &title, &description);
    line(html, "limit", (x(over.start), TOP - 8.0), (x(over.start), BOTTOM));
    text_at(html, "label", x(over.start) + 4.0, TOP, "the service began");
    for (value, at) in [(low, BOTTOM), (high, TOP)] {
        text_at(html, "label", 2.0, at + 4.0, &format!("{value:.*}", claimed.places));
    }
    for (class, name, series) in [("with", "with it", &over.with), ("without", "without it", &over.without)] {
        let mut data = String::new();
        let mut open = false;
        for (at, value) in series.iter().enumerate() {
            if let Some(value) = value {
                data.push_str(&format!("{}{:.1} {:.1}", if open { "L" } else { "M" }, x(at), y(*value)));
            }
            open = value.is_some();
        }
        if let Some(last) = series.iter().flatten().next_back() {
            html.raw("<path").attr("class", class).attr("d", data).raw("/>\n");
            text_at(html, "label", x(over.periods.len() - 1) + 6.0, y(*last) + 4.0, name);
        }
    }
    let step = over.periods.len().div_ceil(8).max(1);
    for (at, period) in over.periods.iter().enumerate().step_by(step) {
        text_at(html, "label", x(at) - 12.0, BOTTOM + 18.0, period);
    }
    html.raw("</svg>\n<figcaption>Solid: means of units that began the service. Dashed: means of units that did not. Upright line: the first period with it.</figcaption></figure>\n");
    html.table("The same as figures", &["Period", "#With it", "#Without it"], |html| {
        for (at, period) in over.periods.iter().enumerate() {
            html.tr(|html| {
                html.th(|html| {
                    html.text(period);
                });
                for series in [&over.with, &over.without] {
                    let value = series[at]
                        .map_or_else(|| "none".to_owned(), |value| format!("{value:.*}", claimed.places));
                    html.raw("<td class=\"n\">").text(value).raw("</td>");
                }
            });
        }
    });
}
