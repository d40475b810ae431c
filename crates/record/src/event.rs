//! Events: everything that happens, appended and never changed. A correction is a new event.

use smol_str::SmolStr;

use crate::agency::{Addressee, Rank};
use crate::canonical::{Canonical, DecodeError, FieldReader};
use crate::field::{Declared, Field, FieldClass, FieldDecl, Subject};
use crate::id::{AgencyId, Code, ConcernRef, EventId, FileId, PostId};
use crate::mention::{Mention, MentionKind};
use crate::source::{Completeness, SourceRef};
use crate::time::{Claimed, Day, Logged};
use crate::{canonical_enum, declared};

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

declared! {
    /// A concern told to a post. Also a concern passed on: then `passes` names the concern.
    pub struct Told {
        /// The concern, as the source numbers it. Without a number of its own: made from file and line.
        personal concern: ConcernRef,
        /// Activity code: `concern.told`, `referral.received`, `concern.passed`, …
        coded activity: Code,
        /// Who told: a code of `tellers.csv` (child, parent, school, police, …).
        coded teller: Code,
        /// The agency the teller belongs to, if any and stated.
        open teller_agency: Option<AgencyId>,
        /// To whom.
        open told_to: Addressee,
        /// The concern that is passed on, if this is a passing on.
        personal passes: Option<ConcernRef>,
        /// Coded signs, as the record itself said at the time.
        coded signs: Vec<Code>,
        /// Further codes of the return: (code set, code).
        coded codes: Vec<(Code, Code)>,
        /// The source marked immediate danger.
        coded immediate_danger: bool,
        /// How many single events the row stands for, if it says so.
        coded event_count: Option<u32>,
        /// Whom and what it mentions.
        mentions mentions: Vec<Mention>,
        /// The source's own words.
        narrative words: Option<String>,
    }
}

declared! {
    /// Something an agency recorded: a step of its procedure, a fact about a child, a row of a chronology.
    pub struct Recorded {
        /// Activity code: `assessment.authorised`, `icpc.held`, `missing.started`, `chronology.entry`, …
        coded activity: Code,
        /// Codes of the return: (code set, code), such as (`closure_reason`, `RC8`).
        coded codes: Vec<(Code, Code)>,
        /// Coded signs the record itself carries.
        coded signs: Vec<Code>,
        /// The concern it belongs to, if the source says so.
        personal concern: Option<ConcernRef>,
        /// To whom it was told, if the source says so.
        open told_to: Option<Addressee>,
        /// Whom and what it mentions.
        mentions mentions: Vec<Mention>,
        /// The reviewer's own columns of a chronology table, in order: (heading, cell), unaltered.
        narrative columns: Vec<(SmolStr, String)>,
        /// The source's words about what happened.
        narrative words: Option<String>,
        /// The source's words about what was done.
        narrative action: Option<String>,
        /// The source of information the row names (mandatory in a chronology table).
        narrative source_of_information: Option<String>,
    }
}

/// What an answer speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addresses {
    /// The person who wrote. Never ends a duty.
    Writer,
    /// The procedure. Never ends a duty.
    Procedure,
    /// The substance of the warning.
    Substance,
    /// Not stated. Never ends a duty.
    Unknown,
}

canonical_enum!(Addresses {
    Writer = "writer",
    Procedure = "procedure",
    Substance = "substance",
    Unknown = "unknown",
});

declared! {
    /// A concern answered.
    pub struct Answered {
        /// The concern.
        personal concern: ConcernRef,
        /// What the answer speaks to.
        coded addresses: Addresses,
        /// What was decided: a code of `outcomes.csv` (`investigated`, `no_action`, `cannot_with_what_i_have`, …).
        coded outcome: Code,
        /// Reasons are given.
        coded reasons_given: bool,
        /// The second post that signed, where one did.
        open second_post: Option<Addressee>,
        /// To whom the answer went, if stated.
        open told_to: Option<Addressee>,
        /// The source's own words.
        narrative words: Option<String>,
    }
}

declared! {
    /// Something that happened to a concern and is no answer: opened, refused, accepted, withdrawn, disputed, challenged, …
    pub struct Step {
        /// The concern.
        personal concern: ConcernRef,
        /// A code: the reason of a refusal or withdrawal, the ground of a dispute; empty if none.
        coded reason: Code,
        /// The source's own words.
        narrative words: Option<String>,
    }
}

declared! {
    /// A concern handed over: the duty stays where it was until the receiver accepts.
    pub struct HandedOver {
        /// The concern.
        personal concern: ConcernRef,
        /// To whom.
        open to: Addressee,
        /// The source's own words.
        narrative words: Option<String>,
    }
}

declared! {
    /// An agency takes part.
    pub struct AgencyCreated {
        /// Its id.
        open agency: AgencyId,
        /// Its name.
        open name: SmolStr,
        /// Its kind: a code of `agency_kinds.csv`.
        coded kind: Code,
    }
}

declared! {
    /// A post is created or described anew.
    pub struct PostCreated {
        /// The post.
        open post: PostId,
        /// Its title.
        open title: SmolStr,
        /// Its rank.
        coded rank: Rank,
        /// The post above.
        open reports_to: Option<PostId>,
        /// What it takes by default: `front_door`, `exploitation_lead`, …
        coded takes: Vec<Code>,
        /// Who may remove the holder of a top post.
        open removed_by: Option<SmolStr>,
    }
}

declared! {
    /// A person holds a post over a time.
    pub struct PostHeldBy {
        /// The post.
        open post: PostId,
        /// The holder, as written.
        personal holder: SmolStr,
        /// From when.
        open from: Claimed,
        /// Until when; `None` if still.
        open until: Option<Claimed>,
        /// As deputy.
        coded deputy: bool,
    }
}

/// What a correction of a reviewer says. Rows are named by file path, line and part, so that it survives reruns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Two mentions are the same person or thing.
    Same(MentionPlace, MentionPlace),
    /// Two mentions are not the same.
    NotSame(MentionPlace, MentionPlace),
    /// The date of a row is this.
    Date(RowPlace, Claimed),
    /// Two rows tell of one event.
    SameEvent(RowPlace, RowPlace),
    /// Two rows tell of different events.
    NotSameEvent(RowPlace, RowPlace),
    /// The row carries this sign, confirmed by a person.
    Sign(RowPlace, Code),
    /// The row does not carry this sign.
    NotSign(RowPlace, Code),
}

impl Correction {
    fn number(&self) -> u8 {
        match self {
            Self::Same(..) => 0,
            Self::NotSame(..) => 1,
            Self::Date(..) => 2,
            Self::SameEvent(..) => 3,
            Self::NotSameEvent(..) => 4,
            Self::Sign(..) => 5,
            Self::NotSign(..) => 6,
        }
    }
}

impl Declared for Correction {
    const FIELDS: &'static [FieldDecl] = &[FieldDecl { name: "correction", class: FieldClass::Coded }];

    fn fields(&self, subject: Subject, out: &mut Vec<Field>) {
        let value = crate::canonical::bytes_of(self);
        out.push(Field { name: "correction", class: FieldClass::Coded, subject, value });
    }

    fn from_fields(source: &mut FieldReader<'_>) -> Result<Self, DecodeError> {
        source.take("correction")
    }
}

impl Canonical for Correction {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(self.number());
        match self {
            Self::Same(a, b) | Self::NotSame(a, b) => (*a, *b).put(out),
            Self::Date(row, claimed) => (*row, *claimed).put(out),
            Self::SameEvent(a, b) | Self::NotSameEvent(a, b) => (*a, *b).put(out),
            Self::Sign(row, sign) | Self::NotSign(row, sign) => (*row, sign.clone()).put(out),
        }
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        use Canonical as C;
        Some(match u8::take(bytes)? {
            0 => Self::Same(C::take(bytes)?, C::take(bytes)?),
            1 => Self::NotSame(C::take(bytes)?, C::take(bytes)?),
            2 => Self::Date(C::take(bytes)?, C::take(bytes)?),
            3 => Self::SameEvent(C::take(bytes)?, C::take(bytes)?),
            4 => Self::NotSameEvent(C::take(bytes)?, C::take(bytes)?),
            5 => Self::Sign(C::take(bytes)?, C::take(bytes)?),
            6 => Self::NotSign(C::take(bytes)?, C::take(bytes)?),
            _ => return None,
        })
    }
}

/// A row of a source, named so that it can be found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowPlace(pub SourceRef);

/// A mention of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionPlace {
    /// The row.
    pub row: RowPlace,
    /// Which mention of it, from 0.
    pub mention: u16,
}

declared! {
    /// A row of an extract is no longer there, or reads otherwise, in a later extract that covers the same days.
    pub struct RowChange {
        /// The table.
        coded table: Code,
        /// The row's natural key.
        personal row: SmolStr,
        /// Fields that changed; empty when the row vanished.
        coded fields: Vec<Code>,
        /// The earlier file.
        open earlier: FileId,
        /// The later file.
        open later: FileId,
        /// The earlier event of that row, where there is one.
        open event: Option<EventId>,
    }
}

declared! {
    /// A file was imported.
    pub struct Imported {
        /// The file's number in its import.
        open file: FileId,
        /// The format.
        coded format: Code,
        /// SHA-256 of the file's bytes, in hexadecimal.
        open digest: SmolStr,
        /// First day covered.
        open covers_from: Option<Day>,
        /// Last day covered.
        open covers_to: Option<Day>,
        /// Full or partial.
        coded completeness: Completeness,
        /// Rows read.
        coded rows: u64,
    }
}

declared! {
    /// A policy was adopted.
    pub struct PolicyAdopted {
        /// SHA-256 of the policy, in hexadecimal.
        open digest: SmolStr,
        /// In force from.
        open from: Day,
    }
}

declared! {
    /// Somebody read a child's record (access logs, and candour's own reads).
    pub struct ReadRecord {
        /// The concern read, if the log names one.
        personal concern: Option<ConcernRef>,
        /// Whose record.
        mentions mentions: Vec<Mention>,
    }
}

declared! {
    /// Something was published, erased or held. Their own fields come with their stages.
    pub struct Ruling {
        /// What it is about.
        personal concern: Option<ConcernRef>,
        /// The ground, coded.
        coded ground: Code,
        /// Whom it is about.
        mentions mentions: Vec<Mention>,
    }
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
    Erased(Ruling) = 22 "erased",
    /// A legal hold.
    Held(Ruling) = 23 "held",
}

impl Event {
    /// Sorting key of the canonical order: claimed time, then source place. Ids are given in this order.
    pub fn order(&self) -> ((i64, i64), SourceRef) {
        (self.claimed.order(), self.source)
    }

    /// The mentions of the event; empty for kinds that have none.
    pub fn mentions(&self) -> &[Mention] {
        match &self.body {
            Body::Told(body) => &body.mentions,
            Body::Recorded(body) => &body.mentions,
            Body::Read(body) => &body.mentions,
            Body::Published(body) | Body::Erased(body) | Body::Held(body) => &body.mentions,
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

    /// The concern it tells of or acts on.
    pub fn concern(&self) -> Option<&ConcernRef> {
        match &self.body {
            Body::Told(body) => Some(body.passes.as_ref().unwrap_or(&body.concern)),
            Body::Recorded(body) => body.concern.as_ref(),
            Body::Answered(body) => Some(&body.concern),
            Body::HandedOver(body) => Some(&body.concern),
            Body::Read(body) => body.concern.as_ref(),
            Body::Opened(step)
            | Body::Refused(step)
            | Body::Accepted(step)
            | Body::Countersigned(step)
            | Body::Withdrawn(step)
            | Body::Disputed(step)
            | Body::Challenged(step) => Some(&step.concern),
            _ => None,
        }
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

impl Canonical for RowPlace {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Canonical::take(bytes).map(Self)
    }
}

impl Canonical for MentionPlace {
    fn put(&self, out: &mut Vec<u8>) {
        self.row.put(out);
        self.mention.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        use Canonical as C;
        Some(Self { row: C::take(bytes)?, mention: C::take(bytes)? })
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
