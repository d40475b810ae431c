//! Saying what was odd, in one line of code.

use record::{Code, FileId, Finding, FindingKind};
use smol_str::SmolStr;

use crate::read::Sink;

/// A place of a file that findings speak of.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// The file.
    pub file: FileId,
    /// Line or row, from 1; 0 for the file as a whole.
    pub line: u32,
}

impl Report {
    /// Hands one finding over. `words` and `remedy` hold no personal value.
    pub fn add(
        self,
        sink: &mut dyn Sink,
        kind: FindingKind,
        field: &str,
        rule: &str,
        words: impl Into<String>,
        remedy: &str,
    ) {
        sink.finding(Finding {
            file: self.file,
            line: self.line,
            field: SmolStr::new(short(field)),
            kind,
            rule: Code::new(rule),
            words: words.into(),
            remedy: remedy.to_owned(),
        });
    }

    /// A value read otherwise than written.
    pub fn repaired(
        self,
        sink: &mut dyn Sink,
        field: &str,
        rule: &str,
        words: impl Into<String>,
        remedy: &str,
    ) {
        self.add(sink, FindingKind::Repaired, field, rule, words, remedy);
    }

    /// A value or row left out.
    pub fn skipped(
        self,
        sink: &mut dyn Sink,
        field: &str,
        rule: &str,
        words: impl Into<String>,
        remedy: &str,
    ) {
        self.add(sink, FindingKind::Skipped, field, rule, words, remedy);
    }

    /// Kept, but it contradicts something.
    pub fn doubtful(
        self,
        sink: &mut dyn Sink,
        field: &str,
        rule: &str,
        words: impl Into<String>,
        remedy: &str,
    ) {
        self.add(sink, FindingKind::Doubtful, field, rule, words, remedy);
    }
}

/// A coded value or a heading, shortened to 40 characters and without control characters, for quoting in a finding.
pub fn short(text: &str) -> String {
    let mut shown: String = text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        shown.push('…');
    }
    shown
}

/// A sink for tests: keeps everything.
#[cfg(test)]
pub(crate) mod kept {
    use record::policy::Policy;
    use record::source::{Completeness, RowKey};
    use record::{AgencyId, Coverage, Day, Event, FileId, Finding, Logged};

    use crate::read::{Context, Seen, Sink};

    /// A full or partial export of this agency, file 1, taken on 1 January 2024.
    pub(crate) fn context<'a>(agency: &'a AgencyId, policy: &'a Policy) -> Context<'a> {
        Context {
            file: FileId(1),
            agency,
            logged: Logged(0),
            policy,
            covers: None,
            completeness: Completeness::NotStated,
            as_of: Day::parse_iso("2024-01-01").expect("a date"),
        }
    }

    /// A row as handed over: line, key, fields.
    pub(crate) type KeptRow = (u32, RowKey, Vec<(String, String)>);

    #[derive(Debug, Default)]
    pub(crate) struct Kept {
        pub(crate) rows: Vec<KeptRow>,
        pub(crate) events: Vec<Event>,
        pub(crate) findings: Vec<Finding>,
        pub(crate) covers: Vec<(Coverage, Completeness)>,
        pub(crate) children: Vec<String>,
        pub(crate) bytes: u64,
    }

    impl Kept {
        /// The rules of the findings, in order.
        pub(crate) fn rules(&self) -> Vec<&str> {
            self.findings.iter().map(|finding| finding.rule.as_str()).collect()
        }

        /// How many findings have this rule.
        pub(crate) fn count(&self, rule: &str) -> usize {
            self.findings.iter().filter(|finding| finding.rule.as_str() == rule).count()
        }
    }

    impl Sink for Kept {
        fn row(&mut self, line: u32, key: RowKey, fields: &[(&str, &str)]) -> Seen {
            let fields =
                fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            self.rows.push((line, key, fields));
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
}
