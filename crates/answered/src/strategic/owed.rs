//! One duty of a matter or a check: due, answered or silent, by the same rules as any other.

use record::outputs::{Duty, EventIx, Standing};
use record::{Body, Claimed, Code, Event, Rank, Tri};

use crate::climbing::{Silent, climb_on, would_have_climbed};
use crate::clock::Clock;
use crate::closing::{Circumstances, MOVES, Verdict, judge};
use crate::drafts::remark;
use crate::duties::{Bench, tidy_inputs};
use crate::judged::outcome_of;
use crate::posts::{Directory, PostIx};
use crate::scene::{Act, opens, signatures};
use crate::span::{Span, Until};

/// What is owed.
pub(super) struct Owed {
    pub(super) clock: Clock,
    pub(super) post: PostIx,
    /// The rank of the post. An answer counts only from this post or a post of at least `answers_from` in its agency.
    pub(super) rank: Rank,
    pub(super) answers_from: Rank,
    pub(super) opened_by: EventIx,
    pub(super) start: Span,
    pub(super) like: Claimed,
    pub(super) inputs: Vec<EventIx>,
    pub(super) remarks: Vec<Code>,
}

impl Owed {
    /// An act by the post itself or by a named post high enough in its agency.
    fn is_by(&self, directory: &Directory, act: &Act<'_>) -> bool {
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
    /// The first end: when, by which event, with which remark.
    end: Option<(Span, EventIx, Option<&'static str>)>,
    perhaps: Option<Span>,
    last: Option<(Standing, EventIx)>,
    opened_by: Option<EventIx>,
}

/// The duty, and when it ended if it did.
pub(super) fn owe(mut owed: Owed, acts: &[Act<'_>], bench: &mut Bench<'_, '_>) -> (Duty, Option<Span>) {
    let due = bench.reckoner.due(owed.clock, owed.start, &[], owed.rank);
    let met = met(&mut owed, acts, bench);
    let mut until = Until::end_of(bench.as_of);
    met.end.iter().for_each(|(at, _, _)| until.stop(*at));
    met.perhaps.iter().for_each(|at| until.may_stop(*at));
    let silent = due.map(|due| Silent { clock: owed.clock, post: owed.post, rank: owed.rank, due, until });
    let mut climbed = silent
        .map(|silent| would_have_climbed(&mut bench.reckoner, &mut bench.directory, &silent, bench.as_of))
        .unwrap_or_default();
    if let Some((at, _, Some(MOVES))) = met.end {
        let moved = climb_on(owed.post, owed.rank, at, bench.as_of, &mut bench.directory);
        climbed.extend(moved.filter(|rung| climbed.last().is_none_or(|last| last.rank < rung.rank)));
    }
    if due.is_none() {
        owed.remarks.push(remark("no_clock_in_force"));
    }
    let (standing, answered_by) = match (met.end, met.last) {
        (Some((_, event, word)), _) => {
            owed.remarks.extend(word.map(remark));
            (Standing::Answered, Some(event))
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
        started: owed.start.claimed_like(owed.like),
        due_earliest: due.and_then(|due| due.earliest),
        due_latest: due.and_then(|due| due.latest),
        standing,
        late: due.map_or(Tri::CannotTell, |due| until.late(due)),
        shown_opened_by: met.opened_by,
        answered_by,
        would_have_climbed: climbed,
        inputs: owed.inputs,
        remarks: owed.remarks,
    };
    tidy_inputs(&mut duty);
    (duty, met.end.map(|(at, _, _)| at))
}

fn met(owed: &mut Owed, acts: &[Act<'_>], bench: &Bench<'_, '_>) -> Met {
    let mut met = Met::default();
    for act in acts.iter().filter(|act| !act.at.certainly_before(owed.start)) {
        let own = owed.is_by(&bench.directory, act);
        if own && opens(&act.event.body) && met.opened_by.is_none() {
            met.opened_by = Some(act.ix);
        }
        let Body::Answered(answer) = &act.event.body else { continue };
        if !own {
            owed.remarks.push(remark("answered_by_a_post_that_does_not_hold_it"));
            continue;
        }
        // A sign of exploitation stands in every matter, and pressure on a child may stand behind every withdrawal.
        let circumstances = Circumstances { second_post_needed: true };
        let signed = signatures(&of_one_concern(acts, act.event));
        let policy = bench.reckoner.policy();
        match judge(answer, act.event, owed.clock, circumstances, policy, &signed) {
            Verdict::Ends(at, word) => {
                let latest = |at: Span| at.latest.map_or(i64::MAX, |at| at.0);
                if met.end.is_none_or(|(first, _, _)| latest(at) < latest(first)) {
                    met.end = Some((at, act.ix, word));
                }
            }
            verdict => {
                if matches!(verdict, Verdict::NotActedWithoutReasons(_)) {
                    met.perhaps = Some(met.perhaps.map_or(act.at, |first| first.first_of(act.at)));
                }
                let (standing, words) = outcome_of(&verdict);
                owed.remarks.extend(words.into_iter().flatten().map(remark));
                met.last = Some((standing, act.ix));
            }
        }
    }
    met
}

fn of_one_concern<'a>(acts: &[Act<'a>], event: &Event) -> Vec<Act<'a>> {
    acts.iter().filter(|act| act.event.concern() == event.concern()).copied().collect()
}
