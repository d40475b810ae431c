//! Clusters: records that certain ties hold together, with no two in one cluster that cannot be one person.
//!
//! Ties are taken strongest first. A tie that would bring together two records that cannot be one is refused and
//! becomes a possible link; so is one that fits two such records nearly equally well. Possible ties never join.

use rayon::prelude::*;
mod groups;

use record::outputs::MentionIx;
use rustc_hash::{FxHashMap, FxHashSet};

use self::groups::Groups;
use crate::cannot_link::Apart;
use crate::identifiers;
use crate::profile::PersonRecord;
use crate::score::{Memo, Scorer};
use crate::union::Sets;

/// Strength of a tie by an identifier: above every match weight. Unit: millionths of a bit.
pub(crate) const IDENTIFIER: i64 = i64::MAX / 4;
/// Strength of one full name in one log: below an identifier, above every match weight.
pub(crate) const SAME_NAME: i64 = IDENTIFIER - 1;
/// Strength of a decision of a person.
pub(crate) const CLERICAL: i64 = i64::MAX / 2;
/// Two ties whose strengths are nearer than this do not tell two records apart. Unit: millionths of a bit.
const MARGIN: i64 = 3_000_000;
/// A group with more different records than this is not searched pair by pair: its scored ties stay possible.
const MOST_DIFFERENT: usize = 3_000;

/// Two records that are one person, unless something speaks against it. `a < b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tie {
    pub(crate) a: MentionIx,
    pub(crate) b: MentionIx,
    /// How strong.
    pub(crate) strength: i64,
    /// Its place in the list of scored pairs, for ties by match weight.
    pub(crate) scored: Option<u32>,
}

/// A tie that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Refused {
    /// Its place in the list of ties.
    pub(crate) tie: u32,
    /// The two records that cannot be one, and why; none where two records fit equally well.
    pub(crate) because: Option<Apart>,
}

/// What clustering needs to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence<'s> {
    /// The records, in the order of their first mentions.
    pub(crate) records: &'s [PersonRecord],
    /// For contradictions between what records say.
    pub(crate) scorer: &'s Scorer<'s, 's>,
    /// Records that were listed as two or decided to be two, in order.
    pub(crate) apart: &'s [Apart],
}

/// Clusters `mentions` mentions. `ties` are certain or clerical. Returns the sets and the refused ties in order.
pub(crate) fn cluster(mentions: usize, ties: &[Tie], evidence: Evidence<'_>) -> (Sets, Vec<Refused>) {
    let mut all = Sets::new(mentions);
    ties.iter().for_each(|tie| {
        all.join(tie.a, tie.b);
    });
    let mut by_component: Vec<(u32, u32)> =
        ties.iter().enumerate().map(|(ix, tie)| (all.find(tie.a), ix as u32)).collect();
    by_component.par_sort_unstable();
    let mut apart_in: FxHashMap<u32, Vec<Apart>> = FxHashMap::default();
    for &apart in evidence.apart {
        let component = all.find(apart.0);
        if component == all.find(apart.1) {
            apart_in.entry(component).or_default().push(apart);
        }
    }
    let components: Vec<&[(u32, u32)]> = by_component.chunk_by(|a, b| a.0 == b.0).collect();
    let mut refused: Vec<Refused> = components
        .par_iter()
        .with_min_len(256)
        .map_init(Memo::default, |memo, component| {
            let apart = apart_in.get(&component[0].0).map_or(&[][..], Vec::as_slice);
            Component::new(ties, component, apart, evidence, memo).map(|component| component.resolve(ties))
        })
        .flatten()
        .flatten_iter()
        .collect();
    refused.sort_unstable();
    let mut sets = Sets::new(mentions);
    let mut next = refused.iter().map(|refused| refused.tie).peekable();
    for (ix, tie) in ties.iter().enumerate() {
        if next.next_if_eq(&(ix as u32)).is_none() {
            sets.join(tie.a, tie.b);
        }
    }
    (sets, refused)
}

/// Records of one component of ties, numbered from 0.
struct Component {
    members: Vec<MentionIx>,
    /// Its ties, as (place in the list of ties, one end, other end).
    ties: Vec<(u32, u32, u32)>,
    /// What kind of record each member is: equal kinds contradict the same records.
    kind_of: Vec<u32>,
    /// For each two kinds the contradiction between them.
    contradictions: Vec<Option<&'static str>>,
    kinds: usize,
    /// Pairs of members that were listed or decided apart.
    apart: Vec<(u32, u32, Apart)>,
    too_many: bool,
}

impl Component {
    /// The component, if anything in it speaks against being one.
    fn new(
        all: &[Tie],
        component: &[(u32, u32)],
        apart: &[Apart],
        evidence: Evidence<'_>,
        memo: &mut Memo,
    ) -> Option<Self> {
        let mut members: Vec<MentionIx> =
            component.iter().flat_map(|&(_, ix)| [all[ix as usize].a, all[ix as usize].b]).collect();
        members.sort_unstable();
        members.dedup();
        let place = |mention: MentionIx| members.binary_search(&mention).unwrap_or_default() as u32;
        let ties = component
            .iter()
            .map(|&(_, ix)| (ix, place(all[ix as usize].a), place(all[ix as usize].b)))
            .collect();
        let apart = apart
            .iter()
            .filter(|apart| {
                members.binary_search(&apart.0).is_ok() && members.binary_search(&apart.1).is_ok()
            })
            .map(|&pair| (place(pair.0), place(pair.1), pair))
            .collect();
        let (kind_of, kinds) = kinds(&members, evidence.records);
        let mut this = Self {
            too_many: kinds.len() > MOST_DIFFERENT,
            kinds: kinds.len(),
            contradictions: Vec::new(),
            members,
            ties,
            kind_of,
            apart,
        };
        if !this.too_many {
            this.contradictions = contradictions(&kinds, evidence, memo);
        }
        let at_odds =
            this.too_many || !this.apart.is_empty() || this.contradictions.iter().any(Option::is_some);
        at_odds.then_some(this)
    }

    fn contradiction(&self, a: u32, b: u32) -> Option<&'static str> {
        self.contradictions.get(a as usize * self.kinds + b as usize).copied().flatten()
    }

    /// Takes the ties strongest first and returns those that must be refused.
    fn resolve(mut self, all: &[Tie]) -> Vec<Refused> {
        // INVARIANT: strongest first, so that the first tie met between two records is the best one.
        self.ties.sort_by_key(|&(ix, ..)| (core::cmp::Reverse(all[ix as usize].strength), ix));
        let undecided = self.undecided(all);
        let mut refused = undecided.clone();
        let mut groups = Groups::new(&self);
        for &(ix, a, b) in &self.ties {
            let tie = &all[ix as usize];
            if undecided.binary_search_by_key(&ix, |refused| refused.tie).is_ok() {
                continue;
            }
            let clerical = tie.strength == CLERICAL;
            let scored_in_a_crowd = self.too_many && tie.scored.is_some();
            match groups.obstacle(&self, a, b, clerical) {
                None if scored_in_a_crowd => refused.push(Refused { tie: ix, because: None }),
                None => groups.join(a, b, clerical),
                because => refused.push(Refused { tie: ix, because }),
            }
        }
        refused
    }

    /// Scored ties of one record to two that cannot be one, nearly equally strong: neither is certain.
    fn undecided(&self, all: &[Tie]) -> Vec<Refused> {
        // The strongest scored tie of each member to each kind of record.
        let mut best: FxHashMap<(u32, u32), (i64, u32)> = FxHashMap::default();
        let mut kinds_of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &(ix, a, b) in self.ties.iter().filter(|tie| all[tie.0 as usize].scored.is_some()) {
            for (from, to) in [(a, b), (b, a)] {
                let kind = self.kind_of[to as usize];
                best.entry((from, kind)).or_insert_with(|| {
                    kinds_of.entry(from).or_default().push(kind);
                    (all[ix as usize].strength, ix)
                });
            }
        }
        let mut undecided = Vec::new();
        for (from, kinds) in &kinds_of {
            for (place, x) in kinds.iter().enumerate() {
                for y in &kinds[place + 1..] {
                    let (Some(first), Some(second)) = (best.get(&(*from, *x)), best.get(&(*from, *y))) else {
                        continue;
                    };
                    if (first.0 - second.0).abs() < MARGIN && self.contradiction(*x, *y).is_some() {
                        undecided.extend([first.1, second.1]);
                    }
                }
            }
        }
        undecided.extend(self.undecided_between_listed(all));
        undecided.sort_unstable();
        undecided.dedup();
        undecided.into_iter().map(|tie| Refused { tie, because: None }).collect()
    }
}

impl Component {
    /// The same for two records that were listed or decided apart, whatever they say.
    fn undecided_between_listed(&self, all: &[Tie]) -> Vec<u32> {
        let mut ties_of: FxHashMap<u32, FxHashMap<u32, (i64, u32)>> = FxHashMap::default();
        let listed: FxHashSet<u32> = self.apart.iter().flat_map(|apart| [apart.0, apart.1]).collect();
        for &(ix, a, b) in self.ties.iter().filter(|tie| all[tie.0 as usize].scored.is_some()) {
            for (from, to) in [(a, b), (b, a)] {
                if listed.contains(&from) {
                    ties_of.entry(from).or_default().entry(to).or_insert((all[ix as usize].strength, ix));
                }
            }
        }
        let mut undecided = Vec::new();
        for (a, b, _) in &self.apart {
            let (Some(one), Some(other)) = (ties_of.get(a), ties_of.get(b)) else {
                continue;
            };
            let (fewer, more) = if one.len() < other.len() { (one, other) } else { (other, one) };
            for (between, first) in fewer {
                if let Some(second) = more.get(between).filter(|second| (first.0 - second.0).abs() < MARGIN) {
                    undecided.extend([first.1, second.1]);
                }
            }
        }
        undecided
    }
}

/// Numbers the different kinds of records among the members; returns the kind of each and a record of each kind.
/// Things have no record and contradict nothing.
fn kinds<'r>(
    members: &[MentionIx],
    records: &'r [PersonRecord],
) -> (Vec<u32>, Vec<(MentionIx, Option<&'r PersonRecord>)>) {
    let mut numbers = FxHashMap::default();
    let mut kinds = Vec::new();
    let kind_of = members
        .iter()
        .map(|&member| {
            let found = records.binary_search_by_key(&member, |record| record.first).ok();
            let record = found.and_then(|ix| records.get(ix));
            let key = record.map(|record| {
                let own_number = if record.local == crate::intern::NONE {
                    (0, 0)
                } else {
                    (record.agency + 1, record.local)
                };
                (record.profile, own_number, &record.upns, &record.nhs_numbers)
            });
            *numbers.entry(key).or_insert_with(|| {
                kinds.push((member, record));
                kinds.len() as u32 - 1
            })
        })
        .collect();
    (kind_of, kinds)
}

/// The contradictions between every two kinds, as a square.
fn contradictions(
    kinds: &[(MentionIx, Option<&PersonRecord>)],
    evidence: Evidence<'_>,
    memo: &mut Memo,
) -> Vec<Option<&'static str>> {
    let n = kinds.len();
    let mut square = vec![None; n * n];
    for x in 0..n {
        for y in x + 1..n {
            let (Some(a), Some(b)) = (kinds[x].1, kinds[y].1) else {
                continue;
            };
            let why = identifiers::contradict(a, b)
                .or_else(|| evidence.scorer.obstacle(memo, a.profile, b.profile));
            square[x * n + y] = why;
            square[y * n + x] = why;
        }
    }
    square
}
