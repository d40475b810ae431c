//! England's policy, embedded.

macro_rules! england {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../policies/england/", $name)))),*]
    };
}

/// The files of `policies/england/`, as (name, contents), sorted by name. An overlay may hold these names and no others.
pub const ENGLAND: &[(&str, &str)] = england![
    "activities.csv",
    "age_facts.csv",
    "age_rules.csv",
    "agency_kinds.csv",
    "audits.toml",
    "bank_holidays.csv",
    "clocks.csv",
    "closing_rules.csv",
    "codes.csv",
    "gaming.toml",
    "grounds.csv",
    "ladders.csv",
    "linkage.toml",
    "matters.toml",
    "measure_exclusions.csv",
    "measures.csv",
    "organised.toml",
    "outcomes.csv",
    "policy.toml",
    "powers.csv",
    "ranks.csv",
    "reasons.csv",
    "roles.csv",
    "signs.csv",
    "tellers.csv",
    "terms.csv",
    "workload.csv",
];
