//! What somebody kept outside: an old checkpoint or receipt, against which the whole log is held.

use ledger::{Checkpoint, Fork, Note, TlogProof, TrustPolicy, VerifierKey};
use store::Reader;
use store::raw::Raw;

use super::tree::Tree;
use super::{AuditOptions, Findings, checkpoint_of};
use crate::Place;

/// A file from outside is neither a receipt nor a checkpoint.
#[derive(Debug, thiserror::Error)]
#[error("`{name}` is neither a receipt nor a checkpoint: {why}")]
pub struct AnchorError {
    name: String,
    why: String,
}

/// A checkpoint from outside.
#[derive(Clone, Debug)]
pub struct Anchor {
    name: String,
    note: Note,
    checkpoint: Checkpoint,
}

impl Anchor {
    /// Reads a receipt, a proof or a checkpoint.
    ///
    /// # Errors
    /// [`AnchorError`]: it is none of them.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, AnchorError> {
        let error = |why: String| AnchorError { name: name.to_owned(), why };
        let note = if bytes.starts_with(b"c2sp.org/tlog-proof@") {
            TlogProof::parse(bytes).map_err(|cause| error(cause.to_string()))?.checkpoint
        } else {
            Note::parse(bytes).map_err(|cause| error(cause.to_string()))?
        };
        let checkpoint = Checkpoint::parse(note.text()).map_err(|cause| error(cause.to_string()))?;
        Ok(Self { name: name.to_owned(), note, checkpoint })
    }

    /// How many entries it speaks of.
    pub fn size(&self) -> u64 {
        self.checkpoint.size()
    }

    /// Is it the log's own word?
    fn signed(
        &self,
        key: Option<&VerifierKey>,
        trust: Option<&TrustPolicy>,
        origin: &str,
    ) -> Result<(), String> {
        if let Some(trust) = trust {
            trust.judge(&self.note).map_err(|cause| cause.to_string())?;
        } else {
            let key = key.ok_or("the store does not say the log's key; name it with `--trust`")?;
            self.note.verify([key]).map_err(|cause| cause.to_string())?;
        }
        if self.checkpoint.origin() == origin {
            Ok(())
        } else {
            Err(format!("it is of another log, `{}`", self.checkpoint.origin()))
        }
    }
}

/// What came of the files from outside.
#[derive(Debug, Default)]
pub(super) struct Outside {
    pub(super) continues: Vec<(String, u64)>,
    pub(super) forks: Vec<Fork>,
}

pub(super) fn compare(
    tree: &Tree<'_>,
    raw: &Raw,
    place: &Place,
    options: &AuditOptions<'_>,
    key: Option<&VerifierKey>,
    size: u64,
    findings: &mut Findings,
) -> Outside {
    let mut outside = Outside::default();
    for anchor in options.since {
        let name = &anchor.name;
        let is = &anchor.checkpoint;
        if let Err(why) = anchor.signed(key, options.trust, tree.origin()) {
            findings.store("since", format!("`{name}` is not this log's word: {why}"));
            continue;
        }
        if is.size() > size {
            findings.store(
                "behind",
                format!(
                    "the store has {size} entries, and `{name}` was signed over {}: what came since is lost, or this is an old copy. Whoever holds a receipt for a lost entry can prove it",
                    is.size()
                ),
            );
            continue;
        }
        match tree.root_at(is.size()) {
            Some(root) if root == is.root() => outside.continues.push((name.clone(), is.size())),
            Some(_) => {
                findings.store(
                    "contradicts",
                    format!(
                        "the log does not continue `{name}`: among its first {} entries some are not those that were signed then",
                        is.size()
                    ),
                );
                match fork(anchor, tree, raw, place, key) {
                    Ok(fork) => outside.forks.push(fork),
                    Err(why) => {
                        findings.store("no_fork", format!("no proof of fraud can be made of `{name}`: {why}"))
                    }
                }
            }
            None => findings
                .store("since", format!("`{name}` cannot be compared, for entries before it are missing")),
        }
    }
    outside
}

/// The proof that two checkpoints of one log contradict each other.
fn fork(
    anchor: &Anchor,
    tree: &Tree<'_>,
    raw: &Raw,
    place: &Place,
    key: Option<&VerifierKey>,
) -> Result<Fork, String> {
    let key = key.ok_or("the log's key is not known")?;
    let (size, note) =
        raw.note_from(anchor.size()).ok_or("the store holds no checkpoint that is as large")?;
    let (b, _) = checkpoint_of(&note)?;
    let prefix = tree.root_at(anchor.size()).ok_or("entries are missing")?;
    let reader = Reader::open(&place.address).map_err(|cause| cause.to_string())?;
    let hashes = if anchor.size() == 0 {
        Vec::new()
    } else {
        reader.consistency(anchor.size(), size).map_err(|cause| cause.to_string())?
    };
    let fork = Fork { prefix, hashes, a: anchor.note.clone(), b };
    fork.check(key).map_err(|cause| cause.to_string())?;
    Ok(fork)
}
