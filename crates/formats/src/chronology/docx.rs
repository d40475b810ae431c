//! Chronology tables in Word documents.
//!
//! Only the main part of the package is read, as a stream; relationships to the outside are never followed and a
//! document type declaration ends the reading. Inserted text counts, deleted text does not, and both are said.

mod walk;

use std::io::{BufReader, Read};

use quick_xml::events::Event;
use quick_xml::reader::NsReader;

use super::package;
use super::rows::{Ended, Tables};
use super::table::Row;
use crate::read::{Context, ReadError, Sink, Source};
use crate::report::Report;
use walk::{Seen, Walker};

/// Where the document stands unless its package says otherwise.
const USUAL_PART: &str = "word/document.xml";

/// Reads the chronologies of a Word document.
///
/// # Errors
/// [`ReadError`] when the package or its XML cannot be read on, or no table has the headings of a chronology.
pub fn read_docx(
    source: &mut dyn Source,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut archive = package::open(source, false)?;
    let part = main_part(&mut archive)?;
    let document = archive.by_name(&part).map_err(|error| package::broken(&error))?;
    let mut reading = Reading { tables: Tables::new(context), context, chronologies: 0 };
    let mut walker = Walker::default();
    let result =
        walk(&mut walker, document.take(package::PART_BYTES), &mut |table| reading.table(table, sink));
    if result.is_err() {
        // What stands before the damage is kept.
        for table in walker.abandon() {
            reading.table(table, sink);
        }
    }
    reading.report(&walker.seen, sink);
    reading.tables.finish(sink);
    result?;
    if reading.chronologies == 0 {
        return Err(ReadError::Broken {
            problem: "no table of the document has the headings of a chronology".into(),
            remedy: "give the table headings such as `Date`, `Source of information`, `Event`, `Action`"
                .into(),
        });
    }
    Ok(())
}

/// Walks through the document and hands over each table that ends.
fn walk(walker: &mut Walker, document: impl Read, each: &mut dyn FnMut(Vec<Row>)) -> Result<(), ReadError> {
    let mut xml = NsReader::from_reader(BufReader::new(document));
    let mut buffer = Vec::new();
    loop {
        let (namespace, event) = xml.read_resolved_event_into(&mut buffer).map_err(|_| broken_xml())?;
        let word = walk::is_word(&namespace);
        let ended = match event {
            Event::Start(start) => walker.start(word, &start).map(|()| None)?,
            Event::Empty(start) => walker.start(word, &start).map(|()| walker.end())?,
            Event::End(_) => walker.end(),
            Event::Text(text) => walker.text(&text.xml10_content()),
            Event::CData(text) => walker.text(&text.xml10_content()),
            Event::GeneralRef(name) => walker.text(&resolved(&name)?),
            Event::DocType(_) => return Err(declares_types()),
            Event::Eof if walker.is_open() => return Err(broken_xml()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => None,
        };
        if let Some(table) = ended {
            each(table);
        }
        buffer.clear();
    }
}

struct Reading<'a> {
    tables: Tables<'a>,
    context: &'a Context<'a>,
    chronologies: u32,
}

impl Reading<'_> {
    /// A table ended.
    fn table(&mut self, rows: Vec<Row>, sink: &mut dyn Sink) {
        let first = rows.first().map_or(0, |row| row.line);
        match self.tables.whole(rows, sink) {
            Ended::Read => self.chronologies += 1,
            Ended::Empty => {
                self.chronologies += 1;
                self.at(first).doubtful(
                    sink,
                    "",
                    "chronology.empty",
                    "the table has headings and no rows",
                    "",
                );
            }
            Ended::Nothing => {}
            Ended::NotRead(count) => {
                let words =
                    format!("a table of {count} rows without the headings of a chronology was not read");
                self.at(first).skipped(
                    sink,
                    "",
                    "chronology.no_headings",
                    words,
                    "give it headings such as `Date`, `Source of information`, `Event`, `Action`",
                );
            }
        }
    }

    /// What the document holds beside its tables.
    fn report(&self, seen: &Seen, sink: &mut dyn Sink) {
        let file = self.at(0);
        for line in &seen.deleted_rows {
            self.at(*line).doubtful(
                sink,
                "",
                "docx.tracked_deletion",
                "the whole row is a tracked deletion; it is not read",
                "ask who deleted it and why, then accept or reject the change",
            );
        }
        if seen.prose > 0 {
            let words = format!("{} paragraphs outside tables were not read", seen.prose);
            file.skipped(sink, "", "docx.prose", words, "put what belongs to the chronology into its table");
        }
        if seen.text_boxes > 0 {
            let words = format!("{} text boxes were not read", seen.text_boxes);
            file.skipped(sink, "", "docx.text_box", words, "put their text into the table");
        }
        if seen.comments > 0 {
            let words = format!("{} comments in the margin were not read", seen.comments);
            file.skipped(
                sink,
                "",
                "docx.comment",
                words,
                "put what belongs to the chronology into its table",
            );
        }
        if seen.footnotes > 0 {
            let words = format!("{} footnotes or endnotes were not read", seen.footnotes);
            file.skipped(sink, "", "docx.footnote", words, "put their text into the table");
        }
        if seen.insertions > 0 {
            let words = format!("{} tracked insertions were read as part of the text", seen.insertions);
            file.repaired(sink, "", "docx.tracked_insertion", words, "accept or reject the changes");
        }
        if seen.nulls {
            file.repaired(
                sink,
                "",
                "text.null_character",
                "null characters stand in the text and were left out",
                "",
            );
        }
    }

    fn at(&self, line: u32) -> Report {
        Report { file: self.context.file, line }
    }
}

/// The part that holds the document, as the package says.
fn main_part(archive: &mut zip::ZipArchive<&mut dyn Source>) -> Result<String, ReadError> {
    let Ok(relations) = archive.by_name("_rels/.rels") else {
        return Ok(USUAL_PART.into());
    };
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(relations.take(1024 * 1024)));
    let mut buffer = Vec::new();
    loop {
        match xml.read_event_into(&mut buffer).map_err(|_| broken_xml())? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "Relationship" => {
                let value = |name: &str| walk::attribute(&start, name);
                let outside = value("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                if value("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) && !outside {
                    return Ok(value("Target")
                        .map_or(USUAL_PART.into(), |target| target.trim_start_matches('/').to_owned()));
                }
            }
            Event::DocType(_) => return Err(declares_types()),
            Event::Eof => return Ok(USUAL_PART.into()),
            _ => {}
        }
        buffer.clear();
    }
}

/// A character named by its number, or one of the five names that XML itself knows.
fn resolved(name: &quick_xml::events::BytesRef<'_>) -> Result<String, ReadError> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Ok(c.to_string());
    }
    let known = match name.xml10_content().as_ref() {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(broken_xml()),
    };
    Ok(known.into())
}

fn broken_xml() -> ReadError {
    ReadError::Broken {
        problem: "the text of the document is damaged".into(),
        remedy: "open it in Word and save it again".into(),
    }
}

fn declares_types() -> ReadError {
    ReadError::Broken {
        problem: "the document declares types or entities of its own, which no word processor writes".into(),
        remedy: "open it in Word and save it again".into(),
    }
}
