//! Cosignatures: a witness states that, at a time, this was the largest tree it had seen of a log.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::SignatureLine;
use crate::verifier_key::{KeyError, KeyType, VerifierKey, check_name};

/// The latest time a cosignature can state, in seconds since 1970.
pub const LATEST_TIME: u64 = i64::MAX as u64;

/// Why nothing was cosigned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CosignError {
    /// The text is not a checkpoint.
    #[error("only checkpoints are cosigned: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// Zero, or later than [`LATEST_TIME`].
    #[error("`{0}` is no time for a cosignature; set the clock")]
    Time(u64),
}

/// Cosigns checkpoints with Ed25519, as a witness does. The secret is wiped from memory when it is dropped.
pub struct Cosigner {
    key: SigningKey,
    verifier_key: VerifierKey,
}

impl Cosigner {
    /// The cosigner of this name whose secret is the seed.
    ///
    /// The seed must be chosen at random and used for nothing else: the message does not hold the name, so two
    /// cosigners with one seed could be taken for each other.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        check_name(name)?;
        let key = SigningKey::from_bytes(seed);
        let verifier_key = VerifierKey::ed25519(name, KeyType::Ed25519Cosignature, key.verifying_key());
        Ok(Self { key, verifier_key })
    }

    /// The public half.
    pub fn verifier_key(&self) -> &VerifierKey {
        &self.verifier_key
    }

    /// The signature line for a checkpoint's text at a time (seconds since 1970).
    ///
    /// It says that nothing larger was seen of the log and that the tree continues all that was;
    /// [`crate::witness::decide`] is where that is made sure.
    ///
    /// # Errors
    /// [`CosignError`]: the text is not a checkpoint, or the time is zero or out of range.
    pub fn cosign(&self, checkpoint_text: &str, time: u64) -> Result<SignatureLine, CosignError> {
        Checkpoint::parse(checkpoint_text)?;
        if time == 0 || time > LATEST_TIME {
            return Err(CosignError::Time(time));
        }
        let signature = self.key.sign(message(checkpoint_text, time).as_bytes());
        let timed = [&time.to_be_bytes()[..], &signature.to_bytes()].concat();
        Ok(SignatureLine::of(&self.verifier_key, timed))
    }
}

impl fmt::Debug for Cosigner {
    /// The public half only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cosigner({})", self.verifier_key)
    }
}

/// What an Ed25519 cosigner signs: two lines of its own, then the text.
///
/// # Source
/// C2SP tlog-cosignature, "Ed25519 signed message".
pub(crate) fn message(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// The time and the signature proper. `None` if there is no room for a time or it is out of range.
pub(crate) fn split(timed: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = timed.split_first_chunk()?;
    let time = u64::from_be_bytes(*time);
    (time <= LATEST_TIME).then_some((time, signature))
}
