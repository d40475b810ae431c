//! Who stands for a profile: the records that its ties to other profiles are written on.

use rayon::prelude::*;
use record::outputs::MentionIx;
use rustc_hash::FxHashSet;

use crate::cannot_link::Apart;
use crate::identifiers;
use crate::profile::PersonRecord;

/// Records of a profile tried as the one that stands for it.
const MOST_TRIED: usize = 64;
/// Most records that stand for one profile.
const MOST_FACES: usize = 8;

/// The records of one profile, by first mention.
pub(crate) struct Bearers {
    /// Those that stand for the profile come first.
    pub(crate) records: Vec<MentionIx>,
    /// How many stand for it: one that contradicts no other, or else one of each kind that contradict each other. Two
    /// numbers of one agency for what reads like one child are so both held against the same third record, which then
    /// joins neither by accident.
    pub(crate) faces: usize,
}

impl Bearers {
    pub(crate) fn faces(&self) -> &[MentionIx] {
        &self.records[..self.faces]
    }
}

/// The records of each profile.
pub(crate) fn bearers(records: &[PersonRecord], profiles: usize, apart: &[Apart]) -> Vec<Bearers> {
    let parted = parted_equals(records, apart);
    let mut of_profile: Vec<Vec<u32>> = vec![Vec::new(); profiles];
    records.iter().enumerate().for_each(|(ix, record)| of_profile[record.profile as usize].push(ix as u32));
    let first = |ix: u32| records[ix as usize].first;
    of_profile
        .into_par_iter()
        .map(|mut bearers| {
            bearers.sort_unstable_by_key(|&ix| first(ix));
            let faces = faces(records, &bearers, &parted);
            bearers.retain(|ix| !faces.contains(ix));
            Bearers {
                records: faces.iter().chain(&bearers).map(|&ix| first(ix)).collect(),
                faces: faces.len(),
            }
        })
        .collect()
}

/// Records that were listed or decided apart from one that reads the same.
fn parted_equals(records: &[PersonRecord], apart: &[Apart]) -> FxHashSet<u32> {
    let record = |mention: MentionIx| records.binary_search_by_key(&mention, |record| record.first).ok();
    let mut parted = FxHashSet::default();
    for (a, b) in apart.iter().filter_map(|&(a, b, _)| Some((record(a)?, record(b)?))) {
        if records[a].profile == records[b].profile {
            parted.extend([a as u32, b as u32]);
        }
    }
    parted
}

/// The records that stand for a profile.
fn faces(records: &[PersonRecord], bearers: &[u32], parted: &FxHashSet<u32>) -> Vec<u32> {
    if bearers.len() < 2 {
        return bearers.to_vec();
    }
    let record = |ix: &u32| &records[*ix as usize];
    let numbers = |record: &PersonRecord| {
        (record.agency, record.local, record.upns.clone(), record.nhs_numbers.clone())
    };
    let mut kinds: Vec<u32> = bearers.to_vec();
    kinds.sort_by_cached_key(|ix| (numbers(record(ix)), *ix));
    kinds.dedup_by_key(|ix| numbers(record(ix)));
    let fits = |ix: &&u32| {
        !parted.contains(ix)
            && kinds.iter().all(|other| identifiers::contradict(record(ix), record(other)).is_none())
    };
    if let Some(&one) = bearers.iter().take(MOST_TRIED).find(fits) {
        return vec![one];
    }
    kinds.extend(bearers.iter().filter(|ix| parted.contains(ix)));
    kinds.sort_unstable();
    kinds.dedup();
    kinds.truncate(MOST_FACES);
    kinds
}
