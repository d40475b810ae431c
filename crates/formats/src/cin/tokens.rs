//! The census as a stream of XML events, with caps that keep memory bounded whatever the file holds.
//!
//! Nothing of a document type is ever read and no entity is ever expanded: a DOCTYPE ends the reading.

use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::Event;
use record::FileId;

use crate::input::Decoder;
use crate::read::{ReadError, Sink, Source};
use crate::report::Report;

/// Largest tag, comment or CDATA section, in bytes. A larger one ends the reading.
pub(super) const MARKUP_BYTES: usize = 1024 * 1024;
/// Largest piece of text between tags, in bytes. What is longer is cut off with a finding.
pub(super) const TEXT_BYTES: usize = 64 * 1024;

/// Decoded bytes, with a budget for each event and a count of lines.
struct Capped<'a> {
    input: Decoder<'a>,
    line: u32,
    /// Bytes the current event has taken.
    spent: usize,
    /// Whether the current event is a tag (or a comment, …); `None` before its first byte.
    markup: Option<bool>,
    /// Text was cut off since the last look.
    cut: bool,
    /// A tag was larger than allowed.
    too_long: bool,
}

impl Capped<'_> {
    fn next_event(&mut self) {
        self.spent = 0;
        self.markup = None;
    }

    /// Passes over text up to the next tag.
    fn drop_text(&mut self) -> io::Result<()> {
        self.cut = true;
        loop {
            let ready = self.input.fill_buf()?;
            if ready.is_empty() {
                return Ok(());
            }
            let end = ready.iter().position(|byte| *byte == b'<');
            let passed = end.unwrap_or(ready.len());
            self.line = self.line.saturating_add(count_lines(&ready[..passed]));
            self.input.consume(passed);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

impl BufRead for Capped<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.markup {
            Some(true) if self.spent > MARKUP_BYTES => {
                self.too_long = true;
                return Err(io::Error::other("a tag is too long"));
            }
            Some(false) if self.spent > TEXT_BYTES => self.drop_text()?,
            _ => {}
        }
        let ready = self.input.fill_buf()?;
        if self.markup.is_none() {
            self.markup = ready.first().map(|byte| *byte == b'<');
        }
        Ok(ready)
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(ready) = self.input.fill_buf() {
            self.line = self.line.saturating_add(count_lines(&ready[..amount.min(ready.len())]));
        }
        self.input.consume(amount);
        self.spent += amount;
    }
}

impl Read for Capped<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

fn count_lines(text: &[u8]) -> u32 {
    text.iter().filter(|byte| **byte == b'\n').count() as u32
}

/// The events of one file.
pub(super) struct Tokens<'a> {
    reader: Reader<Capped<'a>>,
    buffer: Vec<u8>,
    file: FileId,
    reported: u64,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(source: &'a mut dyn Source, file: FileId) -> io::Result<Self> {
        let input = Decoder::new(source)?;
        let capped = Capped { input, line: 1, spent: 0, markup: None, cut: false, too_long: false };
        let mut reader = Reader::from_reader(capped);
        let config = reader.config_mut();
        // The parser keeps its own stack, so that a misplaced end costs a finding and not the file.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Ok(Self { reader, buffer: Vec::with_capacity(1024), file, reported: 0 })
    }

    /// The line the next event begins on.
    pub(super) fn line(&self) -> u32 {
        self.reader.get_ref().line
    }

    /// The next event; `None` when the file ends inside a tag.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().next_event();
        let line = self.line();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::DocType(_)) => Err(ReadError::Broken {
                problem: format!("line {line} declares a document type (DOCTYPE), which candour never reads"),
                remedy: "export the census without it, or delete that declaration".into(),
            }),
            Ok(event) => Ok(Some(event)),
            Err(Error::Syntax(_)) => Ok(None),
            // A broken XML declaration or the like: nothing of the content.
            Err(Error::IllFormed(_)) => Ok(Some(Event::Comment(quick_xml::events::BytesText::new("")))),
            Err(Error::Io(error)) => Err(match self.reader.get_ref().too_long {
                true => ReadError::Broken {
                    problem: format!("a tag or comment that begins on line {line} is longer than 1 MiB"),
                    remedy: "export the census again".into(),
                },
                false => io::Error::new(error.kind(), error.to_string()).into(),
            }),
            Err(_) => Err(ReadError::Broken {
                problem: format!("line {line} is no XML"),
                remedy: "export the census again".into(),
            }),
        }
    }

    /// Reports text that was cut off and the progress made.
    pub(super) fn settle(&mut self, sink: &mut dyn Sink) {
        let line = self.line();
        let capped = self.reader.get_mut();
        if core::mem::take(&mut capped.cut) {
            Report { file: self.file, line }.skipped(
                sink,
                "",
                "xml.long_text",
                "a piece of text is longer than 64 KiB; what is behind was left out",
                "",
            );
        }
        let bytes = capped.input.bytes_read();
        if bytes != self.reported {
            self.reported = bytes;
            sink.progress(bytes);
        }
    }

    /// Reports what the decoder repaired.
    pub(super) fn finish(&mut self, sink: &mut dyn Sink) {
        self.settle(sink);
        self.reader.get_ref().input.report(self.file, sink);
    }
}
