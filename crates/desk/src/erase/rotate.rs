//! A new epoch: every subject's key wrapped under a new key, and the old one given up, so that an old copy of the key
//! table opens nothing any more.
//!
//! The key file holds both epochs first, then the table is wrapped anew in one transaction, then the key file forgets the
//! old one. After a stop in between, the next start finds two epochs and goes on from there.

use told::keys::{Secret, wrap};

use crate::archive::{self, subject_context};
use crate::{Archive, Error, chance, keys};

/// Begins a new epoch and gives up the old ones; gives its number.
pub(crate) fn rotate(archive: &mut Archive, passphrase: &str) -> Result<u32, Error> {
    let next = archive.chain.epochs.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
    let key = chance::with(Secret::draw)?;
    archive.chain.epochs.push((next, key));
    keys::replace(&archive.place().keys, &archive.chain, passphrase)?;
    finish(archive, passphrase)
}

/// Wraps everything under the newest epoch and gives up the others.
pub(crate) fn finish(archive: &mut Archive, passphrase: &str) -> Result<u32, Error> {
    let chain = archive.chain.clone();
    let (epoch, epoch_key) = chain.epoch().ok_or(Error::Epoch(0))?;
    let epoch_key = epoch_key.clone();
    archive.store().rewrap(move |subject| {
        let stopped = |cause: Error| store::Error::Log(cause.to_string());
        let Some(key) = archive::subject_key(&chain, subject).map_err(stopped)? else { return Ok(None) };
        let context = subject_context(subject.id, epoch);
        let wrapped = chance::with(|draw| wrap(&epoch_key, &key.key.0, &context, draw)).map_err(stopped)?;
        Ok(Some((epoch, wrapped)))
    })?;
    archive.chain.epochs.retain(|(number, _)| *number == epoch);
    keys::replace(&archive.place().keys, &archive.chain, passphrase)?;
    Ok(epoch)
}
