//! Tactical naming: one writer names the holders of many posts within weeks, so that nobody is left to look.
//!
//! It is counted by post or agency that wrote it down, and never by the person who told: a child who names many may be right.

use std::collections::{BTreeMap, BTreeSet};

use record::outputs::{ConflictOfInterest, EventIx, GamingTrace};
use record::{Addressee, Day, PostId};

use super::Look;
use super::tally::Tally;

/// Writers whose records within the asked days name, certainly or possibly, the holders of so many posts.
pub(super) fn naming(look: &Look<'_>, conflicts: &[ConflictOfInterest]) -> Vec<GamingTrace> {
    let rules = look.rules.tactical_naming;
    let mut by_writer: BTreeMap<PostId, BTreeSet<(Day, EventIx, &PostId)>> = BTreeMap::new();
    for conflict in conflicts.iter().filter(|conflict| conflict.ground.as_str() != "declared") {
        for ix in &conflict.named_in {
            let event = look.event(*ix);
            let Some(day) = event.claimed.single_day() else { continue };
            let (agency, post) = (event.by.agency.clone(), event.by.post.clone());
            let writer = Addressee { agency, post, rank: None }.post_or_unnamed();
            by_writer.entry(writer).or_default().insert((day, *ix, &conflict.post));
        }
    }
    let mut traces = Vec::new();
    for (writer, named) in by_writer {
        let list: Vec<_> = named.into_iter().collect();
        let within = |from: usize| {
            let last = list[from].0.add_days(rules.days as i32 - 1);
            let to = list.partition_point(|(day, _, _)| *day <= last);
            let posts: BTreeSet<&PostId> = list[from..to].iter().map(|(_, _, post)| *post).collect();
            (posts.len(), from, to)
        };
        let fullest =
            (0..list.len()).map(within).max_by_key(|(posts, from, _)| (*posts, core::cmp::Reverse(*from)));
        let Some((posts, from, to)) = fullest.filter(|(posts, _, _)| *posts >= rules.posts as usize) else {
            continue;
        };
        let records = list[from..to].iter().map(|(_, ix, _)| *ix).collect::<BTreeSet<EventIx>>();
        let of = records.len() as u32;
        let tally = Tally { counted: records.into_iter().collect(), of };
        let mut trace = tally.trace("tactical_naming", &writer, look.events);
        trace.counted = posts as u32;
        traces.push(trace);
    }
    traces
}
