//! The formats and proofs of the ledger against definitions, vectors and programs of others.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "tests")]

mod forks;
mod interop;
mod large;
mod notes;
mod receipts;
mod samples;
mod tessera;
mod tree;
mod vectors;
mod witnesses;

use std::collections::HashMap;
use std::path::PathBuf;

use ledger::proof::ProofError;
use ledger::{Checkpoint, Cosigner, Edge, Hash, Note, Signer, leaf_hash};

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn signer() -> Signer {
    Signer::from_seed("log.example/town", &[1; 32]).unwrap()
}

fn cosigner(number: u8) -> Cosigner {
    Cosigner::from_seed(&format!("witness.example/w{number}"), &[100 + number; 32]).unwrap()
}

/// A log in memory: its edge, and every perfect subtree.
#[derive(Default, Clone)]
struct Log {
    edge: Edge,
    nodes: HashMap<(u8, u64), Hash>,
}

impl Log {
    fn of<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut log = Self::default();
        entries.into_iter().for_each(|entry| log.add(entry));
        log
    }

    /// Entries of one byte, counted from 0.
    fn counted(size: u8) -> Self {
        let entries: Vec<[u8; 1]> = (0..size).map(|entry| [entry]).collect();
        Self::of(entries.iter().map(<[u8; 1]>::as_slice))
    }

    fn add(&mut self, entry: &[u8]) {
        let nodes = &mut self.nodes;
        self.edge.append(leaf_hash(entry), &mut |level, index, hash| {
            assert_eq!(nodes.insert((level, index), hash), None);
        });
    }

    fn node(&self, level: u8, index: u64) -> Result<Hash, ProofError> {
        Ok(self.nodes[&(level, index)])
    }

    fn root_at(&self, size: u64) -> Hash {
        ledger::proof::root_at(size, &mut |level, index| self.node(level, index)).unwrap()
    }

    fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, ProofError> {
        ledger::proof::inclusion(index, size, &mut |level, index| self.node(level, index))
    }

    fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, ProofError> {
        ledger::proof::consistency(old, new, &mut |level, index| self.node(level, index))
    }

    fn checkpoint_at(&self, size: u64) -> Note {
        signed(size, self.root_at(size))
    }
}

/// A checkpoint of the log `log.example/town`, signed.
fn signed(size: u64, root: Hash) -> Note {
    let text = Checkpoint::new("log.example/town", size, root).unwrap().to_string();
    let mut note = Note::new(text).unwrap();
    note.add(signer().sign(note.text())).unwrap();
    note
}
