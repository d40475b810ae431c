//! One post leads and others know: what they owe once the lead's clock ran out in silence.

use record::outputs::{Duty, EventIx};
use record::{Body, Claimed, Rank, Tri};

use crate::clock::Clock;
use crate::closing::Circumstances;
use crate::drafts::remark;
use crate::duties::Bench;
use crate::owed::{Met, Owed, Own, met, settle, step_aside};
use crate::posts::{Directory, PostIx};
use crate::rounds::{Stop, StopKind};
use crate::scene::Act;
use crate::span::Span;

/// A post that knows and does not lead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Knows {
    pub(crate) post: PostIx,
    pub(crate) rank: Rank,
    /// The event by which it came to know, and when.
    pub(crate) by: EventIx,
    pub(crate) since: Claimed,
}

/// What a post that knows owes once the lead's clock ran out: a question to the lead, or an answer.
///
/// `own`: how an act stands to the post that owes. Whoever asked or answered before that owes nothing. A late answer of the lead ends it too: there is nothing left to ask.
pub(crate) fn ask(
    knows: Knows,
    (lead, ended): (&Duty, Option<Span>),
    acts: &[Act<'_>],
    circumstances: Circumstances,
    own: impl Fn(&Directory, PostIx, &Act<'_>) -> Own,
    bench: &mut Bench<'_, '_>,
) -> Option<Duty> {
    let due = Span { earliest: lead.due_earliest, latest: lead.due_latest };
    if lead.late == Tri::No || (due.earliest.is_none() && due.latest.is_none()) {
        return None;
    }
    let since = Span::of(knows.since);
    let asks = |act: &&Act<'_>| {
        matches!(act.event.body, Body::Challenged(_))
            && !act.at.certainly_before(since)
            && own(&bench.directory, knows.post, act).may_end
    };
    let asked: Vec<Stop> = acts.iter().filter(asks).map(|act| stop(act.ix, act.at, "asked")).collect();
    let mut owed = Owed {
        hands: crate::hands::Hands::default(),
        clock: Clock::RecipientAsk,
        post: knows.post,
        rank: knows.rank,
        opened_by: knows.by,
        start: since,
        like: knows.since,
        inputs: vec![knows.by, lead.opened_by],
        remarks: Vec::new(),
    };
    let aside = step_aside(&mut owed, acts, bench);
    let post = owed.post;
    // What others answered is the lead's affair: nothing of it is remarked on this question.
    let silent = |directory: &Directory, act: &Act<'_>| Own { remark: None, ..own(directory, post, act) };
    let mut met = met(&mut owed, acts, circumstances, &aside, silent, bench);
    met.ends.extend(asked);
    if met.ends.iter().any(|end| end.at.certainly_before(due)) {
        return None;
    }
    owed.start = due;
    if lead.late == Tri::CannotTell {
        owed.remarks.push(remark("lead_perhaps_not_silent"));
    }
    lead_came_late(&mut met, lead, ended);
    Some(settle(owed, met, &aside, bench).0)
}

fn lead_came_late(met: &mut Met, lead: &Duty, ended: Option<Span>) {
    if let (Some(at), Some(event)) = (ended, lead.answered_by) {
        met.ends.push(stop(event, at, "lead_answered_late"));
    }
}

fn stop(event: EventIx, at: Span, word: &'static str) -> Stop {
    Stop { event, at, kind: StopKind::Answer(Some(word)) }
}
