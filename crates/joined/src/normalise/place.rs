//! Places, businesses and online names.

use super::{postcode::postcode, says_nothing, words};

const ABBREVIATIONS: &[(&str, &str)] = &[
    ("st", "street"),
    ("str", "street"),
    ("rd", "road"),
    ("ave", "avenue"),
    ("av", "avenue"),
    ("ln", "lane"),
    ("dr", "drive"),
    ("cl", "close"),
    ("ct", "court"),
    ("cres", "crescent"),
    ("gdns", "gardens"),
    ("gr", "grove"),
    ("pl", "place"),
    ("sq", "square"),
    ("terr", "terrace"),
    ("ter", "terrace"),
    ("apt", "flat"),
    ("apartment", "flat"),
    ("hosp", "hospital"),
    ("stn", "station"),
    ("rbt", "roundabout"),
];

/// A place: its words, and its postcode where the words or the postcode column give one.
///
/// "St" at the beginning stays ("St Mary's"), elsewhere it is a street. `None` if neither says anything.
pub(crate) fn place(raw: Option<&str>, postcode_column: Option<&str>) -> Option<(String, Option<String>)> {
    let mut words = words(raw.unwrap_or_default());
    let own = ending_postcode(&words);
    if let Some((_, taken)) = &own {
        words.truncate(words.len() - taken);
    }
    let code = postcode_column.and_then(postcode).or(own.map(|(code, _)| code));
    for (place, word) in words.iter_mut().enumerate() {
        let full = ABBREVIATIONS.iter().find(|(short, _)| place > 0 && *short == word.as_str());
        if let Some((_, full)) = full {
            *word = (*full).to_owned();
        }
    }
    words.retain(|word| word != "the");
    unit_first(&mut words);
    if says_nothing(&words) {
        words.clear();
    }
    (!words.is_empty() || code.is_some()).then(|| (words.join(" "), code))
}

/// A part of a building stands before it, wherever it was written: "Mill Lane Yard, Unit 4" is "Unit 4, Mill Lane Yard".
fn unit_first(words: &mut [String]) {
    const UNITS: &[&str] = &["flat", "unit", "room", "shop", "stall", "suite", "plot", "caravan", "block"];
    let is_number = |word: &String| word.len() == 1 || word.starts_with(|c: char| c.is_ascii_digit());
    let at = words.windows(2).position(|pair| UNITS.contains(&pair[0].as_str()) && is_number(&pair[1]));
    if let Some(unit) = at.and_then(|at| words.get_mut(..at + 2)) {
        unit.rotate_right(2);
    }
}

/// A full postcode at the end of an address, and how many words it takes.
fn ending_postcode(words: &[String]) -> Option<(String, usize)> {
    let last = words.last()?;
    let two = words.len().checked_sub(2).and_then(|at| words.get(at..)).map(<[String]>::concat);
    let full = |code: &str| postcode(code).filter(|code| super::outward(code).len() < code.len());
    if let Some(code) = full(last) {
        return Some((code, 1));
    }
    two.and_then(|code| full(&code)).map(|code| (code, 2))
}

/// A business: its words without the legal form.
pub(crate) fn business(raw: &str) -> Option<String> {
    const FORMS: &[&str] = &["ltd", "limited", "plc", "llp", "co", "company", "the", "and"];
    let mut words = words(raw);
    words.retain(|word| !FORMS.contains(&word.as_str()));
    (!says_nothing(&words)).then(|| words.join(" "))
}

/// An online name: without the leading `@`, in small letters; dots and underscores stay, they tell names apart.
pub(crate) fn online_name(raw: &str) -> Option<String> {
    let name = raw.trim().trim_start_matches('@').trim().to_lowercase();
    (!says_nothing(&words(&name))).then_some(name)
}
