//! The whole check of a receipt, in the order of the specification.

use crate::hash::Hash;
use crate::proof::{ProofError, verify_inclusion};
use crate::tlog_proof::TlogProof;
use crate::trust_policy::{JudgeError, Judged, TrustPolicy};

/// Which step of the check failed, and why.
///
/// A receipt that fails proves nothing; it does not show that anybody lied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// The checkpoint is not one that the policy trusts a log to have made.
    #[error("step 1 of 3, a log you trust has signed the checkpoint: no; {0}")]
    Log(#[from] JudgeError),
    /// Too few of the witnesses have cosigned.
    #[error("step 2 of 3, enough witnesses have cosigned: no; needed: {needed}; cosigned: {}", list(have))]
    Quorum {
        /// What the policy asks for, in words.
        needed: String,
        /// The policy's names of the witnesses that have cosigned.
        have: Vec<String>,
    },
    /// The entry is not shown to be in the log at that checkpoint.
    #[error("step 3 of 3, the entry is in the log at that checkpoint: not shown; {0}")]
    Inclusion(ProofError),
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
}

/// A receipt that holds: the entry was in the log when the checkpoint was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The entry's index.
    pub index: u64,
    /// What was found about the checkpoint. With no witnesses, only the log itself vouches that everybody sees the
    /// same log; say so.
    pub judged: Judged,
}

/// Checks a receipt for a leaf (its hash, computed from what the holder knows) under a policy.
///
/// In order: the checkpoint is well-formed and signed by a log of the policy for its origin; every cosignature of a
/// known witness holds and the quorum is met; the leaf is in that tree at that index.
///
/// # Errors
/// [`CheckError`]: the first step that failed.
///
/// # Source
/// C2SP tlog-proof, "Verifying a tlog proof".
pub fn check(receipt: &TlogProof, leaf: Hash, policy: &TrustPolicy) -> Result<Checked, CheckError> {
    let judged = policy.judge(&receipt.checkpoint)?;
    if !judged.quorum_met {
        let have = judged.witnesses.iter().map(|(name, _)| name.clone()).collect();
        return Err(CheckError::Quorum { needed: judged.quorum_needed, have });
    }
    let (size, root) = (judged.checkpoint.size(), judged.checkpoint.root());
    verify_inclusion(receipt.index, size, &leaf, &receipt.hashes, &root).map_err(CheckError::Inclusion)?;
    Ok(Checked { index: receipt.index, judged })
}
