//! Words that blame a child or close a matter, in records of a child whose facts are those of an offence against it.
//!
//! Only there: elsewhere most of these words say nothing of the kind. The policy's patterns run on an engine that takes
//! time proportional to the text, whatever the text.

use core::fmt;
use std::collections::BTreeSet;

use record::event::Assurance;
use record::outputs::{EventIx, Notice};
use record::policy::Policy;
use record::{Body, Code, Event, Rank, Tri};
use regex::{RegexBuilder, RegexSet, RegexSetBuilder};
use smol_str::SmolStr;

use super::quoted::unquoted;
use super::reach::Reach;
use super::{Hit, LANGUAGE, NO_CONSENT, by_child, few, recorded_by};

/// Largest compiled pattern, and largest set of them. Unit: bytes.
const PATTERN_SIZE: usize = 1 << 20;
const SET_SIZE: usize = 32 << 20;

/// The policy's words to avoid, ready to be looked for.
pub struct Language {
    set: RegexSet,
    /// The place in the policy's list of each pattern of the set.
    terms: Vec<usize>,
    /// Places in the policy's list of patterns that could not be read: nothing is looked for in their stead.
    pub unread: Vec<usize>,
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Language").field("terms", &self.terms.len()).field("unread", &self.unread).finish()
    }
}

impl Language {
    /// Makes the policy's patterns ready. A pattern that is none, or too large, is listed as unread.
    pub fn new(policy: &Policy) -> Self {
        let reads = |pattern: &str| {
            RegexBuilder::new(pattern).case_insensitive(true).size_limit(PATTERN_SIZE).build().is_ok()
        };
        let all = 0..policy.language.len();
        let (terms, mut unread): (Vec<usize>, Vec<usize>) =
            all.partition(|term| reads(&policy.language[*term].avoid_pattern));
        let patterns = terms.iter().map(|term| policy.language[*term].avoid_pattern.as_str());
        let set = RegexSetBuilder::new(patterns).case_insensitive(true).size_limit(SET_SIZE).build();
        let terms = if set.is_ok() {
            terms
        } else {
            unread.extend(terms);
            Vec::new()
        };
        unread.sort_unstable();
        Self { set: set.unwrap_or_else(|_| RegexSet::empty()), terms, unread }
    }

    /// The terms a text uses outside quotations, as places in the policy's list.
    fn terms(&self, text: &str) -> impl Iterator<Item = usize> {
        self.set.matches(&unquoted(text)).into_iter().map(|place| self.terms[place])
    }
}

/// The terms that the words of one record use outside quotations, as places in the policy's list, each once, in order.
///
/// Empty for a child's own words.
pub fn matched_terms(event: &Event, policy: &Policy, language: &Language) -> Vec<usize> {
    let words = if own_words(event, policy) { Vec::new() } else { words(event) };
    let terms: BTreeSet<usize> = words.into_iter().flat_map(|text| language.terms(text)).collect();
    terms.into_iter().collect()
}

/// Adds the notices about wording; gives the patterns that could not be read.
pub(super) fn notices(
    reach: &Reach<'_>,
    hits: &[Hit],
    policy: &Policy,
    found: &mut Vec<Notice>,
) -> Vec<usize> {
    let held = by_child(hits, &NO_CONSENT);
    if held.is_empty() {
        return Vec::new();
    }
    let language = Language::new(policy);
    let worded = |event: &Event| words(event).iter().any(|text| !text.trim().is_empty());
    for (ix, event) in reach.in_view().filter(|(_, event)| worded(event)) {
        if reach.is_family(&event.by.agency) {
            continue;
        }
        let standing = reach.children(ix).into_iter().filter_map(|child| {
            let (certain, rests_on) = standing(reach, ix, held.get(&child)?);
            (certain != Tri::No).then_some((child, certain, rests_on))
        });
        let standing: Vec<_> = standing.collect();
        if standing.is_empty() {
            continue;
        }
        let terms = matched_terms(event, policy, &language);
        let categories: BTreeSet<&Code> = terms.iter().map(|term| &policy.language[*term].category).collect();
        for (child, certain, rests_on) in &standing {
            found.extend(categories.iter().map(|category| Notice {
                rule: Code(SmolStr::new_static(LANGUAGE)),
                about: (*category).clone(),
                event: ix,
                child: Some(*child),
                certain: *certain,
                rests_on: rests_on.clone(),
                remarks: Vec::new(),
            }));
        }
    }
    language.unread
}

/// Did the facts stand on record when this was written? Those of the record itself, and of its concern, did.
fn standing(reach: &Reach<'_>, ix: EventIx, hits: &[&Hit]) -> (Tri, Vec<EventIx>) {
    let at = reach.event(ix).claimed;
    let by_then = |hit: &&&Hit| match hit.event == ix || reach.of_one_concern(hit.event, ix) {
        true => Tri::Yes,
        false => recorded_by(reach.event(hit.event).claimed, at),
    };
    let judged: Vec<(EventIx, Tri)> = hits.iter().map(|hit| (hit.event, by_then(&hit))).collect();
    let certain = judged.iter().map(|(_, by)| *by).fold(Tri::No, Tri::or);
    let rests = judged.iter().filter(|(event, by)| *by == certain && *event != ix).map(|(event, _)| *event);
    (certain, few(rests.collect()))
}

/// A child's own words, and what somebody who is no official told candour with their own hands.
fn own_words(event: &Event, policy: &Policy) -> bool {
    let Body::Told(told) = &event.body else { return false };
    let official = policy.tellers.get(&told.teller).is_some_and(|teller| teller.rank > Rank::PUBLIC);
    told.teller.as_str() == "child" || (event.by.assurance != Assurance::Imported && !official)
}

/// What the record says in words.
fn words(event: &Event) -> Vec<&str> {
    let texts = match &event.body {
        Body::Told(told) => [told.words.as_deref(), None],
        Body::Recorded(entry) => [entry.words.as_deref(), entry.action.as_deref()],
        Body::Answered(answer) => [answer.words.as_deref(), None],
        Body::HandedOver(over) => [over.words.as_deref(), None],
        Body::Opened(step)
        | Body::Refused(step)
        | Body::Accepted(step)
        | Body::Countersigned(step)
        | Body::Withdrawn(step)
        | Body::Disputed(step)
        | Body::Challenged(step) => [step.words.as_deref(), None],
        _ => [None, None],
    };
    texts.into_iter().flatten().collect()
}
