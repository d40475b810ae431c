//! Every page, table and picture of a report; the only way out.

pub mod audience;
pub mod bands;
mod called;
pub mod cases;
pub mod charts;
mod conflict_words;
pub mod corrections;
pub mod credit;
mod csv_safe;
mod docx;
pub mod fitness;
mod gaming_words;
mod html;
mod hub;
pub mod key;
mod keyed;
pub mod knew;
pub mod label;
mod life;
pub mod limits;
mod log;
pub mod mask;
pub mod notice_words;
mod odds;
mod organised_words;
mod package;
pub mod page;
pub mod place;
pub mod receipt_page;
pub mod recount;
pub mod replay;
mod report;
mod rule_words;
mod svg;
mod tables;
pub mod town_page;
mod xlsx;
mod xml;

pub use log::Log;
pub use report::write_report;
pub use tables::{Progress, write_tables};

use std::io::{self, Write};

use flow::Outcome;
use record::policy::Policy;
use record::source::{SourceFile, Unread};
use record::{Day, Event, Finding, Mention, MentionKind};

/// Everything a review's report is made of.
#[derive(Clone, Debug)]
pub struct Material<'a> {
    /// The events in canonical order, with their ids.
    pub events: &'a [Event],
    /// What the stages found.
    pub outcome: &'a Outcome,
    /// The files read, by id.
    pub files: &'a [SourceFile],
    /// The files not read.
    pub unread: &'a [Unread],
    /// Findings in order, and how many more of each kind were not kept.
    pub findings: &'a [Finding],
    /// The policy the stages ran on.
    pub policy: &'a Policy,
    /// As of the end of this day.
    pub as_of: Day,
    /// The log the events stand in; `None` without a store.
    pub log: Option<Log<'a>>,
    /// The figures; `None` where nobody asked for any.
    pub measured: Option<&'a flow::Measured>,
    /// The figures by month as charts; none where nobody asked for any.
    pub lines: &'a [charts::Line],
}

impl<'a> Material<'a> {
    /// The files somebody gave: without what stands for the file of what was told to candour itself.
    pub(crate) fn files_given(&self) -> impl Iterator<Item = &'a SourceFile> + Clone {
        self.files.iter().filter(|file| !file.is_told())
    }

    /// The index of an event in the log; `None` without a store.
    pub(crate) fn log_index(&self, event: &Event) -> Option<u64> {
        self.log.as_ref()?.indexes.get(&event.id).copied()
    }

    /// How many events were told to candour itself.
    pub fn told_here(&self) -> u64 {
        self.events.iter().filter(|event| log::has_receipt(event)).count() as u64
    }

    /// How many children and other people were erased.
    pub(crate) fn erased(&self) -> u64 {
        let mentions = self.events.iter().flat_map(Event::mentions);
        let people = mentions.filter(|it| matches!(it.kind, MentionKind::Child | MentionKind::Person));
        let subjects: rustc_hash::FxHashSet<&str> = people.filter_map(Mention::erased_as).collect();
        subjects.len() as u64
    }
}

/// What may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Names, phones, plates and postcodes as the sources wrote them.
    pub names: bool,
    /// Free words of concern files.
    pub narrative: bool,
}

/// A place to put report files, so that this crate needs no file system.
pub trait Folder: Sync {
    /// A new file of this name.
    ///
    /// # Errors
    /// Whatever the place says.
    fn file(&self, name: &str) -> io::Result<Box<dyn Write + Send>>;
}

#[cfg(test)]
mod tests;

/// Is a folder a report of candour? `has` says whether a file of that name stands in it.
pub fn is_report(has: impl Fn(&str) -> bool) -> bool {
    ["summary.json", "corrections.csv", "chronology.json"].iter().all(|name| has(name))
}
