//! The words of dates, in English as reviewers write it.

use record::time::Weekday;

/// What a word says about the date it stands by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Month(u32),
    Season(Season),
    Weekday(Weekday),
    /// Early, mid, late.
    Part(Part),
    /// The writer is not sure.
    Doubt,
    /// By, until, up to: not after it.
    By,
    /// Before, prior to: over before it begins.
    Before,
    /// Since, from: not before it.
    Since,
    /// After: begins when it is over.
    After,
    /// Says nothing about the date: on, the, of, at.
    Nothing,
    /// Part of a day, which is kept as the day: morning, pm.
    DayPart,
    And,
    Or,
    To,
    Between,
    Week,
    /// What kind of year: financial, academic.
    Year(YearKind),
    /// The cell says that there is no date.
    Undated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearKind {
    Financial,
    Academic,
}

/// The meaning of a word in lower case; `None` for a word that dates know nothing of.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    use Meaning as M;
    if let Some(month) = month(word) {
        return Some(M::Month(month));
    }
    if let Some(day) = weekday(word) {
        return Some(M::Weekday(day));
    }
    Some(match word {
        "spring" => M::Season(Season::Spring),
        "summer" => M::Season(Season::Summer),
        "autumn" => M::Season(Season::Autumn),
        "winter" => M::Season(Season::Winter),
        "early" | "beginning" | "start" => M::Part(Part::Early),
        "mid" | "middle" => M::Part(Part::Mid),
        "late" | "end" | "later" => M::Part(Part::Late),
        "c" | "ca" | "circa" | "approx" | "approximately" | "approximate" | "around" | "about"
        | "roughly" | "possibly" | "poss" | "probably" | "prob" | "perhaps" | "maybe" | "estimated"
        | "est" | "unclear" | "tbc" | "thought" | "believed" | "assumed" | "uncertain" | "unsure"
        | "unconfirmed" | "near" => M::Doubt,
        "by" | "until" | "till" | "til" => M::By,
        "before" | "prior" | "pre" => M::Before,
        "since" | "from" => M::Since,
        "after" | "following" | "post" => M::After,
        "on" | "the" | "of" | "at" | "in" | "during" | "date" | "dated" | "day" | "sometime" | "some"
        | "time" | "be" | "is" | "was" | "it" => M::Nothing,
        "morning" | "afternoon" | "evening" | "night" | "overnight" | "lunchtime" | "am" | "pm" => M::DayPart,
        "and" | "then" => M::And,
        "or" => M::Or,
        "to" | "through" | "thru" => M::To,
        "between" | "btw" | "btwn" | "betw" => M::Between,
        "week" | "wk" | "weeks" => M::Week,
        "financial" | "fiscal" | "tax" | "fy" => M::Year(YearKind::Financial),
        "academic" | "school" | "ay" => M::Year(YearKind::Academic),
        "undated" | "unknown" | "nk" | "unspecified" => M::Undated,
        _ => return None,
    })
}

/// A month by its name or the ways people shorten and misspell it.
fn month(word: &str) -> Option<u32> {
    Some(match word {
        "jan" | "january" | "janurary" | "januray" => 1,
        "feb" | "febr" | "february" | "febuary" | "feburary" => 2,
        "mar" | "march" => 3,
        "apr" | "april" | "apirl" => 4,
        "may" => 5,
        "jun" | "june" => 6,
        "jul" | "july" => 7,
        "aug" | "august" => 8,
        "sep" | "sept" | "september" | "setember" => 9,
        "oct" | "october" => 10,
        "nov" | "november" | "novemeber" => 11,
        "dec" | "december" => 12,
        _ => return None,
    })
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mon" | "monday" => Weekday::Monday,
        "tue" | "tues" | "tuesday" => Weekday::Tuesday,
        "wed" | "weds" | "wednesday" => Weekday::Wednesday,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thursday,
        "fri" | "friday" => Weekday::Friday,
        "sat" | "saturday" => Weekday::Saturday,
        "sun" | "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The letters behind a day: 1st, 2nd, 3rd, 4th.
pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}
