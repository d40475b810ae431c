//! Strategic matters beside the truth: how many are false, which networks they find, and how long after the records showed it.

use std::collections::BTreeMap;

use record::Day;

use super::{Stood, right};

/// A network counts as one to be found once it harmed so many children who stand in the records.
const CHILDREN: usize = 3;

/// What the matters are worth.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judged {
    /// How many there are, and how many of them tie no two children of one network.
    pub(crate) matters: (u64, u64),
    /// Years of the run.
    pub(crate) years: f64,
    /// Networks with three children in the records, of them joinable by somebody who sees every record, and found.
    pub(crate) networks: (u64, u64, u64),
    /// Networks found whatever their size.
    pub(crate) found: u64,
    /// Days from the first day on which the records together showed a network to its first matter, in order.
    pub(crate) lead_days: Vec<i64>,
}

pub(super) fn judged(stood: &Stood<'_>, outcome: &flow::Outcome, [first, as_of]: [Day; 2]) -> Judged {
    let joinable = &stood.truth.joinable;
    let mut judged = Judged { years: f64::from(as_of.0 - first.0 + 1) / 365.25, ..Judged::default() };
    let mut found: BTreeMap<&str, Day> = BTreeMap::new();
    for matter in &outcome.strategic.matters {
        let right = right(&stood.tied(&matter.children));
        judged.matters.0 += 1;
        judged.matters.1 += u64::from(right.is_empty());
        let day = matter.duties.first().and_then(|duty| duty.started.latest()).map(|at| at.day());
        for network in right {
            if let Some(day) = day {
                let known = found.entry(network).or_insert(day);
                *known = (*known).min(day);
            }
        }
    }
    let recorded = || stood.recorded.iter().filter(|(_, children)| children.len() >= CHILDREN);
    let large = || recorded().map(|(network, _)| *network);
    judged.networks = (
        large().count() as u64,
        large().filter(|network| joinable.contains_key(*network)).count() as u64,
        large().filter(|network| found.contains_key(network)).count() as u64,
    );
    judged.found = found.len() as u64;
    judged.lead_days = found
        .iter()
        .filter_map(|(network, day)| Some(i64::from(day.0) - i64::from(joinable.get(*network)?.0)))
        .collect();
    judged.lead_days.sort_unstable();
    judged
}

impl Judged {
    /// False matters a year.
    pub(crate) fn false_a_year(&self) -> f64 {
        self.matters.1 as f64 / self.years.max(1.0)
    }

    pub(super) fn lines(&self) -> [String; 3] {
        let ((all, wrong), (large, joinable, found)) = (self.matters, self.networks);
        [
            format!(
                "strategic matters: {all}; {wrong} tie no two children of one network: {:.2} a year",
                self.false_a_year()
            ),
            format!(
                "networks with three children in the records: {large}, of them joinable: {joinable}, found by a matter: {found}; networks of any size found: {}",
                self.found
            ),
            format!("days from joinable to the matter: {:?}", self.lead_days),
        ]
    }
}
