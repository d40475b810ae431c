//! Every tree up to 64 leaves against the recursive definition of RFC 6962.

use ledger::proof::{ProofError, verify_consistency, verify_inclusion};
use ledger::{Edge, Hash, MAX_SIZE, leaf_hash, node_hash};

use crate::Log;

const LARGEST: u8 = 64;

/// Section 2.1, `MTH`.
fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::EMPTY_TREE,
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves));
            node_hash(&root(left), &root(right))
        }
    }
}

/// Section 2.1.1, `PATH`.
fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return vec![];
    }
    let (left, right) = leaves.split_at(split(leaves));
    if index < left.len() {
        [path(index, left), vec![root(right)]].concat()
    } else {
        [path(index - left.len(), right), vec![root(left)]].concat()
    }
}

/// Section 2.1.2, `SUBPROOF`.
fn subproof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { vec![] } else { vec![root(leaves)] };
    }
    let (left, right) = leaves.split_at(split(leaves));
    if old <= left.len() {
        [subproof(old, left, whole), vec![root(right)]].concat()
    } else {
        [subproof(old - left.len(), right, false), vec![root(left)]].concat()
    }
}

fn split(leaves: &[Hash]) -> usize {
    leaves.len().next_power_of_two() / 2
}

fn leaves() -> Vec<Hash> {
    (0..LARGEST).map(|entry| leaf_hash(&[entry])).collect()
}

#[test]
fn roots_and_edges_are_as_defined() {
    let leaves = leaves();
    let mut log = Log::default();
    for size in 0..=LARGEST {
        let defined = root(&leaves[..size.into()]);
        assert_eq!(log.edge.root(), defined, "{size}");
        assert_eq!(log.root_at(size.into()), defined, "{size}");
        let stored = Edge::from_parts(log.edge.size(), log.edge.hashes().to_vec()).unwrap();
        assert_eq!(stored, log.edge);
        log.add(&[size]);
    }
}

#[test]
fn inclusion_is_as_defined_and_of_one_leaf_only() {
    let (leaves, log) = (leaves(), Log::counted(LARGEST));
    for size in 1..=u64::from(LARGEST) {
        let tree = &leaves[..size as usize];
        let root = root(tree);
        for index in 0..size {
            let proof = log.inclusion(index, size).unwrap();
            assert_eq!(proof, path(index as usize, tree), "{index} of {size}");
            for other in 0..size {
                let holds = verify_inclusion(other, size, &leaves[index as usize], &proof, &root);
                assert_eq!(holds.is_ok(), other == index, "{other} for {index} of {size}");
            }
            let other_leaf = verify_inclusion(index, size, &leaf_hash(b"other"), &proof, &root);
            assert_eq!(other_leaf, Err(ProofError::Root));
            refuses_changed(&proof, |proof| {
                verify_inclusion(index, size, &leaves[index as usize], proof, &root)
            });
        }
    }
}

#[test]
fn consistency_is_as_defined_and_of_two_roots_only() {
    let (leaves, log) = (leaves(), Log::counted(LARGEST));
    for new in 1..=u64::from(LARGEST) {
        let tree = &leaves[..new as usize];
        for old in 1..=new {
            let (old_root, new_root) = (root(&tree[..old as usize]), root(tree));
            let proof = log.consistency(old, new).unwrap();
            assert_eq!(proof, subproof(old as usize, tree, true), "{old} to {new}");
            assert_eq!(verify_consistency(old, new, &old_root, &new_root, &proof), Ok(()), "{old} to {new}");
            let forged = leaf_hash(b"forged");
            assert!(verify_consistency(old, new, &forged, &new_root, &proof).is_err());
            assert!(verify_consistency(old, new, &old_root, &forged, &proof).is_err());
            refuses_changed(&proof, |proof| verify_consistency(old, new, &old_root, &new_root, proof));
        }
    }
}

/// A proof with a hash changed, lost or added holds no longer.
fn refuses_changed(proof: &[Hash], verify: impl Fn(&[Hash]) -> Result<(), ProofError>) {
    for place in 0..proof.len() {
        let mut changed = proof.to_vec();
        changed[place].0[place % 32] ^= 1;
        assert!(verify(&changed).is_err());
        changed.remove(place);
        assert!(matches!(verify(&changed), Err(ProofError::Length { .. })));
    }
    let longer = [proof, &[Hash::EMPTY_TREE]].concat();
    assert!(matches!(verify(&longer), Err(ProofError::Length { .. })));
}

#[test]
fn what_no_tree_has_is_refused_and_not_computed() {
    let log = Log::counted(8);
    assert_eq!(log.inclusion(8, 8), Err(ProofError::Outside { index: 8, size: 8 }));
    assert_eq!(log.inclusion(0, 0), Err(ProofError::Outside { index: 0, size: 0 }));
    assert_eq!(log.inclusion(0, MAX_SIZE + 1), Err(ProofError::TooLarge(MAX_SIZE + 1)));
    assert_eq!(log.consistency(0, 8), Err(ProofError::FromEmpty));
    assert_eq!(log.consistency(9, 8), Err(ProofError::Backwards { old: 9, new: 8 }));
    assert_eq!(log.consistency(1, u64::MAX), Err(ProofError::TooLarge(u64::MAX)));
    assert_eq!(log.consistency(8, 8), Ok(vec![]));
    let hash = Hash::EMPTY_TREE;
    for (index, size) in [(0, 0), (5, 5), (u64::MAX, u64::MAX), (0, u64::MAX), (u64::MAX, MAX_SIZE)] {
        assert!(verify_inclusion(index, size, &hash, &[], &hash).is_err());
        assert!(
            verify_consistency(index, size, &hash, &hash, &[]).is_err()
                || index == size && size <= MAX_SIZE && size > 0
        );
    }
    for size in [1, MAX_SIZE - 1, MAX_SIZE] {
        for other in [1, 2, MAX_SIZE - 1, MAX_SIZE] {
            for length in 0..66 {
                let proof = vec![hash; length];
                let _ = verify_inclusion(other, size, &hash, &proof, &hash);
                let _ = verify_consistency(other, size, &hash, &hash, &proof);
            }
        }
    }
}
