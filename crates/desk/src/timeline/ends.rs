//! Answers and withdrawals, and what each did to the duty it speaks of.

use published::replay::Ending;
use record::event::Addresses;
use record::outputs::{Duty, Standing};
use record::{Body, ConcernRef, Event, Moment};
use rustc_hash::FxHashMap;

use super::results::{Scene, climbed};

/// The endings, in the order of their dates; one for each answer and duty.
pub(super) fn ends(scene: &Scene<'_>) -> Vec<Ending> {
    let mut duties: FxHashMap<&ConcernRef, Vec<&Duty>> = FxHashMap::default();
    for duty in scene.outcome.answers.duties.iter().filter(|duty| scene.is_ours(duty.opened_by)) {
        if let Some(concern) = scene.event(duty.opened_by).and_then(Event::concern) {
            duties.entry(concern).or_default().push(duty);
        }
    }
    let mut ends = Vec::new();
    for (place, event) in (0u32..).zip(scene.events) {
        if scene.expanded.row_of(event).is_none() {
            continue;
        }
        let (why, withdrawal) = match &event.body {
            Body::Answered(answer) => (answers(answer.addresses), false),
            Body::Withdrawn(_) => ("a complaint taken back: recorded, never an end", true),
            _ => continue,
        };
        let of = event.concern().and_then(|concern| duties.get(concern));
        for duty in of.into_iter().flatten() {
            let ended = duty.standing == Standing::Answered && duty.answered_by == Some(place);
            ends.push(Ending {
                row: scene.row(place).to_owned(),
                day: event.claimed.earliest().map(Moment::day).unwrap_or_default(),
                withdrawal,
                of: scene.row(duty.opened_by).to_owned(),
                ended,
                why: why.to_owned(),
                climbed: climbed(duty),
            });
        }
    }
    ends.sort_by(|a, b| (a.day, &a.row, &a.of).cmp(&(b.day, &b.row, &b.of)));
    // An answer to a row that counts many is one line.
    ends.dedup_by(|a, b| (&a.row, &a.of, a.ended) == (&b.row, &b.of, b.ended));
    ends
}

fn answers(addresses: Addresses) -> &'static str {
    match addresses {
        Addresses::Writer => "an answer about the writer",
        Addresses::Procedure => "an answer about the procedure",
        Addresses::Substance => "an answer to the substance",
        Addresses::Unknown => "an answer that does not say what it speaks to",
    }
}
