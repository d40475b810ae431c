//! The key file and the pseudonyms it holds.
//!
//! A pseudonym is drawn at random and never derived from what it stands for. What makes it last is the key file, which
//! lies outside the report folder: it maps *handles* to pseudonyms. A handle is a keyed hash of what one agency wrote
//! of one thing, so the file holds no name. Its form is documented in `docs/formats/key.md`.

mod draw;
mod file;
mod names;

pub use file::KeyError;
pub use names::Names;

use smol_str::SmolStr;

/// A partnership's pseudonyms and the secret behind its handles and checks.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// The secret of the keyed hashes.
    pub secret: [u8; 32],
    /// What is pseudonymised so far, in the order of age.
    pub entries: Vec<Entry>,
}

/// One handle and its pseudonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The keyed hash of what an agency wrote; `None` for a pseudonym that a merge retired and nobody may get again.
    pub handle: Option<u128>,
    /// The pseudonym, with its kind: `child K7F2`.
    pub pseudonym: SmolStr,
    /// Sequence number of the entry: the smaller, the older.
    pub age: u64,
}

impl Key {
    /// A new key with a random secret and no entries. `random` fills the bytes it is given.
    pub fn new(random: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut secret = [0; 32];
        random(&mut secret);
        Self { secret, entries: Vec::new() }
    }
}

impl core::fmt::Debug for Key {
    /// Without the secret: it must not reach a log.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Key").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
