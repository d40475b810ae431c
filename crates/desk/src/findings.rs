//! Takes findings, up to a limit; these readers hand over nothing else.

use formats::read::{Seen, Sink};
use record::source::{Completeness, RowKey};
use record::{Coverage, Event, Finding};

/// Most findings kept.
const MOST: usize = 10_000;

/// What was odd.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) kept: Vec<Finding>,
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
