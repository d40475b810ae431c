//! Word documents with one long table, streamed.
//!
//! Source: ECMA-376, part 1, WordprocessingML. A4 landscape; the heading row comes again on every page; a short row is
//! never split over two pages.

mod parts;

use std::io::{self, Write};

use crate::package::Package;
use crate::xml::escape;

/// A row with more bytes than this may be split over pages: it could be longer than one.
const SPLIT_ABOVE: usize = 1_500;
/// Width of the text area. Unit: twentieths of a point.
const TEXT_WIDTH: u32 = 15_398;

/// A document being written.
pub(crate) struct Document<W: Write> {
    package: Package<W>,
    widths: Vec<u32>,
}

/// How a paragraph looks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Style {
    Title,
    Heading,
    Normal,
    Bullet,
}

impl<W: Write> Document<W> {
    /// A document; `footer` stands at the foot of every page before the page number.
    pub(crate) fn new(out: W, footer: &str) -> io::Result<Self> {
        let mut package = Package::new(out);
        for (name, text) in parts::fixed(footer) {
            package.whole(name, &text)?;
        }
        package.whole("word/document.xml", parts::HEAD)?;
        Ok(Self { package, widths: Vec::new() })
    }

    /// One paragraph.
    pub(crate) fn paragraph(&mut self, style: Style, text: &str) -> io::Result<()> {
        let name = match style {
            Style::Title => "Title",
            Style::Heading => "Heading1",
            Style::Normal => "Normal",
            Style::Bullet => "ListBullet",
        };
        let out = self.package.bytes();
        write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{name}\"/></w:pPr>")?;
        run(text, out);
        out.extend_from_slice(b"</w:p>");
        self.package.relieve()
    }

    /// What follows begins on a new page.
    pub(crate) fn new_page(&mut self) {
        self.package.bytes().extend_from_slice(b"<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
    }

    /// Begins the table: headings and their shares of the width.
    pub(crate) fn table(&mut self, columns: &[(String, u32)]) -> io::Result<()> {
        let shares: u32 = columns.iter().map(|(_, share)| *share).sum();
        self.widths = columns.iter().map(|(_, share)| TEXT_WIDTH * share / shares.max(1)).collect();
        let out = self.package.bytes();
        out.extend_from_slice(parts::TABLE_HEAD.as_bytes());
        for width in &self.widths {
            write!(out, "<w:gridCol w:w=\"{width}\"/>")?;
        }
        out.extend_from_slice(b"</w:tblGrid>");
        let headings: Vec<&str> = columns.iter().map(|(heading, _)| heading.as_str()).collect();
        self.put_row(&headings, true)
    }

    /// One row of the table.
    pub(crate) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.put_row(cells, false)
    }

    fn put_row(&mut self, cells: &[&str], heading: bool) -> io::Result<()> {
        let short = cells.iter().map(|cell| cell.len()).max().unwrap_or(0) <= SPLIT_ABOVE;
        let out = self.package.bytes();
        out.extend_from_slice(match (heading, short) {
            (true, _) => b"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>".as_slice(),
            (false, true) => b"<w:tr><w:trPr><w:cantSplit/></w:trPr>",
            (false, false) => b"<w:tr>",
        });
        for (place, width) in self.widths.iter().enumerate() {
            write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>")?;
            if heading {
                out.extend_from_slice(b"<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E4E9EE\"/>");
            }
            out.extend_from_slice(b"</w:tcPr><w:p>");
            if heading {
                out.extend_from_slice(b"<w:pPr><w:pStyle w:val=\"TableHeading\"/></w:pPr>");
            }
            let text = cells.get(place).copied().unwrap_or_default();
            if !text.is_empty() {
                run(text, out);
            }
            out.extend_from_slice(b"</w:p></w:tc>");
        }
        out.extend_from_slice(b"</w:tr>");
        self.package.relieve()
    }

    /// The document holds as much as it may: further rows belong into another volume.
    pub(crate) fn is_full(&self) -> bool {
        self.package.is_full()
    }

    /// Ends the table.
    pub(crate) fn end_table(&mut self) {
        self.package.bytes().extend_from_slice(b"</w:tbl>");
    }

    /// Ends the document.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.package.bytes().extend_from_slice(parts::END.as_bytes());
        self.package.end()
    }
}

/// Words with their line breaks and tabs.
fn run(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<w:r><w:t xml:space=\"preserve\">");
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r', '\t']) {
        escape(&rest[..at], out);
        let breaks = &rest[at..];
        let (mark, length) = match breaks.as_bytes() {
            [b'\t', ..] => ("</w:t><w:tab/>", 1),
            [b'\r', b'\n', ..] => ("</w:t><w:br/>", 2),
            _ => ("</w:t><w:br/>", 1),
        };
        out.extend_from_slice(mark.as_bytes());
        out.extend_from_slice(b"<w:t xml:space=\"preserve\">");
        rest = &breaks[length..];
    }
    escape(rest, out);
    out.extend_from_slice(b"</w:t></w:r>");
}
