//! The right edge of a growing tree: all that is needed to append and to know the root.

use crate::MAX_SIZE;
use crate::hash::{Hash, node_hash};

/// The roots of the perfect subtrees that a tree's leaves fall into, largest (leftmost) first.
///
/// A tree of 13 leaves is edged by the roots of its first 8, the next 4 and the last 1. Nothing to the left is
/// needed to go on, so a log of a hundred million entries keeps 27 hashes at hand. (In the literature: a
/// compact range from zero.)
// INVARIANT: `hashes` has one hash for each one bit of `size`; kept by `from_parts` and `append`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    hashes: Vec<Hash>,
}

impl Edge {
    /// The edge of the tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// An edge that was stored; `None` if the number of hashes does not belong to the size.
    ///
    /// Shape: `hashes` as [`Edge::hashes`] gives them. That they are the *right* hashes shows only when the root
    /// is compared with a signed one.
    pub fn from_parts(size: u64, hashes: Vec<Hash>) -> Option<Self> {
        (size <= MAX_SIZE && hashes.len() == size.count_ones() as usize).then_some(Self { size, hashes })
    }

    /// Appends a leaf (its hash, see [`crate::leaf_hash`]) and shows every node that it completes.
    ///
    /// `visit` gets level, index in the level, and hash: first the leaf itself at level 0, then upward. Over all
    /// appends it sees each perfect subtree exactly once, so what it is given is what a store must keep.
    pub fn append(&mut self, leaf: Hash, visit: &mut dyn FnMut(u8, u64, Hash)) {
        let (mut level, mut index, mut hash) = (0, self.size, leaf);
        visit(level, index, hash);
        while index & 1 == 1
            && let Some(left) = self.hashes.pop()
        {
            hash = node_hash(&left, &hash);
            (level, index) = (level + 1, index >> 1);
            visit(level, index, hash);
        }
        self.hashes.push(hash);
        self.size += 1;
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hashes, largest subtree first.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        let mut smallest_first = self.hashes.iter().rev();
        let Some(smallest) = smallest_first.next() else {
            return Hash::EMPTY_TREE;
        };
        smallest_first.fold(*smallest, |right, left| node_hash(left, &right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf_hash;

    #[test]
    fn each_perfect_subtree_is_shown_once() {
        let mut edge = Edge::new();
        let mut seen = Vec::new();
        for entry in 0..5u8 {
            edge.append(leaf_hash(&[entry]), &mut |level, index, _| seen.push((level, index)));
        }
        assert_eq!(seen, [(0, 0), (0, 1), (1, 0), (0, 2), (0, 3), (1, 1), (2, 0), (0, 4)]);
    }

    #[test]
    fn parts_that_do_not_belong_together_are_refused() {
        let hashes = vec![Hash::EMPTY_TREE; 2];
        assert!(Edge::from_parts(5, hashes.clone()).is_some());
        assert!(Edge::from_parts(4, hashes.clone()).is_none());
        assert!(Edge::from_parts(0, hashes.clone()).is_none());
        assert!(Edge::from_parts(MAX_SIZE + 1, hashes).is_none());
        assert_eq!(Edge::from_parts(0, vec![]), Some(Edge::new()));
    }
}
