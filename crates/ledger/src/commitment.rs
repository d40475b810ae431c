//! Commitments: what an entry of the log says of a record without saying it.
//!
//! Every field of a record is committed to apart, with a key of its own, so that one field can be shown without the
//! others, and one can be erased by destroying its key, while the entry and every proof stay valid. A commitment whose
//! key is destroyed says nothing; a plain hash of a name would still be the name to whoever tries all names.
//!
//! | step | is |
//! |---|---|
//! | group seed | HKDF-SHA256 (RFC 5869) with salt `candour/commitment/v1` from the 32-byte record seed; info `group` and the group's number as 2 bytes, big-endian |
//! | field key | HKDF-Expand with the group seed as key; info `field` and the label |
//! | commitment | HMAC-SHA256 under the field key of `candour/field/v1`, a zero byte, the label's length as 2 bytes, the label, the value |
//! | record root | the RFC 6962 tree hash over the commitments in the record's order |
//! | entry | one version byte, 1, and the record root: 33 bytes |
//!
//! Whoever holds the record seed can open every field; whoever holds a group seed only the fields of that group. So the
//! operator keeps group seeds, one per person of a record, and can destroy them one by one.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::hash::{Hash, leaf_hash, node_hash};

const SALT: &[u8] = b"candour/commitment/v1";
const DOMAIN: &[u8] = b"candour/field/v1\0";

/// Version of the entry form, its first byte.
pub const ENTRY_VERSION: u8 = 1;
/// Length of an entry in bytes.
pub const ENTRY_LENGTH: usize = 33;
/// Most fields a record may have.
pub const MOST_FIELDS: usize = u16::MAX as usize;

/// The secret all keys of one record come from: the teller's half of a receipt.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Seed(pub [u8; 32]);

/// The secret of one group of fields of one record.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct GroupSeed(pub [u8; 32]);

impl core::fmt::Debug for Seed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Seed(…)")
    }
}

impl core::fmt::Debug for GroupSeed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("GroupSeed(…)")
    }
}

impl Seed {
    /// The key material from which the group seeds of this record are drawn.
    pub fn groups(&self) -> Groups {
        Groups(Hkdf::new(Some(SALT), &self.0))
    }
}

/// Gives the group seeds of one record.
pub struct Groups(Hkdf<Sha256>);

impl core::fmt::Debug for Groups {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Groups(…)")
    }
}

impl Groups {
    /// The seed of a group.
    pub fn seed(&self, group: u16) -> GroupSeed {
        let mut seed = [0; 32];
        self.0
            .expand_multi_info(&[b"group", &group.to_be_bytes()], &mut seed)
            .expect("32 bytes are within what HKDF gives");
        GroupSeed(seed)
    }
}

impl GroupSeed {
    /// Makes the commitments of this group.
    pub fn committer(&self) -> Committer {
        Committer(Hkdf::from_prk(&self.0).expect("a seed is as long as the hash"))
    }
}

/// Commits to the fields of one group.
pub struct Committer(Hkdf<Sha256>);

impl core::fmt::Debug for Committer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Committer(…)")
    }
}

impl Committer {
    /// The commitment to one field. `label` names it inside its record; at most 65,535 bytes.
    pub fn commit(&self, label: &[u8], value: &[u8]) -> Hash {
        let mut key = [0; 32];
        self.0.expand_multi_info(&[b"field", label], &mut key).expect("32 bytes are within what HKDF gives");
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).expect("HMAC takes keys of any length");
        key.zeroize();
        mac.update(DOMAIN);
        mac.update(&(label.len() as u16).to_be_bytes());
        mac.update(label);
        mac.update(value);
        Hash(mac.finalize().into_bytes().into())
    }
}

/// The tree hash over the commitments of a record, in its order.
pub fn record_root(commitments: &[Hash]) -> Hash {
    match commitments {
        [] => Hash(<Sha256 as sha2::Digest>::digest([]).into()),
        [one] => leaf_hash(&one.0),
        several => {
            let (left, right) = several.split_at(left_of(several.len()));
            node_hash(&record_root(left), &record_root(right))
        }
    }
}

/// The entry of a record: what stands in the log.
pub fn entry(root: &Hash) -> [u8; ENTRY_LENGTH] {
    let mut entry = [ENTRY_VERSION; ENTRY_LENGTH];
    entry[1..].copy_from_slice(&root.0);
    entry
}

/// How many leaves stand left in a tree of `count`: the largest power of two below it.
pub(crate) fn left_of(count: usize) -> usize {
    count.next_power_of_two() / 2
}

#[cfg(test)]
mod tests {
    use super::{Seed, entry, record_root};
    use crate::hash::{Hash, leaf_hash, node_hash};

    #[test]
    fn a_commitment_depends_on_seed_group_label_and_value() {
        let commit = |seed: u8, group, label: &[u8], value: &[u8]| {
            Seed([seed; 32]).groups().seed(group).committer().commit(label, value)
        };
        let one = commit(1, 2, b"label", b"value");
        assert_eq!(one, commit(1, 2, b"label", b"value"));
        for other in [
            commit(2, 2, b"label", b"value"),
            commit(1, 3, b"label", b"value"),
            commit(1, 2, b"labe", b"lvalue"),
            commit(1, 2, b"label", b"valuf"),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn the_record_root_is_the_tree_of_rfc_6962() {
        let c: Vec<Hash> = (0..5).map(|n| Hash([n; 32])).collect();
        let leaf = |n: usize| leaf_hash(&c[n].0);
        let four = node_hash(&node_hash(&leaf(0), &leaf(1)), &node_hash(&leaf(2), &leaf(3)));
        assert_eq!(record_root(&c), node_hash(&four, &leaf(4)));
        assert_eq!(record_root(&c[..1]), leaf(0));
        assert_eq!(entry(&four)[0], 1);
    }
}
