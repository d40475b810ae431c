//! Where events come from: files, extracts and what they cover.

use smol_str::SmolStr;

use crate::canonical_enum;
use crate::id::{AgencyId, Code, FileId};
use crate::time::Day;

/// Place of an event in its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceRef {
    /// The file.
    pub file: FileId,
    /// Line (text, XML) or row (tables), from 1.
    pub line: u32,
    /// Which event of that line, from 0.
    pub part: u16,
}

/// The days an extract speaks of, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coverage {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Coverage {
    /// The days both cover.
    pub fn shared(self, other: Self) -> Option<Self> {
        let shared = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (shared.from <= shared.to).then_some(shared)
    }
}

/// Does an extract hold everything of its time, or a part?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Completeness {
    /// Every row of the table in the coverage.
    Full,
    /// Some rows only: a row that is not there proves nothing.
    Partial,
    /// Not stated: treated as partial.
    NotStated,
}

canonical_enum!(Completeness { Full = "full", Partial = "partial", NotStated = "not_stated" });

/// Format code of what stands for the file of a concern told to candour itself.
pub const TOLD: &str = "told";

impl SourceFile {
    /// Does it stand for what was told to candour itself, and for no file?
    pub fn is_told(&self) -> bool {
        self.format.as_str() == TOLD
    }
}

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its number.
    pub id: FileId,
    /// Path below the folder given, with `/` between the parts.
    pub path: String,
    /// Format, as recognised from the content: `cin_census`, `ssda903.episodes`, `concerns.csv`, `chronology.docx`, …
    pub format: Code,
    /// Whose file it is.
    pub agency: AgencyId,
    /// What it covers, if stated.
    pub covers: Option<Coverage>,
    /// Full or partial.
    pub completeness: Completeness,
    /// Rows or records read.
    pub read: u64,
    /// Rows left out, each with a finding.
    pub skipped: u64,
    /// Values repaired, each with a finding.
    pub repaired: u64,
    /// Rows already known from another extract.
    pub repeated: u64,
    /// Different children in it, by the agency's own number where there is one.
    pub children: u64,
    /// Size in bytes.
    pub bytes: u64,
}

/// A file that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Path below the folder given.
    pub path: String,
    /// Why, in plain words.
    pub why: String,
    /// What would make it readable.
    pub remedy: String,
}

/// One row of an extract, for comparing extracts and for importing twice without change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// The table: `cin.referral`, `ssda903.episodes`, `concerns.told`.
    pub table: Code,
    /// The documented natural key inside the agency and table; parts joined by U+001F. Personal.
    pub natural: SmolStr,
}
