//! What the rules ask of one concern beside its duties: what was circulated under it, records lost, challenges, word to its
//! tellers, checks after a withdrawal, decisions read again.

use record::outputs::{
    Challenge, Circulated, Duty, EventIx, InterferenceCheck, RecordsLost, Reread, ToldBack,
};
use record::{AgencyId, Day, Event};
use std::collections::BTreeMap;

use crate::concerns::Concerns;
use crate::duties::Bench;
use crate::found::renumber_duty;
use crate::organised;
use crate::strategic::{self, Kinds};

/// What the rules ask beside the duties of concerns; each list in the order in which [`organised`](crate::organised()) and
/// [`strategic`](crate::strategic()) give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Reports, minuted meetings and briefings.
    pub circulated: Vec<Circulated>,
    /// Records lost, stolen or altered.
    pub records_lost: Vec<RecordsLost>,
    /// Challenges of tellers, scrutiny and other posts.
    pub challenges: Vec<Challenge>,
    /// Whether whoever warned was told what became of it.
    pub told_back: Vec<ToldBack>,
    /// After withdrawals. Of other concerns' records nothing is known here: each lists those of its own concern alone and no adult.
    pub checks: Vec<InterferenceCheck>,
    /// Decisions not to act that were drawn to be read again.
    pub rereads: Vec<Reread>,
}

/// What else of the whole record is asked for.
#[derive(Clone, Copy)]
pub(super) struct Elsewhere<'a> {
    pub(super) kinds: &'a Kinds,
    /// How many events of each agency say what a teller was told.
    pub(super) says: &'a BTreeMap<AgencyId, u32>,
}

impl Beside {
    /// Of these concerns, whose duties are given, with those of others that their events opened.
    pub(super) fn of(
        events: &[Event],
        as_of: Day,
        (concerns, duties, linked): (&Concerns<'_>, &[Duty], &[Duty]),
        elsewhere: Elsewhere<'_>,
        bench: &mut Bench<'_, '_>,
    ) -> Self {
        let by_event = concerns.by_event(events.len());
        let of = organised::Of { events, as_of, concerns, by_event: &by_event, duties, linked };
        let says = |agency: &AgencyId| elsewhere.says.contains_key(agency);
        let of = organised::of_concerns(of, elsewhere.kinds, &says, bench);
        let (checks, rereads) =
            strategic::of_concerns(events, as_of, (concerns, &by_event), duties, elsewhere.kinds, bench);
        let (circulated, records_lost, challenges, told_back) = of;
        Self { circulated, records_lost, challenges, told_back, checks, rereads }
    }

    /// Something of it lies with an agency that nothing of the concern speaks of.
    pub(super) fn lies_elsewhere(&self) -> bool {
        !self.checks.is_empty() || !self.rereads.is_empty()
    }

    /// Gives every event another number.
    ///
    /// INVARIANT: every number of an event is given anew here.
    pub(super) fn renumber(&mut self, number: impl Fn(EventIx) -> EventIx) {
        let again = |ix: &mut EventIx| *ix = number(*ix);
        let all = |list: &mut Vec<EventIx>| {
            list.iter_mut().for_each(again);
            list.sort_unstable();
        };
        let duty = |duty: &mut Duty| renumber_duty(duty, &number);
        for one in &mut self.circulated {
            all(&mut one.events);
            one.lead.iter_mut().for_each(duty);
            for recipient in &mut one.recipients {
                again(&mut recipient.event);
                recipient.ask.iter_mut().for_each(duty);
            }
        }
        for one in &mut self.records_lost {
            all(&mut one.events);
            duty(&mut one.duty);
        }
        for one in &mut self.challenges {
            again(&mut one.event);
            duty(&mut one.duty);
        }
        for one in &mut self.told_back {
            again(&mut one.telling);
            again(&mut one.answer);
            duty(&mut one.duty);
        }
        for one in &mut self.checks {
            again(&mut one.withdrawal);
            all(&mut one.records);
            duty(&mut one.duty);
        }
        for one in &mut self.rereads {
            again(&mut one.answer);
            duty(&mut one.duty);
        }
    }

    /// Adds what was found elsewhere, with other numbers for its events.
    pub(super) fn add(&mut self, other: &Self, number: impl Fn(EventIx) -> EventIx) {
        let mut other = other.clone();
        other.renumber(number);
        self.circulated.append(&mut other.circulated);
        self.records_lost.append(&mut other.records_lost);
        self.challenges.append(&mut other.challenges);
        self.told_back.append(&mut other.told_back);
        self.checks.append(&mut other.checks);
        self.rereads.append(&mut other.rereads);
    }

    /// Puts each list into its order; what one event says of several posts stays in the order it is in.
    pub(super) fn sort(&mut self) {
        self.circulated.sort_by_key(|one| one.events.first().copied());
        self.records_lost.sort_by_key(|one| one.events.first().copied());
        self.challenges.sort_by_key(|one| one.event);
        self.told_back.sort_by_key(|one| one.telling);
        self.checks.sort_by_key(|one| one.withdrawal);
        self.rereads.sort_by_key(|one| one.answer);
    }
}
