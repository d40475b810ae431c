//! The conflicts of all concerns, for whoever oversees them.

use record::outputs::{ConflictOfInterest, EventIx};
use record::policy::Policy;
use record::{Day, Event};

use super::aside::{Aside, InConflict, is_act_on_it};
use super::ground;
use crate::around::Around;
use crate::concerns::Concerns;
use crate::posts::Directory;
use crate::scene::{Act, acts};

/// Every conflict of canonically ordered events at the end of the day `as_of`, in the order of (concern, post).
///
/// A pure function. Possible ones are listed too: each asks for a check by somebody outside.
pub fn conflicts_of_interest(
    events: &[Event],
    policy: &Policy,
    as_of: Day,
    around: &Around,
) -> Vec<ConflictOfInterest> {
    if around.conflicts().none() {
        return Vec::new();
    }
    let mut directory = Directory::new(events);
    let mut listed = Vec::new();
    for group in Concerns::new(events, as_of).groups() {
        let aside = Aside::of(group.members, events, around, policy, &mut directory, as_of);
        if aside.all.is_empty() {
            continue;
        }
        let acts = acts(group.members, events, &mut directory);
        let concern = group.members.iter().copied().min().unwrap_or_default();
        for one in &aside.all {
            listed.push(ConflictOfInterest {
                concern,
                post: directory.id(one.post).clone(),
                certain: one.certain,
                ground: ground(one),
                first: one.first,
                last: one.last,
                named_in: one.named_in.clone(),
                acts_set_aside: set_aside(one, &aside, &acts, &directory),
            });
        }
    }
    listed.sort_by(|a, b| (a.concern, &a.post, a.first, a.last).cmp(&(b.concern, &b.post, b.first, b.last)));
    listed
}

fn set_aside(one: &InConflict, aside: &Aside<'_>, acts: &[Act<'_>], directory: &Directory) -> Vec<EventIx> {
    let because = |act: &Act<'_>| match act.post {
        Some(post) => aside.because(post, act.at, directory).any(|cause| core::ptr::eq(cause, one)),
        None => directory.agency(one.post) == act.agency && aside.sets_aside(act, directory),
    };
    let own = |act: &&Act<'_>| one.certain && is_act_on_it(&act.event.body) && because(act);
    let declares = |act: &&Act<'_>| super::declared_of(act.event).is_none();
    acts.iter().filter(own).filter(declares).map(|act| act.ix).collect()
}
