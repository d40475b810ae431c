//! What the store takes and gives back: sealed bytes and the numbers beside them.

use ledger::hash::Hash;
use record::{EventId, Logged};

/// An encrypted group of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which group.
    pub group: u16,
    /// Subjects whose keys together open it.
    pub subjects: Vec<u64>,
    /// The wrapped data key; `None`: destroyed.
    pub wrapped: Option<Vec<u8>>,
    /// The encrypted fields; `None`: destroyed.
    pub sealed: Option<Vec<u8>>,
}

/// A record to append.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// Its id.
    pub id: EventId,
    /// Number of its kind.
    pub kind: u8,
    /// When candour took it. The log stamps it anew if its last entry is later: times never run backwards in it.
    pub logged: Logged,
    /// Where the commitment to `logged` stands, and its label.
    pub logged_at: (usize, Vec<u8>),
    /// Keyed hashes of the concern and of the concern passed on.
    pub concern: Option<[u8; 16]>,
    /// See `concern`.
    pub passes: Option<[u8; 16]>,
    /// Commitment seeds: the open group's first.
    pub seeds: Vec<u8>,
    /// Open fields.
    pub open: Vec<u8>,
    /// How many fields, and hashes of the hidden ones.
    pub hidden: Vec<u8>,
    /// All commitments, in order.
    pub commitments: Vec<Hash>,
    /// Encrypted groups.
    pub groups: Vec<Group>,
    /// Subjects that begin with this record.
    pub subjects: Vec<Subject>,
    /// Key that makes a second import change nothing.
    pub seen: Option<[u8; 16]>,
    /// The submission, of a telling.
    pub submission: Option<Submission>,
}

/// How a telling is found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Keyed hash of the submission id.
    pub tag: [u8; 16],
    /// Keyed hash of the words to remember.
    pub words: [u8; 16],
    /// Keyed hash of what was told.
    pub digest: [u8; 16],
}

/// A subject's key as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its number.
    pub id: u64,
    /// Keyed hash of what it is known by.
    pub tag: Option<[u8; 16]>,
    /// Epoch and wrapped key; `None`: destroyed.
    pub wrapped: Option<(u32, Vec<u8>)>,
    /// What stands for it after erasure.
    pub erased_as: Option<[u8; 16]>,
}

/// A record as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Index in the log.
    pub position: u64,
    /// Its id.
    pub id: EventId,
    /// Number of its kind.
    pub kind: u8,
    /// When candour took it.
    pub logged: Logged,
    /// The entry of the log.
    pub entry: Vec<u8>,
    /// Keyed hash of the concern, or what stands for it.
    pub concern: Option<Vec<u8>>,
    /// The same of the concern passed on.
    pub passes: Option<Vec<u8>>,
    /// Commitment seeds.
    pub seeds: Vec<u8>,
    /// Open fields.
    pub open: Vec<u8>,
    /// Number of fields and hidden hashes.
    pub hidden: Vec<u8>,
    /// Encrypted groups.
    pub groups: Vec<Group>,
}
