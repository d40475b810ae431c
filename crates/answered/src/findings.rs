//! What is odd in acts on concerns, as findings with the remedy. What is odd in a posts file its reader reports.

use record::outputs::EventIx;
use record::{Body, Code, Event, Finding, FindingKind};
use smol_str::SmolStr;

use crate::concerns::Concerns;

/// At most so many findings of one rule are kept.
pub const FINDINGS_CAP: usize = 1_000;

const UNTOLD: &str = "concern.not_told_in_files";
const UNTOLD_WORDS: &str = "acts on a concern that no row of these files tells of";
const UNTOLD_REMEDY: &str = "add the file in which it was told, or correct `concern_id` or `concern_agency`";
const REUSED: &str = "concern.number_reused";
const REUSED_WORDS: &str = "this number was given before to a concern about other children; it was read as a concern of its own, and an \
     act that names no child as one on the latest told before it";
const REUSED_REMEDY: &str = "give the year in the number";

/// One finding for each concern that somebody acted on and no row of these files tells of, and for each whose number
/// was given before to another; and how many more there are than were kept, by rule.
pub(crate) fn findings(events: &[Event], concerns: &Concerns<'_>) -> (Vec<Finding>, Vec<(Code, u64)>) {
    let body = |ix: &EventIx| &events[*ix as usize].body;
    let untold = concerns.groups().filter_map(|group| {
        let told = group.members.iter().any(|ix| matches!(body(ix), Body::Told(_)));
        let act = group.members.iter().find(|ix| needs_a_telling(body(ix)))?;
        (!told).then_some(*act)
    });
    let untold =
        untold.map(|ix| finding(&events[ix as usize], UNTOLD, UNTOLD_WORDS, UNTOLD_REMEDY)).collect();
    let reused = concerns.reused.iter();
    let reused =
        reused.map(|ix| finding(&events[*ix as usize], REUSED, REUSED_WORDS, REUSED_REMEDY)).collect();
    let (mut found, mut more) = (Vec::new(), Vec::new());
    for (rule, mut all) in [(UNTOLD, untold), (REUSED, reused)] {
        let all: &mut Vec<Finding> = &mut all;
        all.sort();
        let beyond = all.len().saturating_sub(FINDINGS_CAP) as u64;
        all.truncate(FINDINGS_CAP);
        found.append(all);
        if beyond > 0 {
            more.push((Code::new(rule), beyond));
        }
    }
    found.sort();
    (found, more)
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

fn finding(event: &Event, rule: &'static str, words: &str, remedy: &str) -> Finding {
    Finding {
        file: event.source.file,
        line: event.source.line,
        field: SmolStr::new_static("concern_id"),
        kind: FindingKind::Doubtful,
        rule: Code(SmolStr::new_static(rule)),
        words: words.to_owned(),
        remedy: remedy.to_owned(),
    }
}
