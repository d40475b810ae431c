//! What happens often is counted and said once.

use record::FileId;
use smol_str::SmolStr;

use crate::read::Sink;
use crate::report::{Report, short};

/// Most different (rule, element) pairs kept; a file of random names must not ask for memory.
const KEPT: usize = 200;

/// Counts of odd things by rule and element.
#[derive(Debug, Default)]
pub(super) struct Tally {
    entries: Vec<Entry>,
    beyond: u64,
}

#[derive(Debug)]
struct Entry {
    rule: &'static str,
    element: SmolStr,
    count: u64,
    first_line: u32,
}

impl Tally {
    pub(super) fn add(&mut self, rule: &'static str, element: &str, line: u32) {
        let known = self.entries.iter_mut().find(|entry| entry.rule == rule && entry.element == element);
        if let Some(entry) = known {
            entry.count += 1;
        } else if self.entries.len() < KEPT {
            self.entries.push(Entry { rule, element: SmolStr::new(element), count: 1, first_line: line });
        } else {
            self.beyond += 1;
        }
    }

    /// Counts a thing that is said where it happens; true if it was counted before.
    pub(super) fn once(&mut self, rule: &'static str) -> bool {
        let before = self.entries.iter().any(|entry| entry.rule == rule);
        if !before {
            self.entries.push(Entry { rule, element: SmolStr::default(), count: 0, first_line: 0 });
        }
        before
    }

    /// One finding for each rule and element, in order of appearance.
    pub(super) fn report(&self, file: FileId, sink: &mut dyn Sink) {
        for entry in self.entries.iter().filter(|entry| entry.count > 0) {
            entry.report(file, sink);
        }
        if self.beyond > 0 {
            let words = format!("{} more unknown elements or stray texts are not listed", self.beyond);
            Report { file, line: 0 }.skipped(sink, "", "xml.more", words, "");
        }
    }
}

impl Entry {
    fn report(&self, file: FileId, sink: &mut dyn Sink) {
        let (count, element) = (self.count, short(&self.element));
        let at = Report { file, line: self.first_line };
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times, first here") };
        match self.rule {
            "xml.unknown_element" => at.skipped(
                sink,
                &self.element,
                self.rule,
                format!("the element `{element}` is not known in its place and was not read ({times})"),
                "the census gains elements some years; ask for a newer candour if it matters",
            ),
            "xml.stray_text" => at.skipped(
                sink,
                &self.element,
                self.rule,
                format!("text stands between the elements of `{element}` and was not read ({times})"),
                "",
            ),
            "xml.entity" => at.skipped(
                sink,
                &self.element,
                self.rule,
                format!("an entity that XML does not predefine stands in `{element}` and was left out ({times})"),
                "write the character itself",
            ),
            "xml.empty_block" => at.skipped(
                sink,
                &self.element,
                self.rule,
                format!("the block `{element}` holds nothing ({times})"),
                "",
            ),
            "xml.empty_value" => at.skipped(
                sink,
                &self.element,
                self.rule,
                format!("the element `{element}` is empty and was read as left out ({times})"),
                "",
            ),
            "xml.stray_end" => at.skipped(
                sink,
                &self.element,
                self.rule,
                format!("an end of `{element}` stands where none is open ({times})"),
                "export the census again",
            ),
            _ => at.repaired(
                sink,
                &self.element,
                self.rule,
                format!("the element `{element}` is not closed and was taken to end with the one around it ({times})"),
                "export the census again",
            ),
        }
    }
}
