//! Changes to the rules: each in one sentence, who signed, what holds, and which open duties it would have given longer.

use record::outputs::RuleChange;

use super::view::View;
use super::words::capital;
use crate::html::{Html, counted};
use crate::rule_words;

const MOST_ROWS: usize = 100;

/// The table.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let changes = &view.m.outcome.rule_changes;
    let laid = view.m.policy.beneath.is_some();
    if changes.is_empty() {
        html.p(match laid {
            true => "A policy folder lies over England’s rules and changes no limit, rung or threshold, and no change is recorded in these files.",
            false => "No change to a limit, a rung or a threshold is recorded in these files, and no policy folder changes one: England’s rules hold as they are.",
        });
        return;
    }
    html.p("Whoever may change the rules after the event need not answer. So what makes a rule stricter holds from its day; what loosens it holds only where a post of rank 4 or above and one of another agency signed for it by name, with reasons, and only for duties that start after it was both in force and adopted. Nothing gives longer to a duty that was open. The days of adoption are those that the files state.");
    let caption = match changes.len() > MOST_ROWS {
        true => format!("The first {MOST_ROWS} changes to the rules"),
        false => "All changes to the rules".to_owned(),
    };
    let heads = [
        "Change",
        "Said to be in force",
        "Adopted",
        "Signed by",
        "What it does",
        "What holds",
        "Open duties it would have given longer",
    ];
    html.table(caption, &heads, |html| {
        for change in changes.iter().take(MOST_ROWS) {
            html.tr(|html| row(view, html, change));
        }
    });
    html.raw("<p>");
    if changes.len() > MOST_ROWS {
        html.text(counted((changes.len() - MOST_ROWS) as u64, "more stands", "more stand")).raw(" in ");
    } else {
        html.raw("The same as a table: ");
    }
    html.raw("<a href=\"rule_changes.csv\">rule_changes.csv</a>.</p>\n");
}

fn row(view: &View<'_>, html: &mut Html, change: &RuleChange) {
    html.th(|html| {
        html.text(capital(&rule_words::change(view.called.labels, change))).raw(".");
        match change.event.and_then(|ix| view.event(ix)) {
            Some(event) => html.raw("<br><small>").text(view.called.paths.in_words(event)).raw("</small>"),
            None => html.raw("<br><small>In the policy folder; no adoption is recorded.</small>"),
        };
    });
    html.td_text(change.from.map(|day| format!("from {day}")).unwrap_or_else(|| "not stated".to_owned()));
    html.td_dates(change.adopted);
    html.td(|html| signed(view, html, change));
    html.td(|html| {
        html.text(capital(rule_words::effect(change)));
        for code in &change.remarks {
            html.raw("<br><small>").text(capital(rule_words::remark(code))).raw(".</small>");
        }
    });
    html.td(|html| {
        html.text(capital(&rule_words::holds(change))).raw(".");
        for rule in &change.refused {
            html.raw("<br><small>").text(capital(rule.sentence())).raw(". What would satisfy it: ");
            html.text(rule.satisfied_by()).raw(".</small>");
        }
    });
    html.td_text(match change.would_have_lengthened {
        Some(longer) => format!("{longer} of {} open then", change.open_then),
        None => "gives no time".to_owned(),
    });
}

fn signed(view: &View<'_>, html: &mut Html, change: &RuleChange) {
    match &change.post {
        Some(post) => html.text(view.post(post)),
        None => html.raw("no post is named"),
    };
    if let Some(second) = &change.second {
        html.raw("<br>and ").text(view.post(second));
    }
}
