//! `conduct.csv`: what organisations did with warnings beside answering them, a sentence a row.

use std::io;

use record::Code;
use record::outputs::EventIx;

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;
use crate::organised_words as words;

const HEADING: [&str; 12] = [
    "kind",
    "rows",
    "place",
    "when",
    "when_from",
    "when_to",
    "agency",
    "about",
    "says",
    "not_stated",
    "rests_on",
    "would_have_gone_to",
];

/// With a store: where the first row stands in the log.
const OF_LOG: [&str; 1] = ["log_index"];

/// One line of the table.
struct Line<'a> {
    kind: &'static str,
    rows: &'a [EventIx],
    says: String,
    not_stated: &'a [Code],
    rests_on: Vec<EventIx>,
    to: String,
}

impl<'a> Line<'a> {
    fn new(kind: &'static str, rows: &'a [EventIx], says: String) -> Self {
        Self { kind, rows, says, not_stated: &[], rests_on: Vec::new(), to: String::new() }
    }
}

/// Writes the table.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("conduct.csv")?, &called.heading(&HEADING, &OF_LOG))?;
    for line in lines(called) {
        table.row(&cells(called, &line))?;
    }
    table.end()
}

fn lines<'a>(called: &Called<'a>) -> Vec<Line<'a>> {
    let (labels, organised) = (called.labels, &called.material.outcome.organised);
    let mut lines: Vec<Line<'a>> = Vec::new();
    lines.extend(
        organised
            .circulated
            .iter()
            .map(|one| Line::new("circulated", &one.events, words::circulated(labels, one))),
    );
    lines.extend(organised.supervisions.iter().map(|one| {
        Line::new("supervision", core::slice::from_ref(&one.event), words::supervision(labels, one))
    }));
    lines.extend(organised.operations.iter().map(|one| Line {
        not_stated: &one.not_stated,
        rests_on: one.open.clone(),
        ..Line::new("operation", &one.events, words::operation(labels, one))
    }));
    lines.extend(organised.cuts.iter().map(|one| {
        let to: Vec<String> = one.rerouted.iter().map(|duty| labels.post_id(&duty.to)).collect();
        let opened = one.rerouted.iter().map(|duty| duty.opened_by);
        Line {
            rests_on: one.signed_by.into_iter().chain(opened).collect(),
            to: to.join(" "),
            ..Line::new("team_cut", &one.events, words::cut(labels, one))
        }
    }));
    lines.extend(organised.refusals.iter().map(|one| Line {
        not_stated: &one.not_stated,
        ..Line::new("sharing_refused", core::slice::from_ref(&one.event), words::refusal(labels, one))
    }));
    lines.extend(
        organised
            .powers
            .iter()
            .map(|one| Line::new("power", core::slice::from_ref(&one.event), words::power(labels, one))),
    );
    lines.extend(organised.child_only.iter().map(|one| Line {
        rests_on: core::iter::once(one.opened_by).chain(one.powers.iter().copied()).collect(),
        ..Line::new("answer_on_child_only", core::slice::from_ref(&one.answer), words::child_only(one))
    }));
    lines
}

fn cells(called: &Called<'_>, line: &Line<'_>) -> Vec<String> {
    let first = line.rows.first().copied();
    let event = first.and_then(|first| called.event(first));
    let day = |moment: Option<record::Moment>| moment.map(|at| at.day().to_string()).unwrap_or_default();
    let mut row = vec![
        line.kind.to_owned(),
        called.rows(line.rows),
        first.map(|first| called.place(first)).unwrap_or_default(),
        event.map(|event| event.claimed.to_string()).unwrap_or_default(),
        day(event.and_then(|event| event.claimed.earliest())),
        day(event.and_then(|event| event.claimed.latest())),
        event.map(|event| called.labels.agency(&event.by.agency).into_owned()).unwrap_or_default(),
        first.map(|first| called.children(first)).unwrap_or_default(),
        called.mask.open(&line.says).into_owned(),
        words::missing(line.not_stated),
        called.rows(&line.rests_on),
        line.to.clone(),
    ];
    row.extend(called.log_cells(&[first]));
    row
}
