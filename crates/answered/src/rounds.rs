//! Rounds: what a post was told again after it had ended or given away its duty is a new duty.
//!
//! A telling belongs to the round that was running when it came, unless it *certainly* came after that round's
//! end; so an imprecise date never makes a second duty, and a warning told again is never lost in an ended one.

use record::outputs::EventIx;

use crate::drafts::{Draft, Opening, Release};
use crate::span::Span;

/// What ends the running of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StopKind {
    /// An answer that ends the duty.
    Answer(Option<&'static str>),
    /// A decision that acts, without reasons in these files.
    Decision,
    /// An accepted hand-over to another draft.
    Release {
        /// The receiver's draft.
        to: usize,
    },
    /// A decision of which nobody can tell whether it ends the duty.
    Perhaps(&'static str),
}

/// One stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) event: EventIx,
    pub(crate) at: Span,
    pub(crate) kind: StopKind,
}

impl Stop {
    pub(crate) fn released(release: &Release) -> Self {
        Self { event: release.event, at: release.at, kind: StopKind::Release { to: release.to } }
    }
}

/// Stops in the order of their last minutes, with the span of the first of all that remain from each on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stops {
    stops: Vec<Stop>,
    first_from: Vec<Span>,
}

impl Stops {
    pub(crate) fn new(mut stops: Vec<Stop>) -> Self {
        stops.sort_by_key(|stop| (stop.at.latest.map_or(i64::MAX, |at| at.0), stop.event));
        let mut first_from: Vec<Span> = stops.iter().map(|stop| stop.at).collect();
        for place in (1..first_from.len()).rev() {
            first_from[place - 1] = first_from[place - 1].first_of(first_from[place]);
        }
        Self { stops, first_from }
    }

    /// The stops that are not certainly before a start, and when the first of them was.
    pub(crate) fn since(&self, start: Span) -> Option<(&[Stop], Span)> {
        let early = |stop: &Stop| stop.at.certainly_before(start);
        let from = self.stops.partition_point(early);
        Some((&self.stops[from..], *self.first_from.get(from)?))
    }
}

/// One duty to be: the openings it rests on.
#[derive(Clone, Debug)]
pub(crate) struct Round<'d> {
    pub(crate) draft: usize,
    /// Which round of its draft, from 0.
    pub(crate) number: usize,
    /// In canonical order, at least one.
    pub(crate) openings: Vec<&'d Opening>,
    /// The first opening of the round after it.
    pub(crate) next: Option<&'d Opening>,
    /// The rounds before it, in order.
    pub(crate) before: Vec<Before>,
    /// When the first of its ends was, if it has one.
    end: Option<Span>,
}

/// A round that ended before another began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Before {
    pub(crate) first: EventIx,
    pub(crate) start: Span,
    pub(crate) end: Span,
}

impl Round<'_> {
    pub(crate) fn first(&self) -> &Opening {
        self.openings.first().expect("a round is made of at least one opening")
    }

    /// The rounds before it and itself, once it has ended.
    fn and_before(&self) -> Vec<Before> {
        let own = self.end.map(|end| Before { first: self.first().event, start: self.start(), end });
        self.before.iter().copied().chain(own).collect()
    }

    /// The part of a list in canonical order that falls to the round: the first round begins with the concern, each later
    /// one with its telling.
    pub(crate) fn within<'l, T>(&self, list: &'l [T], ix: impl Fn(&T) -> EventIx) -> &'l [T] {
        let first = self.first().event;
        let from = if self.number == 0 { 0 } else { list.partition_point(|item| ix(item) < first) };
        let to = self.next.map_or(list.len(), |next| list.partition_point(|item| ix(item) < next.event));
        list.get(from..to).unwrap_or_default()
    }

    /// When the duty started: when the first of its tellings was.
    pub(crate) fn start(&self) -> Span {
        let spans = self.openings.iter().map(|opening| opening.start);
        spans.reduce(Span::first_of).expect("a round is made of at least one opening")
    }

    /// When it was due: when the first of its tellings was.
    pub(crate) fn due(&self) -> Option<Span> {
        self.openings.iter().filter_map(|opening| opening.due).reduce(Span::first_of)
    }
}

/// Splits the openings of a draft at its ends.
pub(crate) fn rounds<'d>(place: usize, draft: &'d Draft, ends: &Stops) -> Vec<Round<'d>> {
    // From the first possible to the last: whatever certainly came after an end is a tail of this order.
    let mut left: Vec<&Opening> = draft.openings.iter().collect();
    left.sort_by_key(|opening| (opening.start.earliest.map_or(i64::MIN, |at| at.0), opening.event));
    let mut first_from: Vec<Span> = left.iter().map(|opening| opening.start).collect();
    for place in (1..first_from.len()).rev() {
        first_from[place - 1] = first_from[place - 1].first_of(first_from[place]);
    }
    let mut rounds: Vec<Round<'d>> = Vec::with_capacity(1);
    let mut from = 0;
    while from < left.len() {
        let rest = &left[from..];
        let end = ends.since(first_from[from]).map(|(_, first)| first);
        let taken = end
            .map_or(rest.len(), |end| rest.partition_point(|opening| !end.certainly_before(opening.start)));
        // INVARIANT: the end is not certainly before the first opening, so at least one is taken.
        let taken = taken.max(1);
        let mut openings = rest[..taken].to_vec();
        openings.sort_by_key(|opening| opening.event);
        let before: Vec<Before> = rounds.last().map(Round::and_before).unwrap_or_default();
        let next = rest.get(taken).copied();
        rounds.push(Round { draft: place, number: rounds.len(), openings, next, before, end });
        from += taken;
    }
    rounds
}
