//! Countersigning pairs: a second post that agrees with whatever the first decides, at once.

use std::collections::{BTreeMap, BTreeSet};

use record::outputs::{EventIx, GamingTrace};
use record::{Body, PostId};

use super::Look;
use super::tally::Tally;
use crate::drafts::remark;
use crate::scene::Act;

/// What one post did with the answers of another.
#[derive(Default)]
struct Put {
    /// Signatures, out of all that was put to it: signed, refused or disputed.
    signed: Tally,
    same_day: u32,
    /// Signatures of which both dates are single days.
    dated: u32,
}

type Pairs<'a> = BTreeMap<(&'a PostId, &'a PostId), Put>;

/// Pairs of posts by how often and how soon the second signs what the first answered.
///
/// A second post that an answer itself names has no date of its own there and had no way to say no: it is not counted.
pub(super) fn pairs(look: &Look<'_>) -> Vec<GamingTrace> {
    let rules = look.rules.signing_pairs;
    let mut pairs: Pairs<'_> = BTreeMap::new();
    look.scene.iter().for_each(|acts| of_concern(acts, &mut pairs));
    let shown: BTreeSet<(&PostId, &PostId)> = pairs
        .iter()
        .filter(|(_, put)| {
            put.signed.count() >= rules.signatures
                && put.signed.reaches(rules.agreed_percent)
                && put.dated > 0
                && u64::from(put.same_day) * 100 >= u64::from(rules.same_day_percent) * u64::from(put.dated)
        })
        .map(|(pair, _)| *pair)
        .collect();
    let partners = |answerer: &PostId| pairs.keys().filter(|(first, _)| *first == answerer).count();
    let trace = |(answerer, signer): &(&PostId, &PostId)| {
        let put = pairs.get(&(*answerer, *signer))?;
        let mut trace = put.signed.clone().trace("signing_pair", answerer, look.events);
        trace.other = Some((*signer).clone());
        trace.same_day = Some(put.same_day);
        if partners(answerer) == 1 {
            trace.remarks.push(remark("only_partner"));
        }
        if shown.contains(&(*signer, *answerer)) {
            trace.remarks.push(remark("reciprocal"));
        }
        Some(trace)
    };
    shown.iter().filter_map(trace).collect()
}

/// Puts each signature, refusal and dispute to the last answer before it by another post.
fn of_concern<'a>(acts: &[Act<'a>], pairs: &mut Pairs<'a>) {
    let mut answers: Vec<(&'a PostId, &Act<'a>)> = Vec::new();
    for act in acts {
        let Some(post) = act.event.by.post.as_ref() else { continue };
        match &act.event.body {
            Body::Answered(_) => answers.push((post, act)),
            Body::Countersigned(_) | Body::Refused(_) | Body::Disputed(_) => {
                let answer = answers.iter().rev().find(|(answerer, _)| *answerer != post);
                let Some((answerer, answer)) = answer else { continue };
                note(pairs.entry((*answerer, post)).or_default(), act, answer);
            }
            _ => {}
        }
    }
}

fn note(put: &mut Put, act: &Act<'_>, answer: &Act<'_>) {
    let signs = matches!(act.event.body, Body::Countersigned(_));
    let ix: EventIx = act.ix;
    put.signed.take(ix, signs);
    if !signs {
        return;
    }
    if let Some((signed, answered)) = act.event.claimed.single_day().zip(answer.event.claimed.single_day()) {
        put.dated += 1;
        put.same_day += u32::from(signed == answered);
    }
}
