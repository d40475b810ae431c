//! The small lists of words that masking needs, made for candour.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

type Words = LazyLock<FxHashSet<&'static str>>;

/// Words that are no name where they stand with a small letter, and seldom where they stand with a capital.
static STOP: Words = LazyLock::new(|| include_str!("stop_words.txt").split_whitespace().collect());
/// Ordinary words that are names too: Green, Hope, Mark.
static NAME_WORDS: Words = LazyLock::new(|| include_str!("name_words.txt").split_whitespace().collect());
/// Forenames of all origins used in Britain.
static FORENAMES: Words = LazyLock::new(|| include_str!("forenames.txt").split_whitespace().collect());
/// Words that stand before a name.
static TITLES: Words = LazyLock::new(|| include_str!("titles.txt").split_whitespace().collect());

/// Months and days of the week, which are names too.
const CALENDAR: [&str; 6] = ["march", "april", "may", "june", "july", "august"];

/// An ordinary word that is seldom a name.
pub(super) fn is_stop(folded: &str) -> bool {
    STOP.contains(folded)
}

/// An ordinary word, whether or not it is a name too.
pub(super) fn is_ordinary(folded: &str) -> bool {
    STOP.contains(folded) || NAME_WORDS.contains(folded)
}

/// A forename of the list.
pub(super) fn is_forename(folded: &str) -> bool {
    FORENAMES.contains(folded)
}

/// A word that is a forename and an ordinary word: Will, Rose, Grace.
pub(super) fn is_word_forename(folded: &str) -> bool {
    NAME_WORDS.contains(folded)
}

/// A month that is a name too.
pub(super) fn is_month(folded: &str) -> bool {
    CALENDAR.contains(&folded)
}

/// A title, as written.
pub(super) fn is_title(written: &str) -> bool {
    TITLES.contains(written)
}

/// Words that turn a name before them into the name of a place: Victoria Road, Florence House.
pub(super) fn makes_a_place(folded: &str) -> bool {
    const KINDS: [&str; 36] = [
        "road", "street", "lane", "avenue", "close", "drive", "court", "house", "school", "park", "hospital",
        "station", "square", "terrace", "gardens", "crescent", "way", "place", "grove", "row", "hill",
        "centre", "academy", "college", "church", "primary", "lodge", "clinic", "surgery", "council",
        "police", "hotel", "library", "ward", "unit", "market",
    ];
    KINDS.contains(&folded)
}

/// Words of posts and agencies that are no surname behind a forename: Jordan Team, Chelsea Football.
pub(super) fn is_of_posts(folded: &str) -> bool {
    const WORDS: [&str; 32] = [
        "desk",
        "team",
        "hub",
        "helpline",
        "inbox",
        "mailbox",
        "board",
        "partnership",
        "commission",
        "forum",
        "city",
        "borough",
        "shire",
        "region",
        "central",
        "community",
        "sports",
        "football",
        "rugby",
        "cricket",
        "united",
        "rovers",
        "fc",
        "cornwall",
        "duty",
        "docx",
        "xlsx",
        "csv",
        "pdf",
        "txt",
        "archive",
        "folder",
    ];
    WORDS.contains(&folded) || is_of_institutions(folded) || makes_a_place(folded) || is_stop(folded)
}

/// Words that make an institution of the full name before them: Margaret Example Nursery.
pub(super) fn is_of_institutions(folded: &str) -> bool {
    matches!(folded, "nursery" | "trust" | "foundation" | "practice" | "infirmary" | "institute" | "society")
}

/// What stands in a name's field and is no name: "unknown", "unborn", "mother".
pub(super) fn is_no_name(folded: &str) -> bool {
    const NONE: [&str; 42] = [
        "unknown",
        "unborn",
        "baby",
        "child",
        "boy",
        "girl",
        "mother",
        "father",
        "mum",
        "dad",
        "male",
        "female",
        "person",
        "man",
        "woman",
        "not",
        "known",
        "none",
        "na",
        "nil",
        "tbc",
        "redacted",
        "anonymous",
        "name",
        "family",
        "adult",
        "youth",
        "the",
        "and",
        "of",
        "a",
        "an",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "unnamed",
        "stated",
        "sibling",
        "twin",
    ];
    NONE.contains(&folded)
}
