//! `closing_rules.csv` and `age_rules.csv`: what must be there before a code may end anything.

use super::model::{AgeRule, ClosingRule};
use super::problem::Problems;
use super::table::{Lined, rows};

pub(super) const FILE: &str = "closing_rules.csv";
const CONDITIONS: &[&str] = &[
    "always",
    "exploitation_or_age_rule",
    "teller_disputes",
    "otherwise",
    "missing_at_cessation",
    "earlier_signal",
    "reopened_within",
    "split_within",
    "exploitation_factor",
];
const REQUIREMENTS: &[&str] = &[
    "reasons",
    "second_post_other_agency",
    "reread_one_in",
    "receiver_signs",
    "never_closes",
    "closes_a_case",
    "show_contradiction",
    "keep_first_clock",
    "second_look",
];
/// Requirements that need a number.
const COUNTED: &[&str] = &["reread_one_in", "keep_first_clock"];

pub(super) fn read(text: &str, problems: &Problems) -> Vec<Lined<ClosingRule>> {
    const COLUMNS: &[&str] =
        &["id", "code_set", "code", "condition", "requires", "amount", "unit", "source", "note"];
    let rows = rows(FILE, text, COLUMNS, problems);
    rows.iter()
        .map(|row| {
            let rule = ClosingRule {
                id: row.code("id"),
                code_set: row.code("code_set"),
                code: row.code("code"),
                condition: row.word_of("condition", CONDITIONS),
                requires: row.word_of("requires", REQUIREMENTS),
                amount: row.maybe_number("amount"),
                unit: row.text("unit"),
                source: row.needed("source"),
                note: row.text("note"),
            };
            if COUNTED.contains(&rule.requires.as_str()) && rule.amount.is_none_or(|amount| amount == 0) {
                row.problem(
                    format!("`{}` needs an amount above 0", rule.requires),
                    "fill in `amount` and `unit`",
                );
            }
            if rule.amount.is_some() && !["count", "day", "month"].contains(&rule.unit.as_str()) {
                row.problem("column `unit` must go with the amount", "write `count`, `day` or `month`");
            }
            Lined { line: row.line, value: rule }
        })
        .collect()
}

pub(super) fn age_rules(text: &str, problems: &Problems) -> Vec<AgeRule> {
    const COLUMNS: &[&str] =
        &["id", "age_from", "age_to", "other", "condition", "behaviour", "law", "source", "note"];
    let rows = rows("age_rules.csv", text, COLUMNS, problems);
    let mut rules: Vec<AgeRule> = Vec::new();
    for row in &rows {
        let rule = AgeRule {
            id: row.code("id"),
            age_from: row.maybe_number("age_from"),
            age_to: row.maybe_number("age_to"),
            other: row.word_of("other", &["any", "adult", "under18", "trust_or_family"]),
            condition: row.word_of(
                "condition",
                &["any_sexual_activity", "payment_or_control", "indecent_image", "age_unknown"],
            ),
            behaviour: row.needed("behaviour"),
            law: row.needed("law"),
            source: row.needed("source"),
            note: row.text("note"),
        };
        if matches!((rule.age_from, rule.age_to), (Some(from), Some(to)) if to < from) {
            row.problem("`age_to` is below `age_from`", "swap the two ages");
        }
        if rules.iter().any(|known| known.id == rule.id) {
            row.problem(format!("rule `{}` is there twice", rule.id), "remove one of the two");
        }
        rules.push(rule);
    }
    rules
}
