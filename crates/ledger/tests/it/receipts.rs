//! Receipts under policies: what holds, and which step says no.

use ledger::tlog_proof::TlogProofError;
use ledger::trust_policy::JudgeError;
use ledger::{CheckError, Hash, Note, Signer, TlogProof, TrustPolicy, check, leaf_hash};

use crate::{Log, cosigner, signed, signer};

fn policy(quorum: &str) -> TrustPolicy {
    let mut text = format!("log {}\n", signer().verifier_key());
    for number in 1..=3 {
        text += &format!("witness w{number} {}\n", cosigner(number).verifier_key());
    }
    text += quorum;
    TrustPolicy::parse(text.as_bytes()).unwrap()
}

/// The receipt of entry 5 in a log of 13, cosigned by these witnesses.
fn receipt(witnesses: &[u8]) -> TlogProof {
    let log = Log::counted(13);
    let mut checkpoint = log.checkpoint_at(13);
    for number in witnesses {
        checkpoint
            .add(cosigner(*number).cosign(checkpoint.text(), 1_800_000_000 + u64::from(*number)).unwrap())
            .unwrap();
    }
    TlogProof {
        extra: Some(b"opening".to_vec()),
        index: 5,
        hashes: log.inclusion(5, 13).unwrap(),
        checkpoint,
    }
}

fn leaf() -> Hash {
    leaf_hash(&[5])
}

#[test]
fn a_receipt_is_written_read_and_holds() {
    let receipt = receipt(&[3, 1]);
    let text = receipt.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra b3BlbmluZw==\nindex 5\n"));
    let read = TlogProof::parse(text.as_bytes()).unwrap();
    assert_eq!(read, receipt);
    let checked = check(&read, leaf(), &policy("group both all w1 w3\nquorum both\n")).unwrap();
    assert_eq!(checked.index, 5);
    assert_eq!(checked.judged.origin, "log.example/town");
    assert_eq!(checked.judged.checkpoint.size(), 13);
    assert_eq!(
        checked.judged.witnesses,
        [("w1".to_owned(), 1_800_000_001), ("w3".to_owned(), 1_800_000_003)]
    );
    assert_eq!(checked.judged.quorum_needed, "all of (w1, w3)");
}

#[test]
fn each_step_that_fails_is_named() {
    let any = policy("group any any w1 w2\nquorum any\n");
    let none = policy("quorum none\n");
    let step = |receipt: &TlogProof, leaf, policy: &TrustPolicy| {
        check(receipt, leaf, policy).unwrap_err().to_string()
    };
    assert!(check(&receipt(&[1]), leaf(), &any).is_ok());
    assert_eq!(
        step(&receipt(&[3]), leaf(), &any),
        "step 2 of 3, enough witnesses have cosigned: no; needed: any of (w1, w2); cosigned: w3"
    );
    assert!(check(&receipt(&[]), leaf(), &none).unwrap().judged.witnesses.is_empty());
    assert!(step(&receipt(&[]), leaf_hash(&[6]), &none).starts_with("step 3 of 3, the entry is in the log"));

    let mut moved = receipt(&[1]);
    moved.index = 6;
    assert!(matches!(check(&moved, leaf(), &none), Err(CheckError::Inclusion(_))));
    moved.index = 13;
    assert!(matches!(check(&moved, leaf(), &none), Err(CheckError::Inclusion(_))));

    let mut forged = receipt(&[]);
    let text = forged.checkpoint.text().to_owned();
    forged.checkpoint = Note::new(text.clone()).unwrap();
    let stranger = Signer::from_seed("log.example/town", &[66; 32]).unwrap();
    forged.checkpoint.add(stranger.sign(&text)).unwrap();
    assert_eq!(
        check(&forged, leaf(), &none),
        Err(CheckError::Log(JudgeError::NotSigned("log.example/town".into())))
    );
    forged.checkpoint.add(cosigner(1).cosign(&text, 7).unwrap()).unwrap();
    assert_eq!(
        check(&forged, leaf(), &none),
        Err(CheckError::Log(JudgeError::NotSigned("log.example/town".into())))
    );

    let elsewhere = TrustPolicy::parse(
        format!(
            "log {}\nquorum none\n",
            Signer::from_seed("log.example/city", &[1; 32]).unwrap().verifier_key()
        )
        .as_bytes(),
    )
    .unwrap();
    assert_eq!(
        check(&receipt(&[]), leaf(), &elsewhere),
        Err(CheckError::Log(JudgeError::UnknownLog("log.example/town".into())))
    );
}

#[test]
fn a_false_cosignature_of_a_known_witness_refuses_the_receipt() {
    let mut receipt = receipt(&[1, 2]);
    let other = signed(14, Hash::EMPTY_TREE);
    receipt.checkpoint.add(cosigner(3).cosign(other.text(), 9).unwrap()).unwrap();
    assert!(matches!(
        check(&receipt, leaf(), &policy("quorum w1\n")),
        Err(CheckError::Log(JudgeError::Note(_)))
    ));
    let without_w3 =
        format!("log {}\nwitness w1 {}\nquorum w1\n", signer().verifier_key(), cosigner(1).verifier_key());
    assert!(check(&receipt, leaf(), &TrustPolicy::parse(without_w3.as_bytes()).unwrap()).is_ok());
}

#[test]
fn an_empty_log_with_another_root_is_refused() {
    let note = signed(0, leaf());
    assert_eq!(policy("quorum none\n").judge(&note), Err(JudgeError::EmptyTree));
    assert!(policy("quorum none\n").judge(&signed(0, Hash::EMPTY_TREE)).is_ok());
}

#[test]
fn a_receipt_has_one_spelling() {
    let right = receipt(&[1]).to_string();
    let extra = "extra b3BlbmluZw==\n";
    for also_right in [right.replace(extra, ""), right.replace(extra, "extra \n")] {
        assert_eq!(TlogProof::parse(also_right.as_bytes()).unwrap().to_string(), also_right);
    }
    let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    use TlogProofError::{CutOff, Extra, FirstLine, Index, NotPlain, TooManyHashes};
    for (wrong, why) in [
        (String::new(), FirstLine),
        ("c2sp.org/tlog-proof@v1".into(), FirstLine),
        (right.replace("@v1", "@v2"), FirstLine),
        (format!(" {right}"), FirstLine),
        (format!("\u{feff}{right}"), FirstLine),
        (right.replace('\n', "\r\n"), NotPlain),
        (right.replace("index 5", "index\t5"), NotPlain),
        (right.replace(extra, "extra b3BlbmluZw\n"), Extra),
        (right.replace(extra, "extra b3BlbmluZx==\n"), Extra),
        (right.replace(extra, "extra  b3BlbmluZw==\n"), Extra),
        (right.replace(extra, "extra\n"), Index),
        (right.replace(extra, "\n"), Index),
        (right.replace(extra, &extra.repeat(2)), Index),
        (right.replace("index 5\n", ""), Index),
        (right.replace("index 5", "index 05"), Index),
        (right.replace("index 5", "index +5"), Index),
        (right.replace("index 5", "index -5"), Index),
        (right.replace("index 5", "index  5"), Index),
        (right.replace("index 5", "index 5 "), Index),
        (right.replace("index 5", "Index 5"), Index),
        (right.replace("index 5", "index 9223372036854775808"), Index),
        (right.replace("index 5\n", "index 5\nAAAA\n"), TlogProofError::Hash(1)),
        (right.replace("index 5\n", &format!("index 5\n{}", hash.repeat(64))), TooManyHashes),
        (format!("c2sp.org/tlog-proof@v1\nindex 5\n{hash}"), CutOff),
        ("c2sp.org/tlog-proof@v1\nindex 5\n".into(), CutOff),
        ("c2sp.org/tlog-proof@v1\n".into(), Index),
    ] {
        assert_eq!(TlogProof::parse(wrong.as_bytes()), Err(why), "{wrong:?}");
    }
    // With one signature only: a receipt cut between two is a receipt with fewer.
    let right = receipt(&[]).to_string();
    for cut in 0..right.len() {
        assert!(TlogProof::parse(&right.as_bytes()[..cut]).is_err());
    }
    let not_a_checkpoint = "c2sp.org/tlog-proof@v1\nindex 5\n\na text\n\n— a AAAAAAE=\n";
    assert!(matches!(TlogProof::parse(not_a_checkpoint.as_bytes()), Err(TlogProofError::Checkpoint(_))));
    let two_gaps = right.replace("\n\nlog.example", "\n\n\nlog.example");
    assert!(TlogProof::parse(two_gaps.as_bytes()).is_err());
}
