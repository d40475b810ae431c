//! The age rules: what the law says of the recorded facts, at the child's age on the day of the record.

use record::outputs::EntityIx;
use record::policy::{AgeRule, Policy};
use record::{Claimed, Event, MentionKind, Tri};
use rustc_hash::FxHashMap;

use super::facts::{Facts, Said};
use super::reach::Reach;
use super::{Hit, People};

/// A person is a child until this birthday. Unit: years.
const ADULT: i32 = 18;

/// Every birth date known of each person, from every file.
pub(super) struct Births {
    of: FxHashMap<EntityIx, Vec<Claimed>>,
}

/// An age in whole years: the youngest and the oldest that the dates allow; `None` where they set no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Age {
    youngest: Option<i32>,
    oldest: Option<i32>,
    /// No birth date is known.
    pub(super) unknown: bool,
    /// Birth dates contradict each other; the latest of them counts.
    pub(super) conflict: bool,
}

impl Births {
    pub(super) fn new(events: &[Event], people: People<'_>) -> Self {
        let mut of: FxHashMap<EntityIx, Vec<Claimed>> = FxHashMap::default();
        let mentions = events.iter().flat_map(Event::mentions);
        for (mention, entity) in mentions.zip(people.entity_of) {
            let person = matches!(mention.kind, MentionKind::Child | MentionKind::Person);
            if let Some(born) = mention.born.filter(|born| person && !born.is_unknown()) {
                let known = of.entry(*entity).or_default();
                if !known.contains(&born) {
                    known.push(born);
                }
            }
        }
        Self { of }
    }

    /// The age on the day of a record. Where birth dates conflict the youngest counts.
    pub(super) fn age(&self, person: EntityIx, at: Claimed) -> Age {
        let known = self.of.get(&person).map_or(&[][..], Vec::as_slice);
        // The last day on which the birth can have been, by each date; the latest of them is the youngest.
        let last = |born: &Claimed| born.latest().map_or(i64::MAX, |at| at.0);
        let Some(born) = known.iter().max_by_key(|born| (last(born), born.earliest())) else {
            return Age { youngest: None, oldest: None, unknown: true, conflict: false };
        };
        let conflict = known.iter().any(|other| other.is_before(*born) == Tri::Yes);
        // Two dates that agree say together more than each alone: a year and a day of it are that day.
        let agreeing = known.iter().filter(|other| other.is_before(*born) != Tri::Yes);
        let (mut first, mut last) = (born.earliest(), born.latest());
        for other in agreeing {
            first = first.max(other.earliest());
            last = [last, other.latest()].into_iter().flatten().min();
        }
        let years = |born: Option<record::Moment>, on: Option<record::Moment>| {
            Some(born?.day().years_until(on?.day()))
        };
        Age {
            youngest: years(last, at.earliest()),
            oldest: years(first, at.latest()),
            unknown: false,
            conflict,
        }
    }
}

impl Age {
    /// Is the age from `from` to `to`, both included?
    pub(super) fn within(self, from: Option<u8>, to: Option<u8>) -> Tri {
        // A record dated before the birth has a wrong date in it: nobody can tell which.
        if self.oldest.is_some_and(|oldest| oldest < 0) {
            return Tri::CannotTell;
        }
        let at_least = from.map_or(Tri::Yes, |from| self.at_least(i32::from(from)));
        let beyond = to.map_or(Tri::No, |to| self.at_least(i32::from(to) + 1));
        at_least.and(!beyond)
    }

    fn at_least(self, years: i32) -> Tri {
        if years <= 0 || self.youngest.is_some_and(|youngest| youngest >= years) {
            Tri::Yes
        } else if self.oldest.is_some_and(|oldest| oldest < years) {
            Tri::No
        } else {
            Tri::CannotTell
        }
    }
}

/// Who the other person is.
#[derive(Clone, Copy, Debug)]
struct Other {
    adult: Tri,
    under18: Tri,
    trust_or_family: Tri,
}

/// Every age rule that is met, or of which nobody can tell whether it is, by record and child.
pub(super) fn hits(reach: &Reach<'_>, facts: &Facts<'_>, births: &Births, policy: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (ix, event) in reach.in_view() {
        let said = facts.said(event);
        if !said.states_any() {
            continue;
        }
        let other = other(reach, &said, births, ix, event.claimed);
        for child in reach.children(ix) {
            let age = births.age(child, event.claimed);
            for rule in &policy.age_rules {
                let certain = judge(rule, &said, age, other);
                if certain != Tri::No {
                    hits.push(Hit {
                        event: ix,
                        child,
                        rule: rule.id.clone(),
                        certain,
                        conflict: age.conflict,
                    });
                }
            }
        }
    }
    hits
}

fn judge(rule: &AgeRule, said: &Said, age: Age, other: Other) -> Tri {
    let fact = match rule.condition.as_str() {
        "any_sexual_activity" => said.sexual,
        "payment_or_control" => said.payment,
        "indecent_image" => said.image,
        // Treated as a child until shown otherwise.
        "age_unknown" => return Tri::from(age.unknown),
        _ => Tri::No,
    };
    // What a code only may mean is no notice: of unexplained gifts alone an ordinary town has hundreds.
    if fact != Tri::Yes {
        return Tri::No;
    }
    let person = match rule.other.as_str() {
        "adult" => other.adult,
        "under18" => other.under18,
        "trust_or_family" => other.trust_or_family,
        _ => Tri::Yes,
    };
    of_age(rule, age).and(person)
}

/// Is the child of the age the rule speaks of? Whose age is unknown is a child until shown otherwise.
fn of_age(rule: &AgeRule, age: Age) -> Tri {
    let any_child = rule.age_from.is_none_or(|from| from == 0)
        && rule.age_to.is_some_and(|to| i32::from(to) >= ADULT - 1);
    if age.unknown && any_child { Tri::Yes } else { age.within(rule.age_from, rule.age_to) }
}

/// Who the other person is: as the codes state it, else by the birth dates of the persons of concern the record names.
fn other(reach: &Reach<'_>, said: &Said, births: &Births, ix: u32, at: Claimed) -> Other {
    let mut adult = said.adult;
    let mut under18 = said.under18;
    for person in reach.persons_of_concern(ix) {
        let is_adult = births.age(person, at).within(Some(ADULT as u8), None);
        adult = adult.or(is_adult);
        under18 = under18.or(!is_adult);
    }
    // What is stated of one kind rules out the other, unless the record states both.
    let open = |this: Tri, that: Tri| match (this, that) {
        (Tri::Yes, _) => Tri::Yes,
        (_, Tri::Yes) => Tri::No,
        _ => Tri::CannotTell,
    };
    let trust_or_family = match said.trust_or_family {
        Tri::No => Tri::CannotTell,
        said => said,
    };
    Other { adult: open(adult, under18), under18: open(under18, adult), trust_or_family }
}
