//! What the answers of a concern do to one duty: where it stands, and until when its clock ran.

use record::outputs::{EventIx, Standing};
use record::{Body, Day};

use crate::clock::Clock;
use crate::closing::{Circumstances, Verdict, decision_shown, judge};
use crate::conflict::Aside;
use crate::drafts::Draft;
use crate::duties::Bench;
use crate::pauses::{Pauses, pauses};
use crate::rounds::{Round, Stop, StopKind, Stops};
use crate::scene::{Act, signatures};
use crate::seen::Seen;
use crate::span::{Span, Until};

/// What the answers of a concern do to one draft.
pub(crate) struct Judged {
    /// Every answer of this agency, with what it does, in canonical order.
    answers: Vec<(EventIx, Span, Verdict)>,
    pub(crate) ends: Stops,
    perhaps: Stops,
    pub(crate) pauses: Pauses,
}

pub(crate) fn judged(
    draft: &Draft,
    acts: &[Act<'_>],
    circumstances: Circumstances,
    aside: &Aside<'_>,
    bench: &Bench<'_, '_>,
) -> Judged {
    let signatures = signatures(acts);
    let (mut answers, mut ends, mut perhaps) = (Vec::new(), Vec::new(), Vec::new());
    for act in acts {
        let may_end = || draft.relation(&bench.directory, act).may_end();
        let stop = |at: Span, kind: StopKind| Stop { event: act.ix, at, kind };
        let answer = match &act.event.body {
            // What a post owes since an answer moved it there, that answer does not answer.
            Body::Answered(_) if draft.openings.iter().any(|opening| opening.event == act.ix) => continue,
            Body::Answered(answer) if may_end() => answer,
            Body::Recorded(entry) if draft.clock == Clock::ReferralDecision && may_end() => {
                ends.extend(decision_shown(entry, act.at).map(|at| (at, stop(at, StopKind::Decision))));
                continue;
            }
            _ => continue,
        };
        let policy = bench.reckoner.policy();
        let answer = &*aside.signed(answer, act.at, &bench.directory);
        let verdict = judge(answer, act.event, draft.clock, circumstances, policy, &signatures);
        match verdict {
            Verdict::Ends(at, remark) => ends.push((act.at, stop(at, StopKind::Answer(remark)))),
            Verdict::ActedWithoutReasons => ends.push((act.at, stop(act.at, StopKind::Decision))),
            Verdict::NotActedWithoutReasons(why) => perhaps.push(stop(act.at, StopKind::Perhaps(why))),
            Verdict::NotInSubstance(_) | Verdict::NeverEnds(_) | Verdict::NeedsSecondPost { .. } => {}
        }
        answers.push((act.ix, act.at, verdict));
    }
    ends.extend(draft.releases.iter().map(|release| (release.at, Stop::released(release))));
    let pauses = pauses(draft, acts, &bench.directory, bench.reckoner.policy());
    Judged { answers, ends: Stops::given(ends), perhaps: Stops::new(perhaps), pauses }
}

/// The end of a round: the answer that ends it if there is one before the next round, else its first end.
pub(crate) fn end_of<'j>(round: &Round<'_>, judged: &'j Judged) -> Option<&'j Stop> {
    let (stops, _) = judged.ends.since(round.start())?;
    let first = stops.first()?;
    if first.kind != StopKind::Decision {
        return Some(first);
    }
    let own = |stop: &&Stop| round.next.is_none_or(|next| !next.start.certainly_before(stop.at));
    let answer = stops.iter().filter(own).find(|stop| matches!(stop.kind, StopKind::Answer(_)));
    answer.or(Some(first))
}

/// Until when the clock ran: to its first end, and certainly no further than a decision that may be one.
pub(crate) fn until(round: &Round<'_>, judged: &Judged, as_of: Day) -> Until {
    let mut until = Until::end_of(as_of);
    if let Some((_, first)) = judged.ends.since(round.start()) {
        until.stop(first);
    }
    if let Some((_, first)) = judged.perhaps.since(round.start()) {
        until.may_stop(first);
    }
    until
}

/// Where the duty stands, and the answer that says so.
pub(crate) fn standing(
    round: &Round<'_>,
    end: Option<Stop>,
    judged: &Judged,
    seen: &mut Seen,
) -> (Standing, Option<EventIx>) {
    let start = round.start();
    let answers = round.within(&judged.answers, |(ix, _, _)| *ix);
    if round.number == 0 && answers.iter().any(|(_, at, _)| at.certainly_before(start)) {
        seen.remark("answer_dated_before_telling");
    }
    let mut last: Option<(Standing, EventIx)> = None;
    for (ix, _, verdict) in answers.iter().filter(|(_, at, _)| !at.certainly_before(start)) {
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
pub(crate) fn outcome_of(verdict: &Verdict) -> (Standing, [Option<&'static str>; 2]) {
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
