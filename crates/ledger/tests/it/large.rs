//! Trees too large to build, up to 2^40 leaves and at the bound of 2^63: all leaves alike but for a few.

use std::collections::BTreeMap;

use ledger::proof::{ProofError, consistency, inclusion, root_at, verify_consistency, verify_inclusion};
use ledger::tile::{self, Content, Tile, TileError};
use ledger::{Edge, Hash, MAX_SIZE, leaf_hash, node_hash};
use proptest::prelude::*;

/// A tree of which every node can be computed: leaves are alike except the marked ones.
struct Vast {
    marked: BTreeMap<u64, Hash>,
    alike: Vec<Hash>,
}

impl Vast {
    fn new(marked: &[u64]) -> Self {
        let mut alike = vec![leaf_hash(b"alike")];
        for level in 0..63 {
            alike.push(node_hash(&alike[level], &alike[level]));
        }
        Self { marked: marked.iter().map(|at| (*at, leaf_hash(&at.to_be_bytes()))).collect(), alike }
    }

    fn hash(&self, level: u8, index: u64) -> Hash {
        let from = index << level;
        if self.marked.range(from..=from + ((1 << level) - 1)).next().is_none() {
            return self.alike[usize::from(level)];
        }
        match level {
            0 => self.marked[&index],
            _ => node_hash(&self.hash(level - 1, index * 2), &self.hash(level - 1, index * 2 + 1)),
        }
    }

    fn root(&self, size: u64) -> Hash {
        root_at(size, &mut |level, index| Ok::<_, ProofError>(self.hash(level, index))).unwrap()
    }

    fn edge(&self, size: u64) -> Edge {
        let levels = (0..=63u8).rev().filter(|level| size >> level & 1 == 1);
        let hashes = levels.map(|level| self.hash(level, (size >> level) - 1)).collect();
        Edge::from_parts(size, hashes).unwrap()
    }

    /// The proof, made once from nodes and once from tiles.
    fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
        let proof =
            inclusion(index, size, &mut |level, index| Ok::<_, ProofError>(self.hash(level, index))).unwrap();
        assert_eq!(
            inclusion(index, size, &mut |level, index| self.node_of_tiles(level, index, size)).unwrap(),
            proof
        );
        proof
    }

    fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
        let proof =
            consistency(old, new, &mut |level, index| Ok::<_, ProofError>(self.hash(level, index))).unwrap();
        assert_eq!(
            consistency(old, new, &mut |level, index| self.node_of_tiles(level, index, new)).unwrap(),
            proof
        );
        proof
    }

    fn node_of_tiles(&self, level: u8, index: u64, size: u64) -> Result<Hash, ProofError> {
        let hash = tile::node(level, index, size, &mut |tile| Ok::<_, TileError>(self.tile(tile, size)));
        Ok(hash.unwrap())
    }

    fn tile(&self, tile: &Tile, size: u64) -> Vec<u8> {
        let Content::Hashes { level } = tile.content() else { panic!("entries asked for") };
        assert_eq!(
            tile.width(),
            (((size >> (8 * level)) - tile.index() * 256).min(256)) as u16,
            "the width of the size"
        );
        let first = tile.index() * 256;
        (first..first + u64::from(tile.width())).flat_map(|index| self.hash(8 * level, index).0).collect()
    }
}

fn check(index: u64, old: u64, new: u64) {
    let vast = Vast::new(&[index, old - 1, new - 1, new / 3, 0]);
    let (old_root, new_root) = (vast.root(old), vast.root(new));
    assert_eq!(vast.edge(new).root(), new_root);

    let proof = vast.inclusion(index, new);
    let leaf = vast.hash(0, index);
    assert_eq!(verify_inclusion(index, new, &leaf, &proof, &new_root), Ok(()));
    assert!(verify_inclusion(index, new, &leaf_hash(b"other"), &proof, &new_root).is_err());
    let other_index = if index == 0 { new - 1 } else { index - 1 };
    if other_index != index {
        assert!(verify_inclusion(other_index, new, &leaf, &proof, &new_root).is_err());
    }

    let proof = vast.consistency(old, new);
    assert_eq!(verify_consistency(old, new, &old_root, &new_root, &proof), Ok(()));
    assert!(verify_consistency(old, new, &leaf_hash(b"other"), &new_root, &proof).is_err());
    for place in 0..proof.len() {
        let mut changed = proof.clone();
        changed[place].0[0] ^= 128;
        assert!(verify_consistency(old, new, &old_root, &new_root, &changed).is_err());
    }
}

fn size() -> impl Strategy<Value = u64> {
    // As many small sizes as large ones, and many beside powers of two.
    (0u32..=40, any::<u64>(), -2i64..=2, any::<bool>()).prop_map(|(bits, any, near, exact)| {
        let power = 1u64 << bits;
        let size = if exact { power.saturating_add_signed(near) } else { power + any % power };
        size.clamp(1, 1 << 40)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn proofs_hold_in_trees_of_any_size(a in size(), b in size(), at in any::<u64>()) {
        check(at % a.max(b), a.min(b), a.max(b));
    }

    #[test]
    fn appending_to_a_stored_edge_gives_the_root_of_the_larger_tree(size in size(), more in 1u64..600) {
        let vast = Vast::new(&[size + more / 2]);
        let mut edge = vast.edge(size);
        for index in size..size + more {
            edge.append(vast.hash(0, index), &mut |level, index, hash| assert_eq!(hash, vast.hash(level, index)));
        }
        prop_assert_eq!(edge.root(), vast.root(size + more));
    }
}

#[test]
fn proofs_hold_up_to_the_bound() {
    for size in [MAX_SIZE, MAX_SIZE - 1, MAX_SIZE - 255, MAX_SIZE / 2 + 1] {
        for index in [0, 1, size / 2, size - 2, size - 1] {
            check(index, index.max(1), size);
        }
        check(0, size, size);
    }
}
