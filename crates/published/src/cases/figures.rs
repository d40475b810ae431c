//! The figures of each unit, and each share of all of them beside each other.

use counted::audits::Share;
use counted::compare::Funnel;
use flow::{Compared, UnitFigures};

use super::page::Scene;
use super::small::{both, share, shows};
use super::words::{share_of, share_title};
use crate::charts::{Units, about_funnel, funnel_headline, funnel_inside, place_words};
use crate::html::Html;

/// Units in a table of the page; the table beside it has all.
const UNITS: usize = 300;

/// A line for each unit, a column for each share that the table tells of.
pub(super) fn units(scene: Scene<'_>, html: &mut Html) {
    let audit = &scene.report.audit;
    let asked: Vec<Share> = Share::ALL.into_iter().filter(|share| audit.asked.share(*share)).collect();
    let both_clocks = [Share::InTime, Share::LoggedInTime].iter().all(|share| asked.contains(share));
    html.p("Each share with how many of how many, and its interval: where the true share may lie with 95 in 100, were chance alone at work. Units stand in the order of their names; there is no ranking.");
    for one in &asked {
        html.raw("<p class=\"soft\">")
            .text(share_title(*one))
            .raw(": of ")
            .text(share_of(*one))
            .raw(".</p>\n");
    }
    let mut heads = vec!["Unit".to_owned(), "#Cases".into(), "#Children".into()];
    heads.extend(asked.iter().map(|share| format!("#{}", share_title(*share))));
    if both_clocks {
        heads.push("#Claimed in time, but logged after the day".into());
    }
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let judged = || (0..audit.units.len()).filter(|unit| audit.judged(*unit));
    if judged().next().is_none() {
        html.p("No unit has 20 cases: nothing is said of any.");
        return;
    }
    html.table("Figures of each unit", &heads, |html| {
        for unit in judged().take(UNITS) {
            html.tr(|html| line(scene, html, unit, &asked, both_clocks));
        }
    });
    if both_clocks {
        html.p("The two clocks: when the unit says a case was closed, and when that was entered. Where many closings are claimed for a day by which they were not entered, ask first who enters them and how often.");
    }
    html.raw("<p>All of it with stable keys: <a href=\"figures.csv\">figures.csv</a>.</p>\n");
}

fn line(scene: Scene<'_>, html: &mut Html, unit: usize, asked: &[Share], both_clocks: bool) {
    let (audit, hidden) = (&scene.report.audit, scene.hidden);
    let figures = &audit.figures[unit];
    html.th(|html| {
        html.text(&audit.units[unit]);
    });
    for count in [figures.cases, figures.children] {
        html.raw("<td class=\"n\">").text(hidden.count(count)).raw("</td>");
    }
    let apart = clocks(figures).is_none_or(|(claimed, logged)| both(hidden, claimed, logged));
    for one in asked {
        let counts = figures.share(*one).unwrap_or_default();
        let (words, percent) = match *one {
            // One less the other would be a small count.
            Share::LoggedInTime if !apart => (format!("c of {}", hidden.count(counts.1)), String::new()),
            _ => share(hidden, counts, figures.interval(*one)),
        };
        html.raw("<td class=\"n figure\">").text(words);
        if !percent.is_empty() {
            html.raw("<br>").text(percent);
        }
        html.raw("</td>");
    }
    if both_clocks {
        let words = match clocks(figures) {
            None => String::new(),
            Some(_) if !apart => "c".into(),
            Some((claimed, logged)) => difference(claimed, logged),
        };
        html.raw("<td class=\"n figure\">").text(words).raw("</td>");
    }
}

/// Closed by the day due as claimed, and as logged.
fn clocks(figures: &UnitFigures) -> Option<((u64, u64), (u64, u64))> {
    let claimed = figures.share(Share::InTime).filter(|(_, all)| *all > 0)?;
    Some((claimed, figures.share(Share::LoggedInTime)?))
}

fn difference(claimed: (u64, u64), logged: (u64, u64)) -> String {
    let points = 100.0 * (claimed.0 as f64 - logged.0 as f64) / claimed.1 as f64;
    let count = claimed.0 as i64 - logged.0 as i64;
    format!("{count}, {points:.1} points of a hundred").replace('-', "\u{2212}")
}

/// A funnel for each share that enough units have.
pub(super) fn funnels(scene: Scene<'_>, html: &mut Html) {
    let audit = &scene.report.audit;
    if audit.compared.is_empty() {
        html.p("No comparison: fewer than five units have 20 cases of any share, or all of them are alike.");
        return;
    }
    html.p("A unit beyond a line is a question: is its work, its mix of cases or its way of counting different? It is no verdict, and a list by figure would rank chance.");
    for (number, one) in audit.compared.iter().enumerate() {
        funnel(scene, html, one, number);
    }
}

fn funnel(scene: Scene<'_>, html: &mut Html, one: &Compared, number: usize) {
    html.raw("<h3>").text(capital(share_title(one.share))).raw("</h3>\n");
    let shown = shown(scene, one);
    let not_shown = one.units.len() - shown.names.len();
    html.p(funnel_headline(&whole(scene, one)));
    // One unit alone left out could be worked out from all the others.
    if shown.names.len() < 2 || not_shown == 1 {
        html.p("The picture would give a count of one to five away, so it is not drawn here; figures.csv holds what it is made of.");
        return;
    }
    if not_shown > 0 {
        html.raw("<p>")
            .text(not_shown)
            .raw(" units are not in the picture: a count of one to five would show.</p>\n");
    }
    let title = format!("{}: {}", scene.report.title, share_title(one.share));
    html.raw("<figure>");
    funnel_inside(html, &shown, &title, &format!("funnel-{number}"));
    html.raw("<figcaption>Dashed: the lines that chance, or chance and ordinary differences, keep 95 and 99.8 of a hundred units inside. Shapes say what a point means; the table below holds the same.</figcaption></figure>\n");
    html.raw("<details><summary>The same as a table, and how the lines came about</summary>\n");
    html.table(
        format_args!("{}, unit by unit", share_title(one.share)),
        &["Unit", "#Cases", "#Of a hundred", "Where it lies"],
        |html| {
            for (at, name) in shown.names.iter().enumerate().take(UNITS) {
                let placed = &shown.funnel.units[at];
                html.tr(|html| {
                    html.th(|html| {
                        html.text(name);
                    });
                    html.td_number(shown.counts[at].1 as u64);
                    html.raw("<td class=\"n\">")
                        .text(format_args!("{:.1}", 100.0 * placed.figure))
                        .raw("</td>");
                    html.td_text(place_words(placed.place));
                });
            }
        },
    );
    about_funnel(&whole(scene, one)).iter().for_each(|words| html.p(words));
    html.raw("</details>\n");
}

fn whole(scene: Scene<'_>, one: &Compared) -> Units {
    let names = one.units.iter().map(|unit| scene.report.audit.units[*unit].clone()).collect();
    Units { names, counts: one.counts.clone(), funnel: one.funnel.clone() }
}

/// Those whose place would show no small count. The lines stay those of all.
fn shown(scene: Scene<'_>, one: &Compared) -> Units {
    let whole = whole(scene, one);
    let may: Vec<usize> = (0..whole.counts.len())
        .filter(|at| shows(scene.hidden, (whole.counts[*at].0 as u64, whole.counts[*at].1 as u64)))
        .collect();
    let units = may.iter().map(|at| whole.funnel.units[*at]).collect();
    Units {
        names: may.iter().map(|at| whole.names[*at].clone()).collect(),
        counts: may.iter().map(|at| whole.counts[*at]).collect(),
        funnel: Funnel { units, ..whole.funnel },
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
