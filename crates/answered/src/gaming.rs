//! How candour's own rules were used: each way to make them look kept leaves a counted trace.
//!
//! A trace is a count and no proof; every one has innocent reasons, which are said beside it. It is counted by post and
//! never by holder, ranks nobody, changes no duty, and holds none of an answer's words. The numbers stand in
//! `gaming.toml`; the rules, their reasons and what they find in an honest town in `docs/method/answered.md`.

mod answers;
mod floods;
mod hand_overs;
mod naming;
mod signing;
mod tally;
mod unopened;

use record::outputs::{ConflictOfInterest, Duty, GamingTrace};
use record::policy::{GamingRules, Policy};
use record::{Day, Event};

use crate::concerns::Concerns;
use crate::posts::Directory;
use crate::scene::{Act, acts};

/// The traces in canonically ordered events at the end of the day `as_of`, by rule and post.
///
/// `duties`: those of the concerns; `conflicts`: whose post is named where. A pure function; the order in which they are given changes nothing.
pub fn gaming(
    events: &[Event],
    duties: &[Duty],
    conflicts: &[ConflictOfInterest],
    policy: &Policy,
    as_of: Day,
) -> Vec<GamingTrace> {
    let mut directory = Directory::new(events);
    let concerns = Concerns::new(events, as_of);
    let scene: Vec<Vec<Act<'_>>> =
        concerns.groups().map(|group| acts(group.members, events, &mut directory)).collect();
    let mut look = Look { events, duties, rules: &policy.gaming, as_of, scene: &scene, directory };
    let mut traces = answers::hollow(&look);
    traces.extend(answers::copied(&look));
    traces.extend(signing::pairs(&look));
    traces.extend(hand_overs::to_and_fro(&mut look));
    traces.extend(unopened::unopened(&look));
    traces.extend(floods::floods(&mut look));
    traces.extend(naming::naming(&look, conflicts));
    traces.sort_by(|a, b| {
        (&a.rule, &a.post, &a.other, &a.source).cmp(&(&b.rule, &b.post, &b.other, &b.source))
    });
    traces
}

/// What the rules look at.
struct Look<'a> {
    events: &'a [Event],
    duties: &'a [Duty],
    rules: &'a GamingRules,
    as_of: Day,
    /// The acts of each concern in view.
    scene: &'a [Vec<Act<'a>>],
    directory: Directory,
}

impl<'a> Look<'a> {
    fn event(&self, ix: record::outputs::EventIx) -> &'a Event {
        &self.events[ix as usize]
    }
}
