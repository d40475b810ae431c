//! Blocking: which profiles are compared at all.
//!
//! Each rule gives a profile a key per combination of its values; profiles that share a key are compared. A pair that
//! shares several keys is compared under the first only, so no pair is compared twice and none needs to be remembered.
//! A block above the cap is refined by a further value; what is left out even then is counted.

use rayon::prelude::*;

use crate::hash::{mix, of_text};
use crate::profile::{ProfileIx, Profiles};
use crate::rows::Rows;

/// The rules in order. `names` does not mind which of the two is the forename.
pub(crate) const RULES: [&str; 9] = [
    "names",
    "surname_birth_date",
    "forename_birth_date",
    "phone",
    "postcode_forename",
    "postcode_surname",
    "postcode_birth_date",
    "birth_date_forename_2",
    "birth_date_surname_3",
];

/// Bits of a key that hold the hash; the rule's number stands above them.
const HASH_BITS: u32 = 60;
/// How often a large block is refined: first by birth date, then by postcode.
const REFINEMENTS: usize = 2;

/// What one rule did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule.
    pub rule: &'static str,
    /// Pairs compared under it and under no earlier one.
    pub pairs: u64,
    /// Blocks above the cap that were refined.
    pub refined: u64,
    /// Blocks still above the cap after that, which were not compared.
    pub left_out: u64,
}

/// Keys and blocks.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// (key, profile) in order; keys that only one profile has are left out.
    entries: Vec<(u64, ProfileIx)>,
    /// The keys of each profile in order, and where they begin.
    keys: Vec<u64>,
    starts: Vec<u32>,
    counts: [RuleCount; RULES.len()],
}

impl Blocks {
    /// The blocks of all profiles; `cap` is the largest that is compared pair by pair.
    pub(crate) fn new(profiles: &Profiles, rows: &Rows<'_>, cap: u32) -> Self {
        let texts = Texts::new(rows);
        let mut entries: Vec<(u64, ProfileIx)> = (0..profiles.len() as ProfileIx)
            .into_par_iter()
            .flat_map_iter(|profile| {
                keys_of(profiles, &texts, profile).into_iter().map(move |key| (key, profile))
            })
            .collect();
        let mut counts: [RuleCount; RULES.len()] =
            RULES.map(|rule| RuleCount { rule, ..RuleCount::default() });
        for further in 0..REFINEMENTS {
            sort(&mut entries);
            if !refine(&mut entries, profiles, cap, further, &mut counts) {
                break;
            }
        }
        sort(&mut entries);
        leave_out(&mut entries, cap, &mut counts);
        let (keys, starts) = keys_by_profile(&entries, profiles.len());
        Self { entries, keys, starts, counts }
    }

    fn keys_of(&self, profile: ProfileIx) -> &[u64] {
        &self.keys[self.starts[profile as usize] as usize..self.starts[profile as usize + 1] as usize]
    }

    /// Walks every pair of profiles that share a block, each once, and collects what `compare` makes of them.
    /// The result is in the order of the blocks, on one thread or many. `scratch` makes what a thread keeps for itself.
    pub(crate) fn pairs<S, T: Send>(
        &mut self,
        scratch: impl Fn() -> S + Sync,
        compare: impl Fn(&mut S, ProfileIx, ProfileIx) -> Option<T> + Sync,
    ) -> Vec<T> {
        let blocks: Vec<&[(u64, ProfileIx)]> = self.entries.chunk_by(|a, b| a.0 == b.0).collect();
        let chunks: Vec<(Vec<T>, [u64; RULES.len()])> = blocks
            .par_chunks(2_048)
            .map_init(&scratch, |scratch, blocks| {
                let mut found = Vec::new();
                let mut compared = [0u64; RULES.len()];
                for block in blocks {
                    compared[rule_of(block[0].0)] +=
                        self.walk(block, |a, b| found.extend(compare(scratch, a, b)));
                }
                (found, compared)
            })
            .collect();
        let mut all = Vec::with_capacity(chunks.iter().map(|chunk| chunk.0.len()).sum());
        for (found, compared) in chunks {
            all.extend(found);
            self.counts.iter_mut().zip(compared).for_each(|(count, pairs)| count.pairs += pairs);
        }
        all
    }

    fn walk(&self, block: &[(u64, ProfileIx)], mut visit: impl FnMut(ProfileIx, ProfileIx)) -> u64 {
        let mut visited = 0;
        for (place, &(key, a)) in block.iter().enumerate() {
            for &(_, b) in &block[place + 1..] {
                if first_shared(self.keys_of(a), self.keys_of(b)) == Some(key) {
                    visit(a, b);
                    visited += 1;
                }
            }
        }
        visited
    }

    /// What each rule did.
    pub(crate) fn counts(&self) -> &[RuleCount] {
        &self.counts
    }
}

fn rule_of(key: u64) -> usize {
    ((key >> HASH_BITS) as usize).min(RULES.len() - 1)
}

fn sort(entries: &mut Vec<(u64, ProfileIx)>) {
    entries.par_sort_unstable();
    entries.dedup();
}

/// The first key both have: rules stand in the highest bits, so it is one of the first rule that holds.
fn first_shared(mut a: &[u64], mut b: &[u64]) -> Option<u64> {
    while let (Some((x, rest_a)), Some((y, rest_b))) = (a.split_first(), b.split_first()) {
        match x.cmp(y) {
            core::cmp::Ordering::Equal => return Some(*x),
            core::cmp::Ordering::Less => a = rest_a,
            core::cmp::Ordering::Greater => b = rest_b,
        }
    }
    None
}

/// Adds a further value to every key of a block above the cap. True if there was one.
fn refine(
    entries: &mut Vec<(u64, ProfileIx)>,
    profiles: &Profiles,
    cap: u32,
    further: usize,
    counts: &mut [RuleCount],
) -> bool {
    let mut refined = Vec::new();
    for block in entries.chunk_by_mut(|a, b| a.0 == b.0).filter(|block| block.len() > cap as usize) {
        let rule = rule_of(block[0].0);
        counts[rule].refined += u64::from(further == 0);
        for entry in block {
            let (key, profile) = *entry;
            // Moved out of the way: entries of key zero are taken away below.
            *entry = (0, profile);
            let more: Vec<u64> = further_values(profiles, profile, further);
            let top = key & !(u64::MAX >> (64 - HASH_BITS));
            refined.extend(more.into_iter().map(|value| (top | low(mix(key, value)), profile)));
        }
    }
    entries.retain(|entry| entry.0 != 0);
    entries.extend_from_slice(&refined);
    !refined.is_empty()
}

/// The values a block is refined by; records without any stay together.
fn further_values(profiles: &Profiles, profile: ProfileIx, further: usize) -> Vec<u64> {
    let values: Vec<u64> = match further {
        0 => profiles.born(profile).map(|day| day.0 as u32 as u64 + 1).collect(),
        _ => profiles.postcodes(profile).iter().map(|&code| u64::from(code)).collect(),
    };
    if values.is_empty() { vec![0] } else { values }
}

fn leave_out(entries: &mut Vec<(u64, ProfileIx)>, cap: u32, counts: &mut [RuleCount]) {
    for block in entries.chunk_by_mut(|a, b| a.0 == b.0) {
        if block.len() > cap as usize {
            counts[rule_of(block[0].0)].left_out += 1;
        }
        if block.len() > cap as usize || block.len() == 1 {
            block.iter_mut().for_each(|entry| entry.0 = 0);
        }
    }
    entries.retain(|entry| entry.0 != 0);
}

fn keys_by_profile(entries: &[(u64, ProfileIx)], profiles: usize) -> (Vec<u64>, Vec<u32>) {
    let mut starts = vec![0u32; profiles + 1];
    entries.iter().for_each(|entry| starts[entry.1 as usize + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut keys = vec![0; entries.len()];
    // Entries stand in the order of keys, so each profile's keys come out in order.
    for &(key, profile) in entries {
        let place = &mut next[profile as usize];
        keys[*place as usize] = key;
        *place += 1;
    }
    (keys, starts)
}

/// Keys of the written names, the same for `mary jane` and `maryjane`.
struct Texts {
    forenames: Vec<NameKeys>,
    surnames: Vec<NameKeys>,
    full_postcodes: Vec<bool>,
}

#[derive(Clone, Copy)]
struct NameKeys {
    whole: u64,
    beginning: u64,
}

impl Texts {
    fn new(rows: &Rows<'_>) -> Self {
        let keys = |text: &str, letters: usize| {
            let squashed = crate::normalise::squashed(text);
            let beginning: String = squashed.chars().take(letters).collect();
            NameKeys { whole: of_text(&squashed), beginning: of_text(&beginning) }
        };
        let postcode = |id| rows.postcodes.text(id);
        Self {
            forenames: (0..rows.forenames.len() as u32).map(|id| keys(rows.forenames.text(id), 2)).collect(),
            surnames: (0..rows.surnames.len() as u32).map(|id| keys(rows.surnames.text(id), 3)).collect(),
            full_postcodes: (0..rows.postcodes.len() as u32)
                .map(|id| crate::normalise::outward(postcode(id)).len() < postcode(id).len())
                .collect(),
        }
    }
}

fn low(hash: u64) -> u64 {
    // Never zero, which marks entries that are taken away.
    (hash & (u64::MAX >> (64 - HASH_BITS))) | 1
}

fn keys_of(profiles: &Profiles, texts: &Texts, profile: ProfileIx) -> Vec<u64> {
    let mut keys = Vec::with_capacity(12);
    let kind = u64::from(profiles.is_child(profile));
    let mut key = |rule: u64, a: u64, b: u64| keys.push(rule << HASH_BITS | low(mix(mix(kind, a), b)));
    let forenames = || profiles.forenames(profile).iter().map(|&name| texts.forenames[name as usize]);
    let surnames = || profiles.surnames(profile).iter().map(|&name| texts.surnames[name as usize]);
    let born = || profiles.born(profile).map(|day| day.0 as u32 as u64);
    let postcodes = || {
        profiles
            .postcodes(profile)
            .iter()
            .filter(|&&code| texts.full_postcodes[code as usize])
            .map(|&code| u64::from(code))
    };
    for forename in forenames() {
        surnames().for_each(|name| key(0, forename.whole.min(name.whole), forename.whole.max(name.whole)));
        born().for_each(|day| key(2, forename.whole, day));
        born().for_each(|day| key(7, forename.beginning, day));
        postcodes().for_each(|code| key(4, forename.whole, code));
    }
    for surname in surnames() {
        born().for_each(|day| key(1, surname.whole, day));
        born().for_each(|day| key(8, surname.beginning, day));
        postcodes().for_each(|code| key(5, surname.whole, code));
    }
    profiles.phones(profile).iter().for_each(|&phone| key(3, u64::from(phone), 0));
    for code in postcodes() {
        born().for_each(|day| key(6, code, day));
    }
    keys
}
