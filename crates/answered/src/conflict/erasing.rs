//! Which posts may not have the records of somebody erased.

use record::event::Body;
use record::outputs::EventIx;
use record::policy::Policy;
use record::{Addressee, Day, Event, PostId};
use rustc_hash::FxHashSet;

use super::aside::{Aside, InConflict};
use crate::around::Around;
use crate::concerns::Concerns;
use crate::posts::{Directory, PostIx};
use crate::span::Span;

/// An event for which one of these posts may not have the events of `erased` erased; `None`: nothing forbids it.
///
/// A post may not erase what belongs to a concern that it, or a post above it, is certainly in conflict with at any time, here or by
/// another concern of the same child. Nor may a post that was told of the concern, wrote or acted in it, or above one that did.
/// The first is looked for first. Events are in canonical order, `around` belongs to them; a pure function.
pub fn may_not_erase(
    posts: &[&PostId],
    erased: &[EventIx],
    events: &[Event],
    policy: &Policy,
    as_of: Day,
    around: &Around,
) -> Option<EventIx> {
    let mut directory = Directory::new(events);
    let own: Vec<PostIx> = posts.iter().map(|post| directory.intern(post)).collect();
    let theirs: FxHashSet<EventIx> = erased.iter().copied().collect();
    let concerns = Concerns::new(events, as_of);
    let touched = |members: &[EventIx]| members.iter().any(|ix| theirs.contains(ix));
    let mut whole: Vec<&[EventIx]> = Vec::new();
    let mut grouped: FxHashSet<EventIx> = FxHashSet::default();
    for group in concerns.groups().filter(|group| touched(group.members)) {
        whole.push(group.members);
        grouped.extend(group.members);
    }
    // What belongs to no concern speaks for itself.
    whole.extend(erased.iter().filter(|ix| !grouped.contains(ix)).map(core::slice::from_ref));
    for members in &whole {
        let aside = Aside::of(members, events, around, policy, &mut directory, as_of);
        let first = members.iter().map(|ix| Span::of(events[*ix as usize].claimed)).reduce(Span::first_of);
        let ever = Span { earliest: first.and_then(|first| first.earliest), latest: Some(as_of.end()) };
        let steps_aside = |post: &PostIx| aside.all.iter().any(|one| is_of(one, *post, ever, &directory));
        if own.iter().any(steps_aside) {
            return members.first().copied();
        }
    }
    let members = whole.iter().flat_map(|members| members.iter()).copied();
    members
        .filter(|ix| own.iter().any(|post| in_the_chain(*post, &events[*ix as usize], &mut directory)))
        .min()
}

fn is_of(one: &InConflict, post: PostIx, ever: Span, directory: &Directory) -> bool {
    one.certain && one.covers(ever) && (one.post == post || directory.ever_answers_to(post, one.post))
}

/// The post, or one that answers to it, did this, was told of it or was handed it.
fn in_the_chain(post: PostIx, event: &Event, directory: &mut Directory) -> bool {
    let to: Option<&Addressee> = match &event.body {
        Body::Told(told) => Some(&told.told_to),
        Body::HandedOver(given) => Some(&given.to),
        Body::Recorded(entry) => entry.told_to.as_ref(),
        // An erasure, a hold and an import are about rows.
        Body::Erased(_) | Body::Held(_) | Body::Imported(_) => return false,
        _ => None,
    };
    let on = Span::of(event.claimed).some_day();
    let told = to.map(|to| directory.resolve(to, on));
    let by = event.by.post.as_ref().map(|by| directory.intern(by));
    let own = |other: PostIx| other == post || directory.answers_to(other, post, on);
    told.into_iter().chain(by).any(own)
}
