//! Floods: one agency tells one post far more within days than it ever does, and single warnings drown in it.
//!
//! Only agencies are counted. A child, a family or a neighbour who tells again and again is never a flood.

use std::collections::{BTreeMap, BTreeSet};

use record::event::Told;
use record::outputs::{EventIx, GamingTrace};
use record::policy::Floods;
use record::{AgencyId, Body, ConcernRef, Day, Event, PostId};

use super::Look;
use super::tally::Tally;

/// The tellings of one agency to one post that have a day, one for each concern and day: both ends may have written it down.
type Tellings<'a> = BTreeSet<(Day, &'a ConcernRef, EventIx)>;

/// The fullest burst of each agency and post, where it is a flood.
pub(super) fn floods(look: &mut Look<'_>) -> Vec<GamingTrace> {
    let mut by_pair: BTreeMap<(PostId, AgencyId), Tellings<'_>> = BTreeMap::new();
    for act in look.scene.iter().flatten() {
        let (Body::Told(told), Some(day)) = (&act.event.body, act.event.claimed.single_day()) else {
            continue;
        };
        let post = look.directory.resolve(&told.told_to, Some(day));
        let post = look.directory.id(post).clone();
        if let Some(source) = source(told, act.event, &post) {
            let number = told.passes.as_ref().unwrap_or(&told.concern);
            let tellings = by_pair.entry((post, source)).or_default();
            let known = tellings.range((day, number, 0)..=(day, number, EventIx::MAX)).next().is_some();
            if !known {
                tellings.insert((day, number, act.ix));
            }
        }
    }
    let mut traces = Vec::new();
    for ((post, source), tellings) in by_pair {
        let list: Vec<(Day, EventIx)> = tellings.iter().map(|(day, _, ix)| (*day, *ix)).collect();
        let Some((from, to, usual)) = flood(&list, look.rules.floods) else { continue };
        let tally = Tally { counted: list[from..to].iter().map(|(_, ix)| *ix).collect(), of: usual };
        let mut trace = tally.trace("flood", &post, look.events);
        trace.source = Some(source);
        traces.push(trace);
    }
    traces
}

/// The agency that tells; `None` for what a post's own agency wrote down of people who came to it.
fn source(told: &Told, event: &Event, post: &PostId) -> Option<AgencyId> {
    let source = told.teller_agency.as_ref().unwrap_or(&event.by.agency);
    (*source != post.agency()).then(|| source.clone())
}

/// The places of the fullest run of days, and what is usual in as many of the other days, rounded up; `None` if it is no
/// flood, or if fewer than three further runs of days lie between the first and the last telling: nothing is usual then.
fn flood(list: &[(Day, EventIx)], rules: Floods) -> Option<(usize, usize, u32)> {
    let (first, last) = (list.first()?.0, list.last()?.0);
    let days = i64::from(rules.days);
    let other_days = i64::from(last.0) - i64::from(first.0) + 1 - days;
    if other_days < 3 * days {
        return None;
    }
    let (mut fullest, mut from) = ((0, 0), 0);
    for to in 1..=list.len() {
        while i64::from(list[to - 1].0.0) - i64::from(list[from].0.0) >= days {
            from += 1;
        }
        if to - from > fullest.1 - fullest.0 {
            fullest = (from, to);
        }
    }
    let (from, to) = fullest;
    let burst = (to - from) as i64;
    let others = list.len() as i64 - burst;
    let is_flood = burst >= i64::from(rules.tellings)
        && burst * other_days >= i64::from(rules.times_usual) * others * days;
    is_flood.then(|| (from, to, rounded_up(others * days, other_days)))
}

/// INVARIANT: neither is negative, and `by` is above zero.
fn rounded_up(number: i64, by: i64) -> u32 {
    u32::try_from((number + by - 1) / by).unwrap_or(u32::MAX)
}
