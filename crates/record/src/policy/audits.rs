//! `audits.toml`: gaming audits; what each needs, and the words that go with its trace.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::problem::Problems;
use super::settings::Settings;

pub(super) const FILE: &str = "audits.toml";

/// The audits there are, by name. A file has a table for each, and for no other.
const AUDITS: [&str; 16] = [
    "bunching_before_deadline",
    "reopened_after_deadline_closure",
    "logging_lag_of_deadline_closures",
    "same_child_within_7_days",
    "reclassified_14_days_before_count",
    "acceptance_falls_with_severity",
    "visits_28_days_before_inspection",
    "self_rating_rises",
    "favourite_round_durations",
    "exclusions_rise",
    "no_cooperation_in_last_5_days",
    "threshold_moved",
    "published_differs",
    "copied_notes",
    "impossible_diaries",
    "visits_nobody_else_records",
];

/// What is looked for beside a trace, by name.
const LOOKED_FOR: [&str; 20] = [
    "bunching",
    "reopened_more",
    "logged_later",
    "no_cooperation_more",
    "same_post_closes_and_reopens",
    "claimed_date_edited",
    "several_successes_of_one_matter",
    "reclassified_back",
    "refused_reappear_elsewhere",
    "visits_fall_after",
    "highest_of_all_weeks",
    "repeats_at_next_inspection",
    "outcome_does_not_improve",
    "more_than_the_fives_beside",
    "last_digits_heaped",
    "copied_notes",
    "impossible_diaries",
    "excluded_do_worse",
    "teller_disputes",
    "dated_instruction",
];

/// How the audits of a release are made, and the words of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditRules {
    /// Of the signals of a release, so many in a hundred may be false.
    pub q_percent: u32,
    /// The smallest effect that could have been seen is one that is seen so many times in a hundred.
    pub power_percent: u32,
    /// How many sets of pretend dates are tried.
    pub placebo_draws: u32,
    /// How much units' shares differ by nature at least, in hundredths of a logit.
    pub natural_spread_hundredths: u32,
    /// How much units' slopes by severity differ by nature at least, in hundredths of a logit.
    pub slope_spread_hundredths: u32,
    /// By the audit's name.
    pub entries: BTreeMap<SmolStr, AuditEntry>,
    /// Words for what is looked for beside a trace, by name.
    pub looked_for: BTreeMap<SmolStr, SmolStr>,
}

/// One audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditEntry {
    /// Below so many nothing is said.
    pub needs: u32,
    /// What the trace is, as a sentence without its full stop.
    pub trace: SmolStr,
    /// What would explain it in innocence.
    pub innocent: SmolStr,
    /// What to look at next.
    pub next: SmolStr,
}

static NONE: AuditEntry = AuditEntry {
    needs: u32::MAX,
    trace: SmolStr::new_static(""),
    innocent: SmolStr::new_static(""),
    next: SmolStr::new_static(""),
};

impl AuditRules {
    /// The entry of an audit. One that the policy does not have needs more than there ever is, and so says nothing.
    pub fn entry(&self, audit: &str) -> &AuditEntry {
        self.entries.get(audit).unwrap_or(&NONE)
    }

    /// The words for something looked for; empty where the policy has none.
    pub fn words(&self, looked_for: &str) -> &str {
        self.looked_for.get(looked_for).map_or("", SmolStr::as_str)
    }

    /// The natural spread of shares, in logits.
    pub fn natural_spread(&self) -> f64 {
        f64::from(self.natural_spread_hundredths) / 100.0
    }

    /// The natural spread of slopes by severity, in logits.
    pub fn slope_spread(&self) -> f64 {
        f64::from(self.slope_spread_hundredths) / 100.0
    }

    /// The numbers of the family, one a line, as they are declared before the data are read.
    pub fn declared(&self) -> [String; 5] {
        [
            format!("q_percent {}", self.q_percent),
            format!("power_percent {}", self.power_percent),
            format!("placebo_draws {}", self.placebo_draws),
            format!("natural_spread_hundredths {}", self.natural_spread_hundredths),
            format!("slope_spread_hundredths {}", self.slope_spread_hundredths),
        ]
    }
}

pub(super) fn read(text: &str, problems: &Problems) -> AuditRules {
    let file = Settings::parse(FILE, text, problems);
    let tables: Vec<&str> = AUDITS.into_iter().chain(["family", "looked_for"]).collect();
    file.allow(&tables);
    let mut rules = AuditRules::default();
    if let Some(family) = file.table("family") {
        family.allow(&[
            "q_percent",
            "power_percent",
            "placebo_draws",
            "natural_spread_hundredths",
            "slope_spread_hundredths",
        ]);
        let count = |key| family.count(key).unwrap_or_default();
        rules.q_percent = percent(&family, "q_percent", problems);
        rules.power_percent = percent(&family, "power_percent", problems);
        rules.placebo_draws = count("placebo_draws");
        rules.natural_spread_hundredths = count("natural_spread_hundredths");
        rules.slope_spread_hundredths = count("slope_spread_hundredths");
    }
    for audit in AUDITS {
        if let Some(table) = file.table(audit) {
            table.allow(&["needs", "trace", "innocent", "next"]);
            let entry = AuditEntry {
                needs: table.count("needs").unwrap_or_default(),
                trace: table.text("trace").unwrap_or_default(),
                innocent: table.text("innocent").unwrap_or_default(),
                next: table.text("next").unwrap_or_default(),
            };
            rules.entries.insert(SmolStr::new_static(audit), entry);
        }
    }
    if let Some(table) = file.table("looked_for") {
        table.allow(&LOOKED_FOR);
        for key in LOOKED_FOR {
            rules.looked_for.insert(SmolStr::new_static(key), table.text(key).unwrap_or_default());
        }
    }
    rules
}

/// A share in a hundred from 1 to 99: at 100 everything, or nothing, would be a signal.
fn percent(table: &Settings<'_>, key: &str, problems: &Problems) -> u32 {
    let number = table.count(key).unwrap_or_default();
    if number > 99 {
        problems.add(FILE, table.line(key), format!("`{key}` is {number}"), "write a number from 1 to 99");
    }
    number
}
