//! Reading again: of the decisions not to act that one post signed alone, one in so many goes to a post of another agency.
//!
//! Which ones is drawn, and nobody chooses: SHA-256 of the policy's digest and of what the answer and the telling that it answers
//! state in open and coded fields. No names, words or numbers of concerns are hashed, so that an erasure changes no draw, and no
//! places in files, so that the order of presentation does not. A review can do no more: whoever writes the answer could try
//! wordings until it is not drawn. A live service adds what nobody knows yet when the answer is taken, the root of the log's next
//! checkpoint.

use record::field::FieldClass;
use record::outputs::{Duty, EventIx, Reread};
use record::policy::{Policy, Threshold};
use record::{Body, Claimed, Code, Event};
use sha2::{Digest, Sha256};

use super::Scene;
use super::interference::outside;
use super::owed::{Owed, owe};
use crate::clock::Clock;
use crate::closing::ALONE;
use crate::duties::Bench;
use crate::scene::acts;
use crate::span::Span;

/// The answers drawn, in their order, each with the duty to read it again.
pub(super) fn rereads(scene: Scene<'_>, duties: &[Duty], bench: &mut Bench<'_, '_>) -> Vec<Reread> {
    let alone = |duty: &&Duty| duty.remarks.iter().any(|remark| remark.as_str() == ALONE);
    let answers = duties.iter().filter(alone).filter_map(|duty| Some((duty.answered_by?, duty.opened_by)));
    // An answer that ended several duties is one answer, and the first telling it answers stands for it.
    let mut answers: Vec<(EventIx, EventIx)> = answers.collect();
    answers.sort_unstable();
    answers.dedup_by_key(|(answer, _)| *answer);
    answers.into_iter().filter_map(|(answer, telling)| reread(scene, answer, telling, bench)).collect()
}

fn reread(scene: Scene<'_>, answer: EventIx, telling: EventIx, bench: &mut Bench<'_, '_>) -> Option<Reread> {
    let event = scene.event(answer);
    let Body::Answered(body) = &event.body else { return None };
    let one_in = one_in(scene.policy, &body.outcome)?;
    if !draw(scene.policy, event, scene.event(telling)).is_multiple_of(u64::from(one_in)) {
        return None;
    }
    let group = scene.concerns.group(*scene.by_event.of(answer).first()?);
    let start = Span::of(event.claimed);
    let (post, is_partner) = outside(scene, group.members, start, bench);
    let acts = acts(group.members, scene.events, &mut bench.directory);
    let decided = acts.iter().find(|act| act.ix == answer)?.agency;
    let rank = if is_partner {
        scene.limits.rank(Threshold::CheckRank, start.some_day())
    } else {
        record::Rank::OVERSIGHT
    };
    let owed = Owed {
        clock: Clock::Reread,
        post,
        rank,
        answers_from: rank,
        read_again_of: Some(decided),
        opened_by: answer,
        start,
        like: event.claimed,
        inputs: vec![telling, answer],
        remarks: Vec::new(),
    };
    let (duty, _) = owe(owed, &acts, bench);
    Some(Reread { answer, one_in, duty })
}

/// One in how many answers of this outcome is read again, as `closing_rules.csv` says.
fn one_in(policy: &Policy, outcome: &Code) -> Option<u32> {
    let asks = |rule: &&record::policy::ClosingRule| {
        rule.requires.as_str() == "reread_one_in"
            && rule.code_set.as_str() == "outcome"
            && rule.code == *outcome
    };
    policy.closing_rules.iter().find(asks)?.amount.filter(|amount| *amount > 0)
}

/// The number that an answer draws.
fn draw(policy: &Policy, answer: &Event, telling: &Event) -> u64 {
    let mut hash = Sha256::new();
    hash.update(b"candour reread 1");
    hash.update(policy.digest.as_bytes());
    for event in [answer, telling] {
        hash.update(lasting(event));
    }
    let digest = hash.finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// What an event states that no erasure takes away, as canonical bytes.
fn lasting(event: &Event) -> Vec<u8> {
    let mut bytes = record::canonical::bytes_of::<Claimed>(&event.claimed);
    let lasting = |class: FieldClass| matches!(class, FieldClass::Open | FieldClass::Coded);
    bytes.extend(record::canonical::bytes_of(&event.by.agency));
    bytes.extend(record::canonical::bytes_of(&event.by.post));
    bytes.push(event.body.number());
    for field in event.body.fields().into_iter().filter(|field| lasting(field.class)) {
        bytes.extend((field.value.len() as u32).to_be_bytes());
        bytes.extend(field.value);
    }
    bytes
}
