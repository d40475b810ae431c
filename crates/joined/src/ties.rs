//! Ties: what scores, identifiers and decisions say of pairs of records, before anything is joined.

use record::outputs::{Ground, MentionIx};
use rustc_hash::FxHashMap;

use crate::bearers::Bearers;
use crate::cannot_link::Apart;
use crate::clerical::Decisions;
use crate::cluster::{CLERICAL, IDENTIFIER, Tie};
use crate::collapse::{Split, SplitPair};
use crate::erased::Erased;
use crate::identifiers;
use crate::profile::{PersonRecord, ProfileIx};
use crate::reason;
use crate::score::Scored;
use crate::verdict::Verdict;

/// A link that is only possible, before it is written out.
pub(crate) struct Maybe {
    pub(crate) a: MentionIx,
    pub(crate) b: MentionIx,
    pub(crate) ground: Ground,
    pub(crate) scored: Option<u32>,
}

/// Ties and possible links while they are gathered.
pub(crate) struct Draft {
    pub(crate) ties: Vec<Tie>,
    pub(crate) maybe: Vec<Maybe>,
    pub(crate) kept_apart: Vec<Apart>,
}

impl Draft {
    /// Takes the scored pairs: between the records that stand for two profiles, and from those that stand for a profile
    /// to each other one of it.
    pub(crate) fn new(
        scored: &[Scored],
        records: &[PersonRecord],
        bearers: &[Bearers],
        apart: &[Apart],
    ) -> Self {
        let mut draft = Self { ties: Vec::new(), maybe: Vec::new(), kept_apart: Vec::new() };
        let listed = listed_profiles(records, apart);
        for (ix, pair) in scored.iter().enumerate() {
            let (left, right) = (&bearers[pair.a as usize], &bearers[pair.b as usize]);
            if pair.a == pair.b {
                for (place, &a) in left.faces().iter().enumerate() {
                    left.records[place + 1..]
                        .iter()
                        .for_each(|&b| draft.take(pair, ix as u32, a.min(b), a.max(b)));
                }
                continue;
            }
            // Some event may list two such persons side by side: then they are not one, near as they look.
            let listed = listed.get(&(pair.a.min(pair.b), pair.a.max(pair.b)));
            for (&a, &b) in left.faces().iter().flat_map(|a| right.faces().iter().map(move |b| (a, b))) {
                match listed {
                    Some(&why) => draft.kept_apart.push((a.min(b), a.max(b), why)),
                    None => draft.take(pair, ix as u32, a.min(b), a.max(b)),
                }
            }
        }
        draft
    }

    fn take(&mut self, pair: &Scored, ix: u32, a: MentionIx, b: MentionIx) {
        let maybe = Maybe { a, b, ground: Ground::Score, scored: Some(ix) };
        match pair.verdict {
            Verdict::Certain => self.ties.push(Tie { a, b, strength: pair.weight.0, scored: Some(ix) }),
            Verdict::Possible => self.maybe.push(maybe),
            Verdict::PossibleOtherBirthDate => {
                self.maybe.push(maybe);
                self.kept_apart.push((a, b, reason::OTHER_BIRTH_DATE));
            }
            Verdict::Twin => self.kept_apart.push((a, b, reason::TWIN)),
            Verdict::OtherForename => self.kept_apart.push((a, b, reason::OTHER_FORENAME)),
            Verdict::Nothing => {}
        }
    }

    pub(crate) fn tie_identifiers(&mut self, shared: identifiers::Shared) {
        self.ties.extend(shared.certain.into_iter().map(|(a, b)| Tie {
            a,
            b,
            strength: IDENTIFIER,
            scored: None,
        }));
        for (a, b, why) in shared.possible {
            self.maybe.push(Maybe { a, b, ground: Ground::SameIdentifier, scored: None });
            self.kept_apart.extend(why.map(|why| (a, b, why)));
        }
    }

    /// Records under one number of an agency that do not agree.
    pub(crate) fn note_splits(&mut self, splits: &[SplitPair], record_of: &[MentionIx]) {
        for &(a, b, split) in splits {
            let (a, b) = (record_of[a as usize], record_of[b as usize]);
            if a == b {
                continue;
            }
            let (a, b) = (a.min(b), a.max(b));
            self.maybe.push(Maybe { a, b, ground: Ground::SameIdentifier, scored: None });
            match split {
                Split::BirthDate => self.kept_apart.push((a, b, reason::OTHER_BIRTH_DATE)),
                Split::Forename => self.kept_apart.push((a, b, reason::OTHER_FORENAME)),
                Split::Sex => self.kept_apart.push((a, b, reason::OTHER_SEX)),
                Split::Ambiguous => {}
            }
        }
    }

    /// What a person decided to be one; not where one of the two was erased since.
    pub(crate) fn tie_decided(
        &mut self,
        decisions: &Decisions,
        record_of: &[MentionIx],
        erased: &Erased<'_>,
    ) {
        for &(a, b) in decisions.same.iter().filter(|&&(a, b)| !erased.are_two(a, b)) {
            let (a, b) = (record_of[a as usize], record_of[b as usize]);
            if a != b {
                self.ties.push(Tie { a: a.min(b), b: a.max(b), strength: CLERICAL, scored: None });
            }
        }
    }
}

/// Pairs of different profiles that some event lists side by side.
fn listed_profiles(
    records: &[PersonRecord],
    apart: &[Apart],
) -> FxHashMap<(ProfileIx, ProfileIx), &'static str> {
    let profile = |mention: MentionIx| {
        let ix = records.binary_search_by_key(&mention, |record| record.first).ok()?;
        records.get(ix).map(|record| record.profile)
    };
    let mut listed = FxHashMap::default();
    for &(a, b, why) in apart.iter().filter(|apart| apart.2 != reason::PERSON) {
        if let (Some(a), Some(b)) = (profile(a), profile(b))
            && a != b
        {
            listed.entry((a.min(b), a.max(b))).or_insert(why);
        }
    }
    listed
}
