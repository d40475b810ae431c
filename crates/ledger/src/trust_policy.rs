//! Trust policies: whose logs and which witnesses a verifier believes, as one file to ship beside it.

mod parse;
mod quorum;
#[cfg(test)]
mod tests;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::{Note, NoteError};
use crate::verifier_key::VerifierKey;

pub use parse::{PolicyError, Wrong};
use quorum::Quorum;

/// Whose checkpoints are believed: the logs, the witnesses, and how many of them must have cosigned.
///
/// # Source
/// C2SP tlog-policy.
#[derive(Clone, Debug)]
pub struct TrustPolicy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    quorum: Quorum,
}

/// A log of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key. The key's name is the log's origin.
    pub key: VerifierKey,
    /// Where it may be asked, if the policy says.
    pub url: Option<String>,
}

/// A witness of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The policy's own name for it.
    pub name: String,
    /// Its key.
    pub key: VerifierKey,
    /// Where it may be asked, if the policy says.
    pub url: Option<String>,
}

/// Why a checkpoint is not believed, whoever has cosigned it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JudgeError {
    /// The note is not a checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The policy names no log of this origin.
    #[error(
        "log `{0}` is not in your trust policy; get its key from somewhere you trust, not from the receipt"
    )]
    UnknownLog(String),
    /// The log has not signed.
    #[error("the checkpoint names log `{0}` but does not carry that log's signature")]
    NotSigned(String),
    /// The log has signed only in a way that this program cannot verify.
    #[error(
        "log `{0}` signed only with a key of a type that cannot be verified here yet; use a newer program"
    )]
    Unsupported(String),
    /// The root of an empty log is not that of an empty tree.
    #[error("the checkpoint is of an empty log but its root is not that of an empty tree")]
    EmptyTree,
    /// A signature of a known log or witness is false.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// What a policy says of a checkpoint that one of its logs has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The log.
    pub origin: String,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// Who has cosigned (the policy's name) and at what time (seconds since 1970), in the order of the policy.
    pub witnesses: Vec<(String, u64)>,
    /// Witnesses whose cosignature is there and could not be verified, as their key's type is not supported.
    /// They do not count.
    pub unsupported: Vec<String>,
    /// Whether those are enough.
    pub quorum_met: bool,
    /// What would be enough, in words.
    pub quorum_needed: String,
}

impl TrustPolicy {
    /// Reads a policy.
    ///
    /// # Errors
    /// [`PolicyError`]: the first line that is wrong, why, and what would be right.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        parse::policy(bytes)
    }

    /// The logs, in the order of the file.
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses, in the order of the file.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// What the quorum asks for, in words.
    pub fn quorum_needed(&self) -> String {
        self.quorum.words(&self.witnesses)
    }

    /// Judges a checkpoint: signed by a log of the policy, and by which of the witnesses.
    ///
    /// Too few witnesses are not an error here, so that a receipt can say who has cosigned so far.
    ///
    /// # Errors
    /// [`JudgeError`]: no log of this policy can be held to the checkpoint, or a known signature is false.
    pub fn judge(&self, note: &Note) -> Result<Judged, JudgeError> {
        let checkpoint = Checkpoint::parse(note.text())?;
        let origin = checkpoint.origin().to_owned();
        let logs = self.logs.iter().map(|log| &log.key).filter(|key| key.name() == origin);
        if logs.clone().next().is_none() {
            return Err(JudgeError::UnknownLog(origin));
        }
        let witness_keys = self.witnesses.iter().map(|witness| &witness.key);
        let verified = match note.verify(logs.clone().chain(witness_keys)) {
            Err(NoteError::NobodyKnown) => Vec::new(),
            other => other?,
        };
        if !logs.clone().any(|log| verified.iter().any(|by| by.key == log)) {
            let claimed = logs.clone().any(|log| !log.is_supported() && claimed(note, log));
            return Err(if claimed {
                JudgeError::Unsupported(origin)
            } else {
                JudgeError::NotSigned(origin)
            });
        }
        if checkpoint.size() == 0 && checkpoint.root() != crate::Hash::EMPTY_TREE {
            return Err(JudgeError::EmptyTree);
        }
        let time = |witness: &Witness| verified.iter().find(|by| *by.key == witness.key)?.time;
        let times: Vec<Option<u64>> = self.witnesses.iter().map(time).collect();
        let named = self.witnesses.iter().zip(&times);
        let unsupported = self
            .witnesses
            .iter()
            .filter(|witness| !witness.key.is_supported() && claimed(note, &witness.key));
        Ok(Judged {
            witnesses: named.filter_map(|(witness, time)| Some((witness.name.clone(), (*time)?))).collect(),
            unsupported: unsupported.map(|witness| witness.name.clone()).collect(),
            quorum_met: self.quorum.is_met(&|witness| times.get(witness).is_some_and(Option::is_some)),
            quorum_needed: self.quorum_needed(),
            origin,
            checkpoint,
        })
    }
}

fn claimed(note: &Note, key: &VerifierKey) -> bool {
    note.signatures().iter().any(|line| line.claims(key))
}
