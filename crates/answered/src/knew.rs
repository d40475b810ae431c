//! The question of an inquiry: did this post know of this by that day, what shows it, what do the files not cover?

use record::outputs::{EventIx, Knowledge, KnowledgeState};
use record::source::Completeness;
use record::{Body, Claimed, ConcernRef, Coverage, Day, Event, PostId, Tri};

use crate::Answers;
use crate::reused::threads;

/// Of what a post may have known.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// Of this concern.
    Concern(&'a ConcernRef),
    /// Of any concern that one of these events tells of: the events whose mentions are one child's.
    Events(&'a [EventIx]),
}

/// What the files say about a post's knowledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnowledgeAnswer {
    /// The strongest state shown that can have been reached by the day asked for.
    pub state: KnowledgeState,
    /// Whether it was certainly reached by then: an imprecise date may leave it open. `Yes` for no record.
    pub by_then: Tri,
    /// Since when.
    pub at: Option<Claimed>,
    /// The event that shows it.
    pub shown_by: Option<EventIx>,
    /// The event that says who held the post then.
    pub holder: Option<EventIx>,
    /// Some record or file names the post. Where none does, its name may be written otherwise there.
    pub post_named: bool,
    /// What shows it, as far as it can have been by then, the strongest first. Of a concern the first
    /// showing of each state, and each later one that was certainly over sooner.
    pub showings: Vec<Knowledge>,
    /// What the files show of other posts of its agency by then: it says nothing of the post asked about.
    pub elsewhere: Vec<Knowledge>,
    /// The extracts of the post's agency that were given.
    pub files_cover: Vec<FileCover>,
    /// The first day on which it can have been told; `None` if no dated telling can have been by the day asked for.
    pub told_since: Option<Day>,
    /// The days from the first telling to the day asked for that no full extract of the post's agency covers.
    pub not_covered: Vec<Coverage>,
}

/// One extract of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileCover {
    /// The event of its import.
    pub imported: EventIx,
    /// The days it covers, if stated.
    pub covers: Option<Coverage>,
    /// Full or partial: in a partial extract a row that is not there proves nothing.
    pub completeness: Completeness,
}

/// Did `post` know of this by the end of the day `by`?
///
/// Only what these files show counts: opened before sent, certain before possible, then the earliest. Without any
/// showing the state is *no record in the files given*, or, where no file and no event of the post's agency was
/// given, *records not held or not produced*. Neither says that the post did not know.
pub fn knew(
    answers: &Answers,
    events: &[Event],
    post: &PostId,
    about: About<'_>,
    by: Day,
) -> KnowledgeAnswer {
    let concerns = concerns(events, about);
    let about_it = |row: &&Knowledge| concerns.binary_search(&row.concern).is_ok();
    let told: Vec<&Knowledge> = answers.knowledge.iter().filter(about_it).collect();
    let by_then = told.iter().copied().filter(|row| row.at.is_by(by) != Tri::No);
    let (mut own, others): (Vec<&Knowledge>, Vec<&Knowledge>) = by_then.partition(|row| row.post == *post);
    own.sort_by_key(|row| (weaker(row.state), row.at.is_by(by) != Tri::Yes, row.shown_by));
    let best = own.first().copied();
    let agency = post.agency();
    let elsewhere = others.into_iter().filter(|row| row.post.agency() == agency).cloned().collect();
    let files_cover = files_of(events, post);
    let none = if files_cover.is_empty() && !speaks(events, post) {
        KnowledgeState::NotHeld
    } else {
        KnowledgeState::NoRecord
    };
    let first = told.iter().filter_map(|row| events.get(row.concern as usize)?.claimed.earliest()).min();
    let since = first.map(|at| at.day()).filter(|day| *day <= by);
    KnowledgeAnswer {
        state: best.map_or(none, |row| row.state),
        by_then: best.map_or(Tri::Yes, |row| row.at.is_by(by)),
        at: best.map(|row| row.at),
        shown_by: best.map(|row| row.shown_by),
        holder: best.and_then(|row| row.holder),
        post_named: best.is_some() || names(events, post),
        showings: own.into_iter().cloned().collect(),
        elsewhere,
        told_since: since,
        not_covered: since.map(|from| gaps(Coverage { from, to: by }, &files_cover)).unwrap_or_default(),
        files_cover,
    }
}

/// Was the number of this concern given to several children, so that it is several concerns?
pub fn is_several(events: &[Event], concern: &ConcernRef, as_of: Day) -> bool {
    let reused = crate::concerns::Concerns::new(events, as_of).reused;
    reused.iter().any(|ix| events[*ix as usize].concern() == Some(concern))
}

/// Does any record or posts file name the post?
fn names(events: &[Event], post: &PostId) -> bool {
    events.iter().any(|event| {
        event.by.post.as_ref() == Some(post)
            || match &event.body {
                Body::Told(told) => told.told_to.post.as_ref() == Some(post),
                Body::HandedOver(on) => on.to.post.as_ref() == Some(post),
                Body::PostCreated(created) => created.post == *post,
                Body::PostHeldBy(held) => held.post == *post,
                _ => false,
            }
    })
}

/// The events that stand for the concerns in the knowledge rows, in order.
fn concerns(events: &[Event], about: About<'_>) -> Vec<EventIx> {
    let speaks_of = |concern: &ConcernRef, event: &Event| {
        event.concern() == Some(concern)
            || matches!(&event.body, Body::Told(told) if told.concern == *concern)
    };
    let mut found: Vec<EventIx> = match about {
        About::Concern(concern) => {
            let all = events.iter().enumerate().filter(|(_, event)| speaks_of(concern, event));
            all.map(|(ix, _)| ix as EventIx).collect()
        }
        About::Events(given) => {
            let of: rustc_hash::FxHashSet<&ConcernRef> =
                given.iter().filter_map(|ix| events.get(*ix as usize)?.concern()).collect();
            let same = |event: &Event| event.concern().is_some_and(|concern| of.contains(concern));
            let all = events.iter().enumerate().filter(|(_, event)| same(event)).map(|(ix, _)| ix as EventIx);
            about_these(events, all.collect(), given)
        }
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// Without the events of another concern that was given the number of one of these.
fn about_these(events: &[Event], all: Vec<EventIx>, given: &[EventIx]) -> Vec<EventIx> {
    let mut by_number: std::collections::BTreeMap<&ConcernRef, Vec<EventIx>> = Default::default();
    for ix in all {
        if let Some(concern) = events[ix as usize].concern() {
            by_number.entry(concern).or_default().push(ix);
        }
    }
    let mut found = given.to_vec();
    for members in by_number.into_values() {
        match threads(events, &members) {
            None => found.extend(members),
            Some(several) => {
                let of_these =
                    several.iter().filter(|thread| thread.members.iter().any(|ix| given.contains(ix)));
                found.extend(of_these.flat_map(|thread| thread.members.iter().copied()));
            }
        }
    }
    found
}

fn weaker(state: KnowledgeState) -> u8 {
    match state {
        KnowledgeState::Opened => 0,
        KnowledgeState::DeliveredUnopened => 1,
        KnowledgeState::Sent => 2,
        KnowledgeState::NoRecord | KnowledgeState::NotHeld => 3,
    }
}

/// Some event was given by the post's agency.
fn speaks(events: &[Event], post: &PostId) -> bool {
    let agency = post.agency();
    events.iter().any(|event| event.by.agency == agency)
}

fn files_of(events: &[Event], post: &PostId) -> Vec<FileCover> {
    let agency = post.agency();
    let cover = |(ix, event): (usize, &Event)| match &event.body {
        Body::Imported(file) if event.by.agency == agency => Some(FileCover {
            imported: ix as EventIx,
            covers: file.covers_from.zip(file.covers_to).map(|(from, to)| Coverage { from, to }),
            completeness: file.completeness,
        }),
        _ => None,
    };
    events.iter().enumerate().filter_map(cover).collect()
}

/// The days of `span` that no full extract covers.
fn gaps(span: Coverage, files: &[FileCover]) -> Vec<Coverage> {
    let full = files.iter().filter(|file| file.completeness == Completeness::Full);
    let mut covered: Vec<Coverage> = full.filter_map(|file| file.covers?.shared(span)).collect();
    covered.sort_unstable();
    let mut gaps = Vec::new();
    let mut open = span.from;
    for cover in covered {
        if cover.from > open {
            gaps.push(Coverage { from: open, to: cover.from.add_days(-1) });
        }
        open = open.max(cover.to.add_days(1));
    }
    if open <= span.to {
        gaps.push(Coverage { from: open, to: span.to });
    }
    gaps
}
