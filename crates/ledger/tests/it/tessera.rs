//! A small log written by another program (Tessera): read, recomputed and verified.

use std::fs;

use ledger::tile::{self, Content, Tile};
use ledger::{Checkpoint, Hash, Note, VerifierKey, bundle, leaf_hash};

use crate::{Log, data};

fn file(path: &str) -> Vec<u8> {
    fs::read(data("tessera-log").join(path)).unwrap()
}

fn checkpoint(name: &str) -> Checkpoint {
    let bytes = file(name);
    let note = Note::parse(&bytes).unwrap();
    assert_eq!(note.to_string().as_bytes(), bytes);
    let key = String::from_utf8(file("log.vkey")).unwrap();
    let key = VerifierKey::parse(key.trim_end_matches('\n')).unwrap();
    assert_eq!(note.verify([&key]).unwrap().len(), 1);
    let checkpoint = Checkpoint::parse(note.text()).unwrap();
    assert_eq!(checkpoint.to_string(), note.text());
    assert_eq!(checkpoint.origin(), key.name());
    checkpoint
}

#[test]
fn every_checkpoint_is_the_root_of_its_entries() {
    let latest = checkpoint("checkpoint");
    assert_eq!(latest, checkpoint("checkpoint.15"));
    assert_eq!(checkpoint("checkpoint.0").root(), Hash::EMPTY_TREE);
    let mut logs = Vec::new();
    for size in 1..=15u16 {
        let signed = checkpoint(&format!("checkpoint.{size}"));
        assert_eq!(signed.size(), u64::from(size));

        let address = Tile::new(Content::Entries, 0, size).unwrap();
        let bytes = file(&address.path());
        let entries = bundle::read(&bytes, size).unwrap();
        assert_eq!(bundle::write(&entries).unwrap(), bytes);
        let log = Log::of(entries.iter().copied());
        assert_eq!(log.edge.root(), signed.root());

        let address: Vec<Tile> = tile::needed(0, size.into()).collect();
        let [address] = address[..] else { panic!("one tile") };
        let leaves = address.hashes(&file(&address.path())).unwrap();
        assert_eq!(leaves, entries.iter().map(|entry| leaf_hash(entry)).collect::<Vec<_>>());
        logs.push((signed, log));
    }
    proofs_from_tiles_lead_to_every_checkpoint(&logs);
}

fn proofs_from_tiles_lead_to_every_checkpoint(logs: &[(Checkpoint, Log)]) {
    let (latest, log) = logs.last().unwrap();
    let new = latest.size();
    let mut nodes =
        |level, index| tile::node(level, index, new, &mut |tile| Ok::<_, Failed>(file(&tile.path())));
    for (earlier, _) in logs {
        let proof = ledger::proof::consistency(earlier.size(), new, &mut nodes).unwrap();
        assert_eq!(proof, log.consistency(earlier.size(), new).unwrap());
        let (old_root, new_root) = (earlier.root(), latest.root());
        assert_eq!(
            ledger::proof::verify_consistency(earlier.size(), new, &old_root, &new_root, &proof),
            Ok(())
        );
    }
}

/// What can fail for whoever proves from tiles.
#[derive(Debug)]
#[expect(dead_code, reason = "shown when a test fails")]
enum Failed {
    Tile(tile::TileError),
    Proof(ledger::proof::ProofError),
}

impl From<tile::TileError> for Failed {
    fn from(why: tile::TileError) -> Self {
        Self::Tile(why)
    }
}

impl From<ledger::proof::ProofError> for Failed {
    fn from(why: ledger::proof::ProofError) -> Self {
        Self::Proof(why)
    }
}
