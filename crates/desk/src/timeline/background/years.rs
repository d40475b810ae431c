//! What the rules would have asked of the background, year by year: everything that does not concern the timeline.

use published::replay::background::Year;
use record::outputs::Duty;
use record::{Body, ConcernRef, Coverage, Day, Event, Moment, Rank};
use rustc_hash::FxHashSet;

use super::day_of;
use super::truth::Truth;
use crate::timeline::questions::{asked_on, is_explained, is_ours};
use crate::timeline::results::{Scene, is_group};

/// Counts of a background.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) years: Vec<Year>,
    /// Questions that a recorded role explains.
    pub(super) explained: u64,
    /// Questions that only possible links make: they have no day on which a second child was certainly named.
    pub(super) not_dated: u64,
}

/// The counts of one run, for the years of the background up to the day it is judged at.
pub(super) fn counts(scene: &Scene<'_>, truth: Option<&Truth>, covers: Coverage, as_of: Day) -> Counts {
    let last = covers.to.min(as_of);
    let mut counts = Counts { years: years(covers.from, last, truth.is_some()), ..Counts::default() };
    let first = covers.from.year();
    let mut in_year = |day: Option<Day>, add: fn(&mut Year)| {
        let place = day.and_then(|day| usize::try_from(day.year() - first).ok());
        if let Some(year) = place.and_then(|place| counts.years.get_mut(place)) {
            add(year);
        }
    };
    let mut concerns: FxHashSet<&ConcernRef> = FxHashSet::default();
    for event in scene.events.iter().filter(|event| scene.expanded.row_of(event).is_none()) {
        // A later extract may tell of one concern again, with a row that reads otherwise.
        if concern_told(event).is_some_and(|concern| concerns.insert(concern)) {
            in_year(day_of(event), |year| year.concerns += 1);
        }
        if is_group(event, scene.policy) {
            in_year(day_of(event), |year| year.group_records += 1);
        }
    }
    for duty in scene.outcome.answers.duties.iter().filter(|duty| !scene.is_ours(duty.opened_by)) {
        in_year(top(duty), |year| year.climbed += 1);
    }
    let (mut explained, mut not_dated) = (0, 0);
    for question in scene.outcome.joined.questions.iter().filter(|question| !is_ours(scene, question)) {
        // A household counts as one child.
        let day = asked_on(scene, question).filter(|_| question.households >= 2);
        match day {
            _ if is_explained(question) => explained += 1,
            None => not_dated += 1,
            day if truth.is_some_and(|truth| truth.ties_two(scene, question)) => in_year(day, |year| {
                year.questions += 1;
                year.true_questions = year.true_questions.map(|count| count + 1);
            }),
            day => in_year(day, |year| year.questions += 1),
        }
    }
    Counts { explained, not_dated, ..counts }
}

fn years(first: Day, last: Day, is_truth_known: bool) -> Vec<Year> {
    let of = |year: i32| Year {
        year,
        is_whole: Day::from_ymd(year, 1, 1).is_some_and(|day| day >= first)
            && Day::from_ymd(year, 12, 31).is_some_and(|day| day <= last),
        true_questions: is_truth_known.then_some(0),
        ..Year::default()
    };
    (first.year()..=last.year()).map(of).collect()
}

/// The concern that somebody told; passing it on to another post, and the referral of a return, are no other concern.
fn concern_told(event: &Event) -> Option<&ConcernRef> {
    match &event.body {
        Body::Told(told) if told.passes.is_none() && told.activity.as_str() == "concern.told" => {
            Some(&told.concern)
        }
        _ => None,
    }
}

/// The day by which silence would first have climbed to rank 4 or above.
fn top(duty: &Duty) -> Option<Day> {
    let rungs = duty.would_have_climbed.iter().filter(|rung| rung.rank >= Rank::DIRECTOR);
    rungs.filter_map(|rung| rung.latest.map(Moment::day)).min()
}
