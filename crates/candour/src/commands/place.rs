//! Where a store is and what opens it, from the flags and the environment.

use std::error::Error;
use std::io::IsTerminal;

use desk::Place;
use zeroize::Zeroizing;

use super::WrongUse;
use crate::args::{Secrets, StoreAt};
use crate::progress_bar::Bar;

/// The environment variable a passphrase is taken from.
const PASSPHRASE: &str = "CANDOUR_PASSPHRASE";

/// The place of a store's parts.
pub(crate) fn of(address: &str, secrets: &Secrets) -> Result<Place, Box<dyn Error>> {
    let address: store::Address =
        address.parse().map_err(|error: store::Error| WrongUse(error.to_string()))?;
    let mut place = Place::beside(address);
    if let Some(keys) = &secrets.keys {
        place.keys.clone_from(keys);
    }
    if let Some(last_signed) = &secrets.last_signed {
        place.last_signed.clone_from(last_signed);
    }
    place.origin.clone_from(&secrets.origin);
    Ok(place)
}

/// The place of a store named by its flags.
pub(crate) fn at(at: &StoreAt) -> Result<Place, Box<dyn Error>> {
    of(&at.store, &at.secrets)
}

/// Opens a store for a command; makes it if nothing of it is there.
pub(crate) fn open(at: &StoreAt) -> Result<desk::Archive, Box<dyn Error>> {
    let bar = Bar::new();
    Ok(desk::Archive::open(&self::at(at)?, &passphrase(&at.secrets, &bar))?)
}

/// Opens a store that must be there.
pub(crate) fn open_there(at: &StoreAt) -> Result<desk::Archive, Box<dyn Error>> {
    let bar = Bar::new();
    Ok(desk::Archive::open_there(&self::at(at)?, &passphrase(&at.secrets, &bar))?)
}

/// Gives the passphrase: from the file named, from the environment, or from whoever sits at the terminal.
pub(crate) fn passphrase<'a>(
    secrets: &'a Secrets,
    bar: &'a Bar,
) -> impl Fn(bool) -> Result<String, String> + 'a {
    move |new| {
        if let Some(path) = &secrets.passphrase_file {
            let text = std::fs::read_to_string(path).map(Zeroizing::new);
            let text = text.map_err(|cause| format!("passphrase file `{}`: {cause}", path.display()))?;
            return Ok(text.trim_end_matches(['\n', '\r']).to_owned());
        }
        if let Ok(passphrase) = std::env::var(PASSPHRASE) {
            return Ok(passphrase);
        }
        if !std::io::stdin().is_terminal() {
            return Err(format!(
                "the store's key file needs its passphrase; give it with `--passphrase-file FILE` or in {PASSPHRASE}"
            ));
        }
        bar.finish();
        ask(new)
    }
}

fn ask(new: bool) -> Result<String, String> {
    let read = |prompt: &str| {
        rpassword::prompt_password(prompt).map_err(|cause| format!("no passphrase could be read: {cause}"))
    };
    if !new {
        return read("Passphrase of the key file: ");
    }
    eprintln!(
        "This begins a new store. Its key file is made beside it, under a passphrase.\n\
         Without the key file and the passphrase nobody can read the store again, not even its operator:\n\
         keep a copy of the file, and let more than one office-holder know the passphrase."
    );
    let first = Zeroizing::new(read("New passphrase, several words: ")?);
    let second = Zeroizing::new(read("The same again: ")?);
    if *first == *second {
        Ok(first.to_string())
    } else {
        Err("the two were not the same; nothing was made, start again".into())
    }
}
