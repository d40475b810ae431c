//! Small made-up events for the tests of this crate.

use record::event::{Assurance, Recorded};
use record::source::SourceRef;
use record::{AgencyId, Body, By, Claimed, Code, Event, EventId, Logged, Mention};

/// Numbers that look random and are the same every time (xorshift).
pub(crate) fn random(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move |bytes| {
        for byte in bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = (state >> 32) as u8;
        }
    }
}

/// An undated entry of one agency with these mentions.
pub(crate) fn recorded(mentions: Vec<Mention>) -> Event {
    Event {
        id: EventId(1),
        claimed: Claimed::UNKNOWN,
        logged: Logged(0),
        by: By {
            agency: AgencyId::new("westbrook-police"),
            post: None,
            holder: None,
            assurance: Assurance::Imported,
        },
        source: SourceRef { line: 2, ..SourceRef::default() },
        body: Body::Recorded(Box::new(Recorded {
            activity: Code::new("chronology.entry"),
            codes: vec![],
            signs: vec![],
            concern: None,
            told_to: None,
            mentions,
            columns: vec![],
            words: None,
            action: None,
            source_of_information: None,
        })),
    }
}
