//! What the rest of a concern shows for one duty: that it was opened, what it rests on, what is remarked.

use record::outputs::EventIx;
use record::{Body, Code, Event, Rank};

use crate::acting::{Relation, shows_opened};
use crate::drafts::{Draft, remark};
use crate::posts::Directory;
use crate::rounds::Round;
use crate::scene::{Act, opens};
use crate::span::Span;

/// What the rest of the concern shows for one duty.
pub(crate) struct Seen {
    pub(crate) opened_by: Option<EventIx>,
    pub(crate) inputs: Vec<EventIx>,
    pub(crate) remarks: Vec<Code>,
}

impl Seen {
    pub(crate) fn of(round: &Round<'_>, draft: &Draft, acts: &[Act<'_>], directory: &Directory) -> Self {
        let inputs = round.openings.iter().map(|opening| opening.event).collect();
        let mut seen = Self { opened_by: None, inputs, remarks: Vec::new() };
        for act in round.within(acts, |act| act.ix) {
            seen.take(act, round.start(), draft, directory);
        }
        seen
    }

    fn take(&mut self, act: &Act<'_>, start: Span, draft: &Draft, directory: &Directory) {
        let relation = draft.relation(directory, act);
        let instead = draft.hands.instead(act.at).filter(|post| act.post == Some(*post));
        if shows_opened(directory, draft.owing, act) || instead.is_some() && opens(&act.event.body) {
            // Nobody opens what is yet to be told: such a date is a slip, and shows nothing.
            if opens(&act.event.body) && act.at.certainly_before(start) {
                self.remark("act_before_telling");
            } else if self.opened_by.is_none() {
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

    pub(crate) fn remark(&mut self, word: &'static str) {
        self.remarks.push(remark(word));
    }

    /// Remarks how the duty came about.
    pub(crate) fn note_opening(
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
        if matches!(body, Body::Told(told) if told.told_to.post.is_none())
            && directory.is_described(draft.owing.post)
        {
            self.remark("told_to_agency_front_door");
        }
        if matches!(body, Body::Answered(_)) {
            self.remark("moved_here_for_lack_of_means");
        }
        if first.accepted {
            self.remark("accepted_from_another_post");
        }
        if first.moved {
            self.remark("conflict_of_interest_moved");
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
        let mut released: Vec<EventIx> = draft.releases.iter().map(|release| release.event).collect();
        released.sort_unstable();
        self.inputs.extend(round.within(&released, |ix| *ix));
    }
}
