//! Duties, clocks, climbing and knowledge; nothing of the time of day or the database.

use record::outputs::{Duty, Knowledge, Workload};
use record::policy::Policy;
use record::{Day, Event};

/// What answering found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// One duty for each concern of a post told, in the order of the events that opened them.
    pub duties: Vec<Duty>,
    /// What each post knew of each concern, in the order of (concern, post).
    pub knowledge: Vec<Knowledge>,
    /// What answering would have asked of each rank.
    pub workload: Vec<Workload>,
}

/// Duties and knowledge of canonically ordered events at the end of the day `as_of`.
///
/// A pure function of events, policy and time.
pub fn answer(events: &[Event], policy: &Policy, as_of: Day) -> Answers {
    let _ = (events, policy, as_of);
    Answers::default()
}
