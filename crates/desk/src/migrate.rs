//! A store from before the ledger becomes a log: every event is sealed and appended in its order.
//!
//! All of it is built beside the old store, which is left as it is until everything was read back and compared. Then the
//! new one takes its place and the old one's bytes are overwritten: names lay open in it.

use std::path::{Path, PathBuf};

use record::Logged;
use store::files;
use store::last_signed::LastSigned;
use store::version_1::First;
use told::key_file::KeyChain;
use told::keys::Secret;

use crate::archive::AskPassphrase;
use crate::extracts::Hashed;
use crate::import::seal_chunk;
use crate::keeping::KeepError;
use crate::unseal::{SubjectKeys, open};
use crate::{Archive, Error, Place, Progress, Reporter, keys};

/// Events of one commit.
const CHUNK: usize = 4096;
// Behind the name of the new store while it is built, and of the old one while it goes.
const NEW: &str = ".migrating";
const OLD: &str = ".before-ledger";

/// What a migration is done with.
#[derive(Clone, Copy)]
pub struct MigrateOptions<'a> {
    /// Where the old store is kept; `None`: its bytes are overwritten.
    pub keep: Option<&'a Path>,
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
    /// Asks for the passphrase of the key file that is made.
    pub passphrase: &'a AskPassphrase<'a>,
}

/// What a migration did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// Events that became entries; each was read back and is the same.
    pub events: u64,
    /// Files.
    pub files: u64,
    /// Keys of imported rows.
    pub seen: u64,
    /// An earlier run had done it all but take the old store away.
    pub finished: bool,
    /// It had a ledger: its log was left as it is, and only tables beside it were made anew.
    pub beside: bool,
}

/// Brings a store of an earlier version to this one, in its place.
///
/// # Errors
/// [`Error`]: then the old store stands as it stood, and the migration can be run again.
pub fn migrate(place: &Place, options: &MigrateOptions<'_>) -> Result<Migrated, Error> {
    let path = &place.address.0;
    let (new, old) = (files::with_ending(path, NEW), files::with_ending(path, OLD));
    if let Some(keep) = options.keep.filter(|keep| keep.exists()) {
        return Err(KeepError::Taken(keep.to_owned()).into());
    }
    if old.exists() && !path.exists() {
        // A stop between the two renames: the old store goes back to its place.
        files::put_in_place(&old, path).map_err(|cause| wrong(path, cause))?;
    }
    if !old.exists() && store::upgrade(path)? {
        return Ok(Migrated { beside: true, ..Migrated::default() });
    }
    let first = match First::open(path) {
        Err(store::Error::Migrated(_)) if old.exists() => {
            take_away(&old, options.keep)?;
            return Ok(Migrated { finished: true, ..Migrated::default() });
        }
        other => other?,
    };
    let chain = keys::for_migration(place, options.passphrase, first.secret()?.map(Secret))?;
    clear(place, &chain, &new)?;
    let there = Place { address: store::Address(new.clone()), ..place.clone() };
    let migrated = fill(&first, &there, chain, options.progress)?;
    first.close()?;
    settled(&new)?;
    std::fs::rename(path, &old).map_err(|cause| wrong(path, cause))?;
    files::put_in_place(&new, path).map_err(|cause| wrong(path, cause))?;
    take_away(&old, options.keep)?;
    Ok(migrated)
}

/// Takes away what an earlier run that was stopped left; nothing of another log.
fn clear(place: &Place, chain: &KeyChain, new: &Path) -> Result<(), Error> {
    files::remove_database(new).map_err(|cause| wrong(new, cause))?;
    match LastSigned::look(&place.last_signed) {
        Err(store::Error::NoLastSigned(_)) => Ok(()),
        Ok((origin, _)) if origin == chain.origin => {
            files::remove(&place.last_signed).map_err(|cause| wrong(&place.last_signed, cause))
        }
        Ok((origin, _)) => {
            Err(store::Error::LastSignedOther { path: place.last_signed.clone(), origin }.into())
        }
        Err(other) => Err(other.into()),
    }
}

fn fill(first: &First, place: &Place, chain: KeyChain, progress: &Reporter<'_>) -> Result<Migrated, Error> {
    let (files, seen, policies) = (first.files()?, first.seen()?, first.policies()?);
    let archive = Archive::begun_with(place, chain, &files)?;
    archive.store().append_and(Vec::new(), move |extra| {
        policies.iter().try_for_each(|(digest, files)| extra.former_policy(digest, files))
    })?;
    for chunk in seen.chunks(CHUNK * 16) {
        let chunk = chunk.to_vec();
        archive
            .store()
            .append_and(Vec::new(), move |extra| chunk.iter().try_for_each(|key| extra.former_seen(key)))?;
    }
    let of = first.size()?;
    let (mut after, mut done) = (0, 0);
    loop {
        let (last, events) = first.events(after, CHUNK)?;
        if events.is_empty() {
            break;
        }
        let hashed: Vec<Hashed> = events.into_iter().map(|event| (None, event)).collect();
        archive.store().append(seal_chunk(&archive, &hashed)?, false)?;
        done += hashed.len() as u64;
        progress(Progress { what: "sealing the old store", done, of });
        after = last;
    }
    compare(first, &archive, of, progress)?;
    let seen = archive.store().read(|reader| reader.count(store::Counted::Seen))?;
    archive.store().fold()?;
    Ok(Migrated { events: of, files: files.len() as u64, seen, ..Migrated::default() })
}

/// Every event reads back as it was, but that its time never runs backwards.
fn compare(first: &First, archive: &Archive, of: u64, progress: &Reporter<'_>) -> Result<(), Error> {
    let subjects = SubjectKeys::load(archive)?;
    let (mut after, mut done, mut logged) = (0, 0, Logged(i64::MIN));
    loop {
        let (last, events) = first.events(after, CHUNK)?;
        let mut rows = Vec::with_capacity(events.len());
        archive.store().read(|reader| {
            reader.records(done, done + CHUNK as u64, &mut |row| {
                rows.push(row);
                Ok(())
            })
        })?;
        if rows.len() != events.len() {
            return Err(KeepError::NotEqual(done + rows.len().min(events.len()) as u64).into());
        }
        if events.is_empty() {
            return Ok(());
        }
        for (mut event, row) in events.into_iter().zip(&rows) {
            logged = logged.max(event.logged);
            event.logged = logged;
            if open(row, &subjects)? != event {
                return Err(KeepError::NotEqual(row.position).into());
            }
        }
        done += rows.len() as u64;
        progress(Progress { what: "comparing", done, of });
        after = last;
    }
}

/// The new store lies whole in its one file.
fn settled(new: &Path) -> Result<(), Error> {
    store::alone(new)?;
    let [wal, shm] = files::companions(new);
    files::remove(&wal).and_then(|()| files::remove(&shm)).map_err(|cause| wrong(new, cause))
}

fn take_away(old: &Path, keep: Option<&Path>) -> Result<(), Error> {
    match keep {
        Some(keep) => files::put_in_place(old, keep).map_err(|cause| wrong(keep, cause)),
        None => files::wipe(old).map_err(|cause| wrong(old, cause)),
    }
}

fn wrong(path: &Path, cause: std::io::Error) -> Error {
    Error::file(PathBuf::from(path), cause, "mend the cause and run the migration again")
}
