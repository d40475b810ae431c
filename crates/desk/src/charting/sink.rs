//! Keeps the findings of a table.

use formats::read::{Seen, Sink};
use record::source::{Completeness, RowKey};
use record::{Code, Coverage, Event, FileId, Finding, FindingKind};
use smol_str::SmolStr;

/// Most findings of a table that are kept.
const FINDINGS: usize = 10_000;

/// A table of figures has no events of an agency.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) kept: Vec<Finding>,
}

impl Findings {
    /// Adds one of our own.
    pub(super) fn add(&mut self, line: u32, rule: &str, words: String, remedy: &str) {
        self.finding(Finding {
            file: FileId(0),
            line,
            field: SmolStr::new_static(""),
            kind: FindingKind::Doubtful,
            rule: Code::new(rule),
            words,
            remedy: remedy.to_owned(),
        });
    }
}

impl Sink for Findings {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {}
    fn finding(&mut self, finding: Finding) {
        if self.kept.len() < FINDINGS {
            self.kept.push(finding);
        }
    }
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}
