//! Proofs of fraud: two checkpoints signed by one log, of which the later does not continue the earlier.
//!
//! A log promises never to sign two checkpoints that contradict each other. If it does, so as to show one history
//! to a teller and another to an inspector, the two checkpoints convict it. To be convinced, a stranger needs the
//! log's key and this small file, and neither the log's help nor its entries:
//!
//! ```text
//! candour/fork@v1
//! prefix <root that checkpoint B's tree had at checkpoint A's size>
//! <consistency proof from that root to B's, one hash a line>
//!
//! <checkpoint A: a signed note>
//!
//! <checkpoint B: a signed note, not smaller than A>
//! ```
//!
//! Why this is a proof:
//! 1. Both notes carry the log's own signature. Nobody else can make them; the log cannot deny them.
//! 2. The consistency proof recomputes B's root from the same hashes as the prefix root. A node's hash binds its
//!    two children, so, going down from B's root, every hash in the proof is the true one unless somebody found a
//!    collision of SHA-256. Hence `prefix` is *the* root of the first entries of B, and no other can be shown.
//! 3. The tree that A speaks of has another root, so it differs from B's tree in one of its own entries, in
//!    their order, or in nothing that exists. In each case one entry that was promised under A is changed,
//!    moved or missing under B. No honest log signs both.
//!
//! Where the sizes are equal, `prefix` is B's root and the proof is empty: two roots for one size. Where A is empty,
//! `prefix` is the root of the empty tree, and A claims another one.
//!
//! Whoever holds B's log can compute prefix and proof from its tiles. If the log will not hand them out, the two
//! signed checkpoints remain the question it must answer.

use std::fmt;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::Hash;
use crate::note::{Note, NoteError};
use crate::proof::ProofError;
use crate::text;
use crate::verifier_key::VerifierKey;
use crate::witness::continues;

const FIRST_LINE: &str = "candour/fork@v1";
/// Consistency proofs between trees of up to 2^63 entries have no more hashes.
const MOST_HASHES: usize = 64;

/// Why a text is not a proof of fraud, or one does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForkError {
    /// Not UTF-8, or a control character.
    #[error("the proof is not plain UTF-8 with line feeds only; save it without carriage returns and tabs")]
    NotPlain,
    /// Another kind of file, or another version.
    #[error("the first line is not `{FIRST_LINE}`; this is no proof of fraud, or one of a later version")]
    FirstLine,
    /// No prefix root.
    #[error("the second line is not `prefix` with base64 of 32 bytes")]
    Prefix,
    /// A line of the consistency proof is not a hash; counted from 1.
    #[error("line `{0}` of the consistency proof is not base64 of 32 bytes")]
    Hash(usize),
    /// More hashes than any two trees need.
    #[error("the consistency proof has more than {MOST_HASHES} lines, more than any two trees need")]
    TooManyHashes,
    /// Not two notes.
    #[error(
        "under the proof there are not two checkpoints, each with its signatures; the file may be cut off"
    )]
    TwoNotes,
    /// One of the two is not a signed note.
    #[error("checkpoint {which}: {why}")]
    Note {
        /// `A` or `B`.
        which: char,
        /// Why not.
        why: NoteError,
    },
    /// One of the two notes is not a checkpoint.
    #[error("checkpoint {which}: {why}")]
    Checkpoint {
        /// `A` or `B`.
        which: char,
        /// Why not.
        why: CheckpointError,
    },
    /// The checkpoints are of two logs.
    #[error("the checkpoints are of two logs, `{a}` and `{b}`; two logs may differ")]
    TwoLogs {
        /// Origin of A.
        a: String,
        /// Origin of B.
        b: String,
    },
    /// The prefix root is not shown to be B's.
    #[error("the prefix root is not shown to be of checkpoint B's tree: {0}")]
    Prefixed(#[from] ProofError),
    /// The two agree: nothing is proved.
    #[error("checkpoint B continues checkpoint A; the log has kept its promise")]
    Agree,
}

/// A portable proof of fraud. See the module for the format and the argument.
///
/// Nothing in it is verified before [`Fork::check`] says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The root that B's tree had at A's size.
    pub prefix: Hash,
    /// The consistency proof from it to B's root.
    pub hashes: Vec<Hash>,
    /// The earlier, or not later, checkpoint.
    pub a: Note,
    /// The checkpoint that does not continue it.
    pub b: Note,
}

/// What a proof of fraud proves: a log signed two histories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraud {
    /// The earlier checkpoint.
    pub a: Checkpoint,
    /// The later one, which does not continue it.
    pub b: Checkpoint,
}

impl fmt::Display for Fraud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (origin, a, b) = (self.a.origin(), self.a.size(), self.b.size());
        write!(
            f,
            "log `{origin}` signed two histories: its checkpoint of `{b}` entries does not continue that of `{a}`"
        )
    }
}

impl Fork {
    /// Reads a proof. What is read is written again byte for byte.
    ///
    /// # Errors
    /// [`ForkError`] of the form. Nothing is verified here.
    pub fn parse(bytes: &[u8]) -> Result<Self, ForkError> {
        let mut rest = text::plain(bytes).ok_or(ForkError::NotPlain)?;
        if text::next_line(&mut rest) != Some(FIRST_LINE) {
            return Err(ForkError::FirstLine);
        }
        let prefix = text::next_line(&mut rest).and_then(|line| line.strip_prefix("prefix "));
        let prefix = prefix.and_then(Hash::from_base64).ok_or(ForkError::Prefix)?;
        let mut hashes = Vec::new();
        loop {
            let line = text::next_line(&mut rest).ok_or(ForkError::TwoNotes)?;
            if line.is_empty() {
                break;
            }
            if hashes.len() == MOST_HASHES {
                return Err(ForkError::TooManyHashes);
            }
            hashes.push(Hash::from_base64(line).ok_or(ForkError::Hash(hashes.len() + 1))?);
        }
        let (a, b) = two_notes(rest).ok_or(ForkError::TwoNotes)?;
        let note =
            |which, text: &str| Note::parse(text.as_bytes()).map_err(|why| ForkError::Note { which, why });
        let fork = Self { prefix, hashes, a: note('A', a)?, b: note('B', b)? };
        fork.checkpoints()?;
        Ok(fork)
    }

    /// Verifies the proof with the log's key.
    ///
    /// # Errors
    /// [`ForkError::TwoLogs`], [`ForkError::Note`] if the key has not signed one of the two,
    /// [`ForkError::Prefixed`] if the prefix root is not shown, [`ForkError::Agree`] if there is no contradiction.
    /// None of them says that the log is honest: only that *this* proves nothing.
    pub fn check(&self, log: &VerifierKey) -> Result<Fraud, ForkError> {
        let (a, b) = self.checkpoints()?;
        if a.origin() != b.origin() {
            return Err(ForkError::TwoLogs { a: a.origin().to_owned(), b: b.origin().to_owned() });
        }
        self.a.verify([log]).map_err(|why| ForkError::Note { which: 'A', why })?;
        self.b.verify([log]).map_err(|why| ForkError::Note { which: 'B', why })?;
        continues(a.size(), b.size(), &self.prefix, &b.root(), &self.hashes)?;
        if a.root() == self.prefix { Err(ForkError::Agree) } else { Ok(Fraud { a, b }) }
    }

    fn checkpoints(&self) -> Result<(Checkpoint, Checkpoint), ForkError> {
        let read = |which, note: &Note| {
            Checkpoint::parse(note.text()).map_err(|why| ForkError::Checkpoint { which, why })
        };
        Ok((read('A', &self.a)?, read('B', &self.b)?))
    }
}

impl fmt::Display for Fork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}\nprefix {}", self.prefix)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}\n{}", self.a, self.b)
    }
}

/// Checkpoints hold no empty line, so the second one parts the first note from the second.
fn two_notes(text: &str) -> Option<(&str, &str)> {
    let within_a = text.find("\n\n")? + 2;
    let after_a = within_a + text[within_a..].find("\n\n")? + 1;
    Some((&text[..after_a], &text[after_a + 1..]))
}
