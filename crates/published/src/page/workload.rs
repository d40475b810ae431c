//! What answering would have asked of each rank.

use super::view::View;
use crate::html::Html;

/// The table.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let workload = &view.m.outcome.workload;
    if workload.is_empty() {
        html.p("No duty in these files would have asked anything of a rank.");
        return;
    }
    html.p("What the rules would have asked of each rank in an average week of the time covered, had they been in force. Silence comes to a post above in bundles, each opened as one thing: one a week for each silent agency and clock, and from directors up one a week for all of it. Immediate danger always comes by itself. The minutes are set in the policy.");
    html.table(
        "Work for each rank and week",
        &[
            "Rank",
            "#Duties or bundles a week",
            "#Duties inside bundles",
            "#Hours a week",
            "#Minutes for each",
            "#Minutes for each inside",
            "Source of the minutes",
        ],
        |html| {
            for one in workload {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(one.rank).raw(": ").text(one.rank.words());
                    });
                    html.raw("<td class=\"n\">")
                        .text(one.per_week)
                        .raw("</td><td class=\"n\">")
                        .text(one.inside)
                        .raw("</td><td class=\"n\">")
                        .text(one.hours)
                        .raw("</td>");
                    match view.m.policy.workload.iter().find(|rule| rule.rank == one.rank) {
                        Some(rule) => {
                            html.td_number(rule.minutes.into());
                            html.td_number(rule.minutes_inside.into());
                            html.td_text(&rule.source);
                        }
                        None => {
                            html.raw("<td class=\"nofile\">not set</td><td></td><td></td>");
                        }
                    }
                });
            }
        },
    );
    html.raw("<p>The duties behind these figures stand in <a href=\"duties.csv\">duties.csv</a>.</p>\n");
}
