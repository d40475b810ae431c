//! The table of imported files against what the log says of each.

use std::collections::BTreeMap;

use record::source::Completeness;
use record::{AgencyId, Code, Day};
use smol_str::SmolStr;
use store::raw::{Raw, RawFile};

use super::Findings;
use super::opened::Opened;

/// What an entry says of a file.
#[derive(Clone, Debug)]
pub(super) struct ImportedFile {
    pub(super) file: u32,
    pub(super) format: Code,
    pub(super) agency: AgencyId,
    pub(super) digest: SmolStr,
    pub(super) covers: (Option<Day>, Option<Day>),
    pub(super) completeness: Completeness,
    pub(super) rows: u64,
}

/// Every file that the log speaks of.
#[derive(Debug, Default)]
pub(super) struct Files(BTreeMap<u32, (u64, ImportedFile)>);

impl Files {
    pub(super) fn add(&mut self, entry: u64, file: ImportedFile) {
        self.0.insert(file.file, (entry, file));
    }

    pub(super) fn finish(&self, raw: &Raw, opened: Option<&Opened>, findings: &mut Findings) {
        let mut there = std::collections::BTreeSet::new();
        let walked = raw.files(&mut |row| {
            there.insert(row.id);
            let said = u32::try_from(row.id).ok().and_then(|id| self.0.get(&id));
            match said {
                Some((entry, said)) => {
                    for what in differences(&row, said) {
                        let words = format!("says another {what} of file {} than the table of files", row.id);
                        findings.entry(*entry, "file", words);
                    }
                }
                // What is told is no file, and what describes an agency's files is no source.
                None if matches!(row.format.as_str(), "told" | "agency.toml") => {}
                // An import that stopped leaves its file marked as not whole.
                None if row.whole == 0 => {}
                None => findings.store("file", format!("no entry speaks of file {}", row.id)),
            }
            if row.tag.is_none() || !matches!(row.whole, 0 | 1) || row.counts.iter().any(|count| *count < 0) {
                findings.store("file", format!("the row of file {} is malformed", row.id));
            }
            if let Some(opened) = opened {
                opened.file(&row, said.map(|(_, said)| said.digest.as_str()), findings);
            }
        });
        if let Err(cause) = walked {
            findings
                .store("unreadable", format!("table `source_file` cannot be read further: {}", cause.cause));
            return;
        }
        for (file, (entry, _)) in self.0.iter().filter(|(file, _)| !there.contains(&i64::from(**file))) {
            findings.entry(
                *entry,
                "file",
                format!("speaks of file {file}, which the table of files does not have"),
            );
        }
    }
}

fn differences(row: &RawFile, said: &ImportedFile) -> Vec<&'static str> {
    let day = |day: Option<Day>| day.map(|day| i64::from(day.0));
    let covers = (day(said.covers.0), day(said.covers.1));
    let checks = [
        ("format", row.format == said.format.as_str()),
        ("agency", row.agency == said.agency.as_str()),
        ("cover", row.covers == covers),
        ("completeness", row.completeness == said.completeness.word()),
        ("number of rows", u64::try_from(row.counts[0]) == Ok(said.rows)),
    ];
    checks.into_iter().filter(|(_, same)| !same).map(|(what, _)| what).collect()
}
