//! Seeds: what opens a strategic matter or joins one.

use record::AgencyId;
use record::outputs::{EntityIx, EventIx};

use super::Scene;
use super::pattern::BusyOf;
use crate::span::{Span, in_view};

/// A record, or the completing of a pattern.
#[derive(Clone, Debug)]
pub(super) struct Seed {
    /// The record with which it came.
    pub(super) event: EventIx,
    pub(super) at: Span,
    /// The record itself names a group; otherwise it completes a pattern or adds to one.
    pub(super) group: bool,
    /// What it shares with others, in order.
    pub(super) things: Vec<EntityIx>,
    pub(super) children: Vec<EntityIx>,
    /// The records it rests on, in order.
    pub(super) events: Vec<EventIx>,
}

impl Seed {
    /// In the order in which they came.
    pub(super) fn order(&self) -> (i64, i64, EventIx, bool) {
        let minute = |at: Option<record::Moment>, open| at.map_or(open, |at| at.0);
        (minute(self.at.earliest, i64::MIN), minute(self.at.latest, i64::MAX), self.event, !self.group)
    }

    /// The agencies that its records are of, or were told to.
    pub(super) fn agencies(&self, scene: Scene<'_>) -> Vec<AgencyId> {
        let mut agencies: Vec<AgencyId> =
            self.events.iter().map(|ix| scene.event(*ix).by.agency.clone()).collect();
        agencies.sort_unstable();
        agencies.dedup();
        agencies
    }
}

/// Records that themselves name a group.
pub(super) fn group_records(scene: Scene<'_>, busy: &BusyOf) -> Vec<Seed> {
    let all = 0..scene.events.len() as EventIx;
    all.filter(|ix| scene.names_group(*ix) && in_view(scene.event(*ix).claimed, scene.as_of))
        .map(|ix| {
            let on = Span::of(scene.event(ix).claimed).some_day();
            let most = scene.limits.at(record::policy::Threshold::MostChildren, on);
            // A busy place that it happens to name ties it to nothing.
            let few = |thing: &EntityIx| !busy.is_busy(*thing, most);
            let children = scene.named(ix).filter(|(_, mention)| {
                mention.kind == record::MentionKind::Child && !scene.innocent(&mention.role)
            });
            Seed {
                event: ix,
                at: Span::of(scene.event(ix).claimed),
                group: true,
                things: in_order(scene.of_concern(ix).filter(few).collect()),
                children: in_order(children.map(|(child, _)| child).collect()),
                events: vec![ix],
            }
        })
        .collect()
}

/// In order, each once.
pub(super) fn in_order(mut all: Vec<u32>) -> Vec<u32> {
    all.sort_unstable();
    all.dedup();
    all
}
