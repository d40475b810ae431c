//! The tree over the entries: tiles, roots and signed checkpoints must be those that the entries give.

use std::collections::BTreeMap;

use ledger::hash::Hash;
use ledger::{Checkpoint, Edge, Note, VerifierKey};
use rayon::prelude::*;
use store::raw::{Chunk, Raw};

use super::entry::Checked;
use super::{Findings, checkpoint_of};

/// Hashes of a full tile.
const FULL: usize = 256;

/// The tree as it grows.
pub(super) struct Tree<'a> {
    key: Option<&'a VerifierKey>,
    origin: &'a str,
    edge: Edge,
    /// Hashes behind the last full tile of each tile level.
    levels: Vec<Vec<Hash>>,
    /// An entry is missing: from here on no root can be computed.
    lost: bool,
    /// The tiles that this chunk must have.
    tiles: BTreeMap<i64, Vec<u8>>,
    /// The checkpoints of this chunk.
    signed: Vec<Signed>,
    /// Size of the newest checkpoint that is right.
    covered: u64,
    checkpoints: u64,
    wrong_roots: u64,
    /// The first checkpoint with another root: size of the last right one before it, and its own.
    wrong: Option<(u64, u64)>,
    /// The roots that others ask for.
    wanted: BTreeMap<u64, Option<Hash>>,
}

struct Signed {
    size: i64,
    is: Result<Checkpoint, String>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(key: Option<&'a VerifierKey>, origin: &'a str) -> Self {
        Self {
            key,
            origin,
            edge: Edge::new(),
            levels: Vec::new(),
            lost: false,
            tiles: BTreeMap::new(),
            signed: Vec::new(),
            covered: 0,
            checkpoints: 0,
            wrong_roots: 0,
            wrong: None,
            wanted: BTreeMap::new(),
        }
    }

    /// Asks for the roots at these sizes.
    pub(super) fn want(&mut self, sizes: impl Iterator<Item = u64>) {
        self.wanted.extend(sizes.map(|size| (size, (size == 0).then_some(Hash::EMPTY_TREE))));
    }

    /// The root at a size that was asked for.
    pub(super) fn root_at(&self, size: u64) -> Option<Hash> {
        self.wanted.get(&size).copied().flatten()
    }

    pub(super) fn root(&self) -> Option<Hash> {
        (!self.lost).then(|| self.edge.root())
    }

    pub(super) fn origin(&self) -> &str {
        self.origin
    }

    pub(super) fn checkpoints(&self) -> u64 {
        self.checkpoints
    }

    /// An entry is missing.
    pub(super) fn lose(&mut self, findings: &mut Findings, from: Option<u64>) {
        if !self.lost
            && let Some(from) = from
        {
            findings.store("root", format!("without entry {from} no root behind it can be recomputed"));
        }
        self.lost = true;
    }

    /// Takes the tiles and checkpoints that end in the chunk; signatures are verified on all cores.
    pub(super) fn begin(&mut self, chunk: &Chunk) {
        self.tiles = chunk.tiles.iter().map(|(key, bytes)| (*key, bytes.clone())).collect();
        let (key, origin) = (self.key, self.origin);
        self.signed = chunk
            .checkpoints
            .par_iter()
            .map(|(size, note)| Signed { size: *size, is: verified(note.as_deref(), key, origin) })
            .collect();
        self.signed.sort_by_key(|signed| core::cmp::Reverse(signed.size));
    }

    /// Appends an entry.
    pub(super) fn append(&mut self, position: u64, checked: &Checked, findings: &mut Findings) {
        if self.lost {
            return;
        }
        if position < self.edge.size() {
            return self.lose(findings, Some(position));
        }
        let leaf = self.leaf(position, checked);
        let (levels, mut full) = (&mut self.levels, Vec::new());
        self.edge.append(leaf, &mut |level, index, hash| {
            if level % 8 != 0 {
                return;
            }
            let level = usize::from(level / 8);
            while levels.len() <= level {
                levels.push(Vec::with_capacity(FULL));
            }
            levels[level].push(hash);
            if levels[level].len() == FULL {
                full.push((level, index >> 8));
            }
        });
        for (level, number) in full {
            self.tile(level, number, findings);
        }
        let size = self.edge.size();
        if let Some(wanted) = self.wanted.get_mut(&size) {
            *wanted = Some(self.edge.root());
        }
        while self.signed.last().is_some_and(|signed| u64::try_from(signed.size).is_ok_and(|at| at <= size)) {
            if let Some(signed) = self.signed.pop() {
                self.checkpoint(&signed, findings);
            }
        }
    }

    /// Which entry counts, where the fields give another than the stored one? The one that the tree was built of, if its
    /// tile is there to tell.
    fn leaf(&self, position: u64, checked: &Checked) -> Hash {
        let Some(computed) = checked.computed.filter(|computed| *computed != checked.stored) else {
            return checked.stored;
        };
        let tile = self.tiles.get(&((position >> 8) as i64));
        let place = (position & 0xFF) as usize;
        let of_tree = tile.and_then(|bytes| bytes.as_chunks::<32>().0.get(place));
        if of_tree == Some(&checked.stored.0) { checked.stored } else { computed }
    }

    fn tile(&mut self, level: usize, number: u64, findings: &mut Findings) {
        let hashes = &self.levels[level];
        let stored = self.tiles.remove(&((level as i64) << 56 | number as i64));
        match stored.as_deref().map(|bytes| (bytes.len(), bytes.as_chunks::<32>().0)) {
            None => findings.store("tile", format!("tile {number} of level {level} is missing")),
            Some((length, stored)) => {
                let other = hashes.iter().zip(stored).position(|(hash, stored)| hash.0 != *stored);
                match other {
                    Some(place) if level == 0 => {
                        let words =
                            "is not the one that the tree was built of: its tile has another hash".into();
                        findings.entry((number << 8) + place as u64, "tile", words);
                    }
                    Some(_) => {
                        findings.store(
                            "tile",
                            format!("tile {number} of level {level} is not what the entries give"),
                        );
                    }
                    None if length != FULL * 32 => {
                        findings.store(
                            "tile",
                            format!("tile {number} of level {level} has another length than tiles have"),
                        );
                    }
                    None => {}
                }
            }
        }
        self.levels[level].clear();
    }

    fn checkpoint(&mut self, signed: &Signed, findings: &mut Findings) {
        self.checkpoints += 1;
        let size = self.edge.size();
        let wrong = |findings: &mut Findings, words: &str| {
            findings.store("checkpoint", format!("the checkpoint of size {}: {words}", signed.size));
        };
        let checkpoint = match &signed.is {
            Err(why) => return wrong(findings, why),
            Ok(checkpoint) => checkpoint,
        };
        if i64::try_from(checkpoint.size()) != Ok(signed.size) {
            return wrong(findings, "it speaks of another size");
        }
        if self.lost {
            return;
        }
        if checkpoint.size() != size {
            return wrong(findings, "no log has that size");
        }
        if checkpoint.root() == self.edge.root() {
            self.covered = size;
            return;
        }
        self.wrong_roots += 1;
        self.wrong.get_or_insert((self.covered, size));
    }

    /// What is left of a chunk: checkpoints of sizes that no entry reached.
    pub(super) fn end(&mut self, chunk: &Chunk, findings: &mut Findings) {
        if !self.lost && !chunk.last && self.signed.is_empty() {
            return;
        }
        for signed in core::mem::take(&mut self.signed).iter().rev() {
            if self.lost && u64::try_from(signed.size).is_ok_and(|size| size <= chunk.to) {
                self.checkpoint(signed, findings);
            } else {
                let words =
                    format!("a checkpoint of size {} speaks of entries that are not there", signed.size);
                findings.store("checkpoint", words);
            }
        }
    }

    pub(super) fn finish(&mut self, raw: &Raw, size: u64, findings: &mut Findings) {
        if let Some((from, to)) = self.wrong {
            let signed = format!("the checkpoint of size {to} has another root than the entries give");
            if findings.any_in(from, to) {
                findings.store("root", signed);
            } else if from + 1 == to {
                findings.entry(from, "root", format!("is not the one that was signed: {signed}"));
            } else {
                let words = format!(
                    "from here to entry {} one or more are not those that were signed: {signed}",
                    to - 1
                );
                findings.entry(from, "root", words);
            }
        }
        if self.wrong_roots > 1 {
            let words = format!(
                "{} more checkpoints behind that have another root, as must be",
                self.wrong_roots - 1
            );
            findings.store("root", words);
        }
        if !self.lost && self.wrong_roots == 0 && self.covered < size {
            let words = "and all behind it are covered by no checkpoint that is right".into();
            findings.entry(self.covered, "not_covered", words);
        }
        match raw.tiles_beyond(size, 3) {
            Ok(beyond) => beyond.iter().for_each(|(level, number)| {
                findings.store(
                    "tile",
                    format!("tile {number} of level {level} is there, and no log of {size} entries has it"),
                );
            }),
            Err(cause) => {
                findings.store(
                    "unreadable",
                    format!("table `{}` cannot be read further: {}", cause.table, cause.cause),
                );
            }
        }
    }
}

fn verified(note: Option<&str>, key: Option<&VerifierKey>, origin: &str) -> Result<Checkpoint, String> {
    let (note, checkpoint): (Note, Checkpoint) = checkpoint_of(note.ok_or("it is not text")?)?;
    if checkpoint.origin() != origin {
        return Err(format!("it is of another log, `{}`", checkpoint.origin()));
    }
    if let Some(key) = key {
        note.verify([key]).map_err(|cause| cause.to_string())?;
    }
    Ok(checkpoint)
}
