//! Climbing: where silence would have gone, rung by rung. Nothing climbed in reality, and nothing here is knowledge.

use record::outputs::WouldClimb;
use record::policy::Rung;
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
    let mut climbed = Vec::new();
    let mut number = 0;
    loop {
        let on = first.or(last).map_or(as_of, Moment::day);
        let Some(rung) = reckoner.rungs(silent.clock, on).iter().find(|rung| rung.rung > number).copied()
        else {
            break;
        };
        number = rung.rung;
        if rung.rank <= silent.rank {
            continue;
        }
        let later = last.and_then(|last| same_number(reckoner.rungs(silent.clock, last.day()), number));
        last = last.zip(later).and_then(|(last, rung)| reckoner.add(last, rung.amount, rung.unit));
        if let Some(from) = first {
            // A rung without a number is one nobody can say was reached.
            let Some(reached) = reckoner.add(from, rung.amount, rung.unit) else {
                break;
            };
            first = Some(reached);
        }
        if first.is_some_and(|first| first >= silent.until.possible) {
            break;
        }
        let same_rank = later.is_some_and(|later| later.rank == rung.rank);
        let certain = same_rank && last.is_some_and(|last| last < silent.until.certain);
        let post = directory.post_on_rung(silent.post, rung.rank, first.or(last).map(Moment::day));
        climbed.push(WouldClimb {
            rank: rung.rank,
            post: directory.id(post).clone(),
            earliest: first,
            latest: last,
            certain,
        });
    }
    climbed
}

/// A duty that was due and ran on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Silent {
    pub(crate) clock: Clock,
    pub(crate) post: PostIx,
    pub(crate) rank: Rank,
    pub(crate) due: Span,
    pub(crate) until: Until,
}

fn same_number<'p>(rungs: &[&'p Rung], number: u8) -> Option<&'p Rung> {
    rungs.iter().find(|rung| rung.rung == number).copied()
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
