//! The store keeps what it was given, once, in order; it says plainly when a file is not its own, old, or changed.

mod append;
mod copies;
mod last_signed;
mod submissions;
mod together;
mod versions;

use std::path::PathBuf;

use ledger::commitment::{GroupSeed, entry, record_root};
use ledger::hash::Hash;
use ledger::{Checkpoint, Signer, leaf_hash};
use record::{EventId, Logged};
use store::{Address, Appended, Done, Error, Group, NewRecord, Reader, Store, Subject};

/// A folder for one store.
struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn database(&self) -> PathBuf {
        self.path("candour.db")
    }

    fn try_open(&self) -> Result<Store, Error> {
        Store::open(&Address(self.database()), signer(), &self.path("last-signed"))
    }

    #[track_caller]
    fn open(&self) -> Store {
        self.try_open().expect("opens")
    }

    #[track_caller]
    fn refused(&self) -> Error {
        self.try_open().expect_err("refused")
    }

    fn reader(&self) -> Reader {
        Reader::open(&Address(self.database())).expect("reads")
    }

    /// Changes the file behind the store's back.
    fn meddle(&self, sql: &str) {
        let connection = rusqlite::Connection::open(self.database()).expect("opens");
        connection.execute_batch(sql).expect("changed");
    }
}

fn signer() -> Signer {
    Signer::from_seed("town.example/candour", &[7; 32]).expect("a signer")
}

const LABEL: &[u8] = b"\xFF\xFElogged";

/// A record of three fields, of which the last is when it was logged.
fn record(n: u64, logged: i64) -> NewRecord {
    let seed = [n as u8; 32];
    let committer = GroupSeed(seed).committer();
    NewRecord {
        id: EventId(u128::from(n) << 64 | 1),
        kind: 6,
        logged: Logged(logged),
        logged_at: (2, LABEL.to_vec()),
        concern: (n % 2 == 1).then_some([n as u8; 16]),
        passes: None,
        seeds: seed.to_vec(),
        open: n.to_be_bytes().to_vec(),
        hidden: vec![0, 3],
        commitments: vec![
            committer.commit(b"a", &n.to_be_bytes()),
            committer.commit(b"b", b"b"),
            committer.commit(LABEL, &logged.to_be_bytes()),
        ],
        groups: vec![Group {
            group: 2,
            subjects: vec![1000 + 2 * n, 1001 + 2 * n],
            wrapped: Some(vec![1; 72]),
            sealed: Some(n.to_be_bytes().repeat(2)),
        }],
        subjects: [1000 + 2 * n, 1001 + 2 * n].map(subject).to_vec(),
        seen: None,
        submission: None,
    }
}

fn subject(id: u64) -> Subject {
    Subject { id, tag: None, wrapped: Some((1, vec![2; 72])), erased_as: None }
}

/// A record as small as the log allows, for long logs.
fn small(n: u64) -> NewRecord {
    NewRecord { groups: Vec::new(), subjects: Vec::new(), ..record(n, 5) }
}

/// The leaf of a record as it was given.
fn leaf(record: &NewRecord) -> Hash {
    leaf_hash(&entry(&record_root(&record.commitments)))
}

fn indexes(done: &Done) -> Vec<u64> {
    let index = |one: &Appended| match one {
        Appended::New(index) => Some(*index),
        Appended::Known(_) => None,
    };
    done.appended.iter().filter_map(index).collect()
}

/// Every proof of an answer holds against its signed checkpoint.
#[track_caller]
fn proofs_hold(done: &Done, leaves: &[Hash]) {
    done.checkpoint.verify([signer().verifier_key()]).expect("signed");
    let checkpoint = Checkpoint::parse(done.checkpoint.text()).expect("a checkpoint");
    assert_eq!(checkpoint.size(), done.size);
    for ((index, leaf), proof) in indexes(done).iter().zip(leaves).zip(&done.proofs) {
        ledger::proof::verify_inclusion(*index, done.size, leaf, proof, &checkpoint.root()).expect("holds");
    }
}
