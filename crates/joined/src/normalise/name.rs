//! Names of people: case, accents, hyphens, apostrophes, spaces and titles make no difference.

use super::{says_nothing, words};

const TITLES: &[&str] = &["mr", "mrs", "miss", "ms", "master", "dr", "rev", "sir"];
const NO_NAMES: &[&str] =
    &["baby", "unborn", "infant", "newborn", "child", "boy", "girl", "male", "female", "unnamed"];

/// A name as words with single spaces between: `Mary-Jane O'Neill` is `mary jane oneill`.
pub(crate) fn name(raw: &str) -> Option<String> {
    let mut words = words(raw);
    if words.len() > 1 && words.first().is_some_and(|word| TITLES.contains(&word.as_str())) {
        words.remove(0);
    }
    let is_no_name = words.iter().all(|word| NO_NAMES.contains(&word.as_str()) || is_number(word));
    (!says_nothing(&words) && !is_no_name).then(|| words.join(" "))
}

/// The same name without its spaces: what two spellings of a double name share.
pub(crate) fn squashed(name: &str) -> String {
    name.chars().filter(|c| *c != ' ').collect()
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}
