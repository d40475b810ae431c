//! Takes findings, up to a limit; these readers hand over nothing else.

use formats::read::{Seen, Sink};
use record::source::{Completeness, RowKey};
use record::{Code, Coverage, Event, FileId, Finding, FindingKind};
use smol_str::SmolStr;

/// Most findings kept.
const MOST: usize = 10_000;

/// What was odd.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) kept: Vec<Finding>,
}

impl Findings {
    /// Adds one of our own: doubtful, at a line of the table (0 for the table as a whole).
    pub(crate) fn add(&mut self, line: u32, rule: &str, words: impl Into<String>, remedy: &str) {
        self.finding(Finding {
            file: FileId(0),
            line,
            field: SmolStr::new_static(""),
            kind: FindingKind::Doubtful,
            rule: Code::new(rule),
            words: words.into(),
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
        if self.kept.len() < MOST {
            self.kept.push(finding);
        }
    }
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}
