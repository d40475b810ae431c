//! One duty that the rules open besides those of the concerns: due, met or silent, by the same rules as any other.

use record::outputs::{Duty, EventIx, Standing};
use record::{AgencyId, Body, Claimed, Code, ConcernRef, Event, Rank, Tri};
use rustc_hash::FxHashMap;

use crate::climbing::{Silent, climb_on, put_moved, would_have_climbed};
use crate::clock::Clock;
use crate::closing::{Circumstances, MOVES, Verdict, judge};
use crate::conflict::Aside;
use crate::drafts::remark;
use crate::duties::{Bench, tidy_inputs};
use crate::hands::{Hands, Whose};
use crate::judged::outcome_of;
use crate::posts::{Directory, PostIx};
use crate::rounds::{Stop, StopKind, Stops};
use crate::scene::{Act, opens, signatures};
use crate::span::{Span, Until};

/// What is owed.
pub(crate) struct Owed {
    pub(crate) clock: Clock,
    pub(crate) post: PostIx,
    pub(crate) rank: Rank,
    pub(crate) opened_by: EventIx,
    pub(crate) start: Span,
    pub(crate) like: Claimed,
    pub(crate) inputs: Vec<EventIx>,
    pub(crate) remarks: Vec<Code>,
    /// In whose hands it lies while it runs.
    pub(crate) hands: Hands,
}

/// What was done about it.
#[derive(Default)]
pub(crate) struct Met {
    /// What ended it.
    pub(crate) ends: Vec<Stop>,
    pub(crate) perhaps: Option<Span>,
    /// The strongest of what did not.
    pub(crate) last: Option<(Standing, EventIx)>,
    pub(crate) opened_by: Option<EventIx>,
}

/// How an act stands to the post that owes.
pub(crate) struct Own {
    /// It shows that the post opened it.
    pub(crate) opens: bool,
    /// An answer by it may end the duty.
    pub(crate) may_end: bool,
    /// What is remarked if it is an answer.
    pub(crate) remark: Option<&'static str>,
}

/// An act by the post itself or by a named post high enough in its agency; any other answer is remarked.
pub(crate) fn by_the_top(directory: &Directory, owing: PostIx, answers_from: Rank, act: &Act<'_>) -> Own {
    let high =
        |post: PostIx| directory.rank(post, act.at.some_day()).is_some_and(|rank| rank >= answers_from);
    let own =
        act.agency == directory.agency(owing) && act.post.is_some_and(|post| post == owing || high(post));
    Own {
        opens: own && opens(&act.event.body),
        may_end: own,
        remark: (!own).then_some("answered_by_a_post_that_does_not_hold_it"),
    }
}

/// The posts in conflict with anything it rests on; if the one that would owe it is among them, another owes it.
pub(crate) fn step_aside<'a>(owed: &mut Owed, acts: &[Act<'_>], bench: &mut Bench<'a, '_>) -> Aside<'a> {
    let mut rests_on: Vec<EventIx> =
        acts.iter().map(|act| act.ix).chain(owed.inputs.iter().copied()).collect();
    rests_on.sort_unstable();
    rests_on.dedup();
    let policy = bench.reckoner.policy();
    let aside = Aside::of(&rests_on, bench.events, bench.around, policy, &mut bench.directory, bench.as_of);
    if let Some((post, rank)) = aside.instead_of(owed.post, owed.rank, owed.start, &mut bench.directory) {
        (owed.post, owed.rank) = (post, rank);
        owed.remarks.push(remark("conflict_of_interest_moved"));
    }
    let whose = Whose { post: owed.post, rank: owed.rank };
    owed.hands = Hands::of(whose, [owed.start].into_iter(), bench.as_of, &aside, &mut bench.directory);
    aside
}

/// What the acts of the concerns made of it: only an answer of substance by whoever may give it ends it.
pub(crate) fn met(
    owed: &mut Owed,
    acts: &[Act<'_>],
    circumstances: Circumstances,
    aside: &Aside<'_>,
    own: impl Fn(&Directory, &Act<'_>) -> Own,
    bench: &Bench<'_, '_>,
) -> Met {
    let mut met = Met::default();
    let acts: &[Act<'_>] = &aside.counting(acts, &bench.directory);
    let signed = Signed::of(acts);
    for act in acts.iter().filter(|act| !act.at.certainly_before(owed.start)) {
        let own = match owed.hands.instead(act.at).filter(|post| act.post == Some(*post)) {
            Some(_) => Own { opens: opens(&act.event.body), may_end: true, remark: None },
            None => own(&bench.directory, act),
        };
        if own.opens && met.opened_by.is_none() {
            met.opened_by = Some(act.ix);
        }
        let Body::Answered(answer) = &act.event.body else { continue };
        owed.remarks.extend(own.remark.map(remark));
        if !own.may_end {
            continue;
        }
        let policy = bench.reckoner.policy();
        let answer = &*aside.signed(answer, act.at, &bench.directory);
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

/// The duty, and when it ended if it did.
pub(crate) fn settle(
    mut owed: Owed,
    met: Met,
    aside: &Aside<'_>,
    bench: &mut Bench<'_, '_>,
) -> (Duty, Option<Span>) {
    let due = bench.reckoner.due(owed.clock, owed.start, &[], owed.rank);
    let ends = Stops::new(met.ends);
    // One of several imprecise ends was the first: the span of that is what counts, as for every duty.
    let (end, first) =
        ends.since(owed.start).map_or((None, None), |(ends, first)| (ends.first(), Some(first)));
    let mut until = Until::end_of(bench.as_of);
    first.iter().for_each(|at| until.stop(*at));
    met.perhaps.iter().for_each(|at| until.may_stop(*at));
    let silent = due.map(|due| Silent {
        clock: owed.clock,
        post: owed.post,
        rank: owed.rank,
        started: owed.start,
        due,
        until,
    });
    let mut climbed = silent
        .map(|silent| would_have_climbed(&mut bench.reckoner, &mut bench.directory, &silent, bench.as_of))
        .unwrap_or_default();
    if let Some(Stop { at, kind: StopKind::Answer(Some(MOVES)), .. }) = end {
        let moved = climb_on(owed.post, owed.rank, *at, bench.as_of, &mut bench.directory);
        put_moved(&mut climbed, moved);
    }
    aside.rungs(&mut climbed, &mut bench.directory);
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
        hands: Vec::new(),
        started: owed.start.claimed_like(owed.like),
        first_started: None,
        due_earliest: due.and_then(|due| due.earliest),
        due_latest: due.and_then(|due| due.latest),
        // No rule pauses such a clock.
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
    let whose = Whose { post: owed.post, rank: owed.rank };
    owed.hands.put_to(&mut duty, whose, (owed.start, first), bench.as_of, aside, &mut bench.directory);
    tidy_inputs(&mut duty);
    (duty, first)
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
