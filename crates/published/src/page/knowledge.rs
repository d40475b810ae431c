//! Who knew what, and when, post by post. Nothing that would have climbed ever stands here.

use std::collections::BTreeMap;

use core::cmp::Reverse;
use record::outputs::{Knowledge, KnowledgeState};
use record::{AgencyId, Body, PostId, Rank};

use super::view::View;
use super::words::capital;
use crate::html::{Html, counted};

/// The most posts with a table of their own, and the most lines in one.
const MOST_POSTS: usize = 60;
const MOST_LINES: usize = 40;

/// Posts from the highest rank down, then by agency.
type Posts<'a> = BTreeMap<(Reverse<Rank>, AgencyId, &'a PostId), Vec<&'a Knowledge>>;

/// The posts at a glance, then a table for each.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let mut posts: Posts<'_> = BTreeMap::new();
    for known in &view.m.outcome.answers.knowledge {
        posts.entry((Reverse(known.rank), known.post.agency(), &known.post)).or_default().push(known);
    }
    if posts.is_empty() {
        html.p(
            "These files do not say that any post was told of a concern. That is no proof that nobody was.",
        );
        return;
    }
    html.p("What may be said of each post, the highest rank first. “Opened” means that a record shows that the post opened, answered or passed on the concern; “sent” means that the source says it was told or sent to the post, and nothing shows that it was opened. A post answers for what it was told, whoever held it.");
    glance(view, html, &posts);
    for (number, ((rank, _, post), lines)) in posts.iter().take(MOST_POSTS).enumerate() {
        html.raw("<h3")
            .attr("id", format_args!("post-{number}"))
            .raw(">")
            .text(view.post(post))
            .raw("</h3>\n");
        one_post(view, html, rank.0, lines);
    }
    if posts.len() > MOST_POSTS {
        html.raw("<p>").text(counted(
            (posts.len() - MOST_POSTS) as u64,
            "more post stands",
            "more posts stand",
        ));
        html.raw(" in <a href=\"knowledge.csv\">knowledge.csv</a>.</p>\n");
    }
}

fn glance(view: &View<'_>, html: &mut Html, posts: &Posts<'_>) {
    let states = KnowledgeState::ALL;
    let words: Vec<String> = states.iter().map(|state| format!("#{}", capital(state.word()))).collect();
    let mut heads = vec!["Post", "Agency", "Rank"];
    heads.extend(words.iter().map(String::as_str));
    html.table("Posts at a glance: concerns by what may be said", &heads, |html| {
        for (number, ((rank, agency, post), lines)) in posts.iter().enumerate().take(MOST_POSTS) {
            html.tr(|html| {
                html.raw("<th scope=\"row\"><a").attr("href", format_args!("#post-{number}")).raw(">");
                html.text(view.post_title(post)).raw("</a></th>");
                html.td_text(view.agency(agency));
                html.td_text(format_args!("{rank}: {words}", rank = rank.0, words = rank.0.words()));
                for state in states {
                    let count = lines.iter().filter(|line| line.state == *state).count() as u64;
                    html.td_count(count, format_args!("#post-{number}"));
                }
            });
        }
    });
}

fn one_post(view: &View<'_>, html: &mut Html, rank: Rank, lines: &[&Knowledge]) {
    let mut heads = vec!["Concern", "About", "What may be said", "Since", "What shows it"];
    if view.shown.names {
        heads.push("Holder that day");
    }
    let mut lines = lines.to_vec();
    lines.sort_by_key(|line| (line.at.order(), line.concern));
    let concerns = counted(lines.len() as u64, "concern", "concerns");
    let caption = format!("Rank {rank}, {}: {concerns}, the earliest first", rank.words());
    html.table(caption, &heads, |html| {
        for line in lines.iter().take(MOST_LINES) {
            html.tr(|html| one_line(view, html, line));
        }
    });
    if lines.len() > MOST_LINES {
        html.raw("<p>").text(counted((lines.len() - MOST_LINES) as u64, "more line", "more lines"));
        html.raw(" in <a href=\"knowledge.csv\">knowledge.csv</a>.</p>\n");
    }
}

fn one_line(view: &View<'_>, html: &mut Html, line: &Knowledge) {
    html.th(|html| {
        view.row(html, line.concern);
        html.raw(" <span class=\"soft\">").text(view.signs_of(line.concern)).raw("</span>");
    });
    html.td_who(view.children(line.concern));
    html.td(|html| {
        let class = if line.state == KnowledgeState::Opened { "state opened" } else { "state" };
        html.raw("<span").attr("class", class).raw(">").text(line.state.word()).raw("</span>");
        contested(view, html, line);
    });
    html.td_dates(line.at);
    html.td(|html| {
        view.row(html, line.shown_by);
        let what = if line.shown_by == line.concern {
            "the telling itself".to_owned()
        } else {
            view.what(line.shown_by)
        };
        html.raw(" <span class=\"soft\">").text(crate::svg::fitted(&what, 120)).raw("</span>");
    });
    if view.shown.names {
        html.td(|html| holder(view, html, line));
    }
}

/// What a post or a teller said against it stands beside the line.
fn contested(view: &View<'_>, html: &mut Html, line: &Knowledge) {
    let Some(concern) = view.event(line.concern).and_then(|event| event.concern()) else {
        return;
    };
    for ix in view.contested(concern).iter().take(4) {
        let Some(event) = view.event(*ix) else { continue };
        html.raw("<br><small>").text(event.body.word().replace('_', " ")).raw(": ");
        view.row(html, *ix);
        html.raw("</small>");
    }
}

fn holder(view: &View<'_>, html: &mut Html, line: &Knowledge) {
    let held = line.holder.and_then(|ix| view.event(ix)).map(|event| &event.body);
    match held {
        Some(Body::PostHeldBy(held)) => {
            html.text(&held.holder).raw(if held.deputy { " (deputy)" } else { "" })
        }
        _ => html.raw("not in these files"),
    };
}
