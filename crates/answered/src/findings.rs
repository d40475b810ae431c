//! What is odd in posts and in acts on concerns, as findings with the remedy. No personal value stands in them.

use record::outputs::EventIx;
use record::{Body, Code, Event, Finding, FindingKind};
use smol_str::SmolStr;

use crate::concerns::Concerns;
use crate::posts::{Directory, Oddity};

/// At most so many findings of one rule are kept.
pub const FINDINGS_CAP: usize = 1_000;

/// The findings of answering, and how many more of each rule were not kept.
pub(crate) fn findings(
    events: &[Event],
    directory: &Directory,
    concerns: &Concerns<'_>,
) -> (Vec<Finding>, Vec<(Code, u64)>) {
    let posts = directory
        .oddities()
        .into_iter()
        .map(|(ix, oddity)| (ix, post_words(oddity)));
    let untold = concerns.groups().filter_map(|group| {
        let told = |ix: &EventIx| matches!(events[*ix as usize].body, Body::Told(_));
        let acts = group
            .members
            .iter()
            .find(|ix| answers_to_a_telling(&events[**ix as usize].body))?;
        (!group.members.iter().any(told)).then_some((*acts, UNTOLD))
    });
    let mut kept: Vec<Finding> = Vec::new();
    let mut counts: Vec<(&'static str, u64)> = Vec::new();
    for (ix, words) in posts.chain(untold) {
        let place = counts
            .iter()
            .position(|(rule, _)| *rule == words.rule)
            .unwrap_or_else(|| {
                counts.push((words.rule, 0));
                counts.len() - 1
            });
        counts[place].1 += 1;
        if counts[place].1 <= FINDINGS_CAP as u64 {
            kept.push(finding(&events[ix as usize], words));
        }
    }
    kept.sort();
    let more = counts
        .into_iter()
        .filter(|(_, count)| *count > FINDINGS_CAP as u64);
    (
        kept,
        more.map(|(rule, count)| (Code::new(rule), count - FINDINGS_CAP as u64))
            .collect(),
    )
}

/// An act that makes no sense without a telling before it.
fn answers_to_a_telling(body: &Body) -> bool {
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

struct Words {
    rule: &'static str,
    field: &'static str,
    words: &'static str,
    remedy: &'static str,
}

const UNTOLD: Words = Words {
    rule: "concern.not_told_in_files",
    field: "concern_id",
    words: "acts on a concern that no row of these files tells of; it opens no duty",
    remedy: "add the file in which the concern was told, or correct `concern_id` or `concern_agency`",
};

fn post_words(oddity: Oddity) -> Words {
    match oddity {
        Oddity::ReportsToItself => Words {
            rule: "post.reports_to_itself",
            field: "reports_to",
            words: "the post reports to itself; its line upward ends there",
            remedy: "name the post above in `reports_to`, or leave it empty at the top",
        },
        Oddity::LineLoops => Words {
            rule: "post.line_loops",
            field: "reports_to",
            words: "the line upward comes back to the post; it ends before that",
            remedy: "correct `reports_to` of one of the posts of the circle",
        },
        Oddity::ReportsToUnknown => Words {
            rule: "post.reports_to_unknown",
            field: "reports_to",
            words: "the post above has no row of its own; its rank is not known",
            remedy: "add a row for the post named in `reports_to`",
        },
        Oddity::WithoutHolder => Words {
            rule: "post.without_holder",
            field: "holder",
            words: "no row says who held the post",
            remedy: "add a holder row with `from` and `until`",
        },
    }
}

fn finding(event: &Event, words: Words) -> Finding {
    Finding {
        file: event.source.file,
        line: event.source.line,
        field: SmolStr::new_static(words.field),
        kind: FindingKind::Doubtful,
        rule: Code(SmolStr::new_static(words.rule)),
        words: words.words.to_owned(),
        remedy: words.remedy.to_owned(),
    }
}
