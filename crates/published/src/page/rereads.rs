//! Decisions not to act that were drawn to be read again.

use super::view::View;
use super::words::tri;
use crate::html::{Html, counted};

const MOST_ROWS: usize = 100;

/// The table.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let rereads = &view.m.outcome.strategic.rereads;
    let Some(first) = rereads.first() else {
        html.p("No decision not to act that one post signed alone was drawn.");
        return;
    };
    html.p(format_args!(
        "Of the decisions not to act that one post signed alone, one in {} is drawn to be read again by a post of another agency. Nobody chooses which: the policy and the answer itself decide. In a review nobody was asked; the rules alone would have opened these duties, and nobody is shown to have known.",
        first.one_in
    ));
    let heads =
        ["Decision", "When", "Decided by", "Would have been read again by", "Due", "Where it stands", "Late"];
    html.table("Decisions drawn to be read again", &heads, |html| {
        for reread in rereads.iter().take(MOST_ROWS) {
            let Some(event) = view.event(reread.answer) else { continue };
            html.tr(|html| {
                html.th(|html| view.row(html, reread.answer));
                html.td_dates(event.claimed);
                html.td_text(match &event.by.post {
                    Some(post) => view.post(post),
                    None => view.agency(&event.by.agency).to_string(),
                });
                html.td(|html| {
                    html.raw("<span class=\"would\">").text(view.post(&reread.duty.post)).raw("</span>");
                });
                let due = reread.duty.due_latest.map(|due| due.day().to_string());
                html.td_text(due.as_deref().unwrap_or("cannot tell"));
                html.td(|html| {
                    html.text(reread.duty.standing_words());
                    if let Some(read) = reread.duty.answered_by {
                        html.raw(" ");
                        view.row(html, read);
                    }
                });
                html.td_text(tri(reread.duty.late));
            });
        }
    });
    if rereads.len() > MOST_ROWS {
        html.raw("<p>").text(counted((rereads.len() - MOST_ROWS) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"duties.csv\">duties.csv</a>.</p>\n");
    }
}
