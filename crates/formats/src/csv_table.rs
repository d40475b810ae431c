//! A streaming reader for tables in CSV: flexible rows, three delimiters, and caps that keep memory bounded.
//!
//! Rows are cut here rather than by a general CSV reader because of two promises: a row larger than [`ROW_BYTES`] is
//! left out with a finding and reading goes on behind it, and a quotation mark that is never closed costs its own line
//! and not the rest of the file. Quoting is that of RFC 4180; a quotation mark inside an unquoted cell is a letter.

pub(crate) mod named;
mod stray;

use std::io::BufRead;

use record::FileId;

use crate::input::Decoder;
use crate::read::{ReadError, Sink, Source};
use crate::report::{Report, short};

/// Largest row, in bytes of UTF-8. A quoted cell may span lines.
pub const ROW_BYTES: usize = 4 * 1024 * 1024;
/// Largest cell, in bytes of UTF-8.
pub const CELL_BYTES: usize = 1024 * 1024;
/// Most cells of a row.
pub const CELLS: usize = 4096;

/// How many first rows may stand above the headings (titles, notes).
const ROWS_ABOVE: usize = 30;

/// A table whose first row, or an early one, holds its headings.
#[derive(Debug)]
pub struct CsvTable<'a> {
    input: Decoder<'a>,
    file: FileId,
    delimiter: u8,
    headings: Vec<String>,
    keys: Vec<String>,
    row: Row,
    /// Decoded bytes not yet handed out are `held[start..]`.
    held: Vec<u8>,
    start: usize,
    line: u32,
    ended: bool,
    reported: u64,
}

/// One row of a table. Cells are trimmed; an empty cell is `None`.
#[derive(Clone, Debug, Default)]
pub struct Row {
    line: u32,
    text: String,
    ends: Vec<usize>,
}

impl Row {
    /// The line on which the row begins, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// No cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The cell at `column` as it stands in the file, without its quotes; empty if the row is shorter.
    pub fn raw(&self, column: usize) -> &str {
        let Some(end) = self.ends.get(column) else {
            return "";
        };
        let start = column.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..*end).unwrap_or_default()
    }

    /// The trimmed text of the cell at `column`, `None` if it is empty or there is no such column.
    pub fn cell(&self, column: Option<usize>) -> Option<&str> {
        let text = crate::safe::original(self.raw(column?).trim());
        (!text.is_empty()).then_some(text)
    }

    /// Every cell as it stands in the file.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.raw(column))
    }

    fn clear(&mut self, line: u32) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
    }
}

/// A heading without case, spaces, underscores, hyphens and byte-order marks, for comparing.
pub fn heading_key(heading: &str) -> String {
    heading
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{FEFF}' | '\u{200B}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Where a row ends in what is held.
enum Cut {
    /// At this byte behind the start, with this many bytes of line ending.
    At(usize, usize),
    /// Not in what is held.
    More {
        /// A quotation mark is open.
        quoted: bool,
    },
}

impl<'a> CsvTable<'a> {
    /// Opens a table whose headings are its first row that holds anything.
    ///
    /// # Errors
    /// [`ReadError`] when the source cannot be read or holds no row.
    pub fn open(source: &'a mut dyn Source, file: FileId, sink: &mut dyn Sink) -> Result<Self, ReadError> {
        Self::open_where(source, file, sink, |_| true)
    }

    /// Opens a table whose headings are the first of the early rows of which `is_headings` says so.
    ///
    /// # Errors
    /// [`ReadError`] when the source cannot be read or holds no such row among its first 30.
    pub fn open_where(
        source: &'a mut dyn Source,
        file: FileId,
        sink: &mut dyn Sink,
        is_headings: impl Fn(&[String]) -> bool,
    ) -> Result<Self, ReadError> {
        let mut table = Self {
            input: Decoder::new(source)?,
            file,
            delimiter: b',',
            headings: Vec::new(),
            keys: Vec::new(),
            row: Row::default(),
            held: Vec::new(),
            start: 0,
            line: 1,
            ended: false,
            reported: 0,
        };
        table.find_delimiter()?;
        for _ in 0..ROWS_ABOVE {
            if !table.advance(sink)? {
                break;
            }
            let headings: Vec<String> =
                table.row.cells().map(|cell| cell.trim_matches(['\u{FEFF}']).trim().to_owned()).collect();
            if is_headings(&headings) {
                table.take_headings(headings, sink);
                return Ok(table);
            }
        }
        Err(ReadError::Broken {
            problem: "no row of headings is among the first rows".into(),
            remedy: "put the headings in the first row and save as CSV".into(),
        })
    }

    fn take_headings(&mut self, headings: Vec<String>, sink: &mut dyn Sink) {
        let at = Report { file: self.file, line: self.row.line };
        self.keys = headings.iter().map(|heading| heading_key(heading)).collect();
        for (place, key) in self.keys.iter().enumerate() {
            if !key.is_empty() && self.keys[..place].contains(key) {
                at.doubtful(
                    sink,
                    &headings[place],
                    "csv.heading_twice",
                    format!(
                        "the heading `{}` stands twice; the first column is read",
                        short(&headings[place])
                    ),
                    "give each column its own heading",
                );
            }
        }
        self.headings = headings;
    }

    /// The headings, trimmed, in order.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The first column with this heading, whatever its case and spaces.
    pub fn find(&self, heading: &str) -> Option<usize> {
        let key = heading_key(heading);
        self.keys.iter().position(|known| *known == key)
    }

    /// Says once for each heading that none of `known` names.
    pub fn report_unknown(&self, known: &[&str], sink: &mut dyn Sink) {
        let known: Vec<String> = known.iter().map(|heading| heading_key(heading)).collect();
        for (place, key) in self.keys.iter().enumerate() {
            if key.is_empty() || known.contains(key) {
                continue;
            }
            Report { file: self.file, line: self.row.line }.doubtful(
                sink,
                &self.headings[place],
                "csv.unknown_heading",
                format!("the column `{}` is not known and was not read", short(&self.headings[place])),
                "check its spelling",
            );
        }
    }

    /// The next row that holds anything; `None` at the end.
    ///
    /// # Errors
    /// [`ReadError::Io`] when the source cannot be read on.
    pub fn next_row(&mut self, sink: &mut dyn Sink) -> Result<Option<&Row>, ReadError> {
        if !self.advance(sink)? {
            return Ok(None);
        }
        let beyond =
            (self.headings.len()..self.row.len()).any(|column| !self.row.raw(column).trim().is_empty());
        if beyond {
            Report { file: self.file, line: self.row.line }.doubtful(
                sink,
                "",
                "csv.more_cells_than_headings",
                "the row has more cells than there are headings; the cells behind were not read",
                "look for a delimiter inside a cell that is not in quotation marks",
            );
        }
        Ok(Some(&self.row))
    }

    /// Brings the next row that holds anything into `row`.
    fn advance(&mut self, sink: &mut dyn Sink) -> Result<bool, ReadError> {
        loop {
            if self.input.bytes_read() != self.reported {
                self.reported = self.input.bytes_read();
                sink.progress(self.reported);
            }
            if !self.cut_row(sink)? {
                self.input.report(self.file, sink);
                return Ok(false);
            }
            if !self.row.is_empty() {
                return Ok(true);
            }
        }
    }

    /// Cuts one row off what is held. False at the end.
    fn cut_row(&mut self, sink: &mut dyn Sink) -> Result<bool, ReadError> {
        loop {
            let (length, ending) = match self.next_cut()? {
                Cut::At(length, ending) => self.without_stray_quote(length, ending, sink),
                Cut::More { .. } if self.start == self.held.len() => return Ok(false),
                Cut::More { quoted: true } => self.only_first_line(sink),
                Cut::More { quoted: false } if self.ended => (self.held.len() - self.start, 0),
                Cut::More { quoted: false } => {
                    self.skip_long_row(sink)?;
                    continue;
                }
            };
            let whole = self.start..self.start + length;
            self.row.clear(self.line);
            let nulls = split(&self.held[whole.clone()], self.delimiter, &mut self.row);
            self.line = self.line.saturating_add(lines_in(&self.held[whole.start..whole.end + ending]));
            self.start = whole.end + ending;
            if self.fits(sink) {
                self.report_nulls(nulls, sink);
                return Ok(true);
            }
        }
    }

    /// Where the next row ends, reading on until it does, the source ends or the row is too large.
    fn next_cut(&mut self) -> Result<Cut, ReadError> {
        let mut scan = Scan::new(self.delimiter);
        loop {
            if let Some(cut) = scan.run(&self.held[self.start..], self.ended) {
                return Ok(cut);
            }
            let held = self.held.len() - self.start;
            if held > ROW_BYTES || !self.refill()? {
                // A last look: a carriage return at the very end is an ending of its own.
                let last = scan.run(&self.held[self.start..], self.ended);
                return Ok(last.unwrap_or(Cut::More { quoted: scan.is_quoted() }));
            }
        }
    }

    /// The length of a row and of its line ending, cut at the end of the line on which a stray quotation mark opens.
    fn without_stray_quote(&self, length: usize, ending: usize, sink: &mut dyn Sink) -> (usize, usize) {
        let row = &self.held[self.start..self.start + length];
        let Some(found) = stray::look(row, self.delimiter, self.headings.len()) else {
            return (length, ending);
        };
        let line = |place: usize| self.line.saturating_add(lines_in(&row[..place]));
        let at = Report { file: self.file, line: line(found.opens) };
        let closes = line(found.closes);
        if !found.certain {
            let words = format!(
                "a quotation mark opens here and the next one stands on line {closes}; what lies between was read as \
                 one cell, but looks like rows"
            );
            let remedy = "look whether a quotation mark is missing; close it, or double it inside a cell";
            at.doubtful(sink, "", "csv.stray_quote", words, remedy);
            return (length, ending);
        }
        let words = format!(
            "a quotation mark opens here and is not closed on its line (the next one stands on line {closes}); the row \
             was read to the end of its line, and the lines behind as rows"
        );
        at.repaired(sink, "", "csv.stray_quote", words, "close the quotation mark or double it");
        (found.line_end, found.ending)
    }

    /// The length of the first line of what is held: the row whose quotation mark is never closed.
    fn only_first_line(&mut self, sink: &mut dyn Sink) -> (usize, usize) {
        Report { file: self.file, line: self.line }.repaired(
            sink,
            "",
            "csv.open_quotation_mark",
            "a quotation mark is opened and not closed; the row was read to the end of its line",
            "close the quotation mark or double it",
        );
        let held = &self.held[self.start..];
        match held.iter().position(|byte| *byte == b'\n') {
            Some(length) => (length, 1),
            None => (held.len(), 0),
        }
    }

    /// Leaves out a row of more than [`ROW_BYTES`], up to its line's end.
    fn skip_long_row(&mut self, sink: &mut dyn Sink) -> Result<(), ReadError> {
        let words = format!("the row is longer than {} MiB and was left out", ROW_BYTES / (1024 * 1024));
        Report { file: self.file, line: self.line }.skipped(
            sink,
            "",
            "csv.long_row",
            words,
            "check the line ends of this file",
        );
        loop {
            let held = &self.held[self.start..];
            if let Some(length) = held.iter().position(|byte| *byte == b'\n') {
                self.start += length + 1;
                self.line = self.line.saturating_add(1);
                return Ok(());
            }
            self.start = self.held.len();
            if !self.refill()? {
                return Ok(());
            }
        }
    }

    /// False (with a finding) for a row whose cells are too many or too large.
    fn fits(&self, sink: &mut dyn Sink) -> bool {
        let largest = (0..self.row.len()).map(|column| self.row.raw(column).len()).max().unwrap_or(0);
        let fits = largest <= CELL_BYTES && self.row.len() <= CELLS;
        if !fits {
            Report { file: self.file, line: self.row.line }.skipped(
                sink,
                "",
                "csv.large_cell",
                "the row has a cell of more than 1 MiB, or more than 4096 cells, and was left out",
                "check the delimiter and the quotation marks of this row",
            );
        }
        fits
    }

    fn report_nulls(&self, nulls: bool, sink: &mut dyn Sink) {
        if nulls {
            Report { file: self.file, line: self.row.line }.repaired(
                sink,
                "",
                "text.null_character",
                "null characters stand in the row and were left out",
                "",
            );
        }
    }

    /// Decodes more. False at the end of the source.
    fn refill(&mut self) -> Result<bool, ReadError> {
        if self.start > 0 {
            self.held.drain(..self.start);
            self.start = 0;
        }
        let more = self.input.fill_buf()?;
        let count = more.len();
        self.held.extend_from_slice(more);
        self.input.consume(count);
        self.ended = count == 0;
        Ok(count > 0)
    }

    /// The delimiter of the first line that has one, or what Excel's `sep=` line says.
    fn find_delimiter(&mut self) -> Result<(), ReadError> {
        self.refill()?;
        if let [b's', b'e', b'p', b'=', delimiter, rest @ ..] = self.held.as_slice() {
            self.delimiter = *delimiter;
            let ending = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |place| place + 1);
            self.start = 5 + ending;
            self.line = 2;
            return Ok(());
        }
        if let Some(found) = self.held.split(|byte| *byte == b'\n').find_map(delimiter_of) {
            self.delimiter = found;
        }
        Ok(())
    }
}

/// The delimiter that stands most often outside quotation marks in a line; `None` if none does.
pub fn delimiter_of(line: &[u8]) -> Option<u8> {
    let count = |delimiter: u8| {
        let mut quoted = false;
        line.iter()
            .filter(|byte| {
                quoted ^= **byte == b'"';
                !quoted && **byte == delimiter
            })
            .count()
    };
    // The first of equals wins, so the comma comes last for `max_by_key`.
    let (count, delimiter) =
        [b'\t', b';', b','].into_iter().map(|d| (count(d), d)).max_by_key(|(n, _)| *n)?;
    (count > 0).then_some(delimiter)
}

/// Walks over bytes to the end of a row, remembering where it stands when it needs more of them.
struct Scan {
    delimiter: u8,
    place: usize,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

impl Scan {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, place: 0, state: State::CellStart }
    }

    fn is_quoted(&self) -> bool {
        self.state == State::Quoted
    }

    fn run(&mut self, bytes: &[u8], ended: bool) -> Option<Cut> {
        while let Some(&byte) = bytes.get(self.place) {
            let outside = self.state != State::Quoted;
            match byte {
                b'\n' if outside => return Some(Cut::At(self.place, 1)),
                b'\r' if outside => match bytes.get(self.place + 1) {
                    Some(b'\n') => return Some(Cut::At(self.place, 2)),
                    Some(_) => return Some(Cut::At(self.place, 1)),
                    None if ended => return Some(Cut::At(self.place, 1)),
                    None => return None,
                },
                _ => self.state = self.state.after(byte, self.delimiter),
            }
            self.place += 1;
        }
        None
    }
}

impl State {
    fn after(self, byte: u8, delimiter: u8) -> Self {
        match (self, byte) {
            (Self::CellStart | Self::QuoteInQuoted, b'"') => Self::Quoted,
            (Self::Quoted, b'"') => Self::QuoteInQuoted,
            (Self::Quoted, _) => Self::Quoted,
            (_, byte) if byte == delimiter => Self::CellStart,
            _ => Self::Plain,
        }
    }
}

/// Splits the bytes of one row into cells; true if null characters were left out.
fn split(bytes: &[u8], delimiter: u8, row: &mut Row) -> bool {
    let mut state = State::CellStart;
    let mut cells = Vec::with_capacity(bytes.len());
    let mut nulls = false;
    for &byte in bytes {
        let before = state;
        state = state.after(byte, delimiter);
        match (before, state, byte) {
            (_, _, 0) => nulls = true,
            // An opening or a closing mark; a doubled one is a letter.
            (State::CellStart, State::Quoted, _) | (State::Quoted, State::QuoteInQuoted, _) => {}
            (_, State::CellStart, _) => row.ends.push(cells.len()),
            _ => cells.push(byte),
        }
    }
    row.ends.push(cells.len());
    // The decoder gives UTF-8, and cells are cut at ASCII bytes.
    row.text = String::from_utf8(cells).unwrap_or_default();
    nulls
}

fn lines_in(bytes: &[u8]) -> u32 {
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    // A file of old Macintosh line ends has carriage returns only.
    let lines = if feeds == 0 { bytes.iter().filter(|byte| **byte == b'\r').count() } else { feeds };
    lines as u32
}

#[cfg(test)]
mod tests;
