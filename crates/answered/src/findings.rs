//! What is odd in acts on concerns, as findings with the remedy. What is odd in a posts file its reader reports.

use record::outputs::EventIx;
use record::{Body, Code, Event, Finding, FindingKind};
use smol_str::SmolStr;

use crate::concerns::Concerns;

/// At most so many findings of one rule are kept.
pub const FINDINGS_CAP: usize = 1_000;

const UNTOLD: &str = "concern.not_told_in_files";

/// One finding for each concern that somebody acted on and no row of these files tells of; and how many more there
/// are than were kept, by rule.
pub(crate) fn findings(events: &[Event], concerns: &Concerns<'_>) -> (Vec<Finding>, Vec<(Code, u64)>) {
    let body = |ix: &EventIx| &events[*ix as usize].body;
    let untold = concerns.groups().filter_map(|group| {
        let told = group.members.iter().any(|ix| matches!(body(ix), Body::Told(_)));
        let act = group.members.iter().find(|ix| needs_a_telling(body(ix)))?;
        (!told).then_some(*act)
    });
    let mut untold: Vec<Finding> = untold.map(|ix| finding(&events[ix as usize])).collect();
    untold.sort();
    let more = untold.len().saturating_sub(FINDINGS_CAP) as u64;
    untold.truncate(FINDINGS_CAP);
    (untold, if more > 0 { vec![(Code::new(UNTOLD), more)] } else { Vec::new() })
}

/// An act that makes no sense without a telling before it.
fn needs_a_telling(body: &Body) -> bool {
    matches!(
        body,
        Body::Opened(_)
            | Body::Answered(_)
            | Body::Refused(_)
            | Body::HandedOver(_)
            | Body::Accepted(_)
            | Body::Countersigned(_)
            | Body::Withdrawn(_)
            | Body::Disputed(_)
            | Body::Challenged(_)
    )
}

fn finding(event: &Event) -> Finding {
    Finding {
        file: event.source.file,
        line: event.source.line,
        field: SmolStr::new_static("concern_id"),
        kind: FindingKind::Doubtful,
        rule: Code(SmolStr::new_static(UNTOLD)),
        words: "acts on a concern that no row of these files tells of".to_owned(),
        remedy: "add the file in which it was told, or correct `concern_id` or `concern_agency`".to_owned(),
    }
}
