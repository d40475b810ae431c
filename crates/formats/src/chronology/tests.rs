//! Whole files, good and bad.

pub(crate) mod maker;

mod bad;
mod files;
mod rows;

use std::io::Cursor;

use record::event::Recorded;
use record::policy::Policy;
use record::source::Completeness;
use record::{AgencyId, Body, Day, Event, FileId, Logged};

use crate::read::{Context, ReadError};
use crate::recognise::Format;
use crate::report::kept::Kept;

/// Reads a file of the agency `westbrook-police` as of 30 June 2024.
fn read(format: Format, bytes: &[u8]) -> (Kept, Result<(), ReadError>) {
    let policy = Policy::england();
    let agency = AgencyId::new("westbrook-police");
    let context = Context {
        file: FileId(3),
        agency: &agency,
        logged: Logged(1),
        policy: &policy,
        covers: None,
        completeness: Completeness::NotStated,
        as_of: Day::parse_iso("2024-06-30").expect("a day"),
    };
    let mut kept = Kept::default();
    let mut source = Cursor::new(bytes.to_vec());
    let result = crate::read::read(format, &mut source, &context, &mut kept);
    (kept, result)
}

fn good(format: Format, bytes: &[u8]) -> Kept {
    let (kept, result) = read(format, bytes);
    result.expect("readable");
    kept
}

fn csv(text: &str) -> Kept {
    good(Format::ChronologyCsv, text.as_bytes())
}

fn docx(body: &str) -> Kept {
    good(Format::ChronologyDocx, &maker::docx(body))
}

fn recorded(event: &Event) -> &Recorded {
    match &event.body {
        Body::Recorded(recorded) => recorded,
        other => panic!("a chronology gives entries, not {other:?}"),
    }
}

/// The dates of all entries, shown.
fn dates(kept: &Kept) -> Vec<String> {
    kept.events.iter().map(|event| event.claimed.to_string()).collect()
}

fn words(kept: &Kept) -> Vec<&str> {
    kept.events.iter().map(|event| recorded(event).words.as_deref().unwrap_or("-")).collect()
}

/// No finding holds any of these texts.
fn keeps_quiet(kept: &Kept, secrets: &[&str]) {
    for finding in &kept.findings {
        let all = format!("{} {} {} {}", finding.field, finding.rule, finding.words, finding.remedy);
        for secret in secrets {
            assert!(!all.contains(secret), "a finding says `{secret}`: {all}");
        }
    }
}
