//! Which posts step aside in one concern, whose acts are set aside, and who has it instead.

use std::borrow::Cow;
use std::collections::BTreeMap;

use record::event::Answered;
use record::outputs::{EventIx, WouldClimb};
use record::policy::Policy;
use record::{AgencyId, Body, Day, Event, Moment, Rank};

use super::{Conflicts, declared_of};
use crate::around::Around;
use crate::posts::{Directory, PostIx};
use crate::scene::Act;
use crate::span::{Span, in_view};

/// What says that a post is in conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A record of the concern names its holder.
    Named,
    /// A record of the concern declares it.
    Declared,
    /// A record of another concern of the same child names its holder: the post steps aside, and sees what it saw before.
    Elsewhere,
}

/// Post, first and last day, certain, what says so.
type Key = (PostIx, Option<Day>, Option<Day>, bool, Source);

/// One post in conflict with a concern.
#[derive(Clone, Debug)]
pub(super) struct InConflict {
    pub(super) post: PostIx,
    pub(super) first: Option<Day>,
    pub(super) last: Option<Day>,
    pub(super) certain: bool,
    pub(super) source: Source,
    pub(super) named_in: Vec<EventIx>,
}

impl InConflict {
    /// The person may hold the post on one of these days.
    pub(super) fn covers(&self, at: Span) -> bool {
        let begins = |day: Day| at.latest.is_none_or(|latest| day.start() <= latest);
        let ends = |day: Day| at.earliest.is_none_or(|earliest| earliest <= day.end());
        self.first.is_none_or(begins) && self.last.is_none_or(ends)
    }
}

/// The posts that step aside in one concern.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aside<'a> {
    pub(super) all: Vec<InConflict>,
    conflicts: Option<&'a Conflicts>,
    partners: Vec<record::Code>,
}

impl<'a> Aside<'a> {
    /// Of a concern with these events: whatever any of them says counts for all of it, the later for the earlier too.
    pub(crate) fn of(
        members: &[EventIx],
        events: &[Event],
        around: &'a Around,
        policy: &Policy,
        directory: &mut Directory,
        as_of: Day,
    ) -> Self {
        let conflicts = around.conflicts();
        if conflicts.none() {
            return Self::default();
        }
        // By post, days and how sure: one person named in ten records is one conflict.
        let mut found: BTreeMap<Key, Vec<EventIx>> = BTreeMap::new();
        for ix in members.iter().copied().filter(|ix| in_view(events[*ix as usize].claimed, as_of)) {
            for named in conflicts.of_event(ix) {
                let post = directory.intern(&named.post);
                let source = if named.elsewhere.is_some() { Source::Elsewhere } else { Source::Named };
                let key = (post, named.first, named.last, named.certain, source);
                found.entry(key).or_default().push(named.elsewhere.unwrap_or(ix));
            }
            if let Some(post) = declared_of(&events[ix as usize]) {
                let post = directory.intern(post);
                let certain = may_declare(&events[ix as usize], post, directory);
                found.entry((post, None, None, certain, Source::Declared)).or_default().push(ix);
            }
        }
        let all = found.into_iter().map(|((post, first, last, certain, source), mut named_in)| {
            named_in.sort_unstable();
            named_in.dedup();
            InConflict { post, first, last, certain, source, named_in }
        });
        Self { all: all.collect(), conflicts: Some(conflicts), partners: policy.matters.partners.clone() }
    }

    /// No post steps aside.
    pub(crate) fn nobody(&self) -> bool {
        !self.all.iter().any(|one| one.certain)
    }

    /// The post is in conflict at that time, or answers to one that is.
    pub(crate) fn steps_aside(&self, post: PostIx, at: Span, directory: &Directory) -> bool {
        self.because(post, at, directory).next().is_some()
    }

    /// The days on which a certain conflict begins, and those after its end.
    pub(crate) fn changes(&self) -> impl Iterator<Item = Day> {
        let certain = self.all.iter().filter(|one| one.certain);
        certain.flat_map(|one| [one.first, one.last.map(|last| last.add_days(1))]).flatten()
    }

    /// The conflicts for which a post steps aside at that time.
    pub(super) fn because<'s>(
        &'s self,
        post: PostIx,
        at: Span,
        directory: &'s Directory,
    ) -> impl Iterator<Item = &'s InConflict> {
        let on = at.some_day();
        self.all.iter().filter(move |one| {
            one.certain && one.covers(at) && (one.post == post || directory.answers_to(post, one.post, on))
        })
    }

    /// An act of a post that steps aside, or of nobody named in the agency of one: it may be that post's own.
    pub(super) fn sets_aside(&self, act: &Act<'_>, directory: &Directory) -> bool {
        match act.post {
            Some(post) => self.steps_aside(post, act.at, directory),
            None => self
                .all
                .iter()
                .any(|one| one.certain && one.covers(act.at) && directory.agency(one.post) == act.agency),
        }
    }

    /// The acts that count: those that are set aside end, sign and accept nothing. A telling or a record stays what it is.
    pub(crate) fn counting<'l, 'e>(&self, acts: &'l [Act<'e>], directory: &Directory) -> Cow<'l, [Act<'e>]> {
        if self.nobody() {
            return Cow::Borrowed(acts);
        }
        let counts = |act: &&Act<'e>| !is_act_on_it(&act.event.body) || !self.sets_aside(act, directory);
        Cow::Owned(acts.iter().filter(counts).copied().collect())
    }

    /// An answer without the signature of a post that steps aside.
    pub(crate) fn signed<'b>(
        &self,
        answer: &'b Answered,
        at: Span,
        directory: &Directory,
    ) -> Cow<'b, Answered> {
        let second = answer.second_post.as_ref().and_then(|second| second.post.as_ref());
        let second = second.and_then(|post| directory.find(post));
        match second.filter(|post| self.steps_aside(*post, at, directory)) {
            Some(_) => Cow::Owned(Answered { second_post: None, ..answer.clone() }),
            None => Cow::Borrowed(answer),
        }
    }

    /// Who has it instead of a post that steps aside, with its rank; `None` if it does not.
    ///
    /// The next post up its line that does not step aside; else the post of the same rank in the first partner agency of which
    /// that holds; else outside oversight. Never a deputy: a deputy answers to the holder, and reads at the same desk.
    pub(crate) fn instead_of(
        &self,
        post: PostIx,
        rank: Rank,
        at: Span,
        directory: &mut Directory,
    ) -> Option<(PostIx, Rank)> {
        if self.nobody() || !self.steps_aside(post, at, directory) {
            return None;
        }
        let on = at.some_day();
        let above = directory.above_in_line(post, on).into_iter();
        let up = above.filter_map(|above| Some((above, directory.rank(above, on)?)));
        if let Some(up) = up.into_iter().find(|(above, _)| !self.steps_aside(*above, at, directory)) {
            return Some(up);
        }
        Some(self.outside(post, rank, at, directory))
    }

    /// The post of a rank in another agency that does not step aside, else outside oversight.
    fn outside(&self, post: PostIx, rank: Rank, at: Span, directory: &mut Directory) -> (PostIx, Rank) {
        let on = at.some_day();
        let own = directory.agency_id(directory.agency(post)).clone();
        let only = |kind: &record::Code| self.conflicts.and_then(|conflicts| conflicts.kinds.only(kind));
        let partners: Vec<AgencyId> =
            self.partners.iter().filter_map(only).filter(|agency| **agency != own).cloned().collect();
        for agency in partners {
            let agency = directory.intern_agency(&agency);
            let nobody = directory.unnamed(agency, Rank::FRONT_LINE);
            let there = directory.post_on_rung(nobody, rank, on);
            if !self.steps_aside(there, at, directory) {
                return (there, rank);
            }
        }
        let oversight = directory.post_on_rung(post, Rank::OVERSIGHT, on);
        // Where the one post of oversight is itself named, it is for whoever oversees that post: nobody in these files.
        let free = !self.steps_aside(oversight, at, directory);
        (if free { oversight } else { directory.oversight_unnamed() }, Rank::OVERSIGHT)
    }

    /// A rung on which a post would step aside is another's, at the same time: nobody waits longer for it.
    pub(crate) fn rungs(&self, climbed: &mut [WouldClimb], directory: &mut Directory) {
        if self.nobody() {
            return;
        }
        for rung in climbed {
            let at = Span { earliest: rung.earliest, latest: rung.latest };
            let post = directory.intern(&rung.post);
            if self.steps_aside(post, at, directory) {
                let (instead, _) = self.outside(post, rung.rank, at, directory);
                rung.post = directory.id(instead).clone();
            }
        }
    }
}

/// Something done with the concern, by which it could end, move or be signed.
pub(super) fn is_act_on_it(body: &Body) -> bool {
    matches!(
        body,
        Body::Opened(_)
            | Body::Answered(_)
            | Body::Refused(_)
            | Body::HandedOver(_)
            | Body::Accepted(_)
            | Body::Countersigned(_)
            | Body::Recorded(_)
    )
}

/// A post may say so of itself, a post may of those below it, and outside oversight of anybody. Said by others it is to be
/// checked: else a word would be enough to put an honest officer out of the way.
fn may_declare(event: &Event, post: PostIx, directory: &mut Directory) -> bool {
    let (agency, by) = directory.actor(&event.by);
    let on = event.claimed.earliest().or(event.claimed.latest()).map(Moment::day);
    let Some(by) = by else {
        return directory.agency_id(agency).as_str() == "oversight";
    };
    by == post || directory.answers_to(post, by, on) || directory.rank(by, on) == Some(Rank::OVERSIGHT)
}
