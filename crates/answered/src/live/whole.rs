//! What one concern asks of the rest of the record, kept as counts: which agencies are of which kind, and which ever say what a
//! teller was told.

use std::collections::BTreeMap;

use record::policy::Policy;
use record::{AgencyId, Body, Event};

use crate::organised::says_what_was_told;
use crate::strategic::Kinds;

/// Counts over the whole record, and what follows from them.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// How many events each agency wrote whose id is the code of a kind.
    by_kind: BTreeMap<AgencyId, u32>,
    /// How many events of each agency say what a teller was told.
    pub(super) says: BTreeMap<AgencyId, u32>,
    pub(super) kinds: Kinds,
}

impl Whole {
    /// Counts an event in. `true`: what follows for concerns may be something else now.
    pub(super) fn add(&mut self, event: &Event, policy: &Policy) -> bool {
        let agency = &event.by.agency;
        let kind = Kinds::is_a_kind(policy, agency) && up(&mut self.by_kind, agency);
        let says = says_what_was_told(event) && up(&mut self.says, agency);
        kind || says || matches!(event.body, Body::AgencyCreated(_))
    }

    /// Counts an event out.
    pub(super) fn remove(&mut self, event: &Event, policy: &Policy) -> bool {
        let agency = &event.by.agency;
        let kind = Kinds::is_a_kind(policy, agency) && down(&mut self.by_kind, agency);
        let says = says_what_was_told(event) && down(&mut self.says, agency);
        kind || says || matches!(event.body, Body::AgencyCreated(_))
    }

    /// Works out the kinds anew from what describes agencies, in canonical order.
    pub(super) fn describe<'e>(&mut self, described: impl Iterator<Item = &'e Event>) {
        self.kinds = Kinds::of(described, self.by_kind.keys());
    }
}

/// One more; `true`: the first.
fn up(counts: &mut BTreeMap<AgencyId, u32>, agency: &AgencyId) -> bool {
    let count = counts.entry(agency.clone()).or_default();
    *count += 1;
    *count == 1
}

/// One less; `true`: the last.
fn down(counts: &mut BTreeMap<AgencyId, u32>, agency: &AgencyId) -> bool {
    let Some(count) = counts.get_mut(agency) else { return false };
    *count -= 1;
    let last = *count == 0;
    if last {
        counts.remove(agency);
    }
    last
}
