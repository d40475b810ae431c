//! Identities: which mentions were taken as one and why, which were kept apart, and which may be the same.

use core::cmp::Reverse;
use std::collections::BTreeSet;

use record::outputs::{Certainty, Entity, EntityIx, EventIx, Ground, Link, MentionIx};

use super::view::View;
use super::words::capital;
use crate::html::{Html, counted};
use crate::odds::odds;

const MOST: usize = 150;

/// Taken as one, possible links, kept apart.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    html.p("A mention is what one record wrote. These tables say which mentions were taken as one child, person or thing, and why, so that a wrong one can be seen and undone in corrections.csv. A weight is given in bits: each bit doubles the odds that two mentions are the same; below zero speaks against it.");
    html.raw("<h3 id=\"taken\">Taken as one</h3>\n");
    taken(view, html);
    html.raw("<h3 id=\"possible\">Possibly the same</h3>\n");
    html.p("A possible link moves no duty and no fact from one child to another.");
    possible(view, html);
    html.raw("<h3 id=\"apart\">Kept apart</h3>\n");
    apart(view, html);
}

/// Entities with several mentions: those of several agencies first, then the most mentioned.
fn taken(view: &View<'_>, html: &mut Html) {
    let joined = &view.m.outcome.joined;
    let mut several: Vec<(Reverse<usize>, Reverse<usize>, EntityIx, &Entity)> = joined
        .entities
        .iter()
        .zip(0..)
        .filter(|(entity, _)| entity.mentions.len() > 1)
        .map(|(entity, ix)| {
            (Reverse(agencies(view, entity).len()), Reverse(entity.mentions.len()), ix, entity)
        })
        .collect();
    several.sort_by_key(|(agencies, mentions, ix, _)| (*agencies, *mentions, *ix));
    if several.is_empty() {
        html.p("No two mentions were taken as one.");
        return;
    }
    html.table(
        "Several mentions taken as one",
        &["Called here", "#Mentions", "Agencies", "Why", "Rows"],
        |html| {
            for (_, mentions, ix, entity) in several.iter().take(MOST) {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(capital(&view.entity(*ix)));
                    });
                    html.td_number(mentions.0 as u64);
                    html.td_text(agencies(view, entity).into_iter().collect::<Vec<_>>().join(", "));
                    html.td_text(why(view, &joined_links(view, entity)));
                    html.td(|html| view.row_list(html, &rows(view, entity), 6, "chronology.csv"));
                });
            }
        },
    );
    more(html, several.len(), "corrections.csv");
}

fn more(html: &mut Html, all: usize, file: &'static str) {
    if all > MOST {
        html.raw("<p>").text(counted((all - MOST) as u64, "more stands", "more stand")).raw(" in <a");
        html.attr("href", file).raw(">").raw(file).raw("</a>.</p>\n");
    }
}

/// The agencies of the first hundred mentions: enough to tell one from several.
fn agencies(view: &View<'_>, entity: &Entity) -> BTreeSet<String> {
    let events = entity.mentions.iter().take(100).filter_map(|mention| view.event(view.event_of(*mention)?));
    events.map(|event| view.agency(&event.by.agency)).collect()
}

fn rows(view: &View<'_>, entity: &Entity) -> Vec<EventIx> {
    let mut rows: Vec<EventIx> =
        entity.mentions.iter().filter_map(|mention| view.event_of(*mention)).collect();
    rows.dedup();
    rows
}

fn joined_links<'v>(view: &View<'v>, entity: &Entity) -> Vec<&'v Link> {
    entity.links.iter().filter_map(|link| view.m.outcome.joined.links.get(*link as usize)).collect()
}

/// The grounds with how often each holds, and the weakest weight, for that one decides.
fn why(view: &View<'_>, links: &[&Link]) -> String {
    let count = |ground: Ground| links.iter().filter(|link| link.ground == ground).count() as u64;
    let mut words: Vec<String> =
        [Ground::SameIdentifier, Ground::SameValue, Ground::SameName, Ground::Clerical]
            .into_iter()
            .filter(|ground| count(*ground) > 0)
            .map(|ground| format!("{} ({})", ground.word(), counted(count(ground), "link", "links")))
            .collect();
    let weakest = links
        .iter()
        .filter(|link| link.ground == Ground::Score)
        .min_by_key(|link| (link.weight_bits, link.a));
    if let Some(link) = weakest {
        words.push(format!(
            "match weight ({}), the weakest: {}",
            counted(count(Ground::Score), "link", "links"),
            weight(view, link)
        ));
    }
    words.join("; ")
}

/// A weight in plain odds, with its parts: `about 3,000 to 1 for the same person (11.7 bits: prior -6.0, …)`.
fn weight(view: &View<'_>, link: &Link) -> String {
    let parts: Vec<String> = link
        .parts
        .iter()
        .map(|part| {
            let sign = if part.weight_bits.0 > 0 { "+" } else { "" };
            format!(
                "{} {} {sign}{:.1}",
                view.plain(&part.comparison),
                view.plain(&part.level),
                part.weight_bits
            )
        })
        .collect();
    format!("{} ({:.1} bits: {})", odds(link.weight_bits), link.weight_bits, parts.join(", "))
}

fn mention(view: &View<'_>, html: &mut Html, mention: MentionIx) {
    if let Some(entity) = view.entity_of(mention) {
        html.text(capital(&view.entity(entity))).raw(" ");
    }
    if let Some(row) = view.event_of(mention) {
        html.raw("in ");
        view.row(html, row);
    }
}

fn possible(view: &View<'_>, html: &mut Html) {
    let links = view.m.outcome.joined.links.iter().filter(|link| link.certainty == Certainty::Possible);
    let all = links.clone().count();
    if all == 0 {
        html.p("No link between the thresholds.");
        return;
    }
    html.table("Possible links", &["One mention", "The other", "Why possible"], |html| {
        for link in links.take(MOST) {
            html.tr(|html| {
                html.th(|html| mention(view, html, link.a));
                html.td(|html| mention(view, html, link.b));
                let why = if link.ground == Ground::Score {
                    weight(view, link)
                } else {
                    link.ground.word().to_owned()
                };
                html.td_text(format_args!("possible: {why}"));
            });
        }
    });
    more(html, all, "corrections.csv");
}

fn apart(view: &View<'_>, html: &mut Html) {
    let pairs = &view.m.outcome.joined.kept_apart;
    if pairs.is_empty() {
        html.p("No two mentions that look alike were kept apart.");
        return;
    }
    html.table("Look alike and kept apart", &["One mention", "The other", "Why kept apart"], |html| {
        for pair in pairs.iter().take(MOST) {
            html.tr(|html| {
                html.th(|html| mention(view, html, pair.a));
                html.td(|html| mention(view, html, pair.b));
                html.td_text(view.plain(&pair.reason));
            });
        }
    });
    more(html, pairs.len(), "corrections.csv");
}
