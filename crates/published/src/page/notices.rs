//! Notices: by service and rule, then the first of them. Never by worker, and never with a record's own words.

use std::collections::BTreeMap;

use record::outputs::Notice;
use record::{AgencyId, Code, Tri};

use super::view::View;
use super::words::{capital, tri};
use crate::html::{Html, counted};
use crate::notice_words::{remark, sentence};

const MOST_ROWS: usize = 200;

/// How many notices of one rule in the records of one service: certain, and cannot tell.
type Counts<'a> = BTreeMap<(AgencyId, &'a Code, &'a Code), (u64, u64)>;

/// The two tables.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let noticed = &view.m.outcome.noticed;
    unread(html, noticed.terms_unread.len());
    if noticed.notices.is_empty() {
        html.p("No record in these files meets a rule of this section. Facts are taken from codes alone: what stands only in prose is not seen.");
        return;
    }
    html.p("What somebody should look at again: what the law says of a child’s age and the recorded facts, facts of an offence that nothing shows to be with the police, codes that contradict what was recorded before, and words that blame a child or close a matter. Wording is looked at only where the recorded facts are those of an offence against the child, and never in a child’s own or quoted words. A notice changes no duty, no text and no figure of this report. It is counted by service and not by worker, and it shows the rule and the place, not the words.");
    by_service(view, html, &noticed.notices);
    rows(view, html, &noticed.notices);
}

fn unread(html: &mut Html, unread: usize) {
    if unread > 0 {
        html.p(format_args!(
            "{} of terms.csv could not be read, so nothing was looked for in its stead: correct the policy.",
            counted(unread as u64, "pattern", "patterns")
        ));
    }
}

fn by_service(view: &View<'_>, html: &mut Html, notices: &[Notice]) {
    let mut counts: Counts<'_> = BTreeMap::new();
    for notice in notices {
        let Some(event) = view.event(notice.event) else { continue };
        let count = counts.entry((event.by.agency.clone(), &notice.rule, &notice.about)).or_default();
        match notice.certain {
            Tri::Yes => count.0 += 1,
            _ => count.1 += 1,
        }
    }
    let heads = ["Service", "Rule", "About", "#Certain", "#Cannot tell"];
    html.table("Notices by service and rule", &heads, |html| {
        for ((agency, rule, about), (certain, open)) in counts.iter().take(MOST_ROWS) {
            html.tr(|html| {
                html.th(|html| {
                    html.text(view.agency(agency));
                });
                html.td_text(capital(&view.plain(rule)));
                html.td_text(view.plain(about));
                html.td_number(*certain);
                html.td_number(*open);
            });
        }
    });
}

fn rows(view: &View<'_>, html: &mut Html, notices: &[Notice]) {
    let all = notices.len();
    let caption =
        if all > MOST_ROWS { format!("The first {MOST_ROWS} notices") } else { "All notices".to_owned() };
    let heads = ["Record", "When", "Service", "What is noticed", "Certain", "Child", "Rests on"];
    html.table(caption, &heads, |html| {
        for notice in notices.iter().take(MOST_ROWS) {
            let Some(event) = view.event(notice.event) else { continue };
            html.tr(|html| {
                html.th(|html| view.row(html, notice.event));
                html.td_text(event.claimed);
                html.td_text(view.agency(&event.by.agency));
                html.td(|html| {
                    html.text(capital(&view.open(&sentence(view.m.policy, notice))));
                    for code in &notice.remarks {
                        html.raw("<br><small>").text(capital(remark(code))).raw(".</small>");
                    }
                    html.raw("<br><small>").text(view.called.paths.in_words(event)).raw("</small>");
                });
                html.td_text(tri(notice.certain));
                html.td_text(notice.child.map(|child| view.entity(child)).unwrap_or_default());
                html.td(|html| view.row_list(html, &notice.rests_on, 4, "notices.csv"));
            });
        }
    });
    if all > MOST_ROWS {
        html.raw("<p>").text(counted((all - MOST_ROWS) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"notices.csv\">notices.csv</a>.</p>\n");
    }
}
