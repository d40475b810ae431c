//! Acts that a rule does not accept: how many of each, then the first of them, each with what would satisfy the rule.

use std::collections::BTreeMap;

use record::outputs::{Refusal, RefusalRule};

use super::view::View;
use super::words::capital;
use crate::html::{Html, counted};

const MOST_ROWS: usize = 200;

/// The two tables.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let refusals = &view.m.outcome.answers.refusals;
    if refusals.is_empty() {
        html.p("No act on a warning in these files breaks a rule of this section. What the files do not hold is not judged.");
        return;
    }
    html.p("What the files record and no rule accepts: each row stays recorded, and does not do what it was meant to do. The post may have acted well and the row may say too little; the last column says what to look for, or to ask for.");
    by_rule(html, refusals);
    rows(view, html, refusals);
}

fn by_rule(html: &mut Html, refusals: &[Refusal]) {
    let mut counts: BTreeMap<RefusalRule, u64> = BTreeMap::new();
    refusals.iter().for_each(|refusal| *counts.entry(refusal.rule).or_default() += 1);
    html.table("Acts not accepted, by rule", &["Rule", "#Acts", "What would satisfy it"], |html| {
        for (rule, count) in &counts {
            html.tr(|html| {
                html.th(|html| {
                    html.text(capital(rule.sentence()));
                });
                html.td_number(*count);
                html.td_text(capital(rule.satisfied_by()));
            });
        }
    });
}

fn rows(view: &View<'_>, html: &mut Html, refusals: &[Refusal]) {
    let all = refusals.len();
    let caption = match all > MOST_ROWS {
        true => format!("The first {MOST_ROWS} acts not accepted"),
        false => "All acts not accepted".to_owned(),
    };
    let heads = ["Act", "When", "By", "The rule", "Answer owed by", "What would satisfy it"];
    html.table(caption, &heads, |html| {
        for refusal in refusals.iter().take(MOST_ROWS) {
            let Some(event) = view.event(refusal.event) else { continue };
            html.tr(|html| {
                html.th(|html| {
                    view.row(html, refusal.event);
                    html.raw(" <span class=\"soft\">").text(view.called.labels.event(event)).raw("</span>");
                });
                html.td_text(event.claimed);
                html.td_text(match &event.by.post {
                    Some(post) => view.post(post),
                    None => view.agency(&event.by.agency).to_string(),
                });
                html.td_text(capital(refusal.rule.sentence()));
                html.td_text(refusal.owed_by.as_ref().map(|post| view.post(post)).unwrap_or_default());
                html.td_text(capital(refusal.rule.satisfied_by()));
            });
        }
    });
    if all > MOST_ROWS {
        html.raw("<p>").text(counted((all - MOST_ROWS) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"refusals.csv\">refusals.csv</a>.</p>\n");
    }
}
