//! Conflicts of interest: posts that step aside from a concern, and posts of which somebody outside should check whether they must.

use super::view::View;
use super::words::capital;
use crate::conflict_words::{days, follows, why};
use crate::html::{Html, counted};

const MOST_ROWS: usize = 100;

/// The table, certain ones first.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.conflicts;
    html.p("A post whose holder a record names as one who may have done harm cannot hold, answer, sign or pass up that concern, nor can a post that answers to it. That a record names somebody says nothing of whether it is true. A name is shared by chance: only where the record also says that the person works there, or where the conflict is declared, does the post step aside; else somebody outside the agency should check who is meant. It steps aside from the child’s other concerns too, where it is certain that the child is the same; those it is still shown, as if nobody had named anybody.");
    helpers(view, html);
    if all.is_empty() {
        html.p("No record of these files names the holder of a post, and none declares a conflict. Ties and kin that nobody wrote down are not seen.");
        return;
    }
    html.raw("<p class=\"note\">Do not show this part to the posts it names, nor to those below them.</p>\n");
    let caption = match all.len() > MOST_ROWS {
        true => format!("The first {MOST_ROWS} conflicts, certain ones first"),
        false => "All conflicts, certain ones first".to_owned(),
    };
    let heads =
        ["Concern", "Post", "Why", "What follows", "Holds the post", "Named in", "Acts that end nothing"];
    html.table(caption, &heads, |html| {
        let sorted = all.iter().filter(|one| one.certain).chain(all.iter().filter(|one| !one.certain));
        for conflict in sorted.take(MOST_ROWS) {
            html.tr(|html| {
                html.th(|html| view.row(html, conflict.concern));
                html.td_text(view.post(&conflict.post));
                html.td_text(capital(why(&conflict.ground)));
                html.td_text(capital(follows(conflict)));
                html.td_dates(days(conflict));
                html.td(|html| view.row_list(html, &conflict.named_in, 4, "conflicts.csv"));
                html.td(|html| view.row_list(html, &conflict.acts_set_aside, 4, "conflicts.csv"));
            });
        }
    });
    html.raw("<p>");
    if all.len() > MOST_ROWS {
        html.text(counted((all.len() - MOST_ROWS) as u64, "more stands", "more stand")).raw(" in ");
    } else {
        html.raw("The same as a table: ");
    }
    html.raw("<a href=\"conflicts.csv\">conflicts.csv</a>.</p>\n");
}

/// Interpreters and community leaders whom a record names.
fn helpers(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.helpers;
    if all.is_empty() {
        return;
    }
    html.p("Who interprets or mediates hears everything. Whoever stands here is named elsewhere as one who may have done harm, or has the same full name: give nothing of the concern to that person until somebody has checked who is meant.");
    html.table(
        "People who interpret or mediate, and are named elsewhere",
        &["Record", "Who", "As", "Same person", "Named in"],
        |html| {
            for one in all.iter().take(MOST_ROWS) {
                html.tr(|html| {
                    html.th(|html| view.row(html, one.event));
                    html.td_text(view.entity(one.helper));
                    html.td_text(view.plain(&one.role));
                    html.td_text(if one.certain { "yes" } else { "to check: the same full name" });
                    html.td(|html| view.row_list(html, &one.named_in, 4, "conflicts.csv"));
                });
            }
        },
    );
}
