//! How far long work is, for whoever shows it.

/// One step of long work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// What is being done: `reading`, `joining`, `writing chronology.xlsx`, …
    pub what: &'a str,
    /// How much of it is done, in bytes or rows.
    pub done: u64,
    /// Of how much; 0 if unknown.
    pub of: u64,
}

/// Takes progress; called from several threads.
pub type Reporter<'a> = dyn Fn(Progress<'_>) + Sync + 'a;
