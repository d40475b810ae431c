//! Numbers and answers as cells hold them.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A whole number from 0 to `most`, with or without decimals that are nought.
pub(super) fn whole(text: &str, most: u16) -> Option<u16> {
    let number: f64 = text.parse().ok()?;
    let fits = number.fract() == 0.0 && (0.0..=f64::from(most)).contains(&number);
    fits.then_some(number as u16)
}

/// Yes or no in the usual words.
pub(super) fn flag(text: &str, yes: &[String], no: &[String]) -> Option<bool> {
    const YES: [&str; 7] = ["1", "yes", "y", "true", "t", "1.0", "x"];
    const NO: [&str; 6] = ["0", "no", "n", "false", "f", "0.0"];
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    let said = |words: &[String]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match () {
        () if said(yes) => Some(true),
        () if said(no) => Some(false),
        () if is(&YES) => Some(true),
        () if is(&NO) => Some(false),
        () => None,
    }
}

/// A number that stands for a text and from which nobody gets the text back; equal for equal texts. It is compared and never
/// written anywhere.
pub(super) fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
