//! What a post may see: everything but the concerns it steps aside from, and complaints that it did nothing.
//!
//! Whatever is shown to a post is made from these events alone. So a count, a list or a number cannot tell it of a concern that
//! it may not see: they are what they would be if that concern had never been told.

use record::outputs::EventIx;
use record::policy::Policy;
use record::{Body, Day, Event, EventId, FileId, PostId, SourceRef};

use super::aside::{Aside, InConflict, Source};
use crate::around::Around;
use crate::concerns::{Concerns, Group};
use crate::posts::{Directory, PostIx};
use crate::span::Span;

/// Whether a post may see each of these canonically ordered events at the end of the day `as_of`.
///
/// Not a concern that it is certainly in conflict with at any time from the first event on, nor one that a post above it is;
/// not a complaint against itself. The child's other concerns it sees. Nor does any post see what tells how many rows there
/// are or were: imports, changed and vanished rows, corrections, erasures, holds, releases.
pub fn may_see(post: &PostId, events: &[Event], policy: &Policy, as_of: Day, around: &Around) -> Vec<bool> {
    let mut directory = Directory::new(events);
    let own = directory.intern(post);
    let mut sees: Vec<bool> = events.iter().map(|event| !tells_of_rows(&event.body)).collect();
    let concerns = Concerns::new(events, as_of);
    let mut grouped = vec![false; events.len()];
    for group in concerns.groups() {
        group.members.iter().for_each(|ix| grouped[*ix as usize] = true);
        let aside = Aside::of(group.members, events, around, policy, &mut directory, as_of);
        let hidden = hides(&aside, own, group.members, events, as_of, &directory);
        let complained_of = is_told(group, own, events, &mut directory);
        for ix in group.members {
            let complaint = complained_of && matches!(events[*ix as usize].body, Body::Challenged(_));
            sees[*ix as usize] &= !hidden && !complaint;
        }
    }
    // What belongs to no concern speaks for itself; what is not in view yet cannot be judged, and is not shown.
    for ix in 0..events.len() as EventIx {
        if grouped[ix as usize]
            || events[ix as usize].mentions().is_empty() && events[ix as usize].concern().is_none()
        {
            continue;
        }
        let aside = Aside::of(&[ix], events, around, policy, &mut directory, as_of);
        let in_view = crate::span::in_view(events[ix as usize].claimed, as_of);
        sees[ix as usize] &= in_view && !hides(&aside, own, &[ix], events, as_of, &directory);
    }
    sees
}

/// The events a post may see, numbered anew: a gap in the numbers or lines would tell of what is missing.
pub fn view_of(post: &PostId, events: &[Event], policy: &Policy, as_of: Day, around: &Around) -> Vec<Event> {
    let sees = may_see(post, events, policy, as_of, around);
    let seen = events.iter().zip(sees).filter(|(_, sees)| *sees).map(|(event, _)| event);
    let renumbered = (0..).zip(seen).map(|(number, event)| Event {
        id: EventId(number),
        source: SourceRef { file: FileId(0), line: number as u32 + 1, part: 0 },
        ..event.clone()
    });
    renumbered.collect()
}

/// The post steps aside on some day from the first event of the concern to `as_of`.
fn hides(
    aside: &Aside<'_>,
    own: PostIx,
    members: &[EventIx],
    events: &[Event],
    as_of: Day,
    directory: &Directory,
) -> bool {
    let first = members.iter().map(|ix| Span::of(events[*ix as usize].claimed)).reduce(Span::first_of);
    let all = Span { earliest: first.and_then(|first| first.earliest), latest: Some(as_of.end()) };
    let ever = |one: &InConflict| {
        // Whoever is named in another concern steps aside here too, and is shown what he would be had he not been named there.
        let here = one.source != Source::Elsewhere;
        here && one.certain
            && one.covers(all)
            && (one.post == own || directory.ever_answers_to(own, one.post))
    };
    aside.all.iter().any(ever)
}

/// The post was told of the concern: a complaint that nothing was done is one of it.
fn is_told(group: Group<'_>, own: PostIx, events: &[Event], directory: &mut Directory) -> bool {
    group.openers(events).iter().any(|(ix, told)| {
        let on = Span::of(events[*ix as usize].claimed).some_day();
        directory.resolve(&told.told_to, on) == own
    })
}

fn tells_of_rows(body: &Body) -> bool {
    matches!(
        body,
        Body::Imported(_)
            | Body::Vanished(_)
            | Body::Changed(_)
            | Body::Corrected(_)
            | Body::Erased(_)
            | Body::Held(_)
            | Body::Published(_)
    )
}
