//! The duty of a matter or a check: who may answer it.

use record::event::Assurance;
use record::outputs::{Duty, EventIx};
use record::{Body, Claimed, Code, Rank};

use crate::clock::Clock;
use crate::closing::Circumstances;
use crate::duties::Bench;
use crate::owed::{Met, by_the_top, met, settle, step_aside};
use crate::pauses::signs_pause;
use crate::posts::{AgencyIx, Directory, PostIx};
use crate::rounds::{Stop, StopKind};
use crate::scene::{Act, opens};
use crate::span::Span;

/// What is owed.
pub(super) struct Owed {
    pub(super) clock: Clock,
    pub(super) post: PostIx,
    /// The rank of the post. An answer counts only from this post or a post of at least `answers_from` in its agency.
    pub(super) rank: Rank,
    pub(super) answers_from: Rank,
    /// It is read again: a countersignature of a named post of any other agency than this one meets it.
    pub(super) read_again_of: Option<AgencyIx>,
    pub(super) opened_by: EventIx,
    pub(super) start: Span,
    pub(super) like: Claimed,
    pub(super) inputs: Vec<EventIx>,
    pub(super) remarks: Vec<Code>,
}

/// The duty, and when it ended if it did.
pub(super) fn owe(owed: Owed, acts: &[Act<'_>], bench: &mut Bench<'_, '_>) -> (Duty, Option<Span>) {
    let Owed { clock, post, rank, answers_from, read_again_of, opened_by, start, like, inputs, remarks } =
        owed;
    let hands = crate::hands::Hands::default();
    let mut owed = crate::owed::Owed { clock, post, rank, opened_by, start, like, inputs, remarks, hands };
    let aside = step_aside(&mut owed, acts, bench);
    if let Some(decided) = read_again_of {
        let met = read_again(start, decided, &aside.counting(acts, &bench.directory));
        return settle(owed, met, &aside, bench);
    }
    let post = owed.post;
    // A sign of exploitation stands in every matter, and pressure on a child may stand behind every withdrawal.
    let circumstances = Circumstances { second_post_needed: true };
    let own = |directory: &Directory, act: &Act<'_>| by_the_top(directory, post, answers_from, act);
    let met = met(&mut owed, acts, circumstances, &aside, own, bench);
    settle(owed, met, &aside, bench)
}

/// A named post of any other agency than the one that decided reads it again by signing it.
fn read_again(start: Span, decided: AgencyIx, acts: &[Act<'_>]) -> Met {
    let others = || {
        let other = |act: &&Act<'_>| act.agency != decided && act.post.is_some();
        acts.iter().filter(move |act| !act.at.certainly_before(start)).filter(other)
    };
    let read = others().filter(|act| signs(act));
    Met {
        ends: read.map(|act| Stop { event: act.ix, at: act.at, kind: StopKind::Answer(None) }).collect(),
        opened_by: others().find(|act| opens(&act.event.body)).map(|act| act.ix),
        ..Met::default()
    }
}

/// Whoever read the answer again signs it; whoever disputes it makes it one that needs a second post anyway. A name that was
/// typed is no signature.
fn signs(act: &Act<'_>) -> bool {
    matches!(act.event.body, Body::Countersigned(_))
        && !signs_pause(&act.event.body)
        && act.event.by.assurance != Assurance::CommandLine
}
