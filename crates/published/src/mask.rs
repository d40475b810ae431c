//! Masking: without `--names` no name, phone, plate or postcode of the input stands in any report file.
//!
//! Known values of the input's mentions become their entity's pseudonym in square brackets, `[child K7F2]`. It is
//! certain where the row itself mentions that child; elsewhere a name alone proves nothing, and the word becomes
//! `[name]`, or `[child K7F2?]` where forename and surname stand together and only one entity carries them. Numbers,
//! plates, postcodes, e-mail addresses, titles with names and common forenames are found by their form as well.
//! Everything else stays to the letter.
//!
//! Masking by machine misses things. Decision and limits: `docs/decisions/0010-masking.md`.

mod dates;
mod find;
mod known;
mod patterns;
mod tokens;
mod words;

use std::borrow::Cow;

use flow::Joined;
use record::{Body, Event, Mention};
use rustc_hash::FxHashSet;

pub(crate) use patterns::looks_like_plate_or_postcode;

use crate::key::Names;
use find::Finder;
use known::{Known, content};
use tokens::Tokens;

/// What every output that carries masked words says of them.
pub const MASKED_BY_MACHINE: &str = "Names, phones, plates, postcodes and addresses in the words of the sources were \
masked by machine. A machine misses some: a person must read these words before they are shared.";

/// Finds and masks what must not leave.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// `None`: words stay as they are (`--names`).
    known: Option<Known>,
    names: Names,
}

/// Whom the row speaks of whose words are masked.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    mentions: &'a [Mention],
    /// The entity of each mention.
    entities: &'a [u32],
}

impl<'a> About<'a> {
    /// Nobody.
    pub const NOBODY: Self = Self { mentions: &[], entities: &[] };

    /// The mentions of an event, by its place in the ordered events.
    pub fn event(joined: &'a Joined, place: u32, event: &'a Event) -> Self {
        let range = joined.mentions.of(place);
        let entities = joined.entity_of.get(range.start as usize..range.end as usize).unwrap_or_default();
        Self { mentions: event.mentions(), entities }
    }
}

impl Mask {
    /// A mask that leaves every word as it is: for `--names`.
    pub fn verbatim() -> Self {
        Self::default()
    }

    /// A mask of everything the input's mentions and holders say.
    pub fn new(events: &[Event], joined: &Joined, names: &Names) -> Self {
        let mut known = Known::default();
        let mut entities = joined.entity_of.iter();
        // The same child stands in many rows with the same words, and few posts have many holders.
        let mut seen: FxHashSet<(Option<u32>, u64)> = FxHashSet::default();
        let mut holders: FxHashSet<&str> = FxHashSet::default();
        for event in events {
            for mention in event.mentions() {
                let owner = entities.next().copied();
                if seen.insert((owner, content(mention))) {
                    known.enter(mention, owner);
                }
            }
            let held = match &event.body {
                Body::PostHeldBy(held) => Some(&held.holder),
                Body::RuleChanged(change) => change.second_holder.as_ref(),
                _ => None,
            };
            for holder in [event.by.holder.as_ref(), held].into_iter().flatten() {
                if holders.insert(holder) {
                    known.enter_holder(holder);
                }
            }
        }
        Self { known: Some(known), names: names.clone() }
    }

    /// Words are left as they are.
    pub fn is_verbatim(&self) -> bool {
        self.known.is_none()
    }

    /// Free words of a source, masked.
    pub fn text<'t>(&self, text: &'t str, about: About<'_>) -> Cow<'t, str> {
        self.apply(text, about, false)
    }

    /// An agency's name, a post's title or a path, masked: places and businesses stay, for agencies are called after
    /// them, and so do ordinary words that are names too (`West`, `Green`), unless it speaks of a family.
    pub fn open<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.apply(text, About::NOBODY, true)
    }

    fn apply<'t>(&self, text: &'t str, about: About<'_>, open: bool) -> Cow<'t, str> {
        let Some(known) = &self.known else {
            return Cow::Borrowed(text);
        };
        let tokens = Tokens::new(text);
        let finder = Finder::new(known, &self.names, &tokens, about, open);
        let mut masked = String::new();
        let mut copied = 0;
        for hit in finder {
            masked.push_str(&text[copied..hit.start]);
            masked.push('[');
            masked.push_str(&hit.words);
            masked.push(']');
            copied = hit.end;
        }
        if copied == 0 && masked.is_empty() {
            return Cow::Borrowed(text);
        }
        masked.push_str(&text[copied..]);
        Cow::Owned(masked)
    }
}

#[cfg(test)]
mod tests;
