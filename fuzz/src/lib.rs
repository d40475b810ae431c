//! What the targets share: a reader's context and a sink that keeps nothing.

use std::io::Cursor;
use std::sync::OnceLock;

use formats::{Context, Format, Seen, Sink};
use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{AgencyId, Coverage, Day, Event, FileId, Finding, Logged};

struct Nothing;

impl Sink for Nothing {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {}
    fn finding(&mut self, _: Finding) {}
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}

/// Reads the bytes as one format.
pub fn read_as(format: Format, bytes: &[u8]) {
    thread_local! {
        static POLICY: Policy = Policy::england();
    }
    POLICY.with(|policy| {
        let agency = AgencyId::new("agency");
        let context = Context {
            file: FileId(0),
            agency: &agency,
            logged: Logged(0),
            policy,
            covers: None,
            completeness: Completeness::NotStated,
            as_of: Day(19_900),
        };
        let _ = formats::read(format, &mut Cursor::new(bytes), &context, &mut Nothing);
    });
}

/// Reads the bytes as whichever file about measures they look like: a questionnaire, figures, or the register of targets.
pub fn read_measures(bytes: &[u8]) {
    use formats::fitness::{Content, indicators, read, recognise};
    let Ok(kind) = recognise(bytes) else { return };
    if let Ok(Content::Returned(rows)) = read(kind, &mut Cursor::new(bytes), FileId(0), &mut Nothing) {
        indicators(&rows, FileId(0), &mut Nothing);
    }
}

/// Reads the bytes as a definition of cases, and as a table of cases by a draft of its own definition.
pub fn read_cases(bytes: &[u8]) {
    use formats::cases::{definition, read, suggest};
    let _ = definition::read(bytes);
    if let Ok(drafted) = suggest(&mut Cursor::new(bytes), FileId(0), "cases") {
        let _ = read(&mut Cursor::new(bytes), FileId(0), &drafted.definition, Day(19_900), &mut Nothing);
    }
}

/// The bytes as text, and what a parser makes of it, if it takes it.
pub fn text<T, E>(bytes: &[u8], parse: impl Fn(&str) -> Result<T, E>) -> Option<(&str, T)> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some((text, parse(text).ok()?))
}

/// A policy whose log and witnesses have signed the samples.
pub fn trust_policy() -> &'static ledger::TrustPolicy {
    static POLICY: OnceLock<ledger::TrustPolicy> = OnceLock::new();
    POLICY.get_or_init(|| {
        let file = include_bytes!("../../crates/ledger/tests/data/samples/policy.txt");
        ledger::TrustPolicy::parse(file).expect("a sample is right")
    })
}

/// A checkpoint of that log.
pub fn checkpoint() -> &'static ledger::Note {
    static NOTE: OnceLock<ledger::Note> = OnceLock::new();
    NOTE.get_or_init(|| {
        let file = include_bytes!("../../crates/ledger/tests/data/samples/checkpoint.txt");
        ledger::Note::parse(file).expect("a sample is right")
    })
}
