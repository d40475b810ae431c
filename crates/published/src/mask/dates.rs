//! Birth dates in free words. Other dates stay: they are what a chronology is made of.

use record::time::month_of_name;
use record::{Day, Mention};

use super::tokens::Tokens;

/// A date in numbers: day, month, and the year in two or four digits.
struct Written {
    day: u32,
    month: u32,
    year: u32,
}

/// Number of words of the birth date that begins here: one that a mention of the row gives, or any date behind "dob"
/// or "born".
pub(super) fn birth_date(tokens: &Tokens<'_>, at: usize, mentions: &[Mention]) -> Option<usize> {
    let written = date(tokens, at)?;
    let is = |born: Day| {
        let (year, month, day) = born.ymd();
        let year = year.unsigned_abs();
        (written.day, written.month) == (day, month) && (written.year == year || written.year == year % 100)
    };
    let of_mention = mentions.iter().filter_map(|mention| mention.born?.single_day()).any(is);
    (of_mention || behind_born(tokens, at)).then_some(3)
}

/// `DOB 4/5/97`, `d.o.b: 4/5/97`, `born on 4/5/97`, `date of birth 4/5/97`.
fn behind_born(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |place| tokens.folded(place));
    let initials = (before(3), before(2), before(1)) == ("d", "o", "b");
    let word = |text: &str| matches!(text, "dob" | "born" | "birth");
    initials || word(before(1)) || (word(before(2)) && matches!(before(1), "on" | "is" | "was" | "date"))
}

fn date(tokens: &Tokens<'_>, at: usize) -> Option<Written> {
    let token = |place: usize| tokens.list.get(place);
    let (first, second, third) = (token(at)?, token(at + 1)?, token(at + 2)?);
    let near = |place: usize| {
        tokens.gap(place).is_some_and(|gap| matches!(gap, "/" | "-" | "." | " " | ", " | " - " | " / "))
    };
    if !first.has_digit || !third.digits || !near(at) || !near(at + 1) {
        return None;
    }
    let number = |place: usize| tokens.folded(place).parse::<u32>().ok();
    if first.digits && first.length == 4 && second.digits {
        return Some(Written { year: number(at)?, month: number(at + 1)?, day: number(at + 2)? });
    }
    if !matches!(third.length, 2 | 4) {
        return None;
    }
    let day = tokens.folded(at).trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok()?;
    let month = if second.digits { number(at + 1)? } else { month_of_name(tokens.folded(at + 1))? };
    Some(Written { day, month, year: number(at + 2)? })
}
