//! Who was harmed together, as only a simulation knows it. For judging questions; no stage sees it.

use record::outputs::{EntityIx, Question};
use record::{AgencyId, MentionKind};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::timeline::results::Scene;

/// One number under which an agency may know a child whom a network harmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Harmed {
    /// The agency.
    pub agency: AgencyId,
    /// Its number for the child.
    pub local_id: SmolStr,
    /// The child.
    pub child: SmolStr,
    /// The network.
    pub network: SmolStr,
}

/// Children by the numbers agencies know them under, and the networks that harmed each.
#[derive(Clone, Debug, Default)]
pub struct Truth(FxHashMap<(AgencyId, SmolStr), Vec<(SmolStr, SmolStr)>>);

impl Truth {
    /// From one line for each number and network.
    pub fn new(harmed: impl IntoIterator<Item = Harmed>) -> Self {
        let mut known: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for one in harmed {
            known.entry((one.agency, one.local_id)).or_default().push((one.network, one.child));
        }
        Self(known)
    }

    /// Does the question tie two children whom one network harmed?
    pub(super) fn ties_two(&self, scene: &Scene<'_>, question: &Question) -> bool {
        let mut first: FxHashMap<&str, &str> = FxHashMap::default();
        let mut harmed: FxHashSet<&(SmolStr, SmolStr)> = FxHashSet::default();
        question.children_certain.iter().for_each(|child| harmed.extend(self.of(scene, *child)));
        harmed.into_iter().any(|(network, child)| *first.entry(network).or_insert(child) != child.as_str())
    }

    /// The networks and children behind the numbers of one entity.
    fn of(&self, scene: &Scene<'_>, entity: EntityIx) -> impl Iterator<Item = &(SmolStr, SmolStr)> {
        let joined = &scene.outcome.joined;
        let mentions = joined.entities.get(entity as usize).map_or(&[][..], |entity| &entity.mentions);
        let found = mentions.iter().filter_map(|number| {
            let (at, place) = joined.mentions.place(*number);
            let event = scene.event(at)?;
            let mention = event.mentions().get(usize::from(place))?;
            let local = mention.local_id().filter(|_| mention.kind == MentionKind::Child)?;
            self.0.get(&(event.by.agency.clone(), SmolStr::new(local)))
        });
        found.flatten().collect::<Vec<_>>().into_iter()
    }
}
