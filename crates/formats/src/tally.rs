//! What happens often in one file is counted and said once, with its number and its first place.

use record::{FileId, FindingKind};
use smol_str::SmolStr;

use crate::read::Sink;
use crate::report::Report;

/// Most different (rule, field) pairs kept; a file of random names must not ask for memory.
const KEPT: usize = 200;

/// Counts of odd things by rule and field.
#[derive(Debug, Default)]
pub struct Tally {
    entries: Vec<Entry>,
    beyond: u64,
}

#[derive(Debug)]
struct Entry {
    rule: &'static str,
    field: SmolStr,
    count: u64,
    first_line: u32,
}

/// What is said of a rule.
#[derive(Clone, Debug)]
pub struct Said {
    /// What was done.
    pub kind: FindingKind,
    /// In plain words, without the number.
    pub words: String,
    /// What to do.
    pub remedy: &'static str,
}

impl Tally {
    /// Counts one.
    pub fn add(&mut self, rule: &'static str, field: &str, line: u32) {
        let known = self.entries.iter_mut().find(|entry| entry.rule == rule && entry.field == field);
        if let Some(entry) = known {
            entry.count += 1;
        } else if self.entries.len() < KEPT {
            self.entries.push(Entry { rule, field: SmolStr::new(field), count: 1, first_line: line });
        } else {
            self.beyond += 1;
        }
    }

    /// One finding for each rule and field, in order of appearance. `say` knows the rules it was fed.
    pub fn report(&self, file: FileId, sink: &mut dyn Sink, say: impl Fn(&'static str, &str) -> Said) {
        for entry in &self.entries {
            let said = say(entry.rule, &entry.field);
            let words = match entry.count {
                1 => said.words,
                count => format!("{} ({count} times, first here)", said.words),
            };
            let at = Report { file, line: entry.first_line };
            at.add(sink, said.kind, &entry.field, entry.rule, words, said.remedy);
        }
        if self.beyond > 0 {
            let words = format!("{} more odd elements or columns are not listed one by one", self.beyond);
            Report { file, line: 0 }.skipped(sink, "", "file.more", words, "");
        }
    }
}
