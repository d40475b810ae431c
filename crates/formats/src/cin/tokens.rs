//! The census as a stream of XML events, with caps that keep memory bounded whatever the file holds.
//!
//! Nothing of a document type is ever read and no entity is ever expanded: a DOCTYPE ends the reading.

use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::{BytesText, Event};
use record::FileId;

use crate::input::Decoder;
use crate::read::{ReadError, Sink, Source};
use crate::report::Report;

/// Largest tag, comment or CDATA section, in bytes. A larger one ends the reading.
pub(super) const MARKUP_BYTES: usize = 1024 * 1024;
/// Largest piece of text between tags, in bytes. What is longer is cut off with a finding.
pub(super) const TEXT_BYTES: usize = 64 * 1024;

/// Decoded bytes, with a budget for each event and a count of lines.
///
/// Both are looked at only when a chunk ends: an event beyond its budget cannot fit into one.
struct Capped<'a> {
    input: Decoder<'a>,
    chunk: Vec<u8>,
    place: usize,
    /// Where the line feeds of the chunk stand, and how many of them have been passed.
    feeds: Vec<u32>,
    passed: usize,
    line: u32,
    /// Where the current event begins in the chunk, and how many of its bytes stood in earlier ones.
    start: usize,
    earlier: usize,
    /// Whether the current event is a tag (or a comment, …), where that had to be looked at.
    markup: bool,
    /// Text was cut off since the last look.
    cut: bool,
    /// A tag was larger than allowed.
    too_long: bool,
}

impl<'a> Capped<'a> {
    fn new(input: Decoder<'a>) -> Self {
        Self {
            input,
            chunk: Vec::new(),
            place: 0,
            feeds: Vec::new(),
            passed: 0,
            line: 1,
            start: 0,
            earlier: 0,
            markup: false,
            cut: false,
            too_long: false,
        }
    }

    /// Begins an event; returns the line it begins on.
    #[inline]
    fn next_event(&mut self) -> u32 {
        self.start = self.place;
        self.earlier = 0;
        while self.feeds.get(self.passed).is_some_and(|feed| (*feed as usize) < self.place) {
            self.passed += 1;
            self.line = self.line.saturating_add(1);
        }
        self.line
    }

    /// Brings the next chunk, unless the event is beyond its budget.
    #[cold]
    fn refill(&mut self) -> io::Result<()> {
        if self.earlier == 0 {
            self.markup = self.chunk.get(self.start) == Some(&b'<');
        }
        self.earlier += self.chunk.len() - self.start;
        if self.markup && self.earlier > MARKUP_BYTES {
            self.too_long = true;
            return Err(io::Error::other("a tag is too long"));
        }
        self.bring_chunk()?;
        while !self.markup && self.earlier > TEXT_BYTES && !self.chunk.is_empty() {
            self.cut = true;
            let end = self.chunk.iter().position(|byte| *byte == b'<');
            self.place = end.unwrap_or(self.chunk.len());
            if end.is_some() {
                break;
            }
            self.bring_chunk()?;
        }
        Ok(())
    }

    fn bring_chunk(&mut self) -> io::Result<()> {
        let left = self.feeds.len() - self.passed;
        self.line = self.line.saturating_add(left as u32);
        self.input.next_chunk(&mut self.chunk)?;
        (self.start, self.place, self.passed) = (0, 0, 0);
        self.feeds.clear();
        for (block, bytes) in self.chunk.chunks(64).enumerate() {
            if bytes.contains(&b'\n') {
                let feeds = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
                self.feeds.extend(feeds.map(|(place, _)| (block * 64 + place) as u32));
            }
        }
        Ok(())
    }
}

impl BufRead for Capped<'_> {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.place >= self.chunk.len() {
            self.refill()?;
        }
        Ok(&self.chunk[self.place..])
    }

    #[inline]
    fn consume(&mut self, amount: usize) {
        self.place = (self.place + amount).min(self.chunk.len());
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

/// The events of one file.
pub(super) struct Tokens<'a> {
    reader: Reader<Capped<'a>>,
    buffer: Vec<u8>,
    file: FileId,
    line: u32,
    reported: u64,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(source: &'a mut dyn Source, file: FileId) -> io::Result<Self> {
        let mut reader = Reader::from_reader(Capped::new(Decoder::new(source)?));
        let config = reader.config_mut();
        // The parser keeps its own stack, so that a misplaced end costs a finding and not the file.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Ok(Self { reader, buffer: Vec::with_capacity(1024), file, line: 1, reported: 0 })
    }

    /// The line the last event began on.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// The next event and the line it begins on; `None` when the file ends inside a tag.
    pub(super) fn next(&mut self) -> Result<Option<(Event<'_>, u32)>, ReadError> {
        self.buffer.clear();
        self.line = self.reader.get_mut().next_event();
        let line = self.line;
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::DocType(_)) => Err(ReadError::Broken {
                problem: format!("line {line} declares a document type (DOCTYPE), which candour never reads"),
                remedy: "export the census without it, or delete that declaration".into(),
            }),
            Ok(event) => Ok(Some((event, line))),
            Err(Error::Syntax(_)) => Ok(None),
            // A broken XML declaration or the like: nothing of the content.
            Err(Error::IllFormed(_)) => Ok(Some((Event::Comment(BytesText::new("")), line))),
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
