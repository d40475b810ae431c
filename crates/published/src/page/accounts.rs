//! Where accounts of one event disagree: the sides beside each other, never resolved by the machine.

use record::outputs::{AccountGroup, Disagreement, EventIx, Said};

use super::view::View;
use super::words::capital;
use crate::html::{Html, counted};

const MOST_GROUPS: usize = 120;
const MOST_SIDES: usize = 6;
const MOST_AGREEING: usize = 150;

/// Groups that disagree, then those that do not.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let (disagree, agree): (Vec<&AccountGroup>, Vec<&AccountGroup>) =
        view.m.outcome.joined.accounts.iter().partition(|group| !group.disagreements.is_empty());
    html.p("Entries of different sources that tell of one event. Where they disagree, all sides stand here; nothing decides between them but people.");
    html.raw("<h3 id=\"disagree\">").text(counted(
        disagree.len() as u64,
        "event on which accounts disagree",
        "events on which accounts disagree",
    ));
    html.raw("</h3>\n");
    for group in disagree.iter().take(MOST_GROUPS) {
        one(view, html, group);
    }
    if disagree.len() > MOST_GROUPS {
        html.raw("<p>").text(counted((disagree.len() - MOST_GROUPS) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"disagreements.csv\">disagreements.csv</a>.</p>\n");
    }
    html.raw("<h3 id=\"agree\">").text(counted(
        agree.len() as u64,
        "event told more than once without disagreement",
        "events told more than once without disagreement",
    ));
    html.raw("</h3>\n");
    agreeing(view, html, &agree);
}

fn one(view: &View<'_>, html: &mut Html, group: &AccountGroup) {
    let shown: Vec<EventIx> = group.events.iter().copied().take(MOST_SIDES).collect();
    let heads: Vec<String> =
        shown.iter().filter_map(|ix| view.event(*ix)).map(|event| view.agency(&event.by.agency)).collect();
    let mut columns = vec!["About"];
    columns.extend(heads.iter().map(String::as_str));
    let points: Vec<&str> = group.disagreements.iter().map(|one| one.about.word()).collect();
    let first = shown
        .first()
        .and_then(|ix| view.event(*ix))
        .map(|event| event.claimed.to_string())
        .unwrap_or_default();
    let caption = format!("{}: {first}; disagreement on {}", view.plain(&group.ground), points.join(", "));
    html.table(capital(&caption), &columns, |html| {
        html.tr(|html| {
            html.raw("<th scope=\"row\">row</th>");
            for ix in &shown {
                html.td(|html| {
                    view.row(html, *ix);
                    html.raw(" <span class=\"soft\">")
                        .text(crate::svg::fitted(&view.what(*ix), 120))
                        .raw("</span>");
                });
            }
        });
        for disagreement in &group.disagreements {
            html.tr(|html| sides(view, html, disagreement, &shown));
        }
    });
    if group.events.len() > MOST_SIDES {
        html.raw("<p>Further accounts: ");
        view.row_list(html, group.events.get(MOST_SIDES..).unwrap_or_default(), 20, "disagreements.csv");
        html.raw(".</p>\n");
    }
}

fn sides(view: &View<'_>, html: &mut Html, disagreement: &Disagreement, shown: &[EventIx]) {
    html.th(|html| {
        html.text(disagreement.about.word());
    });
    for ix in shown {
        let said =
            disagreement.sides.iter().find(|side| side.event == *ix).map(|side| said(view, &side.said));
        match said {
            Some(words) => html.td_text(words),
            None => {
                html.raw("<td class=\"nofile\">says nothing of it</td>");
            }
        }
    }
}

fn said(view: &View<'_>, said: &Said) -> String {
    match said {
        Said::Date(claimed) => claimed.to_string(),
        Said::ToldTo(addressee) => view.called.labels.addressee(addressee),
        Said::Codes(codes) if codes.is_empty() => "none".to_owned(),
        Said::Codes(codes) => {
            codes.iter().map(|code| view.sign_or_outcome(code)).collect::<Vec<_>>().join(", ")
        }
    }
}

fn agreeing(view: &View<'_>, html: &mut Html, groups: &[&AccountGroup]) {
    if groups.is_empty() {
        html.p("None.");
        return;
    }
    html.table("Told more than once, without disagreement", &["Date", "Agencies", "Rows"], |html| {
        for group in groups.iter().take(MOST_AGREEING) {
            let events: Vec<_> = group.events.iter().filter_map(|ix| view.event(*ix)).collect();
            let mut agencies: Vec<String> =
                events.iter().map(|event| view.agency(&event.by.agency)).collect();
            agencies.sort();
            agencies.dedup();
            html.tr(|html| {
                html.th(|html| {
                    html.text(events.first().map(|event| event.claimed.to_string()).unwrap_or_default());
                });
                html.td_text(agencies.join(", "));
                html.td(|html| view.row_list(html, &group.events, 8, "chronology.csv"));
            });
        }
    });
    if groups.len() > MOST_AGREEING {
        html.p(format_args!(
            "{} are not listed here; the rows of each are grouped in chronology.csv.",
            counted((groups.len() - MOST_AGREEING) as u64, "more", "more")
        ));
    }
}
