//! Recommendations of earlier reviews: owed until evidence shows that they were carried out.
//!
//! "Accepted", "in progress" and an action plan end nothing: reviews found the same recommendations made again, each time
//! accepted.

use std::collections::BTreeMap;

use record::outputs::{EventIx, Recommendation, Standing};
use record::{AgencyId, Code, ConcernRef};

use super::Scene;
use super::kept::{EVIDENCED, RECOMMENDED};
use super::particulars::{entry, particular};
use super::recipients::{Reached, reached};
use crate::clock::Clock;
use crate::drafts::remark;
use crate::duties::Bench;
use crate::owed::{Met, Owed, settle, step_aside};
use crate::posts::{AgencyIx, PostIx};
use crate::rounds::{Stop, StopKind};
use crate::span::Span;

/// Kinds of agencies whose word counts as evidence for another agency: those that reviewed it.
const REVIEWERS: [&str; 3] = ["oversight", "board", "government"];

/// What names one recommendation: its code across reviews; where none is given, the number of its concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name<'a> {
    Code(&'a Code),
    Concern(Option<&'a ConcernRef>),
}

/// What is said of one recommendation.
#[derive(Default)]
struct Said {
    /// By post: the rows that made it.
    made: BTreeMap<PostIx, Vec<Reached>>,
    evidenced: Vec<EventIx>,
    /// Accepted, planned, in progress.
    claimed: Vec<EventIx>,
}

/// The recommendations, each for each post that must do it.
pub(super) fn recommendations(scene: Scene<'_>, bench: &mut Bench<'_, '_>) -> Vec<Recommendation> {
    let mut named: BTreeMap<Name<'_>, Said> = BTreeMap::new();
    for ix in &scene.kept.recommended {
        let Some(entry) = entry(scene.event(*ix)) else { continue };
        let code = particular(scene.event(*ix), "code");
        let name = code.map_or(Name::Concern(entry.concern.as_ref()), Name::Code);
        let said = named.entry(name).or_default();
        match entry.activity.as_str() {
            RECOMMENDED => {
                let at = Span::of(scene.event(*ix).claimed);
                let own = record::Addressee::agency(scene.event(*ix).by.agency.clone());
                let to = entry.told_to.as_ref().unwrap_or(&own);
                let one = reached(&mut bench.directory, to, at, *ix);
                said.made.entry(one.owing.post).or_default().push(one);
            }
            EVIDENCED => said.evidenced.push(*ix),
            _ => said.claimed.push(*ix),
        }
    }
    let mut all = Vec::new();
    for (name, said) in &named {
        for made in said.made.values() {
            rounds(scene, *name, made, said, &mut all, bench);
        }
    }
    all.sort_by(|a, b| (&a.made, &a.duty.post).cmp(&(&b.made, &b.duty.post)));
    all
}

/// Made again certainly after the evidence is a new duty; made again before is the same one, from its first day.
fn rounds(
    scene: Scene<'_>,
    name: Name<'_>,
    made: &[Reached],
    said: &Said,
    all: &mut Vec<Recommendation>,
    bench: &mut Bench<'_, '_>,
) {
    let span = |one: &Reached| Span::of(scene.event(one.event).claimed);
    let mut left: Vec<Reached> = made.to_vec();
    left.sort_by_key(|one| (span(one).earliest.map_or(i64::MIN, |at| at.0), one.event));
    let mut again = false;
    while let Some(first) = left.first().copied() {
        let start = span(&first);
        let claimed = scene.event(first.event).claimed;
        let mut owed = Owed {
            hands: crate::hands::Hands::default(),
            clock: Clock::RecommendationEvidenced,
            post: first.owing.post,
            rank: first.rank,
            opened_by: first.event,
            start,
            like: claimed,
            inputs: vec![first.event],
            remarks: Vec::new(),
        };
        // Whoever steps aside from the concern owes no evidence and gives none.
        let acts = scene.acts(first.event, bench);
        let aside = step_aside(&mut owed, &acts, bench);
        let counting = aside.counting(&acts, &bench.directory);
        let counts =
            |ix: EventIx| counting.iter().any(|act| act.ix == ix) || acts.iter().all(|act| act.ix != ix);
        let owes = bench.directory.agency(owed.post);
        let (mut ends, later_claims) =
            ends(scene, &[bench.directory.agency(first.owing.post), owes], start, said, bench);
        ends.retain(|end| counts(end.event));
        let end = ends.iter().map(|end| end.at).reduce(Span::first_of);
        let (own, later): (Vec<Reached>, Vec<Reached>) =
            left.into_iter().partition(|one| end.is_none_or(|end| !end.certainly_before(span(one))));
        let mut remarks = std::mem::take(&mut owed.remarks);
        if again {
            remarks.push(remark("made_again_after_evidence"));
        }
        if own.len() > 1 {
            remarks.push(remark("repeated"));
        }
        if !later_claims.is_empty() {
            remarks.push(remark("accepted_or_in_progress_is_no_evidence"));
        }
        let mut events: Vec<EventIx> = own.iter().map(|one| one.event).collect();
        events.sort_unstable();
        owed.inputs = events.iter().chain(&later_claims).copied().collect();
        owed.remarks = remarks;
        let last = later_claims.last().map(|ix| (Standing::AnsweredNotInSubstance, *ix));
        let (duty, _) = settle(owed, Met { ends, last, ..Met::default() }, &aside, bench);
        let code = match name {
            Name::Code(code) => Some(code.clone()),
            Name::Concern(_) => None,
        };
        all.push(Recommendation { code, made: events, first: claimed, said: later_claims, duty });
        // INVARIANT: the end is not certainly before the first, so every turn takes at least that one.
        left = later;
        again = true;
    }
}

/// Evidence by an agency that owes it or by whoever reviewed it, and what was only claimed, from the day it was made on.
fn ends(
    scene: Scene<'_>,
    owes: &[AgencyIx],
    start: Span,
    said: &Said,
    bench: &Bench<'_, '_>,
) -> (Vec<Stop>, Vec<EventIx>) {
    let own = |agency: &AgencyId| owes.iter().any(|owes| bench.directory.agency_id(*owes) == agency);
    let by = |ix: &EventIx| &scene.event(*ix).by.agency;
    let reviews = |ix: &EventIx| REVIEWERS.iter().any(|kind| scene.kinds.is(by(ix), &Code::new(kind)));
    let at = |ix: &EventIx| Span::of(scene.event(*ix).claimed);
    let since = |ix: &&EventIx| !at(ix).certainly_before(start);
    let evidence = said.evidenced.iter().filter(since).filter(|ix| own(by(ix)) || reviews(ix));
    let stops = evidence.map(|ix| Stop { event: *ix, at: at(ix), kind: StopKind::Answer(Some("evidenced")) });
    let claims = said.claimed.iter().filter(since).filter(|ix| own(by(ix)) || reviews(ix));
    (stops.collect(), claims.copied().collect())
}
