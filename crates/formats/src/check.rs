//! What candour would understand of one file, in numbers: for the analyst who writes the export.
//!
//! No name, number, address or word of the file is in a report: kinds, codes the policy knows, columns, dates and counts.

mod render;

use std::collections::{BTreeMap, BTreeSet};

use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{Body, Code, Coverage, Day, Event, Finding, FindingKind, MentionKind};

use crate::concerns::particulars;
use crate::read::{Context, Seen, Sink, Source};
use crate::recognise::Format;

/// Most places named for one kind of finding.
const LINES: usize = 5;

/// What one file would give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Code of the format: `concerns.csv`, …
    pub format: String,
    /// Why it could not be read to its end, if so.
    pub error: Option<String>,
    /// Rows or records read.
    pub rows: u64,
    /// Events by kind: `told`, `answered`, …
    pub events: BTreeMap<&'static str, u64>,
    /// Codes that are used and known to the policy, by set (`sign`, `teller`, …), with how often.
    pub codes: BTreeMap<String, BTreeMap<String, u64>>,
    /// How often a code was used that the policy does not know, by set.
    pub unknown_codes: BTreeMap<String, u64>,
    /// How many events name each kind of thing: `post told`, `child`, `vehicle`, …
    pub naming: BTreeMap<&'static str, u64>,
    /// Different children, by the agency's own number.
    pub children: u64,
    /// First and last day; an imprecise date counts with both its ends.
    pub days: Option<(Day, Day)>,
    /// Events without any date.
    pub undated: u64,
    /// What the file itself says it covers.
    pub covers: Option<Coverage>,
    /// What to know before a review: no row starts a clock, the rows end long before today.
    pub notes: Vec<String>,
    /// Columns or keys not recognised, in what was said of them.
    pub unknown_columns: Vec<String>,
    /// Findings, by kind, rule and field.
    pub findings: Vec<FindingCount>,
}

/// Findings of one rule in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingCount {
    /// What was done.
    pub kind: FindingKind,
    /// The check.
    pub rule: Code,
    /// The column.
    pub field: String,
    /// How many.
    pub count: u64,
    /// The first lines; 0 stands for the file as a whole.
    pub lines: Vec<u32>,
    /// What is odd, in the words of the first.
    pub words: String,
    /// What to do.
    pub remedy: String,
}

impl CheckReport {
    /// It was read to its end and nothing was odd.
    pub fn is_clean(&self) -> bool {
        self.error.is_none() && self.findings.is_empty()
    }

    /// All events.
    pub fn total(&self) -> u64 {
        self.events.values().sum()
    }
}

/// Reads a file as an import would, and keeps only counts.
pub fn run(format: Format, source: &mut dyn Source, context: &Context<'_>) -> CheckReport {
    let mut counter = Counter::new(context.policy);
    let done = crate::read::read(format, source, context, &mut counter);
    let mut report = counter.report;
    report.format = format.code();
    report.error = done.err().map(|error| error.to_string());
    report.children = counter.children.len() as u64;
    report.notes = notes(format, &report, context.as_of);
    report.findings = counter.findings.into_values().collect();
    report
}

/// What a review of this file would make of it that its writer may not expect.
fn notes(format: Format, report: &CheckReport, as_of: Day) -> Vec<String> {
    let mut notes = Vec::new();
    if !matches!(
        format,
        Format::ConcernsCsv
            | Format::ConcernsJsonl
            | Format::ChronologyCsv
            | Format::ChronologyXlsx
            | Format::ChronologyDocx
    ) || report.total() == 0
    {
        return notes;
    }
    if report.events.get("told").is_none_or(|count| *count == 0) {
        notes.push(
            "no row tells a warning: nothing will be counted as unanswered; chronology rows start no clock"
                .into(),
        );
    }
    if let Some((_, last)) = report.days
        && last < as_of.add_days(-YEAR)
    {
        notes.push(format!(
            "the last dated row is of {last}, more than a year before {as_of}: give `review` the day the export was \
             taken with `--as-of`, or everything open is counted as waiting until today"
        ));
    }
    notes
}

/// Days after which an extract is old enough to be said so.
const YEAR: i32 = 366;

/// How many different words of one rule in one field are kept apart, such as hints to different codes.
const WORDINGS: usize = 20;

struct Counter<'a> {
    policy: &'a Policy,
    report: CheckReport,
    children: BTreeSet<String>,
    findings: BTreeMap<FindingKey, FindingCount>,
}

/// Kind, rule, field and words of a finding.
type FindingKey = (FindingKind, Code, String, String);

impl<'a> Counter<'a> {
    fn new(policy: &'a Policy) -> Self {
        Self { policy, report: CheckReport::default(), children: BTreeSet::new(), findings: BTreeMap::new() }
    }

    /// Counts a code. One that the policy does not know is counted and not shown: it may be anything.
    fn code(&mut self, set: &str, code: &Code, is_known: bool) {
        let counts = if is_known {
            let counts = self.report.codes.entry(set.to_owned()).or_default();
            counts.entry(code.to_string()).or_default()
        } else {
            self.report.unknown_codes.entry(set.to_owned()).or_default()
        };
        *counts += 1;
    }

    fn codes(&mut self, event: &Event) {
        let policy = self.policy;
        let (activity, signs, of_return): (Option<&Code>, &[Code], &[(Code, Code)]) = match &event.body {
            Body::Told(told) => {
                self.code("teller", &told.teller, policy.tellers.contains_key(&told.teller));
                (Some(&told.activity), &told.signs, &told.codes)
            }
            Body::Recorded(recorded) => (Some(&recorded.activity), &recorded.signs, &recorded.codes),
            Body::Answered(answered) => {
                let is_known = policy.outcomes.contains_key(&answered.outcome)
                    || answered.outcome.as_str() == crate::concerns::NOT_STATED;
                self.code("outcome", &answered.outcome, is_known);
                self.code("addresses", &Code::new(answered.addresses.word()), true);
                (None, &[], &[])
            }
            Body::AgencyCreated(agency) => {
                self.code("agency kind", &agency.kind, policy.agency_kinds.contains_key(&agency.kind));
                (None, &[], &[])
            }
            _ => (None, &[], &[]),
        };
        if let Some(activity) = activity {
            self.code("activity", activity, policy.activities.contains_key(activity));
        }
        for sign in signs {
            self.code("sign", sign, policy.signs.contains_key(sign));
        }
        for (set, code) in of_return {
            if let Some(activity) = activity.filter(|activity| particulars::is_particular(activity, set)) {
                if let Some(is_known) = particulars::is_listed(policy, activity, set, code) {
                    self.code(set.as_str(), code, is_known);
                }
                continue;
            }
            self.code(set.as_str(), code, policy.codes.contains_key(&(set.clone(), code.clone())));
        }
        for mention in event.mentions() {
            self.code("role", &mention.role, policy.roles.contains_key(&mention.role));
        }
    }

    fn name(&mut self, thing: &'static str, is_named: bool) {
        *self.report.naming.entry(thing).or_default() += u64::from(is_named);
    }

    fn naming(&mut self, event: &Event) {
        self.name("post that did it", event.by.post.is_some());
        let told_to = match &event.body {
            Body::Told(told) => Some(told.told_to.post.is_some()),
            Body::HandedOver(handed) => Some(handed.to.post.is_some()),
            _ => None,
        };
        if let Some(is_named) = told_to {
            self.name("post told", is_named);
        }
        for kind in MentionKind::ALL {
            let is_named = event.mentions().iter().any(|mention| mention.kind == *kind);
            self.name(kind.word(), is_named);
        }
    }

    /// Each wording is counted apart, so that every hint is seen; beyond [`WORDINGS`] the rest go with the last.
    fn key_of(&self, finding: &Finding) -> FindingKey {
        let head = (finding.kind, finding.rule.clone(), finding.field.to_string());
        let first = (head.0, head.1.clone(), head.2.clone(), String::new());
        let key = (head.0, head.1.clone(), head.2.clone(), finding.words.clone());
        if self.findings.contains_key(&key) {
            return key;
        }
        let same = |known: &&FindingKey| (known.0, &known.1, &known.2) == (head.0, &head.1, &head.2);
        let mut wordings = self.findings.range(first..).map(|(known, _)| known).take_while(same);
        wordings.nth(WORDINGS - 1).cloned().unwrap_or(key)
    }

    fn date(&mut self, event: &Event) {
        let ends = [event.claimed.earliest(), event.claimed.latest()];
        let days = ends.into_iter().flatten().map(|moment| moment.day());
        for day in days {
            let (first, last) = self.report.days.unwrap_or((day, day));
            self.report.days = Some((first.min(day), last.max(day)));
        }
        self.report.undated += u64::from(event.claimed.is_unknown());
    }
}

impl Sink for Counter<'_> {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        self.report.rows += 1;
        Seen::New
    }

    fn event(&mut self, event: Event) {
        *self.report.events.entry(event.body.word()).or_default() += 1;
        self.codes(&event);
        self.naming(&event);
        self.date(&event);
    }

    fn finding(&mut self, finding: Finding) {
        if finding.rule.as_str() == "csv.unknown_heading" {
            self.report.unknown_columns.push(finding.words.clone());
        }
        let key = self.key_of(&finding);
        let count = self.findings.entry(key).or_insert_with(|| FindingCount {
            kind: finding.kind,
            rule: finding.rule,
            field: finding.field.to_string(),
            count: 0,
            lines: Vec::new(),
            words: finding.words,
            remedy: finding.remedy,
        });
        count.count += 1;
        if count.lines.len() < LINES {
            count.lines.push(finding.line);
        }
    }

    fn covers(&mut self, covers: Coverage, _: Completeness) {
        self.report.covers = Some(covers);
    }

    fn child(&mut self, local_id: &str) {
        if !self.children.contains(local_id) {
            self.children.insert(local_id.to_owned());
        }
    }

    fn progress(&mut self, _: u64) {}
}

#[cfg(test)]
mod tests;
