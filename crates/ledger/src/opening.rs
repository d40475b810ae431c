//! Openings: some fields of a record shown, the others only as hashes, so that the entry can be computed again.
//!
//! | bytes | what |
//! |---|---|
//! | 1 | version, 1 |
//! | 1 | what seeds follow: 0 the record's, 1 those of some groups |
//! | 32 | the record's seed; or: how many groups (2), then for each its number (2) and seed (32), numbers rising |
//! | 2 | how many fields the record has |
//! | 2 | how many of them are shown; then for each, in rising order of position: |
//! | 2 | position in the record |
//! | 2 | group |
//! | 1 and that many | length of the label, the label |
//! | 4 and that many | length of the value, the value |
//! | 32 each | hashes of the hidden parts of the record's tree, from left to right: each stands for the largest subtree without a shown field |
//!
//! Numbers are big-endian. Nothing may follow. An opening proves nothing by itself: its entry must be the one that the
//! log's inclusion proof speaks of.

use crate::commitment::{ENTRY_LENGTH, GroupSeed, MOST_FIELDS, Seed, entry, left_of, record_root};
use crate::hash::{Hash, leaf_hash, node_hash};

const VERSION: u8 = 1;

/// The secrets that open the fields shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seeds {
    /// The record's seed: opens every field.
    Record(Seed),
    /// Seeds of some groups, by rising number: open the fields of these groups and no others.
    Groups(Vec<(u16, GroupSeed)>),
}

impl Seeds {
    fn of_group(&self, group: u16) -> Option<GroupSeed> {
        match self {
            Self::Record(seed) => Some(seed.groups().seed(group)),
            Self::Groups(seeds) => {
                seeds.iter().find(|(number, _)| *number == group).map(|(_, seed)| seed.clone())
            }
        }
    }
}

/// One field that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownField {
    /// Its place in the record, from 0.
    pub position: u16,
    /// The group whose seed keys it.
    pub group: u16,
    /// Its label.
    pub label: Vec<u8>,
    /// Its value.
    pub value: Vec<u8>,
}

/// Some fields of a record, and what is needed to compute the entry again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// What opens the fields shown.
    pub seeds: Seeds,
    /// How many fields the record has.
    pub count: u16,
    /// The fields shown, by rising position.
    pub shown: Vec<ShownField>,
    /// Hashes of the hidden subtrees, from left to right.
    pub hidden: Vec<Hash>,
}

/// Why bytes are no opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// No bytes at all, or they end too early.
    #[error("the opening ends too early; the receipt was cut short, fetch it again")]
    Short,
    /// A version this program does not know.
    #[error("the opening has version {0}, this program knows 1; check it with a newer candour")]
    Version(u8),
    /// Bytes left over.
    #[error("the opening has bytes left over; the receipt was changed, fetch it again")]
    Long,
    /// Fields out of order, or more than there are.
    #[error("the opening lists its fields wrongly; the receipt was changed, fetch it again")]
    Order,
    /// A field is shown whose group has no seed here.
    #[error(
        "the opening shows a field of group {0} and has no seed for it; the receipt was changed, fetch it again"
    )]
    NoSeed(u16),
    /// Too few or too many hashes of hidden parts.
    #[error(
        "the opening has the wrong number of hashes for what it hides; the receipt was changed, fetch it again"
    )]
    Hidden,
}

impl Opening {
    /// Shows the fields at `shown` of the record whose commitments these are.
    ///
    /// # Errors
    /// [`OpeningError::Order`] when the positions do not rise or are not there.
    pub fn new(seeds: Seeds, commitments: &[Hash], shown: Vec<ShownField>) -> Result<Self, OpeningError> {
        let count = u16::try_from(commitments.len()).map_err(|_| OpeningError::Order)?;
        in_order(&shown, count)?;
        let mut hidden = Vec::new();
        let positions: Vec<u16> = shown.iter().map(|field| field.position).collect();
        hide(commitments, 0, &mut positions.as_slice(), &mut hidden);
        Ok(Self { seeds, count, shown, hidden })
    }

    /// The entry this opening opens.
    ///
    /// # Errors
    /// [`OpeningError`] when the hashes do not fit what is hidden.
    pub fn entry(&self) -> Result<[u8; ENTRY_LENGTH], OpeningError> {
        in_order(&self.shown, self.count)?;
        let mut committer = None;
        let mut commitments = Vec::with_capacity(self.shown.len());
        for field in &self.shown {
            let made = match committer.take() {
                Some((group, made)) if group == field.group => made,
                _ => self.seeds.of_group(field.group).ok_or(OpeningError::NoSeed(field.group))?.committer(),
            };
            commitments.push((field.position, made.commit(&field.label, &field.value)));
            committer = Some((field.group, made));
        }
        let (mut shown, mut hidden) = (commitments.as_slice(), self.hidden.as_slice());
        let root = root_of(0, usize::from(self.count), &mut shown, &mut hidden)?;
        if hidden.is_empty() { Ok(entry(&root)) } else { Err(OpeningError::Hidden) }
    }

    /// The bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let fields: usize = self.shown.iter().map(|field| 9 + field.label.len() + field.value.len()).sum();
        let mut out = Vec::with_capacity(64 + fields + self.hidden.len() * 32);
        out.push(VERSION);
        match &self.seeds {
            Seeds::Record(seed) => {
                out.push(0);
                out.extend_from_slice(&seed.0);
            }
            Seeds::Groups(groups) => {
                out.push(1);
                out.extend_from_slice(&(groups.len() as u16).to_be_bytes());
                for (group, seed) in groups {
                    out.extend_from_slice(&group.to_be_bytes());
                    out.extend_from_slice(&seed.0);
                }
            }
        }
        out.extend_from_slice(&self.count.to_be_bytes());
        out.extend_from_slice(&(self.shown.len() as u16).to_be_bytes());
        for field in &self.shown {
            out.extend_from_slice(&field.position.to_be_bytes());
            out.extend_from_slice(&field.group.to_be_bytes());
            out.push(field.label.len() as u8);
            out.extend_from_slice(&field.label);
            out.extend_from_slice(&(field.value.len() as u32).to_be_bytes());
            out.extend_from_slice(&field.value);
        }
        for hash in &self.hidden {
            out.extend_from_slice(&hash.0);
        }
        out
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// [`OpeningError`] when they are not what [`Self::to_bytes`] writes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, OpeningError> {
        let mut rest = bytes;
        match take(&mut rest, 1)? {
            [VERSION] => {}
            other => return Err(OpeningError::Version(other.first().copied().unwrap_or_default())),
        }
        let seeds = take_seeds(&mut rest)?;
        let count = take_u16(&mut rest)?;
        let shown_count = take_u16(&mut rest)?;
        let mut shown = Vec::new();
        for _ in 0..shown_count {
            shown.push(take_field(&mut rest)?);
        }
        in_order(&shown, count)?;
        let (hashes, left_over) = rest.as_chunks::<32>();
        if !left_over.is_empty() {
            return Err(OpeningError::Long);
        }
        let hidden: Vec<Hash> = hashes.iter().map(|hash| Hash(*hash)).collect();
        let opening = Self { seeds, count, shown, hidden };
        // The number of hashes is decided by what is shown: anything else was not written by us.
        opening.entry().map(|_| opening)
    }
}

/// The record root of a record whose first fields are known and whose others are hidden: `count` fields in all.
///
/// # Errors
/// [`OpeningError`] when the hashes do not fit what is hidden.
pub fn root_of_prefix(commitments: &[Hash], count: u16, hidden: &[Hash]) -> Result<Hash, OpeningError> {
    let first: Vec<(u16, Hash)> =
        commitments.iter().enumerate().map(|(position, hash)| (position as u16, *hash)).collect();
    let (mut shown, mut hidden) = (first.as_slice(), hidden);
    let root = root_of(0, usize::from(count), &mut shown, &mut hidden)?;
    if !shown.is_empty() {
        return Err(OpeningError::Order);
    }
    if hidden.is_empty() { Ok(root) } else { Err(OpeningError::Hidden) }
}

fn in_order(shown: &[ShownField], count: u16) -> Result<(), OpeningError> {
    let rising = shown.windows(2).all(|pair| pair[0].position < pair[1].position);
    let there = shown.last().is_none_or(|field| field.position < count);
    if rising && there { Ok(()) } else { Err(OpeningError::Order) }
}

fn take_seeds(rest: &mut &[u8]) -> Result<Seeds, OpeningError> {
    let seed = |rest: &mut &[u8]| -> Result<[u8; 32], OpeningError> {
        take(rest, 32)?.try_into().map_err(|_| OpeningError::Short)
    };
    match take(rest, 1)? {
        [0] => Ok(Seeds::Record(Seed(seed(rest)?))),
        [1] => {
            let count = take_u16(rest)?;
            let mut groups: Vec<(u16, GroupSeed)> = Vec::new();
            for _ in 0..count {
                let group = take_u16(rest)?;
                if groups.last().is_some_and(|(last, _)| *last >= group) {
                    return Err(OpeningError::Order);
                }
                groups.push((group, GroupSeed(seed(rest)?)));
            }
            Ok(Seeds::Groups(groups))
        }
        _ => Err(OpeningError::Order),
    }
}

fn take_field(rest: &mut &[u8]) -> Result<ShownField, OpeningError> {
    let (position, group) = (take_u16(rest)?, take_u16(rest)?);
    let label_length = usize::from(take(rest, 1)?[0]);
    let label = take(rest, label_length)?.to_vec();
    let length = take(rest, 4)?.try_into().map(u32::from_be_bytes).map_err(|_| OpeningError::Short)?;
    let value = take(rest, length as usize)?.to_vec();
    Ok(ShownField { position, group, label, value })
}

fn take<'a>(rest: &mut &'a [u8], n: usize) -> Result<&'a [u8], OpeningError> {
    let (front, back) = rest.split_at_checked(n).ok_or(OpeningError::Short)?;
    *rest = back;
    Ok(front)
}

fn take_u16(rest: &mut &[u8]) -> Result<u16, OpeningError> {
    take(rest, 2)?.try_into().map(u16::from_be_bytes).map_err(|_| OpeningError::Short)
}

/// The hashes that stand for all fields behind the first `open` ones: what [`root_of_prefix`] takes.
pub fn hidden_behind(commitments: &[Hash], open: usize) -> Vec<Hash> {
    let shown: Vec<u16> = (0..open.min(commitments.len()) as u16).collect();
    let mut hidden = Vec::with_capacity(8);
    hide(commitments, 0, &mut shown.as_slice(), &mut hidden);
    hidden
}

/// Collects the hash of each largest subtree without a shown field.
fn hide(commitments: &[Hash], first: usize, shown: &mut &[u16], hidden: &mut Vec<Hash>) {
    let next = shown.first().map(|position| usize::from(*position));
    if next.is_none_or(|next| next >= first + commitments.len()) {
        if !commitments.is_empty() {
            hidden.push(record_root(commitments));
        }
        return;
    }
    if commitments.len() == 1 {
        *shown = &shown[1..];
        return;
    }
    let left = left_of(commitments.len());
    hide(&commitments[..left], first, shown, hidden);
    hide(&commitments[left..], first + left, shown, hidden);
}

fn root_of(
    first: usize,
    count: usize,
    shown: &mut &[(u16, Hash)],
    hidden: &mut &[Hash],
) -> Result<Hash, OpeningError> {
    if count == 0 || count > MOST_FIELDS {
        return Err(OpeningError::Order);
    }
    let next = shown.first().map(|(position, _)| usize::from(*position));
    if next.is_none_or(|next| next >= first + count) {
        let (hash, rest) = hidden.split_first().ok_or(OpeningError::Hidden)?;
        *hidden = rest;
        return Ok(*hash);
    }
    if count == 1 {
        let (field, rest) = shown.split_first().ok_or(OpeningError::Order)?;
        *shown = rest;
        return Ok(leaf_hash(&field.1.0));
    }
    let left = left_of(count);
    let left_root = root_of(first, left, shown, hidden)?;
    let right_root = root_of(first + left, count - left, shown, hidden)?;
    Ok(node_hash(&left_root, &right_root))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Opening, OpeningError, Seeds, ShownField};
    use crate::commitment::{Seed, entry, record_root};
    use crate::hash::Hash;

    fn record(count: u16) -> (Seeds, Vec<ShownField>, Vec<Hash>) {
        let seed = Seed([7; 32]);
        let fields: Vec<ShownField> = (0..count)
            .map(|n| ShownField {
                position: n,
                group: n % 3,
                label: vec![n as u8; 3],
                value: vec![n as u8; usize::from(n)],
            })
            .collect();
        let groups = seed.groups();
        let commitments = fields
            .iter()
            .map(|field| groups.seed(field.group).committer().commit(&field.label, &field.value))
            .collect();
        (Seeds::Record(seed), fields, commitments)
    }

    proptest! {
        #[test]
        fn any_choice_of_fields_opens_the_same_entry(count in 1u16..60, mask in any::<u64>()) {
            let (seed, fields, commitments) = record(count);
            let shown = fields.into_iter().filter(|field| mask >> field.position & 1 == 1).collect();
            let opening = Opening::new(seed, &commitments, shown).expect("in order");
            let expected = entry(&record_root(&commitments));
            prop_assert_eq!(opening.entry(), Ok(expected));
            prop_assert_eq!(Opening::from_bytes(&opening.to_bytes()), Ok(opening));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut with_version = vec![1];
            with_version.extend(&bytes);
            let _ = Opening::from_bytes(&bytes);
            let _ = Opening::from_bytes(&with_version);
        }
    }

    #[test]
    fn a_changed_value_label_or_seed_opens_another_entry() {
        let (seed, fields, commitments) = record(9);
        let opening = Opening::new(seed, &commitments, fields[2..5].to_vec()).expect("in order");
        let right = opening.entry().expect("an entry");
        let bytes = opening.to_bytes();
        let mut others = 0;
        for flip in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[flip] ^= 1;
            if let Ok(other) = Opening::from_bytes(&changed) {
                assert_ne!(other.entry(), Ok(right), "byte {flip} may be changed unseen");
                others += 1;
            }
        }
        assert!(others > 100);
    }

    #[test]
    fn group_seeds_open_their_groups_and_no_others() {
        let (seeds, fields, commitments) = record(9);
        let Seeds::Record(seed) = &seeds else { panic!("a record seed") };
        let entry = entry(&record_root(&commitments));
        let of = |group| (group, seed.groups().seed(group));
        let two = Seeds::Groups(vec![of(0), of(2)]);
        let shown: Vec<_> = fields.iter().filter(|field| field.group != 1).cloned().collect();
        let opening = Opening::new(two.clone(), &commitments, shown).expect("in order");
        assert_eq!(Opening::from_bytes(&opening.to_bytes()).expect("reads").entry(), Ok(entry));
        let opening = Opening::new(two, &commitments, fields).expect("in order");
        assert_eq!(opening.entry(), Err(OpeningError::NoSeed(1)));
    }

    #[test]
    fn cut_and_lengthened_bytes_are_named() {
        let (seed, fields, commitments) = record(9);
        let bytes = Opening::new(seed, &commitments, fields).expect("in order").to_bytes();
        for cut in 0..bytes.len() {
            assert!(Opening::from_bytes(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(Opening::from_bytes(&longer), Err(OpeningError::Long));
        let mut newer = bytes;
        newer[0] = 2;
        assert_eq!(Opening::from_bytes(&newer), Err(OpeningError::Version(2)));
    }
}
