//! Going on under a new name when entries that were signed are lost for good.
//!
//! The former log's checkpoints, second copy and key are kept: whoever holds one of its receipts can still show it. The
//! new log begins with an event that says what was lost.

use std::path::{Path, PathBuf};

use record::event::{Assurance, Body, By, Continued, Event};
use record::{AgencyId, Claimed, EventId, Logged, SourceRef};
use store::last_signed::{LastSigned, SizeAndRoot};
use store::{Reader, Whole, files};
use told::key_file::KeyChain;
use told::keys::Secret;

use super::standing::Standing;
use super::{ENDING, Restored, at, partial, put, wrong};
use crate::agencies::slug;
use crate::archive::signer;
use crate::backup::checked;
use crate::keeping::KeepError;
use crate::{Archive, Error, Place, chance, erase, keys};

/// Behind the name of the second copy: the journal of erasures.
const JOURNAL: &str = ".erasures";

/// What going on under a new name needs.
pub(super) struct Going<'a> {
    pub(super) place: &'a Place,
    pub(super) chain: &'a KeyChain,
    pub(super) passphrase: &'a str,
    pub(super) origin: &'a str,
    pub(super) signed: Option<SizeAndRoot>,
}

impl Going<'_> {
    /// Everything is made ready beside its place; then second copy, key file and store are moved in, in this order.
    pub(super) fn on(
        &self,
        whole: Whole,
        partial: &Path,
        standing: &Standing,
        logged: Logged,
    ) -> Result<Restored, Error> {
        let (place, former) = (self.place, &self.chain.origin);
        if self.origin == former {
            return Err(KeepError::SameOrigin(former.clone()).into());
        }
        let mut chain = self.chain.clone();
        chain.origin = self.origin.to_owned();
        chain.signing = chance::with(Secret::draw)?;
        let signer = signer(&chain)?;
        let is = store::continue_as(partial, &signer)?;
        let last = files::with_ending(&place.last_signed, ENDING);
        files::remove(&last).map_err(|cause| wrong(&last, cause))?;
        LastSigned::make(&last, self.origin, is)?;
        let here = Place { last_signed: last.clone(), ..at(place, partial) };
        let replayed = self.begin(&here, chain.clone(), &whole, logged)?;
        let new_keys = files::with_ending(&place.keys, ENDING);
        keys::replace(&new_keys, &chain, self.passphrase)?;
        let former_last_signed = former_place(place, former);
        if place.last_signed.exists() {
            files::put_in_place(&place.last_signed, &former_last_signed)
                .map_err(|cause| wrong(&former_last_signed, cause))?;
        }
        files::put_in_place(&last, &place.last_signed).map_err(|cause| wrong(&last, cause))?;
        files::put_in_place_of(&new_keys, &place.keys).map_err(|cause| wrong(&new_keys, cause))?;
        put(place, partial, standing)?;
        let lost = self.signed.map_or(0, |signed| signed.size.saturating_sub(whole.is.size));
        Ok(Restored {
            whole,
            new_log: Some((self.origin.to_owned(), Some(lost))),
            former_last_signed: self.signed.map(|_| former_last_signed),
            replayed,
        })
    }

    /// The first entry of the new log, and the erasures that the backup missed.
    fn begin(
        &self,
        here: &Place,
        chain: KeyChain,
        whole: &Whole,
        logged: Logged,
    ) -> Result<erase::Replayed, Error> {
        let journal = files::with_ending(&self.place.last_signed, JOURNAL);
        let copy = files::with_ending(&here.last_signed, JOURNAL);
        if journal.exists() {
            std::fs::copy(&journal, &copy).map_err(|cause| wrong(&copy, cause))?;
        }
        let archive = Archive::with_chain(here, chain)?;
        let event = self.event(&archive, whole, logged)?;
        archive.store().append(vec![archive.seal_alone(&event)?], false)?;
        let replayed = erase::replay(&archive, Some(&whole.origin))?;
        files::remove(&copy).map_err(|cause| wrong(&copy, cause))?;
        Ok(replayed)
    }

    fn event(&self, archive: &Archive, whole: &Whole, logged: Logged) -> Result<Event, Error> {
        let mut bytes = [0; 16];
        chance::with(|draw| draw(&mut bytes))?;
        let former = self.signed.unwrap_or(whole.is);
        Ok(Event {
            id: EventId(u128::from_be_bytes(bytes) | 1 << 127),
            claimed: Claimed::UNKNOWN,
            logged,
            by: By {
                agency: AgencyId::new("candour"),
                post: None,
                holder: None,
                assurance: Assurance::CommandLine,
            },
            source: SourceRef { file: archive.told_file(), line: 0, part: 0 },
            body: Body::Continued(Box::new(Continued {
                former_origin: whole.origin.as_str().into(),
                former_key: whole.key.as_str().into(),
                former_size: former.size,
                former_root: former.root.to_base64().into(),
                kept: whole.is.size,
            })),
        })
    }
}

/// Where the second copy of a former log is kept.
fn former_place(place: &Place, origin: &str) -> PathBuf {
    files::with_ending(&place.last_signed, &format!(".old-{}", slug(origin)))
}

/// A run was stopped when only the store was still to be moved: moves it.
pub(super) fn finish(
    place: &Place,
    chain: &KeyChain,
    origin: &str,
    keep: Option<&Path>,
) -> Result<Option<Whole>, Error> {
    if chain.origin != origin {
        return Ok(None);
    }
    let partial = partial(place);
    if !partial.exists() {
        return Err(KeepError::SameOrigin(origin.to_owned()).into());
    }
    let there = Reader::open(&place.address).and_then(|reader| reader.meta("origin"));
    let whole = checked(&partial)?;
    if whole.origin != origin || there.is_ok_and(|there| there.as_deref() == Some(origin)) {
        return Err(KeepError::SameOrigin(origin.to_owned()).into());
    }
    // What stands there was looked at when the run began: of the former log only a smaller store may go.
    let former = SizeAndRoot { size: u64::MAX, root: whole.is.root };
    let standing = Standing::look(place, whole.is.size, Some(former), keep)?;
    put(place, &partial, &standing)?;
    Ok(Some(whole))
}

/// A run was stopped between second copy and key file: the former second copy goes back, and all begins again.
pub(super) fn undo(place: &Place, chain: &KeyChain, origin: &str) -> Result<(), Error> {
    let former = former_place(place, &chain.origin);
    let there = LastSigned::look(&place.last_signed).ok();
    if former.exists() && there.is_none_or(|(whose, _)| whose == origin) {
        files::put_in_place(&former, &place.last_signed).map_err(|cause| wrong(&former, cause))?;
    }
    Ok(())
}
