//! `findings.csv`: odd data, where it stands, what was done, and the remedy.

use std::io;

use record::FileId;
use record::outputs::EventIx;
use rustc_hash::FxHashMap;

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;

const HEADING: [&str; 7] = ["path", "line", "field", "kind", "rule", "words", "remedy"];

/// With a store: where the row's event stands in the log, if the line gave exactly one.
const OF_LOG: [&str; 1] = ["log_index"];

/// Writes the table. Findings hold no personal value; column names are masked all the same, for anybody may name one.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("findings.csv")?, &called.heading(&HEADING, &OF_LOG))?;
    let events = events_of_lines(called);
    for finding in called.material.findings {
        let mut row = vec![
            called.paths.path(finding.file).to_owned(),
            match finding.line {
                0 => String::new(),
                line => line.to_string(),
            },
            called.mask.open(&finding.field).into_owned(),
            finding.kind.word().to_owned(),
            finding.rule.to_string(),
            called.mask.open(&finding.words).into_owned(),
            called.mask.open(&finding.remedy).into_owned(),
        ];
        let event = events.get(&(finding.file, finding.line)).copied().flatten();
        row.extend(called.log_cells(&[event]));
        table.row(&row)?;
    }
    table.end()
}

/// The one event of each line of a file; `None` where a line gave several. Empty without a store.
fn events_of_lines(called: &Called<'_>) -> FxHashMap<(FileId, u32), Option<EventIx>> {
    let mut lines: FxHashMap<(FileId, u32), Option<EventIx>> = FxHashMap::default();
    if called.material.log.is_some() {
        for (place, event) in (0..).zip(called.material.events) {
            let line = (event.source.file, event.source.line);
            lines.entry(line).and_modify(|one| *one = None).or_insert(Some(place));
        }
    }
    lines
}
