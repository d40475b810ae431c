//! What posts are and can do: `ranks.csv`, `powers.csv`, `workload.csv`.

use std::collections::BTreeMap;

use super::model::{AgencyKind, BundledBy, Power, RankRule, WorkloadRule};
use super::problem::Problems;
use super::table::{keyed, rows};
use crate::agency::Rank;
use crate::id::Code;

const AGAINST: &[&str] = &["person", "place", "person_or_place", "business", "vehicle", "phone", "child"];

pub(super) fn ranks(text: &str, problems: &Problems) -> BTreeMap<Rank, RankRule> {
    const FILE: &str = "ranks.csv";
    let ranks =
        keyed(rows(FILE, text, &["rank", "title", "removed_by", "source", "note"], problems), |row| {
            let rank = row.rank("rank");
            let (title, source) = (row.needed("title"), row.needed("source"));
            (
                rank,
                RankRule { rank, title, removed_by: row.text("removed_by"), source, note: row.text("note") },
            )
        });
    every_rank(FILE, |rank| ranks.contains_key(&rank), problems);
    ranks
}

pub(super) fn workload(text: &str, problems: &Problems) -> Vec<WorkloadRule> {
    const FILE: &str = "workload.csv";
    const COLUMNS: &[&str] = &["rank", "minutes", "minutes_inside", "bundled_by", "source"];
    let rules = keyed(rows(FILE, text, COLUMNS, problems), |row| {
        let rank = row.rank("rank");
        let bundled_by = match row.word_of("bundled_by", &["cause", "week"]).as_str() {
            "week" => BundledBy::Week,
            _ => BundledBy::Cause,
        };
        let (minutes, minutes_inside) = (row.number("minutes"), row.number("minutes_inside"));
        (rank, WorkloadRule { rank, minutes, minutes_inside, bundled_by, source: row.needed("source") })
    });
    every_rank(FILE, |rank| rules.contains_key(&rank), problems);
    rules.into_values().collect()
}

pub(super) fn powers(
    text: &str,
    kinds: &BTreeMap<Code, AgencyKind>,
    problems: &Problems,
) -> BTreeMap<Code, Power> {
    const COLUMNS: &[&str] = &["code", "title", "held_by", "against", "authority", "note"];
    keyed(rows("powers.csv", text, COLUMNS, problems), |row| {
        let code = row.code("code");
        let power = Power {
            code: code.clone(),
            title: row.needed("title"),
            held_by: row.listed("held_by", kinds),
            against: row.word_of("against", AGAINST),
            authority: row.needed("authority"),
            note: row.text("note"),
        };
        (code, power)
    })
}

fn every_rank(file: &str, has: impl Fn(Rank) -> bool, problems: &Problems) {
    for rank in (0..=Rank::OVERSIGHT.number()).filter_map(Rank::new).filter(|rank| !has(*rank)) {
        problems.add(file, 1, format!("rank {rank} is missing"), "add a row for it");
    }
}
