//! The same questions put to other people's crates: `ct-merkle`, `tlog_tiles`, `signed_note`.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::tile::{self, Content, Tile};
use ledger::{Checkpoint, Hash, Note, Signer, VerifierKey};
use proptest::prelude::*;
use sha2::Sha256;
use signed_note::{Signer as _, StandardSigner, StandardVerifier, VerifierList};
use tlog_tiles as theirs;

use crate::{Log, signed, signer};

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

fn to_theirs(hashes: &[Hash]) -> Vec<theirs::Hash> {
    hashes.iter().map(|hash| theirs::Hash(hash.0)).collect()
}

#[test]
fn ct_merkle_makes_the_same_roots_and_proofs() {
    let mut log = Log::default();
    let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for size in 1..=70u8 {
        log.add(&[size]);
        tree.push(vec![size]);
        assert_eq!(tree.root().as_bytes().as_slice(), log.edge.root().0);
        for index in 0..size {
            let proof = log.inclusion(index.into(), size.into()).unwrap();
            assert_eq!(tree.prove_inclusion(index.into()).as_bytes(), bytes(&proof));
            if index > 0 {
                let proof = log.consistency((size - index).into(), size.into()).unwrap();
                assert_eq!(tree.prove_consistency(index.into()).as_bytes(), bytes(&proof));
            }
        }
    }
}

#[test]
fn tlog_tiles_accepts_our_proofs() {
    let log = Log::counted(70);
    for new in 1..=70u64 {
        let root = theirs::Hash(log.root_at(new).0);
        for index in 0..new {
            let proof = to_theirs(&log.inclusion(index, new).unwrap());
            let leaf = theirs::record_hash(&[index as u8]);
            theirs::check_record(&proof, new, root, index, leaf).unwrap();
            let old = index + 1;
            let proof = to_theirs(&log.consistency(old, new).unwrap());
            theirs::check_tree(&proof, new, root, old, theirs::Hash(log.root_at(old).0)).unwrap();
        }
    }
}

#[test]
fn tlog_tiles_writes_the_same_tiles() {
    for old in (0..70_000).step_by(6_997) {
        for new in (old..70_000).step_by(5_003) {
            let ours: Vec<_> = tile::needed(old, new).map(|tile| tile.path()).collect();
            let theirs: Vec<_> = theirs::Tile::new_tiles(8, old, new)
                .iter()
                .map(|tile| tile.path().replace("tile/8/", "tile/"))
                .collect();
            assert_eq!(ours, theirs, "{old} to {new}");
        }
    }
}

/// Their signer's key line for a seed.
fn their_signer(name: &str, seed: [u8; 32]) -> StandardSigner {
    use base64::Engine as _;
    let key = base64::engine::general_purpose::STANDARD.encode([&[1], &seed[..]].concat());
    let id = Signer::from_seed(name, &seed).unwrap().verifier_key().id();
    StandardSigner::new(&format!("PRIVATE+KEY+{name}+{id:08x}+{key}")).unwrap()
}

proptest! {
    #[test]
    fn signed_note_reads_our_notes_and_we_read_theirs(seed: [u8; 32], text in "[^\\x00-\\x1f]{0,40}(\\n[^\\x00-\\x1f]{0,9}){0,4}\n") {
        let signer = Signer::from_seed("log.example/a", &seed).unwrap();
        let mut ours = Note::new(text.clone()).unwrap();
        ours.add(signer.sign(&text)).unwrap();

        let verifier = StandardVerifier::new(&signer.verifier_key().to_string()).unwrap();
        let known = VerifierList::new(vec![Box::new(verifier)]);
        let read = signed_note::Note::from_bytes(ours.to_string().as_bytes()).unwrap();
        prop_assert_eq!(read.text(), text.as_bytes());
        prop_assert_eq!(read.verify(&known).unwrap().0.len(), 1);

        let mut theirs = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        let their_signer = their_signer("log.example/a", seed);
        prop_assert_eq!(their_signer.key_id(), signer.verifier_key().id());
        theirs.add_sigs(&[&their_signer]).unwrap();
        prop_assert_eq!(theirs.to_bytes(), ours.to_string().into_bytes());
        prop_assert_eq!(Note::parse(&theirs.to_bytes()).unwrap().verify([signer.verifier_key()]).unwrap().len(), 1);
    }

    /// Whatever we read, they read alike; what they alone read, we refuse for a rule of the specification.
    #[test]
    fn changed_notes_are_never_read_more_freely_than_by_others(at: prop::sample::Index, byte: u8, cut: bool) {
        let mut bytes = signed(7, Hash::EMPTY_TREE).to_string().into_bytes();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(ours) = Note::parse(&bytes) {
            let theirs = signed_note::Note::from_bytes(&bytes).unwrap();
            prop_assert_eq!(theirs.text(), ours.text().as_bytes());
            prop_assert_eq!(theirs.to_bytes(), ours.to_string().into_bytes());
            if let Ok(checkpoint) = Checkpoint::parse(ours.text()) {
                let theirs = theirs::Checkpoint::from_bytes(&bytes_of_theirs(&ours)).unwrap();
                prop_assert_eq!(theirs.origin(), checkpoint.origin());
                prop_assert_eq!(theirs.size(), checkpoint.size());
                prop_assert_eq!(theirs.hash().0, checkpoint.root().0);
            }
        }
    }

    #[test]
    fn tlog_tiles_writes_the_same_paths(level in 0u8..64, index in 0u64..1 << 55, width in 1u16..=256) {
        let ours = Tile::new(Content::Hashes { level }, index, width).unwrap();
        let theirs = theirs::Tile::new(8, level, index, width.into(), false);
        prop_assert_eq!(ours.path(), theirs.path().replacen("tile/8/", "tile/", 1));
        prop_assert_eq!(Tile::parse(&ours.path()).unwrap(), ours);
    }
}

fn bytes_of_theirs(note: &Note) -> Vec<u8> {
    note.text().as_bytes().to_vec()
}

#[test]
fn our_keys_are_read_by_signed_note() {
    let key = signer().verifier_key().to_string();
    assert!(StandardVerifier::new(&key).is_ok());
    assert!(VerifierKey::parse(&key).is_ok());
}
