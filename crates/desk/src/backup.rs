//! Backups: a consistent copy, taken while the store is in use, checked before it takes its place.
//!
//! The key file is not in it. Every backup is registered in the store, so that an erasure can write it anew.

use std::path::{Path, PathBuf};

use record::Logged;
use store::{Reader, Whole, files};

use crate::keeping::KeepError;
use crate::{Archive, Error};

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where it is, from the root of the file system.
    pub path: PathBuf,
    /// What it holds: it was read again from the disk and holds together.
    pub whole: Whole,
    /// Its size.
    pub bytes: u64,
}

/// Writes a backup to `to`, or writes the one that is there anew.
///
/// # Errors
/// [`Error`]: then what stood at `to` still stands there.
pub fn backup_to(archive: &Archive, to: &Path, made: Logged) -> Result<Made, Error> {
    let path = std::path::absolute(to).map_err(|cause| wrong(to, cause))?;
    let name = path.to_str().ok_or_else(|| KeepError::Name(path.clone()))?.to_owned();
    own_place(archive, &path)?;
    let here = archive.store().read(Reader::size)?;
    may_replace(archive, &path, here)?;
    room(archive, &path)?;
    let before = archive.store().read(Reader::backups)?.into_iter().find(|(known, _, _)| *known == name);
    // Registered first, so that the copy knows of itself: a store restored from it erases there too.
    archive.store().register_backup(&name, made, here)?;
    let done = write(archive, &path);
    match (&done, before) {
        (Ok(copy), _) => archive.store().register_backup(&name, made, copy.whole.is.size)?,
        (Err(_), Some((_, made, size))) => archive.store().register_backup(&name, Logged(made), size)?,
        (Err(_), None) => archive.store().forget_backup(&name)?,
    }
    done
}

/// What came of a backup that was to be written anew: its place, and the copy or why there is none.
pub type Renewed = (PathBuf, Result<Made, Error>);

/// Writes every registered backup that is there anew; with what came of each.
///
/// # Errors
/// [`Error`] when the store does not give its list.
pub fn renew_backups(archive: &Archive, made: Logged) -> Result<Vec<Renewed>, Error> {
    let mut done = Vec::new();
    for (path, _, _) in archive.store().read(Reader::backups)? {
        let path = PathBuf::from(path);
        let renewed = match std::fs::metadata(&path) {
            Ok(_) => backup_to(archive, &path, made),
            Err(cause) => Err(Error::file(&path, cause, "bring it back and write it anew, or destroy it")),
        };
        done.push((path, renewed));
    }
    Ok(done)
}

/// Copies beside the place, checks the copy, puts it in place, and leaves nothing of the one before.
fn write(archive: &Archive, path: &Path) -> Result<Made, Error> {
    let partial = files::with_ending(path, ".partial");
    files::remove_database(&partial).map_err(|cause| wrong(path, cause))?;
    store::copy(archive.store().path(), &partial)?;
    let checked = checked(&partial);
    if checked.is_err() {
        // It is of no use to anybody.
        let _ = files::remove_database(&partial);
    }
    let whole = checked?;
    // What was erased since still lay in the one before.
    files::put_in_place_of(&partial, path).map_err(|cause| wrong(path, cause))?;
    let bytes = std::fs::metadata(path).map_err(|cause| wrong(path, cause))?.len();
    Ok(Made { path: path.to_owned(), whole, bytes })
}

/// What a backup holds, if it holds together.
pub(crate) fn checked(path: &Path) -> Result<Whole, Error> {
    let unsound = |cause: store::Error| KeepError::Unsound { path: path.to_owned(), why: cause.to_string() };
    Ok(Reader::untouched(path).and_then(|reader| store::whole(&reader)).map_err(unsound)?)
}

/// A backup over the store or its secrets would destroy what it is to save.
fn own_place(archive: &Archive, path: &Path) -> Result<(), Error> {
    let place = archive.place();
    let is = |own: &Path| {
        let same = path.canonicalize().ok().zip(own.canonicalize().ok()).is_some_and(|(a, b)| a == b);
        same || std::path::absolute(own).is_ok_and(|own| own == path)
    };
    let database = &place.address.0;
    let [wal, shm] = files::companions(database);
    if [database, &place.keys, &place.last_signed, &wal, &shm].into_iter().any(|own| is(own)) {
        return Err(KeepError::OwnPlace(path.to_owned()).into());
    }
    Ok(())
}

/// Only an older backup of the same log, or of one that this log goes on from, is written over.
fn may_replace(archive: &Archive, path: &Path, here: u64) -> Result<(), Error> {
    if std::fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    let not_ours =
        |cause: store::Error| KeepError::NotABackup { path: path.to_owned(), why: cause.to_string() };
    let reader = Reader::untouched(path).map_err(not_ours)?;
    let found = reader.meta("origin").map_err(not_ours)?.unwrap_or_default();
    let there = reader.size().map_err(not_ours)?;
    let former = archive.store().read(Reader::former_checkpoints)?;
    if found != archive.origin() && former.iter().all(|(origin, _, _)| *origin != found) {
        return Err(KeepError::OtherLog { path: path.to_owned(), origin: found }.into());
    }
    if there > here {
        return Err(KeepError::Newer { path: path.to_owned(), there, here }.into());
    }
    Ok(())
}

/// A backup never fills the disk that the store may stand on.
fn room(archive: &Archive, path: &Path) -> Result<(), Error> {
    let database = archive.store().path();
    let parts = [database.to_owned(), files::with_ending(database, "-wal")];
    let bytes: u64 =
        parts.iter().filter_map(|part| std::fs::metadata(part).ok()).map(|part| part.len()).sum();
    let wanted_mb = (bytes >> 20) + 1 + store::RESERVE_MB;
    let folder = path.parent().unwrap_or(path);
    match store::free_mb(folder) {
        Some(free_mb) if free_mb < wanted_mb => {
            let words = format!("only {free_mb} MB are free there and {wanted_mb} are wanted");
            Err(wrong(path, std::io::Error::other(words)))
        }
        _ => Ok(()),
    }
}

fn wrong(path: &Path, cause: std::io::Error) -> Error {
    Error::file(path, cause, "name a place for the backup that may be written and has room")
}
