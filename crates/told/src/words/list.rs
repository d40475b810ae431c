//! The 1,024 words, and finding one of them.
//!
//! Animals, plants, food, weather, tools, colours, places, play: words a ten-year-old knows, none of which hurts beside a
//! report of harm. No two begin with the same four letters, and none sounds like another.
//!
//! INVARIANT: the list is never changed, not even in order. Words given to people mean their place in it.

use std::cmp::Reverse;
use std::sync::LazyLock;

/// How many letters of a word are enough.
const ENOUGH: usize = 4;
/// Longer pieces of text are like no word of ours.
const LONGEST_GUESSED: usize = 16;

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("list.txt").lines().collect());

/// The word at a place. Places beyond the list begin again at its start.
pub(super) fn word(place: u16) -> &'static str {
    WORDS[usize::from(place) % WORDS.len()]
}

/// The place of a word, of which the first four letters are enough.
pub(super) fn place_of(typed: &str) -> Option<u16> {
    let typed = typed.to_lowercase();
    let letters = typed.char_indices().nth(ENOUGH).map_or(typed.as_str(), |(end, _)| &typed[..end]);
    let place = WORDS.partition_point(|word| *word < letters);
    let word = WORDS.get(place)?;
    let enough = letters.chars().count() == ENOUGH && word.starts_with(letters);
    (enough || *word == letters).then_some(u16::try_from(place).ok()?)
}

/// The word most like the one typed, unless none is: more than a third of its letters, at least two, differ.
///
/// Of several that are equally like it, the one that begins with more of the same letters.
pub(super) fn nearest(typed: &str) -> Option<&'static str> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    if !(2..=LONGEST_GUESSED).contains(&length) {
        return None;
    }
    let allowed = (length / 3).max(2).min(length - 1);
    WORDS
        .iter()
        .map(|word| (strsim::osa_distance(&typed, word), *word))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, word)| (*distance, Reverse(same_beginning(&typed, word))))
        .map(|(_, word)| word)
}

/// How many first letters the two share.
fn same_beginning(typed: &str, word: &str) -> usize {
    typed.chars().zip(word.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
pub(super) fn all() -> &'static [&'static str] {
    &WORDS
}
