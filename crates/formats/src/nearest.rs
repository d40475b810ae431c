//! The known word nearest to one that is not known: a typo gets a hint instead of silence.

use crate::csv_table::heading_key;
use crate::read::Sink;
use crate::report::{Report, short};

/// The nearest of `known` to `given`, unless none is near (more than a third of its letters, at least two, differ).
///
/// Ties go to the word that stands first.
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
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
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
    let near = hint(heading, known.iter().copied());
    let heading = short(heading);
    let words = format!("the column `{heading}` is not known and was not read{near}");
    at.doubtful(sink, &heading, "csv.unknown_heading", words, "check its spelling, or leave it out");
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
