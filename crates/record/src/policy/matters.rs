//! `matters.toml`: when records about several children become one strategic matter, and who leads it.

use std::collections::BTreeMap;

use super::model::{AgencyKind, MatterRules};
use super::nearest::did_you_mean;
use super::problem::{Problems, shown};
use super::settings::Settings;
use crate::agency::Rank;
use crate::id::Code;

pub(super) const FILE: &str = "matters.toml";

pub(super) fn read(text: &str, kinds: &BTreeMap<Code, AgencyKind>, problems: &Problems) -> MatterRules {
    let file = Settings::parse(FILE, text, problems);
    file.allow(&["partners", "lead_rank", "check_rank", "pattern", "missing"]);
    let mut rules = MatterRules {
        partners: partners(&file, kinds, problems),
        lead_rank: rank(&file, "lead_rank", problems),
        check_rank: rank(&file, "check_rank", problems),
        ..MatterRules::default()
    };
    if rules.lead_rank < Rank::DIRECTOR {
        let problem = format!("`lead_rank` is {}, below 4", rules.lead_rank);
        problems.add(FILE, file.line("lead_rank"), problem, "a matter is answered for at rank 4 or above");
    }
    if let Some(pattern) = file.table("pattern") {
        pattern.allow(&[
            "households",
            "households_place",
            "agencies",
            "window_days",
            "signed_percent",
            "most_children",
        ]);
        let count = |key| pattern.count(key).unwrap_or_default();
        rules.households = count("households");
        rules.households_place = count("households_place");
        rules.agencies = count("agencies");
        rules.window_days = count("window_days");
        rules.signed_percent = count("signed_percent");
        rules.most_children = count("most_children");
        if rules.signed_percent > 100 {
            let problem = format!("`signed_percent` is {}", rules.signed_percent);
            problems.add(FILE, pattern.line("signed_percent"), problem, "write a number from 1 to 100");
        }
        for (key, asked) in [("households", rules.households), ("households_place", rules.households_place)] {
            if asked == 1 {
                let remedy = "ask for two households or more";
                problems.add(
                    FILE,
                    pattern.line(key),
                    format!("`{key}`: one household is no pattern"),
                    remedy,
                );
            }
        }
    }
    if let Some(missing) = file.table("missing") {
        missing.allow(&["episodes", "window_days"]);
        rules.missing_episodes = missing.count("episodes").unwrap_or_default();
        rules.missing_window_days = missing.count("window_days").unwrap_or_default();
        if rules.missing_episodes == 1 {
            let remedy = "write 2 or more, or 0 for never";
            problems.add(FILE, missing.line("episodes"), "`episodes`: one episode is no repetition", remedy);
        }
    }
    rules
}

/// Kinds of agencies with `|` between.
fn partners(file: &Settings<'_>, kinds: &BTreeMap<Code, AgencyKind>, problems: &Problems) -> Vec<Code> {
    let text = file.text("partners").unwrap_or_default();
    let words = text.split('|').map(str::trim).filter(|word| !word.is_empty());
    let named: Vec<Code> = words.map(Code::new).collect();
    for kind in named.iter().filter(|kind| !kinds.contains_key(kind)) {
        let remedy =
            did_you_mean(kind.as_str(), kinds.keys().map(Code::as_str), "use a code of agency_kinds.csv");
        let problem = format!("kind of agency `{}` is unknown", shown(kind.as_str()));
        problems.add(FILE, file.line("partners"), problem, remedy);
    }
    named
}

fn rank(file: &Settings<'_>, key: &str, problems: &Problems) -> Rank {
    let number = file.count(key).unwrap_or(u32::from(Rank::DIRECTOR.number()));
    u8::try_from(number).ok().and_then(Rank::new).unwrap_or_else(|| {
        problems.add(FILE, file.line(key), format!("`{key}` is no rank"), "write a rank from 1 to 6");
        Rank::DIRECTOR
    })
}
