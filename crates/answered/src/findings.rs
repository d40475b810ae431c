//! What is odd in acts on concerns, as findings with the remedy. What is odd in a posts file its reader reports.

use record::outputs::EventIx;
use record::{Body, Code, Event, Finding, FindingKind};
use smol_str::SmolStr;

use crate::concerns::Concerns;
use crate::organised::opens_a_duty;

/// At most so many findings of one rule are kept.
pub const FINDINGS_CAP: usize = 1_000;

/// One rule: what is odd, and what to do.
struct Odd {
    rule: &'static str,
    field: &'static str,
    words: &'static str,
    remedy: &'static str,
}

const UNTOLD: Odd = Odd {
    rule: "concern.not_told_in_files",
    field: "concern_id",
    words: "acts on a concern that no row of these files tells of",
    remedy: "add the file in which it was told, or correct `concern_id` or `concern_agency`",
};

const EARLY: Odd = Odd {
    rule: "concern.act_before_telling",
    field: "date",
    words: "an act dated before its concern was told; it shows nothing and answers nothing",
    remedy: "check the year of the act, then that of the telling, and correct `date`",
};

const REUSED: Odd = Odd {
    rule: "concern.number_reused",
    field: "concern_id",
    words: "this number was given before to a concern about other children; it was read as a concern of its own, and an act \
            that names no child as one on the latest told before it",
    remedy: "give the year in the number",
};

/// One finding for each concern that somebody acted on and no row of these files tells of, one for each whose number
/// was given before to another, and one for each act of `early`, dated before the telling; and how many more there are
/// than were kept, by rule.
pub(crate) fn findings(
    events: &[Event],
    concerns: &Concerns<'_>,
    mut early: Vec<EventIx>,
) -> (Vec<Finding>, Vec<(Code, u64)>) {
    let body = |ix: &EventIx| &events[*ix as usize].body;
    let untold = concerns.groups().filter_map(|group| {
        let told = group.members.iter().any(|ix| tells(body(ix)));
        let act = group.members.iter().find(|ix| needs_a_telling(body(ix)))?;
        (!told).then_some(*act)
    });
    let mut found: Vec<Finding> = Vec::new();
    let mut more: Vec<(Code, u64)> = Vec::new();
    let mut keep = |mut of_rule: Vec<Finding>| {
        of_rule.sort();
        let cut = of_rule.split_off(of_rule.len().min(FINDINGS_CAP));
        more.extend(cut.first().map(|first| (first.rule.clone(), cut.len() as u64)));
        found.append(&mut of_rule);
    };
    keep(untold.map(|ix| finding(&events[ix as usize], &UNTOLD)).collect());
    keep(concerns.reused.iter().map(|ix| finding(&events[*ix as usize], &REUSED)).collect());
    // An act under two numbers of one concern is one row of a file.
    early.sort_unstable();
    early.dedup();
    keep(early.iter().map(|ix| finding(&events[*ix as usize], &EARLY)).collect());
    found.sort();
    (found, more)
}

/// A row that an act can answer: a telling, or what opens a duty without one.
fn tells(body: &Body) -> bool {
    match body {
        Body::Told(_) => true,
        Body::Recorded(entry) => opens_a_duty(entry.activity.as_str()),
        _ => false,
    }
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

fn finding(event: &Event, odd: &Odd) -> Finding {
    Finding {
        file: event.source.file,
        line: event.source.line,
        field: SmolStr::new_static(odd.field),
        kind: FindingKind::Doubtful,
        rule: Code(SmolStr::new_static(odd.rule)),
        words: odd.words.to_owned(),
        remedy: odd.remedy.to_owned(),
    }
}
