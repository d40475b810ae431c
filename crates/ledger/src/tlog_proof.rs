//! Receipts: one entry's index and inclusion proof with the signed checkpoint, verifiable offline.

use std::fmt;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::Hash;
use crate::note::{Note, NoteError};
use crate::{MAX_SIZE, text};

/// The first line of every receipt.
const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// Inclusion proofs in trees of up to [`MAX_SIZE`] entries have no more hashes.
const MOST_HASHES: usize = 63;

/// Why a text is not a receipt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Not UTF-8, or a control character.
    #[error("the receipt is not plain UTF-8 with line feeds only; save it without carriage returns and tabs")]
    NotPlain,
    /// Another kind of file, or another version.
    #[error("the first line is not `{FIRST_LINE}`; this is no receipt, or one of a later version")]
    FirstLine,
    /// The extra data is not base64.
    #[error("the line `extra` does not hold base64")]
    Extra,
    /// No index, or not a decimal number.
    #[error("the receipt has no line `index` with a decimal number without sign and leading zeroes")]
    Index,
    /// A line of the proof is not a hash; counted from 1.
    #[error("line `{0}` of the proof is not base64 of 32 bytes")]
    Hash(usize),
    /// More hashes than any tree needs.
    #[error("the proof has more than {MOST_HASHES} lines, more than any tree needs")]
    TooManyHashes,
    /// No empty line after the proof.
    #[error("the receipt ends before its checkpoint; it may be cut off")]
    CutOff,
    /// The rest is not a signed note.
    #[error("in the receipt's checkpoint: {0}")]
    Note(#[from] NoteError),
    /// The note is not a checkpoint.
    #[error("in the receipt's checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
}

/// A receipt: what shows, together with the entry itself, that the entry is in the log.
///
/// Nothing in it is verified before [`crate::check::check`] says so. Files end in `.tlog-proof`.
///
/// # Source
/// C2SP tlog-proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// Data that travels with the receipt and that no signature covers. Believe only what is derived into the leaf.
    pub extra: Option<Vec<u8>>,
    /// The entry's index in the log, from 0.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling up.
    pub hashes: Vec<Hash>,
    /// The checkpoint with all its signatures.
    pub checkpoint: Note,
}

impl TlogProof {
    /// Reads a receipt. What is read is written again byte for byte.
    ///
    /// # Errors
    /// [`TlogProofError`]. Nothing is verified here.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        let mut rest = text::plain(bytes).ok_or(TlogProofError::NotPlain)?;
        if text::next_line(&mut rest) != Some(FIRST_LINE) {
            return Err(TlogProofError::FirstLine);
        }
        let mut line = text::next_line(&mut rest).ok_or(TlogProofError::Index)?;
        let mut extra = None;
        if let Some(data) = line.strip_prefix("extra ") {
            extra = Some(text::base64(data).ok_or(TlogProofError::Extra)?);
            line = text::next_line(&mut rest).ok_or(TlogProofError::Index)?;
        }
        let index = line.strip_prefix("index ").and_then(|index| text::decimal(index, MAX_SIZE - 1));
        let index = index.ok_or(TlogProofError::Index)?;
        let mut hashes = Vec::new();
        loop {
            let line = text::next_line(&mut rest).ok_or(TlogProofError::CutOff)?;
            if line.is_empty() {
                break;
            }
            if hashes.len() == MOST_HASHES {
                return Err(TlogProofError::TooManyHashes);
            }
            hashes.push(Hash::from_base64(line).ok_or(TlogProofError::Hash(hashes.len() + 1))?);
        }
        let checkpoint = Note::parse(rest.as_bytes())?;
        Checkpoint::parse(checkpoint.text())?;
        Ok(Self { extra, index, hashes, checkpoint })
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", text::to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
