//! Quotation marks that swallow rows: one opens in a row, and the next one stands in a cell of a later row.
//!
//! Read by RFC 4180 alone, all rows between become one cell and are lost without a word. A cell over several lines
//! is also what a careful writer makes of a note, so the lines inside must look like rows of this table.

use super::{Row, State, split};

/// Tables with fewer headings than this have too many notes that look like rows to speak of a doubt.
const FEWEST_HEADINGS: usize = 5;

/// A quoted cell over several lines that may be none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stray {
    /// Where the mark stands that opens the cell, and the one that closes it, from the start of the row.
    pub(super) opens: usize,
    pub(super) closes: usize,
    /// Where the line ends on which it opens, and how long that line ending is.
    pub(super) line_end: usize,
    pub(super) ending: usize,
    /// The lines behind are rows; else nobody can tell.
    pub(super) certain: bool,
}

/// The first quoted cell of a row over several lines that may be none.
pub(super) fn look(row: &[u8], delimiter: u8, headings: usize) -> Option<Stray> {
    if headings == 0 || !row.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return None;
    }
    let mut state = State::CellStart;
    let (mut column, mut opens, mut quoted) = (0, 0, Vec::new());
    for (place, byte) in row.iter().enumerate() {
        let before = state;
        state = state.after(*byte, delimiter);
        match (before, state) {
            (State::CellStart, State::Quoted) => opens = place,
            (State::QuoteInQuoted, State::Plain) => quoted.push((column, opens, place - 1, true)),
            (State::QuoteInQuoted, State::CellStart) => quoted.push((column, opens, place - 1, false)),
            _ => {}
        }
        column += usize::from(state == State::CellStart && *byte == delimiter);
    }
    if state == State::QuoteInQuoted {
        quoted.push((column, opens, row.len() - 1, false));
    }
    let cells = column + 1;
    quoted.into_iter().find_map(|(column, opens, closes, text_behind)| {
        let (line_end, ending) = line_end(row.get(opens..closes)?)?;
        let line_end = opens + line_end;
        let behind = row.get(line_end + ending..)?;
        let begun = cells_of(row.get(..opens)?, delimiter);
        let late = (column + 1) * 3 > headings * 2 || cells < headings;
        let certain = verdict(&begun, column, behind, delimiter, headings, text_behind, late)?;
        Some(Stray { opens, closes, line_end, ending, certain })
    })
}

/// Whether the lines behind are rows; `None` if nothing speaks for it.
fn verdict(
    begun: &Row,
    column: usize,
    behind: &[u8],
    delimiter: u8,
    headings: usize,
    text_behind: bool,
    late: bool,
) -> Option<bool> {
    let mut doubt = text_behind;
    let mut rest = behind;
    while !rest.is_empty() {
        let (length, ending) = line_end(rest).unwrap_or((rest.len(), 0));
        let line = cells_of(&rest[..length], delimiter);
        rest = &rest[length + ending..];
        if line.len() < 2 {
            continue;
        }
        let as_many = line.len().abs_diff(headings) <= 1;
        let alike = alike(begun, column, &line);
        // Text behind the closing mark is wrong in itself; then half a row is enough to look like one.
        if text_behind && (as_many || line.len() * 2 >= headings || alike > 1) || late && as_many && alike > 1
        {
            return Some(true);
        }
        doubt |= as_many && alike > 1 || line.len() == headings && headings >= FEWEST_HEADINGS && alike > 0;
    }
    doubt.then_some(false)
}

/// In how many columns before the quoted cell a line is of the shape of the row that began; none without a figure
/// in one of them, for words are everywhere.
fn alike(begun: &Row, columns: usize, line: &Row) -> usize {
    let shapes = (0..columns).map(|column| (shape(begun.raw(column)), shape(line.raw(column))));
    let same: Vec<String> = shapes.filter(|(a, b)| a == b && !a.is_empty()).map(|(shape, _)| shape).collect();
    if same.iter().any(|shape| shape.contains('9')) { same.len() } else { 0 }
}

/// A cell with every run of letters as one `a` and every run of digits as one `9`.
fn shape(cell: &str) -> String {
    let mut shape = String::new();
    for letter in cell.trim().chars() {
        let letter = match letter {
            c if c.is_alphabetic() => 'a',
            c if c.is_ascii_digit() => '9',
            c => c,
        };
        if !(matches!(letter, 'a' | '9') && shape.ends_with(letter)) {
            shape.push(letter);
        }
    }
    shape
}

fn cells_of(line: &[u8], delimiter: u8) -> Row {
    let mut row = Row::default();
    split(line, delimiter, &mut row);
    row
}

/// Where the first line ends, and how long its ending is.
fn line_end(bytes: &[u8]) -> Option<(usize, usize)> {
    let place = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
    let both = bytes[place] == b'\r' && bytes.get(place + 1) == Some(&b'\n');
    Some((place, if both { 2 } else { 1 }))
}
