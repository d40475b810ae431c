//! Who held a post when.

use record::event::PostHeldBy;
use record::outputs::EventIx;
use record::{Day, Moment};

use super::{Directory, PostIx};

/// One holding of a post, with the days it certainly covers.
#[derive(Clone, Debug)]
pub(super) struct Held {
    event: EventIx,
    /// The first day it certainly covers; `None` if no day is certain.
    from: Option<Day>,
    /// The last day it certainly covers; `None` if still.
    until: Option<Day>,
    deputy: bool,
    /// The first day it may cover; `None` if any.
    may_from: Option<Day>,
    /// The last day it may cover; `None` if any.
    may_until: Option<Day>,
}

/// Who may have held a post on some days, as far as the files tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// The files name no holder of the post at any time: nobody can tell.
    NotStated,
    /// Somebody may have held it.
    Held,
    /// Nobody can have held it, and a deputy may have stood in.
    Deputy,
    /// Neither.
    Vacant,
}

impl Held {
    /// It may cover one of the days from `first` to `last`.
    fn may_cover(&self, first: Day, last: Day) -> bool {
        self.may_from.is_none_or(|from| from <= last) && self.may_until.is_none_or(|until| first <= until)
    }

    fn covers(&self, first: Day, last: Day) -> bool {
        self.from.is_some_and(|from| from <= first) && self.until.is_none_or(|until| last <= until)
    }
}

impl Directory {
    pub(super) fn hold(&mut self, event: EventIx, body: &PostHeldBy) {
        // An end that is stated but has no first bound makes no day certain.
        let ends = body.until.map(|until| until.earliest().map(Moment::day));
        let from = body.from.latest().map(Moment::day).filter(|_| ends != Some(None));
        let held = Held {
            event,
            from,
            until: ends.flatten(),
            deputy: body.deputy,
            may_from: body.from.earliest().map(Moment::day),
            may_until: body.until.and_then(|until| until.latest()).map(Moment::day),
        };
        let post = self.intern(&body.post);
        self.posts[post as usize].held.push(held);
    }

    /// The event that says who certainly held the post on every day from `first` to `last`.
    pub(crate) fn holder_over(&self, post: PostIx, first: Day, last: Day) -> Option<EventIx> {
        let held = &self.posts[post as usize].held;
        let covering =
            |deputy: bool| held.iter().filter(move |h| h.deputy == deputy && h.covers(first, last));
        let mut holders = covering(false).peekable();
        if holders.peek().is_some() {
            return super::only(holders).map(|h| h.event);
        }
        super::only(covering(true)).map(|h| h.event)
    }

    /// Somebody may hold the post on every day from `first` to `last`, by one holding; or the files name no holder at all.
    pub(crate) fn held_throughout(&self, post: PostIx, first: Day, last: Day) -> bool {
        let held = &self.posts[post as usize].held;
        let whole = |h: &Held| !h.deputy && h.may_cover(first, first) && h.may_cover(last, last);
        held.is_empty() || held.iter().any(whole)
    }

    /// The days on which somebody may come to the post, and those after which somebody has left it.
    pub(crate) fn changes_of(&self, post: PostIx) -> impl Iterator<Item = Day> {
        let held = self.posts[post as usize].held.iter();
        held.flat_map(|h| [h.may_from, h.may_until.map(|until| until.add_days(1))]).flatten()
    }

    /// Who may have held the post on one of the days from `first` to `last`.
    pub(crate) fn presence(&self, post: PostIx, first: Day, last: Day) -> Presence {
        let held = &self.posts[post as usize].held;
        let may = |deputy: bool| held.iter().any(|h| h.deputy == deputy && h.may_cover(first, last));
        match () {
            () if held.is_empty() => Presence::NotStated,
            () if may(false) => Presence::Held,
            () if may(true) => Presence::Deputy,
            () => Presence::Vacant,
        }
    }
}
