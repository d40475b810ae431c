//! What the tests of whole files share.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part")]

use std::collections::BTreeMap;

use formats::{Context, Seen, Sink};
use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{AgencyId, Body, Coverage, Day, Event, FileId, Finding, Logged};

/// Keeps everything.
#[derive(Debug, Default)]
pub struct Kept {
    pub rows: Vec<(u32, RowKey)>,
    pub events: Vec<Event>,
    pub findings: Vec<Finding>,
    pub covers: Vec<(Coverage, Completeness)>,
    pub children: Vec<String>,
    pub bytes: u64,
}

impl Sink for Kept {
    fn row(&mut self, line: u32, key: RowKey, _: &[(&str, &str)]) -> Seen {
        self.rows.push((line, key));
        Seen::New
    }
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }
    fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
    fn covers(&mut self, covers: Coverage, completeness: Completeness) {
        self.covers.push((covers, completeness));
    }
    fn child(&mut self, local_id: &str) {
        self.children.push(local_id.to_owned());
    }
    fn progress(&mut self, bytes: u64) {
        self.bytes = bytes;
    }
}

impl Kept {
    /// How many events have this activity; answers by their outcome.
    pub fn activity(&self, activity: &str) -> u64 {
        self.events.iter().filter(|event| word(event) == activity).count() as u64
    }

    /// How many findings have this rule.
    pub fn rule(&self, rule: &str) -> u64 {
        self.findings.iter().filter(|finding| finding.rule.as_str() == rule).count() as u64
    }

    /// How often each code of a set stands on an event of this activity.
    pub fn codes(&self, activity: &str, set: &str) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for event in self.events.iter().filter(|event| word(event) == activity) {
            let codes = match &event.body {
                Body::Told(told) => &told.codes,
                Body::Recorded(recorded) => &recorded.codes,
                _ => continue,
            };
            for (_, code) in codes.iter().filter(|(of, _)| of.as_str() == set) {
                *counts.entry(code.as_str().to_owned()).or_default() += 1;
            }
        }
        counts
    }

    /// The rules of the findings, each once, sorted.
    pub fn rules(&self) -> Vec<&str> {
        let mut rules: Vec<&str> = self.findings.iter().map(|finding| finding.rule.as_str()).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }
}

/// The activity of an event; for an answer its outcome.
pub fn word(event: &Event) -> &str {
    match &event.body {
        Body::Told(told) => told.activity.as_str(),
        Body::Recorded(recorded) => recorded.activity.as_str(),
        Body::Answered(answered) => answered.outcome.as_str(),
        other => other.word(),
    }
}

/// England's policy and a council.
pub struct Council {
    pub policy: Policy,
    pub agency: AgencyId,
}

impl Council {
    pub fn new() -> Self {
        Self { policy: Policy::england(), agency: AgencyId::new("council") }
    }

    pub fn context(&self) -> Context<'_> {
        Context {
            file: FileId(1),
            agency: &self.agency,
            logged: Logged(0),
            policy: &self.policy,
            covers: None,
            completeness: Completeness::NotStated,
            as_of: Day::parse_iso("2026-11-23").expect("a day"),
        }
    }
}
