//! The register of targets: who set or moved a target, threshold, grade or definition, when, why, and what hung on it; and the
//! inspections and counts that came after.

use record::{Claimed, FileId};

use super::cells::{BETTER, rows};
use super::questionnaire::{SHAPES, Shape};
use crate::csv_table::CsvTable;
use crate::read::{ReadError, Sink};

/// The columns, in the order of the template.
pub(super) const COLUMNS: [&str; 18] = [
    "row",
    "what",
    "agency",
    "post",
    "set_on",
    "in_force",
    "was",
    "value",
    "unit",
    "better",
    "why",
    "hung_on_it",
    "shape",
    "figure_before",
    "figure_after",
    "recorded_by",
    "judged",
    "source",
];

/// What an entry is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A level aimed at.
    Target,
    /// A limit from which a case counts, or is taken on.
    Threshold,
    /// A grade or rating.
    Grade,
    /// How something is counted.
    Definition,
    /// Somebody came to look.
    Inspection,
    /// The day of a count or a return.
    Count,
}

impl EntryKind {
    /// Its word in the file.
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// A day somebody looks, rather than something that was set.
    pub fn is_occasion(self) -> bool {
        matches!(self, Self::Inspection | Self::Count)
    }
}

const KINDS: [(&str, EntryKind); 6] = [
    ("target", EntryKind::Target),
    ("threshold", EntryKind::Threshold),
    ("grade", EntryKind::Grade),
    ("definition", EntryKind::Definition),
    ("inspection", EntryKind::Inspection),
    ("count", EntryKind::Count),
];

/// An entry as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its line.
    pub line: u32,
    /// What it is of.
    pub kind: EntryKind,
    /// Which measure; empty on an inspection of everything.
    pub what: String,
    /// The agency whose post set it.
    pub agency: String,
    /// The post that set it: an office, never a person.
    pub post: String,
    /// When it was decided.
    pub set_on: Option<Claimed>,
    /// From when on it is in force; of an inspection or count, when it was.
    pub in_force: Option<Claimed>,
    /// The value before.
    pub was: Option<f64>,
    /// The value.
    pub value: Option<f64>,
    /// Unit of all its figures.
    pub unit: String,
    /// Whether higher is better.
    pub better: Option<bool>,
    /// Why, as written.
    pub why: String,
    /// What pay, rating or budget hung on it, as written.
    pub hung_on_it: String,
    /// How that follows the figure.
    pub shape: Option<Shape>,
    /// The figure before it.
    pub figure_before: Option<f64>,
    /// The figure after it.
    pub figure_after: Option<f64>,
    /// Who records the figure, as written.
    pub recorded_by: String,
    /// Who is judged by it, as written.
    pub judged: String,
    /// Where that stands, as written.
    pub source: String,
}

pub(super) fn read(
    table: &mut CsvTable<'_>,
    file: FileId,
    sink: &mut dyn Sink,
) -> Result<Vec<Entry>, ReadError> {
    let mut out = Vec::new();
    rows(table, &COLUMNS, file, sink, &mut |cells, sink| {
        if cells.get("row").is_empty() {
            cells.at.skipped(
                sink,
                "row",
                "register.row",
                "the row does not say what it is and was left out",
                "write target, threshold, grade, definition, inspection or count",
            );
            return;
        }
        let Some(kind) = cells.word("row", &KINDS, sink) else { return };
        let what = cells.text("what");
        if what.is_empty() && !kind.is_occasion() {
            cells.at.skipped(
                sink,
                "what",
                "register.what",
                "the row does not say which measure it is about and was left out",
                "name the measure, as it is named elsewhere",
            );
            return;
        }
        let unit = cells.text("unit");
        let entry = Entry {
            line: cells.at.line,
            kind,
            what,
            agency: cells.text("agency"),
            post: cells.text("post"),
            set_on: cells.when("set_on", sink),
            in_force: cells.when("in_force", sink),
            was: cells.in_unit("was", &unit, sink),
            value: cells.in_unit("value", &unit, sink),
            better: cells.word("better", &BETTER, sink).flatten(),
            why: cells.text("why"),
            hung_on_it: cells.text("hung_on_it"),
            shape: cells.word("shape", &SHAPES, sink),
            figure_before: cells.in_unit("figure_before", &unit, sink),
            figure_after: cells.in_unit("figure_after", &unit, sink),
            recorded_by: cells.text("recorded_by"),
            judged: cells.text("judged"),
            source: cells.text("source"),
            unit,
        };
        missing(&entry, &mut |field, rule, words, remedy| {
            cells.at.doubtful(sink, field, rule, words, remedy)
        });
        out.push(entry);
    })?;
    Ok(out)
}

/// What an entry must say and does not: it is kept all the same, because a target that nobody answers for is worth seeing.
fn missing(entry: &Entry, say: &mut dyn FnMut(&'static str, &'static str, &'static str, &'static str)) {
    if entry.in_force.is_none() {
        say(
            "in_force",
            "register.when",
            "the row does not say when; it is kept, and has no place in time",
            "write the day, or the month if the day is not known",
        );
    }
    if entry.kind.is_occasion() {
        return;
    }
    if entry.post.is_empty() && entry.agency.is_empty() {
        say(
            "post",
            "register.who",
            "the row does not say who set it; it is kept as set by nobody named",
            "write the post and its agency: an office, not a person",
        );
    }
    if !entry.hung_on_it.is_empty() && entry.shape.is_none() {
        say(
            "shape",
            "register.shape",
            "something hung on it, and the row does not say whether it jumps",
            "write jump, gradual or none",
        );
    }
}
