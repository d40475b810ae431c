//! A ZIP package written part by part, in one go, for the two office formats.

use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// Bytes gathered before they are compressed.
const CHUNK: usize = 1 << 16;
/// Bytes that a part may hold: below four gigabytes, for office programs do not read the long form of a part that was
/// written in one go.
const PART: u64 = 3_500_000_000;

/// A package being written. Times in it are always 1 January 1980, so that two runs are equal.
pub(crate) struct Package<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    buffer: Vec<u8>,
    /// Bytes of the open part handed on so far.
    handed: u64,
}

impl<W: Write> Package<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { zip: ZipWriter::new_stream(out), buffer: Vec::with_capacity(CHUNK * 2), handed: 0 }
    }

    /// Begins a part; the one before ends.
    pub(crate) fn part(&mut self, name: &str) -> io::Result<()> {
        self.flush()?;
        self.handed = 0;
        // Fast compression: these files are written once and read by programs that unpack them whole.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1));
        self.zip.start_file(name, options).map_err(io::Error::other)
    }

    /// Where the part's next bytes go. Call [`Package::relieve`] now and then.
    pub(crate) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// The open part holds as much as it may: what follows belongs into another.
    pub(crate) fn is_full(&self) -> bool {
        self.handed >= PART
    }

    /// Hands a full buffer on.
    pub(crate) fn relieve(&mut self) -> io::Result<()> {
        if self.buffer.len() >= CHUNK { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.write_all(&self.buffer)?;
        self.handed += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    /// A whole small part.
    pub(crate) fn whole(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.part(name)?;
        self.buffer.extend_from_slice(text.as_bytes());
        Ok(())
    }

    /// Ends the package.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.flush()?;
        let mut out = self.zip.finish().map_err(io::Error::other)?.into_inner();
        out.flush()
    }
}
