//! `activities.csv`: what agencies record, and what produces it.

use std::collections::BTreeMap;

use super::model::{Activity, Source};
use super::nearest::did_you_mean;
use super::problem::{Problems, shown};
use super::table::{Row, keyed, rows};
use crate::id::Code;

pub(super) const FILE: &str = "activities.csv";
const COLUMNS: &[&str] = &["code", "title", "sources", "account_kind", "note"];
const IMPORTERS: &[&str] = &["cin_census", "ssda903", "concerns", "chronology", "posts", "access_log"];
const FORMS: &[&str] = &["tell", "answer"];

pub(super) fn read(text: &str, problems: &Problems) -> BTreeMap<Code, Activity> {
    keyed(rows(FILE, text, COLUMNS, problems), |row| {
        let code = row.code("code");
        let activity = Activity {
            code: code.clone(),
            title: row.needed("title"),
            sources: sources(row),
            account_kind: row.code("account_kind"),
        };
        (code, activity)
    })
}

fn sources(row: &Row<'_>) -> Vec<Source> {
    let cell = row.needed("sources");
    // The reason of `unavailable:` is prose and may itself hold a bar.
    if let Some(why) = cell.strip_prefix("unavailable:") {
        if why.trim().is_empty() {
            row.problem("the reason behind `unavailable:` is empty", "say why nothing produces it");
        }
        return vec![Source::Unavailable(why.trim().to_owned())];
    }
    let words = cell.split('|').map(str::trim).filter(|word| !word.is_empty());
    if words.clone().next().is_none() {
        row.problem("the activity has no source", "name a producer, or `unavailable:` with the reason");
    }
    words.filter_map(|word| source(row, word)).collect()
}

fn source(row: &Row<'_>, word: &str) -> Option<Source> {
    match word.split_once(':') {
        None if word == "derived" => Some(Source::Derived),
        Some(("importer", name)) => known(row, name, IMPORTERS).map(Source::Importer),
        Some(("form", name)) => known(row, name, FORMS).map(Source::Form),
        Some(("unavailable", _)) => {
            row.problem("`unavailable` stands beside a producer", "keep one of the two");
            None
        }
        _ => {
            let remedy =
                "write `importer:NAME`, `form:NAME`, `derived` or `unavailable:WHY`, with `|` between";
            row.problem(format!("source `{}` is unknown", shown(word)), remedy);
            None
        }
    }
}

fn known(row: &Row<'_>, name: &str, names: &[&'static str]) -> Option<Code> {
    let found = names.iter().find(|known| **known == name);
    if found.is_none() {
        let list = format!("use one of {}", names.join(", "));
        row.problem(
            format!("source `{}` is unknown", shown(name)),
            did_you_mean(name, names.iter().copied(), &list),
        );
    }
    found.map(Code::new)
}
