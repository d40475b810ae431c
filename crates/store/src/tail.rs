//! The growing end of the tree: for each tile level the hashes of the tile that is not full yet.

use ledger::hash::{Hash, node_hash};
use ledger::proof;

use crate::Error;

/// Hashes of a full tile.
pub(crate) const FULL: usize = 256;

/// Gives the hashes of a full tile: (tile level, number).
pub(crate) type FullTiles<'a> = dyn FnMut(u8, u64) -> Result<Vec<Hash>, Error> + 'a;

/// Keeps a tile that became full: (tile level, number, hashes).
pub(crate) type KeepTile<'a> = dyn FnMut(u8, u64, &[Hash]) -> Result<(), Error> + 'a;

/// The end of the tree.
///
/// INVARIANT: `levels[l]` holds what stands behind the last full tile of tile level `l`, fewer than 256 hashes; kept by
/// [`Tail::push`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Tail {
    size: u64,
    levels: Vec<Level>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    /// How many full tiles stand before.
    full: u64,
    hashes: Vec<Hash>,
    /// The nodes over `hashes`, made when first asked for: row k holds the roots of 2^k hashes each.
    rows: Vec<Vec<Hash>>,
}

impl Tail {
    /// The tail of a log of `size`, its levels filled from what is stored.
    pub(crate) fn load(size: u64, leaves: Vec<Hash>, tiles: &mut FullTiles<'_>) -> Result<Self, Error> {
        let mut tail =
            Self { size, levels: vec![Level { full: size >> 8, hashes: leaves, rows: Vec::new() }] };
        let mut level = 1u8;
        while size >> (8 * level) > 0 {
            let count = size >> (8 * level);
            let (full, partial) = (count >> 8, count & 0xFF);
            // The hashes of this level that are in no full tile yet are the roots of full tiles one level below.
            let hashes = (0..partial)
                .map(|n| Ok(root_of(&tiles(level - 1, (full << 8) + n)?)))
                .collect::<Result<Vec<Hash>, Error>>()?;
            tail.levels.push(Level { full, hashes, rows: Vec::new() });
            level += 1;
        }
        Ok(tail)
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf; hands every tile that becomes full to `keep` as (tile level, number, hashes).
    pub(crate) fn push(&mut self, leaf: Hash, keep: &mut KeepTile<'_>) -> Result<(), Error> {
        self.size += 1;
        let (mut hash, mut at) = (leaf, 0);
        loop {
            if self.levels.len() == at {
                self.levels.push(Level::default());
            }
            let level = &mut self.levels[at];
            level.hashes.push(hash);
            level.rows.clear();
            if level.hashes.len() < FULL {
                return Ok(());
            }
            keep(at as u8, level.full, &level.hashes)?;
            hash = root_of(&level.hashes);
            level.full += 1;
            level.hashes.clear();
            at += 1;
        }
    }

    /// The root of a perfect subtree.
    pub(crate) fn node(&mut self, level: u8, index: u64, tiles: &mut FullTiles<'_>) -> Result<Hash, Error> {
        let (tile_level, height) = (level / 8, level % 8);
        let first = index << height;
        let (tile, place) = (first >> 8, (first & 0xFF) as usize);
        let damaged = || Error::Log(format!("node {index} of level {level} is not there"));
        let current = self.levels.get_mut(usize::from(tile_level)).filter(|current| current.full == tile);
        match current {
            Some(current) => {
                current.grow_rows(usize::from(height));
                current.rows[usize::from(height)].get(place >> height).copied().ok_or_else(damaged)
            }
            None => {
                let hashes = tiles(tile_level, tile)?;
                hashes.get(place..place + (1 << height)).map(root_of).ok_or_else(damaged)
            }
        }
    }

    /// The root of the tree of the first `size` entries.
    pub(crate) fn root_at(&mut self, size: u64, tiles: &mut FullTiles<'_>) -> Result<Hash, Error> {
        proof::root_at(size, &mut |level, index| self.node(level, index, tiles))
    }

    /// The inclusion proof of an entry in the tree of the first `size` entries.
    pub(crate) fn inclusion(
        &mut self,
        index: u64,
        size: u64,
        tiles: &mut FullTiles<'_>,
    ) -> Result<Vec<Hash>, Error> {
        proof::inclusion(index, size, &mut |level, index| self.node(level, index, tiles))
    }
}

impl Level {
    /// Makes the rows up to `height`.
    fn grow_rows(&mut self, height: usize) {
        if self.rows.is_empty() {
            self.rows.push(self.hashes.clone());
        }
        while self.rows.len() <= height {
            let below = &self.rows[self.rows.len() - 1];
            let row = below.as_chunks().0.iter().map(|[left, right]| node_hash(left, right)).collect();
            self.rows.push(row);
        }
    }
}

/// The root over a power of two of hashes.
pub(crate) fn root_of(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while let [_, _, ..] = row[..] {
        row = row.as_chunks().0.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    row.first().copied().unwrap_or(Hash::EMPTY_TREE)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use ledger::Edge;
    use ledger::hash::leaf_hash;

    use super::Tail;

    #[test]
    fn the_tail_and_the_edge_agree_at_every_size_over_two_levels_of_tiles() {
        let (mut tail, mut edge, mut tiles) = (Tail::default(), Edge::new(), BTreeMap::new());
        for n in 0..70_000u32 {
            let leaf = leaf_hash(&n.to_be_bytes());
            edge.append(leaf, &mut |_, _, _| {});
            tail.push(leaf, &mut |level, number, hashes| {
                tiles.insert((level, number), hashes.to_vec());
                Ok(())
            })
            .expect("kept");
            if n % 997 == 0 || n > 65_500 && n % 13 == 0 {
                let mut full = |level, number| Ok(tiles[&(level, number)].clone());
                let size = tail.size();
                assert_eq!(tail.root_at(size, &mut full).expect("a root"), edge.root(), "size {size}");
                let index = size / 3;
                let proof = tail.inclusion(index, size, &mut full).expect("a proof");
                let leaf = leaf_hash(&(index as u32).to_be_bytes());
                assert_eq!(ledger::proof::verify_inclusion(index, size, &leaf, &proof, &edge.root()), Ok(()));
                let tail_leaves =
                    (size & !0xFF..size).map(|n| leaf_hash(&(n as u32).to_be_bytes())).collect();
                let mut loaded = Tail::load(size, tail_leaves, &mut full).expect("loads");
                assert_eq!(loaded.root_at(size, &mut full).expect("a root"), edge.root(), "loaded at {size}");
            }
        }
    }
}
