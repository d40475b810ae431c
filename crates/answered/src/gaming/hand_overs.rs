//! Concerns handed over and back, or on and on: while they travel nobody answers.

use std::collections::BTreeMap;

use record::outputs::{EventIx, GamingTrace};
use record::{Body, PostId};

use super::Look;
use super::tally::Tally;
use crate::posts::PostIx;

/// Posts that handed over concerns which came back, or were handed on again and again.
pub(super) fn to_and_fro(look: &mut Look<'_>) -> Vec<GamingTrace> {
    let rules = look.rules.hand_overs;
    let mut tallies: BTreeMap<PostId, Tally> = BTreeMap::new();
    for acts in look.scene {
        let mut given: Vec<(EventIx, PostIx, PostIx)> = Vec::new();
        for act in acts {
            let (Body::HandedOver(over), Some(from)) = (&act.event.body, act.post) else { continue };
            given.push((act.ix, from, look.directory.resolve(&over.to, act.at.some_day())));
        }
        let back = given.iter().enumerate().any(|(place, (_, from, to))| {
            given[..place].iter().any(|(_, before, after)| (before, after) == (to, from))
        });
        let travels = back || given.len() >= rules.times as usize;
        // A concern counts once for each post, however often it handed it over.
        let mut once: BTreeMap<PostIx, EventIx> = BTreeMap::new();
        for (ix, from, _) in &given {
            once.entry(*from).or_insert(*ix);
        }
        for (post, ix) in once {
            tallies.entry(look.directory.id(post).clone()).or_default().take(ix, travels);
        }
    }
    let shown = tallies.into_iter().filter(|(_, tally)| tally.count() >= rules.concerns);
    shown.map(|(post, tally)| tally.trace("hand_overs", &post, look.events)).collect()
}
