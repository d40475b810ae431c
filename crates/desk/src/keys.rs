//! The key file on the disk: made once with the store, opened with the passphrase.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use told::key_file::{self, Cost, KeyChain};
use told::keys::Secret;
use zeroize::Zeroizing;

use crate::archive::{AskPassphrase, Place};
use crate::{Error, chance};

/// How the name of a key file ends.
const ENDING: &str = ".keys";
/// Key files have a few hundred bytes; more is something else.
const LARGEST: u64 = 1 << 20;
/// Fewer characters are soon guessed.
const SHORTEST_PASSPHRASE: usize = 12;

/// The key file's default place: beside the database.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ENDING);
    PathBuf::from(name)
}

/// Opens the key file; makes it where neither it nor the store is there.
pub(crate) fn load_or_make(place: &Place, ask: &AskPassphrase<'_>) -> Result<KeyChain, Error> {
    match read(&place.keys) {
        Ok(text) => open(&place.keys, &text, ask),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            let begun = std::fs::metadata(&place.address.0).is_ok_and(|file| file.len() > 0);
            if begun { Err(Error::NoKeys(place.keys.clone())) } else { make(place, ask, None) }
        }
        Err(cause) => Err(Error::file(&place.keys, cause, "name the key file of the store with `--keys`")),
    }
}

/// Opens the key file of a store from before the ledger; makes it, with the secret that keyed the store's hashes so far.
pub(crate) fn for_migration(
    place: &Place,
    ask: &AskPassphrase<'_>,
    secret: Option<Secret>,
) -> Result<KeyChain, Error> {
    if !place.keys.exists() {
        return make(place, ask, secret);
    }
    let chain = load(place, ask)?;
    // A run that was stopped left its key file.
    if secret.is_some_and(|secret| secret != chain.store) {
        let problem = "is of another store; move it away, or name another place with `--keys`".into();
        return Err(Error::Keys { path: place.keys.clone(), problem });
    }
    Ok(chain)
}

/// Opens the key file and gives the passphrase too: for what writes the key file anew.
pub(crate) fn load_with_passphrase(
    place: &Place,
    ask: &AskPassphrase<'_>,
) -> Result<(KeyChain, Zeroizing<String>), Error> {
    let kept = std::cell::RefCell::new(Zeroizing::new(String::new()));
    let chain = load(place, &|new| {
        let passphrase = ask(new)?;
        kept.replace(Zeroizing::new(passphrase.clone()));
        Ok(passphrase)
    })?;
    Ok((chain, kept.into_inner()))
}

/// Opens the key file, which must be there.
pub(crate) fn load(place: &Place, ask: &AskPassphrase<'_>) -> Result<KeyChain, Error> {
    match read(&place.keys) {
        Ok(text) => open(&place.keys, &text, ask),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Err(Error::NoKeys(place.keys.clone())),
        Err(cause) => Err(Error::file(&place.keys, cause, "name the key file of the store with `--keys`")),
    }
}

fn open(path: &Path, text: &str, ask: &AskPassphrase<'_>) -> Result<KeyChain, Error> {
    let wrong = |problem: String| Error::Keys { path: path.to_owned(), problem };
    key_file::origin(text).map_err(|cause| wrong(cause.to_string()))?;
    let passphrase = Zeroizing::new(ask(false).map_err(Error::Passphrase)?);
    key_file::open(text, &passphrase).map_err(|cause| wrong(cause.to_string()))
}

fn make(place: &Place, ask: &AskPassphrase<'_>, secret: Option<Secret>) -> Result<KeyChain, Error> {
    let passphrase = Zeroizing::new(ask(true).map_err(Error::Passphrase)?);
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(Error::Passphrase(format!(
            "the passphrase is too short; use at least {SHORTEST_PASSPHRASE} characters, several words for instance"
        )));
    }
    let mut chain = chance::with(|draw| {
        let origin = place.origin.clone().unwrap_or_else(|| fresh_origin(draw));
        KeyChain::draw(&origin, draw)
    })?;
    if let Some(secret) = secret {
        chain.store = secret;
    }
    // A name that cannot be a log's is refused before anything is made.
    crate::archive::signer(&chain)?;
    let text =
        Zeroizing::new(chance::with(|draw| key_file::write(&chain, &passphrase, Cost::STANDARD, draw))?);
    write_new(&place.keys, &text)?;
    Ok(chain)
}

/// A log's name must be its own: a random one, until the operator gives it a name of theirs.
fn fresh_origin(draw: &mut told::keys::Draw<'_>) -> String {
    let mut bytes = [0; 8];
    draw(&mut bytes);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("candour.invalid/{hex}")
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(LARGEST).read_to_string(&mut text)?;
    Ok(text)
}

fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let written = || -> std::io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::File::open(folder)?.sync_all()
    };
    written().map_err(|cause| Error::file(path, cause, "name another place for the key file with `--keys`"))
}

/// Writes the key file anew: whole beside its place, then in its place.
pub(crate) fn replace(path: &Path, chain: &KeyChain, passphrase: &str) -> Result<(), Error> {
    let text = Zeroizing::new(chance::with(|draw| key_file::write(chain, passphrase, Cost::STANDARD, draw))?);
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let wrong = |cause| Error::file(path, cause, "make room beside the key file and run it again");
    match std::fs::remove_file(&partial) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(wrong(cause)),
        _ => {}
    }
    write_new(&partial, &text)?;
    std::fs::rename(&partial, path).map_err(wrong)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(wrong)
}
