//! Proofs that an entry is in a tree, and that one tree continues another: made and verified.
//!
//! Makers ask for the roots of perfect subtrees by level and index, as [`crate::Edge::append`] shows them and as
//! [`crate::tile::node`] reads them; so the same code proves from memory, from a database or from tiles.

use crate::MAX_SIZE;
use crate::hash::{Hash, node_hash};

/// Why a proof cannot be made, or does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The entry lies outside the tree.
    #[error("entry `{index}` is not in a tree of `{size}` entries")]
    Outside {
        /// The entry's index.
        index: u64,
        /// The tree's size.
        size: u64,
    },
    /// A size is above [`MAX_SIZE`].
    #[error("a tree of `{0}` entries is larger than any log; the size was misread")]
    TooLarge(u64),
    /// The earlier tree is the larger one.
    #[error("a tree of `{new}` entries cannot continue one of `{old}`; swap the two")]
    Backwards {
        /// The earlier tree's size.
        old: u64,
        /// The later tree's size.
        new: u64,
    },
    /// Everything continues the empty tree, so a proof from it proves nothing.
    #[error("a proof from the empty tree proves nothing; begin with a tree that has an entry")]
    FromEmpty,
    /// The proof has too many or too few hashes for these sizes.
    #[error("the proof has `{have}` hashes and needs `{need}`; a line was lost or added, or a size is wrong")]
    Length {
        /// Hashes in the proof.
        have: usize,
        /// Hashes a proof between these sizes has.
        need: usize,
    },
    /// The proof does not lead from the leaf to the root.
    #[error("the proof does not lead to the root: the entry, its index or the root is another")]
    Root,
    /// The proof does not lead to the earlier root.
    #[error("the proof does not lead to the earlier root: the later tree does not continue the earlier one")]
    OldRoot,
    /// The proof does not lead to the later root.
    #[error("the proof does not lead to the later root: the proof or the later root is another")]
    NewRoot,
}

/// Gives the root of the perfect subtree at a level (0: leaves) and index within the level.
pub type Nodes<'a, E> = dyn FnMut(u8, u64) -> Result<Hash, E> + 'a;

/// The proof that entry `index` is in the tree of the first `size` entries: siblings from the leaf up.
///
/// # Errors
/// [`ProofError::Outside`] or [`ProofError::TooLarge`]; or what `nodes` answers.
///
/// # Source
/// RFC 6962, section 2.1.1.
pub fn inclusion<E: From<ProofError>>(
    index: u64,
    size: u64,
    nodes: &mut Nodes<'_, E>,
) -> Result<Vec<Hash>, E> {
    inside(index, size)?;
    let (mut from, mut to) = (0, size);
    let mut from_the_root_down = Vec::new();
    while to - from > 1 {
        let middle = from + left_size(to - from);
        if index < middle {
            from_the_root_down.push(range_root(middle, to, nodes)?);
            to = middle;
        } else {
            from_the_root_down.push(range_root(from, middle, nodes)?);
            from = middle;
        }
    }
    from_the_root_down.reverse();
    Ok(from_the_root_down)
}

/// The proof that the tree of the first `new` entries continues that of the first `old`.
///
/// Between trees of one size it is empty.
///
/// # Errors
/// [`ProofError::FromEmpty`], [`ProofError::Backwards`] or [`ProofError::TooLarge`]; or what `nodes` answers.
///
/// # Source
/// RFC 6962, section 2.1.2.
pub fn consistency<E: From<ProofError>>(
    old: u64,
    new: u64,
    nodes: &mut Nodes<'_, E>,
) -> Result<Vec<Hash>, E> {
    forward(old, new)?;
    let (mut from, mut to) = (0, new);
    let mut from_the_root_down = Vec::new();
    while to != old {
        let middle = from + left_size(to - from);
        if old <= middle {
            from_the_root_down.push(range_root(middle, to, nodes)?);
            to = middle;
        } else {
            from_the_root_down.push(range_root(from, middle, nodes)?);
            from = middle;
        }
    }
    // A subtree that begins at zero is the earlier tree itself: the verifier has its root.
    if from != 0 {
        from_the_root_down.push(range_root(from, to, nodes)?);
    }
    from_the_root_down.reverse();
    Ok(from_the_root_down)
}

/// The root of the tree of the first `size` entries.
///
/// # Errors
/// [`ProofError::TooLarge`], or what `nodes` answers.
///
/// # Source
/// RFC 6962, section 2.1.
pub fn root_at<E: From<ProofError>>(size: u64, nodes: &mut Nodes<'_, E>) -> Result<Hash, E> {
    match size {
        0 => Ok(Hash::EMPTY_TREE),
        1..=MAX_SIZE => range_root(0, size, nodes),
        _ => Err(ProofError::TooLarge(size).into()),
    }
}

/// Verifies that the leaf (its hash) is entry `index` of the tree of `size` entries with this root.
///
/// # Errors
/// [`ProofError::Outside`], [`ProofError::TooLarge`], [`ProofError::Length`] or [`ProofError::Root`].
///
/// # Source
/// RFC 9162, section 2.1.3.2.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    inside(index, size)?;
    length(proof, inclusion_length(index, size))?;
    // `at` is the node's index in its level, `last` that of the level's last node.
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            climb_while_alone(&mut at, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if hash == *root { Ok(()) } else { Err(ProofError::Root) }
}

/// Verifies that the tree of `new` entries with root `new_root` continues that of `old` entries with `old_root`.
///
/// A proof from the empty tree is refused, because it would say nothing; [`crate::witness::continues`] is for
/// the witness protocol, where a first checkpoint has nothing before it.
///
/// # Errors
/// [`ProofError::FromEmpty`], [`ProofError::Backwards`], [`ProofError::TooLarge`], [`ProofError::Length`],
/// [`ProofError::NewRoot`] if the proof does not belong to the later tree, else [`ProofError::OldRoot`].
///
/// # Source
/// RFC 9162, section 2.1.4.2.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    forward(old, new)?;
    length(proof, consistency_length(old, new))?;
    // The largest subtree that ends where the earlier tree ends: the earlier tree itself, or the first hash.
    let (first, rest) = match proof.split_first() {
        Some((first, rest)) if !old.is_power_of_two() => (first, rest),
        _ => (old_root, proof),
    };
    let (mut at, mut last) = (old - 1, new - 1);
    let below = at.trailing_ones();
    (at, last) = (at >> below, last >> below);
    let (mut as_old, mut as_new) = (*first, *first);
    for hash in rest {
        if at & 1 == 1 || at == last {
            as_old = node_hash(hash, &as_old);
            as_new = node_hash(hash, &as_new);
            climb_while_alone(&mut at, &mut last);
        } else {
            as_new = node_hash(&as_new, hash);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if as_new != *new_root {
        return Err(ProofError::NewRoot);
    }
    if as_old == *old_root { Ok(()) } else { Err(ProofError::OldRoot) }
}

/// How many hashes the inclusion proof of an entry has.
fn inclusion_length(index: u64, size: u64) -> usize {
    let (inner, border) = lengths(index, size);
    (inner + border) as usize
}

/// How many hashes the consistency proof between two sizes has.
fn consistency_length(old: u64, new: u64) -> usize {
    if old == new {
        return 0;
    }
    let (inner, border) = lengths(old - 1, new);
    let first = u32::from(!old.is_power_of_two());
    (first + inner - old.trailing_zeros() + border) as usize
}

/// The parts of the way from a leaf to the root: below the point where it meets the way of the last leaf, and
/// above it, where only left siblings exist.
fn lengths(index: u64, size: u64) -> (u32, u32) {
    let inner = u64::BITS - (index ^ (size - 1)).leading_zeros();
    (inner, (index >> inner).count_ones())
}

/// Passes the levels where a last node has no sibling and is taken up as it is.
fn climb_while_alone(at: &mut u64, last: &mut u64) {
    while *at & 1 == 0 && *at != 0 {
        (*at, *last) = (*at >> 1, *last >> 1);
    }
}

fn inside(index: u64, size: u64) -> Result<(), ProofError> {
    match size {
        _ if size > MAX_SIZE => Err(ProofError::TooLarge(size)),
        _ if index >= size => Err(ProofError::Outside { index, size }),
        _ => Ok(()),
    }
}

fn forward(old: u64, new: u64) -> Result<(), ProofError> {
    match (old, new) {
        _ if new > MAX_SIZE => Err(ProofError::TooLarge(new)),
        _ if old > new => Err(ProofError::Backwards { old, new }),
        (0, _) => Err(ProofError::FromEmpty),
        _ => Ok(()),
    }
}

fn length(proof: &[Hash], need: usize) -> Result<(), ProofError> {
    let have = proof.len();
    if have == need { Ok(()) } else { Err(ProofError::Length { have, need }) }
}

/// The left share of a tree: the largest power of two smaller than its size, which is at least two.
fn left_size(size: u64) -> u64 {
    1 << (u64::BITS - 1 - (size - 1).leading_zeros())
}

/// The root of the entries `from..to`, where `from` is aligned to the smallest power of two that holds them.
fn range_root<E>(from: u64, to: u64, nodes: &mut Nodes<'_, E>) -> Result<Hash, E> {
    let size = to - from;
    if size.is_power_of_two() {
        let level = size.trailing_zeros();
        return nodes(level as u8, from >> level);
    }
    let middle = from + left_size(size);
    let left = range_root(from, middle, nodes)?;
    Ok(node_hash(&left, &range_root(middle, to, nodes)?))
}
