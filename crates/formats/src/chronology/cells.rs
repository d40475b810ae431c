//! The cells of one row, what they mean, and the author's notes in them.

use smol_str::SmolStr;

use super::headings::{Layout, Role};
use super::table::Row;

/// Heading of the column that repeats the author's notes of a row, behind the table's own columns: the lines that begin
/// with `#`, `^`, `¬` or `~`. They are no part of the entry's words.
pub const NOTE_HEADING: &str = "author note";

/// Marks that begin a line of author's notes.
const NOTE_MARKS: [char; 4] = ['#', '^', '¬', '~'];

/// One row with what its cells mean.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) layout: &'a Layout,
    pub(super) row: &'a Row,
    pub(super) values: &'a [String],
}

impl<'a> Cells<'a> {
    /// The trimmed value of the first column of a role; empty if there is none.
    pub(super) fn text(&self, role: Role) -> &'a str {
        self.layout.column(role).map_or("", |column| self.value(column))
    }

    pub(super) fn value(&self, column: usize) -> &'a str {
        self.values.get(column).map_or("", |value| value.trim())
    }

    /// The heading of a role's first column.
    pub(super) fn heading(&self, role: Role) -> &'a str {
        self.layout.column(role).map_or("", |column| self.layout.heading(column))
    }

    pub(super) fn joined(&self, roles: &[Role], between: &str) -> String {
        let columns = roles.iter().flat_map(|role| self.layout.columns(*role));
        columns
            .map(|column| self.value(column))
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(between)
    }

    /// The only cell that holds anything.
    pub(super) fn only_cell(&self) -> Option<&'a str> {
        let mut filled =
            (0..self.values.len()).map(|column| self.value(column)).filter(|value| !value.is_empty());
        filled.next().filter(|_| filled.next().is_none())
    }

    /// The first cell that holds anything is a note.
    pub(super) fn is_note_row(&self) -> bool {
        self.only_cell().is_some_and(|text| text.starts_with(NOTE_MARKS))
    }
}

/// Columns whose cells may stand for several rows. What happened and what was done never repeat themselves.
pub(super) fn may_repeat(layout: &Layout, column: usize) -> bool {
    let single = [Role::Event, Role::Details, Role::Action, Role::Comment, Role::Sequence];
    layout.role_of(column).is_some_and(|role| !single.contains(&role))
}

pub(super) fn is_ditto(text: &str) -> bool {
    let text = text.trim();
    ["\"", "''", "\u{201d}", "\u{3003}", "ditto", "as above", "same as above", "same date", "do."]
        .iter()
        .any(|mark| text.eq_ignore_ascii_case(mark))
}

/// All cells as they stand, with their headings; behind them the author's notes once more.
pub(super) fn columns(cells: &Cells<'_>, notes: &[String]) -> Vec<(SmolStr, String)> {
    let count = cells.row.cells.len().max(cells.layout.headings.len());
    let text = |column: usize| cells.row.cells.get(column).map_or("", |cell| cell.text.as_str());
    let named = |column: &usize| !cells.layout.heading(*column).is_empty() || !text(*column).is_empty();
    let mut columns: Vec<(SmolStr, String)> = (0..count)
        .filter(named)
        .map(|column| (SmolStr::new(cells.layout.heading(column)), text(column).to_owned()))
        .collect();
    if !notes.is_empty() {
        columns.push((SmolStr::new(NOTE_HEADING), notes.join("\n")));
    }
    columns
}

/// A text without the lines of author's notes, and those lines.
pub(super) fn without_notes(text: &str) -> (Option<String>, Vec<String>) {
    let is_note = |line: &&str| line.trim_start().starts_with(NOTE_MARKS);
    let (notes, facts): (Vec<&str>, Vec<&str>) = text.lines().partition(is_note);
    if notes.is_empty() {
        return (some(text), Vec::new());
    }
    (some(&facts.join("\n")), notes.into_iter().map(str::to_owned).collect())
}

pub(super) fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
