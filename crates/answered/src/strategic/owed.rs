//! One duty of a matter or a check: due, answered or silent, by the same rules as any other.

use record::event::Assurance;
use record::outputs::{Duty, EventIx, Standing};
use record::{AgencyId, Body, Claimed, Code, ConcernRef, Event, Rank, Tri};
use rustc_hash::FxHashMap;

use crate::climbing::{Silent, climb_on, would_have_climbed};
use crate::clock::Clock;
use crate::closing::{Circumstances, MOVES, Verdict, judge};
use crate::drafts::remark;
use crate::duties::{Bench, tidy_inputs};
use crate::judged::outcome_of;
use crate::pauses::signs_pause;
use crate::posts::{AgencyIx, Directory, PostIx};
use crate::rounds::{Stop, StopKind, Stops};
use crate::scene::{Act, opens, signatures};
use crate::span::{Span, Until};

/// What is owed.
pub(super) struct Owed {
    pub(super) clock: Clock,
    pub(super) post: PostIx,
    /// The rank of the post. An answer counts only from this post or a post of at least `answers_from` in its agency.
    pub(super) rank: Rank,
    pub(super) answers_from: Rank,
    /// It is read again: a countersignature of a named post of any other agency than this one meets it.
    pub(super) read_again_of: Option<AgencyIx>,
    pub(super) opened_by: EventIx,
    pub(super) start: Span,
    pub(super) like: Claimed,
    pub(super) inputs: Vec<EventIx>,
    pub(super) remarks: Vec<Code>,
}

impl Owed {
    /// An act by the post itself or by a named post high enough in its agency.
    fn is_by(&self, directory: &Directory, act: &Act<'_>) -> bool {
        if let Some(decided) = self.read_again_of {
            return act.agency != decided && act.post.is_some();
        }
        let high = |post: PostIx| {
            directory.rank(post, act.at.some_day()).is_some_and(|rank| rank >= self.answers_from)
        };
        act.agency == directory.agency(self.post)
            && act.post.is_some_and(|post| post == self.post || high(post))
    }
}

/// What the acts of the concerns made of it.
#[derive(Default)]
struct Met {
    /// What ended it.
    ends: Vec<Stop>,
    perhaps: Option<Span>,
    /// The strongest of the answers that did not.
    last: Option<(Standing, EventIx)>,
    opened_by: Option<EventIx>,
}

/// The duty, and when it ended if it did.
pub(super) fn owe(mut owed: Owed, acts: &[Act<'_>], bench: &mut Bench<'_, '_>) -> (Duty, Option<Span>) {
    let due = bench.reckoner.due(owed.clock, owed.start, &[], owed.rank);
    let mut met = met(&mut owed, acts, bench);
    let ends = Stops::new(core::mem::take(&mut met.ends));
    // One of several imprecise ends was the first: the span of that is what counts, as for every duty.
    let (end, first) =
        ends.since(owed.start).map_or((None, None), |(ends, first)| (ends.first(), Some(first)));
    let mut until = Until::end_of(bench.as_of);
    first.iter().for_each(|at| until.stop(*at));
    met.perhaps.iter().for_each(|at| until.may_stop(*at));
    let silent = due.map(|due| Silent { clock: owed.clock, post: owed.post, rank: owed.rank, due, until });
    let mut climbed = silent
        .map(|silent| would_have_climbed(&mut bench.reckoner, &mut bench.directory, &silent, bench.as_of))
        .unwrap_or_default();
    if let Some(Stop { at, kind: StopKind::Answer(Some(MOVES)), .. }) = end {
        let moved = climb_on(owed.post, owed.rank, *at, bench.as_of, &mut bench.directory);
        climbed.extend(moved.filter(|rung| climbed.last().is_none_or(|last| last.rank < rung.rank)));
    }
    if due.is_none() {
        owed.remarks.push(remark("no_clock_in_force"));
    }
    if end.is_some_and(|end| end.at.latest.is_none_or(|last| last > bench.as_of.end())) {
        owed.remarks.push(remark("answer_date_cannot_tell"));
    }
    let (standing, answered_by) = match (end, met.last) {
        (Some(end), _) => {
            if let StopKind::Answer(Some(word)) = end.kind {
                owed.remarks.push(remark(word));
            }
            (Standing::Answered, Some(end.event))
        }
        (None, Some((standing, event))) => (standing, Some(event)),
        (None, None) if met.opened_by.is_some() => (Standing::Opened, None),
        (None, None) => (Standing::Open, None),
    };
    owed.inputs.extend(answered_by.into_iter().chain(met.opened_by));
    owed.remarks.sort_unstable();
    owed.remarks.dedup();
    let mut duty = Duty {
        clock: bench.reckoner.code(owed.clock),
        opened_by: owed.opened_by,
        post: bench.directory.id(owed.post).clone(),
        rank: owed.rank,
        answers_instead: None,
        started: owed.start.claimed_like(owed.like),
        first_started: None,
        due_earliest: due.and_then(|due| due.earliest),
        due_latest: due.and_then(|due| due.latest),
        // No rule pauses the clock of a matter or a check.
        due_unpaused_latest: due.and_then(|due| due.latest),
        paused_working_days: 0,
        standing,
        late: due.map_or(Tri::CannotTell, |due| until.late(due)),
        shown_opened_by: met.opened_by,
        answered_by,
        would_have_climbed: climbed,
        inputs: owed.inputs,
        remarks: owed.remarks,
    };
    tidy_inputs(&mut duty);
    (duty, first)
}

fn met(owed: &mut Owed, acts: &[Act<'_>], bench: &Bench<'_, '_>) -> Met {
    let mut met = Met::default();
    let signed = Signed::of(acts);
    for act in acts.iter().filter(|act| !act.at.certainly_before(owed.start)) {
        let own = owed.is_by(&bench.directory, act);
        if own && opens(&act.event.body) && met.opened_by.is_none() {
            met.opened_by = Some(act.ix);
        }
        if owed.read_again_of.is_some() {
            if own && reads_again(act) {
                met.ends.push(Stop { event: act.ix, at: act.at, kind: StopKind::Answer(None) });
            }
            continue;
        }
        let Body::Answered(answer) = &act.event.body else { continue };
        if !own {
            owed.remarks.push(remark("answered_by_a_post_that_does_not_hold_it"));
            continue;
        }
        // A sign of exploitation stands in every matter, and pressure on a child may stand behind every withdrawal.
        let circumstances = Circumstances { second_post_needed: true };
        let policy = bench.reckoner.policy();
        match judge(answer, act.event, owed.clock, circumstances, policy, signed.on(act.event)) {
            Verdict::Ends(at, word) => {
                met.ends.push(Stop { event: act.ix, at, kind: StopKind::Answer(word) });
            }
            verdict => {
                if matches!(verdict, Verdict::NotActedWithoutReasons(_)) {
                    met.perhaps = Some(met.perhaps.map_or(act.at, |first| first.first_of(act.at)));
                }
                let (standing, words) = outcome_of(&verdict);
                owed.remarks.extend(words.into_iter().flatten().map(remark));
                if met.last.is_none_or(|(before, _)| before <= standing) {
                    met.last = Some((standing, act.ix));
                }
            }
        }
    }
    met
}

/// Whoever read the answer again signs it; whoever disputes it makes it one that needs a second post anyway. A name that was
/// typed is no signature.
fn reads_again(act: &Act<'_>) -> bool {
    matches!(act.event.body, Body::Countersigned(_))
        && !signs_pause(&act.event.body)
        && act.event.by.assurance != Assurance::CommandLine
}

/// The second signatures on each concern.
struct Signed<'a>(FxHashMap<Option<&'a ConcernRef>, Vec<(AgencyId, Span)>>);

impl<'a> Signed<'a> {
    fn of(acts: &[Act<'a>]) -> Self {
        let mut of: FxHashMap<Option<&ConcernRef>, Vec<Act<'_>>> = FxHashMap::default();
        for act in acts.iter().filter(|act| matches!(act.event.body, Body::Countersigned(_))) {
            of.entry(act.event.concern()).or_default().push(*act);
        }
        Self(of.into_iter().map(|(concern, acts)| (concern, signatures(&acts))).collect())
    }

    fn on(&self, event: &'a Event) -> &[(AgencyId, Span)] {
        self.0.get(&event.concern()).map_or(&[], Vec::as_slice)
    }
}
