//! Times of day: `14:05`, `2.30pm`, `1430hrs`, `2pm`, `14:00 - 15:30`.

use super::token::{Gap, Kind, Token};

/// A time of day, in minutes from midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) from: u16,
    /// Its end, where the text names one.
    pub(super) to: Option<u16>,
    /// Written as `00:00`, to the minute or second, without anything that a person would add.
    pub(super) bare_midnight: bool,
    /// Seconds were written.
    seconds: bool,
    /// A time zone stands behind it.
    pub(super) zone: bool,
    /// It has the shape of a time, but no clock shows it.
    pub(super) impossible: bool,
}

/// Reads a time at `at`. Behind a date (`after_date`) also the shapes that could be something else: `14.30`, `1430`.
/// Gives the time and the place behind it.
pub(super) fn read(tokens: &[Token], at: usize, after_date: bool) -> Option<(Clock, usize)> {
    let iso = is_word(tokens, at, &["t"]);
    let (mut clock, mut next) = one(tokens, at + usize::from(iso), after_date || iso)?;
    let dash = is_sign(tokens, next, "-–") || is_word(tokens, next, &["to", "until", "till"]);
    if dash
        && let Some((end, behind)) = one(tokens, next + 1, true)
        && !end.impossible
        && end.from > clock.from
    {
        clock.to = Some(end.from);
        next = behind;
    }
    clock.bare_midnight =
        clock.from == 0 && clock.to.is_none() && (!iso || clock.seconds) && !clock.impossible;
    Some((clock, next))
}

/// One end of a time.
fn one(tokens: &[Token], at: usize, after_date: bool) -> Option<(Clock, usize)> {
    let (hour, digits) = number(tokens, at)?;
    if digits <= 2 {
        if let Some((minute, next, seconds)) = minutes(tokens, at, after_date) {
            let (half, next) = half_of_day(tokens, next);
            let (_, next) = hours_word(tokens, next);
            let (zone, next) = zone(tokens, next);
            return Some((Clock { seconds, zone, ..clock(hour, minute, half) }, next));
        }
        let (half, next) = half_of_day(tokens, at + 1);
        if half.is_some() {
            return Some((clock(hour, 0, half), next));
        }
        return None;
    }
    let (hours, behind) = hours_word(tokens, at + 1);
    let plausible = digits == 4 && hour < 2400 && hour % 100 < 60;
    if digits == 4 && (hours || (after_date && plausible && !followed_by_number(tokens, at + 1))) {
        return Some((clock(hour / 100, hour % 100, None), behind));
    }
    None
}

/// The minutes behind an hour: `:05`, `.30` where a date cannot be meant, `h30`; seconds are dropped.
fn minutes(tokens: &[Token], at: usize, after_date: bool) -> Option<(u32, usize, bool)> {
    let colon = is_sign(tokens, at + 1, ":") || (is_word(tokens, at + 1, &["h"]) && close(tokens, at + 2));
    let dot = is_sign(tokens, at + 1, ".") && close(tokens, at + 1) && close(tokens, at + 2);
    let (minute, digits) = number(tokens, at + 2).filter(|_| colon || dot)?;
    if digits != 2 {
        return None;
    }
    let next = at + 3;
    if dot && is_sign(tokens, next, "./-") && number(tokens, next + 1).is_some() {
        return None;
    }
    let said = half_of_day(tokens, next).0.is_some() || hours_word(tokens, next).0;
    if dot && !after_date && !said {
        return None;
    }
    let has_seconds = colon && is_sign(tokens, next, ":") && number(tokens, next + 1).is_some();
    if !has_seconds {
        return Some((minute, next, false));
    }
    let behind = next + 2;
    let fraction =
        is_sign(tokens, behind, ".") && close(tokens, behind + 1) && has_digits(tokens, behind + 1);
    Some((minute, behind + if fraction { 2 } else { 0 }, true))
}

/// `am` (false) or `pm` (true), also with dots.
fn half_of_day(tokens: &[Token], at: usize) -> (Option<bool>, usize) {
    for (whole, letter, half) in [("am", "a", false), ("pm", "p", true)] {
        if is_word(tokens, at, &[whole]) {
            return (Some(half), at + 1);
        }
        if is_word(tokens, at, &[letter]) && is_sign(tokens, at + 1, ".") && is_word(tokens, at + 2, &["m"]) {
            return (Some(half), at + 3 + usize::from(is_sign(tokens, at + 3, ".")));
        }
    }
    (None, at)
}

fn hours_word(tokens: &[Token], at: usize) -> (bool, usize) {
    let there = is_word(tokens, at, &["hrs", "hr", "hours", "h", "hour"]);
    (there, at + usize::from(there))
}

/// `Z`, `+01:00`.
fn zone(tokens: &[Token], at: usize) -> (bool, usize) {
    if is_word(tokens, at, &["z", "gmt", "bst", "utc"]) {
        return (true, at + 1);
    }
    if is_sign(tokens, at, "+") && close(tokens, at) && number(tokens, at + 1).is_some() {
        let minutes = is_sign(tokens, at + 2, ":") && number(tokens, at + 3).is_some();
        return (true, at + if minutes { 4 } else { 2 });
    }
    (false, at)
}

fn clock(hour: u32, minute: u32, half: Option<bool>) -> Clock {
    let hour24 = match (half, hour) {
        (Some(false), 12) => 0,
        (Some(true), 1..=11) => hour + 12,
        _ => hour,
    };
    let impossible = hour24 > 23 || minute > 59 || (half.is_some() && hour == 0);
    let from = if impossible { 0 } else { (hour24 * 60 + minute) as u16 };
    Clock { from, impossible, ..Clock::default() }
}

fn followed_by_number(tokens: &[Token], at: usize) -> bool {
    is_sign(tokens, at, "/.-") && number(tokens, at + 1).is_some()
}

fn has_digits(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| match &token.kind {
        Kind::Number { .. } => true,
        Kind::Word(word) => word.bytes().all(|b| b.is_ascii_digit()),
        Kind::Sign(_) => false,
    })
}

/// The number at `at` with the count of its digits.
pub(super) fn number(tokens: &[Token], at: usize) -> Option<(u32, u8)> {
    match tokens.get(at)?.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    }
}

/// One of these words stands at `at`.
pub(super) fn is_word(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    matches!(tokens.get(at).map(|token| &token.kind), Some(Kind::Word(word)) if words.contains(&word.as_str()))
}

/// One of these signs stands at `at`.
pub(super) fn is_sign(tokens: &[Token], at: usize, signs: &str) -> bool {
    matches!(tokens.get(at).map(|token| &token.kind), Some(Kind::Sign(sign)) if signs.contains(*sign))
}

/// Nothing stands between the token at `at` and the one before.
pub(super) fn close(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.gap == Gap::None)
}
