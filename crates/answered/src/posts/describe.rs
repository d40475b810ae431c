//! Reading the directory from the events that describe posts.

use record::event::{Body, PostCreated};
use record::outputs::EventIx;
use record::{Claimed, Code, Day, Event, PostId, Rank};

use super::held::Held;
use super::{AgencyIx, Directory, PostIx};

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
    /// What it takes: `front_door`, `information_owner`, `exploitation_lead`, …
    pub(super) takes: Vec<Code>,
}

impl Directory {
    pub(super) fn read<'e>(&mut self, events: impl Iterator<Item = (EventIx, &'e Event)>) {
        for (ix, event) in events {
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
            takes: body.takes.clone(),
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
}
