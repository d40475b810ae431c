//! Events: everything that happens, appended and never changed. A correction is a new event.

mod bodies;
mod correction;

pub use bodies::{
    Addresses, AgencyCreated, Answered, Continued, Erasure, HandedOver, Hold, Imported, PolicyAdopted,
    PostCreated, PostHeldBy, ReadRecord, Recorded, RowChange, RuleChanged, Ruling, Step, Told,
};
pub use correction::{Correction, MentionPlace, RowPlace};

use std::cmp::Ordering;

use smol_str::SmolStr;

use crate::canonical::{Canonical, DecodeError, FieldReader};
use crate::field::{Declared, Field, Subject};
use crate::id::{AgencyId, ConcernRef, EventId, PostId};
use crate::mention::{Mention, MentionKind};
use crate::source::SourceRef;
use crate::stored;
use crate::time::{Claimed, Logged};

/// How sure candour is of who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assurance {
    /// Read from an agency's file: the file says so.
    Imported,
    /// Typed by whoever ran the command.
    CommandLine,
    /// A signed-in holder of the post.
    SignedIn,
    /// Signed with the holder's own key. Two typed names are not two signatures.
    SignatureKey,
}

/// By whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct By {
    /// The agency.
    pub agency: AgencyId,
    /// The post, if known. A post's name is open.
    pub post: Option<PostId>,
    /// Who held the post, as written. Personal: shown only with `--names`.
    pub holder: Option<SmolStr>,
    /// How sure.
    pub assurance: Assurance,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When the source claims it happened.
    pub claimed: Claimed,
    /// When candour took it.
    pub logged: Logged,
    /// By whom.
    pub by: By,
    /// Where it stands in its source.
    pub source: SourceRef,
    /// What happened.
    pub body: Body,
}

macro_rules! bodies {
    ($($(#[$doc:meta])* $variant:ident($ty:ty) = $number:literal $word:literal),* $(,)?) => {
        /// What happened. The number of each kind is part of the stored form: new kinds go last.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Body { $($(#[$doc])* $variant(Box<$ty>)),* }

        impl Body {
            /// The kinds, as (stored number, word).
            pub const KINDS: &'static [(u8, &'static str)] = &[$(($number, $word)),*];

            /// The stored number of this kind.
            pub fn number(&self) -> u8 {
                match self { $(Self::$variant(_) => $number),* }
            }

            /// The word of this kind.
            pub fn word(&self) -> &'static str {
                match self { $(Self::$variant(_) => $word),* }
            }

            /// Its declared fields in canonical order.
            pub fn fields(&self) -> Vec<Field> {
                let mut out = Vec::new();
                match self { $(Self::$variant(body) => body.fields(Subject::Event, &mut out)),* }
                out
            }

            /// The names of the declared fields of a kind, in order; the fields of mentions follow `mentions`.
            pub fn declared_fields(number: u8) -> Option<&'static [crate::field::FieldDecl]> {
                match number { $($number => Some(<$ty as Declared>::FIELDS),)* _ => None }
            }

            /// Reads a body of this kind from its fields.
            ///
            /// # Errors
            /// [`DecodeError`] when the kind is unknown or a field is missing or malformed.
            pub fn from_fields(number: u8, fields: &[Field]) -> Result<Self, DecodeError> {
                let mut reader = FieldReader::new(fields);
                let body = match number {
                    $($number => Self::$variant(Box::new(<$ty>::from_fields(&mut reader)?)),)*
                    _ => return Err(DecodeError::Value("kind")),
                };
                if reader.is_empty() { Ok(body) } else { Err(DecodeError::Long("event")) }
            }
        }
    };
}

bodies! {
    /// A concern told, or passed on.
    Told(Told) = 1 "told",
    /// A step or fact recorded by an agency.
    Recorded(Recorded) = 2 "recorded",
    /// A concern opened by the post told.
    Opened(Step) = 3 "opened",
    /// A concern answered.
    Answered(Answered) = 4 "answered",
    /// A rule or a post said no.
    Refused(Step) = 5 "refused",
    /// A concern handed over.
    HandedOver(HandedOver) = 6 "handed_over",
    /// A hand-over accepted.
    Accepted(Step) = 7 "accepted",
    /// An answer countersigned.
    Countersigned(Step) = 8 "countersigned",
    /// A complaint withdrawn: recorded, never an end.
    Withdrawn(Step) = 9 "withdrawn",
    /// An answer disputed.
    Disputed(Step) = 10 "disputed",
    /// A post challenged by the teller or by scrutiny.
    Challenged(Step) = 11 "challenged",
    /// A correction by a person.
    Corrected(Correction) = 12 "corrected",
    /// An agency takes part.
    AgencyCreated(AgencyCreated) = 13 "agency_created",
    /// A post created or described.
    PostCreated(PostCreated) = 14 "post_created",
    /// A post held by a person.
    PostHeldBy(PostHeldBy) = 15 "post_held_by",
    /// A policy adopted.
    PolicyAdopted(PolicyAdopted) = 16 "policy_adopted",
    /// A file imported.
    Imported(Imported) = 17 "imported",
    /// A row vanished between two comparable extracts.
    Vanished(RowChange) = 18 "vanished",
    /// A row changed between two comparable extracts.
    Changed(RowChange) = 19 "changed",
    /// A record read.
    Read(ReadRecord) = 20 "read",
    /// A release published.
    Published(Ruling) = 21 "published",
    /// A subject erased.
    Erased(Erasure) = 22 "erased",
    /// A legal hold.
    Held(Hold) = 23 "held",
    /// The log goes on under a new name.
    Continued(Continued) = 24 "continued",
    /// A rule of the policy changed.
    RuleChanged(RuleChanged) = 25 "rule_changed",
}

impl Event {
    /// Sorting key of the canonical order: claimed time, then source place. Ids are given in this order.
    pub fn order(&self) -> ((i64, i64), SourceRef) {
        (self.claimed.order(), self.source)
    }

    /// Compares in the canonical order: claimed time, then source place.
    ///
    /// Events that agree in both (a live service has no source places) stand in the order in which candour took them,
    /// then of their ids and contents: so the order of presentation never shows.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order()).then_with(|| self.settle(other))
    }

    fn settle(&self, other: &Self) -> Ordering {
        let bytes = |event: &Self| {
            (stored::header_bytes(event), event.body.number(), stored::field_bytes(&event.body))
        };
        (self.logged, self.id).cmp(&(other.logged, other.id)).then_with(|| bytes(self).cmp(&bytes(other)))
    }

    /// The mentions of the event; empty for kinds that have none.
    pub fn mentions(&self) -> &[Mention] {
        match &self.body {
            Body::Told(body) => &body.mentions,
            Body::Recorded(body) => &body.mentions,
            Body::Read(body) => &body.mentions,
            Body::Published(body) => &body.mentions,
            _ => &[],
        }
    }

    /// The children mentioned.
    pub fn children(&self) -> impl Iterator<Item = (u16, &Mention)> {
        self.mentions()
            .iter()
            .enumerate()
            .filter(|(_, mention)| mention.kind == MentionKind::Child)
            .map(|(place, mention)| (place as u16, mention))
    }

    /// The concern it tells of or acts on. To publish something about a concern is no act on it.
    pub fn concern(&self) -> Option<&ConcernRef> {
        if matches!(self.body, Body::Published(_)) {
            return None;
        }
        let (own, passes) = self.body.references();
        passes.or(own)
    }
}

impl Body {
    /// The concern numbers it carries: its own, and the one it passes on.
    pub fn references(&self) -> (Option<&ConcernRef>, Option<&ConcernRef>) {
        let own = match self {
            Self::Told(body) => return (Some(&body.concern), body.passes.as_ref()),
            Self::Recorded(body) => body.concern.as_ref(),
            Self::Answered(body) => Some(&body.concern),
            Self::HandedOver(body) => Some(&body.concern),
            Self::Read(body) => body.concern.as_ref(),
            Self::Published(body) => body.concern.as_ref(),
            Self::Opened(step)
            | Self::Refused(step)
            | Self::Accepted(step)
            | Self::Countersigned(step)
            | Self::Withdrawn(step)
            | Self::Disputed(step)
            | Self::Challenged(step) => Some(&step.concern),
            _ => None,
        };
        (own, None)
    }
}

impl Canonical for SourceRef {
    fn put(&self, out: &mut Vec<u8>) {
        self.file.put(out);
        self.line.put(out);
        self.part.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        use Canonical as C;
        Some(Self { file: C::take(bytes)?, line: C::take(bytes)?, part: C::take(bytes)? })
    }
}

impl Canonical for By {
    fn put(&self, out: &mut Vec<u8>) {
        self.agency.put(out);
        self.post.put(out);
        self.holder.put(out);
        self.assurance.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        use Canonical as C;
        Some(Self {
            agency: C::take(bytes)?,
            post: C::take(bytes)?,
            holder: C::take(bytes)?,
            assurance: C::take(bytes)?,
        })
    }
}

#[cfg(test)]
mod tests;
