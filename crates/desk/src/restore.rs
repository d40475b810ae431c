//! A backup takes the place of a store that is gone or damaged.
//!
//! It is copied beside the place, checked against its own checkpoints, the key file and the second copy, and every erasure
//! that it may have missed is applied, before anybody else can read it. Only then it is moved into its place.

mod as_new;
mod standing;

use std::path::{Path, PathBuf};

use record::Logged;
use store::last_signed::{LastSigned, SizeAndRoot};
use store::{Address, Reader, Whole, files};
use told::key_file::KeyChain;
use told::subjects::{OFFICES, THINGS};

use self::standing::Standing;
use crate::archive::{AskPassphrase, signer, subject_key};
use crate::backup::checked;
use crate::keeping::KeepError;
use crate::{Archive, Error, Place, erase, keys};

/// Behind the name of a file that is not in its place yet.
const ENDING: &str = ".restoring";

/// What a restore is done with.
#[derive(Clone, Copy)]
pub struct RestoreOptions<'a> {
    /// Where what stands in the place is moved.
    pub keep_old: Option<&'a Path>,
    /// The backup lacks entries that were signed: go on under this name.
    pub as_new_log: Option<&'a str>,
    /// Now.
    pub logged: Logged,
    /// Asks for the passphrase.
    pub passphrase: &'a AskPassphrase<'a>,
}

/// What a restore did.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What the backup holds.
    pub whole: Whole,
    /// The new log's name and how many entries were lost, if the log goes on under a new name; not known again when an
    /// earlier run was only finished: it stands in the log's first new entry.
    pub new_log: Option<(String, Option<u64>)>,
    /// Where the second copy of the former log was moved.
    pub former_last_signed: Option<PathBuf>,
    /// Erasures applied again.
    pub replayed: erase::Replayed,
}

/// Puts a backup in the place of a store.
///
/// # Errors
/// [`Error`]: then what stood in the place still stands there, or where `keep_old` says.
pub fn restore(backup: &Path, place: &Place, options: &RestoreOptions<'_>) -> Result<Restored, Error> {
    let (chain, passphrase) = keys::load(place, options.passphrase)?;
    if let Some(origin) = options.as_new_log {
        if let Some(whole) = as_new::finish(place, &chain, origin, options.keep_old)? {
            let new_log = Some((origin.to_owned(), None));
            return Ok(Restored {
                whole,
                new_log,
                former_last_signed: None,
                replayed: erase::Replayed::default(),
            });
        }
        as_new::undo(place, &chain, origin)?;
    }
    let size = glance(backup, &chain)?;
    let signed = signed(place, &chain.origin)?;
    let standing = Standing::look(place, size, signed, options.keep_old)?;
    not_behind(backup, size, signed, place, options.as_new_log)?;
    let partial = partial(place);
    let sound = copied(backup, &partial)
        .and_then(|whole| holds_what_was_signed(backup, &partial, signed).map(|()| whole));
    if sound.is_err() {
        // The copy is of no use to anybody.
        let _ = files::remove_database(&partial);
    }
    let whole = sound?;
    let done = match options.as_new_log {
        None => {
            let archive = Archive::with_chain(&at(place, &partial), chain)?;
            let replayed = erase::replay(&archive, None)?;
            drop(archive);
            put(place, &partial, &standing)?;
            Restored { whole, new_log: None, former_last_signed: None, replayed }
        }
        Some(origin) => {
            let going = as_new::Going { place, chain: &chain, passphrase: &passphrase, origin, signed };
            going.on(whole, &partial, &standing, options.logged)?
        }
    };
    Ok(done)
}

fn partial(place: &Place) -> PathBuf {
    files::with_ending(&place.address.0, ENDING)
}

fn at(place: &Place, path: &Path) -> Place {
    Place { address: Address(path.to_owned()), ..place.clone() }
}

/// Is it a backup of this key file's log, with keys that the key file still opens? Gives its size.
fn glance(backup: &Path, chain: &KeyChain) -> Result<u64, Error> {
    let not_ours =
        |cause: store::Error| KeepError::Unsound { path: backup.to_owned(), why: cause.to_string() };
    let reader = Reader::untouched(backup).map_err(not_ours)?;
    let found = reader.meta("origin").map_err(not_ours)?.unwrap_or_default();
    if found != chain.origin {
        return Err(store::Error::OtherLog { found, wanted: chain.origin.clone() }.into());
    }
    if reader.meta("key").map_err(not_ours)? != Some(signer(chain)?.verifier_key().to_string()) {
        return Err(store::Error::OtherKey(found).into());
    }
    for id in [THINGS, OFFICES] {
        if let Some(subject) = reader.subject(id).map_err(not_ours)? {
            subject_key(chain, &subject)?;
        }
    }
    Ok(reader.size().map_err(not_ours)?)
}

/// What the second copy says; `None`: it is not there.
fn signed(place: &Place, origin: &str) -> Result<Option<SizeAndRoot>, Error> {
    match LastSigned::look(&place.last_signed) {
        Ok((whose, is)) if whose == origin => Ok(Some(is)),
        Ok((origin, _)) => {
            Err(store::Error::LastSignedOther { path: place.last_signed.clone(), origin }.into())
        }
        Err(store::Error::NoLastSigned(_)) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

fn not_behind(
    backup: &Path,
    found: u64,
    signed: Option<SizeAndRoot>,
    place: &Place,
    as_new_log: Option<&str>,
) -> Result<(), Error> {
    match (signed, as_new_log) {
        (Some(signed), None) if found < signed.size => {
            Err(KeepError::Behind { path: backup.to_owned(), found, signed: signed.size }.into())
        }
        (None, None) => Err(KeepError::NoLastSigned(place.last_signed.clone()).into()),
        (Some(signed), Some(_)) if found >= signed.size => {
            Err(KeepError::NotBehind(backup.to_owned()).into())
        }
        _ => Ok(()),
    }
}

/// A copy beside the place, read again and whole.
fn copied(backup: &Path, partial: &Path) -> Result<Whole, Error> {
    files::remove_database(partial).map_err(|cause| wrong(partial, cause))?;
    let copy = || -> std::io::Result<()> {
        let mut to = files::create_private(partial)?;
        std::io::copy(&mut std::fs::File::open(backup)?, &mut to)?;
        to.sync_all()
    };
    let [wal, _] = files::companions(backup);
    if std::fs::metadata(wal).is_ok_and(|wal| wal.len() > 0) {
        store::copy(backup, partial)?;
    } else {
        copy().map_err(|cause| wrong(partial, cause))?;
    }
    checked(partial).map_err(|cause| match cause {
        Error::Keep(KeepError::Unsound { why, .. }) => {
            KeepError::Unsound { path: backup.to_owned(), why }.into()
        }
        other => other,
    })
}

fn holds_what_was_signed(backup: &Path, partial: &Path, signed: Option<SizeAndRoot>) -> Result<(), Error> {
    let reader = Reader::untouched(partial)?;
    let Some(signed) = signed.filter(|signed| reader.size().is_ok_and(|size| size >= signed.size)) else {
        return Ok(());
    };
    if reader.root_at(signed.size)? == signed.root {
        return Ok(());
    }
    Err(KeepError::Contradicts { path: backup.to_owned(), size: signed.size }.into())
}

/// Moves what stands in the place aside and the new store into it.
fn put(place: &Place, partial: &Path, standing: &Standing) -> Result<(), Error> {
    store::alone(partial)?;
    standing.aside(&place.address.0)?;
    files::put_in_place_of(partial, &place.address.0).map_err(|cause| wrong(&place.address.0, cause))
}

fn wrong(path: &Path, cause: std::io::Error) -> Error {
    Error::file(path, cause, "mend the cause and run the restore again")
}
