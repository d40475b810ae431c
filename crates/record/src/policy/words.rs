//! The small code lists: signs, roles, tellers, kinds of agency, outcomes, codes of the returns, language notices.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::model::{AgencyKind, CodeEntry, Ground, LanguageTerm, Outcome, Role, Sign, TellerKind};
use super::pattern;
use super::problem::Problems;
use super::table::{Row, keyed, rows};
use crate::id::Code;

pub(super) fn signs(text: &str, problems: &Problems) -> BTreeMap<Code, Sign> {
    const COLUMNS: &[&str] = &["code", "title", "exploitation", "group", "proposed_by"];
    keyed(rows("signs.csv", text, COLUMNS, problems), |row| {
        let code = row.code("code");
        let patterns = row.text("proposed_by");
        let proposed_by: Vec<SmolStr> =
            patterns.split(" ; ").map(str::trim).filter(|word| !word.is_empty()).map(SmolStr::new).collect();
        for wrong in proposed_by.iter().filter_map(|text| pattern::problem(text)) {
            row.problem(format!("column `proposed_by`: {wrong}"), pattern::REMEDY);
        }
        let (title, exploitation, group) = (row.needed("title"), row.yes("exploitation"), row.yes("group"));
        (code.clone(), Sign { code, title, exploitation, group, proposed_by })
    })
}

pub(super) fn roles(text: &str, problems: &Problems) -> BTreeMap<Code, Role> {
    const COLUMNS: &[&str] = &["code", "title", "innocent", "about", "household"];
    keyed(rows("roles.csv", text, COLUMNS, problems), |row| {
        let code = row.code("code");
        let (innocent, about, household) = (row.yes("innocent"), row.yes("about"), row.yes("household"));
        (code.clone(), Role { code, title: row.needed("title"), innocent, about, household })
    })
}

pub(super) fn tellers(text: &str, problems: &Problems) -> BTreeMap<Code, TellerKind> {
    keyed(rows("tellers.csv", text, &["code", "title", "rank"], problems), |row| {
        let code = row.code("code");
        (code.clone(), TellerKind { code, title: row.needed("title"), rank: row.rank("rank") })
    })
}

pub(super) fn agency_kinds(text: &str, problems: &Problems) -> BTreeMap<Code, AgencyKind> {
    keyed(rows("agency_kinds.csv", text, &["code", "title"], problems), |row| {
        let code = row.code("code");
        (code.clone(), AgencyKind { code, title: row.needed("title") })
    })
}

pub(super) fn grounds(text: &str, problems: &Problems) -> BTreeMap<Code, Ground> {
    keyed(rows("grounds.csv", text, &["code", "title", "for", "law"], problems), |row| {
        let holds = match row.needed("for").as_str() {
            "hold" => true,
            "erasure" => false,
            _ => {
                row.problem("column `for`: is neither `erasure` nor `hold`", "write one of the two");
                false
            }
        };
        (row.code("code"), Ground { title: row.needed("title"), holds, law: row.needed("law") })
    })
}

pub(super) fn outcomes(text: &str, problems: &Problems) -> BTreeMap<Code, Outcome> {
    const COLUMNS: &[&str] = &["code", "title", "ends_duty", "no_action", "acts_on_child_only", "note"];
    keyed(rows("outcomes.csv", text, COLUMNS, problems), |row| {
        let code = row.code("code");
        let outcome = Outcome {
            code: code.clone(),
            title: row.needed("title"),
            ends_duty: row.yes("ends_duty"),
            no_action: row.yes("no_action"),
            acts_on_child_only: row.yes("acts_on_child_only"),
        };
        (code, outcome)
    })
}

pub(super) fn codes(
    text: &str,
    signs: &BTreeMap<Code, Sign>,
    problems: &Problems,
) -> BTreeMap<(Code, Code), CodeEntry> {
    const COLUMNS: &[&str] = &["code_set", "code", "label", "signal", "note"];
    keyed(rows("codes.csv", text, COLUMNS, problems), |row| {
        let entry =
            CodeEntry { label: row.needed("label"), signal: signal(row, signs), note: row.text("note") };
        ((row.code("code_set"), row.code("code")), entry)
    })
}

/// The sign a code hints at, which `signs.csv` must list; empty if none.
fn signal(row: &Row<'_>, signs: &BTreeMap<Code, Sign>) -> SmolStr {
    if row.text("signal").is_empty() { SmolStr::default() } else { row.listed("signal", signs).0 }
}

pub(super) fn language(text: &str, problems: &Problems) -> Vec<LanguageTerm> {
    const COLUMNS: &[&str] = &["avoid_pattern", "category", "why", "suggested"];
    let rows = rows("terms.csv", text, COLUMNS, problems);
    rows.iter()
        .map(|row| {
            let avoid_pattern = row.needed("avoid_pattern");
            if let Some(wrong) = pattern::problem(&avoid_pattern) {
                row.problem(format!("column `avoid_pattern`: {wrong}"), pattern::REMEDY);
            }
            let (category, why) = (row.code("category"), row.needed("why"));
            LanguageTerm { avoid_pattern, category, why, suggested: row.needed("suggested") }
        })
        .collect()
}
