//! What may end a duty, written again from `docs/method/answered.md` and from nothing else: by whole days, and without a
//! thought for speed.

use record::event::{Addresses, Answered};
use record::{Body, ConcernRef, Day, Event, PostId};

use crate::organisation::{Organisation, stands_in};

/// Outcomes that act.
const ACTING: [&str; 3] = ["investigated", "assessed", "safeguarded"];
/// Outcomes that do not act.
const NO_ACTION: [&str; 2] = ["no_action", "information_and_advice"];
/// Signs of exploitation among those that are drawn.
const EXPLOITATION: [&str; 1] = ["vehicle"];

/// A post that no file names: the rank of an agency.
fn is_stand_in(post: &PostId) -> bool {
    post.local().starts_with("unnamed-rank-")
}

/// Events of one concern in view, and the organisation they happen in.
pub(crate) struct Reference<'a> {
    organisation: &'a Organisation,
    events: Vec<&'a Event>,
}

/// The one day an event of these tests happened on.
pub(crate) fn day_of(event: &Event) -> Day {
    event.claimed.single_day().expect("every event of these tests is dated to the day")
}

impl<'a> Reference<'a> {
    pub(crate) fn new(
        organisation: &'a Organisation,
        events: &'a [Event],
        concern: &ConcernRef,
        as_of: Day,
    ) -> Self {
        let of = |event: &&Event| event.concern() == Some(concern) && day_of(event) <= as_of;
        Self { organisation, events: events.iter().filter(of).collect() }
    }

    /// Can a duty of this post, that started on this day, have ended? It can if the post has a valid answer, or whoever
    /// accepted it from the post has one.
    pub(crate) fn may_have_ended(&self, post: &PostId, from: Day) -> bool {
        let mut owing = vec![(post.clone(), from)];
        let mut next = 0;
        while let Some((post, from)) = owing.get(next).cloned() {
            if self.has_valid_answer(&post, from) {
                return true;
            }
            for taken in self.taken_over(&post) {
                if !owing.contains(&taken) {
                    owing.push(taken);
                }
            }
            next += 1;
        }
        false
    }

    /// Is anything handed over or accepted in the concern?
    pub(crate) fn is_handed_over(&self) -> bool {
        self.events.iter().any(|event| matches!(event.body, Body::HandedOver(_) | Body::Accepted(_)))
    }

    /// A valid answer for this post, dated no earlier than the day.
    fn has_valid_answer(&self, post: &PostId, from: Day) -> bool {
        self.events.iter().any(|event| match &event.body {
            Body::Answered(answer) => {
                day_of(event) >= from && self.speaks_for(event, post) && self.is_valid(event, answer)
            }
            _ => false,
        })
    }

    /// An acting answer of substance with reasons by the post itself, by name, no earlier than the day.
    pub(crate) fn acts_in_its_own_name(&self, post: &PostId, from: Day) -> bool {
        self.events.iter().any(|event| match &event.body {
            Body::Answered(answer) => {
                day_of(event) >= from
                    && event.by.post.as_ref() == Some(post)
                    && answer.addresses == Addresses::Substance
                    && answer.reasons_given
                    && ACTING.contains(&answer.outcome.as_str())
            }
            _ => false,
        })
    }

    /// May whoever acted answer for the post?
    fn speaks_for(&self, event: &Event, post: &PostId) -> bool {
        let agency = event.by.post.as_ref().map_or_else(|| event.by.agency.clone(), PostId::agency);
        if agency != post.agency() {
            return false;
        }
        let Some(by) = &event.by.post else { return true };
        // Of a stand-in no file tells the line: lack of means can move a duty to one that no telling names.
        by == post || self.organisation.one_line(by, post) || !self.is_named(post) || is_stand_in(post)
    }

    /// Every telling and hand-over to the post names it, and not its agency or a rank alone.
    fn is_named(&self, post: &PostId) -> bool {
        let to = self.events.iter().filter_map(|event| match &event.body {
            Body::Told(told) => Some(&told.told_to),
            Body::HandedOver(given) => Some(&given.to),
            _ => None,
        });
        !to.filter(|to| to.post.is_none()).any(|to| match to.rank {
            Some(rank) => stands_in(&to.agency, rank) == *post,
            None => self.organisation.door(&to.agency) == *post,
        })
    }

    /// Is this an answer that ends a duty, whoever gave it?
    fn is_valid(&self, event: &Event, answer: &Answered) -> bool {
        let outcome = answer.outcome.as_str();
        if answer.addresses != Addresses::Substance {
            return false;
        }
        if outcome == "cannot_with_what_i_have" {
            return answer.reasons_given;
        }
        if NO_ACTION.contains(&outcome) {
            let signed = !self.needs_second_post() || self.is_signed(event, answer);
            return answer.reasons_given && signed;
        }
        ACTING.contains(&outcome)
    }

    /// A sign of exploitation was ever recorded for the concern, or somebody disputes.
    fn needs_second_post(&self) -> bool {
        self.events.iter().any(|event| match &event.body {
            Body::Told(told) => told.signs.iter().any(|sign| EXPLOITATION.contains(&sign.as_str())),
            Body::Disputed(_) => true,
            _ => false,
        })
    }

    /// A named post of another agency signed: in the answer, or in a countersignature no earlier than it.
    fn is_signed(&self, event: &Event, answer: &Answered) -> bool {
        let own = event.by.post.as_ref().map_or_else(|| event.by.agency.clone(), PostId::agency);
        let other = |post: &PostId| post.agency() != own;
        let in_answer = answer.second_post.as_ref().and_then(|second| second.post.as_ref());
        let countersigned = self.events.iter().any(|signed| {
            matches!(signed.body, Body::Countersigned(_))
                && day_of(signed) >= day_of(event)
                && signed.by.post.as_ref().is_some_and(other)
        });
        in_answer.is_some_and(other) || countersigned
    }

    /// Who accepted what this post handed over, and when.
    fn taken_over(&self, post: &PostId) -> Vec<(PostId, Day)> {
        let mut taken = Vec::new();
        for given in &self.events {
            let Body::HandedOver(handed) = &given.body else { continue };
            let by_post = given.by.agency == post.agency()
                && (given.by.post.is_none() || given.by.post.as_ref() == Some(post) || !self.is_named(post));
            let accepts = |event: &&&Event| {
                matches!(event.body, Body::Accepted(_))
                    && day_of(event) >= day_of(given)
                    && event.by.agency == handed.to.agency
            };
            for accepted in self.events.iter().filter(accepts).filter(|_| by_post) {
                let to = handed.to.rank.map(|rank| stands_in(&handed.to.agency, rank));
                let to = handed.to.post.clone().or(to);
                let to = to.unwrap_or_else(|| self.organisation.door(&handed.to.agency));
                let receiver = match &accepted.by.post {
                    Some(post) if handed.to.post.is_none() || *post == to => post.clone(),
                    Some(_) => continue,
                    None => to,
                };
                taken.push((receiver, day_of(accepted)));
            }
        }
        taken
    }
}
