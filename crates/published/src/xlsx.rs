//! Excel workbooks, streamed: rows are written as they come, in little memory.
//!
//! Source: ECMA-376, part 1, SpreadsheetML. Short strings that come again are shared while the table of them is small;
//! all others stand in their cell. Text is never read as a formula, for it is typed as text.

mod parts;

use std::io::{self, Write};

use record::Day;
use rustc_hash::FxHashMap;

use crate::package::Package;
use crate::xml::escape;

/// Rows of a sheet with its heading row: what Excel takes.
const SHEET_ROWS: u32 = 1_048_576;
/// Characters (UTF-16 units) of a cell: what Excel takes.
const CELL_UNITS: usize = 32_767;
/// Strings shared at most, and the longest of them in bytes.
const SHARED: usize = 65_536;
const SHARED_BYTES: usize = 80;
/// The first day that Excel counts as the calendar does.
const FIRST_DAY: i32 = -25_508;
/// Excel's number of 1 January 1970.
const EPOCH: i32 = 25_569;
/// Height of a line of words and of the highest row that Excel takes. Unit: points.
const LINE: u64 = 13;
const HIGHEST: u64 = 403;
/// What stands at the end of a cell whose text is too long for Excel.
const CUT: &str = " … (cut here, for a cell takes no more: the whole text stands in chronology.csv)";

/// One cell.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cell<'a> {
    /// Words; nothing if empty.
    Text(&'a str),
    /// A date.
    Day(Day),
    /// A whole number.
    Number(u64),
    /// Any finite number, shown as it is.
    Figure(f64),
}

/// One column: heading and width in characters.
pub(crate) type Column<'a> = (&'a str, u32);

/// A workbook being written.
pub(crate) struct Workbook<W: Write> {
    package: Package<W>,
    sheets: Vec<parts::Sheet>,
    shared: FxHashMap<Box<str>, u32>,
    shared_order: Vec<Box<str>>,
    letters: Vec<String>,
    columns: Vec<(String, u32)>,
    widths: Vec<u32>,
    title: String,
    part_of_title: u32,
    /// Rows of the open sheet, its heading row too; 0: none is open.
    rows: u32,
    /// Rows a sheet takes. Smaller in tests.
    most_rows: u32,
}

impl<W: Write> Workbook<W> {
    pub(crate) fn new(out: W) -> Self {
        Self::with_sheets_of(out, SHEET_ROWS)
    }

    fn with_sheets_of(out: W, most_rows: u32) -> Self {
        Self {
            package: Package::new(out),
            sheets: Vec::new(),
            shared: FxHashMap::default(),
            shared_order: Vec::new(),
            letters: Vec::new(),
            columns: Vec::new(),
            widths: Vec::new(),
            title: String::new(),
            part_of_title: 0,
            rows: 0,
            most_rows,
        }
    }

    /// Begins a sheet with a heading row that stays in sight. Rows beyond what a sheet takes go to `title 2`, and so on.
    pub(crate) fn sheet(&mut self, title: &str, columns: &[Column<'_>]) -> io::Result<()> {
        self.end_sheet()?;
        title.clone_into(&mut self.title);
        self.part_of_title = 0;
        self.columns = columns.iter().map(|(heading, width)| ((*heading).to_owned(), *width)).collect();
        self.widths = columns.iter().map(|(_, width)| *width).collect();
        self.letters = (0..columns.len()).map(letters).collect();
        self.begin_sheet()
    }

    fn begin_sheet(&mut self) -> io::Result<()> {
        self.part_of_title += 1;
        let name = match self.part_of_title {
            1 => self.title.clone(),
            part => format!("{} {part}", self.title),
        };
        self.package.part(&format!("xl/worksheets/sheet{}.xml", self.sheets.len() + 1))?;
        self.sheets.push(parts::Sheet { name, filter: String::new() });
        let out = self.package.bytes();
        out.extend_from_slice(parts::SHEET_HEAD.as_bytes());
        for (place, (_, width)) in (1u32..).zip(&self.columns) {
            write!(
                out,
                "<col min=\"{place}\" max=\"{place}\" width=\"{width}\" style=\"0\" customWidth=\"1\"/>"
            )?;
        }
        out.extend_from_slice(b"</cols><sheetData>");
        self.rows = 0;
        let headings = core::mem::take(&mut self.columns);
        let cells: Vec<Cell<'_>> = headings.iter().map(|(heading, _)| Cell::Text(heading)).collect();
        self.put_row(&cells, parts::STYLE_HEADING)?;
        self.columns = headings;
        Ok(())
    }

    /// One row of the open sheet.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        if self.rows >= self.most_rows || self.package.is_full() {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        self.put_row(cells, parts::STYLE_TEXT)
    }

    fn put_row(&mut self, cells: &[Cell<'_>], style: u8) -> io::Result<()> {
        self.rows += 1;
        let row = self.rows;
        let mut buffer = core::mem::take(self.package.bytes());
        buffer.extend_from_slice(b"<row r=\"");
        number(u64::from(row), &mut buffer);
        let lines =
            (cells.iter().zip(&self.widths)).map(|(cell, width)| lines(cell, *width)).max().unwrap_or(1);
        if lines > 1 {
            // Programs that open the file do not all fit the height of a row to its words.
            buffer.extend_from_slice(b"\" customHeight=\"1\" ht=\"");
            number((LINE * lines).min(HIGHEST), &mut buffer);
        }
        buffer.extend_from_slice(b"\">");
        for (place, cell) in cells.iter().enumerate() {
            let Some(letters) = self.letters.get(place) else {
                break;
            };
            let open = |buffer: &mut Vec<u8>, style: u8, kind: &str| {
                buffer.extend_from_slice(b"<c r=\"");
                buffer.extend_from_slice(letters.as_bytes());
                number(u64::from(row), buffer);
                buffer.extend_from_slice(b"\" s=\"");
                buffer.push(b'0' + style);
                buffer.extend_from_slice(kind.as_bytes());
            };
            match *cell {
                Cell::Text("") => {}
                Cell::Text(text) => match share(&mut self.shared, &mut self.shared_order, text) {
                    Some(place) => {
                        open(&mut buffer, style, "\" t=\"s\"><v>");
                        number(u64::from(place), &mut buffer);
                        buffer.extend_from_slice(b"</v></c>");
                    }
                    None => {
                        open(&mut buffer, style, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                        let (text, cut) = cut(text);
                        escape(text, &mut buffer);
                        buffer.extend_from_slice(cut.as_bytes());
                        buffer.extend_from_slice(b"</t></is></c>");
                    }
                },
                Cell::Number(value) => {
                    open(&mut buffer, parts::STYLE_NUMBER, "\"><v>");
                    number(value, &mut buffer);
                    buffer.extend_from_slice(b"</v></c>");
                }
                Cell::Figure(value) if value.is_finite() => {
                    open(&mut buffer, style, "\"><v>");
                    write!(buffer, "{value}</v></c>")?;
                }
                Cell::Figure(_) => {}
                Cell::Day(day) if day.0 >= FIRST_DAY => {
                    open(&mut buffer, parts::STYLE_DATE, "\"><v>");
                    number((day.0 + EPOCH).unsigned_abs().into(), &mut buffer);
                    buffer.extend_from_slice(b"</v></c>");
                }
                Cell::Day(day) => {
                    open(&mut buffer, style, "\" t=\"inlineStr\"><is><t>");
                    write!(buffer, "{day}</t></is></c>")?;
                }
            }
        }
        buffer.extend_from_slice(b"</row>");
        *self.package.bytes() = buffer;
        self.package.relieve()
    }

    fn end_sheet(&mut self) -> io::Result<()> {
        let (Some(sheet), Some(last)) = (self.sheets.last_mut(), self.letters.last()) else {
            return Ok(());
        };
        if self.rows == 0 {
            return Ok(());
        }
        sheet.filter = format!("A1:{last}{}", self.rows);
        write!(
            self.package.bytes(),
            "</sheetData><autoFilter ref=\"{}\"/>{}",
            sheet.filter,
            parts::SHEET_END
        )?;
        self.rows = 0;
        Ok(())
    }

    /// Writes what belongs to all sheets and ends the package.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.end_sheet()?;
        self.package.part("xl/sharedStrings.xml")?;
        parts::shared_head(self.shared_order.len(), self.package.bytes());
        for text in &self.shared_order {
            let out = self.package.bytes();
            out.extend_from_slice(b"<si><t xml:space=\"preserve\">");
            escape(text, out);
            out.extend_from_slice(b"</t></si>");
            self.package.relieve()?;
        }
        self.package.bytes().extend_from_slice(b"</sst>");
        for (name, text) in parts::whole(&self.sheets) {
            self.package.whole(name, &text)?;
        }
        self.package.end()
    }
}

/// About how many lines the words of a cell take in a column of this width.
fn lines(cell: &Cell<'_>, width: u32) -> u64 {
    let Cell::Text(text) = cell else { return 1 };
    if text.len() < width as usize && !text.contains('\n') {
        return 1;
    }
    // Words that do not fit the end of a line are about a tenth of it.
    let room = u64::from(width.max(4)) * 9 / 10;
    text.split('\n').map(|line| (line.len() as u64).div_ceil(room).max(1)).sum()
}

/// The place of a shared string; `None` if it stands in its cell.
fn share(shared: &mut FxHashMap<Box<str>, u32>, order: &mut Vec<Box<str>>, text: &str) -> Option<u32> {
    if text.len() > SHARED_BYTES {
        return None;
    }
    if let Some(place) = shared.get(text) {
        return Some(*place);
    }
    if order.len() >= SHARED {
        return None;
    }
    let place = order.len() as u32;
    shared.insert(text.into(), place);
    order.push(text.into());
    Some(place)
}

/// What of a text Excel takes, and what stands behind it.
fn cut(text: &str) -> (&str, &'static str) {
    // Every character is at least as many bytes as UTF-16 units.
    if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
        return (text, "");
    }
    let room = CELL_UNITS - CUT.encode_utf16().count();
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > room
    });
    (&text[..end.map_or(text.len(), |(at, _)| at)], CUT)
}

/// Decimal digits, without the cost of formatting.
fn number(mut value: u64, out: &mut Vec<u8>) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// The letters of a column: 0 is A, 26 is AA.
fn letters(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        name.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    name.iter().rev().map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests;
