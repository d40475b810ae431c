//! Words to remember: eighty random bits as eight plain words that a child can keep in mind and paper cannot betray.
//!
//! Whoever has the words can fetch what they lead to. They are a secret like a key: no log line holds them.

mod list;
#[cfg(test)]
mod tests;

use core::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// How many words there are.
pub const COUNT: usize = 8;
/// How many bits one word carries: the list has two to this power words.
const BITS: u32 = 10;
/// The most letters of a word that an error repeats.
const MOST_SHOWN: usize = 24;

/// Eight words, which are eighty bits and nothing else: there is no check word.
///
/// A mistake is found because the word is not in the list, or because nothing is found under the words. Eighty bits are
/// too few for a key by themselves: stretch them slowly (argon2id) before use.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Words {
    /// INVARIANT: each is below 1,024; kept by both makers of this type.
    places: [u16; COUNT],
}

/// Why words were not understood.
///
/// The message repeats one word of a secret to the person who typed it. It belongs on their screen and in no log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// Not eight words.
    #[error("8 words are needed, and here are {given}; write all of them with a space between each")]
    Count {
        /// How many words were given.
        given: usize,
    },
    /// One of the eight is not in the list.
    #[error("word {number} of 8, `{given}`, is not one of the words we use; {}", remedy(*.nearest))]
    Unknown {
        /// Which of the eight, counted from 1.
        number: usize,
        /// The word as it was typed, cut when it is long.
        given: String,
        /// The word of the list that is most like it, if one is.
        nearest: Option<&'static str>,
    },
}

fn remedy(nearest: Option<&str>) -> String {
    nearest
        .map_or_else(|| "check how it is spelled".to_owned(), |nearest| format!("nearest known: `{nearest}`"))
}

impl Words {
    /// The words for eighty bits. The first word carries the first ten of them.
    ///
    /// The bits must come from a source of chance fit for keys.
    pub fn from_entropy(entropy: [u8; 10]) -> Self {
        let bits = entropy.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut left = BITS * COUNT as u32;
        let places = [(); COUNT].map(|()| {
            left -= BITS;
            (bits >> left & 0x3ff) as u16
        });
        Self { places }
    }

    /// The eighty bits these words carry.
    pub fn entropy(&self) -> [u8; 10] {
        let bits = self.places.iter().fold(0_u128, |bits, place| bits << BITS | u128::from(*place));
        let mut entropy = [0; 10];
        entropy.copy_from_slice(&bits.to_be_bytes()[6..]);
        entropy
    }

    /// Reads words as people write them: in capitals or not; with spaces, hyphens, commas, numbers or lines between them.
    ///
    /// Of a word with four letters or more the first four are enough, and what follows them is not compared: a child who
    /// writes `elefant` is helped by the error, one who writes `elephent` is understood.
    ///
    /// # Errors
    /// [`WordsError::Count`] if these are not eight words, otherwise [`WordsError::Unknown`] for the first that is not in
    /// the list.
    pub fn parse(text: &str) -> Result<Self, WordsError> {
        let typed: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|piece| !piece.chars().all(|c| c.is_ascii_digit()))
            .collect();
        if typed.len() != COUNT {
            return Err(WordsError::Count { given: typed.len() });
        }
        let mut places = [0; COUNT];
        for (number, (place, typed)) in (1..).zip(places.iter_mut().zip(typed)) {
            *place = list::place_of(typed).ok_or_else(|| WordsError::Unknown {
                number,
                given: typed.chars().take(MOST_SHOWN).collect(),
                nearest: list::nearest(typed),
            })?;
        }
        Ok(Self { places })
    }

    /// The words in order.
    pub fn each(&self) -> impl Iterator<Item = &'static str> {
        self.places.iter().map(|place| list::word(*place))
    }
}

impl fmt::Display for Words {
    /// The words with one space between each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, word) in self.each().enumerate() {
            f.write_str(if number == 0 { "" } else { " " })?;
            f.write_str(word)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Words {
    /// Never the words themselves.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words(not shown)")
    }
}
