//! The chronology itself: the rows that other sections point to, then further ones in date order up to the allowance.

use record::outputs::EventIx;
use record::{Body, Event};

use super::span::year_of;
use super::view::View;
use crate::called::is_entry;
use crate::html::{Html, counted, thousands};
use crate::log::has_receipt;

/// The most characters of a source's own words on the page; all of them stand in the document.
const MOST_WORDS: usize = 400;

/// The table, grouped by year. Must be made last: every other section has asked for its rows by then.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    fill(view);
    let granted = view.rows.granted();
    let all = view.m.events.iter().filter(|event| is_entry(event)).count();
    let left = all.saturating_sub(granted.len());
    html.raw("<p>")
        .text(counted(granted.len() as u64, "row", "rows"))
        .raw(" in date order, every date as its source gives it.");
    if left > 0 {
        html.text(format_args!(" These are the rows other parts of this page point to, then the earliest. The rest, {}, stands in ", counted(left as u64, "row", "rows")));
    } else {
        html.raw(" The same rows stand in ");
    }
    html.raw("<a href=\"chronology.csv\">chronology.csv</a>, <a href=\"chronology.xlsx\">chronology.xlsx</a> and <a href=\"chronology.docx\">chronology.docx</a>.</p>\n");
    if granted.is_empty() {
        return;
    }
    html.table("Chronology", &["Row", "Date", "Agency", "What happened", "About", "Source"], |html| {
        let mut group = None;
        for ix in granted {
            let now = heading_of(view, ix);
            if group.as_ref() != Some(&now) {
                group_row(html, &now);
                group = Some(now);
            }
            row(view, html, ix);
        }
    });
}

/// Asks for entries in date order until the allowance is used. Reads of records come last: there can be very many.
fn fill(view: &View<'_>) {
    let entries = || view.m.events.iter().zip(0..).filter(|(event, _)| is_entry(event));
    let is_read = |body: &Body| matches!(body, Body::Read(_));
    let _all_asked = entries()
        .filter(|(event, _)| !is_read(&event.body))
        .chain(entries().filter(|(event, _)| is_read(&event.body)))
        .all(|(_, ix)| view.rows.ask(ix));
}

/// Year, or why there is none.
#[derive(PartialEq, Eq)]
enum Group {
    Year(i32),
    Undated,
    Several,
}

fn heading_of(view: &View<'_>, ix: EventIx) -> Group {
    match view.event(ix).map(|event| event.claimed) {
        None => Group::Undated,
        Some(claimed) if claimed.is_unknown() => Group::Undated,
        Some(claimed) => year_of(claimed).map_or(Group::Several, Group::Year),
    }
}

fn group_row(html: &mut Html, group: &Group) {
    html.raw("</tbody><tbody><tr class=\"group\"><th colspan=\"6\" scope=\"rowgroup\"");
    match group {
        Group::Year(year) => html.raw(">").text(year),
        Group::Undated => html.attr("id", "undated").raw(">").raw("Undated"),
        Group::Several => html.raw(">").raw("Somewhere in several years"),
    };
    html.raw("</th></tr>\n");
}

fn row(view: &View<'_>, html: &mut Html, ix: EventIx) {
    let Some(event) = view.event(ix) else { return };
    html.raw("<tr").attr("id", event.id).raw("><th scope=\"row\">").text(event.id).raw("</th>");
    html.td_dates(event.claimed);
    html.td_text(view.agency(&event.by.agency));
    html.td(|html| {
        html.text(view.what(ix));
        words(view, html, ix);
    });
    html.td_who(view.about(ix, 8));
    html.td(|html| source(view, html, event));
    html.raw("</tr>\n");
}

/// Where a row comes from, and over a log its place there.
fn source(view: &View<'_>, html: &mut Html, event: &Event) {
    html.raw("<a").attr("href", format_args!("#file-{}", event.source.file.0)).raw(">");
    if view.called.paths.is_own(event.source) {
        html.text(view.called.paths.in_words(event)).raw("</a>");
    } else {
        html.text(view.path(event.source.file)).raw("</a>, row ").text(thousands(event.source.line.into()));
    }
    if let Some(index) = view.m.log_index(event) {
        html.raw(if has_receipt(event) { "; a receipt was given" } else { "" });
        html.raw(" <span class=\"soft\">log ").text(index).raw("</span>");
    }
}

/// The source's own words, where they may be shown.
fn words(view: &View<'_>, html: &mut Html, ix: EventIx) {
    let Some(words) = view.source_words(ix) else {
        return;
    };
    let shown = crate::svg::fitted(&words, MOST_WORDS);
    html.raw("<br><q>").text(shown).raw("</q>");
}
