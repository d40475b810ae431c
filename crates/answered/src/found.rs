//! What is worked out of concerns, one after the other: each by itself, from its own events and the directory of posts.

use record::SourceRef;
use record::outputs::{Duty, EventIx, Knowledge, Refusal};

use crate::Answers;
use crate::concerns::Group;
use crate::duties::{Bench, asked, duties};
use crate::early::before_telling;
use crate::findings::Oddities;
use crate::hands::alarms;
use crate::knowledge::knowledge;
use crate::scene::acts;

/// What was worked out, of one concern or of several.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    duties: Vec<Duty>,
    knowledge: Vec<Knowledge>,
    refusals: Vec<Refusal>,
    pub(crate) odd: Oddities,
}

impl Found {
    /// Works out one concern and adds what it finds.
    pub(crate) fn work_out(&mut self, group: Group<'_>, bench: &mut Bench<'_, '_>) {
        let acts = acts(group.members, bench.events, &mut bench.directory);
        let mut early = before_telling(group, &acts, &mut bench.directory);
        let mut asked = asked(group, &acts, bench);
        self.refusals.append(&mut asked.refusals);
        self.duties.append(&mut duties(asked, &acts, bench));
        self.knowledge.append(&mut knowledge(group, &acts, &early, bench));
        self.odd.early.append(&mut early);
        self.odd.look_for_telling(group, bench.events);
    }

    /// The duties, in the order in which they were found.
    pub(crate) fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// What posts knew, in the order in which it was found.
    pub(crate) fn knowledge(&self) -> &[Knowledge] {
        &self.knowledge
    }

    /// Gives every event another number.
    ///
    /// INVARIANT: every number of an event in a duty, in a row of knowledge or in a refusal is given anew here.
    pub(crate) fn renumber(&mut self, number: impl Fn(EventIx) -> EventIx) {
        let again = |ix: &mut EventIx| *ix = number(*ix);
        self.duties.iter_mut().for_each(|duty| renumber_duty(duty, &number));
        for row in &mut self.knowledge {
            again(&mut row.concern);
            again(&mut row.shown_by);
            row.holder.iter_mut().for_each(again);
        }
        self.refusals.iter_mut().for_each(|refusal| again(&mut refusal.event));
        self.odd.numbers().for_each(again);
    }

    /// Adds what was found elsewhere, with other numbers for its events.
    pub(crate) fn add(&mut self, other: &Self, number: impl Fn(EventIx) -> EventIx) {
        let mut other = other.clone();
        other.renumber(number);
        self.duties.append(&mut other.duties);
        self.knowledge.append(&mut other.knowledge);
        self.refusals.append(&mut other.refusals);
        self.odd.append(&mut other.odd);
    }

    /// The answers. `source`: where an event stands.
    pub(crate) fn answers(mut self, source: impl Fn(EventIx) -> SourceRef) -> Answers {
        self.duties.sort_by(|a, b| (a.opened_by, &a.post, &a.clock).cmp(&(b.opened_by, &b.post, &b.clock)));
        // Rows of one concern stand together, by post and then by state.
        self.knowledge.sort_by(|a, b| (a.concern, &a.post).cmp(&(b.concern, &b.post)));
        self.refusals.sort_by_key(|refusal| (refusal.event, refusal.rule));
        let alarms = self.duties.iter().flat_map(alarms).collect();
        let (findings, more_findings) = self.odd.findings(source);
        let Self { duties, knowledge, refusals, .. } = self;
        Answers { duties, knowledge, alarms, refusals, findings, more_findings }
    }
}

/// Gives every event of a duty another number.
pub(crate) fn renumber_duty(duty: &mut Duty, number: &impl Fn(EventIx) -> EventIx) {
    let again = |ix: &mut EventIx| *ix = number(*ix);
    again(&mut duty.opened_by);
    duty.shown_opened_by.iter_mut().chain(&mut duty.answered_by).for_each(again);
    duty.inputs.iter_mut().for_each(again);
    duty.inputs.sort_unstable();
}
