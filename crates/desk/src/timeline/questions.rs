//! The first person, place or vehicle that two children's records share, and on which day they first did.

use published::replay::{Question, Shared};
use record::outputs::{EntityIx, EventIx, Question as Found};
use record::{Day, Mention, Moment};

use super::mentions::{PSEUDONYM, UNNAMED};
use super::results::Scene;

/// The first question, and every one with its day. A timeline says nothing of households: each child is one of its own.
/// Ties that a recorded role explains (a placement) are no question here.
pub(super) fn first_question(scene: &Scene<'_>) -> (Option<Question>, Vec<(String, Day)>) {
    let all = scene.outcome.joined.questions.iter();
    let questions = all.filter(|question| !is_explained(question) && is_ours(scene, question));
    let mut dated: Vec<Question> = questions.filter_map(|question| dated(scene, question)).collect();
    dated.sort_by(|a, b| (a.day, &a.thing).cmp(&(b.day, &b.thing)));
    let all = dated.iter().map(|question| (question.thing.clone(), question.day)).collect();
    (dated.into_iter().next(), all)
}

/// Does it rest on a record of the timeline?
pub(super) fn is_ours(scene: &Scene<'_>, question: &Found) -> bool {
    question.events.iter().any(|event| scene.is_ours(*event))
}

/// The day on which a second child's record named what is shared; `None` if only possible links make a second child.
pub(super) fn asked_on(scene: &Scene<'_>, question: &Found) -> Option<Day> {
    let mut first: Option<EntityIx> = None;
    for ix in &question.events {
        for child in children_of(scene, *ix).filter(|child| question.children_certain.contains(child)) {
            if *first.get_or_insert(child) != child {
                return scene.event(*ix)?.claimed.earliest().map(Moment::day);
            }
        }
    }
    None
}

/// Does a role that is written down (a home, a school, a placement) explain every one of its ties?
pub(super) fn is_explained(question: &Found) -> bool {
    let innocent: u32 = question.innocent_roles.iter().map(|role| role.1).sum();
    innocent as usize >= question.events.len()
}

/// The question as it stood on the day on which a second child's record named the thing; `None` if none ever did.
fn dated(scene: &Scene<'_>, question: &Found) -> Option<Question> {
    let mut children: Vec<EntityIx> = Vec::new();
    let mut records: Vec<Shared> = Vec::new();
    for ix in &question.events {
        let event = scene.event(*ix)?;
        let before = children.len();
        for child in children_of(scene, *ix) {
            if question.children_certain.contains(&child) && !children.contains(&child) {
                children.push(child);
            }
        }
        let day = event.claimed.earliest().map(Moment::day)?;
        let record = Shared { row: scene.row(*ix).to_owned(), day, agency: event.by.agency.clone() };
        // Of a row that counts many, one record for each child is enough.
        if children.len() > before || records.iter().all(|known| known.row != record.row) {
            records.push(record);
        }
        if children.len() >= 2 {
            return Some(written(scene, question, &children, records, day));
        }
    }
    None
}

fn written(
    scene: &Scene<'_>,
    question: &Found,
    children: &[EntityIx],
    records: Vec<Shared>,
    day: Day,
) -> Question {
    let mut names: Vec<String> = children.iter().map(|child| name(scene, *child)).collect();
    names.sort();
    Question { day, thing: name(scene, question.shared), kind: question.kind, children: names, records }
}

/// The children an event is about.
fn children_of<'s>(scene: &'s Scene<'_>, ix: EventIx) -> impl Iterator<Item = EntityIx> + 's {
    let joined = &scene.outcome.joined;
    let first = joined.mentions.of(ix).start;
    let event = scene.event(ix);
    event
        .into_iter()
        .flat_map(|event| event.children())
        .filter_map(move |(place, _)| joined.entity_of.get((first + u32::from(place)) as usize).copied())
}

/// A pseudonym, or "a child without a pseudonym (ox-024)".
pub(super) fn name(scene: &Scene<'_>, entity: EntityIx) -> String {
    let pseudonym = first_mention(scene, entity).and_then(|mention| mention.identifier(PSEUDONYM));
    match pseudonym.map(|pseudonym| pseudonym.split_once(UNNAMED).ok_or(pseudonym)) {
        Some(Ok((row, _))) => format!("a child without a pseudonym ({row})"),
        Some(Err(pseudonym)) => pseudonym.to_owned(),
        None => "without a pseudonym".to_owned(),
    }
}

fn first_mention<'s>(scene: &'s Scene<'_>, entity: EntityIx) -> Option<&'s Mention> {
    let joined = &scene.outcome.joined;
    let number = *joined.entities.get(entity as usize)?.mentions.first()?;
    Some(joined.mentions.get(scene.events, number))
}
