//! Duties: who owes an answer to which concern, since when, and where it stands.
//!
//! A concern's tellings become drafts (a post and a clock), drafts become rounds (told again after an end is a new
//! duty), and each round is one duty. Only an answer of substance by the holding post ends it.

use record::outputs::{Duty, EventIx, Standing};
use record::{Body, Code, Day, Event, Rank};

use crate::acting::{Relation, relation, shows_opened};
use crate::climbing::{Silent, climb_on, would_have_climbed};
use crate::clock::{Clock, Reckoner};
use crate::closing::{Circumstances, MOVES, Verdict, decision_shown, judge};
use crate::concerns::Group;
use crate::drafts::{Draft, drafts, remark};
use crate::posts::Directory;
use crate::rounds::{Round, Stop, StopKind, Stops, rounds};
use crate::scene::{Act, acts, signatures};
use crate::span::{Span, Until};

/// At most so many events are listed as those a duty rests on; a remark says when there are more.
pub const INPUTS_CAP: usize = 1_000;

/// What duties are made with.
pub(crate) struct Bench<'a, 'p> {
    pub(crate) events: &'a [Event],
    pub(crate) reckoner: Reckoner<'p>,
    pub(crate) directory: Directory,
    pub(crate) as_of: Day,
}

/// What the answers of a concern do to one draft.
struct Judged {
    /// Every answer of this agency, with what it does, in canonical order.
    answers: Vec<(EventIx, Span, Verdict)>,
    ends: Stops,
    perhaps: Stops,
}

/// The duties of one concern, in the order of posts told.
pub(crate) fn duties(group: Group<'_>, bench: &mut Bench<'_, '_>) -> Vec<Duty> {
    let events = bench.events;
    let openers = group.openers(events);
    let accepted = |ix: &EventIx| matches!(events[*ix as usize].body, Body::Accepted(_));
    if openers.is_empty() && !group.members.iter().any(accepted) {
        return Vec::new();
    }
    let acts = acts(group, events, &mut bench.directory);
    let mut drafts = drafts(&openers, &acts, events, &mut bench.directory, &mut bench.reckoner);
    let circumstances = Circumstances::of(group, events, bench.reckoner.policy());
    loop {
        let judged: Vec<Judged> = drafts.iter().map(|draft| judged(draft, &acts, circumstances, bench)).collect();
        let all: Vec<Round<'_>> =
            drafts.iter().zip(&judged).enumerate().flat_map(|(ix, (d, j))| rounds(ix, d, &j.ends)).collect();
        let follows: Vec<Option<usize>> = all.iter().map(|round| follows(round, &all, &judged)).collect();
        if let Some(circle) = circle(&follows) {
            // Handed to and fro within what the dates allow: nobody is let off.
            let draft = all[circle].draft;
            drafts[draft].releases.clear();
            continue;
        }
        let mut made: Vec<Duty> =
            all.iter().map(|round| duty(round, &drafts[round.draft], &judged[round.draft], &acts, bench)).collect();
        settle_hand_overs(&mut made, &follows);
        return made;
    }
}

fn judged(draft: &Draft, acts: &[Act<'_>], circumstances: Circumstances, bench: &Bench<'_, '_>) -> Judged {
    let signatures = signatures(acts);
    let (mut answers, mut ends, mut perhaps) = (Vec::new(), Vec::new(), Vec::new());
    for act in acts {
        let may_end = || relation(&bench.directory, draft.owing, act).may_end();
        let stop = |at: Span, kind: StopKind| Stop { event: act.ix, at, kind };
        let answer = match &act.event.body {
            Body::Answered(answer) if may_end() => answer,
            Body::Recorded(entry) if draft.clock == Clock::ReferralDecision && may_end() => {
                ends.extend(decision_shown(entry, act.at).map(|at| stop(at, StopKind::Decision)));
                continue;
            }
            _ => continue,
        };
        let policy = bench.reckoner.policy();
        let verdict = judge(answer, act.event, draft.clock, circumstances, policy, &signatures);
        match verdict {
            Verdict::Ends(at, remark) => ends.push(stop(at, StopKind::Answer(remark))),
            Verdict::ActedWithoutReasons => ends.push(stop(act.at, StopKind::Decision)),
            Verdict::NotActedWithoutReasons(why) => perhaps.push(stop(act.at, StopKind::Perhaps(why))),
            Verdict::NotInSubstance(_) | Verdict::NeverEnds(_) | Verdict::NeedsSecondPost { .. } => {}
        }
        answers.push((act.ix, act.at, verdict));
    }
    ends.extend(draft.releases.iter().map(Stop::released));
    Judged { answers, ends: Stops::new(ends), perhaps: Stops::new(perhaps) }
}

/// The end of a round: the answer that ends it if there is one before the next round, else its first end.
fn end_of<'j>(round: &Round<'_>, judged: &'j Judged) -> Option<&'j Stop> {
    let (stops, _) = judged.ends.since(round.start())?;
    let first = stops.first()?;
    if first.kind != StopKind::Decision {
        return Some(first);
    }
    let own = |stop: &&Stop| round.next.is_none_or(|next| !next.start.certainly_before(stop.at));
    let answer = stops.iter().filter(own).find(|stop| matches!(stop.kind, StopKind::Answer(_)));
    answer.or(Some(first))
}

/// The round that took over from this one.
fn follows(round: &Round<'_>, all: &[Round<'_>], judged: &[Judged]) -> Option<usize> {
    let end = end_of(round, &judged[round.draft])?;
    let StopKind::Release { to } = end.kind else { return None };
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
        let own = &mut made[ix];
        own.standing = standing;
        own.answered_by = answered_by;
        own.inputs.extend(answered_by);
        tidy_inputs(own);
    }
}

fn duty(round: &Round<'_>, draft: &Draft, judged: &Judged, acts: &[Act<'_>], bench: &mut Bench<'_, '_>) -> Duty {
    let first = round.first();
    let start = round.start();
    let mut seen = Seen::of(round, draft, acts, &bench.directory);
    let end = end_of(round, judged).copied();
    let until = until(round, judged, bench.as_of);
    let (standing, answered_by) = standing(round, end, judged, &mut seen);
    let rank = first.rank;
    let due = round.due();
    seen.note_opening(round, draft, due, &bench.directory, bench.events);
    if end.is_some_and(|end| end.at.latest.is_none_or(|last| last > bench.as_of.end())) {
        seen.remark("answer_date_cannot_tell");
    }
    let silent = due.map(|due| Silent { clock: draft.clock, post: draft.owing.post, rank, due, until });
    let mut climbed = silent
        .map(|silent| would_have_climbed(&mut bench.reckoner, &mut bench.directory, &silent, bench.as_of))
        .unwrap_or_default();
    if let Some(Stop { at, kind: StopKind::Answer(Some(MOVES)), .. }) = end {
        let moved = climb_on(draft.owing.post, rank, at, bench.as_of, &mut bench.directory);
        climbed.extend(moved.filter(|rung| climbed.last().is_none_or(|last| last.rank < rung.rank)));
    }
    let mut duty = Duty {
        clock: bench.reckoner.code(draft.clock),
        opened_by: first.event,
        post: bench.directory.id(draft.owing.post).clone(),
        rank,
        started: start.claimed_like(bench.events[first.event as usize].claimed),
        due_earliest: due.and_then(|due| due.earliest),
        due_latest: due.and_then(|due| due.latest),
        standing,
        late: due.map_or(record::Tri::CannotTell, |due| until.late(due)),
        shown_opened_by: seen.opened_by,
        answered_by,
        would_have_climbed: climbed,
        inputs: seen.inputs,
        remarks: seen.remarks,
    };
    duty.inputs.extend(answered_by);
    duty.remarks.sort_unstable();
    duty.remarks.dedup();
    tidy_inputs(&mut duty);
    duty
}

/// Until when the clock ran: to its first end, and certainly no further than a decision that may be one.
fn until(round: &Round<'_>, judged: &Judged, as_of: Day) -> Until {
    let mut until = Until::end_of(as_of);
    if let Some((_, first)) = judged.ends.since(round.start()) {
        until.stop(first);
    }
    if let Some((_, first)) = judged.perhaps.since(round.start()) {
        until.may_stop(first);
    }
    until
}

fn standing(
    round: &Round<'_>,
    end: Option<Stop>,
    judged: &Judged,
    seen: &mut Seen,
) -> (Standing, Option<EventIx>) {
    if judged.answers.iter().any(|(_, at, _)| round.number == 0 && at.certainly_before(round.start())) {
        seen.remark("answer_dated_before_telling");
    }
    let own = |ix: EventIx, at: &Span| seen_in(round, ix) && !at.certainly_before(round.start());
    let mut last: Option<(Standing, EventIx)> = None;
    for (ix, _, verdict) in judged.answers.iter().filter(|(ix, at, _)| own(*ix, at)) {
        let (standing, remarks) = outcome_of(verdict);
        remarks.into_iter().flatten().for_each(|word| seen.remark(word));
        if last.is_none_or(|(before, _)| before <= standing) {
            last = Some((standing, *ix));
        }
    }
    match end.map(|end| (end.kind, end.event)) {
        Some((StopKind::Answer(word), event)) => {
            word.into_iter().for_each(|word| seen.remark(word));
            (Standing::Answered, Some(event))
        }
        Some((StopKind::Decision, event)) => {
            seen.remark("decision_without_reasons");
            (Standing::DecidedWithoutReasons, Some(event))
        }
        // A release is settled once the receiver's duty stands.
        Some((StopKind::Release { .. } | StopKind::Perhaps(_), _)) | None => match last {
            Some((standing, event)) if standing != Standing::Answered => (standing, Some(event)),
            _ if seen.opened_by.is_some() => (Standing::Opened, None),
            _ => (Standing::Open, None),
        },
    }
}

/// Where an answer leaves a duty, and what is remarked.
fn outcome_of(verdict: &Verdict) -> (Standing, [Option<&'static str>; 2]) {
    match verdict {
        Verdict::NotInSubstance(word) | Verdict::NeverEnds(word) => {
            (Standing::AnsweredNotInSubstance, [Some(word), None])
        }
        Verdict::ActedWithoutReasons => (Standing::DecidedWithoutReasons, [None, None]),
        Verdict::NotActedWithoutReasons(word) => (Standing::DecidedWithoutReasons, [Some(word), None]),
        Verdict::NeedsSecondPost { reasons } => (
            Standing::DecidedWithoutReasons,
            [Some("needs_second_post_of_another_agency"), (!reasons).then_some("no_action_needs_reasons")],
        ),
        Verdict::Ends(_, word) => (Standing::Answered, [*word, None]),
    }
}

/// Does this event fall to the round? The first round begins with the concern, each later one with its telling.
fn seen_in(round: &Round<'_>, ix: EventIx) -> bool {
    (round.number == 0 || ix >= round.first().event) && round.next.is_none_or(|next| ix < next.event)
}

/// What the rest of the concern shows for one duty.
struct Seen {
    opened_by: Option<EventIx>,
    inputs: Vec<EventIx>,
    remarks: Vec<Code>,
}

impl Seen {
    fn of(round: &Round<'_>, draft: &Draft, acts: &[Act<'_>], directory: &Directory) -> Self {
        let inputs = round.openings.iter().map(|opening| opening.event).collect();
        let mut seen = Self { opened_by: None, inputs, remarks: Vec::new() };
        for act in acts.iter().filter(|act| seen_in(round, act.ix)) {
            seen.take(act, draft, directory);
        }
        seen
    }

    fn take(&mut self, act: &Act<'_>, draft: &Draft, directory: &Directory) {
        let relation = relation(directory, draft.owing, act);
        if shows_opened(directory, draft.owing, act) {
            if self.opened_by.is_none() {
                self.opened_by = Some(act.ix);
            }
            self.inputs.push(act.ix);
        }
        let word = match &act.event.body {
            Body::Answered(_) => relation.remark(),
            Body::Withdrawn(_) => Some("withdrawal_recorded"),
            Body::Disputed(_) => Some("answer_disputed"),
            Body::Challenged(_) => Some("challenged"),
            Body::Countersigned(_) => Some("countersigned"),
            Body::Refused(_) if relation.may_end() => Some("refusal_recorded"),
            Body::HandedOver(_) if relation == Relation::Holder => {
                let accepted = draft.releases.iter().any(|release| release.given == act.ix);
                Some(if accepted { "handed_over_accepted" } else { "handed_over_not_accepted" })
            }
            _ => return,
        };
        self.inputs.push(act.ix);
        word.into_iter().for_each(|word| self.remark(word));
    }

    fn remark(&mut self, word: &'static str) {
        self.remarks.push(remark(word));
    }

    fn note_opening(
        &mut self,
        round: &Round<'_>,
        draft: &Draft,
        due: Option<Span>,
        directory: &Directory,
        events: &[Event],
    ) {
        let first = round.first();
        let body = &events[first.event as usize].body;
        if matches!(body, Body::Told(told) if told.passes.is_some()) {
            self.remark("first_telling_not_in_files");
        }
        if matches!(body, Body::Told(told) if told.told_to.post.is_none()) && directory.is_described(draft.owing.post) {
            self.remark("told_to_agency_front_door");
        }
        if first.accepted {
            self.remark("accepted_from_another_post");
        }
        if round.number > 0 {
            self.remark("told_again_after_an_end");
        }
        if round.openings.len() > 1 {
            self.remark("told_more_than_once");
        }
        if first.rank == Rank::PUBLIC {
            self.remark("holder_is_no_official");
        }
        if due.is_none() {
            self.remark("no_clock_in_force");
        }
        if round.start().earliest.is_none() && round.start().latest.is_none() {
            self.remark("undated");
        }
        self.inputs.extend(draft.releases.iter().map(|release| release.event).filter(|ix| seen_in(round, *ix)));
    }
}

/// In order, each once, and no more than [`INPUTS_CAP`]; what the duty itself points to always stays.
fn tidy_inputs(duty: &mut Duty) {
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
