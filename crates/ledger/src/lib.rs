//! The transparency log as bytes: tree, proofs, notes, checkpoints, cosignatures, tiles, receipts, policies.
//!
//! A log is a list of entries that only grows. Its root hash ([`edge::Edge`]) stands for every entry; a signed
//! [`checkpoint::Checkpoint`] says "at this size this was the root"; short proofs ([`proof`]) show that an entry
//! is under a root, and that one root continues another. A receipt ([`tlog_proof::TlogProof`]) is an entry's
//! proof with the checkpoint; [`check::check`] verifies it with nothing but a [`trust_policy::TrustPolicy`].
//! Two signed checkpoints that contradict each other are a portable proof of fraud ([`fork::Fork`]).
//!
//! Formats are the public C2SP ones, so that anybody can write another verifier; the tree is that of RFC 6962
//! with SHA-256. `docs/formats/ledger.md` lists the versions.
//!
//! This crate sees bytes. It knows no name of a person, no input or output, no clock and no chance: times and
//! seeds are handed in. Parsers refuse whatever they would not write themselves, and never panic.

pub mod bundle;
pub mod check;
pub mod checkpoint;
pub mod commitment;
pub mod cosignature;
pub mod edge;
pub mod fork;
pub mod hash;
pub mod note;
pub mod opening;
pub mod proof;
mod text;
pub mod tile;
pub mod tlog_proof;
pub mod trust_policy;
pub mod verifier_key;
pub mod witness;

pub use check::{CheckError, Checked, check};
pub use checkpoint::Checkpoint;
pub use cosignature::Cosigner;
pub use edge::Edge;
pub use fork::Fork;
pub use hash::{Hash, leaf_hash, node_hash};
pub use note::{Note, SignatureLine, Signer};
pub use tile::Tile;
pub use tlog_proof::TlogProof;
pub use trust_policy::TrustPolicy;
pub use verifier_key::{KeyType, VerifierKey};

/// The largest tree size this crate reads or proves: two to the power of 63.
///
/// No log will reach it; the bound lets every computation with sizes and indexes fit in 64 bits.
pub const MAX_SIZE: u64 = 1 << 63;
