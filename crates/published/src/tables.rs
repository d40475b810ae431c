//! The tables of a report, each in its own file, each written as it is made.

mod chronology;
mod conduct;
mod conflicts;
mod disagreements;
mod duties;
mod findings;
mod gaming;
mod knowledge;
mod notices;
mod patterns;
mod refusals;
mod rule_changes;
mod summary;

use std::io::{self, Write};

use crate::called::Called;
use crate::key::{Key, Names};
use crate::{Folder, Material, Shown, corrections};

/// Takes how far a piece of work is: what, done, of how many (0: not known).
pub type Progress<'a> = dyn Fn(&str, u64, u64) + Sync + 'a;

/// Writes every table of a report but the page: `chronology.{csv,json,xlsx,docx}` and further volumes,
/// `knowledge.csv`, `duties.csv`, `obligations.csv`, `conduct.csv`, `patterns.json`, `disagreements.csv`, `findings.csv`,
/// `notices.csv`, `refusals.csv`, `gaming.csv`, `conflicts.csv`, `rule_changes.csv`, `corrections.csv`, over a log `checkpoint.txt` and, last,
/// `summary.json`.
///
/// The same material, names and key give the same bytes, whatever the number of threads.
///
/// # Errors
/// Whatever the folder says; what was written before stays.
pub fn write_tables(
    material: &Material<'_>,
    names: &Names,
    shown: Shown,
    key: &Key,
    folder: &dyn Folder,
    progress: &Progress<'_>,
) -> io::Result<()> {
    crate::report::named(material, names, shown, progress, |called| {
        write_called(called, key, folder, progress)
    })
}

/// [`write_tables`] with everything named already.
pub(crate) fn write_called(
    called: &Called<'_>,
    key: &Key,
    folder: &dyn Folder,
    progress: &Progress<'_>,
) -> io::Result<()> {
    // The small tables and the listing of corrections beside the chronology; none waits for another.
    let (chronology, rest) = rayon::join(
        || chronology::write(called, folder, progress),
        || {
            progress("tables", 0, 10);
            knowledge::write(called, folder)?;
            progress("tables", 1, 10);
            duties::write(called, folder)?;
            conduct::write(called, folder)?;
            progress("tables", 2, 10);
            patterns::write(called, folder)?;
            progress("tables", 3, 10);
            disagreements::write(called, folder)?;
            progress("tables", 4, 10);
            findings::write(called, folder)?;
            progress("tables", 5, 10);
            notices::write(called, folder)?;
            progress("tables", 6, 10);
            refusals::write(called, folder)?;
            progress("tables", 7, 10);
            gaming::write(called, folder)?;
            progress("tables", 8, 10);
            conflicts::write(called, folder)?;
            rule_changes::write(called, folder)?;
            progress("tables", 9, 10);
            corrections::write(called, key, folder)?;
            progress("tables", 10, 10);
            Ok(())
        },
    );
    chronology.and(rest)?;
    if let Some(log) = &called.material.log {
        let mut out = folder.file("checkpoint.txt")?;
        out.write_all(log.checkpoint.as_bytes())?;
        out.flush()?;
    }
    // Last, for the folder of a finished report is known by it.
    summary::write(called, folder)
}

#[cfg(test)]
mod organised;
#[cfg(test)]
mod over_log;
#[cfg(test)]
pub(crate) mod tests;
