//! Proofs of fraud: they convict a log of two histories, and cannot be made against an honest one.

use ledger::fork::ForkError;
use ledger::proof::ProofError;
use ledger::{Checkpoint, Fork, Hash, Note, Signer, leaf_hash};

use crate::{Log, signed, signer};

/// The proof that B (from this log, at this size) does not continue A.
fn fork(a: Note, b: &Log, b_size: u64) -> Fork {
    let a_size = Checkpoint::parse(a.text()).unwrap().size();
    let hashes = if a_size == 0 { vec![] } else { b.consistency(a_size, b_size).unwrap() };
    Fork { prefix: b.root_at(a_size), hashes, a, b: b.checkpoint_at(b_size) }
}

/// Two logs that share their first entries, up to the change.
fn histories(changed: u8, size: u8) -> (Log, Log) {
    let mut other = Log::counted(changed);
    other.add(b"changed");
    (changed + 1..size).for_each(|entry| other.add(&[entry]));
    (Log::counted(size), other)
}

#[test]
fn a_changed_entry_convicts_at_every_pair_of_sizes() {
    for changed in 0..12 {
        let (shown, kept) = histories(changed, 20);
        for a in u64::from(changed) + 1..=20 {
            for b in a..=20 {
                let fork = fork(shown.checkpoint_at(a), &kept, b);
                let text = fork.to_string();
                let read = Fork::parse(text.as_bytes()).unwrap();
                assert_eq!(read, fork);
                assert_eq!(read.to_string(), text);
                let fraud = read.check(signer().verifier_key()).unwrap();
                assert_eq!((fraud.a.size(), fraud.b.size()), (a, b));
            }
        }
    }
}

#[test]
fn an_honest_log_is_never_convicted() {
    let log = Log::counted(20);
    for a in 0..=20 {
        for b in a.max(1)..=20 {
            let fork = fork(log.checkpoint_at(a), &log, b);
            assert_eq!(fork.check(signer().verifier_key()), Err(ForkError::Agree), "{a} {b}");
            // Another prefix root, or another proof, would have to lead to B's signed root.
            let forged = Fork { prefix: leaf_hash(b"forged"), ..fork.clone() };
            assert!(matches!(forged.check(signer().verifier_key()), Err(ForkError::Prefixed(_))), "{a} {b}");
            for place in 0..fork.hashes.len() {
                let mut forged = fork.clone();
                forged.hashes[place].0[0] ^= 1;
                assert!(matches!(forged.check(signer().verifier_key()), Err(ForkError::Prefixed(_))));
            }
        }
    }
}

#[test]
fn two_roots_for_one_size_need_no_hashes() {
    let (shown, kept) = histories(3, 9);
    let mut fork = fork(shown.checkpoint_at(9), &kept, 9);
    assert!(fork.hashes.is_empty());
    assert_eq!(fork.prefix, kept.root_at(9));
    assert_eq!(
        fork.check(signer().verifier_key()).unwrap().to_string(),
        "log `log.example/town` signed two histories: its checkpoint of `9` entries does not continue that of `9`"
    );
    fork.hashes.push(Hash::EMPTY_TREE);
    assert!(matches!(
        fork.check(signer().verifier_key()),
        Err(ForkError::Prefixed(ProofError::Length { .. }))
    ));
}

#[test]
fn an_empty_log_with_a_root_convicts() {
    let log = Log::counted(4);
    assert!(fork(signed(0, leaf_hash(b"x")), &log, 4).check(signer().verifier_key()).is_ok());
    assert_eq!(
        fork(signed(0, Hash::EMPTY_TREE), &log, 4).check(signer().verifier_key()),
        Err(ForkError::Agree)
    );
}

#[test]
fn both_signatures_the_origin_and_the_order_matter() {
    let (shown, kept) = histories(3, 9);
    let right = fork(shown.checkpoint_at(6), &kept, 9);
    assert!(right.check(signer().verifier_key()).is_ok());

    let stranger = Signer::from_seed("log.example/town", &[50; 32]).unwrap();
    assert!(matches!(right.check(stranger.verifier_key()), Err(ForkError::Note { which: 'A', .. })));
    let mut forged = right.clone();
    forged.b = Note::new(right.b.text()).unwrap();
    forged.b.add(stranger.sign(right.b.text())).unwrap();
    assert!(matches!(forged.check(signer().verifier_key()), Err(ForkError::Note { which: 'B', .. })));

    let swapped = Fork { a: right.b.clone(), b: right.a.clone(), ..right.clone() };
    assert_eq!(
        swapped.check(signer().verifier_key()),
        Err(ForkError::Prefixed(ProofError::Backwards { old: 9, new: 6 }))
    );

    let mut elsewhere =
        Note::new(Checkpoint::new("log.example/city", 6, leaf_hash(b"x")).unwrap().to_string()).unwrap();
    elsewhere.add(signer().sign(elsewhere.text())).unwrap();
    let two_logs = Fork { a: elsewhere, ..right };
    assert!(matches!(two_logs.check(signer().verifier_key()), Err(ForkError::TwoLogs { .. })));
}

#[test]
fn a_proof_has_one_spelling() {
    let (shown, kept) = histories(3, 9);
    let right = fork(shown.checkpoint_at(6), &kept, 9).to_string();
    use ForkError::{FirstLine, NotPlain, Prefix, TooManyHashes, TwoNotes};
    let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    for (wrong, why) in [
        (String::new(), FirstLine),
        (right.replace("@v1", "@v2"), FirstLine),
        (right.replace('\n', "\r\n"), NotPlain),
        (right.replace("prefix ", "prefix"), Prefix),
        (right.replace("prefix ", "prefix  "), Prefix),
        (right.replacen("\n\n", "\nAAAA\n\n", 1), ForkError::Hash(5)),
        (right.replacen("\n\n", &format!("\n{}\n", hash.repeat(64)), 1), TooManyHashes),
        (format!("candour/fork@v1\nprefix {hash}"), TwoNotes),
        (format!("candour/fork@v1\nprefix {hash}\n"), TwoNotes),
        (format!("candour/fork@v1\nprefix {hash}\na\n\nb\n"), TwoNotes),
    ] {
        assert_eq!(Fork::parse(wrong.as_bytes()), Err(why), "{wrong:?}");
    }
    for cut in 0..right.len() {
        assert!(Fork::parse(&right.as_bytes()[..cut]).is_err(), "{cut}");
    }
    assert!(Fork::parse(format!("{right}\n").as_bytes()).is_err());
    assert!(Fork::parse(right.replace("\n\n", "\n\n\n").as_bytes()).is_err());
}
