//! Erasures done again: after a stop halfway, and after a backup from before them was restored.

use record::event::{Assurance, Body, Erasure};
use record::{Logged, PostId};

use super::{destruction, journal, ruling};
use crate::{Archive, Error};

/// What was done again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Erasures of the log that were not finished.
    pub finished: usize,
    /// Erasures of the journal that the log does not hold: it was restored from before them.
    pub again: usize,
}

/// Applies every erasure that the log or the journal holds and that is not applied.
///
/// `former` is the log this one goes on from, at the moment it does: an erasure that the restored copy misses is done
/// again and becomes an entry of the new log. Later it is not looked at again: numbers of subjects that were lost with the
/// old store may have been given to others since.
///
/// # Errors
/// [`Error`] when the journal or the store does not read.
pub fn replay(archive: &Archive, former: Option<&str>) -> Result<Replayed, Error> {
    let mut replayed = Replayed::default();
    for at in archive.store().read(store::Reader::rulings)? {
        let Body::Erased(erasure) = archive.event_of(&archive.row(at)?)?.body else { continue };
        if !is_applied(archive, &erasure)? {
            archive.store().destroy(destruction(&erasure))?;
            replayed.finished += 1;
        }
    }
    let size = archive.store().read(store::Reader::size)?;
    for noted in journal::read(archive.place())? {
        // The places of an erasure are of the log up to it: a log restored from before has the same entries there.
        let ours = noted.origin == archive.origin() || former == Some(noted.origin.as_str());
        let in_the_log = noted.origin == archive.origin() && noted.index < size;
        if !ours || in_the_log || is_applied(archive, &noted.erasure)? {
            continue;
        }
        let erasure = within(noted.erasure, size);
        let by = PostId::new("candour/restore");
        // The log stamps it with the time of its last entry: when it was first done stands in the journal alone.
        let body = Body::Erased(Box::new(erasure.clone()));
        archive.append_alone(&ruling(archive, &by, Assurance::CommandLine, Logged(0), body)?)?;
        archive.store().destroy(destruction(&erasure))?;
        replayed.again += 1;
    }
    if replayed != Replayed::default() {
        archive.forget_known();
    }
    Ok(replayed)
}

/// Is everything it names gone?
fn is_applied(archive: &Archive, erasure: &Erasure) -> Result<bool, Error> {
    for id in &erasure.subjects {
        if archive
            .store()
            .read(|reader| reader.subject(*id))?
            .is_some_and(|subject| subject.wrapped.is_some())
        {
            return Ok(false);
        }
    }
    for (at, group) in &erasure.places {
        let row = archive.store().read(|reader| reader.record(*at))?;
        let there =
            |row: store::Row| row.groups.iter().any(|other| other.group == *group && other.sealed.is_some());
        if row.is_some_and(there) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Only what the log has.
fn within(mut erasure: Erasure, size: u64) -> Erasure {
    erasure.places.retain(|(at, _)| *at < size);
    erasure.concerns.retain(|(at, _)| *at < size);
    erasure.passes.retain(|(at, _)| *at < size);
    erasure
}
