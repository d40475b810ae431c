//! Groups: clusters of one component while they grow, with what keeps them apart.

use rustc_hash::FxHashMap;

use super::Component;
use crate::cannot_link::Apart;
use crate::reason;

/// Clusters of members while they grow.
pub(super) struct Groups {
    parent: Vec<u32>,
    /// Kinds in each cluster, in classes: a person's decision makes one class of all kinds it joins.
    classes: Vec<Vec<Vec<u32>>>,
    members: Vec<Vec<u32>>,
    /// For each cluster the clusters it must not join.
    apart: Vec<FxHashMap<u32, Apart>>,
}

impl Groups {
    pub(super) fn new(component: &Component) -> Self {
        let n = component.members.len();
        let mut apart = vec![FxHashMap::default(); n];
        for &(a, b, why) in &component.apart {
            apart[a as usize].insert(b, why);
            apart[b as usize].insert(a, why);
        }
        Self {
            parent: (0..n as u32).collect(),
            classes: component.kind_of.iter().map(|&kind| vec![vec![kind]]).collect(),
            members: (0..n as u32).map(|member| vec![member]).collect(),
            apart,
        }
    }

    fn find(&self, mut member: u32) -> u32 {
        while self.parent[member as usize] != member {
            member = self.parent[member as usize];
        }
        member
    }

    /// What speaks against joining. A person's decision gives way only to a person's decision.
    pub(super) fn obstacle(&self, component: &Component, a: u32, b: u32, clerical: bool) -> Option<Apart> {
        let (x, y) = (self.find(a), self.find(b));
        if x == y {
            return None;
        }
        let listed = self.apart[x as usize].get(&y).copied();
        if clerical {
            return listed.filter(|apart| apart.2 == reason::PERSON);
        }
        listed.or_else(|| self.contradiction(component, x, y))
    }

    fn contradiction(&self, component: &Component, x: u32, y: u32) -> Option<Apart> {
        for left in &self.classes[x as usize] {
            for right in &self.classes[y as usize] {
                let pairs = || left.iter().flat_map(|&a| right.iter().map(move |&b| (a, b)));
                if pairs().all(|(a, b)| component.contradiction(a, b).is_some()) {
                    return pairs().next().and_then(|(a, b)| self.witness(component, x, y, a, b));
                }
            }
        }
        None
    }

    /// Two members of these kinds, one in each cluster.
    fn witness(&self, component: &Component, x: u32, y: u32, a: u32, b: u32) -> Option<Apart> {
        let of_kind = |cluster: u32, kind: u32| {
            let members = &self.members[cluster as usize];
            members
                .iter()
                .filter(|&&m| component.kind_of[m as usize] == kind)
                .min()
                .map(|&m| component.members[m as usize])
        };
        let (first, second) = (of_kind(x, a)?, of_kind(y, b)?);
        Some((first.min(second), first.max(second), component.contradiction(a, b)?))
    }

    pub(super) fn join(&mut self, a: u32, b: u32, clerical: bool) {
        let (mut keep, mut lose) = (self.find(a), self.find(b));
        if keep == lose {
            return;
        }
        let size = |x: u32| self.members[x as usize].len() + self.apart[x as usize].len();
        if size(keep) < size(lose) {
            (keep, lose) = (lose, keep);
        }
        self.parent[lose as usize] = keep;
        let members = std::mem::take(&mut self.members[lose as usize]);
        self.members[keep as usize].extend(members);
        for class in std::mem::take(&mut self.classes[lose as usize]) {
            if !self.classes[keep as usize].contains(&class) {
                self.classes[keep as usize].push(class);
            }
        }
        if clerical {
            let mut one = self.classes[keep as usize].concat();
            one.sort_unstable();
            one.dedup();
            self.classes[keep as usize] = vec![one];
        }
        for (other, why) in std::mem::take(&mut self.apart[lose as usize]) {
            self.apart[other as usize].remove(&lose);
            // A clerical joining may bring together what was listed apart: that obstacle is then gone.
            if other != keep {
                let why = stronger(self.apart[keep as usize].get(&other).copied(), why);
                self.apart[other as usize].insert(keep, why);
                self.apart[keep as usize].insert(other, why);
            }
        }
        self.apart[keep as usize].remove(&lose);
    }
}

/// Of two obstacles between the same clusters, a person's decision.
fn stronger(known: Option<Apart>, other: Apart) -> Apart {
    known.filter(|known| known.2 == reason::PERSON || other.2 != reason::PERSON).unwrap_or(other)
}
