//! Decoding to UTF-8 while streaming, in constant memory.
//!
//! Agencies export UTF-8 with and without a byte-order mark, UTF-16 from spreadsheets, and Windows-1252. The decoder
//! looks at the first bytes for UTF-16; everything else is read as UTF-8, and single bytes that are not UTF-8 are read
//! as Windows-1252, so that one pasted name in another encoding does not spoil a file. [`Decoder::report`] says where.

use std::io::{self, BufRead, Read, SeekFrom};

use record::{FileId, FindingKind};

use crate::read::{Sink, Source};
use crate::report::Report;

/// How many bytes are read and decoded at a time.
const CHUNK: usize = 64 * 1024;

/// How a file's bytes stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 (US-ASCII is part of it), with Windows-1252 for single bytes that are not.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252 throughout, because the file declares it (ISO 8859-1 is read so too, as browsers do).
    Windows1252,
}

impl Encoding {
    /// The encoding of a file that begins with `head`, and the length of its byte-order mark.
    pub fn of(head: &[u8]) -> (Self, usize) {
        match head {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8, 3),
            [0xFF, 0xFE, ..] => (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16Be, 2),
            _ => (Self::without_mark(head), 0),
        }
    }

    /// Mostly Latin text in UTF-16 has a zero in every other byte.
    fn without_mark(head: &[u8]) -> Self {
        let head = &head[..head.len().min(1024) & !1];
        let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        let many = head.len() / 4;
        if head.len() >= 4 && odd > many && even == 0 {
            Self::Utf16Le
        } else if head.len() >= 4 && even > many && odd == 0 {
            Self::Utf16Be
        } else {
            Self::declared(head)
        }
    }

    /// What an XML declaration says, where it says a single-byte encoding.
    fn declared(head: &[u8]) -> Self {
        let line = &head[..head.iter().position(|byte| *byte == b'>').unwrap_or(0)];
        let declared = line.starts_with(b"<?xml")
            && [&b"windows-1252"[..], b"cp1252", b"iso-8859-1", b"latin1"]
                .iter()
                .any(|name| line.windows(name.len()).any(|part| part.eq_ignore_ascii_case(name)));
        if declared { Self::Windows1252 } else { Self::Utf8 }
    }
}

/// Reads a source as UTF-8, whatever its encoding.
pub struct Decoder<'a> {
    source: &'a mut dyn Source,
    encoding: Encoding,
    /// Bytes read and not yet decoded are `raw[..held]`: the beginning of a character whose end is not yet read.
    raw: Vec<u8>,
    held: usize,
    out: Vec<u8>,
    taken: usize,
    ended: bool,
    bytes: u64,
    lines: u32,
    odd: Odd,
}

impl std::fmt::Debug for Decoder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decoder")
            .field("encoding", &self.encoding)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

/// Characters that were not of the file's own encoding.
#[derive(Clone, Copy, Debug, Default)]
struct Odd {
    count: u64,
    first_line: u32,
}

impl<'a> Decoder<'a> {
    /// A decoder from the start of `source`.
    ///
    /// # Errors
    /// When the source cannot be positioned or read.
    pub fn new(source: &'a mut dyn Source) -> io::Result<Self> {
        source.seek(SeekFrom::Start(0))?;
        let mut decoder = Self {
            source,
            encoding: Encoding::Utf8,
            raw: vec![0; CHUNK],
            held: 0,
            out: Vec::with_capacity(CHUNK + CHUNK / 2),
            taken: 0,
            ended: false,
            bytes: 0,
            lines: 1,
            odd: Odd::default(),
        };
        let read = decoder.read_chunk()?;
        let (encoding, mark) = Encoding::of(&decoder.raw[..read]);
        decoder.encoding = encoding;
        decoder.raw.copy_within(mark..read, 0);
        decoder.decode(read - mark);
        Ok(decoder)
    }

    /// The encoding found.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Bytes read from the source so far.
    pub fn bytes_read(&self) -> u64 {
        self.bytes
    }

    /// Says which characters were read in another encoding than the file's own, if any.
    pub fn report(&self, file: FileId, sink: &mut dyn Sink) {
        if self.odd.count == 0 {
            return;
        }
        let count = self.odd.count;
        let (rule, words) = match self.encoding {
            Encoding::Utf16Le | Encoding::Utf16Be => (
                "text.utf16",
                format!("{count} half characters of UTF-16 were shown as a replacement character"),
            ),
            _ => ("text.windows_1252", format!("{count} bytes are not UTF-8 and were read as Windows-1252")),
        };
        Report { file, line: self.odd.first_line }.add(
            sink,
            FindingKind::Repaired,
            "",
            rule,
            words,
            "check accented letters from this line on, and export as UTF-8",
        );
    }

    /// Fills `raw` behind what it holds; returns how much it holds then.
    fn read_chunk(&mut self) -> io::Result<usize> {
        let mut filled = self.held;
        while filled < self.raw.len() {
            match self.source.read(&mut self.raw[filled..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => {
                    filled += count;
                    self.bytes += count as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// Decodes `raw[..filled]` into `out` and keeps an unfinished character for the next time.
    fn decode(&mut self, filled: usize) {
        self.out.clear();
        self.taken = 0;
        let used = match self.encoding {
            Encoding::Utf8 => self.decode_utf8(filled),
            Encoding::Utf16Le => self.decode_utf16(filled, u16::from_le_bytes),
            Encoding::Utf16Be => self.decode_utf16(filled, u16::from_be_bytes),
            Encoding::Windows1252 => {
                push_windows_1252(&self.raw[..filled], &mut self.out);
                filled
            }
        };
        self.raw.copy_within(used..filled, 0);
        self.held = filled - used;
        self.lines = self.lines.saturating_add(count_lines(&self.out));
    }

    fn decode_utf8(&mut self, filled: usize) -> usize {
        // Nearly every chunk is UTF-8 throughout.
        if core::str::from_utf8(&self.raw[..filled]).is_ok() {
            self.out.extend_from_slice(&self.raw[..filled]);
            return filled;
        }
        let mut used = 0;
        while used < filled {
            let rest = &self.raw[used..filled];
            let Err(error) = core::str::from_utf8(rest) else {
                self.out.extend_from_slice(rest);
                return filled;
            };
            let valid = error.valid_up_to();
            self.out.extend_from_slice(&rest[..valid]);
            used += valid;
            let wrong = match error.error_len() {
                Some(length) => length,
                None if self.ended => filled - used,
                None => return used,
            };
            let line = self.lines.saturating_add(count_lines(&self.out));
            self.odd.add(wrong as u64, line);
            push_windows_1252(&self.raw[used..used + wrong], &mut self.out);
            used += wrong;
        }
        used
    }

    fn decode_utf16(&mut self, filled: usize, unit: fn([u8; 2]) -> u16) -> usize {
        let mut whole = filled & !1;
        let at = |raw: &[u8], place: usize| unit([raw[place], raw[place + 1]]);
        // A first half at the end waits for its second.
        if !self.ended && whole >= 2 && (0xD800..0xDC00).contains(&at(&self.raw, whole - 2)) {
            whole -= 2;
        }
        let units = self.raw[..whole].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let mut letter = [0; 4];
        for decoded in char::decode_utf16(units) {
            let shown = decoded.unwrap_or_else(|_| {
                let line = self.lines.saturating_add(count_lines(&self.out));
                self.odd.add(1, line);
                char::REPLACEMENT_CHARACTER
            });
            self.out.extend_from_slice(shown.encode_utf8(&mut letter).as_bytes());
        }
        if self.ended { filled } else { whole }
    }
}

impl Decoder<'_> {
    /// Swaps what is decoded and not yet taken into `chunk`, whose own room is used for the next; false at the end.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn next_chunk(&mut self, chunk: &mut Vec<u8>) -> io::Result<bool> {
        let more = !self.fill_buf()?.is_empty();
        chunk.clear();
        if self.taken == 0 {
            core::mem::swap(chunk, &mut self.out);
        } else {
            chunk.extend_from_slice(&self.out[self.taken..]);
            self.out.clear();
        }
        self.taken = 0;
        Ok(more)
    }
}

impl Odd {
    fn add(&mut self, count: u64, line: u32) {
        if self.count == 0 {
            self.first_line = line;
        }
        self.count += count;
    }
}

impl BufRead for Decoder<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.taken == self.out.len() && !(self.ended && self.held == 0) {
            let filled = self.read_chunk()?;
            self.decode(filled);
        }
        Ok(&self.out[self.taken..])
    }

    fn consume(&mut self, amount: usize) {
        self.taken = (self.taken + amount).min(self.out.len());
    }
}

impl Read for Decoder<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

fn count_lines(text: &[u8]) -> u32 {
    // Counted in bytes and blocks, which the compiler turns into wide instructions.
    let count = |block: &[u8]| u32::from(block.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>());
    text.chunks(192).map(count).sum()
}

/// The characters of bytes 0x80 to 0x9F. The five bytes that Windows-1252 leaves open stay control characters.
const WINDOWS_1252: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2C6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}', '\u{90}', '\u{2018}',
    '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}',
    '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
];

fn push_windows_1252(bytes: &[u8], out: &mut Vec<u8>) {
    let mut letter = [0; 4];
    for byte in bytes {
        let shown = match byte {
            0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
            other => char::from(*other),
        };
        out.extend_from_slice(shown.encode_utf8(&mut letter).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Decoder, Encoding};
    use crate::report::kept::Kept;
    use proptest::prelude::*;
    use record::FileId;
    use std::io::{Cursor, Read};

    fn decoded(bytes: &[u8]) -> (String, Encoding, Kept) {
        let mut source = Cursor::new(bytes.to_vec());
        let mut decoder = Decoder::new(&mut source).expect("in memory");
        let mut text = String::new();
        decoder.read_to_string(&mut text).expect("always UTF-8");
        let mut kept = Kept::default();
        decoder.report(FileId(1), &mut kept);
        assert_eq!(decoder.bytes_read(), bytes.len() as u64);
        (text, decoder.encoding(), kept)
    }

    #[test]
    fn every_encoding_of_a_spreadsheet_gives_the_same_text() {
        let text = "CHILD,DOB\r\nä,01/02/2003\r\n";
        let utf16 = |mark: bool, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let mark = mark.then_some(0xFEFF);
            mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
        };
        assert_eq!(decoded(text.as_bytes()).0, text);
        assert_eq!(decoded(format!("\u{FEFF}{text}").as_bytes()).0, text);
        for mark in [true, false] {
            assert_eq!(decoded(&utf16(mark, u16::to_le_bytes)).0, text);
            assert_eq!(decoded(&utf16(mark, u16::to_be_bytes)).0, text);
        }
    }

    #[test]
    fn a_windows_1252_byte_is_repaired_and_reported_with_its_line() {
        let (text, _, kept) = decoded(b"a\nb \x92s caf\xe9\n");
        assert_eq!(text, "a\nb \u{2019}s caf\u{e9}\n");
        assert_eq!(kept.rules(), ["text.windows_1252"]);
        assert_eq!(kept.findings[0].line, 2);
    }

    #[test]
    fn a_declared_single_byte_encoding_is_believed() {
        let (text, encoding, kept) = decoded(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xc3\xa9</a>");
        assert_eq!(encoding, Encoding::Windows1252);
        assert!(text.ends_with("<a>\u{c3}\u{a9}</a>"));
        assert!(kept.findings.is_empty());
    }

    #[test]
    fn characters_across_chunks_survive() {
        for shift in 0..4 {
            let text = format!("{}{}", "x".repeat(CHUNK - shift), "\u{1F4DC}é".repeat(40));
            assert_eq!(decoded(text.as_bytes()).0, text);
            let utf16: Vec<u8> =
                std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            assert_eq!(decoded(&utf16).0, text);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decoded(&bytes);
        }
    }
}
