//! One date at one place of the text: `12/3/12`, `12 March 2012`, `March 2012`, `2011/12`, `2012-03-12`.

use super::DateHint;
use super::clock::{close, is_sign, is_word, number};
use super::oddity::Oddity;
use super::piece::Piece;
use super::token::{Gap, Kind, Token};
use super::words::{Meaning, Season, is_ordinal, meaning};

/// What stands at a place.
pub(super) enum Found {
    /// A date, perhaps with parts missing, and the place behind it.
    Piece(Piece, usize),
    /// Something with the shape of a date that is none.
    Bad(Oddity, usize),
}

/// Years a chronology may speak of. Others are mistypes.
const YEARS: core::ops::RangeInclusive<u32> = 1850..=2199;

/// Reads a date at `at`.
pub(super) fn read(tokens: &[Token], at: usize, hint: &DateHint) -> Option<Found> {
    let mut found = match &tokens.get(at)?.kind {
        Kind::Number { value, digits } => from_number(tokens, at, *value, *digits, hint)?,
        Kind::Word(word) => from_word(tokens, at, word, hint)?,
        Kind::Sign('\'') => from_apostrophe(tokens, at, hint)?,
        Kind::Sign(_) => return None,
    };
    if let Found::Piece(piece, next) = &mut found
        && tokens[at..*next].iter().any(|token| token.mistyped)
    {
        piece.oddities.push(Oddity::Mistyped);
    }
    Some(found)
}

fn from_number(tokens: &[Token], at: usize, value: u32, digits: u8, hint: &DateHint) -> Option<Found> {
    match digits {
        1 | 2 => three_numbers(tokens, at, hint)
            .or_else(|| day_and_name(tokens, at, hint))
            .or_else(|| month_and_year(tokens, at))
            .or_else(|| day_and_month(tokens, at))
            .or_else(|| day_only(tokens, at)),
        4 if YEARS.contains(&value) => year_first(tokens, at)
            .or_else(|| two_years(tokens, at, value))
            .or_else(|| Some(Found::Piece(Piece { year: Some(value as i32), ..Piece::default() }, at + 1))),
        5 | 6 | 8 => bare_digits(tokens, at, value, digits, hint),
        _ => None,
    }
}

/// `12/3/12`, `12.3.2012`, `03/25/2012`.
fn three_numbers(tokens: &[Token], at: usize, hint: &DateHint) -> Option<Found> {
    let separator = separator(tokens, at + 1)?;
    let (day, _) = number(tokens, at)?;
    let (month, month_digits) = number(tokens, at + 2)?;
    if month_digits > 2 || !same_separator(tokens, at + 3, separator) {
        return None;
    }
    let (year, year_digits) = number(tokens, at + 4)?;
    let next = at + 5;
    let mut piece = Piece::default();
    match full_year(year, year_digits, hint, &mut piece) {
        Some(year) => piece.year = Some(year),
        None => return Some(Found::Bad(Oddity::Impossible, next)),
    }
    Some(day_month(piece, day, month, next))
}

/// Day and month, day first unless only the other order makes a date.
fn day_month(mut piece: Piece, day: u32, month: u32, next: usize) -> Found {
    let (day, month) = if month > 12 && day <= 12 && month <= 31 {
        piece.oddities.push(Oddity::MonthFirst);
        (month, day)
    } else {
        (day, month)
    };
    if day == 0 || day > 31 || month == 0 || month > 12 {
        return Found::Bad(Oddity::Impossible, next);
    }
    Found::Piece(Piece { day: Some(day), month: Some(month), ..piece }, next)
}

/// `12 March 2012`, `12th of Mar '12`, `12-Mar-12`, `12 March`.
fn day_and_name(tokens: &[Token], at: usize, hint: &DateHint) -> Option<Found> {
    let (day, _) = number(tokens, at)?;
    let mut next = behind_ordinal(tokens, at + 1);
    if is_sign(tokens, next, "-/.,") {
        next += 1;
    }
    if is_word(tokens, next, &["of"]) {
        next += 1;
    }
    let month = month_at(tokens, next)?;
    let mut piece = Piece { month: Some(month), day: Some(day), ..Piece::default() };
    let next = with_year(tokens, next + 1, hint, &mut piece);
    Some(if (1..=31).contains(&day) {
        Found::Piece(piece, next)
    } else {
        Found::Bad(Oddity::Impossible, next)
    })
}

/// `03/2012`.
fn month_and_year(tokens: &[Token], at: usize) -> Option<Found> {
    separator(tokens, at + 1)?;
    let (month, _) = number(tokens, at)?;
    let (year, digits) = number(tokens, at + 2)?;
    let fits = digits == 4 && YEARS.contains(&year) && (1..=12).contains(&month);
    fits.then(|| {
        Found::Piece(Piece { month: Some(month), year: Some(year as i32), ..Piece::default() }, at + 3)
    })
}

/// `12/3`, the year missing.
fn day_and_month(tokens: &[Token], at: usize) -> Option<Found> {
    let sign = separator(tokens, at + 1)?;
    let (day, _) = number(tokens, at)?;
    let (month, digits) = number(tokens, at + 2)?;
    let next = at + 3;
    // "12/13 March", "12-14/3/12": the second number belongs to what follows.
    let goes_on = month_at(tokens, behind_ordinal(tokens, next)).is_some()
        || (is_sign(tokens, next, "/.-") && number(tokens, next + 1).is_some() && sign == '-')
        || same_separator(tokens, next, sign);
    // "12.30" and "2-3pm" are times.
    let is_time = (sign == '.' && month > 12) || is_word(tokens, next, &["am", "pm", "hrs", "hours"]);
    if digits > 2 || goes_on || is_time {
        return None;
    }
    match day_month(Piece::default(), day, month, next) {
        found @ Found::Piece(..) => Some(found),
        Found::Bad(..) => None,
    }
}

/// `12` of `12-14/3/12` or `12 & 14 March`: only where a link follows.
fn day_only(tokens: &[Token], at: usize) -> Option<Found> {
    let (day, _) = number(tokens, at)?;
    let next = behind_ordinal(tokens, at + 1);
    let linked =
        is_sign(tokens, next, "-–/,&+") || is_word(tokens, next, &["and", "to", "or", "until", "till"]);
    ((1..=31).contains(&day) && linked)
        .then(|| Found::Piece(Piece { day: Some(day), ..Piece::default() }, next))
}

/// `2012-03-12`, `2012/3/12`.
fn year_first(tokens: &[Token], at: usize) -> Option<Found> {
    let separator = separator(tokens, at + 1)?;
    let (year, _) = number(tokens, at)?;
    let (month, month_digits) = number(tokens, at + 2)?;
    let (day, day_digits) = number(tokens, at + 4)?;
    if !same_separator(tokens, at + 3, separator) || month_digits > 2 || day_digits > 2 {
        return None;
    }
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return Some(Found::Bad(Oddity::Impossible, at + 5));
    }
    let piece = Piece { year: Some(year as i32), month: Some(month), day: Some(day), ..Piece::default() };
    Some(Found::Piece(piece, at + 5))
}

/// `2011/12`, `2011-12`, `2011–12`, `2011/2012`.
fn two_years(tokens: &[Token], at: usize, year: u32) -> Option<Found> {
    let Kind::Sign(sign @ ('/' | '-' | '–')) = tokens.get(at + 1)?.kind else {
        return None;
    };
    let (second, digits) = number(tokens, at + 2)?;
    let next = at + 3;
    if is_sign(tokens, next, "/.-") && number(tokens, next + 1).is_some() {
        return None;
    }
    let base = Piece { year: Some(year as i32), ..Piece::default() };
    if digits == 4 {
        let school_or_tax = sign == '/' && second == year + 1;
        let piece = Piece { year_to: Some(second as i32), oddities: vec![Oddity::TwoYears], ..base };
        return school_or_tax.then_some(Found::Piece(piece, next));
    }
    if digits != 2 || month_at(tokens, next).is_some() {
        return None;
    }
    let consecutive = second == (year + 1) % 100;
    let tight = close(tokens, at + 1) && close(tokens, at + 2);
    let is_month = (1..=12).contains(&second) && tight && (sign == '-' || (sign == '/' && !consecutive));
    if is_month {
        let oddities = if consecutive { vec![Oddity::MonthOrYears] } else { Vec::new() };
        return Some(Found::Piece(Piece { month: Some(second), oddities, ..base }, next));
    }
    let to = year - year % 100 + second + if second < year % 100 { 100 } else { 0 };
    let oddities = if sign == '/' { vec![Oddity::TwoYears] } else { Vec::new() };
    (to > year && to - year <= 30)
        .then_some(Found::Piece(Piece { year_to: Some(to as i32), oddities, ..base }, next))
}

/// `120312`, `20120312`, `40980`: only when nothing else stands in the cell.
fn bare_digits(tokens: &[Token], at: usize, value: u32, digits: u8, hint: &DateHint) -> Option<Found> {
    let alone = tokens.iter().filter(|token| !matches!(token.kind, Kind::Sign('?'))).count() == 1;
    if !alone {
        return None;
    }
    let mut piece = Piece::default();
    if digits == 5 {
        let serial = (20_000..=60_000).contains(&value).then_some(value)?;
        let (year, month, day) = super::serial_day(serial, false)?.ymd();
        piece.oddities.push(Oddity::SerialNumber);
        let piece = Piece { year: Some(year), month: Some(month), day: Some(day), ..piece };
        return Some(Found::Piece(piece, at + 1));
    }
    if digits == 8 && YEARS.contains(&(value / 10_000)) {
        piece.year = Some((value / 10_000) as i32);
        return Some(day_month(piece, value % 100, value / 100 % 100, at + 1));
    }
    piece.oddities.push(Oddity::NoSeparators);
    let split = if digits == 8 { 10_000 } else { 100 };
    let year = full_year(value % split, if digits == 8 { 4 } else { 2 }, hint, &mut piece)?;
    piece.year = Some(year);
    Some(day_month(piece, value / split / 100, value / split % 100, at + 1))
}

fn from_word(tokens: &[Token], at: usize, word: &str, hint: &DateHint) -> Option<Found> {
    match meaning(word)? {
        Meaning::Month(_) if word == "may" && is_word(tokens, at + 1, &["have", "be", "well", "not"]) => None,
        Meaning::Month(month) => Some(name_first(tokens, at, month, hint)),
        Meaning::Season(season) => Some(season_and_year(tokens, at, season, hint)),
        _ => None,
    }
}

/// `March 2012`, `Mar-12`, `March 12th, 2012`, `March`.
fn name_first(tokens: &[Token], at: usize, month: u32, hint: &DateHint) -> Found {
    let mut piece = Piece { month: Some(month), ..Piece::default() };
    if let Some((day, _)) =
        number(tokens, at + 1).filter(|(day, digits)| *digits <= 2 && (1..=31).contains(day))
    {
        let behind = behind_ordinal(tokens, at + 2);
        let ordinal = behind > at + 2;
        let comma = behind + usize::from(is_sign(tokens, behind, ","));
        let year = number(tokens, comma).filter(|(year, digits)| *digits == 4 && YEARS.contains(year));
        if let Some((year, _)) = year {
            let piece = Piece { day: Some(day), year: Some(year as i32), ..piece };
            return Found::Piece(piece, comma + 1);
        }
        if ordinal {
            return Found::Piece(Piece { day: Some(day), ..piece }, behind);
        }
        // "March 12": a day or a year. The month of that year is the wider reading; it is doubted.
        piece.around.doubt = !is_sign(tokens, at + 1, "-");
    }
    let next = with_year(tokens, at + 1, hint, &mut piece);
    Found::Piece(piece, next)
}

fn season_and_year(tokens: &[Token], at: usize, season: Season, hint: &DateHint) -> Found {
    let mut piece = Piece { season: Some(season), ..Piece::default() };
    let at = at + 1 + usize::from(is_word(tokens, at + 1, &["of", "term"]));
    if let Some((year, 4)) = number(tokens, at).filter(|(year, _)| YEARS.contains(year))
        && season == Season::Winter
        && let Some(Found::Piece(years, next)) = two_years(tokens, at, year)
        && years.year_to == Some(year as i32 + 1)
    {
        return Found::Piece(Piece { season: Some(season), oddities: Vec::new(), ..years }, next);
    }
    let next = with_year(tokens, at, hint, &mut piece);
    Found::Piece(piece, next)
}

/// `'12`.
fn from_apostrophe(tokens: &[Token], at: usize, hint: &DateHint) -> Option<Found> {
    let (year, 2) = number(tokens, at + 1).filter(|_| close(tokens, at + 1))? else {
        return None;
    };
    let mut piece = Piece::default();
    piece.year = full_year(year, 2, hint, &mut piece);
    Some(Found::Piece(piece, at + 2))
}

/// Takes a year behind a month or season, if one is there; gives the place behind it.
fn with_year(tokens: &[Token], at: usize, hint: &DateHint, piece: &mut Piece) -> usize {
    let mut next = at;
    if is_sign(tokens, next, ",.-/'") || is_word(tokens, next, &["of"]) {
        // "March - May", "March/April" and "12 March, 14 March" are links, not years.
        next += 1;
    }
    if is_sign(tokens, next, "'") {
        next += 1;
    }
    let Some((value, digits)) = number(tokens, next) else {
        return at;
    };
    let comma = next > at && is_sign(tokens, at, ",");
    let spaced_dash = next > at && is_sign(tokens, at, "-") && tokens[next].gap != Gap::None;
    if digits < 2 || digits == 3 || digits > 4 || ((comma || spaced_dash) && digits != 4) {
        return at;
    }
    let behind = next + 1;
    let is_time = is_sign(tokens, behind, ":")
        || is_word(
            tokens,
            behind,
            &["am", "pm", "hrs", "hr", "hours", "h", "a", "p", "st", "nd", "rd", "th"],
        )
        || (digits == 2
            && is_sign(tokens, behind, "./-–")
            && close(tokens, behind)
            && number(tokens, behind + 1).is_some())
        || month_at(tokens, behind).is_some();
    if is_time {
        return at;
    }
    match full_year(value, digits, hint, piece) {
        Some(year) => {
            piece.year = Some(year);
            behind
        }
        None => at,
    }
}

/// The full year of two or four digits. Two digits become the latest such year that is not after the day of the review.
fn full_year(value: u32, digits: u8, hint: &DateHint, piece: &mut Piece) -> Option<i32> {
    match digits {
        4 => YEARS.contains(&value).then_some(value as i32),
        2 => {
            piece.oddities.push(Oddity::TwoDigitYear);
            let this_year = hint.as_of.year();
            let year = this_year - this_year.rem_euclid(100) + value as i32;
            Some(if year > this_year { year - 100 } else { year })
        }
        _ => None,
    }
}

fn month_at(tokens: &[Token], at: usize) -> Option<u32> {
    match &tokens.get(at)?.kind {
        Kind::Word(word) => match meaning(word)? {
            Meaning::Month(month) => Some(month),
            _ => None,
        },
        _ => None,
    }
}

fn behind_ordinal(tokens: &[Token], at: usize) -> usize {
    let ordinal =
        matches!(tokens.get(at).map(|token| &token.kind), Some(Kind::Word(word)) if is_ordinal(word));
    at + usize::from(ordinal)
}

/// A separator inside a date: tight, or a slash between blanks.
fn separator(tokens: &[Token], at: usize) -> Option<char> {
    let Kind::Sign(sign @ ('/' | '.' | '-')) = tokens.get(at)?.kind else {
        return None;
    };
    let tight = close(tokens, at) && close(tokens, at + 1);
    (tight || sign == '/').then_some(sign)
}

fn same_separator(tokens: &[Token], at: usize, sign: char) -> bool {
    separator(tokens, at) == Some(sign) && number(tokens, at + 1).is_some()
}
