//! Warnings that lie unopened at a post that opens or answers later ones.

use std::collections::BTreeMap;

use record::outputs::{Duty, GamingTrace};
use record::{Body, Moment, PostId};

use super::Look;
use super::tally::Tally;

/// Posts at which a share of the warnings lies unopened while later ones were opened or answered.
///
/// A post that shows no opening at all is no such post: its system may not record any.
pub(super) fn unopened(look: &Look<'_>) -> Vec<GamingTrace> {
    let rules = look.rules.unopened;
    let on_a_desk = look.as_of.add_days(-(rules.days as i32));
    let mut of_post: BTreeMap<&PostId, Vec<&Duty>> = BTreeMap::new();
    for duty in look.duties.iter().filter(|duty| told_to_a_post(look, duty)) {
        if duty.started.latest().is_some_and(|last| last <= on_a_desk.end()) {
            of_post.entry(&duty.post).or_default().push(duty);
        }
    }
    let mut traces = Vec::new();
    for (post, duties) in of_post {
        let last_opened: Option<Moment> =
            duties.iter().filter(|duty| opened(duty)).filter_map(|duty| duty.started.earliest()).max();
        let mut tally = Tally::default();
        for duty in &duties {
            let passed_over =
                duty.started.latest().zip(last_opened).is_some_and(|(told, later)| told < later);
            tally.take(duty.opened_by, !opened(duty) && passed_over);
        }
        if tally.of >= rules.warnings && tally.reaches(rules.percent) {
            traces.push(tally.trace("unopened", post, look.events));
        }
    }
    traces
}

fn opened(duty: &Duty) -> bool {
    duty.shown_opened_by.is_some() || duty.answered_by.is_some()
}

/// A telling to a post that the files name: a stand-in has no desk.
fn told_to_a_post(look: &Look<'_>, duty: &Duty) -> bool {
    match &look.event(duty.opened_by).body {
        Body::Told(told) => {
            told.told_to.post.is_some()
                || look.directory.find(&duty.post).is_some_and(|post| look.directory.is_described(post))
        }
        _ => false,
    }
}
