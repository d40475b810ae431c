//! The facts a record states by its codes; words are never read for them.

use record::policy::Policy;
use record::{Body, Code, Event, Tri};
use rustc_hash::FxHashMap;

/// What codes say of which fact.
pub(super) struct Facts<'p> {
    of: FxHashMap<(&'p str, &'p str), Vec<(&'p str, bool)>>,
    policy: &'p Policy,
}

/// What one record says of each fact: stated, may be meant, or nothing (no).
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) sexual: Tri,
    pub(super) payment: Tri,
    pub(super) image: Tri,
    pub(super) adult: Tri,
    pub(super) under18: Tri,
    pub(super) trust_or_family: Tri,
    pub(super) police_know: Tri,
}

const NOTHING: Said = Said {
    sexual: Tri::No,
    payment: Tri::No,
    image: Tri::No,
    adult: Tri::No,
    under18: Tri::No,
    trust_or_family: Tri::No,
    police_know: Tri::No,
};

impl Said {
    /// A fact that an age rule speaks of is stated.
    pub(super) fn states_any(&self) -> bool {
        self.sexual.or(self.payment).or(self.image) == Tri::Yes
    }

    fn put(&mut self, fact: &str, stated: bool) {
        let of = match fact {
            "any_sexual_activity" => &mut self.sexual,
            "payment_or_control" => &mut self.payment,
            "indecent_image" => &mut self.image,
            "other_adult" => &mut self.adult,
            "other_under18" => &mut self.under18,
            "other_trust_or_family" => &mut self.trust_or_family,
            "police_know" => &mut self.police_know,
            _ => return,
        };
        *of = of.or(if stated { Tri::Yes } else { Tri::CannotTell });
    }
}

impl<'p> Facts<'p> {
    pub(super) fn new(policy: &'p Policy) -> Self {
        let mut of: FxHashMap<(&str, &str), Vec<(&str, bool)>> = FxHashMap::default();
        for fact in &policy.age_facts {
            let code = (fact.code_set.as_str(), fact.code.as_str());
            of.entry(code).or_default().push((fact.fact.as_str(), fact.stated));
        }
        Self { of, policy }
    }

    /// What the record says.
    pub(super) fn said(&self, event: &Event) -> Said {
        let (activity, signs, codes) = match &event.body {
            Body::Told(told) => (&told.activity, &told.signs, &told.codes),
            Body::Recorded(entry) => (&entry.activity, &entry.signs, &entry.codes),
            _ => return NOTHING,
        };
        let mut said = NOTHING;
        self.put(&mut said, "activity", activity);
        codes.iter().for_each(|(set, code)| self.put(&mut said, set.as_str(), code));
        // The signs of a return are made of its codes and say less than they do.
        let signals =
            |pair: &(Code, Code)| self.policy.codes.get(pair).is_some_and(|code| !code.signal.is_empty());
        if !codes.iter().any(signals) {
            signs.iter().for_each(|sign| self.put(&mut said, "sign", sign));
        }
        // A gift, a debt or a drug beside sexual activity is payment; alone it is a question.
        if said.payment == Tri::CannotTell && said.sexual == Tri::Yes {
            said.payment = Tri::Yes;
        }
        said
    }

    fn put(&self, said: &mut Said, set: &str, code: &Code) {
        for (fact, stated) in self.of.get(&(set, code.as_str())).into_iter().flatten() {
            said.put(fact, *stated);
        }
    }
}
