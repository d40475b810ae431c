//! Children missing again and again: the episodes that are to be looked at together, and whether anybody did.

use record::outputs::RepeatMissing;

use super::view::View;
use super::words::capital;
use crate::html::{Html, counted};

const MOST_ROWS: usize = 100;

/// The reviews, where there is one.
pub(super) fn repeat_missing(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.strategic.repeat_missing;
    if all.is_empty() {
        return;
    }
    let rules = &view.m.policy.matters;
    html.raw("<h3 id=\"repeat-missing\">Children missing again and again</h3>\n");
    html.p(format_args!(
        "{} of one child within {} days are to be looked at together by the post that leads on exploitation. Being away without authorisation counts like being missing. One child alone opens no matter for the top. {}",
        counted(u64::from(rules.missing_episodes), "episode", "episodes"),
        rules.missing_window_days,
        not_held_words(all),
    ));
    let heads = [
        "Child",
        "#Episodes",
        "The one that opened it",
        "When",
        "Would have been looked at by",
        "By",
        "Stands",
    ];
    html.table("Children missing again and again", &heads, |html| {
        all.iter().take(MOST_ROWS).for_each(|one| html.tr(|html| row(view, html, one)));
    });
    if all.len() > MOST_ROWS {
        html.raw("<p>").text(counted((all.len() - MOST_ROWS) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"duties.csv\">duties.csv</a>.</p>\n");
    }
}

fn not_held_words(all: &[RepeatMissing]) -> String {
    match all.iter().filter(|one| !one.is_held()).count() {
        0 => String::new(),
        many => format!(
            "Of {} the agency’s files say of no such review at all: whether any was held cannot be told, so no clock is said to have run out.",
            counted(many as u64, "child here", "rows here")
        ),
    }
}

fn row(view: &View<'_>, html: &mut Html, one: &RepeatMissing) {
    html.th(|html| {
        html.text(view.entity(one.child));
    });
    html.td_number(one.episodes.len() as u64);
    html.td(|html| view.row(html, one.duty.opened_by));
    html.td_dates(one.duty.started);
    html.td_text(format_args!(
        "{} (rank {})",
        capital(&view.called.labels.reached(&one.duty.post)),
        one.duty.rank
    ));
    html.td_dates(one.duty.due_latest.map_or_else(|| "cannot tell".to_owned(), |due| due.day().to_string()));
    html.td(|html| {
        html.text(one.duty.standing_words());
        if let Some(answer) = one.duty.answered_by {
            html.raw(" ");
            view.row(html, answer);
        }
    });
}
