//! `notices.csv`: what facts and wording of a record should make somebody look at again. By service, never by worker.

use std::io;

use record::Code;

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;
use crate::notice_words::sentence;

const HEADING: [&str; 13] = [
    "rule",
    "about",
    "sentence",
    "agency",
    "event",
    "place",
    "when",
    "when_from",
    "when_to",
    "child",
    "certain",
    "rests_on",
    "remarks",
];

/// With a store: where the record stands in the log.
const OF_LOG: [&str; 1] = ["log_index"];

/// Writes the table. It holds codes and places; the words of a record stand only in the chronology, as ever.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("notices.csv")?, &called.heading(&HEADING, &OF_LOG))?;
    for notice in &called.material.outcome.noticed.notices {
        let Some(event) = called.event(notice.event) else { continue };
        let day = |moment: Option<record::Moment>| moment.map(|at| at.day().to_string()).unwrap_or_default();
        let remarks: Vec<&str> = notice.remarks.iter().map(Code::as_str).collect();
        let mut row = vec![
            notice.rule.to_string(),
            called.labels.safe(&notice.about).into_owned(),
            called.mask.open(&sentence(called.material.policy, notice)).into_owned(),
            called.labels.agency(&event.by.agency).into_owned(),
            called.row(notice.event),
            called.place(notice.event),
            event.claimed.to_string(),
            day(event.claimed.earliest()),
            day(event.claimed.latest()),
            notice.child.map(|child| called.entity(child)).unwrap_or_default(),
            crate::page::tri(notice.certain).to_owned(),
            called.rows(&notice.rests_on),
            remarks.join(" "),
        ];
        row.extend(called.log_cells(&[Some(notice.event)]));
        table.row(&row)?;
    }
    table.end()
}
