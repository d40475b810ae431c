//! The witness protocol: requests, decisions with their status, answers.

use ledger::note::NoteError;
use ledger::proof::ProofError;
use ledger::witness::{AddCheckpoint, Held, RequestError, continues, decide, read_answer, verified_answer};
use ledger::{Hash, Note, Signer, VerifierKey, leaf_hash};

use crate::{Log, cosigner, signed, signer};

fn keys() -> Vec<VerifierKey> {
    vec![signer().verifier_key().clone()]
}

fn request(log: &Log, old: u64, new: u64) -> AddCheckpoint {
    let proof = if old == 0 || old > new { vec![] } else { log.consistency(old, new).unwrap() };
    AddCheckpoint::new(old, proof, log.checkpoint_at(new)).unwrap()
}

fn held(log: &Log, size: u64) -> Held {
    Held { size, root: log.root_at(size) }
}

/// The status that a request gets when this is held.
fn status(request: &AddCheckpoint, held: Held) -> u16 {
    decide(request, &keys(), held).map_or_else(|refused| refused.status(), |_| 200)
}

#[test]
fn a_log_that_grows_is_cosigned_from_any_size() {
    let log = Log::counted(20);
    for old in 0..=20 {
        for new in old..=20 {
            let request = request(&log, old, new);
            let read = AddCheckpoint::parse(request.to_string().as_bytes()).unwrap();
            assert_eq!(read, request);
            assert_eq!(decide(&read, &keys(), held(&log, old)), Ok(held(&log, new)), "{old} to {new}");
        }
    }
    assert_eq!(held(&log, 0), Held::NOTHING);
}

#[test]
fn every_refusal_has_the_status_of_the_specification() {
    let log = Log::counted(20);
    let good = request(&log, 5, 9);
    assert_eq!(decide(&good, &[], held(&log, 5)).unwrap_err().status(), 404);
    let stranger = Signer::from_seed("log.example/town", &[40; 32]).unwrap();
    assert_eq!(decide(&good, &[stranger.verifier_key().clone()], held(&log, 5)).unwrap_err().status(), 403);
    let mut forged = good.note().clone();
    forged.add(signer().sign("another text\n")).unwrap();
    assert_eq!(status(&AddCheckpoint::new(5, good.proof().to_vec(), forged).unwrap(), held(&log, 5)), 403);

    assert_eq!(status(&request(&log, 9, 5), held(&log, 9)), 400);
    let behind = decide(&good, &keys(), held(&log, 7)).unwrap_err();
    assert_eq!((behind.status(), behind.conflict_size()), (409, Some(7)));
    assert_eq!(status(&request(&log, 0, 9), held(&log, 5)), 409);
    assert_eq!(status(&good, Held::NOTHING), 409);

    let with = |old, proof: &[Hash], note: Note| AddCheckpoint::new(old, proof.to_vec(), note).unwrap();
    assert_eq!(status(&with(5, &[], log.checkpoint_at(9)), held(&log, 5)), 422);
    assert_eq!(status(&with(5, good.proof(), log.checkpoint_at(10)), held(&log, 5)), 422);
    assert_eq!(status(&with(5, &[], signed(5, leaf_hash(b"other"))), held(&log, 5)), 422);
    assert_eq!(status(&with(5, &[Hash::EMPTY_TREE], log.checkpoint_at(5)), held(&log, 5)), 422);
    assert_eq!(status(&with(0, &[Hash::EMPTY_TREE], log.checkpoint_at(5)), Held::NOTHING), 422);
    assert_eq!(status(&with(0, &[], signed(0, leaf_hash(b"other"))), Held::NOTHING), 422);
    assert_eq!(status(&with(0, &[], signed(0, Hash::EMPTY_TREE)), Held::NOTHING), 200);
}

#[test]
fn the_slower_of_two_requests_cannot_roll_back_the_faster() {
    let log = Log::counted(20);
    let (slow, fast) = (request(&log, 5, 9), request(&log, 5, 12));
    let after_fast = decide(&fast, &keys(), held(&log, 5)).unwrap();
    assert_eq!(decide(&slow, &keys(), after_fast).unwrap_err().conflict_size(), Some(12));
}

#[test]
fn every_tree_continues_the_empty_one() {
    let (root, empty) = (leaf_hash(b"a"), Hash::EMPTY_TREE);
    assert_eq!(continues(0, 1, &empty, &root, &[]), Ok(()));
    assert_eq!(continues(0, 0, &empty, &empty, &[]), Ok(()));
    assert_eq!(continues(0, 0, &empty, &root, &[]), Err(ProofError::NewRoot));
    assert_eq!(continues(0, 1, &root, &root, &[]), Err(ProofError::OldRoot));
    assert_eq!(continues(0, 1, &empty, &root, &[root]), Err(ProofError::Length { have: 1, need: 0 }));
    assert_eq!(continues(1, 0, &root, &empty, &[]), Err(ProofError::Backwards { old: 1, new: 0 }));
}

#[test]
fn a_request_has_one_spelling() {
    let right = request(&Log::counted(9), 5, 9).to_string();
    assert!(right.starts_with("old 5\n"));
    let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    use RequestError::{CutOff, NotPlain, Old, TooManyHashes};
    for (wrong, why) in [
        (String::new(), Old),
        ("old 5".into(), Old),
        ("\n".into(), Old),
        (right.replace("old 5", "old 05"), Old),
        (right.replace("old 5", "old +5"), Old),
        (right.replace("old 5", "old -5"), Old),
        (right.replace("old 5", "old  5"), Old),
        (right.replace("old 5", "old 5 "), Old),
        (right.replace("old 5", "old"), Old),
        (right.replace("old 5", "old 18446744073709551616"), Old),
        (right.replace('\n', "\r\n"), NotPlain),
        ("old 5\n".into(), CutOff),
        (format!("old 5\n{hash}"), CutOff),
        (right.replace("old 5\n", "old 5\nAAAA\n"), RequestError::Hash(1)),
        (right.replace("old 5\n", "old 5\n \n"), RequestError::Hash(1)),
        (format!("old 5\n{}\n", hash.repeat(64)), TooManyHashes),
        ("old 5\n\n".into(), RequestError::Note(NoteError::NoSignatures)),
    ] {
        assert_eq!(AddCheckpoint::parse(wrong.as_bytes()), Err(why), "{wrong:?}");
    }
    for cut in 0..right.len() {
        assert!(AddCheckpoint::parse(&right.as_bytes()[..cut]).is_err(), "{cut}");
    }
    let not_a_checkpoint = "old 0\n\na text\n\n— a AAAAAAE=\n";
    assert!(matches!(AddCheckpoint::parse(not_a_checkpoint.as_bytes()), Err(RequestError::Checkpoint(_))));
}

#[test]
fn an_answer_is_taken_only_from_known_witnesses() {
    let note = signed(3, leaf_hash(b"a"));
    let (known, unknown) = (cosigner(1), cosigner(2));
    let lines = [unknown.cosign(note.text(), 8).unwrap(), known.cosign(note.text(), 9).unwrap()];
    let body = format!("{}\n{}\n", lines[0], lines[1]);
    let read = read_answer(body.as_bytes()).unwrap();
    assert_eq!(read, lines);
    let witnesses = [known.verifier_key().clone()];
    assert_eq!(verified_answer(&note, &read, &witnesses).unwrap(), lines[1..]);
    assert_eq!(verified_answer(&note, &read[..1], &witnesses), Err(NoteError::NobodyKnown));
    let other = known.cosign(signed(4, leaf_hash(b"a")).text(), 9).unwrap();
    assert!(matches!(verified_answer(&note, &[other], &witnesses), Err(NoteError::FalseSignature { .. })));
    for wrong in [
        "",
        "\n",
        "a\n",
        &body[..body.len() - 1],
        &format!("\n{body}"),
        &format!("{body}\n"),
        &body.replace('\n', "\n\n"),
    ] {
        assert!(read_answer(wrong.as_bytes()).is_err(), "{wrong:?}");
    }
}
