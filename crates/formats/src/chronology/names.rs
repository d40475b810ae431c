//! The children that a cell names: `Amy Reed & Ben Reed`, `REED, Amy`, `Child A`.

use record::{Mention, MentionKind};
use smol_str::SmolStr;

/// What is odd about a cell of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameOddity {
    /// `Reed, Amy`: family name first, or two given names.
    Order,
    /// Words that name nobody: `mother`, `all siblings`.
    NotAName,
}

/// Most names of one cell.
const MOST: usize = 64;
/// Longest cell that is read as names, in bytes.
const LONGEST: usize = 2_000;

/// Words that name a relation or a group. As names they would join the families of different children.
const NO_NAMES: &[&str] = &[
    "mother",
    "mum",
    "father",
    "dad",
    "mgm",
    "mgf",
    "pgm",
    "pgf",
    "stepfather",
    "stepmother",
    "step",
    "aunt",
    "uncle",
    "grandmother",
    "grandfather",
    "grandparents",
    "parent",
    "parents",
    "family",
    "whole",
    "sibling",
    "siblings",
    "brother",
    "sister",
    "all",
    "both",
    "children",
    "child",
    "unknown",
    "none",
    "n",
    "a",
    "na",
    "nil",
    "various",
    "other",
    "others",
    "partner",
    "carer",
    "carers",
    "foster",
    "unborn",
    "baby",
    "the",
    "of",
    "see",
    "above",
    "household",
    "subject",
    "name",
    "not",
    "known",
    "recorded",
    "adults",
    "adult",
    "young",
    "person",
    "people",
    "yp",
    "twins",
    "group",
    "girls",
    "boys",
];

/// Words that make any name beside them that of an adult: `Amy's mother`, `Mrs Reed`.
const ADULTS: &[&str] = &[
    "mother",
    "mum",
    "father",
    "dad",
    "mgm",
    "mgf",
    "pgm",
    "pgf",
    "stepfather",
    "stepmother",
    "aunt",
    "uncle",
    "grandmother",
    "grandfather",
    "grandparents",
    "parent",
    "parents",
    "carer",
    "carers",
    "partner",
    "boyfriend",
    "neighbour",
    "mr",
    "mrs",
    "ms",
    "dr",
    "pc",
];

/// First words of names that a review gives instead of real ones.
const STAND_INS: &[&str] = &[
    "child", "girl", "boy", "yp", "young", "subject", "sibling", "baby", "twin", "person", "brother",
    "sister", "family",
];

/// One mention of a child for each name in `cell`.
pub(super) fn children(cell: &str) -> (Vec<Mention>, Vec<NameOddity>) {
    let (mut mentions, mut odd) = (Vec::new(), Vec::new());
    if cell.trim().is_empty() {
        return (mentions, odd);
    }
    if cell.len() > LONGEST {
        return (mentions, vec![NameOddity::NotAName]);
    }
    for name in split(&without_brackets(cell)).into_iter().take(MOST) {
        match mention(&name, &mut odd) {
            Some(mention) => mentions.push(mention),
            None => odd.push(NameOddity::NotAName),
        }
    }
    odd.dedup();
    (mentions, odd)
}

/// What stands in brackets is an age or a relation.
fn without_brackets(cell: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in cell.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '\0'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {}
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The single names of a list.
fn split(cell: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in cell.split(['&', ';', '\n', '\r', '/', '+']) {
        let words: Vec<&str> = part.split_whitespace().collect();
        for group in words.split(|word| word.eq_ignore_ascii_case("and")) {
            names.push(group.join(" "));
        }
    }
    let listed = names.iter().filter(|name| !name.is_empty()).count() > 1;
    let names = names.into_iter().flat_map(|name| by_commas(&name, listed));
    names
        .map(|name| name.trim_matches([',', '.', ' ', '-', '–', ':']).to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// A comma stands between names, or between the family name and the given name of one.
fn by_commas(name: &str, listed: bool) -> Vec<String> {
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let one_name = match parts.as_slice() {
        [family, _] if is_capitals(family) => true,
        [family, _] => !listed && !family.contains(' '),
        _ => false,
    };
    if one_name { vec![name.to_owned()] } else { parts.into_iter().map(str::to_owned).collect() }
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 1 && text.chars().all(|c| !c.is_lowercase())
}

fn mention(name: &str, odd: &mut Vec<NameOddity>) -> Option<Mention> {
    let (name, alias) = alias(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let lower: Vec<String> =
        words.iter().map(|word| word.to_lowercase().replace([',', '.', '\''], "")).collect();
    let names_nobody = lower.iter().all(|word| NO_NAMES.contains(&word.as_str()));
    let letters = name.chars().any(char::is_alphabetic);
    let adult = lower.iter().any(|word| ADULTS.contains(&word.as_str()));
    if names_nobody || adult || words.len() > 6 || !letters {
        // "Child A": the letter A alone is no name, with its word it is a stand-in.
        let stand_in = words.len() == 2
            && lower.first().is_some_and(|word| STAND_INS.contains(&word.as_str()))
            && words.get(1).is_some_and(|word| word.chars().count() <= 2);
        return stand_in.then(|| known_as(name));
    }
    let mut child = Mention::new(MentionKind::Child, "subject");
    child.known_as.extend(alias.map(SmolStr::new));
    let numbered = name.chars().any(|c| c.is_ascii_digit());
    if numbered || lower.first().is_some_and(|word| STAND_INS.contains(&word.as_str())) || is_initials(&words)
    {
        child.known_as.insert(0, SmolStr::new(name));
        return Some(child);
    }
    if let Some((family, given)) = name.split_once(',') {
        if !is_capitals(family) {
            odd.push(NameOddity::Order);
        }
        child.surname = some(family);
        child.forename = some(given);
        return Some(child);
    }
    match words.as_slice() {
        [] => return None,
        [only] => child.forename = some(only),
        // "REED Amy": capitals mark the family name wherever they stand.
        [family, given @ ..]
            if is_capitals(family) && family.len() > 2 && !given.iter().any(|word| is_capitals(word)) =>
        {
            child.surname = some(family);
            child.forename = some(&given.join(" "));
        }
        [given @ .., family] => {
            child.surname = some(family);
            child.forename = some(&given.join(" "));
        }
    }
    Some(child)
}

fn known_as(name: &str) -> Mention {
    let mut child = Mention::new(MentionKind::Child, "subject");
    child.known_as.push(SmolStr::new(name));
    child
}

/// `Amy Reed aka Mimi`.
fn alias(name: &str) -> (&str, Option<&str>) {
    let lower = name.to_ascii_lowercase();
    for word in [" aka ", " a.k.a. ", " known as "] {
        if let Some(at) = lower.find(word) {
            return (
                name[..at].trim(),
                Some(name[at + word.len()..].trim()).filter(|alias| !alias.is_empty()),
            );
        }
    }
    (name, None)
}

/// `AB`, `A.B.`, `A B`: initials stand for a name and are none.
fn is_initials(words: &[&str]) -> bool {
    let letters: usize = words.iter().map(|word| word.chars().filter(|c| c.is_alphabetic()).count()).sum();
    let single = words.iter().all(|word| word.chars().filter(|c| c.is_alphabetic()).count() <= 1);
    let joined = words.len() == 1 && letters <= 3 && is_capitals(words[0]);
    letters <= 3 && (single || joined || words.iter().all(|word| word.contains('.')))
}

fn some(text: &str) -> Option<SmolStr> {
    let text = text.trim();
    (!text.is_empty()).then(|| SmolStr::new(text))
}

#[cfg(test)]
mod tests {
    use super::{NameOddity, children};
    use proptest::prelude::*;

    fn shown(cell: &str) -> Vec<String> {
        let show = |mention: &record::Mention| {
            let part = |text: &Option<smol_str::SmolStr>| text.clone().unwrap_or_default();
            let names: Vec<&str> = mention.known_as.iter().map(|name| name.as_str()).collect();
            format!("{}|{}|{}", part(&mention.forename), part(&mention.surname), names.join("+"))
        };
        children(cell).0.iter().map(show).collect()
    }

    #[test]
    fn names_in_every_order_and_list() {
        assert_eq!(shown("Amy Reed"), ["Amy|Reed|"]);
        assert_eq!(shown("REED, Amy"), ["Amy|REED|"]);
        assert_eq!(shown("REED Amy"), ["Amy|REED|"]);
        assert_eq!(shown("Amy Jo Reed & Ben Reed"), ["Amy Jo|Reed|", "Ben|Reed|"]);
        assert_eq!(shown("Amy, Ben and Cara"), ["Amy||", "Ben||", "Cara||"]);
        assert_eq!(shown("Amy Reed, Ben Reed"), ["Amy|Reed|", "Ben|Reed|"]);
        assert_eq!(shown("REED, Amy; REED, Ben"), ["Amy|REED|", "Ben|REED|"]);
        assert_eq!(shown("Amy Reed (sister, 12)\nBen"), ["Amy|Reed|", "Ben||"]);
        assert_eq!(shown("Amy Reed aka Mimi"), ["Amy|Reed|Mimi"]);
        assert_eq!(shown("Alexander Sandy"), ["Alexander|Sandy|"]);
        assert_eq!(children("Reed, Amy").1, [NameOddity::Order]);
    }

    #[test]
    fn stand_ins_and_initials_are_no_names() {
        assert_eq!(shown("Child A & Child B"), ["||Child A", "||Child B"]);
        assert_eq!(shown("YP1"), ["||YP1"]);
        assert_eq!(shown("AB"), ["||AB"]);
        assert_eq!(shown("A.B."), ["||A.B"]);
    }

    #[test]
    fn relations_and_groups_name_nobody() {
        for cell in [
            "Mother",
            "all siblings",
            "N/A",
            "unknown",
            "both children",
            "Amy's mother",
            "Mrs Reed",
            "-",
            "Mum & Dad",
            "12",
        ] {
            assert!(shown(cell).is_empty(), "{cell}: {:?}", shown(cell));
        }
        assert!(children("Mother").1.contains(&NameOddity::NotAName));
        assert!(children("  ").1.is_empty());
    }

    proptest! {
        #[test]
        fn any_cell_is_read_without_panic(cell in any::<String>(), list in "[A-Ea-e,;&/ .()']{0,40}") {
            let _ = (children(&cell), children(&list));
        }
    }
}
