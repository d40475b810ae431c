//! Linking: from records to ties, clusters, links and pairs kept apart.

use rayon::prelude::*;
use record::outputs::{Certainty, Ground, KeptApart, Link, MentionIx, MentionTable};
use record::policy::Policy;
use record::{Code, Event, Fixed};

use crate::Progress;
use crate::bearers::{Bearers, bearers};
use crate::blocking::{Blocks, RuleCount};
use crate::cannot_link::{self, Apart};
use crate::clerical::Decisions;
use crate::cluster::{self, CLERICAL, Evidence, IDENTIFIER, Refused, SAME_NAME, Tie};
use crate::collapse;
use crate::erased::{self, Erased};
use crate::generic::Generic;
use crate::identifiers;
use crate::named_beside::named_beside_one_thing;
use crate::profile::{self, ProfileIx};
use crate::reason;
use crate::rows::Rows;
use crate::same_name;
use crate::score::{Memo, Scored, Scorer};
use crate::ties::{Draft, Maybe};
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
    let listed = cannot_link::listed_together(events, table, policy, rows);
    let splits = collapse::by_local_number(rows, &listed, &mut record_of);
    values::same_values(rows, &mut record_of);
    erased::one_subject(rows, &mut record_of);
    cannot_link::part_records(&listed, &mut record_of);
    let decided: Vec<Apart> = decisions.not_same.iter().map(|&(a, b)| (a, b, reason::PERSON)).collect();
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
    let named = same_name::in_one_log(events, rows, &record_of, &apart);
    draft.ties.extend(same_name::ties(&named));
    draft.tie_decided(decisions, &record_of, &Erased::new(rows));
    draft.maybe.extend(values::near_values(rows).into_iter().filter_map(|(a, b)| {
        let (a, b) = (record_of[a as usize], record_of[b as usize]);
        (a != b).then_some(Maybe { a: a.min(b), b: a.max(b), ground: Ground::SameValue, scored: None })
    }));
    let beside = named_beside_one_thing(rows, &record_of, &records, &scorer, policy.linkage.generic_children);
    for (a, b, pair) in beside {
        if apart.binary_search_by_key(&(a, b), |apart| (apart.0, apart.1)).is_err() {
            draft.maybe.push(Maybe { a, b, ground: Ground::Score, scored: Some(scored.len() as u32) });
            scored.push(pair);
        }
    }
    let Draft { mut ties, mut maybe, mut kept_apart, .. } = draft;
    ties.sort_unstable();
    ties.dedup();
    let evidence = Evidence { records: &records, scorer: &scorer, apart: &apart };
    let (mut sets, refused) = cluster::cluster(table.len(), &ties, evidence);
    progress("clustered");

    take_refused(&ties, &refused, &apart, &mut maybe, &mut kept_apart);
    let mut links = held(&ties, &refused, &scored, &scorer);
    links.extend(within_records(rows, &record_of));
    maybe.extend(same_name::elsewhere(&named, rows, &record_of, &apart, &mut sets));
    maybe.retain(|link| sets.find(link.a) != sets.find(link.b));
    links.extend(maybe.iter().map(|link| {
        written(link.a, link.b, Certainty::Possible, link.ground, link.scored, &scored, &scorer)
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
    Linked { record_of, sets, links, kept_apart, blocking }
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
        let themselves = apart.binary_search_by_key(&(tie.a, tie.b), |apart| (apart.0, apart.1)).is_ok();
        let by_identifier = tie.strength == IDENTIFIER;
        if !themselves || by_identifier {
            maybe.push(Maybe { a: tie.a, b: tie.b, ground: ground(tie), scored: tie.scored });
        }
    }
}

fn ground(tie: &Tie) -> Ground {
    match (tie.scored, tie.strength) {
        (Some(_), _) => Ground::Score,
        (None, CLERICAL) => Ground::Clerical,
        (None, SAME_NAME) => Ground::SameName,
        (None, _) => Ground::SameIdentifier,
    }
}

/// The links of the ties that hold.
fn held(ties: &[Tie], refused: &[Refused], scored: &[Scored], scorer: &Scorer<'_, '_>) -> Vec<Link> {
    ties.par_iter()
        .enumerate()
        .filter(|(ix, _)| refused.binary_search_by_key(&(*ix as u32), |refused| refused.tie).is_err())
        .map(|(_, tie)| {
            let ground = ground(tie);
            let certainty = if ground == Ground::Clerical { Certainty::Clerical } else { Certainty::Certain };
            written(tie.a, tie.b, certainty, ground, tie.scored, scored, scorer)
        })
        .collect()
}

/// The links from the first mention of each record or thing to its other mentions.
fn within_records(rows: &Rows<'_>, record_of: &[MentionIx]) -> Vec<Link> {
    let mut ground = vec![Ground::SameIdentifier; record_of.len()];
    rows.things.iter().for_each(|thing| ground[thing.mention as usize] = Ground::SameValue);
    let plain = |a: MentionIx, b: MentionIx| Link {
        a,
        b,
        certainty: Certainty::Certain,
        ground: ground[b as usize],
        weight_bits: Fixed::ZERO,
        parts: Vec::new(),
    };
    let others = record_of.iter().enumerate().map(|(b, &a)| (a, b as MentionIx)).filter(|(a, b)| a != b);
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
    pairs.into_iter().map(|(a, b, why)| KeptApart { a, b, reason: Code::new(why) }).collect()
}
