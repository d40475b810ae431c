//! The same tellings without what ties one child to another: the background's question "would it have rung anyway?".

use record::mention::Identifier;
use record::policy::Policy;
use record::{Body, Code, Event, Mention, MentionKind};
use smol_str::SmolStr;

use super::mentions::PSEUDONYM;

/// Takes the true ties out of events of a timeline; their number, days, posts and children stay.
///
/// A thing becomes the one child's own: `ox-flat` of one child and `ox-flat` of another are two. Of a record about several
/// children the thing is left out, for they would share it; of one about none it becomes the record's own.
pub(super) fn untie(events: &mut [Event], policy: &Policy) {
    for event in events {
        let record = format!("{}-{}", event.source.line, event.source.part);
        let (mentions, signs) = match &mut event.body {
            Body::Told(told) => (&mut told.mentions, &mut told.signs),
            Body::Recorded(entry) => (&mut entry.mentions, &mut entry.signs),
            _ => continue,
        };
        signs.retain(|sign| !policy.signs.get(sign).is_some_and(|sign| sign.group));
        own(mentions, &record);
    }
}

fn own(mentions: &mut Vec<Mention>, record: &str) {
    let is_child = |mention: &&Mention| mention.kind == MentionKind::Child;
    let mut children = mentions.iter().filter(is_child);
    let owner = match (children.next(), children.next()) {
        (Some(_), Some(_)) => return mentions.retain(|mention| mention.kind == MentionKind::Child),
        (Some(child), None) => child.identifier(PSEUDONYM).unwrap_or(record).to_owned(),
        (None, _) => record.to_owned(),
    };
    for thing in mentions.iter_mut().filter(|mention| mention.kind != MentionKind::Child) {
        if let Some(pseudonym) = thing.identifier(PSEUDONYM) {
            let value = SmolStr::new(format!("{pseudonym} of {owner}"));
            thing.identifiers = vec![Identifier { scheme: Code::new(PSEUDONYM), value }];
        }
    }
}
