//! Reading the directory from the events that describe posts.

use record::event::{Body, PostCreated};
use record::outputs::EventIx;
use record::{Claimed, Day, Event, PostId, Rank};

use super::held::Held;
use super::{AgencyIx, Directory, FRONT_DOOR, PostIx};

/// One post with all that is said of it.
#[derive(Clone, Debug)]
pub(super) struct Post {
    pub(super) id: PostId,
    pub(super) agency: AgencyIx,
    /// In the order of their first day.
    pub(super) described: Vec<Description>,
    /// In the order of the events.
    pub(super) held: Vec<Held>,
}

/// What one event says of a post, from a day on.
#[derive(Clone, Debug)]
pub(super) struct Description {
    /// `None`: from the beginning.
    pub(super) from: Option<Day>,
    pub(super) event: EventIx,
    pub(super) rank: Rank,
    pub(super) reports_to: Option<PostIx>,
    pub(super) front_door: bool,
}

/// Something odd in the descriptions of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Oddity {
    ReportsToItself,
    LineLoops,
    ReportsToUnknown,
    WithoutHolder,
}

impl Directory {
    pub(super) fn read(&mut self, events: &[Event]) {
        for (ix, event) in events.iter().enumerate() {
            let ix = ix as EventIx;
            match &event.body {
                Body::AgencyCreated(body) => {
                    self.intern_agency(&body.agency);
                }
                Body::PostCreated(body) => self.describe(ix, event.claimed, body),
                Body::PostHeldBy(body) => self.hold(ix, body),
                _ => {}
            }
        }
        self.settle();
    }

    fn describe(&mut self, event: EventIx, claimed: Claimed, body: &PostCreated) {
        let post = self.intern(&body.post);
        let description = Description {
            from: claimed.earliest().map(|at| at.day()),
            event,
            rank: body.rank,
            reports_to: body.reports_to.as_ref().map(|above| self.intern(above)),
            front_door: body.takes.iter().any(|code| code.as_str() == FRONT_DOOR),
        };
        self.posts[post as usize].described.push(description);
    }

    /// Puts descriptions into the order of their days, and described posts under their agencies.
    fn settle(&mut self) {
        let mut described: Vec<PostIx> = Vec::new();
        for (ix, post) in self.posts.iter_mut().enumerate() {
            post.described.sort_by_key(|d| (d.from, d.event));
            self.epochs.extend(post.described.iter().filter_map(|d| d.from));
            if !post.described.is_empty() {
                described.push(ix as PostIx);
            }
        }
        described.sort_by(|a, b| self.id(*a).cmp(self.id(*b)));
        for post in described {
            let agency = self.agency(post);
            self.agencies[agency as usize].described.push(post);
        }
        self.epochs.sort_unstable();
        self.epochs.dedup();
    }

    /// What is odd in the directory, each with the event that describes the post, in the order of the events.
    pub(crate) fn oddities(&self) -> Vec<(EventIx, Oddity)> {
        let any_holder = self.posts.iter().any(|post| !post.held.is_empty());
        let mut odd = Vec::new();
        for (ix, post) in self.posts.iter().enumerate() {
            for description in &post.described {
                if let Some(oddity) = self.odd_line(ix as PostIx, description) {
                    odd.push((description.event, oddity));
                }
            }
            if let (true, true, Some(first)) = (any_holder, post.held.is_empty(), post.described.first()) {
                odd.push((first.event, Oddity::WithoutHolder));
            }
        }
        odd.sort_unstable();
        odd
    }

    fn odd_line(&self, post: PostIx, description: &Description) -> Option<Oddity> {
        let above = description.reports_to?;
        if above == post {
            return Some(Oddity::ReportsToItself);
        }
        if !self.is_described(above) {
            return Some(Oddity::ReportsToUnknown);
        }
        let line = self.line(post, description.from);
        let top = line.last().copied().unwrap_or(post);
        (self.above(top, description.from) == Some(post)).then_some(Oddity::LineLoops)
    }
}
