//! `findings.csv`: odd data, where it stands, what was done, and the remedy.

use std::io;

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;

const HEADING: [&str; 7] = ["path", "line", "field", "kind", "rule", "words", "remedy"];

/// Writes the table. Findings hold no personal value; column names are masked all the same, for anybody may name one.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("findings.csv")?, &HEADING)?;
    for finding in called.material.findings {
        table.row(&[
            called.paths.path(finding.file),
            &match finding.line {
                0 => String::new(),
                line => line.to_string(),
            },
            &called.mask.open(&finding.field),
            finding.kind.word(),
            finding.rule.as_str(),
            &called.mask.open(&finding.words),
            &called.mask.open(&finding.remedy),
        ])?;
    }
    table.end()
}
