//! Duties, clocks, climbing and knowledge; nothing of the time of day or the database.
//!
//! Every concern told is a duty of the post told. A duty ends only with an answer of substance by the holding post
//! ([`duties`](Answers::duties)); silence *would have climbed*, which is never shown as known; and what a post knew
//! is what a record shows it opened or was sent ([`knowledge`](Answers::knowledge), [`knew`]).
//! The rules as built are told in `docs/method/answered.md`.

mod acting;
mod around;
mod budget;
mod bundles;
mod climbing;
mod clock;
mod closing;
mod closing_codes;
mod concerns;
mod conflict;
mod drafts;
mod duties;
mod early;
mod findings;
mod found;
mod gaming;
mod hands;
mod judged;
mod knew;
mod knowledge;
mod lead_silent;
mod live;
pub mod notices;
mod organised;
mod owed;
mod pauses;
mod posts;
mod reach;
mod refusals;
mod reopened;
mod reused;
mod rounds;
mod rules;
mod scene;
mod seen;
mod span;
mod strategic;
mod weeks;
mod workload;

use record::outputs::{Alarm, Duty, Knowledge, Refusal};
use record::policy::Policy;
use record::{Code, Day, Event, Finding};

pub use around::Around;
pub use closing::NEVER_END;
pub use closing_codes::{ClosingEffect, closing_effect, closing_sentence};
pub use conflict::{Named, accuses, conflicts_of_interest, helps, may_not_erase, may_see, view_of};
pub use duties::INPUTS_CAP;
pub use findings::FINDINGS_CAP;
pub use gaming::gaming;
pub use hands::alarms;
pub use knew::{About, FileCover, KnowledgeAnswer, is_several, knew};
pub use live::{Beside, Handle, Live};
pub use organised::{Organised, organised};
pub use posts::{Directory, FRONT_DOOR};
pub use refusals::refusal;
pub use rules::rule_changes;
pub use strategic::{Strategic, Ties, strategic};
pub use weeks::{RankWeeks, Spread, by_post_and_week, hours};
pub use workload::workload;

use clock::Reckoner;
use concerns::Concerns;
use duties::Bench;
use found::Found;
use rules::Rulebook;

/// What answering found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// One duty for each concern of a post told, in the order of the events that opened them.
    pub duties: Vec<Duty>,
    /// What each post knew of each concern, in the order of (concern, post).
    pub knowledge: Vec<Knowledge>,
    /// Warnings that reached nobody, in the order of the duties.
    pub alarms: Vec<Alarm>,
    /// Acts that a rule does not accept, in the order of the events.
    pub refusals: Vec<Refusal>,
    /// Acts on concerns that no row of these files tells of, or that are dated before the telling, and numbers given to
    /// several concerns.
    pub findings: Vec<Finding>,
    /// How many more findings of a rule there are than were kept.
    pub more_findings: Vec<(Code, u64)>,
}

/// Duties and knowledge of canonically ordered events at the end of the day `as_of`.
///
/// A pure function of events, policy and time. What certainly happened after `as_of` is out of view; what may have
/// happened by then is in view. `around`: what the rest of the record says of the same children and things.
pub fn answer(events: &[Event], policy: &Policy, as_of: Day, around: &Around) -> Answers {
    let directory = Directory::new(events);
    let reckoner = Reckoner::new(policy, &Rulebook::new((0..).zip(events), policy, &directory, as_of));
    let mut bench = Bench { events, reckoner, directory, as_of, around };
    let mut concerns = Concerns::new(events, as_of);
    let mut found = Found::default();
    for group in concerns.groups() {
        found.work_out(group, &mut bench);
    }
    found.odd.reused.append(&mut concerns.reused);
    found.answers(|ix| events[ix as usize].source)
}
