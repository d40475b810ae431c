//! The known word nearest to one that is not known: a typo gets a hint instead of silence.

use std::cmp::Reverse;

use crate::csv_table::heading_key;
use crate::read::Sink;
use crate::report::{Report, short};

/// The nearest of `known` to `given`, unless none is near (more than a third of its letters, at least two, differ).
///
/// Ties go to the word that begins with more of the same letters (`tolled_agency` is `told_agency`, not `teller_agency`),
/// then to the one that stands first.
pub fn nearest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let given = given.trim().to_lowercase().replace([' ', '-'], "_");
    let length = given.chars().count();
    if length == 0 || length > 60 {
        return None;
    }
    let allowed = (length / 3).max(2).min(length.saturating_sub(1));
    known
        .into_iter()
        .map(|word| (strsim::osa_distance(&given, &word.to_lowercase()), word))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, word)| (*distance, Reverse(same_beginning(&given, word))))
        .map(|(_, word)| word)
}

/// How many first letters the two share.
fn same_beginning(given: &str, word: &str) -> usize {
    given.chars().zip(word.to_lowercase().chars()).take_while(|(a, b)| a == b).count()
}

/// ", nearest known: `word`", or nothing.
pub(crate) fn hint<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(given, known).map_or_else(String::new, |word| format!("; nearest known: `{word}`"))
}

/// Says once for each heading that none of `known` names, with the nearest that does.
pub(crate) fn report_unknown_headings(headings: &[String], known: &[&str], at: Report, sink: &mut dyn Sink) {
    let keys: Vec<String> = known.iter().map(|known| heading_key(known)).collect();
    for heading in headings.iter().filter(|heading| !heading.is_empty()) {
        if !keys.contains(&heading_key(heading)) {
            report_unknown_heading(heading, known, at, sink);
        }
    }
}

/// Says that a column or key is not known, with the nearest that is.
pub(crate) fn report_unknown_heading(heading: &str, known: &[&str], at: Report, sink: &mut dyn Sink) {
    if let Some((forename, surname)) = halves_of_name(heading, known) {
        let heading = short(heading);
        let words = format!("the column `{heading}` is not known and was not read");
        let remedy = format!("split it into `{forename}` and `{surname}`");
        at.doubtful(sink, &heading, "csv.unknown_heading", words, &remedy);
        return;
    }
    let near = hint(heading, known.iter().copied());
    let heading = short(heading);
    let words = format!("the column `{heading}` is not known and was not read{near}");
    at.doubtful(sink, &heading, "csv.unknown_heading", words, "check its spelling, or leave it out");
}

/// `child_name` holds what stands in two columns here: `child_forename` and `child_surname`.
fn halves_of_name(heading: &str, known: &[&str]) -> Option<(String, String)> {
    let plain = heading.trim().to_lowercase().replace([' ', '-'], "_");
    let of = plain.strip_suffix("_full_name").or_else(|| plain.strip_suffix("_name"))?;
    let halves = (format!("{of}_forename"), format!("{of}_surname"));
    (known.contains(&halves.0.as_str()) && known.contains(&halves.1.as_str())).then_some(halves)
}

#[cfg(test)]
mod tests {
    use super::{halves_of_name, nearest};

    #[test]
    fn of_two_equally_near_words_the_one_with_the_same_beginning_is_named() {
        assert_eq!(nearest("tolled_agency", ["teller_agency", "told_agency"]), Some("told_agency"));
    }

    #[test]
    fn a_whole_name_is_sent_to_its_two_columns() {
        let known = ["child_forename", "child_surname", "online_name"];
        let halves = Some(("child_forename".to_owned(), "child_surname".to_owned()));
        assert_eq!(halves_of_name("Child Name", &known), halves);
        assert_eq!(halves_of_name("school_name", &known), None);
    }

    #[test]
    fn typos_find_their_word_and_strangers_none() {
        let known = ["missing_episode", "gifts", "vehicle", "told"];
        assert_eq!(nearest("Missing Episodes", known), Some("missing_episode"));
        assert_eq!(nearest("gfits", known), Some("gifts"));
        assert_eq!(nearest("tld", known), Some("told"));
        for stranger in ["", "x", "ab", "quite another thing", &"long".repeat(100)] {
            assert_eq!(nearest(stranger, known), None, "{stranger}");
        }
    }
}
