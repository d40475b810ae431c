//! Measures of a questionnaire: all at a glance, then each check by check.

use counted::fitness::{Check, Found};

use crate::fitness::figures::{Measure, Report};
use crate::fitness::{numbers, words};
use crate::html::Html;

pub(in crate::fitness) fn glance(html: &mut Html, report: &Report) {
    html.p("● met, ◐ met in part, ✕ not met, ? unknown. “Claim” beneath a sign: somebody says so, and nothing measures it.");
    html.raw("<div class=\"glance\">");
    let mut heads = vec!["measure".to_owned(), "result".to_owned()];
    heads.extend(Check::ALL.map(|check| format!("{} {}", check.number(), words::short(check))));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    html.table("Every measure and every check", &heads, |html| {
        for measure in &report.measures {
            html.tr(|html| {
                html.th(|html| {
                    html.text(&measure.name);
                });
                html.td(|html| {
                    html.raw("<strong>").text(words::result(&measure.fitness)).raw("</strong>");
                });
                for found in measure.protocol.checks() {
                    html.td(|html| cell(html, found));
                }
            });
        }
    });
    html.raw("</div>\n");
}

fn cell(html: &mut Html, found: &Found) {
    html.raw("<span class=\"state\">").text(words::standing(found.standing())).raw("</span>");
    if words::basis(found).starts_with("a claim") {
        html.raw("<br><small>claim</small>");
    }
}

pub(in crate::fitness) fn measures(html: &mut Html, report: &Report) {
    for measure in &report.measures {
        one(html, measure);
    }
}

fn one(html: &mut Html, measure: &Measure) {
    html.raw("<h3>").text(&measure.name).raw("</h3>\n<p class=\"lead\"><strong>");
    html.text(words::result(&measure.fitness))
        .raw(".</strong> ")
        .text(words::allows(&measure.fitness))
        .raw("</p>\n");
    let reasons = words::reasons(measure.fitness.reasons());
    if !reasons.is_empty() {
        html.p(format_args!("What stands in the way: {reasons}."));
    }
    said(html, measure);
    let heads = ["#no.", "check", "standing", "number", "asked", "why", "rests on", "what would settle it"];
    html.table(format_args!("{}: the ten checks", measure.name), &heads, |html| {
        for found in measure.protocol.checks() {
            html.tr(|html| {
                html.raw("<td class=\"n\">").number(found.check().number() as u64).raw("</td>");
                html.th(|html| {
                    html.text(words::title(found.check()));
                });
                html.td(|html| {
                    html.raw("<span class=\"state\">").text(words::standing(found.standing())).raw("</span>");
                });
                let number = found.number();
                html.td_text(number.as_ref().map_or_else(|| "-".to_owned(), numbers::number));
                html.td_text(number.map_or_else(
                    || "-".to_owned(),
                    |number| words::asked(found.check(), number.unit, number.bar),
                ));
                html.td_text(words::why(found));
                html.td_text(words::basis(found));
                html.td_text(words::settle(found));
            });
        }
    });
    ways(html, measure);
}

fn said(html: &mut Html, measure: &Measure) {
    for (what, words) in [("Purpose", &measure.purpose), ("Decision it changes", &measure.decision)] {
        if !words.is_empty() {
            html.p(format_args!("{what}, as written: {words}"));
        }
    }
    let by = if measure.said_by.is_empty() { "nobody named" } else { &measure.said_by };
    let on = if measure.said_on.is_empty() { String::new() } else { format!(", {}", measure.said_on) };
    html.raw("<p class=\"soft\">Answers are claims, given by ").text(by).text(on).raw(".</p>\n");
}

fn ways(html: &mut Html, measure: &Measure) {
    if measure.ways.is_empty() {
        return;
    }
    let heads = ["way to meet it without its purpose", "audit that would show it", "counter-measure"];
    html.table(format_args!("{}: ways round it, as listed", measure.name), &heads, |html| {
        for way in &measure.ways {
            let or = |words: &str| {
                if words.is_empty() { "none named".to_owned() } else { words.replace('_', " ") }
            };
            html.tr(|html| {
                html.th(|html| {
                    html.text(&way.what);
                });
                html.td_text(or(&way.audit));
                html.td_text(or(&way.counter_measure));
            });
        }
    });
}
