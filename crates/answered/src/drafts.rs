//! Who came to owe an answer to a concern: posts told, and posts that accepted it from another.

use record::event::Told;
use record::outputs::EventIx;
use record::{Addressee, Body, Code, Event, Rank};

use crate::acting::{Owing, Relation, Stated, relation};
use crate::budget::move_up;
use crate::clock::{Clock, Reckoner};
use crate::conflict::Aside;
use crate::hands::Hands;
use crate::posts::Directory;
use crate::scene::Act;
use crate::span::Span;

/// What one post came to owe on one clock: one duty, or several if it was told again after it had answered.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) owing: Owing,
    pub(crate) clock: Clock,
    /// The tellings and acceptances, in canonical order.
    pub(crate) openings: Vec<Opening>,
    /// Hand-overs by this post that another accepted.
    pub(crate) releases: Vec<Release>,
    /// In whose hands it lies while it runs.
    pub(crate) hands: Hands,
}

impl Draft {
    /// How an act stands to whoever owes the answer at that time: the post, or whoever has it instead since a conflict began.
    pub(crate) fn relation(&self, directory: &Directory, act: &Act<'_>) -> Relation {
        let own = relation(directory, self.owing, act);
        match self.hands.instead(act.at).filter(|_| !own.may_end()) {
            Some(post) => relation(directory, Owing { post, stated: Stated::Post }, act),
            None => own,
        }
    }
}

/// One event that makes the post owe an answer.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    pub(crate) event: EventIx,
    pub(crate) start: Span,
    /// `None` if no clock with a number was in force.
    pub(crate) due: Option<Span>,
    pub(crate) rank: Rank,
    /// It was handed over to the post, not told to it.
    pub(crate) accepted: bool,
    /// The post told steps aside: this one has it instead.
    pub(crate) moved: bool,
}

/// A hand-over accepted: the duty is the receiver's from then on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Release {
    /// The hand-over.
    pub(crate) given: EventIx,
    /// The acceptance.
    pub(crate) event: EventIx,
    pub(crate) at: Span,
    /// The receiver's draft.
    pub(crate) to: usize,
}

/// The drafts of one concern.
pub(crate) fn drafts(
    openers: &[(EventIx, &Told)],
    acts: &[Act<'_>],
    events: &[Event],
    aside: &Aside<'_>,
    directory: &mut Directory,
    reckoner: &mut Reckoner<'_>,
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::with_capacity(1);
    for (ix, told) in openers {
        let at = Span::of(events[*ix as usize].claimed);
        let mut owing = owing(directory, &told.told_to, at);
        let clock = Clock::started_by(told);
        let mut rank =
            directory.rank(owing.post, at.some_day()).or(told.told_to.rank).unwrap_or(Rank::FRONT_LINE);
        let instead = aside.instead_of(owing.post, rank, at, directory);
        if let Some((post, its_rank)) = instead {
            (owing, rank) = (Owing { post, stated: Stated::Post }, its_rank);
        }
        let moved = instead.is_some();
        let due = reckoner.due(clock, at, &told.signs, rank);
        place(
            &mut drafts,
            owing,
            clock,
            Opening { event: *ix, start: at, due, rank, accepted: false, moved },
        );
    }
    if acts.iter().any(|act| matches!(act.event.body, Body::Accepted(_))) {
        hand_over(&mut drafts, openers, acts, directory, reckoner);
    }
    move_up(&mut drafts, openers, acts, aside, directory, reckoner);
    drafts
}

/// The post told, and how much the source says of it.
fn owing(directory: &mut Directory, to: &Addressee, at: Span) -> Owing {
    let stated = match (&to.post, to.rank) {
        (Some(_), _) => Stated::Post,
        (None, Some(rank)) => Stated::Rank(rank),
        (None, None) => Stated::Agency,
    };
    Owing { post: directory.resolve(to, at.some_day()), stated }
}

/// Puts an opening to the draft of its post and clock. Returns the draft's place.
pub(crate) fn place(drafts: &mut Vec<Draft>, owing: Owing, clock: Clock, opening: Opening) -> usize {
    if let Some(known) =
        drafts.iter().position(|draft| draft.owing.post == owing.post && draft.clock == clock)
    {
        let draft = &mut drafts[known];
        if owing.stated == Stated::Post {
            draft.owing.stated = Stated::Post;
        }
        draft.openings.push(opening);
        return known;
    }
    drafts.push(Draft {
        owing,
        clock,
        openings: vec![opening],
        releases: Vec::new(),
        hands: Hands::default(),
    });
    drafts.len() - 1
}

/// Makes every accepted hand-over a duty of the receiver, in the order of the acceptances.
///
/// An acceptance takes every hand-over to whoever accepts that was not certainly made later.
fn hand_over(
    drafts: &mut Vec<Draft>,
    openers: &[(EventIx, &Told)],
    acts: &[Act<'_>],
    directory: &mut Directory,
    reckoner: &mut Reckoner<'_>,
) {
    for accepted in acts.iter().filter(|act| matches!(act.event.body, Body::Accepted(_))) {
        for given in acts.iter().filter(|act| !accepted.at.certainly_before(act.at)) {
            let Some((receiver, stated)) = receiver(directory, given, accepted) else {
                continue;
            };
            let rank =
                directory.rank(receiver.post, accepted.at.some_day()).or(stated).unwrap_or(Rank::FRONT_LINE);
            let mut take = |drafts: &mut Vec<Draft>, (clock, signs): (Clock, &[Code])| {
                let due = reckoner.due(clock, accepted.at, signs, rank);
                let opening = Opening {
                    event: accepted.ix,
                    start: accepted.at,
                    due,
                    rank,
                    accepted: true,
                    moved: false,
                };
                place(drafts, receiver, clock, opening)
            };
            let givers = givers(drafts, directory, given, receiver);
            if givers.is_empty() {
                // Whoever gave it did not hold it, as far as the files tell; whoever accepted it owes the answer.
                take(drafts, told_first(openers, None));
            }
            for giver in givers {
                let to = take(drafts, told_first(openers, Some(drafts[giver].clock)));
                let release = Release { given: given.ix, event: accepted.ix, at: accepted.at, to };
                drafts[giver].releases.push(release);
            }
        }
    }
    for draft in drafts.iter_mut() {
        draft.openings.sort_by_key(|opening| opening.event);
        draft.openings.dedup_by_key(|opening| opening.event);
    }
}

/// The drafts that a hand-over gives away.
fn givers(drafts: &[Draft], directory: &Directory, given: &Act<'_>, receiver: Owing) -> Vec<usize> {
    let gives =
        |owing: Owing| owing.post != receiver.post && relation(directory, owing, given) == Relation::Holder;
    (0..drafts.len()).filter(|draft| gives(drafts[*draft].owing)).collect()
}

/// The post that owes the answer once `accepted` accepts `given`, with the rank the hand-over states; `None` if it
/// is no hand-over, or one to somebody else.
pub(crate) fn receiver(
    directory: &mut Directory,
    given: &Act<'_>,
    accepted: &Act<'_>,
) -> Option<(Owing, Option<Rank>)> {
    let Body::HandedOver(body) = &given.event.body else {
        return None;
    };
    let handed_to = owing(directory, &body.to, accepted.at);
    if directory.agency(handed_to.post) != accepted.agency {
        return None;
    }
    match accepted.post {
        // Handed to the agency or a rank, accepted by a post: that post owes the answer from now on.
        Some(post) if handed_to.stated != Stated::Post => Some((Owing { post, stated: Stated::Post }, None)),
        Some(post) if post != handed_to.post => None,
        _ => Some((handed_to, body.to.rank)),
    }
}

/// The clock to take over, with the signs of the first telling on it.
pub(crate) fn told_first<'a>(openers: &[(EventIx, &'a Told)], clock: Option<Clock>) -> (Clock, &'a [Code]) {
    let on_it = |told: &Told| clock.is_none_or(|clock| Clock::started_by(told) == clock);
    let first = openers.iter().find(|(_, told)| on_it(told)).map(|(_, told)| *told);
    let clock = clock.or(first.map(Clock::started_by)).unwrap_or(Clock::ConcernAnswer);
    (clock, first.map_or(&[], |told| told.signs.as_slice()))
}

/// A remark as a code.
pub(crate) fn remark(word: &'static str) -> Code {
    Code(smol_str::SmolStr::new_static(word))
}
