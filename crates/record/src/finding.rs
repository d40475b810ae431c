//! Findings: odd data, kept and reported. A finding names the place, never the personal value that stands there.

use smol_str::SmolStr;

use crate::canonical_enum;
use crate::id::{Code, FileId};

/// What was done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// A value was read in a way its writer may not have meant; it says how.
    Repaired,
    /// A value or row was left out; everything else of the row or file was kept.
    Skipped,
    /// Kept as it is, but it contradicts something or breaks a rule of the return.
    Doubtful,
}

canonical_enum!(FindingKind { Repaired = "repaired", Skipped = "skipped", Doubtful = "doubtful" });

/// One odd thing in one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file.
    pub file: FileId,
    /// Line (text, XML) or row (tables), from 1; 0 for the file as a whole.
    pub line: u32,
    /// Column or element name; empty for the row as a whole.
    pub field: SmolStr,
    /// What was done.
    pub kind: FindingKind,
    /// Stable name of the check: `date.two_digit_year`, `upn.check_letter`, `cin.8670Q`.
    pub rule: Code,
    /// What is odd and what was done, in plain words, without any personal value.
    pub words: String,
    /// What the reader can do about it; empty if nothing.
    pub remedy: String,
}
