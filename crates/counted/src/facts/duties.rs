//! Duties: who owed an answer, on which clock and rank, and whether it came in time. Those still open stay in.

use record::event::Assurance;
use record::outputs::{Duty, Standing};
use record::{Code, Event, Moment, Tri};

use super::Given;
use super::rows::{Kind, Put, Rows, the_day};
use crate::measure::Table;

/// The table `duties`.
pub(super) fn table<'a>(given: Given<'a>, duties: impl Iterator<Item = &'a Duty>) -> Table {
    let columns = &[
        ("started", Kind::Day),
        ("clock", Kind::Word),
        ("rank", Kind::Number),
        ("standing", Kind::Word),
        ("answered", Kind::Word),
        ("late", Kind::Word),
        ("days_to_answer", Kind::Number),
        ("age_days", Kind::Number),
        ("told_here", Kind::Word),
        ("late_logged", Kind::Word),
    ];
    let mut rows = Rows::new("duties", columns);
    for duty in duties {
        let started = the_day(duty.started);
        let answered = duty.standing == Standing::Answered;
        let answer = duty.answered_by.filter(|_| answered).and_then(|ix| given.events.get(ix as usize));
        let at = answer.and_then(|event| the_day(event.claimed));
        let days = started.zip(at).map(|(from, to)| to.0 - from.0).filter(|days| *days >= 0);
        let age = duty.started.latest().map(Moment::day).map(|from| given.as_of.0 - from.0);
        let opening = given.events.get(duty.opened_by as usize);
        rows.row(
            Code::new(duty.post.agency().as_str()),
            duty.opened_by,
            vec![
                Put::Day(started),
                Put::Word(Some(duty.clock.clone())),
                Put::Number(Some(i32::from(duty.rank.number()))),
                Put::Word(Some(Code::new(standing(duty.standing)))),
                Put::yes(answered),
                word(duty.late),
                Put::Number(days),
                Put::Number(age.filter(|age| *age >= 0 && !answered)),
                Put::maybe(opening.map(|event| event.by.assurance != Assurance::Imported)),
                word(answer.map_or(duty.late, |answer| late_logged(duty, answer, &given.policy.zone))),
            ],
        );
    }
    rows.done()
}

/// Was the answer late by the time it entered the log? A claimed date can be chosen afterwards, a logged one cannot.
fn late_logged(duty: &Duty, answer: &Event, zone: &str) -> Tri {
    let Some(logged) = answer.logged.civil(zone) else { return Tri::CannotTell };
    if duty.due_latest.is_some_and(|due| due < logged) {
        Tri::Yes
    } else if duty.due_earliest.is_some_and(|due| logged <= due) {
        Tri::No
    } else {
        Tri::CannotTell
    }
}

fn word(late: Tri) -> Put {
    Put::Word(Some(Code::new(match late {
        Tri::Yes => "yes",
        Tri::No => "no",
        Tri::CannotTell => "cannot_tell",
    })))
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Opened => "opened",
        Standing::AnsweredNotInSubstance => "not_in_substance",
        Standing::DecidedWithoutReasons => "without_reasons",
        Standing::Answered => "answered",
    }
}
