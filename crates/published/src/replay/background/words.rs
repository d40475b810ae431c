//! The words of an embedding: a date over several backgrounds, a spread, the summary on the terminal.

use record::Day;

use super::{COUNTS, Embedded, Embedding, Place, Readings, Spread};
use crate::html::{counted, thousands};
use crate::replay::Reading;
use crate::replay::words::{LINES, Line};

pub(in crate::replay) type OfVariant = fn(&Embedded) -> &Readings;

/// The two variants: stable name, title.
pub(in crate::replay) const VARIANTS: [(&str, &str, OfVariant); 2] = [
    ("with_ties", "With its true ties", |embedded| &embedded.with_ties),
    ("without_ties", "Without them", |embedded| &embedded.without_ties),
];

pub(in crate::replay) type OfReading = fn(&Readings) -> &Reading;

/// The two readings with their names.
pub(in crate::replay) const OF_READINGS: [(&str, OfReading); 2] =
    [("certain", |readings| &readings.certain), ("possible", |readings| &readings.possible)];

/// A day over several backgrounds: "2004-07-01", "2004-07-01 to 2004-07-03", "none", "2004-07-01 in 2 of 3".
pub(in crate::replay) fn over(days: &[Option<Day>]) -> String {
    let there = || days.iter().flatten();
    let (Some(first), Some(last)) = (there().min(), there().max()) else { return "none".to_owned() };
    let span = if first == last { first.to_string() } else { format!("{first} to {last}") };
    match there().count() {
        all if all == days.len() => span,
        some => format!("{span} in {some} of {}", days.len()),
    }
}

/// The days of one line in one variant and reading.
pub(in crate::replay) fn days(
    embedding: &Embedding,
    line: &Line,
    variant: OfVariant,
    reading: OfReading,
) -> Vec<Option<Day>> {
    let of = |embedded: &Embedded| (line.of)(reading(variant(embedded))).map(|found| found.day);
    embedding.backgrounds.iter().map(of).collect()
}

/// "81 (70 to 95)"; of one number that number alone.
pub(in crate::replay) fn spread(spread: Option<Spread>) -> String {
    match spread {
        None => "not known".to_owned(),
        Some(one) if one.low == one.high => thousands(one.median),
        Some(Spread { median, low, high }) => {
            format!("{} ({} to {})", thousands(median), thousands(low), thousands(high))
        }
    }
}

/// "3rd of 81" without its ordinal: "place 3 of 81".
pub(in crate::replay) fn place(place: u32, of: u32) -> String {
    format!("place {} of {}", thousands(u64::from(place)), thousands(u64::from(of)))
}

/// How many backgrounds, and of what.
pub(in crate::replay) fn backgrounds(embedding: &Embedding) -> String {
    let count = embedding.backgrounds.len() as u64;
    let seeds: Vec<String> =
        embedding.backgrounds.iter().filter_map(|of| of.seed).map(|seed| seed.to_string()).collect();
    match seeds.as_slice() {
        [] => embedding.town.clone(),
        [one] => format!("{}, seed {one}", embedding.town),
        [first, .., last] => {
            format!(
                "{}, {} with the seeds {first} to {last}",
                embedding.town,
                counted(count, "time", "times")
            )
        }
    }
}

/// The places of the possible reading over all backgrounds.
pub(in crate::replay) fn places(embedding: &Embedding) -> Vec<&Place> {
    embedding.backgrounds.iter().filter_map(|of| of.place_possible.as_ref()).collect()
}

/// One sentence on where the question would have stood.
pub(in crate::replay) fn standing(embedding: &Embedding) -> String {
    let places = places(embedding);
    let of = |number: fn(&Place) -> u32| spread(Spread::of(places.iter().map(|at| u64::from(number(at)))));
    let Some(first) = places.first() else {
        return "The timeline's own records share nothing under these dates, so no question of it stands among the others."
            .to_owned();
    };
    format!(
        "The timeline's question ({}), in the possible reading, would have stood at place {} of {} on {}; among those first asked in that year at place {} of {}.",
        first.thing,
        of(|at| at.place),
        of(|at| at.of),
        first.as_of,
        of(|at| at.place_of_year),
        of(|at| at.of_year),
    )
}

/// The summary on the terminal.
pub(in crate::replay) fn summary(embedding: &Embedding) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\nInside an ordinary partnership: {}", backgrounds(embedding));
    let _ = writeln!(
        out,
        "Its files cover {} to {}; dates of the timeline taken as {}",
        embedding.covers.0, embedding.covers.1, embedding.dates
    );
    let _ = writeln!(out, "\n{:<70}{:<28}without them", "", "with its true ties");
    for line in &LINES {
        let _ = writeln!(out, "{}", line.title.replace('’', "'"));
        for (name, reading) in OF_READINGS {
            let [with, without] =
                VARIANTS.map(|(_, _, variant)| over(&days(embedding, line, variant, reading)));
            let _ = writeln!(out, "    {name:<66}{with:<28}{without}");
        }
    }
    let _ = writeln!(out, "\n{}", standing(embedding));
    let _ = writeln!(
        out,
        "\nWhat the same rules would have asked of everybody else, by year (* not the whole year)"
    );
    for count in &COUNTS {
        let years: Vec<String> = embedding
            .years(count)
            .into_iter()
            .map(|(year, is_whole, of)| format!("{year}{} {}", if is_whole { "" } else { "*" }, spread(of)))
            .collect();
        let _ = writeln!(out, "    {}\n        {}", count.title, years.join("; "));
    }
    out
}
