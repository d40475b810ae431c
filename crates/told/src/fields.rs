//! The fields of an event as the log commits to them: in which order, in which group, who dies with what.
//!
//! Open and coded fields stand first, personal and narrative ones behind, so that what an opening hides is a few hashes.
//! A label is the subject (2 bytes: `FFFE` the header, `FFFF` the event, else the mention's place) and the field's name.

use record::canonical::bytes_of;
use record::event::{Body, Event};
use record::field::{FieldClass, Subject};

/// Group of open and coded fields: never erased.
pub const OPEN: u16 = 0;
/// Group of the concern numbers an event carries.
pub const REFERENCE: u16 = 1;
/// Group of the event's narrative.
pub const WORDS: u16 = 2;
/// Group of what else is personal in an event: holders' names, row keys.
pub const REST: u16 = 3;
/// Group of the salt that a telling's seed comes from, and of its row among the submissions: sealed, but no fields of the
/// record.
pub const SUBMISSION: u16 = 4;
/// Groups from here on are the mentions': this and the mention's place.
pub const MENTIONS: u16 = 16;

/// Subject number of header fields.
pub const HEADER: u16 = 0xFFFE;
/// Subject number of the event's own fields.
pub const EVENT: u16 = 0xFFFF;

/// One field as the log commits to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommittedField {
    /// Subject number.
    pub subject: u16,
    /// Name.
    pub name: &'static str,
    /// The group whose seed keys it.
    pub group: u16,
    /// Canonical bytes.
    pub value: Vec<u8>,
}

impl CommittedField {
    /// The label the commitment carries.
    pub fn label(&self) -> Label {
        label(self.subject, self.name)
    }

    /// Is there anything in it that must be hidden? An empty optional or list is not.
    pub fn is_empty(&self) -> bool {
        matches!(self.value.as_slice(), [0] | [0, 0, 0, 0])
    }
}

/// A label, held in place: every record has dozens, and each is needed several times.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label {
    length: u8,
    bytes: [u8; Self::MOST],
}

impl Label {
    /// Bytes of the longest label.
    const MOST: usize = 47;
}

impl core::ops::Deref for Label {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

/// The label of a field. Names are declared in `record`, and a test holds them to the length there is.
pub fn label(subject: u16, name: &str) -> Label {
    let name = name.as_bytes();
    let length = (2 + name.len()).min(Label::MOST);
    let mut bytes = [0; Label::MOST];
    bytes[..2].copy_from_slice(&subject.to_be_bytes());
    bytes[2..length].copy_from_slice(&name[..length - 2]);
    Label { length: length as u8, bytes }
}

/// The place of the field `logged` in every record: a sequencer that must stamp anew knows where it stands.
pub const LOGGED_POSITION: usize = 2;
/// The place of the field `sealed`.
pub const SEALED_POSITION: usize = 8;

/// Every field of an event in the order of commitment; `sealed` is still empty.
pub fn of(event: &Event) -> Vec<CommittedField> {
    let header = |name, value| CommittedField { subject: HEADER, name, group: OPEN, value };
    let mut open = vec![
        header("id", bytes_of(&event.id)),
        header("kind", bytes_of(&event.body.number())),
        header("logged", bytes_of(&event.logged.0)),
        header("claimed", bytes_of(&event.claimed)),
        header("by.agency", bytes_of(&event.by.agency)),
        header("by.post", bytes_of(&event.by.post)),
        header("by.assurance", bytes_of(&event.by.assurance)),
        header("source", bytes_of(&event.source)),
        header("sealed", Vec::new()),
    ];
    let holder = bytes_of(&event.by.holder);
    let mut hidden = vec![CommittedField { subject: HEADER, name: "by.holder", group: REST, value: holder }];
    for field in event.body.fields() {
        let subject = match field.subject {
            Subject::Event => EVENT,
            Subject::Mention(place) => place,
        };
        let group = group(subject, field.name, field.class);
        let to = if group == OPEN { &mut open } else { &mut hidden };
        to.push(CommittedField { subject, name: field.name, group, value: field.value });
    }
    open.append(&mut hidden);
    open
}

/// The group of a field.
pub fn group(subject: u16, name: &str, class: FieldClass) -> u16 {
    match (class, subject) {
        (FieldClass::Open | FieldClass::Coded, _) => OPEN,
        (FieldClass::Narrative, EVENT) => WORDS,
        (FieldClass::Personal, EVENT) if matches!(name, "concern" | "passes") => REFERENCE,
        (FieldClass::Personal, EVENT | HEADER) => REST,
        (_, place) => MENTIONS.saturating_add(place),
    }
}

/// The names of an event's declared fields by kind, with their class; `None` for a kind this program does not know.
pub(crate) fn declared(kind: u8, subject: u16) -> Option<&'static [record::field::FieldDecl]> {
    use record::field::Declared;
    if subject == EVENT { Body::declared_fields(kind) } else { Some(record::Mention::FIELDS) }
}
