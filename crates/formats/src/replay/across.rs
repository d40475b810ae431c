//! What only shows across rows: keys given twice, answers to nothing, and more events than anybody can mean.

use std::collections::HashMap;

use record::FileId;
use smol_str::SmolStr;

use super::{EVENTS_TOGETHER, Row};
use crate::read::Sink;
use crate::report::Report;

/// Leaves out what cannot stand beside the other rows.
pub(super) fn check(rows: &mut Vec<Row>, file: FileId, sink: &mut dyn Sink) {
    drop_second_keys(rows, file, sink);
    check_answers(rows, file, sink);
    cap_events(rows, file, sink);
}

fn drop_second_keys(rows: &mut Vec<Row>, file: FileId, sink: &mut dyn Sink) {
    let mut first: HashMap<SmolStr, u32> = HashMap::new();
    rows.retain(|row| {
        let line = *first.entry(row.id.clone()).or_insert(row.line);
        if line != row.line {
            let words = format!("the key stands on line {line} already; this row was left out");
            let at = Report { file, line: row.line };
            at.skipped(sink, "id", "replay.id_twice", words, "give each row a key of its own");
        }
        line == row.line
    });
}

fn check_answers(rows: &mut [Row], file: FileId, sink: &mut dyn Sink) {
    let days: HashMap<SmolStr, (record::Day, record::Day)> =
        rows.iter().map(|row| (row.id.clone(), (row.first(), row.last()))).collect();
    for row in rows.iter_mut() {
        let at = Report { file, line: row.line };
        let Some(answered) = row.answers.clone() else { continue };
        match days.get(&answered) {
            Some(_) if answered == row.id => {
                let words = "the row answers itself; it was read as answering nothing";
                at.skipped(sink, "answers", "replay.answers_itself", words, "name the row that is answered");
                row.answers = None;
            }
            None => {
                let words =
                    "the row that is answered is not in the timeline; it was read as answering nothing";
                at.skipped(sink, "answers", "replay.answers_unknown", words, "name the row by its `id`");
                row.answers = None;
            }
            Some((first, _)) if row.last() < *first => {
                let words = "the answer is dated before the row it answers; it takes that row's date";
                at.doubtful(sink, "date", "replay.answer_before", words, "check both dates");
            }
            Some(_) => {}
        }
    }
}

fn cap_events(rows: &mut [Row], file: FileId, sink: &mut dyn Sink) {
    let mut together = 0u64;
    for row in rows.iter_mut().filter(|row| row.events > 1) {
        let things = row.places.len() + row.persons.len() + row.vehicles.len();
        let each = row.told.len().max(1) * (things + 1);
        let these = u64::from(row.events) * each as u64;
        if together + these <= EVENTS_TOGETHER {
            together += these;
        } else {
            row.events = 1;
            let words = "the rows together stand for more than 100000 events; this row was read as one event";
            let at = Report { file, line: row.line };
            at.repaired(sink, "event_count", "replay.many_events_together", words, "split the timeline");
        }
    }
}
