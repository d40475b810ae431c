//! Was whoever warned told what became of it? After an answer silence towards the teller is overdue too.

use std::collections::BTreeSet;

use record::outputs::{Duty, EventIx, Standing, ToldBack};
use record::{AgencyId, Body, Code, Event, Tri};

use super::Scene;
use super::particulars::{entry, particular};
use crate::clock::Clock;
use crate::drafts::remark;
use crate::duties::Bench;
use crate::owed::{Met, Owed, settle, step_aside};
use crate::rounds::{Stop, StopKind};
use crate::scene::Act;
use crate::span::Span;

/// The activity that says so.
const TOLD_OUTCOME: &str = "teller.told_outcome";
/// Nobody can be told back.
const ANONYMOUS: &str = "anonymous";
/// Kinds of agencies to which an answer to a child, a family or a business goes.
const PRIVATE: [&str; 3] = ["family", "child", "business"];

/// One for each duty of a concern file that was answered or decided. Returns have no field for it: their referrals are left out.
pub(super) fn told_back(
    scene: Scene<'_>,
    says: &dyn Fn(&AgencyId) -> bool,
    bench: &mut Bench<'_, '_>,
) -> Vec<ToldBack> {
    let mut all = Vec::new();
    for duty in scene.duties.iter().copied().filter(|duty| is_due(duty)) {
        let Body::Told(told) = &scene.event(duty.opened_by).body else { continue };
        let Some(answer) = duty.answered_by.filter(|_| told.teller.as_str() != ANONYMOUS) else { continue };
        // The answer is of one concern; a passing on that opened the duty may be of two.
        let acts = scene.acts(answer, bench);
        let mut back = one(scene, duty, answer, &told.teller, &acts, bench);
        if !says(&back.duty.post.agency()) {
            not_held(&mut back.duty);
        }
        all.push(back);
    }
    all
}

/// Agencies of whose files any row says what a teller was told.
pub(super) fn agencies_that_say(events: &[Event]) -> BTreeSet<AgencyId> {
    let says = events.iter().filter(|event| says_what_was_told(event));
    says.map(|event| event.by.agency.clone()).collect()
}

/// The event says what a teller was told.
pub(crate) fn says_what_was_told(event: &Event) -> bool {
    match &event.body {
        Body::Answered(answer) => answer.told_to.is_some(),
        Body::Recorded(entry) => entry.activity.as_str() == TOLD_OUTCOME,
        _ => false,
    }
}

/// Nobody can tell whether a clock ran that the files could not show to have stopped: it is counted, and climbs nowhere.
fn not_held(duty: &mut Duty) {
    (duty.due_earliest, duty.due_latest, duty.due_unpaused_latest) = (None, None, None);
    duty.late = Tri::CannotTell;
    duty.would_have_climbed.clear();
    duty.remarks.push(remark(ToldBack::NOT_HELD));
}

fn is_due(duty: &Duty) -> bool {
    let decided = matches!(duty.standing, Standing::Answered | Standing::DecidedWithoutReasons);
    // The receiver of a hand-over owes the answer, and so the word to the teller.
    let gone = duty.remarks.iter().any(|word| word.as_str() == "handed_over_accepted");
    decided && !gone && duty.clock.as_str() != Clock::ReferralDecision.id()
}

fn one(
    scene: Scene<'_>,
    duty: &Duty,
    answer: EventIx,
    teller: &Code,
    acts: &[Act<'_>],
    bench: &mut Bench<'_, '_>,
) -> ToldBack {
    let claimed = scene.event(answer).claimed;
    let start = Span::of(claimed);
    let tells = |act: &&Act<'_>| {
        !act.at.certainly_before(start) && tells_teller(scene, act.event, scene.event(duty.opened_by))
    };
    let told: Vec<&Act<'_>> = acts.iter().filter(tells).collect();
    let manner = told.iter().find_map(|act| particular(act.event, "code")).cloned();
    let ends = told.iter().map(|act| Stop { event: act.ix, at: act.at, kind: StopKind::Answer(None) });
    let mut owed = Owed {
        hands: crate::hands::Hands::default(),
        clock: Clock::TellerTold,
        post: bench.directory.intern(&duty.post),
        rank: duty.rank,
        opened_by: answer,
        start,
        like: claimed,
        inputs: vec![duty.opened_by, answer],
        remarks: Vec::new(),
    };
    let met = Met { ends: ends.collect(), ..Met::default() };
    let aside = step_aside(&mut owed, acts, bench);
    let (duty_back, _) = settle(owed, met, &aside, bench);
    ToldBack { telling: duty.opened_by, answer, teller: teller.clone(), manner, duty: duty_back }
}

/// A row says that the teller was told, or that the answer itself went to them.
fn tells_teller(scene: Scene<'_>, event: &Event, telling: &Event) -> bool {
    if entry(event).is_some_and(|entry| entry.activity.as_str() == TOLD_OUTCOME) {
        return true;
    }
    let (Body::Answered(answer), Body::Told(told)) = (&event.body, &telling.body) else { return false };
    let Some(to) = answer.told_to.as_ref().map(|to| to.post_or_unnamed().agency()) else { return false };
    let private = || PRIVATE.iter().any(|kind| scene.kinds.is(&to, &Code::new(kind)));
    match &told.teller_agency {
        Some(agency) => *agency == to,
        None => private(),
    }
}
