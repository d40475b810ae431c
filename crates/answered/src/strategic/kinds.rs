//! Which kind each agency is of.

use std::collections::BTreeMap;

use record::policy::Policy;
use record::{AgencyId, Body, Code, Event};

/// The kind of each agency that the events name one of, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(BTreeMap<AgencyId, Code>);

impl Kinds {
    /// As agencies were described, the latest description last; an agency that nobody described and whose id is the code of a kind
    /// is of that kind.
    pub(crate) fn new(events: &[Event], policy: &Policy) -> Self {
        let named = events.iter().map(|event| &event.by.agency);
        Self::of(events.iter(), named.filter(|agency| Self::is_a_kind(policy, agency)))
    }

    /// Of what describes agencies, in canonical order, and of the agencies whose ids are codes of kinds.
    pub(crate) fn of<'e, 'n>(
        events: impl Iterator<Item = &'e Event>,
        named: impl Iterator<Item = &'n AgencyId>,
    ) -> Self {
        let mut kinds = BTreeMap::new();
        for event in events {
            if let Body::AgencyCreated(agency) = &event.body {
                kinds.insert(agency.agency.clone(), agency.kind.clone());
            }
        }
        for agency in named {
            if !kinds.contains_key(agency) {
                kinds.insert(agency.clone(), Code::new(agency.as_str()));
            }
        }
        Self(kinds)
    }

    /// Is the agency's id the code of a kind?
    pub(crate) fn is_a_kind(policy: &Policy, agency: &AgencyId) -> bool {
        policy.agency_kinds.contains_key(&Code::new(agency.as_str()))
    }

    /// Is it of this kind?
    pub(crate) fn is(&self, agency: &AgencyId, kind: &Code) -> bool {
        self.0.get(agency) == Some(kind)
    }

    /// The one agency of a kind; `None` if there is none or a second.
    pub(crate) fn only(&self, kind: &Code) -> Option<&AgencyId> {
        let mut of_kind = self.0.iter().filter(|(_, known)| *known == kind).map(|(agency, _)| agency);
        of_kind.next().filter(|_| of_kind.next().is_none())
    }

    /// An agency that is no office: a family, a child, a business.
    pub(crate) fn no_office(&self, agency: &AgencyId) -> bool {
        let kind = self.0.get(agency).map(Code::as_str);
        kind.is_some_and(|kind| matches!(kind, "family" | "child" | "business"))
    }
}
