//! Which posts may erase: none that was told of a concern about these people, acted on it, or must step aside from it.
//!
//! Whoever answers for a warning does not destroy it, and whoever is named in one must neither destroy it nor learn that it is there.
//! So both are refused in the same words, before anything is counted or shown, and the refusal is an entry of the log: it stands
//! in the concern from which the post steps aside, where oversight reads it and the post does not.

use std::collections::BTreeSet;

use record::event::{Assurance, Body, Event, Recorded};
use record::outputs::EventIx;
use record::policy::Policy;
use record::time::Claimed;
use record::{Code, ConcernRef, Day, Logged, PostId};

use super::choose::Chosen;
use super::ruling;
use crate::{Archive, Error, Reporter};

/// The activity of the entry that says that an erasure was refused.
pub(crate) const REFUSED: &str = "erasure.refused";

/// Whoever asks, and with what.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) policy: &'a Policy,
    /// The posts that ask; the first stands for all in the log.
    pub(crate) posts: &'a [&'a PostId],
    pub(crate) assurance: Assurance,
    pub(crate) logged: Logged,
    pub(crate) progress: &'a Reporter<'a>,
}

/// Refuses if one of the posts may not, and says so in the log.
///
/// # Errors
/// [`Error::AnotherPost`]; else the store says no.
pub(crate) fn refuse_the_concerned(
    archive: &Archive,
    asking: Asking<'_>,
    chosen: &Chosen,
) -> Result<(), Error> {
    let theirs: BTreeSet<u64> = chosen.places.iter().map(|(at, _)| *at).collect();
    let (indices, mut events): (Vec<u64>, Vec<Event>) = archive.events(asking.progress)?.into_iter().unzip();
    flow::apply_corrections(&mut events);
    let mut all: Vec<(u64, Event)> = indices.into_iter().zip(events).collect();
    all.sort_by(|a, b| a.1.compare(&b.1).then(a.0.cmp(&b.0)));
    let (indices, events): (Vec<u64>, Vec<Event>) = all.into_iter().unzip();
    let erased: Vec<EventIx> =
        (0..).zip(&indices).filter(|(_, at)| theirs.contains(at)).map(|(ix, _)| ix).collect();
    let today = day_of(asking.logged);
    let Some(ix) = flow::may_not_erase(asking.posts, &erased, &events, asking.policy, today) else {
        return Ok(());
    };
    let concern = events.get(ix as usize).and_then(Event::concern).cloned();
    note(archive, asking, concern)?;
    Err(Error::AnotherPost)
}

/// Says in the log that it was refused. Not why: whoever may read the concern finds it there.
fn note(archive: &Archive, asking: Asking<'_>, concern: Option<ConcernRef>) -> Result<(), Error> {
    let Some(by) = asking.posts.first() else { return Ok(()) };
    let others = asking.posts.iter().skip(1);
    let entry = Recorded {
        activity: Code::new(REFUSED),
        codes: others.map(|second| (Code::new("second_post"), Code::new(second.as_str()))).collect(),
        signs: Vec::new(),
        concern,
        told_to: None,
        mentions: Vec::new(),
        columns: Vec::new(),
        words: None,
        action: None,
        source_of_information: None,
    };
    let mut event = ruling(archive, by, asking.assurance, asking.logged, Body::Recorded(Box::new(entry)))?;
    event.claimed = Claimed::day(day_of(asking.logged));
    archive.append_alone(&event)?;
    Ok(())
}

/// The day, in UTC, on which candour took it.
fn day_of(logged: Logged) -> Day {
    const MICROSECONDS: i64 = 86_400_000_000;
    Day(i32::try_from(logged.0.div_euclid(MICROSECONDS)).unwrap_or(i32::MAX / 2))
}
