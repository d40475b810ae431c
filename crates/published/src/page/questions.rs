//! Which children's warnings belong together: shared things, each a question with a small picture. Never an accusation.

use std::collections::{BTreeMap, BTreeSet};

use record::outputs::{EntityIx, EventIx, Question};

use super::view::View;
use super::words::{capital, kind};
use crate::html::{Html, counted};
use crate::hub::unexplained;
use crate::svg::network::{self, MOST_CHILDREN, Tie};

const MOST_QUESTIONS: usize = 50;
const MOST_HUBS: usize = 20;
const MOST_LISTED: usize = 60;

/// The questions, hubs last.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let questions = &view.m.outcome.joined.questions;
    if questions.is_empty() {
        html.p("In these files no person, place, vehicle, phone, business or online name is shared by the records of several children. That is no all-clear: it may stand in a record that nobody produced, or be written in a way that was not recognised.");
        return;
    }
    html.p("Each of these is a question for people to answer, not an accusation and not a score of anybody. The order is an order for reading: unanswered records and several agencies come first. A household counts as one child.");
    let (hubs, others): (Vec<&Question>, Vec<&Question>) =
        questions.iter().partition(|one| is_hub(view, one));
    for (number, question) in others.iter().take(MOST_QUESTIONS).enumerate() {
        heading(view, html, question, &format!("q-{number}"), ("<h3", "</h3>\n"));
    }
    rest(html, others.len(), MOST_QUESTIONS);
    if !hubs.is_empty() {
        html.raw("<h3 id=\"hubs\">Things that many children share anyway</h3>\n");
        html.p("Each of these is named in the records of many children, and mostly in a role that explains it, such as home, school or hospital. Sharing it says little by itself; but harm can hide in a place that everybody shares, so they are listed all the same.");
        for (number, question) in hubs.iter().take(MOST_HUBS).enumerate() {
            heading(view, html, question, &format!("hub-{number}"), ("<h4", "</h4>\n"));
        }
        rest(html, hubs.len(), MOST_HUBS);
    }
}

/// Many children share it, and recorded roles explain at least half of the records. Being shared by many is not enough:
/// so is the phone of somebody who harms many.
fn is_hub(view: &View<'_>, question: &Question) -> bool {
    let explained: u64 = question.innocent_roles.iter().map(|(_, n)| u64::from(*n)).sum();
    question.busy > view.m.policy.linkage.generic_children && explained * 2 >= question.events.len() as u64
}

fn rest(html: &mut Html, all: usize, shown: usize) {
    if all > shown {
        html.raw("<p>").text(counted((all - shown) as u64, "more question stands", "more questions stand"));
        html.raw(" in <a href=\"patterns.json\">patterns.json</a>.</p>\n");
    }
}

/// A question under a heading of the right level.
fn heading(
    view: &View<'_>,
    html: &mut Html,
    question: &Question,
    id: &str,
    (open, close): (&'static str, &'static str),
) {
    let name = view.entity(question.shared);
    let children = counted(question.children_certain.len() as u64, "child", "children");
    html.raw("<article class=\"question\"")
        .attr("aria-labelledby", id)
        .raw(">")
        .raw(open)
        .attr("id", id)
        .raw(">");
    html.text(format_args!("{}: {children}", capital(&name))).raw(close);
    one(view, html, question, id, &name);
    html.raw("</article>\n");
}

fn one(view: &View<'_>, html: &mut Html, question: &Question, id: &str, name: &str) {
    html.p(explanation(view, question));
    let ties = ties(view, question);
    let all = question.children_certain.len() + question.children_possible.len();
    let more = all.saturating_sub(MOST_CHILDREN);
    html.raw("<div class=\"wide\" role=\"group\" tabindex=\"0\"")
        .attr("aria-label", format_args!("Picture of {name}, scrolls sideways"))
        .raw(">");
    let title = format!("Children whose records name {name}");
    let drawn: Vec<Tie> = ties.iter().take(MOST_CHILDREN).map(|(tie, _)| tie.clone()).collect();
    let words: Vec<String> = drawn.iter().map(tie_words).collect();
    network::draw(html, &format!("{id}-picture"), (&title, &words.join("; ")), &capital(name), &drawn, more);
    html.raw("</div>\n");
    html.table(
        format_args!("Children tied to {name}"),
        &["Child", "Tie", "Agencies whose records say so", "Rows"],
        |html| {
            for (tie, rows) in &ties {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(&tie.child);
                    });
                    html.td_text(if tie.possible { "possible" } else { "certain" });
                    html.td_text(tie.agencies.join(", "));
                    html.td(|html| view.row_list(html, rows, 8, "patterns.json"));
                });
            }
        },
    );
    if all > MOST_LISTED {
        html.raw("<p>").text(counted((all - MOST_LISTED) as u64, "more child stands", "more children stand"));
        html.raw(" in <a href=\"patterns.json\">patterns.json</a>.</p>\n");
    }
    html.raw("<p>Records: ");
    view.row_list(html, &question.events, 40, "patterns.json");
    html.raw(".</p>\n");
}

fn tie_words(tie: &Tie) -> String {
    let how = if tie.possible { " (possible)" } else { "" };
    format!("{}{how}: {}", tie.child, tie.agencies.join(", "))
}

fn explanation(view: &View<'_>, question: &Question) -> String {
    let agencies: Vec<String> = question.agencies.iter().map(|agency| view.agency(agency)).collect();
    let children = counted(question.children_certain.len() as u64, "child is", "children are");
    let shared = kind(question.kind);
    let mut words = format!(
        "{children} named together with the same {shared} in {} ({}), first {}.",
        counted(agencies.len() as u64, "agency’s records", "agencies’ records"),
        agencies.join(", "),
        question.first,
    );
    if !question.children_possible.is_empty() {
        let more = counted(question.children_possible.len() as u64, "more child", "more children");
        words.push_str(&format!(" {more} only if a possible link is true."));
    }
    words.push_str(&format!(
        " As far as the records tell they are {}.",
        counted(question.households.into(), "household", "households")
    ));
    words.push_str(&innocent(view, question));
    words.push_str(&format!(
        " In all, {} in these files name it at all.",
        counted(question.busy.into(), "child’s records", "children’s records")
    ));
    if question.told_to.is_empty() {
        words.push_str(" The files name no post that was told.");
    } else {
        let posts: Vec<String> = question.told_to.iter().take(6).map(|post| view.post(post)).collect();
        let more = question.told_to.len().saturating_sub(6);
        let more = if more > 0 { format!(" and {more} more posts") } else { String::new() };
        words.push_str(&format!(" Told at least once: {}{more}.", posts.join("; ")));
    }
    words.push_str(" A question, not an accusation.");
    words
}

fn innocent(view: &View<'_>, question: &Question) -> String {
    if question.innocent_roles.is_empty() {
        return format!(" {}", unexplained(question, view.m.policy.linkage.generic_children));
    }
    let roles: Vec<String> = question
        .innocent_roles
        .iter()
        .map(|(role, n)| {
            format!("{} {}", view.called.labels.role(role), counted((*n).into(), "time", "times"))
        })
        .collect();
    format!(" Recorded roles that may explain it innocently: {}.", roles.join(", "))
}

/// The children in order, each with the rows and agencies whose records name it together with the shared thing.
fn ties(view: &View<'_>, question: &Question) -> Vec<(Tie, Vec<EventIx>)> {
    let certain = question.children_certain.iter().map(|child| (*child, false));
    let possible = question.children_possible.iter().map(|child| (*child, true));
    let children: Vec<(EntityIx, bool)> = certain.chain(possible).take(MOST_LISTED).collect();
    let mut rows: BTreeMap<EntityIx, Vec<EventIx>> =
        children.iter().map(|(child, _)| (*child, Vec::new())).collect();
    for ix in &question.events {
        for entity in view.mentions_of(*ix).filter_map(|mention| view.entity_of(mention)) {
            if let Some(rows) = rows.get_mut(&entity).filter(|rows| rows.last() != Some(ix)) {
                rows.push(*ix);
            }
        }
    }
    let tie = |(child, possible)| {
        let rows = rows.get(&child).cloned().unwrap_or_default();
        (Tie { child: capital(&view.entity(child)), agencies: agencies(view, &rows), possible }, rows)
    };
    children.into_iter().map(tie).collect()
}

fn agencies(view: &View<'_>, rows: &[EventIx]) -> Vec<String> {
    let ids: BTreeSet<_> =
        rows.iter().filter_map(|ix| view.event(*ix)).map(|event| &event.by.agency).collect();
    if ids.is_empty() {
        return vec!["through another record".to_owned()];
    }
    ids.into_iter().map(|agency| view.agency(agency)).collect()
}
