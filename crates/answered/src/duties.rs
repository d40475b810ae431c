//! Duties: who owes an answer to which concern, since when, and where it stands.
//!
//! A concern's tellings become drafts (a post and a clock), drafts become rounds (told again after an end is a new
//! duty), and each round is one duty. Only an answer of substance by the holding post ends it.

use record::outputs::{Duty, EventIx, Refusal};
use record::{Body, Day, Event, Tri};

use crate::around::Around;
use crate::climbing::{Silent, climb_on, put_moved, would_have_climbed};
use crate::clock::Reckoner;
use crate::closing::{Circumstances, MOVES};
use crate::concerns::Group;
use crate::conflict::Aside;
use crate::drafts::{Draft, drafts, remark};
use crate::hands::{Hands, Whose};
use crate::judged::{Judged, end_of, judged, standing, until};
use crate::pauses::Pauses;
use crate::posts::Directory;
use crate::refusals::refusals;
use crate::reopened;
use crate::rounds::{Round, Stop, StopKind, rounds};
use crate::scene::Act;
use crate::seen::Seen;
use crate::span::Span;

/// At most so many events are listed as those a duty rests on; a remark says when there are more.
pub const INPUTS_CAP: usize = 1_000;

/// The remark of an answer that is disputed: the duty stands as answered and disputed.
const DISPUTED: &str = "answered_and_disputed";

/// What duties are made with.
pub(crate) struct Bench<'a, 'p> {
    pub(crate) events: &'a [Event],
    pub(crate) reckoner: Reckoner<'p>,
    pub(crate) directory: Directory,
    pub(crate) as_of: Day,
    pub(crate) around: &'a Around,
}

/// What one concern asks of whom.
pub(crate) struct Asked<'a> {
    /// Who came to owe an answer.
    drafts: Vec<Draft>,
    circumstances: Circumstances,
    /// Posts in conflict.
    aside: Aside<'a>,
    /// Acts that a rule does not accept, in canonical order.
    pub(crate) refusals: Vec<Refusal>,
}

/// What one concern asks of whom, and which of its acts no rule accepts.
pub(crate) fn asked<'a>(group: Group<'_>, acts: &[Act<'_>], bench: &mut Bench<'a, '_>) -> Asked<'a> {
    let events = bench.events;
    let openers = group.openers(events);
    let accepted = |ix: &EventIx| matches!(events[*ix as usize].body, Body::Accepted(_));
    let (policy, around) = (bench.reckoner.policy(), bench.around);
    let circumstances = Circumstances::of(group, events, policy, around);
    let aside = Aside::of(group.members, events, around, policy, &mut bench.directory, bench.as_of);
    // What a post in conflict does ends nothing and is refused nothing: it must not learn why.
    let acts = aside.counting(acts, &bench.directory);
    let mut drafts = match openers.is_empty() && !group.members.iter().any(accepted) {
        true => Vec::new(),
        false => drafts(&openers, &acts, events, &aside, &mut bench.directory, &mut bench.reckoner),
    };
    for draft in &mut drafts {
        let whose = Whose { post: draft.owing.post, rank: draft.openings[0].rank };
        let starts = draft.openings.iter().map(|opening| opening.start);
        draft.hands = Hands::of(whose, starts, bench.as_of, &aside, &mut bench.directory);
    }
    let refusals = refusals(&acts, &drafts, circumstances, bench);
    Asked { drafts, circumstances, aside, refusals }
}

/// The duties of one concern, in the order of posts told.
pub(crate) fn duties(asked: Asked<'_>, acts: &[Act<'_>], bench: &mut Bench<'_, '_>) -> Vec<Duty> {
    let Asked { mut drafts, circumstances, aside, .. } = asked;
    if drafts.is_empty() {
        return Vec::new();
    }
    let aside = &aside;
    let counting = aside.counting(acts, &bench.directory);
    let set_aside = counting.len() < acts.len();
    let acts: &[Act<'_>] = &counting;
    loop {
        let judged: Vec<Judged> =
            drafts.iter().map(|draft| judged(draft, acts, circumstances, aside, bench)).collect();
        let all: Vec<Round<'_>> =
            drafts.iter().zip(&judged).enumerate().flat_map(|(ix, (d, j))| rounds(ix, d, &j.ends)).collect();
        let follows: Vec<Option<usize>> = all.iter().map(|round| follows(round, &all, &judged)).collect();
        if let Some(circle) = circle(&follows) {
            // Handed to and fro within what the dates allow: nobody is let off.
            let draft = all[circle].draft;
            drafts[draft].releases.clear();
            continue;
        }
        let mut made: Vec<Duty> = all
            .iter()
            .map(|round| duty(round, &drafts[round.draft], &judged[round.draft], acts, aside, bench))
            .collect();
        settle_hand_overs(&mut made, &follows);
        if set_aside {
            made.iter_mut().for_each(|duty| put_remark(duty, "act_of_post_in_conflict_set_aside"));
        }
        return made;
    }
}

/// The round that took over from this one.
fn follows(round: &Round<'_>, all: &[Round<'_>], judged: &[Judged]) -> Option<usize> {
    let end = end_of(round, &judged[round.draft])?;
    let StopKind::Release { to } = end.kind else {
        return None;
    };
    all.iter().position(|other| other.draft == to && other.openings.iter().any(|o| o.event == end.event))
}

/// A round from which following leads back to itself.
fn circle(follows: &[Option<usize>]) -> Option<usize> {
    (0..follows.len()).find(|start| {
        let mut at = follows[*start];
        for _ in 0..follows.len() {
            match at {
                Some(next) if next == *start => return true,
                Some(next) => at = follows[next],
                None => return false,
            }
        }
        false
    })
}

/// A duty that was handed over stands where the receiver's duty stands; its own clock stopped at the acceptance.
fn settle_hand_overs(made: &mut [Duty], follows: &[Option<usize>]) {
    for ix in 0..made.len() {
        let Some(mut holder) = follows[ix] else { continue };
        while let Some(next) = follows[holder] {
            holder = next;
        }
        let (standing, answered_by) = (made[holder].standing, made[holder].answered_by);
        let disputed = made[holder].is_disputed();
        let own = &mut made[ix];
        own.standing = standing;
        own.answered_by = answered_by;
        if disputed && !own.is_disputed() {
            own.remarks.push(remark(DISPUTED));
            own.remarks.sort_unstable();
        }
        own.inputs.extend(answered_by);
        tidy_inputs(own);
    }
}

fn duty(
    round: &Round<'_>,
    draft: &Draft,
    judged: &Judged,
    acts: &[Act<'_>],
    aside: &Aside<'_>,
    bench: &mut Bench<'_, '_>,
) -> Duty {
    let first = round.first();
    let start = round.start();
    let mut seen = Seen::of(round, draft, acts, &bench.directory);
    let end = end_of(round, judged).copied();
    let until = until(round, judged, bench.as_of);
    let (standing, answered_by) = standing(round, end, judged, &mut seen);
    let rank = first.rank;
    let unpaused = round.due();
    let (due, paused_working_days) = paused(unpaused, start, &judged.pauses, &mut seen, bench);
    seen.note_opening(round, draft, due, &bench.directory, bench.events);
    if end.is_some_and(|end| end.at.latest.is_none_or(|last| last > bench.as_of.end())) {
        seen.remark("answer_date_cannot_tell");
    }
    if matches!(end, Some(Stop { kind: StopKind::Release { .. }, .. })) {
        // Handed over before it was told again, and accepted since: it is the receiver's all the same.
        seen.remark("handed_over_accepted");
    }
    if answered_and_disputed(round, end, acts) {
        seen.remark(DISPUTED);
    }
    let reopened = reopened::first_of(round, bench.reckoner.policy());
    if let Some(before) = reopened {
        seen.remark("reopened");
        seen.inputs.push(before.first);
    }
    let silent = due.map(|due| Silent {
        clock: draft.clock,
        post: draft.owing.post,
        rank,
        started: start,
        due,
        until,
    });
    let mut climbed = silent
        .map(|silent| would_have_climbed(&mut bench.reckoner, &mut bench.directory, &silent, bench.as_of))
        .unwrap_or_default();
    if let Some(Stop { at, kind: StopKind::Answer(Some(MOVES)), .. }) = end {
        let moved = climb_on(draft.owing.post, rank, at, bench.as_of, &mut bench.directory);
        put_moved(&mut climbed, moved);
    }
    aside.rungs(&mut climbed, &mut bench.directory);
    let mut duty = Duty {
        clock: bench.reckoner.code(draft.clock),
        opened_by: first.event,
        post: bench.directory.id(draft.owing.post).clone(),
        rank,
        answers_instead: None,
        hands: Vec::new(),
        started: start.claimed_like(bench.events[first.event as usize].claimed),
        first_started: reopened
            .map(|before| before.start.claimed_like(bench.events[before.first as usize].claimed)),
        due_earliest: due.and_then(|due| due.earliest),
        due_latest: due.and_then(|due| due.latest),
        due_unpaused_latest: unpaused.and_then(|due| due.latest),
        paused_working_days,
        standing,
        late: due.map_or(Tri::CannotTell, |due| until.late(due)),
        shown_opened_by: seen.opened_by,
        answered_by,
        would_have_climbed: climbed,
        inputs: seen.inputs,
        remarks: seen.remarks,
    };
    duty.inputs.extend(answered_by);
    let whose = Whose { post: draft.owing.post, rank };
    let ran = (first.start, end.map(|end| end.at));
    draft.hands.put_to(&mut duty, whose, ran, bench.as_of, aside, &mut bench.directory);
    tidy_inputs(&mut duty);
    duty
}

/// Somebody disputes the answer that ended it.
fn answered_and_disputed(round: &Round<'_>, end: Option<Stop>, acts: &[Act<'_>]) -> bool {
    let Some(Stop { at, kind: StopKind::Answer(_), .. }) = end else { return false };
    let disputes =
        |act: &Act<'_>| matches!(act.event.body, Body::Disputed(_)) && !act.at.certainly_before(at);
    round.within(acts, |act| act.ix).iter().any(disputes)
}

/// When it is due with its pauses, and by how many working days they moved that.
fn paused(
    due: Option<Span>,
    start: Span,
    pauses: &Pauses,
    seen: &mut Seen,
    bench: &Bench<'_, '_>,
) -> (Option<Span>, u32) {
    if pauses.refused {
        seen.remark("pause_not_accepted");
    }
    let moved = due.map(|due| pauses.moved(due, start, &bench.reckoner.policy().calendar));
    let days = moved.map_or(0, |(_, days)| days);
    if days > 0 {
        seen.remark("clock_paused");
        seen.inputs.extend(&pauses.rest_on);
    }
    (moved.map(|(due, _)| due), days)
}

fn put_remark(duty: &mut Duty, word: &'static str) {
    duty.remarks.push(remark(word));
    duty.remarks.sort_unstable();
    duty.remarks.dedup();
}

/// In order, each once, and no more than [`INPUTS_CAP`]; what the duty itself points to always stays.
pub(crate) fn tidy_inputs(duty: &mut Duty) {
    duty.inputs.sort_unstable();
    duty.inputs.dedup();
    if duty.inputs.len() > INPUTS_CAP {
        duty.inputs.truncate(INPUTS_CAP);
        let pointed = [Some(duty.opened_by), duty.shown_opened_by, duty.answered_by];
        duty.inputs.extend(pointed.into_iter().flatten());
        duty.inputs.sort_unstable();
        duty.inputs.dedup();
        duty.remarks.push(remark("inputs_shortened"));
        duty.remarks.sort_unstable();
        duty.remarks.dedup();
    }
}
