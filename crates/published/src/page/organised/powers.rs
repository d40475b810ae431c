//! Powers by the person, place or thing they are about, and answers that act on the child alone.

use std::collections::BTreeMap;

use record::MentionKind;
use record::outputs::{EntityIx, PowerAct};

use crate::html::{Html, counted, thousands};
use crate::organised_words as words;
use crate::page::view::View;

const MOST: usize = 150;

/// What was used, refused and not available, about whom.
pub(super) fn section(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.powers;
    if all.is_empty() {
        return;
    }
    let mut about: BTreeMap<Option<EntityIx>, Vec<&PowerAct>> = BTreeMap::new();
    for one in all {
        let mut named: Vec<Option<EntityIx>> = of_concern(view, one).map(Some).collect();
        named.sort_unstable();
        named.dedup();
        if named.is_empty() {
            named.push(None);
        }
        named.into_iter().for_each(|thing| about.entry(thing).or_default().push(one));
    }
    html.raw("<h3 id=\"powers\">Powers used, not used and not available</h3>\n");
    html.p("By the person, place or thing that the row names; under the warning alone where it names none.");
    let heads = ["About", "Row", "When", "Agency", "What was done and why"];
    html.table("Powers, by what they are about", &heads, |html| {
        let rows = about.iter().flat_map(|(thing, acts)| acts.iter().map(move |act| (thing, act)));
        for (thing, one) in rows.take(MOST) {
            let Some(event) = view.event(one.event) else { continue };
            html.tr(|html| {
                html.th(|html| {
                    html.text(thing.map_or_else(|| "the warning".to_owned(), |thing| view.entity(thing)));
                });
                html.td(|html| view.row(html, one.event));
                html.td_dates(event.claimed);
                html.td_text(view.agency(&event.by.agency));
                html.td_text(view.open(&words::power(view.called.labels, one)));
            });
        }
    });
    let listed: usize = about.values().map(Vec::len).sum();
    if listed > MOST {
        html.raw("<p>").text(counted((listed - MOST) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"conduct.csv\">conduct.csv</a>.</p>\n");
    }
}

/// Persons, places and things that the row names and no recorded role explains.
fn of_concern(view: &View<'_>, one: &PowerAct) -> impl Iterator<Item = EntityIx> {
    let mentions = view.event(one.event).map_or(&[][..], |event| event.mentions());
    let explained = |role| view.m.policy.roles.get(role).is_some_and(|role| role.innocent);
    let named = view.mentions_of(one.event).zip(mentions);
    let of_concern =
        named.filter(move |(_, mention)| mention.kind != MentionKind::Child && !explained(&mention.role));
    of_concern.filter_map(|(mention, _)| view.entity_of(mention))
}

/// Answers that ended a duty and act on the child alone.
pub(super) fn child_only(view: &View<'_>, html: &mut Html) {
    let all = &view.m.outcome.organised.child_only;
    if all.is_empty() {
        return;
    }
    let alone = all.iter().filter(|one| one.powers.is_empty()).count() as u64;
    html.raw("<h3 id=\"child-only\">Answers that act on the child alone</h3>\n");
    html.p(format_args!(
        "{}. Of these, {} have no row beside them that says a power against a person, place or thing was used.",
        counted(all.len() as u64, "answer ended a duty and acts on the child alone", "answers ended a duty and act on the child alone"),
        thousands(alone),
    ));
    html.table("Answers on the child alone", &["Warning", "Answered by", "Answer", "Beside it"], |html| {
        for one in all.iter().take(MOST) {
            html.tr(|html| {
                html.th(|html| view.row(html, one.opened_by));
                html.td_text(view.post(&one.post));
                html.td(|html| {
                    html.text(view.what(one.answer)).raw(" ");
                    view.row(html, one.answer);
                });
                html.td(|html| {
                    html.text(words::child_only(one)).raw(" ");
                    view.row_list(html, &one.powers, 4, "conduct.csv");
                });
            });
        }
    });
    if all.len() > MOST {
        html.raw("<p>").text(counted((all.len() - MOST) as u64, "more stands", "more stand"));
        html.raw(" in <a href=\"conduct.csv\">conduct.csv</a>.</p>\n");
    }
}
