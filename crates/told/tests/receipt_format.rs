//! The worked example of `docs/formats/receipt.md`, byte for byte: a receipt of made-up words under well-known seeds.
//!
//! `CANDOUR_WRITE_EXAMPLES=1` writes the two example files anew; the values in the page are then changed by hand.

use std::path::{Path, PathBuf};

use hkdf::Hkdf;
use ledger::commitment::{Seed, entry, record_root};
use ledger::opening::{Opening, Seeds};
use ledger::{Checkpoint, Hash, Note, Signer, TlogProof, TrustPolicy, leaf_hash, node_hash};
use record::agency::Addressee;
use record::event::{Assurance, Body, By, Event, Told};
use record::time::{Claimed, Day, Logged};
use record::{AgencyId, Code, ConcernRef, EventId, FileId, PostId, SourceRef};
use sha2::Sha256;
use told::fields;
use told::keys::Secret;
use told::seal::{KeyRing, SealedRecord, SubjectKey, seal};
use told::statement::Statement;
use told::stored::Stored;
use told::subjects::needed;

const ORIGIN: &str = "log.example/town";

/// The record seed of the example: 00, 01, 02, … 1f.
fn seed() -> Seed {
    Seed(core::array::from_fn(|n| n as u8))
}

fn told() -> Event {
    Event {
        id: EventId(0x8000_0000_0000_0000_0000_0000_0000_0001),
        claimed: Claimed::day(Day::parse_iso("2024-03-04").expect("a day")),
        logged: Logged(1_709_562_600_000_000),
        by: By {
            agency: AgencyId::new("public"),
            post: None,
            holder: None,
            assurance: Assurance::CommandLine,
        },
        source: SourceRef { file: FileId(0), line: 7, part: 0 },
        body: Body::Told(Box::new(Told {
            concern: ConcernRef { agency: AgencyId::new("public"), key: "told-0000000000000001".into() },
            activity: Code::new("concern.told"),
            teller: Code::new("parent"),
            teller_agency: None,
            told_to: Addressee::post(PostId::new("westbrook-council/front-door")),
            passes: None,
            signs: vec![Code::new("missing_episode")],
            codes: Vec::new(),
            immediate_danger: false,
            event_count: None,
            mentions: Vec::new(),
            words: Some("She did not come home.".into()),
        })),
    }
}

fn sealed(event: &Event) -> SealedRecord {
    let key = |n: u8| Secret([n; 32]);
    let ring = KeyRing {
        concern: Some(SubjectKey { id: 3, key: key(3) }),
        people: Vec::new(),
        things: key(1),
        offices: key(2),
    };
    let mut n = 0u8;
    let mut draw = |bytes: &mut [u8]| {
        for byte in bytes {
            n = n.wrapping_add(1);
            *byte = n;
        }
    };
    seal(event, &needed(event, &key(9)), &ring, &seed(), None, &mut draw)
}

fn opening(record: &SealedRecord) -> Opening {
    let hidden = record.hidden.clone();
    let stored = Stored {
        id: record.id,
        kind: record.kind,
        logged: record.logged,
        concern: None,
        passes: None,
        seeds: &record.seeds,
        open: &record.open,
        hidden: &hidden,
    };
    stored.opening(Seeds::Record(seed())).expect("opens")
}

/// The entry before it in the example's log: any 33 bytes will do.
fn entry_before() -> [u8; 33] {
    entry(&Hash([0; 32]))
}

fn receipt(opening: &Opening) -> (TlogProof, String) {
    let signer = Signer::from_seed(ORIGIN, &[1; 32]).expect("a signer");
    let leaf = leaf_hash(&opening.entry().expect("an entry"));
    let root = node_hash(&leaf_hash(&entry_before()), &leaf);
    let checkpoint = Checkpoint::new(ORIGIN, 2, root).expect("a checkpoint").to_string();
    let mut note = Note::new(checkpoint.clone()).expect("a note");
    note.add(signer.sign(&checkpoint)).expect("added");
    let hashes = vec![leaf_hash(&entry_before())];
    let proof = TlogProof { extra: Some(opening.to_bytes()), index: 1, hashes, checkpoint: note };
    (proof, format!("log {}\nquorum none\n", signer.verifier_key()))
}

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats").join(name)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// HKDF-Expand with a 32-byte key, 32 bytes of it.
fn expand(key: &[u8; 32], info: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    Hkdf::<Sha256>::from_prk(key).expect("long enough").expand(info, &mut out).expect("short enough");
    out
}

/// Every value the page shows, in its order, made as the page says and not by the code that makes receipts.
fn worked() -> Vec<(&'static str, Vec<u8>)> {
    let (extracted, _) = Hkdf::<Sha256>::extract(Some(b"candour/commitment/v1"), &seed().0);
    let extracted: [u8; 32] = extracted.into();
    let group = expand(&extracted, b"group\0\0");
    let label = fields::label(fields::EVENT, "told_to");
    let field = expand(&group, &[b"field".as_slice(), &label].concat());
    let event = told();
    let value = fields::of(&event).into_iter().find(|it| it.label() == label).expect("there").value;
    let length = (label.len() as u16).to_be_bytes();
    let message = [b"candour/field/v1\0".as_slice(), &length, &label, &value].concat();
    let commitment = {
        use hmac::{Hmac, KeyInit, Mac};
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&field).expect("any length");
        mac.update(&message);
        let code: [u8; 32] = mac.finalize().into_bytes().into();
        code
    };
    let record = sealed(&event);
    let place = fields::of(&event).iter().position(|it| it.label() == label).expect("there");
    assert_eq!(record.commitments[place].0, commitment, "the code and the page agree");
    let root = record_root(&record.commitments);
    let all = entry(&root);
    let before = leaf_hash(&entry_before());
    vec![
        ("record seed", seed().0.to_vec()),
        ("extracted key", extracted.to_vec()),
        ("seed of group 0", group.to_vec()),
        ("label of told_to", label.to_vec()),
        ("field key of told_to", field.to_vec()),
        ("value of told_to", value),
        ("message under the HMAC", message),
        ("commitment to told_to", commitment.to_vec()),
        ("leaf of told_to in the record tree", leaf_hash(&commitment).0.to_vec()),
        ("record root", root.0.to_vec()),
        ("entry", all.to_vec()),
        ("leaf hash in the log", leaf_hash(&all).0.to_vec()),
        ("hash of the entry before it", before.0.to_vec()),
        ("root of the log", node_hash(&before, &leaf_hash(&all)).0.to_vec()),
    ]
}

#[test]
fn every_value_of_the_page_is_what_it_says() {
    let page = std::fs::read_to_string(docs("receipt.md")).expect("the page");
    let missing: Vec<String> = (worked().iter())
        .map(|(what, bytes)| format!("| {what} | `{}` |", hex(bytes)))
        .filter(|line| !page.contains(line.as_str()))
        .collect();
    assert!(missing.is_empty(), "docs/formats/receipt.md lacks\n{}", missing.join("\n"));
}

#[test]
fn the_example_files_are_a_receipt_that_holds() {
    let (proof, policy) = receipt(&opening(&sealed(&told())));
    let files =
        [("templates/receipt.tlog-proof", proof.to_string()), ("templates/receipt-policy.txt", policy)];
    for (name, text) in &files {
        if std::env::var_os("CANDOUR_WRITE_EXAMPLES").is_some() {
            std::fs::write(docs(name), text).expect("written");
        }
        assert_eq!(std::fs::read_to_string(docs(name)).expect("there"), *text, "{name}");
    }
    let read = TlogProof::parse(files[0].1.as_bytes()).expect("reads");
    let opening = Opening::from_bytes(read.extra.as_deref().expect("extra")).expect("opens");
    let trust = TrustPolicy::parse(files[1].1.as_bytes()).expect("a policy");
    ledger::check(&read, leaf_hash(&opening.entry().expect("an entry")), &trust).expect("holds");
    assert_eq!(told::form::check(&opening), Ok(()));
    let statement = Statement::of(&opening);
    assert!(statement.is_receipt());
    assert_eq!((statement.words, statement.hidden), (None, 5));
}

#[test]
fn the_page_lists_the_fields_of_a_telling_in_their_order() {
    let page = std::fs::read_to_string(docs("receipt.md")).expect("the page");
    for (position, field) in fields::of(&told()).iter().enumerate() {
        let line = format!("| {position} | `{:04x}` | `{}` | {} |", field.subject, field.name, field.group);
        assert!(page.contains(&line), "docs/formats/receipt.md lacks {line}");
    }
}
