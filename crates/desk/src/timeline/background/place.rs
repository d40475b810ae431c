//! Where the timeline's question would have stood among all questions at the end of the year in which it was first asked.

use published::replay::background::Place;
use record::policy::Policy;
use record::{Day, Event};

use super::{Expanded, day_of, number};
use crate::timeline::questions::{asked_on, is_explained, is_ours, name};
use crate::timeline::results::Scene;

/// The place of the question about `thing`, which was first asked on the first of `days`; the second is the last day there
/// is. The stages run once more over what was there by the end of that year: a later record must not push it up or down.
pub(super) fn place(
    events: &[Event],
    expanded: &Expanded,
    policy: &Policy,
    thing: &str,
    (asked, last): (Day, Day),
) -> Option<Place> {
    let as_of = Day::from_ymd(asked.year(), 12, 31)?.min(last);
    let there = |event: &&Event| day_of(event).is_none_or(|day| day <= as_of);
    let mut events: Vec<Event> = events.iter().filter(there).cloned().collect();
    number(&mut events);
    let outcome = flow::run(&events, policy, as_of);
    let scene = Scene { events: &events, expanded, outcome: &outcome, policy };
    let (mut place, mut of, mut of_year, mut place_of_year) = (None, 0, 0, 0);
    for question in outcome.joined.questions.iter().filter(|question| !is_explained(question)) {
        let is_of_year = asked_on(&scene, question).is_some_and(|day| day.year() == asked.year());
        of += 1;
        of_year += u32::from(is_of_year);
        if place.is_none() && is_ours(&scene, question) && name(&scene, question.shared) == thing {
            place = Some(of);
            place_of_year = of_year;
        }
    }
    Some(Place { thing: thing.to_owned(), as_of, place: place?, of, place_of_year, of_year })
}
