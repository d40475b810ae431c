//! The receipt path as it is, for proofs: a store with a cheap key file, made-up tellings, and what was acknowledged.

mod acknowledged;
mod check;
mod command;

use std::path::{Path, PathBuf};

use desk::{Archive, Place, Receipt, TellOptions};
use record::event::Assurance;
use record::policy::Policy;
use record::{Day, Logged};
use store::{Address, Store, Synchronous};
use told::key_file::{self, Cost, KeyChain};
use told::telling::{Person, Telling};

use super::town::Draw;

pub(crate) use acknowledged::Acknowledged;
pub(crate) use check::{check, look};
pub(crate) use command::{TellMany, run};

/// The passphrase of every key file made for a proof.
pub(crate) const PASSPHRASE: &str = "a passphrase for proofs only";
/// The log's name.
const ORIGIN: &str = "proof.example/candour";
/// As little as Argon2 takes: a proof opens thousands of stores, and none of them keeps a secret.
const CHEAP: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };
/// How many children the tellings are about: few, so that several are told of at the same time.
const CHILDREN: u64 = 40;

/// A store's place in a folder.
pub(crate) fn place(folder: &Path) -> Place {
    let mut place = Place::beside(Address(folder.join("candour.db")));
    place.origin = Some(ORIGIN.into());
    place
}

/// The database below a folder.
pub(crate) fn database(folder: &Path) -> PathBuf {
    place(folder).address.0
}

/// Makes the key file beforehand: its slow making is no part of what is proved.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn make_keys(folder: &Path) -> Result<(), String> {
    let mut drawn = Draw(1);
    let mut draw = |bytes: &mut [u8]| bytes.iter_mut().for_each(|byte| *byte = drawn.next() as u8);
    let chain = KeyChain::draw(ORIGIN, &mut draw);
    let text = key_file::write(&chain, PASSPHRASE, CHEAP, &mut draw);
    let path = place(folder).keys;
    std::fs::write(&path, text).map_err(|cause| format!("{}: {cause}", path.display()))
}

/// The key chain of a folder.
///
/// # Errors
/// When the key file is not there or does not open.
pub(crate) fn chain(folder: &Path) -> Result<KeyChain, String> {
    let path = place(folder).keys;
    let text = std::fs::read_to_string(&path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    key_file::open(&text, PASSPHRASE).map_err(|cause| cause.to_string())
}

/// Opens the store of a folder as candour does; makes it if nothing of it is there.
///
/// # Errors
/// What candour says.
pub(crate) fn open(folder: &Path) -> Result<Archive, String> {
    Archive::open(&place(folder), &|_| Ok(PASSPHRASE.into())).map_err(|cause| cause.to_string())
}

/// Opens it with another safety setting, which no command can do.
///
/// # Errors
/// What candour says.
pub(crate) fn open_with(folder: &Path, synchronous: Synchronous) -> Result<Archive, String> {
    if synchronous == Synchronous::Full {
        return open(folder);
    }
    let (place, chain) = (place(folder), chain(folder)?);
    let signer =
        ledger::Signer::from_seed(&chain.origin, &chain.signing.0).map_err(|cause| cause.to_string())?;
    let store = Store::open_with(&place.address, signer, &place.last_signed, synchronous)
        .map_err(|cause| cause.to_string())?;
    Archive::over(store, &place, chain).map_err(|cause| cause.to_string())
}

/// One telling, the same for the same seed, client and number: coded signs, one child, a few words.
pub(crate) fn telling(seed: u64, client: u64, number: u64) -> Telling {
    let mut draw = Draw(seed ^ client << 40 ^ number);
    let child = draw.below(CHILDREN);
    let sign = ["missing_episode", "older_associate", "vehicle"][draw.below(3) as usize];
    Telling {
        submission: Some(submission(seed, client, number)),
        told_to: "westbrook-council/front-door".into(),
        teller: Some("neighbour".into()),
        date: Some(format!("2024-03-{:02}", 1 + draw.below(28))),
        signs: vec![sign.into()],
        children: vec![Person {
            forename: Some(format!("Forename{child}")),
            surname: Some(format!("Surname{child}")),
            number: Some(format!("N{child}")),
            ..Person::default()
        }],
        words: Some(format!("Telling {number} of client {client}, made up for a proof.")),
        ..Telling::default()
    }
}

/// The submission id of a telling.
pub(crate) fn submission(seed: u64, client: u64, number: u64) -> String {
    format!("proof-{seed:08}-{client:04}-{number:08}")
}

/// Tells, at this time.
///
/// # Errors
/// What candour says.
pub(crate) fn tell(
    archive: &Archive,
    policy: &Policy,
    telling: &Telling,
    logged: Logged,
) -> Result<Receipt, desk::Error> {
    let options = TellOptions {
        policy,
        logged,
        today: Day((logged.0 / 86_400_000_000) as i32),
        assurance: Assurance::CommandLine,
        everything: false,
    };
    desk::tell(archive, telling, &options)
}

/// Now.
pub(crate) fn now() -> Logged {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Logged(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
