//! In whose hands a duty lies while it runs: holders come and go, deputies stand in, and somebody may come who must step aside.
//!
//! The duty stays that of its post and its clock takes no notice. On each day it lies with whoever the rules of [`reach`] and of
//! conflicts name for that day: so a holder who comes has it from the first day on.

use record::outputs::{Alarm, Duty, Hand, InHand};
use record::{Claimed, Day, Moment, Rank};

use crate::conflict::Aside;
use crate::drafts::remark;
use crate::posts::{Directory, PostIx};
use crate::reach::{Reach, reach};
use crate::span::Span;

/// Who has it from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lies {
    from: Day,
    post: PostIx,
    how: InHand,
}

/// Whose a duty is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whose {
    pub(crate) post: PostIx,
    pub(crate) rank: Rank,
}

/// In whose hands the duties of one post lie, from the first day of one of them; empty if always in those of its holder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hands(Vec<Lies>);

impl Hands {
    /// From the first of these starts to the end of `as_of`, where a conflict may put somebody instead: acts are judged by it. Where
    /// there is none it is not needed before the duty's end is known.
    pub(crate) fn of(
        whose: Whose,
        starts: impl Iterator<Item = Span>,
        as_of: Day,
        aside: &Aside<'_>,
        directory: &mut Directory,
    ) -> Self {
        if aside.nobody() { Self::default() } else { Self::watched(whose, starts, as_of, aside, directory) }
    }

    /// From the first of these starts to the end of a day. A start without both bounds says nothing.
    fn watched(
        whose: Whose,
        starts: impl Iterator<Item = Span>,
        to: Day,
        aside: &Aside<'_>,
        directory: &mut Directory,
    ) -> Self {
        let dated = starts.filter_map(|start| Some(bounds(start)?.0));
        let Some(first) = dated.min().filter(|first| *first <= to) else { return Self::default() };
        if aside.nobody() && directory.held_throughout(whose.post, first, to) {
            return Self::default();
        }
        let mut known = vec![whose.post];
        loop {
            let days = days(&known, first, to, aside, directory);
            let lies: Vec<Lies> =
                days.into_iter().map(|day| lies(whose, on(day), day, aside, directory)).collect();
            // Whoever has it instead has holders too, who come and go.
            let others: Vec<PostIx> =
                lies.iter().map(|lies| lies.post).filter(|post| !known.contains(post)).collect();
            if others.is_empty() {
                return Self(lies);
            }
            known.extend(others);
            known.sort_unstable();
            known.dedup();
        }
    }

    /// The post that has it, on a day that this allows, instead of one that steps aside since the duty began.
    pub(crate) fn instead(&self, at: Span) -> Option<PostIx> {
        let until = self.0.iter().skip(1).map(|next| Some(next.from)).chain([None]);
        let mut instead = self.0.iter().zip(until).filter(|(lies, _)| lies.how == InHand::Instead);
        let within = |lies: &Lies, until: Option<Day>| {
            at.latest.is_none_or(|latest| lies.from.start() <= latest)
                && until.is_none_or(|until| at.earliest.is_none_or(|earliest| earliest < until.start()))
        };
        instead.find(|(lies, until)| within(lies, *until)).map(|(lies, _)| lies.post)
    }

    /// From a start to a day, of a duty of this post: who has it; nothing where it is its holder all the time.
    fn during(
        &self,
        whose: Whose,
        start: Span,
        until: Day,
        aside: &Aside<'_>,
        directory: &mut Directory,
    ) -> Vec<Lies> {
        let Some((first, last)) = bounds(start).filter(|_| !self.0.is_empty()) else { return Vec::new() };
        let mut all = vec![lies(whose, start, first, aside, directory)];
        // On the last day it can have begun, and from then on.
        let begun = self.0.partition_point(|lies| lies.from <= last).saturating_sub(1);
        for next in &self.0[begun..] {
            let next = Lies { from: next.from.max(last), ..*next };
            let before = all[all.len() - 1];
            if next.from <= until && (before.post, before.how) != (next.post, next.how) {
                all.push(next);
            }
        }
        match all.as_slice() {
            [only] if only.how == InHand::Holder => Vec::new(),
            _ => all,
        }
    }

    /// Says of a duty in whose hands it lay until it ended, or lies at the end of `as_of`.
    pub(crate) fn put_to(
        &self,
        duty: &mut Duty,
        whose: Whose,
        (start, ended): (Span, Option<Span>),
        as_of: Day,
        aside: &Aside<'_>,
        directory: &mut Directory,
    ) {
        let ended = ended.and_then(|end| end.latest).map(Moment::day);
        let until = ended.map_or(as_of, |ended| ended.min(as_of));
        let all = if aside.nobody() {
            let starts = core::iter::once(start);
            Self::watched(whose, starts, until, aside, directory)
                .during(whose, start, until, aside, directory)
        } else {
            self.during(whose, start, until, aside, directory)
        };
        for (number, lies) in all.iter().enumerate() {
            duty.remarks.extend(word(lies.how, number == 0).map(remark));
        }
        duty.answers_instead = all
            .first()
            .filter(|first| first.how == InHand::Above)
            .map(|first| directory.id(first.post).clone());
        let hand =
            |lies: &Lies| Hand { from: lies.from, post: directory.id(lies.post).clone(), how: lies.how };
        duty.hands = all.iter().map(hand).collect();
        duty.remarks.sort_unstable();
        duty.remarks.dedup();
    }
}

/// First and last day of a start that has both.
fn bounds(start: Span) -> Option<(Day, Day)> {
    start.earliest.map(Moment::day).zip(start.latest.map(Moment::day))
}

fn on(day: Day) -> Span {
    Span { earliest: Some(day.start()), latest: Some(day.end()) }
}

/// Who has it at a time: by conflicts first, then by who is there.
fn lies(whose: Whose, at: Span, from: Day, aside: &Aside<'_>, directory: &mut Directory) -> Lies {
    let instead = aside.instead_of(whose.post, whose.rank, at, directory).map(|(post, _)| post);
    let (post, how) = match (reach(directory, instead.unwrap_or(whose.post), at), instead) {
        (Reach::Nobody, _) => (instead.unwrap_or(whose.post), InHand::Nobody),
        (Reach::Above(above), Some(_)) => (above, InHand::Instead),
        (Reach::Post | Reach::Deputy, Some(post)) => (post, InHand::Instead),
        (Reach::Above(above), None) => (above, InHand::Above),
        (Reach::Deputy, None) => (whose.post, InHand::Deputy),
        (Reach::Post, None) => (whose.post, InHand::Holder),
    };
    Lies { from, post, how }
}

/// The days from `first` to `last` on which it may come into other hands, and `first` itself: somebody comes to one of these
/// posts or to one above them, or leaves it; a line is drawn anew; a conflict begins or ends.
fn days(known: &[PostIx], first: Day, last: Day, aside: &Aside<'_>, directory: &Directory) -> Vec<Day> {
    let mut days = vec![first];
    days.extend_from_slice(directory.epochs_within(first, last));
    let mut posts: Vec<PostIx> = known.to_vec();
    for post in known {
        posts.extend(days.iter().flat_map(|day| directory.line_up(*post, *day)));
    }
    posts.sort_unstable();
    posts.dedup();
    days.extend(posts.iter().flat_map(|post| directory.changes_of(*post)));
    days.extend(aside.changes());
    days.retain(|day| (first..=last).contains(day));
    days.sort_unstable();
    days.dedup();
    days
}

/// What is remarked of a duty that came into such hands, at its start or later.
fn word(how: InHand, at_start: bool) -> Option<&'static str> {
    match (how, at_start) {
        (InHand::Holder, true) => None,
        (InHand::Deputy, true) => Reach::Deputy.remark(),
        (InHand::Above, true) => Some("post_was_vacant"),
        (InHand::Nobody, _) => Reach::Nobody.remark(),
        (InHand::Holder, false) => Some("holder_came_while_it_ran"),
        (InHand::Deputy | InHand::Above, false) => Some("holder_left_while_it_ran"),
        (InHand::Instead, _) => Some("conflict_of_interest_began_while_it_ran"),
    }
}

/// The alarms of a duty that lay in nobody's hands, in order, each with the day on which it ended if somebody came.
pub fn alarms(duty: &Duty) -> Vec<Alarm> {
    let next = duty.hands.iter().skip(1).map(|next| Some(next.from)).chain([None]);
    let nobody = duty.hands.iter().zip(next).enumerate().filter(|(_, (hand, _))| hand.how == InHand::Nobody);
    let alarm = |(number, (hand, ended)): (usize, (&Hand, Option<Day>))| Alarm {
        opened_by: duty.opened_by,
        post: duty.post.clone(),
        on: if number == 0 { duty.started } else { Claimed::day(hand.from) },
        ended,
    };
    nobody.map(alarm).collect()
}
