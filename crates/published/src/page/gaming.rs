//! How the rules themselves were used: counts by post, with what may explain them.

use record::Day;
use record::outputs::GamingTrace;

use super::view::View;
use super::words::capital;
use crate::gaming_words::{innocent, remark, share, title};
use crate::html::{Html, counted};

const MOST_ROWS: usize = 100;

/// The table.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let traces = &view.m.outcome.gaming;
    html.p("Rules are gamed once somebody is judged by them: answers that say nothing, a second signature that is never refused, warnings that are passed on and on. Each leaves a count. A count is not proof, and each line says what may explain it in innocence: ask the post before you think ill of it. It is counted by post and never by person, it changes no duty, and nobody is ranked by it.");
    if traces.is_empty() {
        html.p("Nothing in these files reaches what the policy asks for. Where files record no reasons, words, signatures or hand-overs there is nothing to count: this is not “all is well”.");
        return;
    }
    let caption = match traces.len() > MOST_ROWS {
        true => format!("The first {MOST_ROWS} counts"),
        false => "All counts".to_owned(),
    };
    let heads = ["Post", "What was counted", "How many", "Between", "May be innocent", "Rests on"];
    html.table(caption, &heads, |html| {
        for trace in traces.iter().take(MOST_ROWS) {
            html.tr(|html| row(view, html, trace));
        }
    });
    html.raw("<p>");
    if traces.len() > MOST_ROWS {
        html.text(counted((traces.len() - MOST_ROWS) as u64, "more stands", "more stand")).raw(" in ");
    } else {
        html.raw("The same as a table: ");
    }
    html.raw("<a href=\"gaming.csv\">gaming.csv</a>.</p>\n");
}

fn row(view: &View<'_>, html: &mut Html, trace: &GamingTrace) {
    html.th(|html| {
        html.text(view.post(&trace.post));
    });
    html.td(|html| {
        html.text(title(&trace.rule));
        if let Some(other) = &trace.other {
            html.raw(": ").text(view.post(other));
        }
        if let Some(source) = &trace.source {
            html.raw(": ").text(view.agency(source));
        }
        for code in &trace.remarks {
            html.raw("<br><small>").text(capital(remark(code))).raw(".</small>");
        }
    });
    html.td_text(share(trace));
    html.td_dates(between(trace.first, trace.last));
    html.td_text(capital(innocent(&trace.rule)));
    html.td(|html| view.row_list(html, &trace.rests_on, 4, "gaming.csv"));
}

fn between(first: Option<Day>, last: Option<Day>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(first), None) => format!("from {first}"),
        (None, Some(last)) => format!("to {last}"),
        (None, None) => "no dates".to_owned(),
    }
}
