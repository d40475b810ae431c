//! The duty of a matter or a check: who may answer it.

use record::outputs::{Duty, EventIx};
use record::{Claimed, Code, Rank};

use crate::clock::Clock;
use crate::closing::Circumstances;
use crate::duties::Bench;
use crate::owed::{by_the_top, met, settle, step_aside};
use crate::posts::{Directory, PostIx};
use crate::scene::Act;
use crate::span::Span;

/// What is owed.
pub(super) struct Owed {
    pub(super) clock: Clock,
    pub(super) post: PostIx,
    /// The rank of the post. An answer counts only from this post or a post of at least `answers_from` in its agency.
    pub(super) rank: Rank,
    pub(super) answers_from: Rank,
    pub(super) opened_by: EventIx,
    pub(super) start: Span,
    pub(super) like: Claimed,
    pub(super) inputs: Vec<EventIx>,
    pub(super) remarks: Vec<Code>,
}

/// The duty, and when it ended if it did.
pub(super) fn owe(owed: Owed, acts: &[Act<'_>], bench: &mut Bench<'_, '_>) -> (Duty, Option<Span>) {
    let Owed { clock, post, rank, answers_from, opened_by, start, like, inputs, remarks } = owed;
    let mut owed = crate::owed::Owed { clock, post, rank, opened_by, start, like, inputs, remarks };
    let aside = step_aside(&mut owed, acts, bench);
    let post = owed.post;
    // A sign of exploitation stands in every matter, and pressure on a child may stand behind every withdrawal.
    let circumstances = Circumstances { second_post_needed: true };
    let own = |directory: &Directory, act: &Act<'_>| by_the_top(directory, post, answers_from, act);
    let met = met(&mut owed, acts, circumstances, &aside, own, bench);
    settle(owed, met, &aside, bench)
}
