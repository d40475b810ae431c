use super::*;
use crate::{Cosigner, Hash, Signer};

fn log_key() -> String {
    Signer::from_seed("log.example", &[1; 32]).unwrap().verifier_key().to_string()
}

fn witness(number: u8) -> Cosigner {
    Cosigner::from_seed(&format!("witness.example/{number}"), &[100 + number; 32]).unwrap()
}

/// A policy with a log and eight witnesses `w1` to `w8`, and these lines.
fn with(lines: &str) -> Result<TrustPolicy, PolicyError> {
    let mut text = format!("log {}\n", log_key());
    for number in 1..=8 {
        text += &format!("witness w{number} {} https://example/{number}\n", witness(number).verifier_key());
    }
    TrustPolicy::parse((text + lines).as_bytes())
}

/// Whether the quorum is met when these have cosigned.
fn met(policy: &TrustPolicy, witnesses: &[u8]) -> bool {
    let text = format!("log.example\n0\n{}\n", Hash::EMPTY_TREE);
    let mut note = Note::new(text.clone()).unwrap();
    note.add(Signer::from_seed("log.example", &[1; 32]).unwrap().sign(&text)).unwrap();
    for number in witnesses {
        note.add(witness(*number).cosign(&text, 9).unwrap()).unwrap();
    }
    let judged = policy.judge(&note).unwrap();
    assert_eq!(judged.witnesses.len(), witnesses.len());
    judged.quorum_met
}

#[test]
fn a_single_witness_and_nobody() {
    let nobody = with("quorum none\n").unwrap();
    assert!(met(&nobody, &[]));
    assert_eq!(nobody.quorum_needed(), "no witness");
    assert_eq!((nobody.logs().len(), nobody.witnesses().len()), (1, 8));
    assert_eq!(nobody.witnesses()[0].url.as_deref(), Some("https://example/1"));
    let one = with("quorum w2\n").unwrap();
    assert!(met(&one, &[2]) && met(&one, &[1, 2]) && !met(&one, &[1]) && !met(&one, &[]));
    assert_eq!(one.quorum_needed(), "w2");
}

#[test]
fn groups_of_groups_count_as_the_specification_says() {
    let policy = with(
        "# two offices\n\n \tgroup\tX 2 w1 w2 w3\n group Y any w4 w5 w6 \ngroup XY all X Y\n  # done\nquorum XY\n",
    )
    .unwrap();
    assert_eq!(policy.quorum_needed(), "all of (2 of (w1, w2, w3), any of (w4, w5, w6))");
    assert!(met(&policy, &[1, 3, 5]) && met(&policy, &[1, 2, 3, 4, 5, 6, 7]));
    assert!(!met(&policy, &[1, 2, 3]) && !met(&policy, &[1, 4, 5, 6]) && !met(&policy, &[7, 8]));
}

#[test]
fn the_quorum_may_stand_before_other_lines_and_name_a_member() {
    let policy = with("group X all w1 w2\nquorum w1\ngroup Y all w3\n").unwrap();
    assert!(met(&policy, &[1]));
}

#[test]
fn names_are_opaque_bytes() {
    let mut text = format!("log {}\nwitness K {}\nwitness \u{212a} ", log_key(), witness(1).verifier_key());
    text += &format!("{}\n", witness(2).verifier_key());
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(b"witness \xff ");
    bytes.extend_from_slice(format!("{}\ngroup g all K \u{212a} ", witness(3).verifier_key()).as_bytes());
    bytes.extend_from_slice(b"\xff\nquorum g\n");
    let policy = TrustPolicy::parse(&bytes).unwrap();
    assert!(met(&policy, &[1, 2, 3]) && !met(&policy, &[1, 2]));
}

#[test]
fn each_wrong_line_is_named_with_a_remedy() {
    let again = witness(1).verifier_key().to_string();
    let renamed = Cosigner::from_seed("other.example", &[101; 32]).unwrap().verifier_key().to_string();
    let kind = |word: &str| Wrong::Kind(word.into());
    for (lines, line, wrong) in [
        ("", 10, Wrong::NoQuorum),
        ("quorum w1", 10, Wrong::CutOff),
        ("quorum w1\nquorum w1\n", 11, Wrong::SecondQuorum),
        ("quorum\n", 10, Wrong::Form("quorum NAME|none")),
        ("quorum w1 w2\n", 10, Wrong::Form("quorum NAME|none")),
        ("quorum w9\n", 10, Wrong::Unknown("w9".into())),
        ("quorum W1\n", 10, Wrong::Unknown("W1".into())),
        ("quorum g\ngroup g all w1\n", 10, Wrong::Unknown("g".into())),
        ("Quorum none\n", 10, kind("Quorum")),
        ("quorum none # nobody\n", 10, Wrong::Form("quorum NAME|none")),
        ("quorum\u{a0}none\n", 10, kind("quorum\u{a0}none")),
        ("quorum none\r\n", 10, Wrong::Control),
        ("quorum none\u{7f}\n", 10, Wrong::Control),
        ("# a\0b\nquorum none\n", 10, Wrong::Control),
        ("group none all w1\n", 10, Wrong::NameNone),
        ("group g all none\n", 10, Wrong::NameNone),
        ("group w1 all w2\n", 10, Wrong::SameName("w1".into())),
        ("group g all g\n", 10, Wrong::Unknown("g".into())),
        ("group g all w1 w1\n", 10, Wrong::MemberTwice("w1".into())),
        ("group g all w1\ngroup h all w1\n", 11, Wrong::MemberTwice("w1".into())),
        ("group g all\n", 10, Wrong::Form("group NAME all|any|NUMBER MEMBER...")),
        ("group g\n", 10, Wrong::Form("group NAME all|any|NUMBER MEMBER...")),
        ("group g 0 w1\n", 10, Wrong::Threshold("0".into(), 1)),
        ("group g 2 w1\n", 10, Wrong::Threshold("2".into(), 1)),
        ("group g 01 w1\n", 10, Wrong::Threshold("01".into(), 1)),
        ("group g +1 w1\n", 10, Wrong::Threshold("+1".into(), 1)),
        ("group g -1 w1\n", 10, Wrong::Threshold("-1".into(), 1)),
        ("group g ALL w1\n", 10, Wrong::Threshold("ALL".into(), 1)),
        ("group g 99999999999999999999 w1\n", 10, Wrong::Threshold("99999999999999999999".into(), 1)),
        ("log\n", 10, Wrong::Form("log VKEY [URL]")),
        ("log a b c\n", 10, Wrong::Form("log VKEY [URL]")),
        ("log a b\n", 10, Wrong::Key(crate::verifier_key::KeyError::Form)),
        (&format!("log {}\n", log_key()), 10, Wrong::SameKey("log.example".into())),
        ("witness a\n", 10, Wrong::Form("witness NAME VKEY [URL]")),
        (&format!("witness a {again}\n"), 10, Wrong::SameKey("witness.example/1".into())),
        (&format!("witness a {renamed}\n"), 10, Wrong::SameKey("other.example".into())),
        (&format!("witness a {}\n", log_key()), 10, Wrong::NotACosigner("log.example".into())),
    ] {
        let found = with(lines).unwrap_err();
        assert_eq!((found.line, found.wrong), (line, wrong), "{lines:?}");
    }
    let message = with("group g 3 w1 w2\n").unwrap_err().to_string();
    assert_eq!(
        message,
        "line 10 of the trust policy: `3` is not `any`, `all` or a number from 1 to the number of members, `2`"
    );
}

#[test]
fn a_deep_policy_is_read_up_to_the_limit() {
    let nested = |groups: usize| {
        let mut lines = "group g0 all w1\n".to_owned();
        for group in 1..groups {
            lines += &format!("group g{group} all g{}\n", group - 1);
        }
        lines + &format!("quorum g{}\n", groups - 1)
    };
    let policy = with(&nested(256)).unwrap();
    assert!(met(&policy, &[1]) && !met(&policy, &[2]));
    assert_eq!(policy.quorum_needed(), "w1");
    assert_eq!(with(&nested(257)).unwrap_err().wrong, Wrong::TooMany);
    assert_eq!(TrustPolicy::parse(&vec![b' '; 1_000_001]).unwrap_err().wrong, Wrong::TooLong);
}

#[test]
fn a_witness_of_an_unsupported_type_is_named_and_does_not_count() {
    use sha2::{Digest, Sha256};
    let key = [&[6][..], &[7; 1312]].concat();
    let id = Sha256::digest([&b"pq.example\n"[..], &key].concat());
    let id = u32::from_be_bytes([id[0], id[1], id[2], id[3]]);
    let vkey = format!("pq.example+{id:08x}+{}", crate::text::to_base64(&key));
    let policy = with(&format!("witness pq {vkey}\nquorum pq\n")).unwrap();
    let text = format!("log.example\n0\n{}\n", Hash::EMPTY_TREE);
    let mut note = Note::new(text.clone()).unwrap();
    note.add(Signer::from_seed("log.example", &[1; 32]).unwrap().sign(&text)).unwrap();
    let line = [&id.to_be_bytes()[..], &[0; 2428]].concat();
    let line = format!("— pq.example {}", crate::text::to_base64(&line));
    note.add(crate::SignatureLine::parse(&line).unwrap()).unwrap();
    let judged = policy.judge(&note).unwrap();
    assert_eq!((judged.quorum_met, judged.unsupported), (false, vec!["pq".to_owned()]));
}
