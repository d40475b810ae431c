//! The witness protocol: what a log sends, what a witness answers, and the decision between. No network here.

use std::fmt;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::Hash;
use crate::note::{Note, NoteError, SignatureLine};
use crate::proof::{ProofError, verify_consistency};
use crate::text;
use crate::verifier_key::VerifierKey;

/// The specification allows no more lines of consistency proof.
pub const MOST_HASHES: usize = 63;

/// Why the body of a request is malformed. Each is answered with status 400.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Not UTF-8, or a control character.
    #[error("the request is not plain UTF-8 with line feeds only")]
    NotPlain,
    /// The first line is not the old size.
    #[error("the request does not begin with `old` and a decimal number without sign and leading zeroes")]
    Old,
    /// A line of the proof is not a hash; counted from 1.
    #[error("line `{0}` of the consistency proof is not base64 of 32 bytes")]
    Hash(usize),
    /// More than [`MOST_HASHES`].
    #[error("the consistency proof has more than {MOST_HASHES} lines")]
    TooManyHashes,
    /// No empty line after the proof.
    #[error("the request ends before its checkpoint; it may be cut off")]
    CutOff,
    /// The rest is not a signed note.
    #[error("in the request's checkpoint: {0}")]
    Note(#[from] NoteError),
    /// The note is not a checkpoint.
    #[error("in the request's checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
}

/// The body of an `add-checkpoint` request.
///
/// # Source
/// C2SP tlog-witness, "add-checkpoint".
// INVARIANT: `checkpoint` is the text of `note`; at most 63 hashes; kept by `new`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    old: u64,
    proof: Vec<Hash>,
    note: Note,
    checkpoint: Checkpoint,
}

impl AddCheckpoint {
    /// A request to cosign the checkpoint, which continues the tree of `old` entries by the proof.
    ///
    /// # Errors
    /// [`RequestError::TooManyHashes`] or [`RequestError::Checkpoint`].
    pub fn new(old: u64, proof: Vec<Hash>, note: Note) -> Result<Self, RequestError> {
        if proof.len() > MOST_HASHES {
            return Err(RequestError::TooManyHashes);
        }
        let checkpoint = Checkpoint::parse(note.text())?;
        Ok(Self { old, proof, note, checkpoint })
    }

    /// Reads a request's body. What is read is written again byte for byte.
    ///
    /// # Errors
    /// [`RequestError`]. Nothing is verified here.
    pub fn parse(bytes: &[u8]) -> Result<Self, RequestError> {
        let mut rest = text::plain(bytes).ok_or(RequestError::NotPlain)?;
        let first = text::next_line(&mut rest).and_then(|line| line.strip_prefix("old "));
        let old = first.and_then(text::size).ok_or(RequestError::Old)?;
        let mut proof = Vec::new();
        loop {
            let line = text::next_line(&mut rest).ok_or(RequestError::CutOff)?;
            if line.is_empty() {
                break;
            }
            if proof.len() == MOST_HASHES {
                return Err(RequestError::TooManyHashes);
            }
            proof.push(Hash::from_base64(line).ok_or(RequestError::Hash(proof.len() + 1))?);
        }
        Self::new(old, proof, Note::parse(rest.as_bytes())?)
    }

    /// The size of the tree that the sender believes the witness cosigned last.
    pub fn old(&self) -> u64 {
        self.old
    }

    /// The consistency proof.
    pub fn proof(&self) -> &[Hash] {
        &self.proof
    }

    /// The signed checkpoint.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The checkpoint as read from the note: its origin says which log's keys and state to look up.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.note)
    }
}

/// What a witness keeps of a log: the last tree it cosigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its size.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

impl Held {
    /// What is held of a log that was never cosigned.
    pub const NOTHING: Self = Self { size: 0, root: Hash::EMPTY_TREE };
}

/// Why a witness does not cosign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No key is trusted for the log.
    #[error("log `{0}` is not known to this witness")]
    UnknownLog(String),
    /// The log's signature is missing or false.
    #[error("the log has not signed its checkpoint: {0}")]
    Signature(#[from] NoteError),
    /// The checkpoint is smaller than the tree it is said to continue.
    #[error("the checkpoint has `{new}` entries, fewer than the `{old}` it is said to continue")]
    Backwards {
        /// The old size of the request.
        old: u64,
        /// The checkpoint's size.
        new: u64,
    },
    /// The sender is behind, or ahead of, what is held here.
    #[error("this witness last cosigned `{held}` entries, not `{old}`; send a proof from there")]
    Conflict {
        /// The old size of the request.
        old: u64,
        /// The size held.
        held: u64,
    },
    /// The tree does not continue the one held.
    #[error("the checkpoint does not continue the tree held here: {0}")]
    Inconsistent(#[from] ProofError),
}

impl Refused {
    /// The HTTP status that the specification gives to this answer.
    pub fn status(&self) -> u16 {
        match self {
            Self::UnknownLog(_) => 404,
            Self::Signature(_) => 403,
            Self::Backwards { .. } => 400,
            Self::Conflict { .. } => 409,
            Self::Inconsistent(_) => 422,
        }
    }

    /// The size for the body of status 409, whose content type is `text/x.tlog.size`.
    pub fn conflict_size(&self) -> Option<u64> {
        match self {
            Self::Conflict { held, .. } => Some(*held),
            _ => None,
        }
    }
}

/// Decides whether a witness may cosign, and gives what it must hold from then on.
///
/// `keys` are those trusted for the request's origin (none: the log is unknown), `held` what was cosigned last.
/// Deciding, storing the answer and only then cosigning must be one atomic step: else a slower request could
/// roll back a faster one.
///
/// # Errors
/// [`Refused`], with the status to answer.
///
/// # Source
/// C2SP tlog-witness, "add-checkpoint".
pub fn decide(request: &AddCheckpoint, keys: &[VerifierKey], held: Held) -> Result<Held, Refused> {
    let new = &request.checkpoint;
    if keys.is_empty() {
        return Err(Refused::UnknownLog(new.origin().to_owned()));
    }
    request.note.verify(keys)?;
    if request.old > new.size() {
        return Err(Refused::Backwards { old: request.old, new: new.size() });
    }
    if request.old != held.size {
        return Err(Refused::Conflict { old: request.old, held: held.size });
    }
    continues(held.size, new.size(), &held.root, &new.root(), &request.proof)?;
    Ok(Held { size: new.size(), root: new.root() })
}

/// Verifies that one tree continues another, where the earlier one may be empty.
///
/// Every tree continues the empty one, so from size 0 the proof must be empty and says nothing; the roots of empty
/// trees must be those of empty trees. All else is [`verify_consistency`]'s.
///
/// # Errors
/// [`ProofError`].
pub fn continues(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old != 0 {
        return verify_consistency(old, new, old_root, new_root, proof);
    }
    if !proof.is_empty() {
        return Err(ProofError::Length { have: proof.len(), need: 0 });
    }
    if *old_root != Hash::EMPTY_TREE {
        return Err(ProofError::OldRoot);
    }
    if new == 0 && *new_root != Hash::EMPTY_TREE { Err(ProofError::NewRoot) } else { Ok(()) }
}

/// Reads the body of a witness's answer: one or more signature lines.
///
/// # Errors
/// [`NoteError`] of the form; nothing is verified here.
pub fn read_answer(bytes: &[u8]) -> Result<Vec<SignatureLine>, NoteError> {
    // Under any text the lines are those of a note; so they obey the same rules.
    let note = [b"answer\n\n", bytes].concat();
    if bytes.starts_with(b"\n") || bytes.windows(2).any(|pair| pair == b"\n\n") {
        return Err(NoteError::Line(1));
    }
    Note::parse(&note).map(|note| note.signatures().to_vec())
}

/// The lines of a witness's answer that are cosignatures of the known witnesses on this checkpoint; add them to it.
///
/// Lines of unknown keys are left out.
///
/// # Errors
/// [`NoteError::FalseSignature`] if a line of a known witness does not hold, [`NoteError::NobodyKnown`] if no line
/// is of a known one.
pub fn verified_answer(
    checkpoint: &Note,
    answer: &[SignatureLine],
    witnesses: &[VerifierKey],
) -> Result<Vec<SignatureLine>, NoteError> {
    let mut cosigned = Note::new(checkpoint.text())?;
    for line in answer {
        cosigned.add(line.clone())?;
    }
    let verified = cosigned.verify(witnesses)?;
    let lines = cosigned.signatures().iter();
    Ok(lines.filter(|line| verified.iter().any(|by| line.claims(by.key))).cloned().collect())
}
