//! What the targets share: a reader's context and a sink that keeps nothing.

use std::io::Cursor;

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
