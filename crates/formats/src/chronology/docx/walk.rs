//! Walks through the elements of a Word document and builds the rows of its tables.

use quick_xml::events::BytesStart;
use quick_xml::name::ResolveResult;

use crate::chronology::headings;
use crate::chronology::table::{CELL_BYTES, COLUMNS, Cell, Row};
use crate::read::ReadError;

/// Deepest nesting of elements.
const DEPTH: usize = 2_048;
/// Deepest nesting of tables.
const TABLES: usize = 32;

/// Word's own namespace, in the two forms of the standard.
const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// The element belongs to Word's namespace.
pub(super) fn is_word(namespace: &ResolveResult<'_>) -> bool {
    matches!(namespace, ResolveResult::Bound(name) if WORD.contains(&name.as_ref()))
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// What stands in the document beside its tables.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) prose: u32,
    pub(super) text_boxes: u32,
    pub(super) comments: u32,
    pub(super) footnotes: u32,
    pub(super) insertions: u32,
    pub(super) nulls: bool,
    /// Rows that are tracked deletions as a whole.
    pub(super) deleted_rows: Vec<u32>,
}

/// An open element, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    Paragraph,
    Run,
    Text,
    /// Deleted or moved away by a tracked change.
    Deleted,
    TextBox,
    /// The second of two forms of the same thing, for old programs.
    Fallback,
    /// A field to fill in; true while it shows only its hint.
    Field(bool),
    FieldProperties,
    /// Properties of runs and paragraphs: changes tracked there change no text.
    Marks,
    Other,
}

#[derive(Debug, Default)]
struct TableBuild {
    rows: Vec<Row>,
    row: Option<RowBuild>,
}

#[derive(Debug, Default)]
struct RowBuild {
    row: Row,
    deleted: bool,
    cell: Option<CellBuild>,
}

#[derive(Debug)]
struct CellBuild {
    text: String,
    paragraphs: u32,
    span: usize,
    as_above: bool,
    as_before: bool,
    deleted: bool,
}

impl Default for CellBuild {
    fn default() -> Self {
        Self {
            text: String::new(),
            paragraphs: 0,
            span: 1,
            as_above: false,
            as_before: false,
            deleted: false,
        }
    }
}

/// The state of the walk.
#[derive(Debug, Default)]
pub(super) struct Walker {
    open: Vec<Open>,
    tables: Vec<TableBuild>,
    /// How many open elements hide their text.
    hidden: u32,
    fallbacks: u32,
    prose: bool,
    rows: u32,
    pub(super) seen: Seen,
}

impl Walker {
    /// An element begins.
    pub(super) fn start(&mut self, word: bool, start: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.open.len() >= DEPTH || self.tables.len() > TABLES {
            return Err(ReadError::Broken {
                problem: "the document is nested deeper than any word processor writes".into(),
                remedy: "open it in Word and save it again".into(),
            });
        }
        let name = start.local_name();
        let kind = if word {
            self.word(name.as_ref(), start)
        } else if name.as_ref() == "Fallback" {
            Open::Fallback
        } else {
            Open::Other
        };
        self.hidden += u32::from(hides(kind));
        self.fallbacks += u32::from(kind == Open::Fallback);
        self.open.push(kind);
        Ok(())
    }

    fn word(&mut self, name: &str, start: &BytesStart<'_>) -> Open {
        let parent = self.open.last().copied();
        match name {
            "tbl" => {
                self.tables.push(TableBuild::default());
                Open::Table
            }
            "tr" => self.begin_row(),
            "trPr" => Open::RowProperties,
            "tc" => {
                if let Some(row) = self.row() {
                    row.cell = Some(CellBuild::default());
                }
                Open::Cell
            }
            "tcPr" => Open::CellProperties,
            "p" => self.begin_paragraph(),
            "r" => Open::Run,
            "rPr" | "pPr" => Open::Marks,
            "t" if parent == Some(Open::Run) => Open::Text,
            "br" | "cr" | "tab" | "ptab" if parent == Some(Open::Run) => self.mark("\n"),
            "noBreakHyphen" if parent == Some(Open::Run) => self.mark("-"),
            "del" | "moveFrom" => self.deletion(parent),
            "ins" | "moveTo" if !matches!(parent, Some(Open::RowProperties | Open::Marks)) => {
                self.seen.insertions += 1;
                Open::Other
            }
            "txbxContent" => {
                self.seen.text_boxes += u32::from(self.fallbacks == 0);
                Open::TextBox
            }
            "sdt" => Open::Field(false),
            "sdtPr" => Open::FieldProperties,
            "commentReference" => {
                self.seen.comments += 1;
                Open::Other
            }
            "footnoteReference" | "endnoteReference" => {
                self.seen.footnotes += 1;
                Open::Other
            }
            _ => {
                self.property(name, parent, start);
                Open::Other
            }
        }
    }

    /// Properties of rows, cells and fields that change what is read.
    fn property(&mut self, name: &str, parent: Option<Open>, start: &BytesStart<'_>) {
        let value = || attribute(start, "val");
        match (parent, name) {
            (Some(Open::RowProperties), "gridBefore") => {
                let count = value().and_then(|value| value.parse::<usize>().ok()).unwrap_or(0).min(COLUMNS);
                if let Some(row) = self.row() {
                    row.row.cells.extend((0..count).map(|_| Cell::default()));
                }
            }
            (Some(Open::CellProperties), "gridSpan") => {
                let span =
                    value().and_then(|value| value.parse::<usize>().ok()).unwrap_or(1).clamp(1, COLUMNS);
                if let Some(cell) = self.cell() {
                    cell.span = span;
                }
            }
            (Some(Open::CellProperties), "vMerge" | "hMerge") => {
                let continues = value().is_none_or(|value| value != "restart");
                let above = name == "vMerge";
                if let Some(cell) = self.cell() {
                    (cell.as_above, cell.as_before) =
                        (cell.as_above || (continues && above), cell.as_before || (continues && !above));
                }
            }
            (Some(Open::CellProperties), "cellDel") => {
                if let Some(cell) = self.cell() {
                    cell.deleted = true;
                }
            }
            (Some(Open::FieldProperties), "showingPlcHdr") => {
                let shows = value().is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"));
                if let Some(Open::Field(hint)) =
                    self.open.iter_mut().rev().find(|open| matches!(open, Open::Field(_)))
                    && shows
                    && !*hint
                {
                    *hint = true;
                    self.hidden += 1;
                }
            }
            _ => {}
        }
    }

    fn begin_row(&mut self) -> Open {
        self.rows = self.rows.saturating_add(1);
        let line = self.rows;
        if let Some(table) = self.tables.last_mut() {
            table.row = Some(RowBuild { row: Row { line, ..Row::default() }, ..RowBuild::default() });
        }
        Open::Row
    }

    fn begin_paragraph(&mut self) -> Open {
        if self.hidden == 0
            && let Some(cell) = self.cell()
        {
            if cell.paragraphs > 0 {
                cell.text.push('\n');
            }
            cell.paragraphs += 1;
        }
        Open::Paragraph
    }

    /// A tracked deletion: of a row, of a paragraph's end (which changes no text), or of text.
    fn deletion(&mut self, parent: Option<Open>) -> Open {
        if parent == Some(Open::RowProperties) {
            if let Some(row) = self.row() {
                row.deleted = true;
            }
            return Open::Other;
        }
        if parent == Some(Open::Marks) {
            return Open::Other;
        }
        if let Some(row) = self.row() {
            row.row.deletions += 1;
        }
        Open::Deleted
    }

    fn mark(&mut self, text: &str) -> Open {
        self.add(text);
        Open::Other
    }

    /// Text between elements. It ends no table.
    pub(super) fn text(&mut self, text: &str) -> Option<Vec<Row>> {
        if self.open.last() == Some(&Open::Text) {
            if text.contains('\0') {
                self.seen.nulls = true;
                self.add(&text.replace('\0', ""));
            } else {
                self.add(text);
            }
        }
        None
    }

    fn add(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        match self.cell() {
            // One byte more than the cap, so that the cut is seen and said.
            Some(cell) if cell.text.len() > CELL_BYTES => {}
            Some(cell) => cell.text.push_str(text),
            None => self.prose |= self.tables.is_empty() && !text.trim().is_empty(),
        }
    }

    /// An element ends. Gives the rows of a table that ended.
    pub(super) fn end(&mut self) -> Option<Vec<Row>> {
        let kind = self.open.pop()?;
        self.hidden -= u32::from(hides(kind));
        self.fallbacks -= u32::from(kind == Open::Fallback);
        match kind {
            Open::Paragraph => {
                self.seen.prose += u32::from(core::mem::take(&mut self.prose));
                None
            }
            Open::Cell => {
                self.end_cell();
                None
            }
            Open::Row => {
                self.end_row();
                None
            }
            Open::Table => self.end_table(),
            _ => None,
        }
    }

    fn end_cell(&mut self) {
        let Some(row) = self.row() else { return };
        let Some(cell) = row.cell.take() else { return };
        if cell.deleted {
            row.row.deletions += 1;
        }
        let text = if cell.deleted { String::new() } else { cell.text };
        let text = text.trim_matches('\n').to_owned();
        let as_above = cell.as_above && text.trim().is_empty();
        row.row.cells.push(Cell { text, as_above, as_before: cell.as_before, typed: None });
        let covered = Cell { as_above, as_before: true, ..Cell::default() };
        let free = COLUMNS.saturating_sub(row.row.cells.len());
        row.row.cells.extend(core::iter::repeat_n(covered, (cell.span - 1).min(free)));
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let Some(build) = table.row.take() else { return };
        if build.deleted {
            self.seen.deleted_rows.push(build.row.line);
        } else {
            table.rows.push(build.row);
        }
    }

    /// A table without headings inside a cell is text of that cell; any other stands for itself.
    fn end_table(&mut self) -> Option<Vec<Row>> {
        let rows = self.tables.pop()?.rows;
        let own = rows.iter().take(20).any(|row| headings::is_heading(&row.texts()));
        if own || self.cell().is_none() {
            return Some(rows);
        }
        let text: Vec<String> = rows.iter().map(|row| row.texts().join("\t")).collect();
        if let Some(cell) = self.cell() {
            if !cell.text.is_empty() && !cell.text.ends_with('\n') {
                cell.text.push('\n');
            }
            cell.text.push_str(&text.join("\n"));
        }
        None
    }

    /// The rows of the tables that were open when the reading ended early, the outermost first.
    pub(super) fn abandon(&mut self) -> Vec<Vec<Row>> {
        self.tables.drain(..).map(|table| table.rows).collect()
    }

    /// An element is still open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    fn row(&mut self) -> Option<&mut RowBuild> {
        self.tables.last_mut()?.row.as_mut()
    }

    /// The innermost open cell.
    fn cell(&mut self) -> Option<&mut CellBuild> {
        self.row()?.cell.as_mut()
    }
}

/// Text inside is not part of the row.
fn hides(kind: Open) -> bool {
    matches!(kind, Open::Deleted | Open::TextBox | Open::Fallback | Open::Field(true))
}
