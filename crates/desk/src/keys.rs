//! The key file on the disk: made once with the store, opened with the passphrase.

use std::io::Read;
use std::path::{Path, PathBuf};

use ledger::{Note, VerifierKey};
use record::PostId;
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

/// The keys, and the passphrase they lie under.
type Opened = (KeyChain, Zeroizing<String>);

/// The key file's default place: beside the database.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ENDING);
    PathBuf::from(name)
}

/// Opens the key file; makes it where neither it nor the store is there.
pub(crate) fn load_or_make(place: &Place, ask: &AskPassphrase<'_>) -> Result<Opened, Error> {
    match read(&place.keys) {
        Ok(text) => open(&place.keys, &text, ask),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            let begun = std::fs::metadata(&place.address.0).is_ok_and(|file| file.len() > 0);
            if begun { Err(Error::NoKeys(place.keys.clone())) } else { make(place, ask, None) }
        }
        Err(cause) => Err(Error::file(&place.keys, cause, "name the key file of the store with `--keys`")),
    }
}

/// The origin of a store's log, from its key file; no passphrase is needed.
///
/// # Errors
/// [`Error::NoKeys`] when the file is not there.
pub fn origin(place: &Place) -> Result<String, Error> {
    let text = read(&place.keys).map_err(|_| Error::NoKeys(place.keys.clone()))?;
    let origin = key_file::origin(&text).map(str::to_owned);
    origin.map_err(|cause| Error::Keys { path: place.keys.clone(), problem: cause.to_string() })
}

/// Makes the key file of a post, which signs requests; gives its verifier key.
///
/// # Errors
/// [`Error`] when the file is there already, or the post's name cannot be a key's.
pub fn make_post_key(path: &Path, post: &PostId, ask: &AskPassphrase<'_>) -> Result<VerifierKey, Error> {
    let passphrase = long_enough(Zeroizing::new(ask(true).map_err(Error::Passphrase)?))?;
    let chain = chance::with(|draw| KeyChain::draw(post.as_str(), draw))?;
    let key = crate::archive::signer(&chain)?.verifier_key().clone();
    let text =
        Zeroizing::new(chance::with(|draw| key_file::write(&chain, &passphrase, Cost::STANDARD, draw))?);
    write_new(path, &text)?;
    Ok(key)
}

/// Signs a note with a post's key file; gives the signed note.
///
/// # Errors
/// [`Error`] when the key file does not open or the file is no note.
pub fn sign_as_post(path: &Path, bytes: &[u8], ask: &AskPassphrase<'_>) -> Result<(String, Note), Error> {
    let text =
        read(path).map_err(|cause| Error::file(path, cause, "name the post's key file with `--key`"))?;
    let (chain, _) = open(path, &text, ask)?;
    let wrong = |cause: String| Error::Request(crate::RequestError::Note(cause));
    // A request that nobody has signed yet is a note without signature lines, which the format does not know.
    let unsigned = core::str::from_utf8(bytes).ok().and_then(|text| text.strip_suffix("\n\n"));
    let mut note = match unsigned {
        Some(text) => Note::new(format!("{text}\n")),
        None => Note::parse(bytes),
    }
    .map_err(|cause| wrong(cause.to_string()))?;
    let line = crate::archive::signer(&chain)?.sign(note.text());
    note.add(line).map_err(|cause| wrong(cause.to_string()))?;
    Ok((chain.origin, note))
}

/// Opens the key file of a store from before the ledger; makes it, with the secret that keyed the store's hashes so far.
pub(crate) fn for_migration(
    place: &Place,
    ask: &AskPassphrase<'_>,
    secret: Option<Secret>,
) -> Result<KeyChain, Error> {
    if !place.keys.exists() {
        return make(place, ask, secret).map(|(chain, _)| chain);
    }
    let (chain, _) = load(place, ask)?;
    // A run that was stopped left its key file.
    if secret.is_some_and(|secret| secret != chain.store) {
        let problem = "is of another store; move it away, or name another place with `--keys`".into();
        return Err(Error::Keys { path: place.keys.clone(), problem });
    }
    Ok(chain)
}

/// Opens the key file, which must be there.
pub(crate) fn load(place: &Place, ask: &AskPassphrase<'_>) -> Result<Opened, Error> {
    match read(&place.keys) {
        Ok(text) => open(&place.keys, &text, ask),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Err(Error::NoKeys(place.keys.clone())),
        Err(cause) => Err(Error::file(&place.keys, cause, "name the key file of the store with `--keys`")),
    }
}

fn open(path: &Path, text: &str, ask: &AskPassphrase<'_>) -> Result<Opened, Error> {
    let wrong = |problem: String| Error::Keys { path: path.to_owned(), problem };
    key_file::origin(text).map_err(|cause| wrong(cause.to_string()))?;
    let passphrase = Zeroizing::new(ask(false).map_err(Error::Passphrase)?);
    let chain = key_file::open(text, &passphrase).map_err(|cause| wrong(cause.to_string()))?;
    Ok((chain, passphrase))
}

fn make(place: &Place, ask: &AskPassphrase<'_>, secret: Option<Secret>) -> Result<Opened, Error> {
    let passphrase = long_enough(Zeroizing::new(ask(true).map_err(Error::Passphrase)?))?;
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
    Ok((chain, passphrase))
}

fn long_enough(passphrase: Zeroizing<String>) -> Result<Zeroizing<String>, Error> {
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(Error::Passphrase(format!(
            "the passphrase is too short; use at least {SHORTEST_PASSPHRASE} characters, several words for instance"
        )));
    }
    Ok(passphrase)
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
    store::write_new(path, text.as_bytes())
        .map_err(|cause| Error::file(path, cause, "name another place for the key file with `--keys`"))
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
