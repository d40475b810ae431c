//! The log that a report rests on: what lets a reader check later that no row was changed since.

use record::event::Assurance;
use record::{Body, Event, EventId};
use rustc_hash::FxHashMap;

/// The log that a report rests on.
#[derive(Clone, Debug)]
pub struct Log<'a> {
    /// The signed checkpoint, as a note: origin, size, root and signatures.
    pub checkpoint: String,
    /// The log's verifier key, as a note writes it; `None` if whoever makes the report does not know it.
    pub key: Option<String>,
    /// Index of each event in the log.
    pub indexes: &'a FxHashMap<EventId, u64>,
}

/// The three lines a checkpoint begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signed<'a> {
    pub(crate) origin: &'a str,
    pub(crate) size: u64,
    /// In base64, as the checkpoint writes it.
    pub(crate) root: &'a str,
}

impl Log<'_> {
    /// Its name among the outputs.
    pub const NAME: &'static str = "Log";
    /// Its fields, which `audience.toml` declares.
    pub const FIELDS: &'static [&'static str] = &["checkpoint", "key", "indexes"];

    /// What the checkpoint says; `None` if it is none.
    pub(crate) fn signed(&self) -> Option<Signed<'_>> {
        let mut lines = self.checkpoint.lines();
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        Some(Signed { origin, size: size.parse().ok()?, root })
    }
}

/// Was it told to candour itself, so that its teller has a receipt? An import never has one.
pub(crate) fn has_receipt(event: &Event) -> bool {
    matches!(event.body, Body::Told(_)) && event.by.assurance != Assurance::Imported
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_is_read_by_its_lines() {
        let indexes = FxHashMap::default();
        let log = |checkpoint: &str| Log { checkpoint: checkpoint.into(), key: None, indexes: &indexes };
        let note = log("log.example/town\n7\nAAAA\n\n\u{2014} log.example/town AAAA\n");
        assert_eq!(note.signed(), Some(Signed { origin: "log.example/town", size: 7, root: "AAAA" }));
        assert_eq!(log("").signed(), None);
    }
}
