//! Reading a policy: England's files, with a partnership's files laid over them one by one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use smol_str::SmolStr;

use super::beneath::Beneath;
use super::check::{self, Places, unzip};
use super::england::ENGLAND;
use super::model::{Policy, PolicyFile};
use super::nearest::did_you_mean;
use super::problem::{PolicyError, Problems, shown};
use super::settings::Settings;
use super::{
    activities, age_facts, audits, calendar, clocks, closing, gaming, ladders, linkage, matters, measures,
    organised, posts, words,
};

/// Largest policy file that is read, in bytes. England's largest is under 32 KiB.
const LARGEST: usize = 4 << 20;

/// Where a file of the policy comes from.
struct Given<'a> {
    text: Cow<'a, str>,
    overlaid: bool,
}

type Files<'a> = BTreeMap<&'static str, Given<'a>>;

impl Policy {
    /// England's embedded policy.
    pub fn england() -> Self {
        Self::with_overlay(&[]).expect("England's files are embedded and a test loads them without a problem")
    }

    /// England's policy with these files, as (name, bytes), laid over it one by one.
    ///
    /// A `README.md` among them is let be. Two policies of the same files have the same digest.
    ///
    /// # Errors
    /// Every problem found, each with file, line and remedy, sorted by file and line.
    pub fn with_overlay(files: &[(String, Vec<u8>)]) -> Result<Self, Vec<PolicyError>> {
        let problems = Problems::default();
        let files = lay_over(files, &problems);
        let (policy, places) = read(&files, &problems);
        check::check(&policy, &places, &problems);
        let list = problems.into_list();
        if list.is_empty() { Ok(policy) } else { Err(list) }
    }
}

fn lay_over<'a>(overlay: &'a [(String, Vec<u8>)], problems: &Problems) -> Files<'a> {
    let given = |(name, text): &(&'static str, &'static str)| {
        (*name, Given { text: Cow::Borrowed(*text), overlaid: false })
    };
    let mut files: Files<'a> = ENGLAND.iter().map(given).collect();
    for (name, bytes) in overlay.iter().filter(|(name, _)| name != "README.md") {
        let known = ENGLAND.iter().map(|(known, _)| *known).find(|known| known == name);
        let Some(known) = known else {
            let remedy =
                did_you_mean(name, ENGLAND.iter().map(|(known, _)| *known), "remove it from the folder");
            problems.add(&shown(name), 1, "no file of a policy has this name", remedy);
            continue;
        };
        if files.get(known).is_some_and(|file| file.overlaid) {
            problems.add(known, 1, "the file is given twice", "give it once");
        }
        if let Some(text) = text(known, bytes, problems) {
            files.insert(known, Given { text: Cow::Borrowed(text), overlaid: true });
        }
    }
    files
}

/// The file as text; `None` (and a problem) if it is too large or not UTF-8.
fn text<'a>(file: &str, bytes: &'a [u8], problems: &Problems) -> Option<&'a str> {
    if bytes.len() > LARGEST {
        problems.add(
            file,
            1,
            "the file is larger than 4 MiB",
            "a policy file holds a few hundred rows: check what it is",
        );
        return None;
    }
    core::str::from_utf8(bytes)
        .map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|b| **b == b'\n').count() as u32;
            problems.add(file, line, "the line is not UTF-8", "save the file as UTF-8");
        })
        .ok()
}

fn read(files: &Files<'_>, problems: &Problems) -> (Policy, Places) {
    let text = |name: &str| files.get(name).map_or("", |file| file.text.as_ref());
    let (clock_lines, clocks) = unzip(clocks::read(text(clocks::FILE), problems));
    let (ladder_lines, ladders) = unzip(ladders::read(text(ladders::FILE), problems));
    let (closing_lines, closing_rules) = unzip(closing::read(text(closing::FILE), problems));
    let (fact_lines, age_facts) = unzip(age_facts::read(text(age_facts::FILE), problems));
    let signs = words::signs(text("signs.csv"), problems);
    let codes = words::codes(text("codes.csv"), &signs, problems);
    let agency_kinds = words::agency_kinds(text("agency_kinds.csv"), problems);
    let powers = posts::powers(text("powers.csv"), &agency_kinds, problems);
    let matters = matters::read(text(matters::FILE), &agency_kinds, problems);
    let head = Settings::parse("policy.toml", text("policy.toml"), problems);
    head.allow(&["name", "zone", "version", "in_force_from"]);
    let policy = Policy {
        digest: digest(files),
        name: head.text("name").unwrap_or_default(),
        version: head.text("version").unwrap_or_default(),
        in_force_from: head.day("in_force_from"),
        files: files.iter().map(|(name, file)| policy_file(name, file)).collect(),
        zone: zone(&head, problems),
        calendar: calendar::read(text("bank_holidays.csv"), problems),
        activities: activities::read(text(activities::FILE), problems),
        codes,
        clocks,
        ladders,
        signs,
        roles: words::roles(text("roles.csv"), problems),
        tellers: words::tellers(text("tellers.csv"), problems),
        agency_kinds,
        grounds: words::grounds(text("grounds.csv"), problems),
        outcomes: words::outcomes(text("outcomes.csv"), problems),
        language: words::language(text("terms.csv"), problems),
        linkage: linkage::read(text("linkage.toml"), problems),
        matters,
        organised: organised::read(text(organised::FILE), problems),
        reasons: organised::reasons(text(organised::REASONS), problems),
        gaming: gaming::read(text(gaming::FILE), problems),
        audits: audits::read(text(audits::FILE), problems),
        measures: measures::read(text(measures::FILE), text(measures::EXCLUSIONS), problems),
        workload: posts::workload(text("workload.csv"), problems),
        ranks: posts::ranks(text("ranks.csv"), problems),
        closing_rules,
        age_rules: closing::age_rules(text("age_rules.csv"), problems),
        age_facts,
        powers,
        beneath: changes_rules(files).then(|| Box::new(Beneath::england())),
    };
    let places =
        Places { clocks: clock_lines, ladders: ladder_lines, closing: closing_lines, age_facts: fact_lines };
    (policy, places)
}

/// The overlay replaces a file that decides when a duty is due, climbs, or begins.
fn changes_rules(files: &Files<'_>) -> bool {
    Beneath::FILES.iter().any(|name| files.get(name).is_some_and(|file| file.overlaid))
}

fn zone(head: &Settings<'_>, problems: &Problems) -> SmolStr {
    let zone = head.text("zone").unwrap_or_default();
    if !zone.is_empty() && jiff::tz::TimeZone::get(&zone).is_err() {
        let problem = format!("time zone `{}` is unknown", shown(&zone));
        problems.add("policy.toml", head.line("zone"), problem, "write an IANA name such as `Europe/London`");
    }
    zone
}

fn policy_file(name: &str, file: &Given<'_>) -> PolicyFile {
    let digest = hexadecimal(&Sha256::digest(file.text.as_bytes()));
    PolicyFile { name: SmolStr::new(name), digest, overlaid: file.overlaid }
}

/// SHA-256 over every file in the order of the names: length of the name (8 bytes, big-endian), name,
/// length of the contents, contents. With the lengths no two sets of files give the same bytes.
fn digest(files: &Files<'_>) -> SmolStr {
    let mut hash = Sha256::new();
    for (name, file) in files {
        for part in [name.as_bytes(), file.text.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hexadecimal(&hash.finalize())
}

fn hexadecimal(bytes: &[u8]) -> SmolStr {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
}
