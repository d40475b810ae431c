//! One sample of each format, kept as files: they change only if a format does, and feed the fuzzers.
//!
//! After a change that is meant: `CANDOUR_WRITE_SAMPLES=1 cargo test -p ledger samples`.

use ledger::witness::AddCheckpoint;
use ledger::{Fork, Note, TlogProof, TrustPolicy, VerifierKey, check, leaf_hash};

use crate::{Log, cosigner, data, signer};

fn cosigned(log: &Log, size: u64) -> Note {
    let mut note = log.checkpoint_at(size);
    for number in 1..=2 {
        note.add(cosigner(number).cosign(note.text(), 1_800_000_000).unwrap()).unwrap();
    }
    note
}

fn samples() -> [(&'static str, String); 6] {
    let log = Log::counted(13);
    let mut other = Log::counted(4);
    (5..14).for_each(|entry| other.add(&[entry]));
    let receipt = TlogProof {
        extra: Some(b"opening".to_vec()),
        index: 5,
        hashes: log.inclusion(5, 13).unwrap(),
        checkpoint: cosigned(&log, 13),
    };
    let fork = Fork {
        prefix: other.root_at(6),
        hashes: other.consistency(6, 13).unwrap(),
        a: log.checkpoint_at(6),
        b: other.checkpoint_at(13),
    };
    let request = AddCheckpoint::new(6, log.consistency(6, 13).unwrap(), log.checkpoint_at(13)).unwrap();
    let mut policy = format!("# Whom this verifier believes.\nlog {}\n\n", signer().verifier_key());
    for number in 1..=3 {
        policy +=
            &format!("witness w{number} {} https://w{number}.example/\n", cosigner(number).verifier_key());
    }
    policy += "\ngroup neighbours any w1 w2\ngroup both all neighbours w3\nquorum neighbours\n";
    [
        ("receipt.tlog-proof", receipt.to_string()),
        ("fork.txt", fork.to_string()),
        ("add-checkpoint.txt", request.to_string()),
        ("checkpoint.txt", cosigned(&log, 13).to_string()),
        ("policy.txt", policy),
        ("witness.vkey.txt", cosigner(1).verifier_key().to_string()),
    ]
}

#[test]
fn the_samples_are_what_the_formats_say() {
    for (name, text) in samples() {
        let place = data("samples").join(name);
        if std::env::var_os("CANDOUR_WRITE_SAMPLES").is_some() {
            std::fs::write(&place, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&place).unwrap(), text, "{name}");
    }
}

#[test]
fn the_samples_hold() {
    let file = |name: &str| std::fs::read(data("samples").join(name)).unwrap();
    let policy = TrustPolicy::parse(&file("policy.txt")).unwrap();
    let receipt = TlogProof::parse(&file("receipt.tlog-proof")).unwrap();
    assert_eq!(check(&receipt, leaf_hash(&[5]), &policy).unwrap().judged.witnesses.len(), 2);
    let fork = Fork::parse(&file("fork.txt")).unwrap();
    assert!(fork.check(&policy.logs()[0].key).is_ok());
    let key = String::from_utf8(file("witness.vkey.txt")).unwrap();
    assert_eq!(VerifierKey::parse(&key).as_ref(), Ok(cosigner(1).verifier_key()));
}
