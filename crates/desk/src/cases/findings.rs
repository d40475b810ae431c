//! Keeps the findings of a table of cases: the first of each kind, and how many there are.

use std::collections::BTreeMap;

use formats::read::{Seen, Sink};
use record::source::{Completeness, RowKey};
use record::{Code, Coverage, Event, FileId, Finding, FindingKind};

/// Most findings of one rule that are kept: the thousandth says what the first does.
const OF_RULE: u64 = 1_000;

/// A table of cases has no events.
#[derive(Debug, Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    by_rule: BTreeMap<Code, u64>,
}

impl Findings {
    /// Adds one of our own, about the definition or a table beside.
    pub(super) fn add(&mut self, field: &str, rule: &str, words: String, remedy: &str) {
        self.finding(Finding {
            file: FileId(0),
            line: 0,
            field: formats::report::short(field).into(),
            kind: FindingKind::Doubtful,
            rule: Code::new(rule),
            words,
            remedy: remedy.to_owned(),
        });
    }

    /// Those kept, by line, and how many more there were.
    pub(super) fn end(mut self) -> (Vec<Finding>, u64) {
        let all: u64 = self.by_rule.values().sum();
        self.kept.sort();
        let more = all - self.kept.len() as u64;
        (self.kept, more)
    }
}

impl Sink for Findings {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {}
    fn finding(&mut self, finding: Finding) {
        let many = self.by_rule.entry(finding.rule.clone()).or_default();
        *many += 1;
        if *many <= OF_RULE {
            self.kept.push(finding);
        }
    }
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}
