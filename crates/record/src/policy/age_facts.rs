//! `age_facts.csv`: which recorded codes state the facts that the age rules speak of.

use super::model::AgeFact;
use super::problem::Problems;
use super::table::{Lined, rows};

pub(super) const FILE: &str = "age_facts.csv";
const FACTS: &[&str] = &[
    "any_sexual_activity",
    "payment_or_control",
    "indecent_image",
    "other_adult",
    "other_under18",
    "other_trust_or_family",
    "police_know",
];

pub(super) fn read(text: &str, problems: &Problems) -> Vec<Lined<AgeFact>> {
    const COLUMNS: &[&str] = &["code_set", "code", "fact", "says", "note"];
    let rows = rows(FILE, text, COLUMNS, problems);
    let fact = |row: &super::table::Row<'_>| AgeFact {
        code_set: row.code("code_set"),
        code: row.code("code"),
        fact: row.word_of("fact", FACTS),
        stated: row.word_of("says", &["yes", "may"]).as_str() == "yes",
        note: row.text("note"),
    };
    rows.iter().map(|row| Lined { line: row.line, value: fact(row) }).collect()
}
