//! What was only done and is no duty: supervision, operations that ended, teams that were cut, refusals to share.

use record::outputs::EventIx;

use crate::html::{Html, counted, thousands};
use crate::organised_words as words;
use crate::page::view::View;

const MOST: usize = 100;

pub(super) fn supervision(view: &View<'_>, html: &mut Html) {
    let organised = &view.m.outcome.organised;
    if organised.supervisions.is_empty() && organised.unsupervised.is_empty() {
        return;
    }
    html.raw("<h3 id=\"supervision\">Supervision</h3>\n");
    html.p(format_args!(
        "Who read a record and what they asked. It is an entry and never an answer. Counted: warnings open for more than {} days of which no row says that supervision looked at them. Files without any such row may come from a system that does not export them.",
        view.m.policy.organised.supervision_days
    ));
    if !organised.unsupervised.is_empty() {
        let heads = ["Agency", "#Open so long", "#Of these without supervision", "Entries of supervision"];
        html.table("Open warnings and supervision, by agency", &heads, |html| {
            for one in &organised.unsupervised {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(view.agency(&one.agency));
                    });
                    html.td_number(one.open);
                    html.td_number(one.without);
                    html.td_text(match one.entries {
                        0 => "none in these files".to_owned(),
                        some => thousands(some),
                    });
                });
            }
        });
    }
    let rows = organised.supervisions.iter().map(|one| {
        (core::slice::from_ref(&one.event), words::supervision(view.called.labels, one), String::new())
    });
    sentences(view, html, "Supervision held", rows.collect());
}

pub(super) fn operations(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.operations;
    let rows = all.iter().map(|one| {
        let missing = words::missing(&one.not_stated);
        (one.events.as_slice(), words::operation(view.called.labels, one), missing)
    });
    heading(html, all.len(), "<h3 id=\"operations\">Operations ended or narrowed</h3>\n");
    sentences(view, html, "Operations ended or narrowed", rows.collect());
}

pub(super) fn cuts(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.cuts;
    heading(html, all.len(), "<h3 id=\"cuts\">Teams that were cut</h3>\n");
    let rows = all.iter().map(|one| {
        let missing = if one.decided_by.is_none() { "decided by" } else { "" };
        (one.events.as_slice(), words::cut(view.called.labels, one), missing.to_owned())
    });
    sentences(view, html, "Teams that were cut", rows.collect());
    if all.iter().all(|one| one.rerouted.is_empty()) {
        return;
    }
    html.table("Open duties of posts that were cut", &["Warning", "Held by", "Would have gone to"], |html| {
        for duty in all.iter().flat_map(|one| &one.rerouted).take(MOST) {
            html.tr(|html| {
                html.th(|html| view.row(html, duty.opened_by));
                html.td_text(view.post(&duty.from));
                html.td_text(view.post(&duty.to));
            });
        }
    });
}

pub(super) fn refusals(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.refusals;
    heading(html, all.len(), "<h3 id=\"refusals\">Information that was not shared</h3>\n");
    let rows = all.iter().map(|one| {
        let missing = words::missing(&one.not_stated);
        (core::slice::from_ref(&one.event), words::refusal(view.called.labels, one), missing)
    });
    sentences(view, html, "Refusals to share", rows.collect());
}

fn heading(html: &mut Html, all: usize, heading: &'static str) {
    if all > 0 {
        html.raw(heading);
    }
}

/// A table of sentences, with the rows they rest on and what is not stated.
fn sentences(
    view: &View<'_>,
    html: &mut Html,
    caption: &'static str,
    rows: Vec<(&[EventIx], String, String)>,
) {
    if rows.is_empty() {
        return;
    }
    let all = rows.len();
    html.table(caption, &["Row", "When", "Agency", "What it says", "Not stated"], |html| {
        for (events, says, missing) in rows.into_iter().take(MOST) {
            let Some(event) = events.first().and_then(|ix| view.event(*ix)) else { continue };
            html.tr(|html| {
                html.th(|html| view.row_list(html, events, 4, "conduct.csv"));
                html.td_dates(event.claimed);
                html.td_text(view.agency(&event.by.agency));
                html.td_text(view.open(&says));
                html.td_text(missing);
            });
        }
    });
    if all > MOST {
        html.raw("<p>").text(counted((all - MOST) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"conduct.csv\">conduct.csv</a>.</p>\n");
    }
}
