//! The answer to "did this post know of this by that day", in words and as data.
//!
//! Only what a record shows counts. What silence would have reached is no answer here and stands nowhere in it.

use std::fmt::Write;

use flow::KnowledgeAnswer;
use record::outputs::{Knowledge, KnowledgeState};
use record::{Body, Coverage, Day, PostId, Tri};
use serde_json::{Value, json};

use crate::called::Called;
use crate::html::counted;
use crate::key::Names;
use crate::{Material, Shown, report};

/// What was asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The post.
    pub post: &'a PostId,
    /// Of what, in words that name nobody: "this concern", "this child".
    pub of: &'a str,
    /// By the end of this day.
    pub by: Day,
    /// Records that may be of the same child or thing, and were left out because nobody can tell.
    pub possible: usize,
}

/// The most lines of one list in words; all stand in the data.
const MOST: usize = 20;

/// The answer in words, and as JSON.
///
/// Paths, posts and places are called as in a report of the same files; holders only with names shown.
pub fn told(
    material: &Material<'_>,
    names: &Names,
    shown: Shown,
    asked: Asked<'_>,
    answer: &KnowledgeAnswer,
) -> (String, String) {
    let mut told = (String::new(), String::new());
    let done = report::named(material, names, shown, &|_, _, _| {}, |called| {
        told = (words(called, asked, answer), data(called, asked, answer).to_string());
        Ok(())
    });
    done.expect("nothing is written, so nothing can fail");
    told
}

/// The one line that answers.
fn verdict(answer: &KnowledgeAnswer) -> &'static str {
    match (answer.state, answer.by_then) {
        (KnowledgeState::Opened, Tri::Yes) => {
            "Yes: opened. A record shows that the post opened, answered or passed it on, or wrote it down itself, by then."
        }
        (KnowledgeState::Opened, _) => {
            "Cannot tell: a record shows that the post opened it, but its date allows both before and after that day."
        }
        (KnowledgeState::DeliveredUnopened, Tri::Yes) => {
            "Delivered by then, and not opened. That counts against the office like opened."
        }
        (KnowledgeState::Sent, Tri::Yes) => {
            "Sent by then: a source says that the post was told. Nothing shows that it was opened."
        }
        (KnowledgeState::DeliveredUnopened | KnowledgeState::Sent, _) => {
            "Cannot tell: a source says that it went to the post, but its date allows both before and after that day."
        }
        (KnowledgeState::NoRecord, _) => {
            "No record in the files given. That does not say that the post did not know."
        }
        (KnowledgeState::NotHeld, _) => {
            "Records not held or not produced: no file and no record of this post's agency was given. That does not say that the post did not know."
        }
    }
}

fn words(called: &Called<'_>, asked: Asked<'_>, answer: &KnowledgeAnswer) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{text}");
    };
    line(format!("Did {} know of {} by {}?", called.labels.post(asked.post), asked.of, asked.by));
    line(verdict(answer).to_owned());
    let certain = answer.showings.iter().find(|row| row.at.is_by(asked.by) == Tri::Yes);
    if let Some(certain) = certain.filter(|_| answer.by_then != Tri::Yes) {
        line(format!("Certain by then, all the same: {}.", certain.state));
    }
    if !answer.post_named && answer.state == KnowledgeState::NoRecord {
        line(
            "No file given names a post of that name: see how its agency's files write it, and ask again."
                .to_owned(),
        );
    }
    list(&mut line, "What shows it", &answer.showings, |row| showing(called, row));
    list(
        &mut line,
        "Other posts of the same agency (this says nothing of the post asked about)",
        &answer.elsewhere,
        |row| format!("{}: {}", called.labels.post_title(&row.post), showing(called, row)),
    );
    line("What the files of this agency cover:".to_owned());
    if answer.files_cover.is_empty() {
        line("  no file of this agency was given".to_owned());
    }
    for file in &answer.files_cover {
        let covers = file.covers.map_or_else(|| "days not stated".to_owned(), span);
        line(format!(
            "  {}, {covers}, {}",
            path(called, file.imported),
            file.completeness.word().replace('_', " ")
        ));
    }
    match answer.told_since {
        None => line("No dated telling of it by that day stands in these files.".to_owned()),
        Some(since) if answer.not_covered.is_empty() => {
            line(format!(
                "Full extracts of this agency cover every day from the first telling, {since}, to that day."
            ));
        }
        Some(_) => list(
            &mut line,
            "Not covered by a full extract of this agency, from the first telling to that day",
            &answer.not_covered,
            |gap| span(*gap),
        ),
    }
    if asked.possible > 0 {
        let records = counted(asked.possible as u64, "record", "records");
        line(format!(
            "Left out: {records} that may be of the same child or thing; nobody can tell. Decide them in corrections.csv of a review."
        ));
    }
    out
}

fn list<T>(line: &mut impl FnMut(String), head: &str, rows: &[T], words: impl Fn(&T) -> String) {
    if rows.is_empty() {
        return;
    }
    line(format!("{head}:"));
    rows.iter().take(MOST).for_each(|row| line(format!("  {}", words(row))));
    if rows.len() > MOST {
        line(format!("  and {} more; `--json` lists all", rows.len() - MOST));
    }
}

fn showing(called: &Called<'_>, row: &Knowledge) -> String {
    let held = holder(called, row).map(|holder| format!(", held by {holder}")).unwrap_or_default();
    let what = called.event(row.shown_by).map(|event| called.labels.event(event)).unwrap_or_default();
    format!("{}, {}{held}: {what} ({})", row.state, row.at, called.place(row.shown_by))
}

/// Who held the post that day: only with names.
fn holder(called: &Called<'_>, row: &Knowledge) -> Option<String> {
    match &called.event(row.holder.filter(|_| called.shown.names)?)?.body {
        Body::PostHeldBy(held) => Some(held.holder.to_string()),
        _ => None,
    }
}

fn path(called: &Called<'_>, imported: u32) -> String {
    let file = called.event(imported).and_then(|event| match &event.body {
        Body::Imported(file) => Some(file.file),
        _ => None,
    });
    file.map_or_else(String::new, |file| called.paths.path(file).to_owned())
}

fn span(days: Coverage) -> String {
    format!("{} to {}", days.from, days.to)
}

fn data(called: &Called<'_>, asked: Asked<'_>, answer: &KnowledgeAnswer) -> Value {
    let rows = |rows: &[Knowledge]| rows.iter().map(|row| one(called, asked, row)).collect::<Value>();
    let days = |days: Coverage| json!({"from": days.from.to_string(), "to": days.to.to_string()});
    let files = answer.files_cover.iter().map(|file| {
        json!({
            "path": path(called, file.imported),
            "covers": file.covers.map(days),
            "completeness": file.completeness.word(),
        })
    });
    json!({
        "post": called.labels.post_id(asked.post),
        "of": asked.of,
        "by": asked.by.to_string(),
        "state": answer.state.word(),
        "by_then": crate::page::tri(answer.by_then),
        "answer": verdict(answer),
        "shown": rows(&answer.showings),
        "elsewhere_in_agency": rows(&answer.elsewhere),
        "files_cover": files.collect::<Value>(),
        "told_since": answer.told_since.map(|day| day.to_string()),
        "possible_records_left_out": asked.possible,
        "not_covered": answer.not_covered.iter().map(|gap| days(*gap)).collect::<Value>(),
        "as_of": called.material.as_of.to_string(),
        "policy_digest": called.material.policy.digest.as_str(),
        "cannot_show": crate::limits::cannot_show(called.material, called.shown),
    })
}

fn one(called: &Called<'_>, asked: Asked<'_>, row: &Knowledge) -> Value {
    json!({
        "post": called.labels.post_id(&row.post),
        "state": row.state.word(),
        "at": row.at.to_string(),
        "by_then": crate::page::tri(row.at.is_by(asked.by)),
        "shown_by": called.row(row.shown_by),
        "shown_by_place": called.place(row.shown_by),
        "what": called.event(row.shown_by).map(|event| called.labels.event(event)),
        "holder": holder(called, row),
    })
}
