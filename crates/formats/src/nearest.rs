//! The known word nearest to one that is not known: a typo gets a hint instead of silence.

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
