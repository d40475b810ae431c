//! What things are called in the tables of one report, and the look-ups that several of them share.

use flow::Joined;
use record::outputs::{EntityIx, EventIx};
use record::{Body, Event, Mention, MentionKind};

use crate::key::Names;
use crate::label::Labels;
use crate::mask::{About, Mask};
use crate::place::Paths;
use crate::{Material, Shown};

/// One report's material with all its names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Called<'a> {
    pub(crate) material: &'a Material<'a>,
    pub(crate) names: &'a Names,
    pub(crate) labels: &'a Labels<'a>,
    pub(crate) paths: &'a Paths,
    pub(crate) mask: &'a Mask,
    pub(crate) shown: Shown,
}

impl<'a> Called<'a> {
    pub(crate) fn joined(&self) -> &'a Joined {
        &self.material.outcome.joined
    }

    pub(crate) fn event(&self, place: EventIx) -> Option<&'a Event> {
        self.material.events.get(place as usize)
    }

    /// Row id of an event: `e17`.
    pub(crate) fn row(&self, place: EventIx) -> String {
        self.event(place).map_or_else(String::new, |event| event.id.to_string())
    }

    /// Row ids, with a space between.
    pub(crate) fn rows(&self, places: &[EventIx]) -> String {
        let ids: Vec<String> = places.iter().map(|place| self.row(*place)).collect();
        ids.join(" ")
    }

    /// Where an event stands in its source: `PATH#LINE.PART`.
    pub(crate) fn place(&self, place: EventIx) -> String {
        self.event(place).map_or_else(String::new, |event| self.paths.in_words(event))
    }

    /// The index of an event in the log; `None` without a store.
    pub(crate) fn log_index(&self, place: EventIx) -> Option<u64> {
        self.material.log_index(self.event(place)?)
    }

    /// The indexes of events in the log as further cells of a row; none without a store.
    pub(crate) fn log_cells(&self, places: &[Option<EventIx>]) -> Vec<String> {
        if self.material.log.is_none() {
            return Vec::new();
        }
        let index = |place: &Option<EventIx>| place.and_then(|place| self.log_index(place));
        places.iter().map(|place| index(place).map(|index| index.to_string()).unwrap_or_default()).collect()
    }

    /// A table's heading with further columns that only a report over a log has.
    pub(crate) fn heading<'h>(&self, heading: &[&'h str], of_log: &[&'h str]) -> Vec<&'h str> {
        let further = if self.material.log.is_some() { of_log } else { &[] };
        [heading, further].concat()
    }

    /// An entity by its pseudonym; with names, as first written, and its pseudonym.
    pub(crate) fn entity(&self, entity: EntityIx) -> String {
        let pseudonym = self.names.of(entity);
        if !self.shown.names {
            return pseudonym.to_owned();
        }
        let joined = self.joined();
        let first = joined.entities.get(entity as usize).and_then(|entity| entity.mentions.first());
        let written = first.map(|mention| written(joined.mentions.get(self.material.events, *mention)));
        named(written.unwrap_or_default(), pseudonym)
    }

    /// Each entity the event mentions, with the role: once, in order. Those of `kinds` only.
    pub(crate) fn mentioned(
        &self,
        place: EventIx,
        event: &Event,
        kinds: fn(MentionKind) -> bool,
        out: &mut String,
    ) {
        let joined = self.joined();
        let range = joined.mentions.of(place);
        let entities = joined.entity_of.get(range.start as usize..range.end as usize).unwrap_or_default();
        let mut said: Vec<(Option<u32>, &str)> = Vec::new();
        for (at, mention) in event.mentions().iter().enumerate().filter(|(_, mention)| kinds(mention.kind)) {
            let entity = entities.get(at).copied();
            if entity.is_some() && said.contains(&(entity, mention.role.as_str())) {
                continue;
            }
            said.push((entity, mention.role.as_str()));
            if !out.is_empty() {
                out.push_str("; ");
            }
            let pseudonym = entity.map_or("unknown", |entity| self.names.of(entity));
            match self.shown.names {
                true => out.push_str(&named(written(mention), pseudonym)),
                false => out.push_str(pseudonym),
            }
            if !matches!(mention.role.as_str(), "subject" | "") {
                out.push_str(", ");
                out.push_str(&self.labels.role(&mention.role));
            }
        }
    }

    /// The concern's own number as its source wrote it. Numbers can be made of names: only with names.
    pub(crate) fn concern_id(&self, place: EventIx) -> String {
        let concern = self.event(place).filter(|_| self.shown.names).and_then(Event::concern);
        concern.map(|concern| concern.key.to_string()).unwrap_or_default()
    }

    /// The children an event mentions, by pseudonym or name.
    pub(crate) fn children(&self, place: EventIx) -> String {
        let mut out = String::new();
        if let Some(event) = self.event(place) {
            self.mentioned(place, event, |kind| kind == MentionKind::Child, &mut out);
        }
        out
    }

    /// Words of a row's source, masked unless names are shown; `true` if a word was masked.
    pub(crate) fn words(&self, text: &str, place: EventIx, event: &Event) -> (String, bool) {
        let masked = self.mask.text(text, About::event(self.joined(), place, event));
        let changed = masked != text;
        (masked.into_owned(), changed)
    }
}

/// A thing that happened, or was told or done: not the description of an agency, a post, a policy or a file, nor what
/// became of the record itself (a correction, an erasure, a hold), so that no figure changes with that.
pub(crate) fn is_entry(event: &Event) -> bool {
    !matches!(
        event.body,
        Body::AgencyCreated(_)
            | Body::PostCreated(_)
            | Body::PostHeldBy(_)
            | Body::PolicyAdopted(_)
            | Body::RuleChanged(_)
            | Body::Imported(_)
            | Body::Corrected(_)
            | Body::Erased(_)
            | Body::Held(_)
            | Body::Continued(_)
    )
}

/// A mention as its source wrote it.
fn written(mention: &Mention) -> String {
    let name = [mention.forename.as_deref(), mention.surname.as_deref()];
    let name: Vec<&str> = name.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if !name.is_empty() {
        return name.join(" ");
    }
    let known_as = mention.known_as.first().map(|name| name.as_str());
    known_as.or(mention.value.as_deref()).unwrap_or_default().to_owned()
}

fn named(written: String, pseudonym: &str) -> String {
    if written.is_empty() { pseudonym.to_owned() } else { format!("{written} ({pseudonym})") }
}
