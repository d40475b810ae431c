//! Awards, inspection grades and praise, beside the warnings of the same agency that waited for an answer on that day.

use record::outputs::{Duty, EventIx, Standing};
use record::{Body, Code, Day, Moment};

use super::Given;
use super::rows::{Kind, Put, Rows, the_day};
use crate::measure::Table;

/// What counts as praise.
const ACTIVITIES: [&str; 3] = ["award.received", "inspection.rated", "praise.received"];
/// Ranks from which a duty lies with directors and chief officers.
const HIGH: u8 = 4;

/// How many duties of an agency waited for an answer, over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The agency.
    pub unit: Code,
    /// From each of these days on, in order, so many waited. Before the first none did.
    pub steps: Vec<(Day, u32)>,
    /// Duties whose start or answer is not known to the day: in no step.
    pub undated: u32,
    /// What the agency was praised for, in order.
    pub praise: Vec<Praise>,
    /// Praise that is not dated to the day.
    pub praise_undated: u32,
}

/// One award, grade or praise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Praise {
    /// The day.
    pub day: Day,
    /// Its activity.
    pub kind: Code,
    /// The event.
    pub event: EventIx,
    /// Duties that waited at the end of that day.
    pub waiting: u32,
    /// Of these, with directors and above.
    pub high: u32,
    /// For how many days the one that waited longest had.
    pub longest: u32,
}

/// Every agency that was praised, with what waited. What is not known to the day counts nowhere: more may have waited.
pub fn waiting<'a>(given: Given<'a>, duties: impl Iterator<Item = &'a Duty> + Clone) -> Vec<Waiting> {
    let mut all: Vec<Waiting> = Vec::new();
    for (ix, event) in (0..).zip(given.events) {
        let Body::Recorded(entry) = &event.body else { continue };
        if !ACTIVITIES.contains(&entry.activity.as_str()) {
            continue;
        }
        if event.claimed.earliest().is_some_and(|from| from.day() > given.as_of) {
            continue;
        }
        let unit = Code::new(event.by.agency.as_str());
        let at = all.iter().position(|waiting| waiting.unit == unit).unwrap_or_else(|| {
            all.push(Waiting { unit, steps: Vec::new(), undated: 0, praise: Vec::new(), praise_undated: 0 });
            all.len() - 1
        });
        match the_day(event.claimed) {
            Some(day) => all[at].praise.push(Praise {
                day,
                kind: entry.activity.clone(),
                event: ix,
                waiting: 0,
                high: 0,
                longest: 0,
            }),
            None => all[at].praise_undated += 1,
        }
    }
    all.sort_by(|a, b| a.unit.cmp(&b.unit));
    for waiting in &mut all {
        waiting.praise.sort_by_key(|praise| (praise.day, praise.event));
        let own = duties.clone().filter(|duty| duty.post.agency().as_str() == waiting.unit.as_str());
        let spans: Vec<Option<Span>> = own.map(|duty| Span::of(given, duty)).collect();
        waiting.undated = spans.iter().filter(|span| span.is_none()).count() as u32;
        let spans: Vec<Span> = spans.into_iter().flatten().collect();
        for praise in &mut waiting.praise {
            for span in spans.iter().filter(|span| span.waits_on(praise.day)) {
                praise.waiting += 1;
                praise.high += u32::from(span.high);
                praise.longest = praise.longest.max((praise.day.0 - span.from.0).unsigned_abs());
            }
        }
        waiting.steps = steps(&spans);
    }
    all
}

/// The table `praise`.
pub fn table(all: &[Waiting]) -> Table {
    let columns = &[
        ("received", Kind::Day),
        ("kind", Kind::Word),
        ("waiting", Kind::Number),
        ("waiting_high", Kind::Number),
        ("longest_days", Kind::Number),
    ];
    let mut rows = Rows::new("praise", columns);
    let number = |many: u32| Put::Number(i32::try_from(many).ok());
    for (waiting, praise) in
        all.iter().flat_map(|waiting| waiting.praise.iter().map(move |one| (waiting, one)))
    {
        rows.row(
            waiting.unit.clone(),
            praise.event,
            vec![
                Put::Day(Some(praise.day)),
                Put::Word(Some(praise.kind.clone())),
                number(praise.waiting),
                number(praise.high),
                number(praise.longest),
            ],
        );
    }
    rows.done()
}

/// From when to when a duty waited.
struct Span {
    from: Day,
    /// The day it was answered; `None`: it waits still.
    until: Option<Day>,
    high: bool,
}

impl Span {
    fn of(given: Given<'_>, duty: &Duty) -> Option<Self> {
        let from = duty.started.latest().map(Moment::day)?;
        let high = duty.rank.number() >= HIGH;
        if duty.standing != Standing::Answered {
            return Some(Self { from, until: None, high });
        }
        let answer = duty.answered_by.and_then(|ix| given.events.get(ix as usize))?;
        Some(Self { from, until: Some(the_day(answer.claimed)?), high })
    }

    fn waits_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| until > day)
    }
}

/// How many waited at the end of each day on which that changed.
fn steps(spans: &[Span]) -> Vec<(Day, u32)> {
    let mut changes: Vec<(Day, i64)> = Vec::new();
    for span in spans.iter().filter(|span| span.until.is_none_or(|until| until > span.from)) {
        changes.push((span.from, 1));
        changes.extend(span.until.map(|until| (until, -1)));
    }
    changes.sort_unstable();
    let (mut steps, mut waiting): (Vec<(Day, u32)>, i64) = (Vec::new(), 0);
    for (day, change) in changes {
        waiting += change;
        if steps.last().is_some_and(|last| last.0 == day) {
            steps.pop();
        }
        steps.push((day, u32::try_from(waiting.max(0)).unwrap_or(u32::MAX)));
    }
    steps
}
