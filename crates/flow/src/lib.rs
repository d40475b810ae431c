//! The one wiring of the stages: `(events, policy, time) -> outcome`. Batch review, live service and simulation run this.

mod corrections;

use record::policy::Policy;
use record::{Day, Event};

pub use answered::Answers;
pub use corrections::apply_corrections;
pub use joined::Joined;

/// What the stages found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Linkage, entities, questions, accounts.
    pub joined: Joined,
    /// Duties, knowledge, workload.
    pub answers: Answers,
}

/// Brings events into the canonical order: claimed time, then source place.
pub fn order(events: &mut [Event]) {
    events.sort_by(|a, b| a.order().cmp(&b.order()));
}

/// Runs the stages over canonically ordered events as of the end of a day.
pub fn run(events: &[Event], policy: &Policy, as_of: Day) -> Outcome {
    Outcome {
        joined: joined::join(events, policy),
        answers: answered::answer(events, policy, as_of),
    }
}
