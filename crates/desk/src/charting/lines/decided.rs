//! What the definition decides about charts, by points.

use std::collections::BTreeMap;

use counted::chart::{Change, Freeze, Plan};
use formats::figures::Definition;
use formats::figures::definition::Decided;

use super::rows::{Point, find};
use crate::charting::asked::{Asked, short};
use crate::charting::sink::Findings;

/// The decisions of a definition, with where each was found.
///
/// A period that one series of several lacks is a finding and leaves that series as it is; one that no series has is a mistake
/// of the definition.
pub(super) struct Decisions<'a> {
    definition: &'a Definition,
    several: bool,
    /// By period as written: whether any series has it, and what the first that lacks it says.
    looked_for: BTreeMap<&'a str, (bool, String)>,
}

impl<'a> Decisions<'a> {
    pub(super) fn new(definition: &'a Definition, several: bool) -> Self {
        Self { definition, several, looked_for: BTreeMap::new() }
    }

    /// The plan of one series.
    pub(super) fn plan(
        &mut self,
        series: &str,
        asked: &Asked<'_>,
        points: &[Point<'_>],
        findings: &mut Findings,
    ) -> Result<Plan, String> {
        let definition = self.definition;
        let mut plan = Plan { xmr: asked.xmr, ..Plan::default() };
        if let Some(decided) = &definition.freeze
            && let Some(change) = self.change(decided, series, points, findings)?
        {
            let Change { at, decided, reason } = change;
            plan.freeze = Some(Freeze { first: at + 1, decided, reason });
        }
        for decided in &definition.splits {
            plan.splits.extend(self.change(decided, series, points, findings)?);
        }
        for decided in &definition.excluded {
            plan.excluded.extend(self.change(decided, series, points, findings)?);
        }
        Ok(plan)
    }

    fn change(
        &mut self,
        decided: &'a Decided,
        series: &str,
        points: &[Point<'_>],
        findings: &mut Findings,
    ) -> Result<Option<Change>, String> {
        let found = find(points, &decided.period);
        let known = self.looked_for.entry(&decided.period).or_default();
        match found {
            Ok(at) => {
                known.0 = true;
                Ok(Some(Change { at, decided: decided.decided, reason: decided.reason.clone() }))
            }
            Err(words) if !self.several => Err(words),
            Err(words) => {
                known.1 = words;
                let words = format!(
                    "the series `{}` has no period `{}`; what the definition decides about it is left out there",
                    short(series),
                    short(&decided.period)
                );
                let line = points.iter().map(Point::line).find(|line| *line > 0).unwrap_or(0);
                findings.add(
                    line,
                    "figures.decision",
                    words,
                    "chart that series by a definition of its own if it matters",
                );
                Ok(None)
            }
        }
    }

    /// Refuses a definition that decides about a period which no series has.
    pub(super) fn all_found(&self) -> Result<(), String> {
        match self.looked_for.values().find(|(found, _)| !found) {
            Some((_, words)) => Err(words.clone()),
            None => Ok(()),
        }
    }
}
