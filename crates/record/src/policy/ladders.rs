//! `ladders.csv`: the rungs that silence climbs.

use super::model::Rung;
use super::problem::Problems;
use super::table::{Lined, Row, rows};
use crate::time::Unit;

pub(super) const FILE: &str = "ladders.csv";
const COLUMNS: &[&str] =
    &["ladder", "clock", "rung", "rank", "amount", "unit", "in_force_from", "in_force_to", "authority"];

pub(super) fn read(text: &str, problems: &Problems) -> Vec<Lined<Rung>> {
    rows(FILE, text, COLUMNS, problems).iter().map(|row| Lined { line: row.line, value: rung(row) }).collect()
}

fn rung(row: &Row<'_>) -> Rung {
    let (in_force_from, in_force_to) = row.in_force();
    let rung = Rung {
        ladder: row.code("ladder"),
        clock: row.maybe_code("clock"),
        rung: row.number("rung"),
        rank: row.rank("rank"),
        amount: row.number("amount"),
        unit: row.unit("unit"),
        in_force_from,
        in_force_to,
        authority: row.needed("authority"),
    };
    if rung.unit == Unit::AsSoonAsPracticable {
        row.problem("a rung needs a time that can be counted", "use `immediate` or a unit with an amount");
    }
    if rung.amount < 0 {
        row.problem("a rung cannot be reached before the breach", "write an amount of 0 or more");
    }
    rung
}
