//! What would have climbed, had the rules been in force. Nothing here happened, and none of it is knowledge.

use std::collections::BTreeMap;

use core::cmp::Reverse;
use record::outputs::{EventIx, WouldClimb};
use record::{AgencyId, Moment, PostId, Rank};

use super::view::View;
use super::words::capital;
use crate::html::{Html, counted};

const MOST_POSTS: usize = 100;

#[derive(Default)]
struct Reached {
    duties: Vec<EventIx>,
    certain: u64,
    first_certain: Option<Moment>,
    first_possible: Option<Moment>,
}

impl Reached {
    fn add(&mut self, opened_by: EventIx, rung: &WouldClimb) {
        self.duties.push(opened_by);
        let earlier = |first: Option<Moment>, at: Option<Moment>| [first, at].into_iter().flatten().min();
        if rung.certain {
            self.certain += 1;
            self.first_certain = earlier(self.first_certain, rung.latest);
        }
        self.first_possible = earlier(self.first_possible, rung.earliest);
    }
}

/// The posts that silence would have reached.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let mut reached: BTreeMap<(Reverse<Rank>, AgencyId, &PostId), Reached> = BTreeMap::new();
    for duty in view.m.outcome.all_duties() {
        for rung in &duty.would_have_climbed {
            let post = reached.entry((Reverse(rung.rank), rung.post.agency(), &rung.post)).or_default();
            post.add(duty.opened_by, rung);
        }
    }
    html.raw("<div class=\"would\">\n");
    html.p("In reality nothing climbed. This says only which posts the rules of this policy would have reached, and when, had they been in force; it says nothing about what anybody knew. Where a warning was decided without reasons, a decision is recorded; these files hold no reasons. Every duty is counted: of warnings, of matters and checks, and of what organisations did (those stand in obligations.csv).");
    if reached.is_empty() {
        html.p("No duty in these files would have climbed.");
    } else {
        table(view, html, &reached);
    }
    html.raw("</div>\n");
}

fn table(view: &View<'_>, html: &mut Html, reached: &BTreeMap<(Reverse<Rank>, AgencyId, &PostId), Reached>) {
    let heads = [
        "Post",
        "Agency",
        "Rank",
        "#Duties",
        "#Certain",
        "First, certainly by",
        "First, possibly from",
        "Which",
    ];
    html.table("Would have been reached", &heads, |html| {
        for ((rank, agency, post), one) in reached.iter().take(MOST_POSTS) {
            html.tr(|html| {
                html.th(|html| {
                    html.text(capital(&view.called.labels.reached(post)));
                });
                html.td_text(view.agency(agency));
                html.td_text(format_args!("{rank}: {words}", rank = rank.0, words = rank.0.words()));
                html.td_number(one.duties.len() as u64);
                html.td_number(one.certain);
                html.td_dates(day(one.first_certain));
                html.td_dates(day(one.first_possible));
                html.td(|html| view.row_list(html, &one.duties, 8, "duties.csv"));
            });
        }
    });
    if reached.len() > MOST_POSTS {
        html.raw("<p>").text(counted(
            (reached.len() - MOST_POSTS) as u64,
            "more post stands",
            "more posts stand",
        ));
        html.raw(" in <a href=\"duties.csv\">duties.csv</a>.</p>\n");
    }
}

fn day(at: Option<Moment>) -> String {
    at.map_or_else(|| "cannot tell".to_owned(), |at| at.day().to_string())
}
