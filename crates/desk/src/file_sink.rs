//! Takes what the reader of one file finds.

use std::collections::BTreeMap;

use formats::{Seen, Sink};
use record::source::{Completeness, RowKey};
use record::{Code, Coverage, Event, FileId, Finding, FindingKind};
use rustc_hash::{FxHashSet, FxHasher};
use smol_str::SmolStr;

/// Findings of one kind kept for one file; the rest are counted.
const FINDINGS_KEPT: u32 = 1_000;

/// One row of one file.
#[derive(Clone, Debug)]
pub(crate) struct RowSeen {
    pub(crate) line: u32,
    /// Place of the table in [`FileSink::tables`].
    pub(crate) table: u16,
    pub(crate) natural: SmolStr,
    /// Place of the row's first event.
    pub(crate) first_event: u32,
    /// Coded fields as (place of the name in [`FileSink::names`], hash of the value).
    pub(crate) fields: Box<[(u16, u32)]>,
}

/// Everything one file gave.
#[derive(Debug, Default)]
pub(crate) struct FileSink {
    pub(crate) events: Vec<Event>,
    pub(crate) rows: Vec<RowSeen>,
    pub(crate) tables: Vec<Code>,
    pub(crate) names: Vec<SmolStr>,
    pub(crate) findings: Vec<Finding>,
    /// How many findings of each rule there were, and of which kind.
    found: BTreeMap<Code, (FindingKind, u32)>,
    pub(crate) covers: Option<Coverage>,
    pub(crate) completeness: Option<Completeness>,
    children: FxHashSet<u64>,
    pub(crate) skipped: u64,
    pub(crate) repaired: u64,
}

/// A [`FileSink`] that also says how far the reader is.
pub(crate) struct WithProgress<'a> {
    pub(crate) sink: &'a mut FileSink,
    /// Called with how many bytes of the file are done.
    pub(crate) on_bytes: &'a mut dyn FnMut(u64),
}

impl FileSink {
    /// How many different children the file speaks of.
    pub(crate) fn children(&self) -> u64 {
        self.children.len() as u64
    }

    /// Says how many findings of each kind were counted and not kept.
    pub(crate) fn say_what_was_not_kept(&mut self, file: FileId) {
        for (rule, (kind, count)) in &self.found {
            if *count > FINDINGS_KEPT {
                self.findings.push(Finding {
                    file,
                    line: 0,
                    field: SmolStr::default(),
                    kind: *kind,
                    rule: rule.clone(),
                    words: format!(
                        "{} more of this kind in this file are counted and not listed",
                        count - FINDINGS_KEPT
                    ),
                    remedy: "mend the export: so many of one kind have one cause".into(),
                });
            }
        }
    }

    fn place<T: PartialEq + Clone>(list: &mut Vec<T>, item: &T) -> u16 {
        let place = list.iter().position(|known| known == item).unwrap_or_else(|| {
            list.push(item.clone());
            list.len() - 1
        });
        place.min(usize::from(u16::MAX)) as u16
    }
}

impl Sink for FileSink {
    fn row(&mut self, line: u32, key: RowKey, fields: &[(&str, &str)]) -> Seen {
        let table = Self::place(&mut self.tables, &key.table);
        let fields = fields
            .iter()
            .map(|(name, value)| {
                let name = match self.names.iter().position(|known| known == name) {
                    Some(place) => place.min(usize::from(u16::MAX)) as u16,
                    None => Self::place(&mut self.names, &SmolStr::new(name)),
                };
                (name, hash(value) as u32)
            })
            .collect();
        let first_event = self.events.len() as u32;
        self.rows.push(RowSeen { line, table, natural: key.natural, first_event, fields });
        Seen::New
    }

    fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    fn finding(&mut self, finding: Finding) {
        match finding.kind {
            FindingKind::Repaired => self.repaired += 1,
            FindingKind::Skipped => self.skipped += 1,
            FindingKind::Doubtful => {}
        }
        let count = &mut self.found.entry(finding.rule.clone()).or_insert((finding.kind, 0)).1;
        *count += 1;
        if *count <= FINDINGS_KEPT {
            self.findings.push(finding);
        }
    }

    fn covers(&mut self, covers: Coverage, completeness: Completeness) {
        self.covers = Some(covers);
        self.completeness = Some(completeness);
    }

    fn child(&mut self, local_id: &str) {
        self.children.insert(hash(local_id));
    }

    fn progress(&mut self, _bytes: u64) {}
}

impl Sink for WithProgress<'_> {
    fn row(&mut self, line: u32, key: RowKey, fields: &[(&str, &str)]) -> Seen {
        self.sink.row(line, key, fields)
    }
    fn event(&mut self, event: Event) {
        self.sink.event(event);
    }
    fn finding(&mut self, finding: Finding) {
        self.sink.finding(finding);
    }
    fn covers(&mut self, covers: Coverage, completeness: Completeness) {
        self.sink.covers(covers, completeness);
    }
    fn child(&mut self, local_id: &str) {
        self.sink.child(local_id);
    }
    fn progress(&mut self, bytes: u64) {
        (self.on_bytes)(bytes);
    }
}

fn hash(text: &str) -> u64 {
    use core::hash::{Hash, Hasher};
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
