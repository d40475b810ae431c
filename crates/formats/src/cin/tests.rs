//! Tests of the census reader and writer: what becomes which event, and what hostile or broken files do.

mod broken;
mod checks;
mod events;
mod round_trip;

use std::io::Cursor;
use std::sync::LazyLock;

use record::policy::Policy;
use record::source::Completeness;
use record::{AgencyId, Body, Day, Event, FileId, Logged};

use super::{Child, Ended, Header, read_children};
use crate::read::{Context, ReadError};
use crate::report::kept::Kept;

/// England's policy, loaded once.
static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

/// England's policy and a council.
pub(super) struct Council {
    policy: &'static Policy,
    agency: AgencyId,
}

impl Council {
    pub(super) fn new() -> Self {
        Self { policy: &ENGLAND, agency: AgencyId::new("council") }
    }

    pub(super) fn context(&self) -> Context<'_> {
        Context {
            file: FileId(7),
            agency: &self.agency,
            logged: Logged(0),
            policy: self.policy,
            covers: None,
            completeness: Completeness::NotStated,
            as_of: Day::parse_iso("2026-01-01").expect("a day"),
        }
    }
}

/// Reads bytes as a census.
fn read(bytes: impl Into<Vec<u8>>) -> (Result<(), ReadError>, Kept) {
    let council = Council::new();
    let mut kept = Kept::default();
    let result = super::read(&mut Cursor::new(bytes.into()), &council.context(), &mut kept);
    (result, kept)
}

/// The header, the children without their lines, and how it ended.
fn children(bytes: &[u8]) -> (Header, Vec<Child>, Ended) {
    let council = Council::new();
    let mut children = Vec::new();
    let (header, ended) = read_children(
        &mut Cursor::new(bytes.to_vec()),
        &council.context(),
        &mut Kept::default(),
        &mut |_, child, _| children.push(without_lines(child)),
    )
    .expect("a census");
    (header, children, ended)
}

fn without_lines(child: &Child) -> Child {
    let mut child = child.clone();
    child.line = 0;
    for details in &mut child.details {
        details.line = 0;
        details.assessments.iter_mut().for_each(|block| block.line = 0);
        details.cin_plans.iter_mut().for_each(|block| block.line = 0);
        details.section47.iter_mut().for_each(|block| block.line = 0);
        details.protection_plans.iter_mut().for_each(|block| block.line = 0);
        details.pre_proceedings.iter_mut().for_each(|block| block.line = 0);
    }
    child
}

const HEADER: &str = "<Header><CollectionDetails><Collection>CIN</Collection><Year>2023</Year>\
    <ReferenceDate>2023-03-31</ReferenceDate></CollectionDetails></Header>";

/// A census of one child with these blocks behind its identifiers.
fn one_child(blocks: &str) -> String {
    census(&format!(
        "<Child><ChildIdentifiers><LAchildID>A1</LAchildID><PersonBirthDate>2010-05-01</PersonBirthDate>\
         <Sex>F</Sex></ChildIdentifiers>{blocks}</Child>"
    ))
}

fn census(children: &str) -> String {
    format!("<Message>{HEADER}<Children>{children}</Children></Message>")
}

/// An episode referred on 1 June 2022 by police.
fn episode(blocks: &str) -> String {
    one_child(&format!(
        "<CINdetails><CINreferralDate>2022-06-01</CINreferralDate><ReferralSource>6</ReferralSource>{blocks}</CINdetails>"
    ))
}

/// The activity of an event; for an answer its outcome.
fn word(event: &Event) -> &str {
    match &event.body {
        Body::Told(told) => told.activity.as_str(),
        Body::Recorded(recorded) => recorded.activity.as_str(),
        Body::Answered(answered) => answered.outcome.as_str(),
        other => other.word(),
    }
}

fn words(kept: &Kept) -> Vec<(String, String)> {
    kept.events.iter().map(|event| (word(event).to_owned(), event.claimed.to_string())).collect()
}
