//! Pauses: a clock stands still only with a reason the policy knows, an end and a second signature. The count without them stays.
//!
//! Nothing else stops a clock: to wait for information, "no cooperation" and a withdrawal are recorded and pause nothing. A
//! pause counts from the day on which it had begun and was signed, and never after the duty was due: what is late stays late.

use record::event::{Assurance, Body, Recorded};
use record::outputs::{EventIx, RefusalRule as Rule};
use record::policy::Policy;
use record::time::{Calendar, Convention, Precision};
use record::{Code, Day, Moment};

use crate::acting::relation;
use crate::clock::Clock;
use crate::drafts::Draft;
use crate::posts::Directory;
use crate::scene::Act;
use crate::span::Span;

const PAUSED: &str = "clock.paused";
const RESUMED: &str = "clock.resumed";
/// Where a row says why.
const REASON: &str = "reason";
/// The code set of the reasons that the policy knows.
const REASONS: &str = "pause_reason";
/// The reason of a countersignature that signs a pause.
const SIGNS_A_PAUSE: &str = "pause";

/// A pause that the rules accept: its first and its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Still {
    from: Day,
    to: Day,
}

/// What pauses do to one duty's clock.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pauses {
    /// In order; none touches another.
    still: Vec<Still>,
    /// The pauses accepted, and the signatures and ends that belong to them.
    pub(crate) rest_on: Vec<EventIx>,
    /// A pause was recorded that the rules do not accept.
    pub(crate) refused: bool,
}

/// The row says that a clock is paused.
pub(crate) fn is_pause(body: &Body) -> bool {
    entry_of(body, PAUSED).is_some()
}

/// The countersignature signs a pause, not an answer.
pub(crate) fn signs_pause(body: &Body) -> bool {
    matches!(body, Body::Countersigned(step) if step.reason.as_str() == SIGNS_A_PAUSE)
}

/// Pauses, their ends and their signatures.
pub(crate) fn about_pauses<'a>(acts: &[Act<'a>]) -> Vec<Act<'a>> {
    let about = |act: &&Act<'_>| {
        let body = &act.event.body;
        is_pause(body) || signs_pause(body) || entry_of(body, RESUMED).is_some()
    };
    acts.iter().filter(about).copied().collect()
}

/// The pauses of one draft.
pub(crate) fn pauses(draft: &Draft, acts: &[Act<'_>], directory: &Directory, policy: &Policy) -> Pauses {
    let mut found = Pauses::default();
    if draft.clock == Clock::ImmediateProtection {
        return found;
    }
    let acts = about_pauses(acts);
    for act in acts.iter().filter(|act| is_pause(&act.event.body)) {
        if !relation(directory, draft.owing, act).may_end() {
            continue;
        }
        match still(act, &acts, policy) {
            Ok(still) => {
                found.still.push(still);
                found.rest_on.push(act.ix);
                let others = acts.iter().filter(|other| !is_pause(&other.event.body));
                found.rest_on.extend(others.map(|other| other.ix));
            }
            Err(_) => found.refused = true,
        }
    }
    found.still = apart(found.still);
    found
}

/// The rule that does not accept a pause, judged for whoever owes an answer to the concern.
pub(crate) fn refused(
    act: &Act<'_>,
    acts: &[Act<'_>],
    drafts: &[Draft],
    directory: &Directory,
    policy: &Policy,
) -> Option<Rule> {
    let own: Vec<&Draft> =
        drafts.iter().filter(|draft| relation(directory, draft.owing, act).may_end()).collect();
    if own.is_empty() {
        return (!drafts.is_empty()).then_some(Rule::PausedByAnotherPost);
    }
    if own.iter().all(|draft| draft.clock == Clock::ImmediateProtection) {
        return Some(Rule::DangerPaused);
    }
    still(act, acts, policy).err()
}

/// The pause that signs may stand beside: begun by then and not over.
pub(crate) fn runs_on(act: &Act<'_>, signed: Span) -> bool {
    !signed.certainly_before(act.at) && !act.at.certainly_before(signed)
}

/// The days a pause row makes the clock stand still, or the rule it breaks.
fn still(act: &Act<'_>, acts: &[Act<'_>], policy: &Policy) -> Result<Still, Rule> {
    let entry = entry_of(&act.event.body, PAUSED).ok_or(Rule::PausedWithoutReason)?;
    let known = |(column, code): &(Code, Code)| {
        column.as_str() == REASON && policy.codes.contains_key(&(Code::new(REASONS), code.clone()))
    };
    if !entry.codes.iter().any(known) {
        return Err(Rule::PausedWithoutReason);
    }
    // A month in which it began is no end: only a period states both.
    let period = act.event.claimed.precision() == Precision::Range;
    let (Some(from), Some(to), true) = (act.at.earliest, act.at.latest, period) else {
        return Err(Rule::PausedWithoutEnd);
    };
    let live = act.event.by.assurance != Assurance::Imported;
    let written = act.event.logged.civil(&policy.zone).map(Moment::day);
    if live && written.is_some_and(|written| to.day() < written) {
        return Err(Rule::PauseEndsInThePast);
    }
    let signed = signed_on(act, acts).ok_or(Rule::PausedNotSigned)?;
    let resumed = acts.iter().filter(|other| entry_of(&other.event.body, RESUMED).is_some());
    let resumed = resumed.filter_map(|other| other.at.earliest).filter(|at| *at >= from).min();
    let last = resumed.map_or(to.day(), |at| to.day().min(at.day().add_days(-1)));
    Ok(Still { from: from.day().max(signed), to: last })
}

/// The day by which a named post of another agency had certainly signed a pause that was running.
fn signed_on(pause: &Act<'_>, acts: &[Act<'_>]) -> Option<Day> {
    let signs = |act: &&Act<'_>| {
        signs_pause(&act.event.body)
            && act.post.is_some()
            && act.agency != pause.agency
            && act.event.by.assurance != Assurance::CommandLine
            && runs_on(pause, act.at)
    };
    acts.iter().filter(signs).filter_map(|act| act.at.latest).map(Moment::day).min()
}

impl Pauses {
    /// When a duty is due that started in `start`, and by how many working days at most the pauses move that.
    pub(crate) fn moved(&self, due: Span, start: Span, calendar: &Calendar) -> (Span, u32) {
        let Some(started) = start.latest.or(start.earliest).map(Moment::day) else { return (due, 0) };
        let mut most = 0;
        let mut move_on = |due: Moment| {
            let (moved, days) = self.move_one(due, started, calendar);
            most = most.max(days);
            moved
        };
        let moved = Span { earliest: due.earliest.map(&mut move_on), latest: due.latest.map(&mut move_on) };
        (moved, most)
    }

    fn move_one(&self, due: Moment, started: Day, calendar: &Calendar) -> (Moment, u32) {
        let (mut day, mut paused) = (due.day(), 0);
        // The day of the start is none of the limit's: there is nothing to pause on it.
        for still in self.still.iter().filter(|still| still.to > started) {
            if still.from > day {
                break;
            }
            let before = still.from.add_days(-1).max(started);
            let days = calendar.working_days(before, still.to, Convention::NextWorkingDay).max(0);
            day = calendar.add_working_days(day, days, Convention::NextWorkingDay);
            paused += days.unsigned_abs();
        }
        let later = i64::from(day.0) - i64::from(due.day().0);
        (due.add_minutes(later * 24 * 60), paused)
    }
}

/// In order, those that touch made one: a day on which two pauses run is paused once.
fn apart(mut all: Vec<Still>) -> Vec<Still> {
    all.retain(|still| still.from <= still.to);
    all.sort_unstable();
    let mut apart: Vec<Still> = Vec::with_capacity(all.len());
    for still in all {
        match apart.last_mut() {
            Some(last) if still.from <= last.to.add_days(1) => last.to = last.to.max(still.to),
            _ => apart.push(still),
        }
    }
    apart
}

fn entry_of<'a>(body: &'a Body, activity: &str) -> Option<&'a Recorded> {
    match body {
        Body::Recorded(entry) if entry.activity.as_str() == activity => Some(entry),
        _ => None,
    }
}
