//! `linkage.toml`: weights and thresholds of the first linkage model, and what they must never allow.

use std::collections::BTreeMap;

use super::model::LinkageParameters;
use super::problem::Problems;
use super::settings::Settings;
use crate::fixed::Fixed;
use crate::id::Code;

const FILE: &str = "linkage.toml";

/// Every comparison with its levels.
const LEVELS: &[(&str, &[&str])] = &[
    ("name", &["exact", "near", "swapped", "one_exact", "nickname", "different"]),
    ("birth_date", &["exact", "one_edit", "day_month_swapped", "same_month", "same_year", "different"]),
    ("postcode", &["exact", "near", "outward", "different"]),
    ("sex", &["same", "different"]),
    ("phone", &["exact", "different"]),
];

/// Evidence that two different children of one home share.
const HOME: &[(&str, &str)] = &[("postcode", "exact"), ("phone", "exact"), ("sex", "same")];

/// What must stay below a threshold, in plain words, beside [`HOME`].
const NEVER_POSSIBLE: &[(&str, &[(&str, &str)])] = &[
    ("birth date, sex and home", &[("birth_date", "exact")]),
    ("surname, sex and home (brothers and sisters)", &[("name", "one_exact")]),
    ("surname, birth date, sex and home (twins)", &[("name", "one_exact"), ("birth_date", "exact")]),
];
const NEVER_CERTAIN: &[(&str, &[(&str, &str)])] = &[
    (
        "an alike name, birth date, sex and home (twins called alike)",
        &[("name", "near"), ("birth_date", "exact")],
    ),
    ("a nickname, birth date, sex and home (twins)", &[("name", "nickname"), ("birth_date", "exact")]),
    ("a name, sex and home without a birth date", &[("name", "exact")]),
];

pub(super) fn read(text: &str, problems: &Problems) -> LinkageParameters {
    let file = Settings::parse(FILE, text, problems);
    file.allow(&[
        "certain_bits",
        "possible_bits",
        "prior_bits",
        "generic_children",
        "block_cap",
        "account_days",
        "weights",
    ]);
    let bits = |key| file.bits(key).unwrap_or_default();
    let count = |key| file.count(key).unwrap_or_default();
    let parameters = LinkageParameters {
        certain_bits: bits("certain_bits"),
        possible_bits: bits("possible_bits"),
        prior_bits: bits("prior_bits"),
        weights: weights(&file),
        generic_children: count("generic_children"),
        block_cap: count("block_cap"),
        account_days: count("account_days"),
    };
    check(&parameters, &file, problems);
    parameters
}

fn weights(file: &Settings<'_>) -> BTreeMap<(Code, Code), Fixed> {
    let Some(table) = file.table("weights") else {
        return BTreeMap::new();
    };
    table.allow(&LEVELS.iter().map(|(comparison, _)| *comparison).collect::<Vec<_>>());
    let mut weights = BTreeMap::new();
    for (comparison, levels) in LEVELS {
        let Some(table) = table.table(comparison) else {
            continue;
        };
        table.allow(levels);
        for level in *levels {
            let weight = table.bits(level).unwrap_or_default();
            weights.insert((Code::new(comparison), Code::new(level)), weight);
        }
    }
    weights
}

/// Two children of one home must never become one child.
fn check(parameters: &LinkageParameters, file: &Settings<'_>, problems: &Problems) {
    let (certain, possible) = (parameters.certain_bits, parameters.possible_bits);
    if possible >= certain {
        let line = file.line("possible_bits");
        problems.add(
            FILE,
            line,
            "`possible_bits` is not below `certain_bits`",
            "lower it or raise `certain_bits`",
        );
    }
    for (words, evidence) in NEVER_POSSIBLE {
        below(parameters, evidence, possible, (words, "possible_bits"), file, problems);
    }
    for (words, evidence) in NEVER_CERTAIN {
        below(parameters, evidence, certain, (words, "certain_bits"), file, problems);
    }
}

fn below(
    parameters: &LinkageParameters,
    evidence: &[(&str, &str)],
    threshold: Fixed,
    (words, key): (&str, &str),
    file: &Settings<'_>,
    problems: &Problems,
) {
    let weight = |(comparison, level): &(&str, &str)| {
        let key = (Code::new(comparison), Code::new(level));
        // A level that weighs against is left out: its value may be missing.
        parameters.weights.get(&key).copied().unwrap_or_default().max(Fixed::ZERO)
    };
    let total = parameters.prior_bits + HOME.iter().chain(evidence).map(weight).sum();
    if total >= threshold {
        let problem = format!("{words} alone reach `{key}`, which would join different children");
        problems.add(
            FILE,
            file.line(key),
            problem,
            format!("raise `{key}` above {total} or lower those weights"),
        );
    }
}
