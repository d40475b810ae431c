//! The chronology as Word volumes, as counsel's bundles have them: a title page with what was read, the table in the
//! reviewer's own columns, and at the end of each volume what it cannot show.

use std::io::{self, Write};

use super::Form;
use super::layout::{Holds, Layout};
use super::row::Row;
use crate::Folder;
use crate::called::{Called, is_entry};
use crate::docx::{Document, Style};
use crate::limits::{cannot_show, read_lines, unread_lines};

/// Rows of a volume: Word opens this many in reasonable time.
const VOLUME: u64 = 20_000;

struct Volumes<'a> {
    called: &'a Called<'a>,
    layout: &'a Layout,
    folder: &'a dyn Folder,
    open: Option<Document<Box<dyn Write + Send>>>,
    volume: u64,
    /// Rows written in all, and in the open volume.
    written: u64,
    rows: u64,
    total: u64,
}

/// `chronology.docx`, `chronology-volume-2.docx`, …
pub(super) fn open<'a>(
    called: &'a Called<'a>,
    layout: &'a Layout,
    folder: &'a dyn Folder,
) -> io::Result<Box<dyn Form + 'a>> {
    let total = called.material.events.iter().filter(|event| is_entry(event)).count() as u64;
    let mut volumes = Volumes { called, layout, folder, open: None, volume: 0, written: 0, rows: 0, total };
    volumes.begin()?;
    Ok(Box::new(volumes))
}

impl Volumes<'_> {
    fn begin(&mut self) -> io::Result<()> {
        self.volume += 1;
        self.rows = 0;
        let name = match self.volume {
            1 => "chronology.docx".to_owned(),
            volume => format!("chronology-volume-{volume}.docx"),
        };
        let footer = format!("Chronology, volume {}", self.volume);
        let mut document = Document::new(self.folder.file(&name)?, &footer)?;
        self.title_page(&mut document)?;
        let width = |holds| match holds {
            Holds::RowId | Holds::Cell(super::row::LOG_INDEX) => 4,
            Holds::When => 8,
            Holds::Cell(super::row::EVENT) => 26,
            _ => 10,
        };
        let columns: Vec<(String, u32)> =
            self.layout.columns.iter().map(|column| (column.heading.clone(), width(column.holds))).collect();
        document.table(&columns)?;
        self.open = Some(document);
        Ok(())
    }

    fn title_page(&self, document: &mut Document<Box<dyn Write + Send>>) -> io::Result<()> {
        let material = self.called.material;
        let first = self.written + 1;
        document.paragraph(Style::Title, "Chronology")?;
        document.paragraph(
            Style::Normal,
            &match self.total {
                0 => "No entries.".to_owned(),
                total => format!("Volume {}, from entry {first} of {total} on.", self.volume),
            },
        )?;
        document.paragraph(Style::Normal, &format!("As of the end of {}.", material.as_of))?;
        let undated =
            material.events.iter().filter(|event| is_entry(event) && event.claimed.is_unknown()).count();
        document.paragraph(Style::Normal, &format!("Undated entries: {undated}; they stand at the end."))?;
        if !self.called.shown.names {
            document.paragraph(Style::Normal, crate::mask::MASKED_BY_MACHINE)?;
        }
        if self.volume > 1 {
            document.paragraph(Style::Normal, "What was read stands in the first volume.")?;
            document.new_page();
            return Ok(());
        }
        document.paragraph(Style::Heading, "What was read")?;
        for line in read_lines(material, self.called) {
            document.paragraph(Style::Bullet, &line)?;
        }
        document.paragraph(Style::Heading, "What was not read")?;
        let unread = unread_lines(material, self.called.mask);
        if unread.is_empty() {
            document.paragraph(Style::Normal, "Every file in the folder was read.")?;
        }
        for line in unread {
            document.paragraph(Style::Bullet, &line)?;
        }
        limits(self.called, document)?;
        document.new_page();
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let Some(mut document) = self.open.take() else {
            return Ok(());
        };
        document.end_table();
        limits(self.called, &mut document)?;
        let digest = format!("Policy digest: {}", self.called.material.policy.digest);
        document.paragraph(Style::Normal, &digest)?;
        document.end()
    }
}

fn limits(called: &Called<'_>, document: &mut Document<Box<dyn Write + Send>>) -> io::Result<()> {
    document.paragraph(Style::Heading, "What this cannot show")?;
    for line in cannot_show(called.material, called.shown) {
        document.paragraph(Style::Bullet, &line)?;
    }
    Ok(())
}

impl Form for Volumes<'_> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        if !row.is_entry {
            return Ok(());
        }
        let full = self.open.as_ref().is_some_and(Document::is_full);
        if self.rows == VOLUME || full {
            self.finish()?;
            self.begin()?;
        }
        self.written += 1;
        self.rows += 1;
        let cells = self.layout.cells(row);
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        match &mut self.open {
            Some(document) => document.row(&cells),
            None => Ok(()),
        }
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.finish()
    }
}
