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

/// Stops in the order of the last minutes at which they can have been given.
///
/// An answer that ends a duty only with a second signature was given before it stops anything. What was given certainly before
/// a telling answers nothing, whenever it was signed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stops {
    stops: Vec<Stop>,
    given: Vec<Span>,
    /// The span of the first of all that remain from each on.
    first_from: Vec<Span>,
    /// Which of those that remain stops soonest.
    soonest_from: Vec<usize>,
}

impl Stops {
    /// Stops that were given when they stopped.
    pub(crate) fn new(stops: Vec<Stop>) -> Self {
        Self::given(stops.into_iter().map(|stop| (stop.at, stop)).collect())
    }

    /// Stops, each with when it was given.
    pub(crate) fn given(mut stops: Vec<(Span, Stop)>) -> Self {
        let last = |span: Span| span.latest.map_or(i64::MAX, |at| at.0);
        stops.sort_by_key(|(given, stop)| (last(*given), last(stop.at), stop.event));
        let (given, stops): (Vec<Span>, Vec<Stop>) = stops.into_iter().unzip();
        let mut first_from: Vec<Span> = stops.iter().map(|stop| stop.at).collect();
        let mut soonest_from: Vec<usize> = (0..stops.len()).collect();
        let stops_at = |place: usize| (last(stops[place].at), stops[place].event);
        for place in (1..stops.len()).rev() {
            first_from[place - 1] = first_from[place - 1].first_of(first_from[place]);
            if stops_at(soonest_from[place]) < stops_at(place - 1) {
                soonest_from[place - 1] = soonest_from[place];
            }
        }
        Self { stops, given, first_from, soonest_from }
    }

    /// The stops that were not certainly given before a start, and when the first of them was.
    pub(crate) fn since(&self, start: Span) -> Option<(Since<'_>, Span)> {
        let from = self.given.partition_point(|given| given.certainly_before(start));
        let soonest = self.stops.get(*self.soonest_from.get(from)?)?;
        Some((Since { stops: &self.stops[from..], soonest }, *self.first_from.get(from)?))
    }
}

/// The stops from a start on, at least one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Since<'s> {
    stops: &'s [Stop],
    soonest: &'s Stop,
}

impl<'s> Since<'s> {
    /// The one that stops soonest.
    pub(crate) fn first(self) -> Option<&'s Stop> {
        Some(self.soonest)
    }

    /// All, in the order in which they were given.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'s Stop> {
        self.stops.iter()
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
