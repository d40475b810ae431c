//! Facts of an offence that nothing in the files shows to be with the police, as an offence recorded or as a report.
//!
//! No duty comes of it here. Not to record an offence, or not to tell the police, needs a reason; this asks for it.

use record::outputs::{EntityIx, EventIx, Notice};
use record::{AgencyId, Body, Code, Event, Tri};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::facts::Facts;
use super::reach::Reach;
use super::{Hit, OFFENCE, OFFENCE_NOT_RECORDED, recorded_by};

/// What shows that the police know.
#[derive(Clone, Copy, Debug)]
struct Shown {
    event: EventIx,
    /// An offence recorded, or a step the police take part in; otherwise a report to them.
    by_code: bool,
    certain: Tri,
}

pub(super) fn not_with_them(reach: &Reach<'_>, facts: &Facts<'_>, hits: &[Hit]) -> Vec<Notice> {
    let met: Vec<&Hit> =
        hits.iter().filter(|hit| hit.certain == Tri::Yes && OFFENCE.contains(&hit.rule.as_str())).collect();
    if met.is_empty() {
        return Vec::new();
    }
    let shown = shown(reach, facts);
    let mut found: Vec<Notice> = Vec::new();
    for hit in met {
        // One record of one child is asked about once, under the first rule it meets.
        let same = |known: &Notice| known.event == hit.event && known.child == Some(hit.child);
        if found.last().is_some_and(same) {
            continue;
        }
        let known = shown.get(&hit.child).into_iter().flatten();
        let with_them = known.map(|shown| covers(reach, hit, shown)).fold(Tri::No, Tri::or);
        if with_them != Tri::Yes {
            found.push(notice(reach, hit, !with_them));
        }
    }
    found
}

fn notice(reach: &Reach<'_>, hit: &Hit, certain: Tri) -> Notice {
    // Files that do not say which agency the police are cannot show that they were told.
    let unnamed = !reach.names_police();
    Notice {
        rule: Code(SmolStr::new_static(OFFENCE_NOT_RECORDED)),
        about: hit.rule.clone(),
        event: hit.event,
        child: Some(hit.child),
        certain: if unnamed { Tri::CannotTell } else { certain },
        rests_on: Vec::new(),
        remarks: unnamed.then(|| Code::new("police_not_named_in_files")).into_iter().collect(),
    }
}

/// Does this show that the police know of the facts of this record? Not if it certainly came before them, unless it
/// belongs to the same concern.
fn covers(reach: &Reach<'_>, hit: &Hit, shown: &Shown) -> Tri {
    let facts = reach.event(hit.event);
    // What the police wrote themselves is with them; whether as an offence, only a code says.
    if reach.is_police(&facts.by.agency) && !shown.by_code {
        return Tri::No;
    }
    let after = match reach.of_one_concern(hit.event, shown.event) {
        true => Tri::Yes,
        false => recorded_by(facts.claimed, reach.event(shown.event).claimed),
    };
    after.and(shown.certain)
}

/// What shows that the police know, by child.
fn shown(reach: &Reach<'_>, facts: &Facts<'_>) -> FxHashMap<EntityIx, Vec<Shown>> {
    let mut of: FxHashMap<EntityIx, Vec<Shown>> = FxHashMap::default();
    for (ix, event) in reach.in_view() {
        let coded = facts.said(event).police_know;
        let told = addressees(event).any(|agency| reach.is_police(agency));
        let shown = match (coded, told) {
            (Tri::Yes, _) => Shown { event: ix, by_code: true, certain: Tri::Yes },
            (_, true) => Shown { event: ix, by_code: false, certain: Tri::Yes },
            (Tri::CannotTell, false) => Shown { event: ix, by_code: false, certain: Tri::CannotTell },
            (Tri::No, false) => continue,
        };
        reach.children(ix).into_iter().for_each(|child| of.entry(child).or_default().push(shown));
    }
    of
}

/// The agencies an event reaches.
fn addressees(event: &Event) -> impl Iterator<Item = &AgencyId> {
    let to = match &event.body {
        Body::Told(told) => Some(&told.told_to),
        Body::HandedOver(over) => Some(&over.to),
        Body::Recorded(entry) => entry.told_to.as_ref(),
        Body::Answered(answer) => answer.told_to.as_ref(),
        _ => None,
    };
    to.map(|to| &to.agency).into_iter()
}
