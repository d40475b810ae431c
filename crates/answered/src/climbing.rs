//! Climbing: where silence would have gone, rung by rung. Nothing climbed in reality, and nothing here is knowledge.

use record::outputs::WouldClimb;
use record::{Day, Moment, Rank};

use crate::clock::{Clock, Reckoner};
use crate::posts::{Directory, PostIx};
use crate::span::{Span, Until};

/// The rungs a duty would have reached while it ran, from the breach on.
///
/// Two counts run side by side: one from the first minute it can have been due, one from the last. A rung is
/// listed if the first count can have reached it, and *certain* only if the second must have. Each rung is the
/// one in force on the day the count before it ended. Rungs at or below the holder's rank take no time.
pub(crate) fn would_have_climbed(
    reckoner: &mut Reckoner<'_>,
    directory: &mut Directory,
    silent: &Silent,
    as_of: Day,
) -> Vec<WouldClimb> {
    let (mut first, mut last) = (silent.due.earliest, silent.due.latest);
    let started = silent.started.earliest.map(Moment::day);
    let mut climbed = Vec::new();
    let ranks = (0..=Rank::OVERSIGHT.number()).filter_map(Rank::new).filter(|rank| *rank > silent.rank);
    for rank in ranks {
        let mut rung = |below: Moment| reckoner.rung(silent.clock, rank, (started, below));
        let Some(reached) = rung(first.or(last).unwrap_or(as_of.start())) else { continue };
        // A rung without a number is one nobody can say was reached.
        if first.is_some() && reached.at.is_none() {
            break;
        }
        let later = last.and_then(&mut rung);
        let (earliest, latest) = (first.and(reached.at), later.and_then(|later| later.at));
        if earliest.is_some_and(|first| first >= silent.until.possible) {
            // A rung that moves none above it may be later than they are.
            if reached.firm { break } else { continue }
        }
        let certain = latest.is_some_and(|last| last < silent.until.certain);
        let post = directory.post_on_rung(silent.post, rank, earliest.or(latest).map(Moment::day));
        climbed.push(WouldClimb { rank, post: directory.id(post).clone(), earliest, latest, certain });
        if reached.firm {
            first = earliest;
        }
        if later.is_none_or(|later| later.firm) {
            last = latest;
        }
    }
    climbed
}

/// A duty that was due and ran on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Silent {
    pub(crate) clock: Clock,
    pub(crate) post: PostIx,
    pub(crate) rank: Rank,
    /// When the duty started.
    pub(crate) started: Span,
    pub(crate) due: Span,
    pub(crate) until: Until,
}

/// Adds where a duty moved. A rung of that rank which it can have reached by silence is certain once the move is.
pub(crate) fn put_moved(climbed: &mut Vec<WouldClimb>, moved: Option<WouldClimb>) {
    let Some(moved) = moved else { return };
    match climbed.iter_mut().find(|rung| rung.rank >= moved.rank) {
        Some(same) if same.rank == moved.rank && moved.certain && !same.certain => {
            same.latest = moved.latest;
            same.certain = true;
        }
        Some(_) => {}
        None => climbed.push(moved),
    }
}

/// Where a duty would have moved when its post answered that it lacks the means: up to where the budget is.
pub(crate) fn climb_on(
    post: PostIx,
    rank: Rank,
    answered: Span,
    as_of: Day,
    directory: &mut Directory,
) -> Option<WouldClimb> {
    let (post, rank) = directory.next_up(post, rank, answered.some_day())?;
    Some(WouldClimb {
        rank,
        post: directory.id(post).clone(),
        earliest: answered.earliest,
        latest: answered.latest,
        certain: answered.latest.is_some_and(|last| last <= as_of.end()),
    })
}
