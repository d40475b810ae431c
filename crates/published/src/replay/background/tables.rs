//! The tables of an embedding, and its form for a machine.

use std::io;

use serde_json::{Value, json};

use super::words::{OF_READINGS, VARIANTS};
use super::{COUNTS, Embedded, Embedding, Place, Readings};
use crate::Folder;
use crate::csv_safe::Table;
use crate::replay::tables::results_json;
use crate::replay::words::LINES;

/// `background.csv`: each background and year.
pub(in crate::replay) fn years(embedding: &Embedding, folder: &dyn Folder) -> io::Result<()> {
    let mut heading = vec!["background_seed", "year", "whole_year"];
    heading.extend(COUNTS.iter().map(|count| count.code));
    let mut table = Table::new(folder.file("background.csv")?, &heading)?;
    for of in &embedding.backgrounds {
        for year in &of.years {
            let mut cells = vec![
                of.seed.map(|seed| seed.to_string()).unwrap_or_default(),
                year.year.to_string(),
                if year.is_whole { "yes" } else { "no" }.to_owned(),
            ];
            cells.extend(
                COUNTS.iter().map(|count| (count.of)(year).map(|n| n.to_string()).unwrap_or_default()),
            );
            table.row(&cells)?;
        }
    }
    table.end()
}

/// `embedded.csv`: each result among each background; an empty day means that there is none.
pub(in crate::replay) fn results(embedding: &Embedding, folder: &dyn Folder) -> io::Result<()> {
    let heading = [
        "background_seed",
        "variant",
        "dates",
        "reading",
        "result",
        "happened_on",
        "would_have_been_on",
        "row",
    ];
    let mut table = Table::new(folder.file("embedded.csv")?, &heading)?;
    for of in &embedding.backgrounds {
        for (variant, _, readings) in VARIANTS {
            for (name, reading) in OF_READINGS {
                for line in &LINES {
                    let found = (line.of)(reading(readings(of)));
                    let day = found.as_ref().map(|found| found.day.to_string()).unwrap_or_default();
                    let (happened, would) =
                        if line.would_have { (String::new(), day) } else { (day, String::new()) };
                    table.row(&[
                        of.seed.map(|seed| seed.to_string()).unwrap_or_default(),
                        variant.to_owned(),
                        embedding.dates.to_owned(),
                        name.to_owned(),
                        line.code.to_owned(),
                        happened,
                        would,
                        found.map(|found| found.row).unwrap_or_default(),
                    ])?;
                }
            }
        }
    }
    table.end()
}

/// Its form for a machine.
pub(in crate::replay) fn json(embedding: &Embedding) -> Value {
    json!({
        "town": embedding.town,
        "dates": embedding.dates,
        "covers": {"from": embedding.covers.0.to_string(), "to": embedding.covers.1.to_string()},
        "backgrounds": embedding.backgrounds.iter().map(background).collect::<Vec<_>>(),
        "over_backgrounds": COUNTS.iter().map(|count| {
            let years = embedding.years(count).into_iter().map(|(year, is_whole, of)| json!({
                "year": year, "whole_year": is_whole,
                "median": of.map(|of| of.median), "low": of.map(|of| of.low), "high": of.map(|of| of.high),
            }));
            (count.code.to_owned(), Value::Array(years.collect()))
        }).collect::<serde_json::Map<_, _>>(),
    })
}

fn background(of: &Embedded) -> Value {
    json!({
        "seed": of.seed,
        "events": of.events,
        "days_of_both": {"from": of.shared.0.to_string(), "to": of.shared.1.to_string()},
        "with_ties": readings(&of.with_ties),
        "without_ties": readings(&of.without_ties),
        "question_would_have_stood": {"certain": place(of.place_certain.as_ref()), "possible": place(of.place_possible.as_ref())},
        "explained_questions": of.explained,
        "questions_of_possible_links": of.not_dated,
        "years": of.years.iter().map(|year| {
            let mut counts: serde_json::Map<_, _> =
                COUNTS.iter().map(|count| (count.code.to_owned(), json!((count.of)(year)))).collect();
            counts.insert("year".into(), json!(year.year));
            counts.insert("whole_year".into(), json!(year.is_whole));
            Value::Object(counts)
        }).collect::<Vec<_>>(),
    })
}

fn readings(of: &Readings) -> Value {
    json!({"certain": results_json(&of.certain), "possible": results_json(&of.possible)})
}

fn place(at: Option<&Place>) -> Value {
    at.map_or(Value::Null, |at| {
        json!({
            "shared": at.thing, "as_of": at.as_of.to_string(), "place": at.place, "of": at.of,
            "place_of_year": at.place_of_year, "of_year": at.of_year,
        })
    })
}
