//! The one wiring of the stages: `(events, policy, time) -> outcome`. Batch review, live service and simulation run this.

mod cases;
mod conflicts;
mod corrections;
mod digest;
mod measured;
mod traces;

use record::outputs::{
    Alarm, ConflictOfInterest, Duty, EventIx, GamingTrace, HelperNamed, RuleChange, Workload,
};
use record::policy::Policy;
use record::{Day, Event, PostId};

pub use answered::notices::{self, Noticed};
pub use answered::{
    About, Answers, Around, Beside, FileCover, Handle, KnowledgeAnswer, Live, Organised, RankWeeks, Spread,
    Strategic, Ties, alarms, answer, by_post_and_week, conflicts_of_interest, gaming, hours, is_several,
    knew, may_see, organised, refusal, strategic, view_of,
};
pub use cases::{
    Asked, CaseAudit, CaseDifference, CaseTable, Compared, FIGURES, LEAST_COMPARED, LEAST_OF_UNIT, Published,
    UnitFigures, audit_cases,
};
pub use corrections::apply_corrections;
pub use counted;
pub use digest::digest;
pub use joined::Joined;
pub use measured::{Measured, measured};
pub use traces::{Heap, Split, Traces, trace_words, traces};

/// What the stages found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Linkage, entities, questions, accounts.
    pub joined: Joined,
    /// Duties and knowledge.
    pub answers: Answers,
    /// What facts and wording of records should make somebody look at again. Of it answering is told only where an age rule is met.
    pub noticed: Noticed,
    /// Strategic matters and interference checks, which need both.
    pub strategic: Strategic,
    /// What organisations did with warnings beside answering them.
    pub organised: Organised,
    /// What all of it would have asked of each rank.
    pub workload: Vec<Workload>,
    /// Posts that step aside from a concern, and those of which somebody outside should check whether they must.
    pub conflicts: Vec<ConflictOfInterest>,
    /// Interpreters and community leaders whom a record names as persons of concern.
    pub helpers: Vec<HelperNamed>,
    /// Counted traces of how the rules themselves were used. No other stage reads them.
    pub gaming: Vec<GamingTrace>,
    /// Changes to the rules, with what of each is obeyed.
    pub rule_changes: Vec<RuleChange>,
}

/// Brings events into the canonical order ([`Event::compare`]).
pub fn order(events: &mut [Event]) {
    events.sort_by(Event::compare);
}

/// Runs the stages over canonically ordered events as of the end of a day.
///
/// Joining comes first: a decision not to act needs a second post where a sign was ever recorded for the same child, and
/// only joining knows who is the same. Answering is told so much and no more, in `record`'s types.
pub fn run(events: &[Event], policy: &Policy, as_of: Day) -> Outcome {
    let joined = joined::join(events, policy);
    let people = notices::People { mentions: &joined.mentions, entity_of: &joined.entity_of };
    let noticed = notices::notices(events, people, policy, as_of);
    let ties = ties(&joined);
    let around = around(events, policy, as_of, &joined, &noticed);
    let answers = answered::answer(events, policy, as_of, &around);
    let strategic = answered::strategic(events, policy, as_of, ties, &answers.duties, &around);
    let organised = answered::organised(events, policy, as_of, &answers.duties, &around);
    let conflicts = answered::conflicts_of_interest(events, policy, as_of, &around);
    let helpers = conflicts::helpers(events, &joined);
    let gaming = answered::gaming(events, &answers.duties, &conflicts, policy, as_of);
    let mut outcome = Outcome {
        joined,
        answers,
        noticed,
        strategic,
        organised,
        conflicts,
        helpers,
        gaming,
        ..Outcome::default()
    };
    outcome.workload = answered::workload(outcome.all_duties(), events, policy);
    outcome.rule_changes = answered::rule_changes(events, policy, as_of, outcome.all_duties());
    outcome
}

/// What answering is told of what joining and the notices found: where a sign was ever recorded around an event, and whose
/// posts the records name. Whatever is shown to a post is made with it ([`view_of`]).
pub fn around(events: &[Event], policy: &Policy, as_of: Day, joined: &Joined, noticed: &Noticed) -> Around {
    Around::new(events, policy, as_of, ties(joined), &noticed.notices).with_conflicts(
        events,
        policy,
        conflicts::named(events, policy, as_of, joined),
    )
}

/// An event for which one of these posts may not have these events erased ([`answered::may_not_erase`]); the events are given in
/// canonical order.
pub fn may_not_erase(
    posts: &[&PostId],
    erased: &[EventIx],
    events: &[Event],
    policy: &Policy,
    as_of: Day,
) -> Option<EventIx> {
    let joined = joined::join(events, policy);
    let named = conflicts::named(events, policy, as_of, &joined);
    let around = Around::default().with_conflicts(events, policy, named);
    answered::may_not_erase(posts, erased, events, policy, as_of, &around)
}

fn ties(joined: &Joined) -> answered::Ties<'_> {
    answered::Ties {
        mentions: &joined.mentions,
        entities: &joined.entities,
        entity_of: &joined.entity_of,
        households: &joined.households,
        links: &joined.links,
        questions: &joined.questions,
    }
}

impl Outcome {
    /// Every warning that reached nobody for a time, in the order of [`all_duties`](Self::all_duties).
    pub fn alarms(&self) -> Vec<Alarm> {
        self.all_duties().flat_map(answered::alarms).collect()
    }

    /// Every duty: of concerns, of strategic matters, of checks after a withdrawal, of decisions read again, of organisations.
    pub fn all_duties(&self) -> impl Iterator<Item = &Duty> + Clone {
        let matters = self.strategic.matters.iter().flat_map(|matter| matter.all_duties());
        let checks = self.strategic.checks.iter().map(|check| &check.duty);
        let rereads = self.strategic.rereads.iter().map(|reread| &reread.duty);
        let missing = self.strategic.repeat_missing.iter().filter(|one| one.is_held()).map(|one| &one.duty);
        let of_rules = matters.chain(checks).chain(rereads).chain(missing);
        self.answers.duties.iter().chain(of_rules).chain(self.organised.duties())
    }
}
