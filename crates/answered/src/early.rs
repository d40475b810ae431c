//! Acts dated before the telling: nobody opens, reads, answers or passes on what is yet to be told.
//!
//! Such a date is mostly a slip of the year. The act shows nothing, and a finding says where it stands.

use record::outputs::EventIx;
use record::{Body, Moment};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::concerns::Group;
use crate::posts::{AgencyIx, Directory, PostIx};
use crate::scene::{Act, opens};

/// Who acted.
type Actor = (AgencyIx, Option<PostIx>);

/// Where the source sets no first minute.
const ANY_TIME: Moment = Moment(i64::MIN);

/// By what a concern can have come to whom, and when at the earliest.
#[derive(Default)]
struct Tellings {
    /// The first telling that is no passing on.
    origin: Option<Moment>,
    /// The first telling of any kind.
    any: Option<Moment>,
    /// Agencies that passed it on or handed it over: without the first telling, who knows since when they had it.
    givers: FxHashSet<AgencyIx>,
    /// The first passing on or hand-over to each agency, and the first by somebody else than that giver.
    given: FxHashMap<AgencyIx, [Option<(Moment, Actor)>; 2]>,
}

/// The acts dated certainly before everything by which whoever acted can have known of the concern, in order.
pub(crate) fn before_telling(group: Group<'_>, acts: &[Act<'_>], directory: &mut Directory) -> Vec<EventIx> {
    if !acts.iter().any(|act| opens(&act.event.body)) {
        return Vec::new();
    }
    let tellings = Tellings::of(group, acts, directory);
    let early = |act: &&Act<'_>| {
        let known = tellings.known_from(act);
        opens(&act.event.body) && act.at.latest.zip(known).is_some_and(|(latest, known)| latest < known)
    };
    acts.iter().filter(early).map(|act| act.ix).collect()
}

impl Tellings {
    fn of(group: Group<'_>, acts: &[Act<'_>], directory: &mut Directory) -> Self {
        let mut tellings = Self::default();
        for act in acts {
            let at = act.at.earliest.unwrap_or(ANY_TIME);
            let to = match &act.event.body {
                Body::Told(told) => {
                    tellings.any = Some(tellings.any.map_or(at, |first| first.min(at)));
                    if told.passes.is_none() || told.passes.as_ref() != group.concern {
                        tellings.origin = Some(tellings.origin.map_or(at, |first| first.min(at)));
                        continue;
                    }
                    &told.told_to
                }
                Body::HandedOver(given) => &given.to,
                Body::Recorded(entry) => match &entry.told_to {
                    Some(to) => to,
                    None => continue,
                },
                _ => continue,
            };
            let agency = match &to.post {
                Some(post) => directory.intern_agency(&post.agency()),
                None => directory.intern_agency(&to.agency),
            };
            tellings.givers.insert(act.agency);
            keep_first_two(tellings.given.entry(agency).or_default(), (at, (act.agency, act.post)));
        }
        tellings
    }

    /// From when on whoever acted can have known; `None` where these files set no bound.
    fn known_from(&self, act: &Act<'_>) -> Option<Moment> {
        let Some(origin) = self.origin else {
            return self.any.filter(|_| !self.givers.contains(&act.agency));
        };
        let by_another = |given: &&(Moment, Actor)| given.1 != (act.agency, act.post);
        let given = self.given.get(&act.agency).and_then(|given| given.iter().flatten().find(by_another));
        Some(given.map_or(origin, |given| origin.min(given.0)))
    }
}

/// Keeps the earliest, and the earliest by another giver.
fn keep_first_two(kept: &mut [Option<(Moment, Actor)>; 2], new: (Moment, Actor)) {
    let [first, second] = kept;
    match first {
        Some(known) if known.1 == new.1 => known.0 = known.0.min(new.0),
        Some(known) if known.0 <= new.0 => {
            if second.is_none_or(|second| new.0 < second.0) {
                *second = Some(new);
            }
        }
        _ => *second = first.replace(new).or(*second),
    }
}
