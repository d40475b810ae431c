//! Events and codes in plain words.

use record::event::{Addresses, Answered, Recorded, Told};
use record::outputs::EventIx;
use record::{Body, Code, MentionKind, Tri};

use super::view::View;

/// A code in plain words where nobody gave it a title: `no_action` becomes "no action".
pub(crate) fn plain(code: &Code) -> String {
    code.as_str().replace(['_', '.', '-'], " ")
}

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
        MentionKind::Child => "child",
        MentionKind::Person => "person",
        MentionKind::Place => "place",
        MentionKind::Vehicle => "vehicle",
        MentionKind::Phone => "phone",
        MentionKind::Business => "business",
        MentionKind::OnlineName => "online name",
    }
}

impl View<'_> {
    /// Signs in words, separated by commas.
    pub(crate) fn signs(&self, signs: &[Code]) -> String {
        let title = |sign: &Code| self.m.policy.signs.get(sign).map_or_else(|| plain(sign), |sign| sign.title.to_string());
        signs.iter().map(title).collect::<Vec<_>>().join(", ")
    }

    /// A role in words.
    pub(crate) fn role(&self, role: &Code) -> String {
        self.m.policy.roles.get(role).map_or_else(|| plain(role), |role| role.title.to_string())
    }

    /// An outcome in words.
    pub(crate) fn outcome(&self, outcome: &Code) -> String {
        self.m.policy.outcomes.get(outcome).map_or_else(|| plain(outcome), |known| known.title.to_string())
    }

    /// An activity in words.
    pub(crate) fn activity(&self, activity: &Code) -> String {
        self.m.policy.activities.get(activity).map_or_else(|| plain(activity), |known| known.title.to_string())
    }

    fn teller(&self, teller: &Code) -> String {
        self.m.policy.tellers.get(teller).map_or_else(|| plain(teller), |known| known.title.to_string())
    }

    /// What an event says, in one line, without anybody's name.
    pub(crate) fn what(&self, ix: EventIx) -> String {
        let Some(event) = self.event(ix) else { return String::new() };
        match &event.body {
            Body::Told(told) => self.told(told),
            Body::Recorded(recorded) => self.recorded(recorded),
            Body::Answered(answered) => self.answered(answered),
            Body::HandedOver(body) => format!("Handed over to {}", self.addressee(&body.to)),
            Body::Opened(step)
            | Body::Refused(step)
            | Body::Accepted(step)
            | Body::Countersigned(step)
            | Body::Withdrawn(step)
            | Body::Disputed(step)
            | Body::Challenged(step) => with_reason(event.body.word(), &step.reason),
            Body::PostHeldBy(held) => format!("{} held by a named person", capital(&self.post(&held.post))),
            Body::Vanished(_) => "Row no longer in a later extract that covers the same days".to_owned(),
            Body::Changed(change) => {
                let fields: Vec<String> = change.fields.iter().map(|field| field.to_string()).collect();
                format!("Row reads otherwise in a later extract: {}", fields.join(", "))
            }
            Body::Read(_) => "Record opened and read".to_owned(),
            _ => capital(&event.body.word().replace('_', " ")),
        }
    }

    fn told(&self, told: &Told) -> String {
        let verb = if told.passes.is_some() { "Concern passed on" } else { "Concern told" };
        let mut words = format!("{verb} to {}", self.addressee(&told.told_to));
        if told.passes.is_none() {
            words.push_str(&format!(" by {}", self.teller(&told.teller)));
        }
        if let Some(count) = told.event_count.filter(|count| *count > 1) {
            words.push_str(&format!(" ({count} events in one row)"));
        }
        if told.immediate_danger {
            words.push_str("; immediate danger marked");
        }
        self.add_signs(&mut words, &told.signs);
        words
    }

    fn recorded(&self, recorded: &Recorded) -> String {
        let mut words = capital(&self.activity(&recorded.activity));
        for (set, code) in recorded.codes.iter().take(4) {
            let label = self.m.policy.codes.get(&(set.clone(), code.clone())).map(|entry| entry.label.as_str());
            words.push_str(&format!("; {}: {}", plain(set), label.unwrap_or(code.as_str())));
        }
        if let Some(to) = &recorded.told_to {
            words.push_str(&format!("; told to {}", self.addressee(to)));
        }
        self.add_signs(&mut words, &recorded.signs);
        words
    }

    fn answered(&self, answered: &Answered) -> String {
        let addresses = match answered.addresses {
            Addresses::Writer => "speaks to the person who wrote, not to the warning",
            Addresses::Procedure => "speaks to the procedure, not to the warning",
            Addresses::Substance => "speaks to the substance of the warning",
            Addresses::Unknown => "what it speaks to is not stated",
        };
        let reasons = if answered.reasons_given { "reasons given" } else { "no reasons in the file" };
        format!("Answered: {}; {addresses}; {reasons}", self.outcome(&answered.outcome))
    }

    fn add_signs(&self, words: &mut String, signs: &[Code]) {
        if !signs.is_empty() {
            words.push_str("; signs: ");
            words.push_str(&self.signs(signs));
        }
    }

    /// The things an event mentions, by what they are called here, each with its role: at most `most`.
    pub(crate) fn about(&self, ix: EventIx, most: usize) -> String {
        let Some(event) = self.event(ix) else { return String::new() };
        let all = event.mentions();
        let named = self.mentions_of(ix).zip(all).take(most).filter_map(|(number, mention)| {
            let role = self.role(&mention.role);
            Some(format!("{} ({role})", self.entity(self.entity_of(number)?)))
        });
        let mut words = named.collect::<Vec<_>>().join("; ");
        if all.len() > most {
            words.push_str(&format!("; and {} more", all.len() - most));
        }
        words
    }

    /// The children an event is about or mentions, by what they are called here: at most four.
    pub(crate) fn children(&self, ix: EventIx) -> String {
        let Some(event) = self.event(ix) else { return String::new() };
        let mut names: Vec<String> = Vec::new();
        for (number, mention) in self.mentions_of(ix).zip(event.mentions()) {
            if mention.kind == MentionKind::Child && let Some(entity) = self.entity_of(number) {
                let name = self.entity(entity);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let more = names.len().saturating_sub(4);
        names.truncate(4);
        if more > 0 {
            names.push(format!("{more} more"));
        }
        names.join(", ")
    }
}

fn with_reason(step: &str, reason: &Code) -> String {
    let step = capital(&step.replace('_', " "));
    if reason.as_str().is_empty() { step } else { format!("{step}: {}", plain(reason)) }
}
