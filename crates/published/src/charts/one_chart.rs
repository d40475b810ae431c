//! One chart on a page: the picture, its table, how its limits came about, and how long it takes to notice a change.

use counted::chart::rules::marks;

use super::figures::Unit;
use super::standalone::Picture;
use super::{Line, drift_words, line_words, rows, shapes};
use crate::html::Html;

/// Most rows of a table on the page.
const ROWS: usize = 2_000;

const CAPTION: &str = "Solid: the figures and their centre. Dashed: limits, three standard deviations off. Shapes say what a point means; the table below holds the same.";

/// Draws it. `id` is its own on the page; `name` stands over its table; `level` is the element of its headings, such as `h3`.
pub(super) fn draw(
    html: &mut Html,
    id: &str,
    name: &str,
    line: &Line,
    picture: &Picture,
    level: &'static str,
) {
    let caption = if line.drift.is_some() {
        "Solid: what has gathered at each point, and nothing gathered. Dashed: limits. Shapes say what a point means; the table below holds the same."
    } else {
        CAPTION
    };
    figure(html, id, picture, caption);
    let icons = line_words::icons(line);
    if !icons.is_empty() {
        html.raw("<dl>\n");
        for (name, words) in icons {
            html.raw("<dt>").text(name).raw("</dt><dd>").text(words).raw("</dd>\n");
        }
        html.raw("</dl>\n");
    }
    points(html, name, line);
    heading(html, level, "How the limits came about");
    line_words::about_limits(line).iter().for_each(|words| html.p(words));
    decisions(html, line);
    heading(html, level, "Time to notice");
    match &line.drift {
        Some(drift) => drift_words::time(line, drift).iter().for_each(|words| html.p(words)),
        None => time_to_notice(html, line),
    }
}

fn time_to_notice(html: &mut Html, line: &Line) {
    if line.quiet.is_none() && line.notices.is_empty() {
        html.p("It cannot be worked out for this chart: it has no limits of which the chance to cross them is known.");
    }
    line.notices.iter().for_each(|notice| html.p(line_words::notice(line, notice)));
    line.quiet.iter().filter_map(|quiet| line_words::quiet(line, quiet)).for_each(|words| html.p(words));
}

fn heading(html: &mut Html, level: &'static str, words: &'static str) {
    html.raw("<").raw(level).raw(">").raw(words).raw("</").raw(level).raw(">\n");
}

pub(super) fn name_of(line: &Line) -> &str {
    if line.name.is_empty() { "The figures" } else { &line.name }
}

pub(super) fn list(html: &mut Html, words: &[String]) {
    html.raw("<ul>\n");
    for words in words {
        html.raw("<li>").text(words).raw("</li>\n");
    }
    html.raw("</ul>\n");
}

pub(super) fn figure(html: &mut Html, id: &str, picture: &Picture, caption: &str) {
    html.raw("<figure>");
    picture.inside(html, id);
    html.raw("<figcaption>").text(caption).raw("</figcaption></figure>\n");
}

fn points(html: &mut Html, name: &str, line: &Line) {
    let unit = Unit::of_line(line);
    let divided = line.counts.iter().any(Option::is_some);
    let all = marks(&line.chart, &line.signals);
    let variations = counted::chart::icons::variations(&line.chart, &line.signals, line.better);
    let mut heads = vec![line.each, "#figure"];
    if divided {
        heads.extend(["#numerator", "#denominator"]);
    }
    heads.extend(match &line.drift {
        Some(_) => ["#centre", "#gathered downward", "#gathered upward", "what it says", "decided about it"],
        None => ["#centre", "#lower limit", "#upper limit", "what it says", "decided about it"],
    });
    let number = |html: &mut Html, figure: Option<f64>, unit: Unit| {
        let words = figure.map_or_else(|| "-".to_owned(), |figure| unit.print(figure));
        html.raw("<td class=\"n\">").text(words).raw("</td>");
    };
    let from = line.chart.points.len().saturating_sub(ROWS);
    let caption = if from == 0 {
        format!("{name}: every point")
    } else {
        format!("{name}: the last {} points; figures.csv holds all", crate::html::thousands(ROWS as u64))
    };
    html.table(caption, &heads, |html| {
        for (at, point) in line.chart.points.iter().enumerate().skip(from) {
            html.tr(|html| {
                html.th(|html| {
                    html.text(&line.periods[at]);
                });
                number(html, point.value, unit);
                if divided {
                    let counts = line.counts.get(at).copied().flatten();
                    number(html, counts.map(|(count, _)| count), Unit::Plain);
                    number(html, counts.map(|(_, of)| of), Unit::Plain);
                }
                let outer = point.limits.and_then(|limits| limits.outer);
                number(html, point.limits.map(|limits| limits.centre), unit);
                if let Some(drift) = &line.drift {
                    let gathered = drift.points[at];
                    let down = |gathered: counted::chart::drift::Gathered| {
                        gathered.down.unwrap_or(gathered.up.min(0.0))
                    };
                    number(html, gathered.map(down), Unit::Plain);
                    number(html, gathered.map(|gathered| gathered.up.max(0.0)), Unit::Plain);
                    html.td_text(drift_words::at(line, drift, at));
                    html.td_text(rows::change_at(line, at).map_or_else(String::new, |(_, reason)| reason));
                    return;
                }
                number(html, outer.map(|(lower, _)| lower), unit);
                number(html, outer.map(|(_, upper)| upper), unit);
                let says = match (point.value, point.limits, all[at]) {
                    (None, ..) => "no figure".to_owned(),
                    (_, None, _) => "too few points for limits".to_owned(),
                    (_, _, Some((rule, way))) => format!(
                        "{}: {}",
                        shapes::variation_words(variations[at]),
                        line_words::rule_words(rule, way, line.rules)
                    ),
                    _ => shapes::variation_words(variations[at]).to_owned(),
                };
                html.td_text(says);
                html.td_text(rows::change_at(line, at).map_or_else(String::new, |(_, reason)| reason));
            });
        }
    });
}

fn decisions(html: &mut Html, line: &Line) {
    let decided: Vec<String> = (0..line.periods.len())
        .filter_map(|at| {
            let (day, reason) = rows::change_at(line, at)?;
            let day = if day.is_empty() { "no day given".to_owned() } else { format!("decided {day}") };
            Some(format!("{}: {reason} ({day}).", line.periods[at]))
        })
        .collect();
    if !decided.is_empty() {
        html.p("What a person decided about this chart. Limits that begin again can hide a change: ask whether the reason holds.");
        list(html, &decided);
    }
}
