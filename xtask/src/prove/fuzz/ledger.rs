//! The ledger's parsers: what they take they write again byte for byte, and nothing makes them panic.

use std::sync::OnceLock;

use ledger::witness::{AddCheckpoint, Held, decide};
use ledger::{Checkpoint, Fork, Hash, Note, Tile, TlogProof, TrustPolicy, VerifierKey};
use record::policy::Policy;

use super::Target;

/// The folders of the ledger's seed files.
pub(super) const SEEDS: [&str; 2] =
    ["crates/ledger/tests/data/samples", "crates/ledger/tests/data/tessera-log/tile/entries"];

pub(super) const TARGETS: [Target; 9] = [
    ("notes", note),
    ("checkpoints", |bytes, _| one_spelling(bytes, Checkpoint::parse)),
    ("verifier keys", |bytes, _| one_spelling(bytes, VerifierKey::parse)),
    ("tile paths", |bytes, _| one_spelling(bytes, Tile::parse)),
    ("entry bundles", bundle),
    ("receipts", receipt),
    ("trust policies", trust_policy),
    ("proofs of fraud", fork),
    ("witness requests", add_checkpoint),
];

fn one_spelling<T: ToString, E>(bytes: &[u8], parse: impl Fn(&str) -> Result<T, E>) {
    // Where one line is wanted, each line of the seed is one.
    for text in [bytes]
        .into_iter()
        .chain(bytes.split(|byte| *byte == b'\n'))
        .filter_map(|part| std::str::from_utf8(part).ok())
    {
        if let Ok(read) = parse(text) {
            assert_eq!(read.to_string(), text);
        }
    }
}

fn note(bytes: &[u8], _: &Policy) {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        let _ = samples().policy.judge(&note);
    }
}

fn bundle(bytes: &[u8], _: &Policy) {
    let width = bytes.first().map_or(0, |byte| u16::from(*byte % 17));
    for bytes in [bytes, bytes.get(1..).unwrap_or_default()] {
        if let Ok(entries) = ledger::bundle::read(bytes, width) {
            assert_eq!(ledger::bundle::write(&entries).as_deref(), Ok(bytes));
        }
    }
}

fn receipt(bytes: &[u8], _: &Policy) {
    if let Ok(receipt) = TlogProof::parse(bytes) {
        assert_eq!(receipt.to_string().as_bytes(), bytes);
        let _ = ledger::check(&receipt, Hash::EMPTY_TREE, &samples().policy);
    }
}

fn trust_policy(bytes: &[u8], _: &Policy) {
    if let Ok(policy) = TrustPolicy::parse(bytes) {
        let _ = policy.judge(&samples().checkpoint);
    }
}

fn fork(bytes: &[u8], _: &Policy) {
    if let Ok(fork) = Fork::parse(bytes) {
        assert_eq!(fork.to_string().as_bytes(), bytes);
        let _ = fork.check(&samples().policy.logs()[0].key);
    }
}

fn add_checkpoint(bytes: &[u8], _: &Policy) {
    if let Ok(request) = AddCheckpoint::parse(bytes) {
        assert_eq!(request.to_string().as_bytes(), bytes);
        let keys: Vec<VerifierKey> = samples().policy.logs().iter().map(|log| log.key.clone()).collect();
        let _ = decide(&request, &keys, Held::NOTHING);
    }
}

/// A policy, and a checkpoint signed by its log and witnesses.
struct Samples {
    policy: TrustPolicy,
    checkpoint: Note,
}

fn samples() -> &'static Samples {
    static SAMPLES: OnceLock<Samples> = OnceLock::new();
    SAMPLES.get_or_init(|| Samples {
        policy: TrustPolicy::parse(include_bytes!("../../../../crates/ledger/tests/data/samples/policy.txt"))
            .expect("the sample is right"),
        checkpoint: Note::parse(include_bytes!(
            "../../../../crates/ledger/tests/data/samples/checkpoint.txt"
        ))
        .expect("the sample is right"),
    })
}
