//! `gaming.csv`: how the rules themselves were used, counted by post. No trace is proof; what may explain it stands beside it.

use std::io;

use record::{Code, Day};

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;
use crate::gaming_words::{innocent, out_of, title};

const HEADING: [&str; 14] = [
    "rule",
    "counted_what",
    "post",
    "post_title",
    "other_post",
    "from_agency",
    "counted",
    "of",
    "of_what",
    "same_day",
    "first",
    "last",
    "may_be_innocent",
    "rests_on",
];

/// Writes the table.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let labels = called.labels;
    let heading: Vec<&str> = HEADING.into_iter().chain(["remarks"]).collect();
    let mut table = Table::new(folder.file("gaming.csv")?, &heading)?;
    for trace in &called.material.outcome.gaming {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let remarks: Vec<&str> = trace.remarks.iter().map(Code::as_str).collect();
        table.row(&[
            trace.rule.to_string(),
            title(&trace.rule).to_owned(),
            labels.post_id(&trace.post),
            labels.post_title(&trace.post),
            trace.other.as_ref().map(|post| labels.post_id(post)).unwrap_or_default(),
            trace.source.as_ref().map(|agency| labels.agency(agency).into_owned()).unwrap_or_default(),
            trace.counted.to_string(),
            trace.of.to_string(),
            out_of(&trace.rule).to_owned(),
            trace.same_day.map(|days| days.to_string()).unwrap_or_default(),
            day(trace.first),
            day(trace.last),
            innocent(&trace.rule).to_owned(),
            called.rows(&trace.rests_on),
            remarks.join(" "),
        ])?;
    }
    table.end()
}
