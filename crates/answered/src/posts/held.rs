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
}

impl Held {
    fn covers(&self, first: Day, last: Day) -> bool {
        self.from.is_some_and(|from| from <= first) && self.until.is_none_or(|until| last <= until)
    }
}

impl Directory {
    pub(super) fn hold(&mut self, event: EventIx, body: &PostHeldBy) {
        // An end that is stated but has no first bound makes no day certain.
        let ends = body.until.map(|until| until.earliest().map(Moment::day));
        let from = body.from.latest().map(Moment::day).filter(|_| ends != Some(None));
        let held = Held { event, from, until: ends.flatten(), deputy: body.deputy };
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
}
