//! `clocks.csv`: the limits.

use super::model::ClockRule;
use super::problem::Problems;
use super::table::{Lined, Row, rows};

pub(super) const FILE: &str = "clocks.csv";
const COLUMNS: &[&str] = &[
    "id",
    "title",
    "start_event",
    "stop_event",
    "amount",
    "unit",
    "kind",
    "applies",
    "authority",
    "on_breach",
    "note",
    "in_force_from",
    "in_force_to",
    "adopted",
    "sign",
    "rank",
];
/// How firm a clock is.
const KINDS: &[&str] = &[
    "act",
    "regulations",
    "statutory_guidance",
    "local_default",
    "candour_default",
    super::NOT_KNOWN_IN_FORCE,
];

pub(super) fn read(text: &str, problems: &Problems) -> Vec<Lined<ClockRule>> {
    rows(FILE, text, COLUMNS, problems).iter().map(|row| Lined { line: row.line, value: rule(row) }).collect()
}

fn rule(row: &Row<'_>) -> ClockRule {
    let (in_force_from, in_force_to) = row.in_force();
    ClockRule {
        id: row.code("id"),
        title: row.needed("title"),
        start_event: row.code("start_event"),
        stop_event: row.code("stop_event"),
        amount: row.number("amount"),
        unit: row.unit("unit"),
        kind: row.word_of("kind", KINDS),
        applies: row.text("applies"),
        authority: row.needed("authority"),
        on_breach: row.needed("on_breach"),
        note: row.text("note"),
        in_force_from,
        in_force_to,
        sign: row.maybe_code("sign"),
        rank: row.maybe_rank("rank"),
        adopted: row.maybe_day("adopted"),
    }
}
