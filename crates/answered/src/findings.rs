//! What is odd in acts on concerns, as findings with the remedy. What is odd in a posts file its reader reports.

use record::outputs::EventIx;
use record::{Body, Code, Event, Finding, FindingKind, SourceRef};
use smol_str::SmolStr;

use crate::concerns::Group;
use crate::organised::opens_a_duty;

/// At most so many findings of one rule are kept.
pub const FINDINGS_CAP: usize = 1_000;

/// One rule: what is odd, and what to do.
pub(crate) struct Odd {
    pub(crate) rule: &'static str,
    pub(crate) field: &'static str,
    pub(crate) words: &'static str,
    pub(crate) remedy: &'static str,
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

/// What is odd, as events, of one concern or of several.
#[derive(Clone, Debug, Default)]
pub(crate) struct Oddities {
    /// Of each concern that somebody acted on and no row of these files tells of, the first such act.
    pub(crate) untold: Vec<EventIx>,
    /// The first tellings of concerns whose number was given before, to another child.
    pub(crate) reused: Vec<EventIx>,
    /// Acts dated before the telling.
    pub(crate) early: Vec<EventIx>,
}

impl Oddities {
    /// The first act on a concern that no row of these files tells of.
    pub(crate) fn look_for_telling(&mut self, group: Group<'_>, events: &[Event]) {
        let body = |ix: &EventIx| &events[*ix as usize].body;
        if !group.members.iter().any(|ix| tells(body(ix))) {
            self.untold.extend(group.members.iter().find(|ix| needs_a_telling(body(ix))));
        }
    }

    pub(crate) fn append(&mut self, other: &mut Self) {
        self.untold.append(&mut other.untold);
        self.reused.append(&mut other.reused);
        self.early.append(&mut other.early);
    }

    /// The numbers of all events, to be given anew.
    pub(crate) fn numbers(&mut self) -> impl Iterator<Item = &mut EventIx> {
        self.untold.iter_mut().chain(&mut self.reused).chain(&mut self.early)
    }

    /// One finding for each, and how many more there are than were kept, by rule. `source`: where an event stands.
    pub(crate) fn findings(
        mut self,
        source: impl Fn(EventIx) -> SourceRef,
    ) -> (Vec<Finding>, Vec<(Code, u64)>) {
        let mut found: Vec<Finding> = Vec::new();
        let mut more: Vec<(Code, u64)> = Vec::new();
        let mut keep = |of_rule: &[EventIx], odd: &Odd| {
            let mut of_rule: Vec<Finding> = of_rule.iter().map(|ix| finding(source(*ix), odd)).collect();
            of_rule.sort();
            let cut = of_rule.split_off(of_rule.len().min(FINDINGS_CAP));
            more.extend(cut.first().map(|first| (first.rule.clone(), cut.len() as u64)));
            found.append(&mut of_rule);
        };
        keep(&self.untold, &UNTOLD);
        keep(&self.reused, &REUSED);
        // An act under two numbers of one concern is one row of a file.
        self.early.sort_unstable();
        self.early.dedup();
        keep(&self.early, &EARLY);
        found.sort();
        (found, more)
    }
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

/// The finding at a row.
pub(crate) fn finding(source: SourceRef, odd: &Odd) -> Finding {
    Finding {
        file: source.file,
        line: source.line,
        field: SmolStr::new_static(odd.field),
        kind: FindingKind::Doubtful,
        rule: Code(SmolStr::new_static(odd.rule)),
        words: odd.words.to_owned(),
        remedy: odd.remedy.to_owned(),
    }
}
