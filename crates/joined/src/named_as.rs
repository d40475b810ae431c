//! Who is named like one of a given list of people, of whom only a name and a place of work are known.
//!
//! A name alone is shared by chance, so it is possible at most; certain only where the record also says that the person works
//! where the one of the list does. Nothing here knows why the list is asked about.

use record::outputs::{MentionIx, MentionTable};
use record::{Event, Mention, MentionKind};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::comparison::{forenames, surnames};
use crate::comparison_level::{Forename, Level};
use crate::normalise::{business, name};

/// Words before a name that are no part of it.
const BEFORE_A_NAME: &[&str] = &[
    "pc",
    "pcso",
    "wpc",
    "dc",
    "ds",
    "di",
    "dci",
    "det",
    "sgt",
    "ps",
    "insp",
    "inspector",
    "supt",
    "cllr",
    "councillor",
    "prof",
    "dame",
    "lord",
    "lady",
];

/// The role of a business or place where a person of the same record works.
const EMPLOYER: &str = "employer";

/// One of the list.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The name as written: `Daniel Price`, `PRICE, Dan`, `PC 4711 D. Price`.
    pub name: &'a str,
    /// What the place of work is called.
    pub at: &'a [&'a str],
}

/// A mention that is named like one of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alike {
    /// The place in the list.
    pub known: u32,
    /// The mention.
    pub mention: MentionIx,
    /// The same full name, at the same place of work.
    pub certain: bool,
}

/// How far two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    /// The surname, and an initial.
    Initial,
    /// Spelled nearly so, or forename and surname changed places.
    Near,
    /// The same, or a usual form of the forename.
    Full,
}

/// Forename and surname.
type Name = (String, String);

/// The mentions of persons that are named like one of the list, in the order of (list, mention).
///
/// | name | place of work not stated | the same place of work |
/// |---|---|---|
/// | forename (or a usual form of it) and surname | possible | certain |
/// | spelled nearly so, or the two exchanged | possible | possible |
/// | surname and initial | not alike | possible |
///
/// Names are compared where a word of each begins with the same letter. A pure function of the four.
pub fn named_as(
    known: &[Known<'_>],
    events: &[Event],
    table: &MentionTable,
    mentions: &[MentionIx],
) -> Vec<Alike> {
    let list: Vec<(u32, Vec<Name>)> =
        (0..).zip(known).map(|(place, known)| (place, readings(known.name))).collect();
    let mut by_letter: FxHashMap<char, Vec<usize>> = FxHashMap::default();
    for (place, (_, names)) in list.iter().enumerate() {
        let letters: FxHashSet<char> = names.iter().flat_map(|(_, surname)| initials(surname)).collect();
        letters.into_iter().for_each(|letter| by_letter.entry(letter).or_default().push(place));
    }
    let mut alike = Vec::new();
    for mention in mentions {
        let (event, _) = table.place(*mention);
        let written = table.get(events, *mention);
        let names = names_of(written);
        let letters: FxHashSet<char> = names
            .iter()
            .flat_map(|(forename, surname)| initials(surname).chain(initials(forename)))
            .collect();
        let candidates = letters.iter().filter_map(|letter| by_letter.get(letter)).flatten();
        let candidates: FxHashSet<usize> = candidates.copied().collect();
        for place in candidates {
            let (ix, theirs) = &list[place];
            let pairs = names.iter().flat_map(|own| theirs.iter().map(move |their| agreement(own, their)));
            let Some(agreement) = pairs.flatten().max() else { continue };
            let works_there = works_at(written, &events[event as usize], known[place].at);
            if agreement > Agreement::Initial || works_there {
                let certain = agreement == Agreement::Full && works_there;
                alike.push(Alike { known: *ix, mention: *mention, certain });
            }
        }
    }
    alike.sort_unstable();
    alike
}

/// What a name written in one piece may be read as. None where it has no two words.
fn readings(raw: &str) -> Vec<Name> {
    let turned = raw.split_once(',').map(|(surname, forename)| format!("{forename} {surname}"));
    let Some(plain) = name(turned.as_deref().unwrap_or(raw)) else { return Vec::new() };
    let mut words: Vec<&str> = plain.split(' ').collect();
    words.retain(|word| !word.chars().all(|c| c.is_ascii_digit()));
    while words.len() > 2 && words.first().is_some_and(|word| BEFORE_A_NAME.contains(word)) {
        words.remove(0);
    }
    if words.len() < 2 {
        return Vec::new();
    }
    // Two words at the end may be a double surname.
    let cuts = [words.len() - 1, words.len() - 2];
    let cuts = cuts.into_iter().filter(|cut| *cut > 0);
    cuts.map(|cut| (words[..cut].join(" "), words[cut..].join(" "))).collect()
}

fn names_of(mention: &Mention) -> Vec<Name> {
    if mention.kind != MentionKind::Person {
        return Vec::new();
    }
    let part = |raw: Option<&str>| raw.and_then(name);
    let own = part(mention.forename.as_deref()).zip(part(mention.surname.as_deref()));
    own.into_iter().chain(mention.known_as.iter().flat_map(|other| readings(other))).collect()
}

fn initials(name: &str) -> impl Iterator<Item = char> + '_ {
    name.split(' ').filter_map(|word| word.chars().next())
}

fn agreement(own: &Name, their: &Name) -> Option<Agreement> {
    if forenames(&own.1, &their.0) == Forename::Exact && surnames(&own.0, &their.1) == Level::Exact {
        return Some(Agreement::Near);
    }
    match (forenames(&own.0, &their.0), surnames(&own.1, &their.1)) {
        (Forename::Exact | Forename::Nickname, Level::Exact) => Some(Agreement::Full),
        (Forename::Exact | Forename::Nickname | Forename::Near, Level::Exact | Level::Near) => {
            Some(Agreement::Near)
        }
        (Forename::Initial, Level::Exact) => Some(Agreement::Initial),
        _ => None,
    }
}

/// The record says that the person works there: an employer beside it, or words about it, that name the place.
fn works_at(mention: &Mention, event: &Event, at: &[&str]) -> bool {
    let beside = event.mentions().iter().filter(|other| other.role.as_str() == EMPLOYER);
    let said: Vec<String> = beside
        .filter_map(|other| other.value.as_deref())
        .chain(mention.value.as_deref())
        .filter_map(business)
        .collect();
    let names: Vec<String> = at.iter().filter_map(|name| business(name)).collect();
    let holds = |words: &str, name: &str| format!(" {words} ").contains(&format!(" {name} "));
    said.iter().any(|words| names.iter().any(|name| holds(words, name)))
}

#[cfg(test)]
mod tests {
    use super::{Agreement, agreement, readings};

    fn best(own: (&str, &str), written: &str) -> Option<Agreement> {
        let own = (own.0.to_owned(), own.1.to_owned());
        readings(written).iter().filter_map(|their| agreement(&own, their)).max()
    }

    #[test]
    fn several_spellings_of_one_name_agree_and_another_name_does_not() {
        for written in
            ["Daniel Price", "PRICE, Daniel", "PC 4711 Daniel Price", "Dr Dan Price", "DI Daniel Price"]
        {
            assert_eq!(best(("daniel", "price"), written), Some(Agreement::Full), "{written}");
        }
        assert_eq!(best(("daniel", "price"), "Danial Pryce"), Some(Agreement::Near));
        assert_eq!(best(("price", "daniel"), "Daniel Price"), Some(Agreement::Near));
        assert_eq!(best(("daniel", "price"), "D. Price"), Some(Agreement::Initial));
        assert_eq!(best(("maria", "silva costa"), "Maria Silva Costa"), Some(Agreement::Full));
        for written in ["Price", "4711", "", "Diana Price", "Daniel Okafor", "D. Okafor"] {
            assert_eq!(best(("daniel", "price"), written), None, "{written}");
        }
    }
}
