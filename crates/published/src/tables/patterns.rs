//! `patterns.json`: what several children's records share, as questions. A question is no alarm.

use std::io::{self, Write};

use record::outputs::{Duty, Matter, Question};
use serde_json::{Value, json};

use crate::Folder;
use crate::called::Called;
use crate::hub::unexplained;

/// Most questions written; the most pressing come first.
const QUESTIONS: usize = 1_000;
/// Most records of one question written.
const RECORDS: usize = 100;

/// Writes the file.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let questions = &called.joined().questions;
    let mut out = folder.file("patterns.json")?;
    let what = "Things that several children's records share, most pressing first. A question for a person to ask, \
                not an alarm, an accusation or a score; no question is no all-clear.";
    write!(out, "{{\n\"what\":{},\n\"total\":{},\n\"questions\":[", json!(what), questions.len())?;
    for (number, question) in (1..).zip(questions.iter().take(QUESTIONS)) {
        out.write_all(if number == 1 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &one(called, number, question))?;
    }
    out.write_all(b"\n],\n\"matters\":[")?;
    for (number, matter) in (1..).zip(&called.material.outcome.strategic.matters) {
        out.write_all(if number == 1 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &matter_of(called, number, matter))?;
    }
    out.write_all(b"\n]\n}\n")?;
    out.flush()
}

/// A strategic matter, with what explains it. In a review nothing was opened: the duties would have been.
fn matter_of(called: &Called<'_>, number: u32, matter: &Matter) -> Value {
    let labels = called.labels;
    let named = |list: &[u32]| -> Vec<String> { list.iter().map(|one| called.entity(*one)).collect() };
    let rows = |list: &[u32]| -> Vec<String> { list.iter().map(|event| called.row(*event)).collect() };
    let agency = |id: &record::AgencyId| labels.agency(id).into_owned();
    let records: Vec<Value> = (matter.events.iter().take(RECORDS))
        .map(|event| {
            let by = called.event(*event).map(|event| agency(&event.by.agency));
            json!({"row": called.row(*event), "place": called.place(*event), "agency": by})
        })
        .collect();
    let owed = |duty: &Duty| {
        json!({
            "would_have_been_owed_by": labels.reached(&duty.post),
            "rank": duty.rank.number(),
            "from": duty.started.to_string(),
            "opened_row": called.row(duty.opened_by),
            "standing": duty.standing_words(),
        })
    };
    let partners = matter.partners.iter().map(|partner| {
        json!({
            "agency": agency(&partner.agency),
            "told": partner.told.map(|event| called.row(event)),
            "would_have_been_shown": partner.told.is_none(),
            "would_have_owed_a_question": partner.asks.iter().map(owed).collect::<Vec<_>>(),
        })
    });
    json!({
        "id": format!("m{number}"),
        "ground": matter.ground.as_str(),
        "shared": named(&matter.shared),
        "children_certain": named(&matter.children),
        "children_possible": named(&matter.children_possible),
        "group_records": rows(&matter.group_records),
        "records": records,
        "records_total": matter.events.len(),
        "agencies": matter.agencies.iter().map(agency).collect::<Vec<_>>(),
        "partners": partners.collect::<Vec<_>>(),
        "resurfaced": rows(&matter.resurfaced),
        "duties": matter.duties.iter().map(owed).collect::<Vec<_>>(),
    })
}

fn one(called: &Called<'_>, number: u32, question: &Question) -> Value {
    let labels = called.labels;
    let children = |list: &[u32]| -> Vec<String> { list.iter().map(|child| called.entity(*child)).collect() };
    let agencies: Vec<String> =
        question.agencies.iter().map(|agency| labels.agency(agency).into_owned()).collect();
    let records: Vec<Value> = (question.events.iter().take(RECORDS))
        .map(|event| json!({"row": called.row(*event), "place": called.place(*event)}))
        .collect();
    let innocent: Vec<Value> = (question.innocent_roles.iter())
        .map(|(role, times)| json!({"role": labels.role_code(role), "title": labels.role(role), "times": times}))
        .collect();
    json!({
        "id": format!("q{number}"),
        "words": words(called, question, agencies.len()),
        "shared": called.entity(question.shared),
        "kind": question.kind.word(),
        "children_certain": children(&question.children_certain),
        "children_possible": children(&question.children_possible),
        "households": question.households,
        "records": records,
        "records_total": question.events.len(),
        "agencies": agencies,
        "first": question.first.to_string(),
        "told_to": question.told_to.iter().map(|post| labels.post(post)).collect::<Vec<_>>(),
        "innocent_roles": innocent,
        "busy": question.busy,
        "unanswered": question.unanswered,
    })
}

fn words(called: &Called<'_>, question: &Question, agencies: usize) -> String {
    let count = |number: usize, one: &str, many: &str| match number {
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    };
    let possible = match question.children_possible.len() {
        0 => String::new(),
        more => format!(", and {more} more if possible links are true"),
    };
    let roles: Vec<String> = (question.innocent_roles.iter())
        .map(|(role, times)| format!("{} ({times})", called.labels.role(role)))
        .collect();
    let innocent = match roles.is_empty() {
        true => unexplained(question, called.material.policy.linkage.generic_children),
        false => format!("Recorded roles that may explain it: {}.", roles.join(", ")),
    };
    format!(
        "Records of {} name {}: {}{possible}, in {}. First: {}. {innocent} Why?",
        count(agencies, "agency", "agencies"),
        called.entity(question.shared),
        count(question.children_certain.len(), "child", "children"),
        count(question.households as usize, "household", "households"),
        question.first,
    )
}
