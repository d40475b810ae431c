//! What is odd in rows of organisations, with the remedy.

use record::Finding;
use record::outputs::Circulated;

use super::Scene;
use crate::findings::{FINDINGS_CAP, Odd, finding};

const NO_MINUTE: Odd = Odd {
    rule: "meeting.no_sealed_minute",
    field: "minute",
    words: "the meeting has no sealed minute that names the posts and the decisions; it counts as no answer and as knowledge of nobody",
    remedy: "if there is a minute, give `minute` = `sealed`, `decisions` and a row for each post in `told_post`",
};

const NOBODY: Odd = Odd {
    rule: "report.no_recipient",
    field: "told_post",
    words: "it does not say to which office it went, so no post leads",
    remedy: "give a row for each recipient with `told_agency` and `told_post`",
};

/// One finding for each thing circulated that does not count or went to nobody named.
pub(super) fn findings(scene: Scene<'_>, circulated: &[Circulated]) -> Vec<Finding> {
    let odd = |one: &Circulated| {
        let odd = match (one.counts, &one.lead) {
            (false, _) => &NO_MINUTE,
            (true, None) => &NOBODY,
            (true, Some(_)) => return None,
        };
        Some(finding(scene.event(*one.events.first()?).source, odd))
    };
    let mut all: Vec<Finding> = circulated.iter().filter_map(odd).collect();
    all.sort();
    all.truncate(FINDINGS_CAP);
    all
}
