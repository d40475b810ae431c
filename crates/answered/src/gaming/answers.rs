//! Hollow answers and copied answers.

use std::collections::{BTreeMap, BTreeSet};

use record::event::Answered;
use record::outputs::{EventIx, GamingTrace};
use record::{Body, PostId};

use super::Look;
use super::tally::Tally;
use crate::posts::AgencyIx;

/// Answers of one post, as (concern, answer), by their words made plain.
type Alike = BTreeMap<String, Vec<(usize, EventIx)>>;

/// One answer by a named post.
struct Given<'a> {
    ix: EventIx,
    concern: usize,
    agency: AgencyIx,
    post: &'a PostId,
    body: &'a Answered,
}

/// The answers of named posts, each once: a number given twice may put one answer into two concerns.
fn given<'a>(look: &Look<'a>) -> Vec<Given<'a>> {
    let mut all: Vec<Given<'a>> = Vec::new();
    for (concern, acts) in look.scene.iter().enumerate() {
        for act in acts {
            let (Body::Answered(body), Some(post)) = (&act.event.body, &act.event.by.post) else { continue };
            all.push(Given { ix: act.ix, concern, agency: act.agency, post, body });
        }
    }
    all.sort_by_key(|answer| answer.ix);
    all.dedup_by_key(|answer| answer.ix);
    all
}

/// Posts of which most answers give no reasons or next to no words, in agencies that do record reasons.
///
/// A record system without a place for reasons makes every answer look hollow: where no answer of the agency has any, none
/// is counted.
pub(super) fn hollow(look: &Look<'_>) -> Vec<GamingTrace> {
    let rules = look.rules.hollow_answers;
    let all = given(look);
    let says = |answer: &Given<'_>| match answer.body.words.as_deref() {
        Some(words) => words.split_whitespace().count() >= rules.words as usize,
        None => answer.body.reasons_given,
    };
    let records: BTreeSet<AgencyIx> =
        all.iter().filter(|answer| says(answer)).map(|answer| answer.agency).collect();
    let mut tallies: BTreeMap<&PostId, Tally> = BTreeMap::new();
    for answer in all.iter().filter(|answer| records.contains(&answer.agency)) {
        tallies.entry(answer.post).or_default().take(answer.ix, !says(answer));
    }
    let shown =
        tallies.into_iter().filter(|(_, tally)| tally.of >= rules.answers && tally.reaches(rules.percent));
    shown.map(|(post, tally)| tally.trace("hollow_answers", post, look.events)).collect()
}

/// Posts that answer many concerns with the same words. Only how many is kept, never which words.
pub(super) fn copied(look: &Look<'_>) -> Vec<GamingTrace> {
    let rules = look.rules.copied_answers;
    let mut same: BTreeMap<&PostId, Alike> = BTreeMap::new();
    for answer in given(look) {
        let Some(words) = answer.body.words.as_deref() else { continue };
        if words.split_whitespace().count() >= rules.words as usize {
            let alike = same.entry(answer.post).or_default().entry(normalised(words)).or_default();
            alike.push((answer.concern, answer.ix));
        }
    }
    let mut traces = Vec::new();
    for (post, by_words) in same {
        let mut tally = Tally::default();
        for alike in by_words.values() {
            let concerns: BTreeSet<usize> = alike.iter().map(|(concern, _)| *concern).collect();
            let copies = concerns.len() >= rules.concerns as usize;
            alike.iter().for_each(|(_, ix)| tally.take(*ix, copies));
        }
        if tally.reaches(rules.percent) {
            traces.push(tally.trace("copied_answers", post, look.events));
        }
    }
    traces
}

/// Letters alone, in lower case, with one space between words: dates and numbers do not make two copies differ.
fn normalised(words: &str) -> String {
    let plain: String =
        words.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn case_dates_and_punctuation_do_not_make_two_copies_differ() {
        assert_eq!(normalised("Seen 3/4/2019; no further action."), "seen no further action");
        assert_eq!(normalised("SEEN 12/11/2020, no further ACTION"), "seen no further action");
        assert_ne!(normalised("seen, mother will call"), "seen no further action");
    }
}
