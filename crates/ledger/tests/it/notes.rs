//! Notes: the example of the specification, bad input, known and unknown keys.

use ledger::cosignature::{CosignError, LATEST_TIME};
use ledger::note::{MOST_SIGNATURES, NoteError};
use ledger::{Cosigner, Hash, Note, SignatureLine, Signer, VerifierKey};

use crate::{cosigner, signed, signer};

const EXAMPLE: &str = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
const EXAMPLE_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const LINE: &str = "— a AAAAAAE=\n";

#[test]
fn the_example_of_the_specification_holds() {
    let note = Note::parse(EXAMPLE.as_bytes()).unwrap();
    let key = VerifierKey::parse(EXAMPLE_KEY).unwrap();
    assert_eq!(note.text(), "This is an example message.\n");
    assert_eq!(note.to_string(), EXAMPLE);
    let verified = note.verify([&key]).unwrap();
    assert_eq!((verified.len(), verified[0].key, verified[0].time), (1, &key, None));
}

#[test]
fn the_last_empty_line_parts_the_text_from_the_signatures() {
    for (whole, text) in [
        (format!("a\n\nb\n\n{LINE}"), "a\n\nb\n"),
        (format!("\n\n{LINE}"), "\n"),
        (format!("\n\n\n{LINE}"), "\n\n"),
        (format!("a\n\n{LINE}\n{LINE}"), "a\n\n— a AAAAAAE=\n"),
        (format!("Ω \u{7f}\u{85}\n\n{LINE}"), "Ω \u{7f}\u{85}\n"),
    ] {
        let note = Note::parse(whole.as_bytes()).unwrap();
        assert_eq!(note.text(), text, "{whole:?}");
        assert_eq!(note.to_string(), whole);
    }
}

#[test]
fn what_is_not_exactly_a_note_is_refused() {
    use NoteError::{CutOff, Line, NoSignatures, NotPlain, TooManySignatures};
    let many = |count| format!("a\n\n{}", LINE.repeat(count));
    assert_eq!(Note::parse(many(MOST_SIGNATURES).as_bytes()).unwrap().signatures().len(), 64);
    for (wrong, why) in [
        (String::new(), NoSignatures),
        ("a\n".into(), NoSignatures),
        ("a\n\n".into(), NoSignatures),
        ("a\n\n\n".into(), NoSignatures),
        (format!("a\n{LINE}"), NoSignatures),
        (format!("\n{LINE}"), NoSignatures),
        (format!("a\n\n{}", LINE.trim_end()), CutOff),
        (format!("a\n\n{LINE}b"), CutOff),
        (format!("a\n\n{LINE}b\n"), Line(2)),
        (format!("a\n\n{LINE}\n"), NoSignatures),
        (format!("a\r\n\r\n{LINE}"), NotPlain),
        (format!("a\n\n{}\r\n", LINE.trim_end()), NotPlain),
        (format!("a\tb\n\n{LINE}"), NotPlain),
        (format!("a\0b\n\n{LINE}"), NotPlain),
        (format!("a\u{1f}b\n\n{LINE}"), NotPlain),
        (many(65), TooManySignatures),
        ("a\n\n- a AAAAAAE=\n".into(), Line(1)),
        ("a\n\n– a AAAAAAE=\n".into(), Line(1)),
        ("a\n\n—a AAAAAAE=\n".into(), Line(1)),
        ("a\n\n—  a AAAAAAE=\n".into(), Line(1)),
        ("a\n\n— a  AAAAAAE=\n".into(), Line(1)),
        ("a\n\n— a AAAAAAE= \n".into(), Line(1)),
        ("a\n\n— a AAAAAAE= b\n".into(), Line(1)),
        ("a\n\n— a\u{a0}b AAAAAAE=\n".into(), Line(1)),
        ("a\n\n— a\u{3000}b AAAAAAE=\n".into(), Line(1)),
        ("a\n\n— a\u{85}b AAAAAAE=\n".into(), Line(1)),
        ("a\n\n— a+b AAAAAAE=\n".into(), Line(1)),
        ("a\n\n—  AAAAAAE=\n".into(), Line(1)),
        ("a\n\n— a\n".into(), Line(1)),
        ("a\n\n— a \n".into(), Line(1)),
        ("a\n\n— a AAAAAAE\n".into(), Line(1)),
        ("a\n\n— a AAAAAAF=\n".into(), Line(1)),
        ("a\n\n— a AAAAAA_=\n".into(), Line(1)),
        ("a\n\n— a AAAAAA==\n".into(), Line(1)),
        ("a\n\n— a AAAA\n".into(), Line(1)),
    ] {
        assert_eq!(Note::parse(wrong.as_bytes()), Err(why), "{wrong:?}");
    }
    assert_eq!(Note::parse(b"a\xff\n\n\xe2\x80\x94 a AAAAAAE=\n"), Err(NotPlain));
    let long = format!("{}\n\n{LINE}", "a".repeat(1_000_000));
    assert_eq!(Note::parse(long.as_bytes()), Err(NoteError::TooLong(long.len())));
    assert_eq!(Note::new("a"), Err(NoteError::TextWithoutEnd));
    assert_eq!(Note::new(""), Err(NoteError::TextWithoutEnd));
    assert_eq!(Note::new("a\r\n"), Err(NotPlain));
}

#[test]
fn names_that_cannot_sign_are_refused() {
    for name in ["", " ", "a b", "a+b", "a\nb", "a\u{2003}b", "a\tb", "a\u{1}b"] {
        assert!(Signer::from_seed(name, &[1; 32]).is_err(), "{name:?}");
        assert!(Cosigner::from_seed(name, &[1; 32]).is_err(), "{name:?}");
    }
}

#[test]
fn unknown_keys_are_ignored_and_a_false_known_one_refuses_the_note() {
    let (log, stranger) = (signer(), Signer::from_seed("log.example/town", &[9; 32]).unwrap());
    let mut note = signed(3, Hash::EMPTY_TREE);
    note.add(stranger.sign("another text\n")).unwrap();
    note.add(cosigner(1).cosign(note.text(), 5).unwrap()).unwrap();
    assert_eq!(note.verify([log.verifier_key()]).unwrap().len(), 1);
    assert_eq!(note.verify([]), Err(NoteError::NobodyKnown));
    let false_one =
        Err(NoteError::FalseSignature { name: "log.example/town".into(), id: stranger.verifier_key().id() });
    assert_eq!(note.verify([log.verifier_key(), stranger.verifier_key()]), false_one);
    assert_eq!(note.verify([stranger.verifier_key()]), false_one);
}

#[test]
fn a_key_counts_once_and_each_of_its_lines_must_hold() {
    let (log, witness) = (signer(), cosigner(1));
    let mut note = signed(3, Hash::EMPTY_TREE);
    note.add(log.sign(note.text())).unwrap();
    assert_eq!(note.signatures().len(), 1, "the same line is not added again");
    for time in [70, 90, 80] {
        note.add(witness.cosign(note.text(), time).unwrap()).unwrap();
    }
    let verified = note.verify([log.verifier_key(), witness.verifier_key()]).unwrap();
    assert_eq!(verified.len(), 2);
    assert_eq!(verified[1].time, Some(90));
    note.add(log.sign("another text\n")).unwrap();
    assert!(matches!(note.verify([log.verifier_key()]), Err(NoteError::FalseSignature { .. })));
}

#[test]
fn any_change_of_text_time_or_signature_is_found() {
    let (log, witness) = (signer(), cosigner(1));
    let mut note = signed(3, Hash::EMPTY_TREE);
    note.add(witness.cosign(note.text(), 1_800_000_000).unwrap()).unwrap();
    let whole = note.to_string();
    for at in 0..whole.len() {
        let mut bytes = whole.clone().into_bytes();
        bytes[at] ^= 1;
        let verified = Note::parse(&bytes).ok().and_then(|note| {
            note.verify([log.verifier_key(), witness.verifier_key()]).ok().map(|verified| verified.len())
        });
        // A changed name or id makes a stranger of the one signer; everything else refuses the note.
        assert!(verified.is_none_or(|verified| verified < 2), "byte {at}");
    }
}

#[test]
fn cosignatures_need_a_checkpoint_and_a_time() {
    let (witness, note) = (cosigner(1), signed(3, Hash::EMPTY_TREE));
    assert!(matches!(witness.cosign("a text\n", 5), Err(CosignError::Checkpoint(_))));
    assert_eq!(witness.cosign(note.text(), 0), Err(CosignError::Time(0)));
    assert_eq!(witness.cosign(note.text(), LATEST_TIME + 1), Err(CosignError::Time(LATEST_TIME + 1)));
    let mut timed = note.clone();
    timed.add(witness.cosign(note.text(), LATEST_TIME).unwrap()).unwrap();
    assert_eq!(timed.verify([witness.verifier_key()]).unwrap()[0].time, Some(LATEST_TIME));
}

#[test]
fn a_log_signature_is_no_cosignature_of_the_same_secret() {
    let (as_log, as_witness) =
        (Signer::from_seed("a", &[5; 32]).unwrap(), Cosigner::from_seed("a", &[5; 32]).unwrap());
    assert_ne!(as_log.verifier_key().id(), as_witness.verifier_key().id());
    let mut note = Note::new(signed(3, Hash::EMPTY_TREE).text()).unwrap();
    note.add(as_log.sign(note.text())).unwrap();
    assert_eq!(note.verify([as_witness.verifier_key()]), Err(NoteError::NobodyKnown));
}

#[test]
fn secrets_are_not_shown() {
    let shown = format!("{:?} {:?}", signer(), cosigner(1));
    assert_eq!(
        shown,
        format!("Signer({}) Cosigner({})", signer().verifier_key(), cosigner(1).verifier_key())
    );
}

#[test]
fn the_cosignature_example_of_the_specification_is_read() {
    let line = "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";
    let read = SignatureLine::parse(line).unwrap();
    assert_eq!((read.name(), read.id(), read.signature().len()), ("witness.example.com/w1", 0x8d66_cf3f, 72));
    assert_eq!(&read.signature()[..8], &1_679_315_147u64.to_be_bytes());
    assert_eq!(read.to_string(), line);
}
