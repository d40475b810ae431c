//! Linking: from records to ties, clusters, links and pairs kept apart.

use rayon::prelude::*;
use record::outputs::{Certainty, Ground, KeptApart, Link, MentionIx, MentionTable};
use record::policy::Policy;
use record::{Code, Event, Fixed};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::Progress;
use crate::blocking::{Blocks, RuleCount};
use crate::cannot_link::{self, Apart};
use crate::clerical::Decisions;
use crate::cluster::{self, CLERICAL, Evidence, IDENTIFIER, Refused, Tie};
use crate::collapse::{self, Split, SplitPair};
use crate::generic::Generic;
use crate::identifiers;
use crate::profile::{self, PersonRecord, ProfileIx};
use crate::reason;
use crate::rows::Rows;
use crate::score::{Memo, Scored, Scorer};
use crate::undecided;
use crate::union::Sets;
use crate::values;
use crate::verdict::Verdict;

/// What linking found.
#[derive(Debug)]
pub(crate) struct Linked {
    /// For each mention the first mention of its record or thing.
    pub(crate) record_of: Vec<MentionIx>,
    /// Which mentions are one.
    pub(crate) sets: Sets,
    /// The links, in the order of (a, b).
    pub(crate) links: Vec<Link>,
    /// Pairs kept apart, in order.
    pub(crate) kept_apart: Vec<KeptApart>,
    /// What each blocking rule did.
    pub(crate) blocking: Vec<RuleCount>,
}

/// Records of a profile tried as the one that stands for it.
const MOST_TRIED: usize = 64;
/// Most records that stand for one profile.
const MOST_FACES: usize = 8;

/// A link that is only possible, before it is written out.
struct Maybe {
    a: MentionIx,
    b: MentionIx,
    ground: Ground,
    scored: Option<u32>,
}

/// Links all mentions.
pub(crate) fn link(
    events: &[Event],
    table: &MentionTable,
    policy: &Policy,
    rows: &Rows<'_>,
    decisions: &Decisions,
    progress: Progress<'_>,
) -> Linked {
    let mut record_of: Vec<MentionIx> = (0..table.len() as MentionIx).collect();
    let splits = collapse::by_local_number(rows, &mut record_of);
    values::same_values(rows, &mut record_of);
    let listed = cannot_link::listed_together(events, table, policy, rows);
    cannot_link::part_records(&listed, &mut record_of);
    let decided: Vec<Apart> = decisions
        .not_same
        .iter()
        .map(|&(a, b)| (a, b, reason::PERSON))
        .collect();
    cannot_link::part_records(&decided, &mut record_of);
    let apart = cannot_link::by_record(&[listed, decided].concat(), &record_of);
    progress("collapsed");

    let generic = |values, value_of: fn(&crate::rows::PersonRow) -> u32| {
        Generic::new(rows, policy.linkage.generic_children, values, value_of)
    };
    let generic_postcodes = generic(rows.postcodes.len(), |row| row.postcode);
    let generic_phones = generic(rows.phones.len(), |row| row.phone);
    let (records, profiles) = profile::build(rows, &record_of, &generic_postcodes, &generic_phones);
    progress("profiled");

    let mut blocks = Blocks::new(&profiles, rows, policy.linkage.block_cap);
    progress("blocked");
    let scorer = Scorer::new(rows, &profiles, &policy.linkage);
    let mut scored = scorer.score(&mut blocks);
    let bearers = bearers(&records, profiles.len(), &apart);
    scored.extend(among_equals(&scorer, &bearers));
    undecided::make_possible(&mut scored, &profiles, &scorer);
    progress("scored");

    let mut draft = Draft::new(&scored, &records, &bearers, &apart);
    draft.tie_identifiers(identifiers::shared(&records, &scorer));
    draft.note_splits(&splits, &record_of);
    draft.tie_decided(decisions, &record_of);
    draft
        .maybe
        .extend(values::near_values(rows).into_iter().filter_map(|(a, b)| {
            let (a, b) = (record_of[a as usize], record_of[b as usize]);
            (a != b).then_some(Maybe {
                a: a.min(b),
                b: a.max(b),
                ground: Ground::SameValue,
                scored: None,
            })
        }));
    let Draft {
        mut ties,
        mut maybe,
        mut kept_apart,
        ..
    } = draft;
    ties.sort_unstable();
    ties.dedup();
    let evidence = Evidence {
        records: &records,
        scorer: &scorer,
        apart: &apart,
    };
    let (mut sets, refused) = cluster::cluster(table.len(), &ties, evidence);
    progress("clustered");

    take_refused(&ties, &refused, &apart, &mut maybe, &mut kept_apart);
    let mut links = held(&ties, &refused, &scored, &scorer);
    links.extend(within_records(rows, &record_of));
    maybe.retain(|link| sets.find(link.a) != sets.find(link.b));
    links.extend(maybe.iter().map(|link| {
        written(
            link.a,
            link.b,
            Certainty::Possible,
            link.ground,
            link.scored,
            &scored,
            &scorer,
        )
    }));
    links.par_sort_by_key(|link| {
        (
            link.a,
            link.b,
            core::cmp::Reverse(link.certainty == Certainty::Clerical),
            link.certainty,
            link.ground,
        )
    });
    links.dedup_by_key(|link| (link.a, link.b));
    let kept_apart = written_apart(kept_apart, decisions, &mut sets, &record_of);
    let blocking = blocks.counts().to_vec();
    Linked {
        record_of,
        sets,
        links,
        kept_apart,
        blocking,
    }
}

/// The records of one profile, by first mention.
struct Bearers {
    /// Those that stand for the profile come first.
    records: Vec<MentionIx>,
    /// How many stand for it: one that contradicts no other, or else one of each kind that contradict each other. Two
    /// numbers of one agency for what reads like one child are so both held against the same third record, which then
    /// joins neither by accident.
    faces: usize,
}

impl Bearers {
    fn faces(&self) -> &[MentionIx] {
        &self.records[..self.faces]
    }
}

/// The records of each profile.
fn bearers(records: &[PersonRecord], profiles: usize, apart: &[Apart]) -> Vec<Bearers> {
    let parted = parted_equals(records, apart);
    let mut of_profile: Vec<Vec<u32>> = vec![Vec::new(); profiles];
    records
        .iter()
        .enumerate()
        .for_each(|(ix, record)| of_profile[record.profile as usize].push(ix as u32));
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
    for (a, b) in apart
        .iter()
        .filter_map(|&(a, b, _)| Some((record(a)?, record(b)?)))
    {
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
        (
            record.agency,
            record.local,
            record.upns.clone(),
            record.nhs_numbers.clone(),
        )
    };
    let mut kinds: Vec<u32> = bearers.to_vec();
    kinds.sort_by_cached_key(|ix| (numbers(record(ix)), *ix));
    kinds.dedup_by_key(|ix| numbers(record(ix)));
    let fits = |ix: &&u32| {
        !parted.contains(ix)
            && kinds
                .iter()
                .all(|other| identifiers::contradict(record(ix), record(other)).is_none())
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

/// What the records of one profile say of each other.
fn among_equals(scorer: &Scorer<'_, '_>, bearers: &[Bearers]) -> Vec<Scored> {
    (0..bearers.len() as ProfileIx)
        .into_par_iter()
        .filter(|&profile| bearers[profile as usize].records.len() > 1)
        .map_init(Memo::default, |memo, profile| scorer.pair(memo, profile, profile))
        .filter(|scored| scored.verdict != Verdict::Nothing)
        .collect()
}

/// Ties and possible links while they are gathered.
struct Draft {
    ties: Vec<Tie>,
    maybe: Vec<Maybe>,
    kept_apart: Vec<Apart>,
}

impl Draft {
    /// Takes the scored pairs: between the records that stand for two profiles, and from those that stand for a profile
    /// to each other one of it.
    fn new(scored: &[Scored], records: &[PersonRecord], bearers: &[Bearers], apart: &[Apart]) -> Self {
        let mut draft = Self {
            ties: Vec::new(),
            maybe: Vec::new(),
            kept_apart: Vec::new(),
        };
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
            for (&a, &b) in left
                .faces()
                .iter()
                .flat_map(|a| right.faces().iter().map(move |b| (a, b)))
            {
                match listed {
                    Some(&why) => draft.kept_apart.push((a.min(b), a.max(b), why)),
                    None => draft.take(pair, ix as u32, a.min(b), a.max(b)),
                }
            }
        }
        draft
    }

    fn take(&mut self, pair: &Scored, ix: u32, a: MentionIx, b: MentionIx) {
        let maybe = Maybe {
            a,
            b,
            ground: Ground::Score,
            scored: Some(ix),
        };
        match pair.verdict {
            Verdict::Certain => self.ties.push(Tie {
                a,
                b,
                strength: pair.weight.0,
                scored: Some(ix),
            }),
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

    fn tie_identifiers(&mut self, shared: identifiers::Shared) {
        self.ties.extend(shared.certain.into_iter().map(|(a, b)| Tie {
            a,
            b,
            strength: IDENTIFIER,
            scored: None,
        }));
        for (a, b, why) in shared.possible {
            self.maybe.push(Maybe {
                a,
                b,
                ground: Ground::SameIdentifier,
                scored: None,
            });
            self.kept_apart.extend(why.map(|why| (a, b, why)));
        }
    }

    /// Records under one number of an agency that do not agree.
    fn note_splits(&mut self, splits: &[SplitPair], record_of: &[MentionIx]) {
        for &(a, b, split) in splits {
            let (a, b) = (record_of[a as usize], record_of[b as usize]);
            if a == b {
                continue;
            }
            let (a, b) = (a.min(b), a.max(b));
            self.maybe.push(Maybe {
                a,
                b,
                ground: Ground::SameIdentifier,
                scored: None,
            });
            match split {
                Split::BirthDate => self.kept_apart.push((a, b, reason::OTHER_BIRTH_DATE)),
                Split::Forename => self.kept_apart.push((a, b, reason::OTHER_FORENAME)),
                Split::Ambiguous => {}
            }
        }
    }

    fn tie_decided(&mut self, decisions: &Decisions, record_of: &[MentionIx]) {
        for &(a, b) in &decisions.same {
            let (a, b) = (record_of[a as usize], record_of[b as usize]);
            if a != b {
                self.ties.push(Tie {
                    a: a.min(b),
                    b: a.max(b),
                    strength: CLERICAL,
                    scored: None,
                });
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
        let ix = records
            .binary_search_by_key(&mention, |record| record.first)
            .ok()?;
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

/// Refused ties become possible, unless the very two were listed or decided apart.
fn take_refused(
    ties: &[Tie],
    refused: &[Refused],
    apart: &[Apart],
    maybe: &mut Vec<Maybe>,
    kept_apart: &mut Vec<Apart>,
) {
    for refused in refused {
        let tie = &ties[refused.tie as usize];
        kept_apart.extend(refused.because);
        let themselves = apart
            .binary_search_by_key(&(tie.a, tie.b), |apart| (apart.0, apart.1))
            .is_ok();
        let by_identifier = tie.strength == IDENTIFIER;
        if !themselves || by_identifier {
            maybe.push(Maybe {
                a: tie.a,
                b: tie.b,
                ground: ground(tie),
                scored: tie.scored,
            });
        }
    }
}

fn ground(tie: &Tie) -> Ground {
    match (tie.scored, tie.strength) {
        (Some(_), _) => Ground::Score,
        (None, CLERICAL) => Ground::Clerical,
        (None, _) => Ground::SameIdentifier,
    }
}

/// The links of the ties that hold.
fn held(ties: &[Tie], refused: &[Refused], scored: &[Scored], scorer: &Scorer<'_, '_>) -> Vec<Link> {
    ties.par_iter()
        .enumerate()
        .filter(|(ix, _)| {
            refused
                .binary_search_by_key(&(*ix as u32), |refused| refused.tie)
                .is_err()
        })
        .map(|(_, tie)| {
            let ground = ground(tie);
            let certainty = if ground == Ground::Clerical {
                Certainty::Clerical
            } else {
                Certainty::Certain
            };
            written(tie.a, tie.b, certainty, ground, tie.scored, scored, scorer)
        })
        .collect()
}

/// The links from the first mention of each record or thing to its other mentions.
fn within_records(rows: &Rows<'_>, record_of: &[MentionIx]) -> Vec<Link> {
    let mut ground = vec![Ground::SameIdentifier; record_of.len()];
    rows.things
        .iter()
        .for_each(|thing| ground[thing.mention as usize] = Ground::SameValue);
    let plain = |a: MentionIx, b: MentionIx| Link {
        a,
        b,
        certainty: Certainty::Certain,
        ground: ground[b as usize],
        weight_bits: Fixed::ZERO,
        parts: Vec::new(),
    };
    let others = record_of
        .iter()
        .enumerate()
        .map(|(b, &a)| (a, b as MentionIx))
        .filter(|(a, b)| a != b);
    others.map(|(a, b)| plain(a, b)).collect()
}

fn written(
    a: MentionIx,
    b: MentionIx,
    certainty: Certainty,
    ground: Ground,
    scored: Option<u32>,
    all: &[Scored],
    scorer: &Scorer<'_, '_>,
) -> Link {
    let scored = scored.map(|ix| &all[ix as usize]);
    Link {
        a,
        b,
        certainty,
        ground,
        weight_bits: scored.map_or(Fixed::ZERO, |scored| scored.weight),
        parts: scored.map_or_else(Vec::new, |scored| scorer.parts(scored)),
    }
}

/// The pairs that stayed apart in the end, and every decision of a person.
fn written_apart(
    mut pairs: Vec<Apart>,
    decisions: &Decisions,
    sets: &mut Sets,
    record_of: &[MentionIx],
) -> Vec<KeptApart> {
    pairs.retain(|&(a, b, why)| {
        why != reason::PERSON && sets.find(record_of[a as usize]) != sets.find(record_of[b as usize])
    });
    pairs.extend(decisions.not_same.iter().map(|&(a, b)| (a, b, reason::PERSON)));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
        .into_iter()
        .map(|(a, b, why)| KeptApart {
            a,
            b,
            reason: Code::new(why),
        })
        .collect()
}
