//! Events and codes in plain words.

use record::outputs::EventIx;
use record::{Body, Code, MentionKind, Tri};

use super::view::View;

/// The same with a capital letter.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Yes, no, or cannot tell.
pub(crate) fn tri(answer: Tri) -> &'static str {
    match answer {
        Tri::Yes => "yes",
        Tri::No => "no",
        Tri::CannotTell => "cannot tell",
    }
}

/// A kind of thing, for one of it.
pub(crate) fn kind(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::OnlineName => "online name",
        other => other.word(),
    }
}

impl View<'_> {
    /// Signs in words, separated by commas.
    pub(crate) fn signs(&self, signs: &[Code]) -> String {
        self.called.labels.signs(signs)
    }

    /// The signs an event itself carries.
    pub(crate) fn signs_of(&self, ix: EventIx) -> String {
        match self.event(ix).map(|event| &event.body) {
            Some(Body::Told(told)) => self.signs(&told.signs),
            Some(Body::Recorded(recorded)) => self.signs(&recorded.signs),
            _ => String::new(),
        }
    }

    /// A code of an account: a sign, else an outcome, else its own words.
    pub(crate) fn sign_or_outcome(&self, code: &Code) -> String {
        if self.m.policy.signs.contains_key(code) {
            return self.called.labels.sign(code).into_owned();
        }
        self.called.labels.outcome(code).into_owned()
    }

    /// What an event says, in one line: never the source's own words.
    pub(crate) fn what(&self, ix: EventIx) -> String {
        self.event(ix).map(|event| self.called.labels.event(event)).unwrap_or_default()
    }

    /// The things an event mentions, by what they are called here, each with its role: at most `most`.
    pub(crate) fn about(&self, ix: EventIx, most: usize) -> String {
        let Some(event) = self.event(ix) else {
            return String::new();
        };
        let all = event.mentions();
        let named = self.mentions_of(ix).zip(all).take(most).filter_map(|(number, mention)| {
            let role = self.called.labels.role(&mention.role);
            Some(format!("{} ({role})", self.entity(self.entity_of(number)?)))
        });
        let mut words = named.collect::<Vec<_>>().join("; ");
        if all.len() > most {
            words.push_str(&format!("; and {} more", all.len() - most));
        }
        words
    }

    /// The children an event mentions, by what they are called here: at most four.
    pub(crate) fn children(&self, ix: EventIx) -> String {
        let Some(event) = self.event(ix) else {
            return String::new();
        };
        let mut entities: Vec<u32> = Vec::new();
        for (number, mention) in self.mentions_of(ix).zip(event.mentions()) {
            let entity = self.entity_of(number).filter(|_| mention.kind == MentionKind::Child);
            entities.extend(entity.filter(|entity| !entities.contains(entity)));
        }
        let mut words: Vec<String> = entities.iter().take(4).map(|entity| self.entity(*entity)).collect();
        if entities.len() > 4 {
            words.push(format!("{} more", entities.len() - 4));
        }
        words.join(", ")
    }
}
