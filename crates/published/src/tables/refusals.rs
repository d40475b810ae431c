//! `refusals.csv`: acts on concerns that a rule does not accept, and what would satisfy it.

use std::io;

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;

const HEADING: [&str; 12] = [
    "rule",
    "sentence",
    "satisfied_by",
    "event",
    "place",
    "concern_id",
    "when",
    "when_from",
    "when_to",
    "act",
    "by_post",
    "owed_by",
];

/// With a store: where the act stands in the log.
const OF_LOG: [&str; 1] = ["log_index"];

/// Writes the table.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("refusals.csv")?, &called.heading(&HEADING, &OF_LOG))?;
    for refusal in &called.material.outcome.answers.refusals {
        let Some(event) = called.event(refusal.event) else { continue };
        let day = |moment: Option<record::Moment>| moment.map(|at| at.day().to_string()).unwrap_or_default();
        let by = match &event.by.post {
            Some(post) => called.labels.post_id(post),
            None => called.labels.agency_id(&event.by.agency).into_owned(),
        };
        let mut row = vec![
            refusal.rule.to_string(),
            refusal.rule.sentence().to_owned(),
            refusal.rule.satisfied_by().to_owned(),
            called.row(refusal.event),
            called.place(refusal.event),
            called.concern_id(refusal.event),
            event.claimed.to_string(),
            day(event.claimed.earliest()),
            day(event.claimed.latest()),
            called.labels.event(event),
            by,
            refusal.owed_by.as_ref().map(|post| called.labels.post_id(post)).unwrap_or_default(),
        ];
        row.extend(called.log_cells(&[Some(refusal.event)]));
        table.row(&row)?;
    }
    table.end()
}
