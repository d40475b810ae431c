//! An event as stored bytes: a header and, behind it, each field apart, so that the ledger can commit to fields one by
//! one and erasure can take one away.
//!
//! Header: version byte, claimed time, by, source place, in canonical form. Fields: count as 4 bytes, then for each its
//! class (1 byte), subject (2 bytes, `FFFF` for the event itself), name (1 byte length, then text) and value (4 bytes
//! length, then canonical bytes). The kind, the id and the logged time stand beside them, in columns of the store.

use crate::canonical::{Canonical, DecodeError, VERSION};
use crate::event::{Body, By, Event};
use crate::field::{Declared, Field, FieldClass, FieldDecl, Subject};
use crate::id::EventId;
use crate::mention::Mention;
use crate::source::SourceRef;
use crate::time::{Claimed, Logged};

const WHOLE_EVENT: u16 = u16::MAX;

/// The header's bytes.
pub fn header_bytes(event: &Event) -> Vec<u8> {
    let mut out = vec![VERSION];
    event.claimed.put(&mut out);
    event.by.put(&mut out);
    event.source.put(&mut out);
    out
}

/// The fields' bytes.
pub fn field_bytes(body: &Body) -> Vec<u8> {
    let fields = body.fields();
    let mut out = Vec::with_capacity(fields.len() * 24);
    (fields.len() as u32).put(&mut out);
    for field in &fields {
        out.push(class_number(field.class));
        let subject = match field.subject {
            Subject::Event => WHOLE_EVENT,
            Subject::Mention(place) => place,
        };
        subject.put(&mut out);
        out.push(field.name.len() as u8);
        out.extend_from_slice(field.name.as_bytes());
        (field.value.len() as u32).put(&mut out);
        out.extend_from_slice(&field.value);
    }
    out
}

/// Reads an event back.
///
/// # Errors
/// [`DecodeError`] when the bytes are damaged, or were written by a newer version.
pub fn event(
    id: EventId,
    kind: u8,
    logged: Logged,
    header: &[u8],
    fields: &[u8],
) -> Result<Event, DecodeError> {
    let mut bytes = header;
    if u8::take(&mut bytes) != Some(VERSION) {
        return Err(DecodeError::Value("version"));
    }
    let claimed = Claimed::take(&mut bytes).ok_or(DecodeError::Value("claimed"))?;
    let by = By::take(&mut bytes).ok_or(DecodeError::Value("by"))?;
    let source = SourceRef::take(&mut bytes).ok_or(DecodeError::Value("source"))?;
    if !bytes.is_empty() {
        return Err(DecodeError::Long("header"));
    }
    let body = Body::from_fields(kind, &split_fields(kind, fields)?)?;
    Ok(Event { id, claimed, logged, by, source, body })
}

/// The fields' bytes as fields, each as declared for the kind.
///
/// # Errors
/// [`DecodeError`] when the bytes are damaged, or of another version.
pub fn split_fields(kind: u8, mut bytes: &[u8]) -> Result<Vec<Field>, DecodeError> {
    let own = Body::declared_fields(kind).ok_or(DecodeError::Value("kind"))?;
    let count = u32::take(&mut bytes).ok_or(DecodeError::Short("fields"))?;
    let mut fields = Vec::new();
    for _ in 0..count {
        fields.push(one_field(own, &mut bytes).ok_or(DecodeError::Short("fields"))?);
    }
    if bytes.is_empty() { Ok(fields) } else { Err(DecodeError::Long("fields")) }
}

fn one_field(own: &[FieldDecl], bytes: &mut &[u8]) -> Option<Field> {
    let class = u8::take(bytes)?;
    let subject = match u16::take(bytes)? {
        WHOLE_EVENT => Subject::Event,
        place => Subject::Mention(place),
    };
    let name_length = usize::from(u8::take(bytes)?);
    let name = split(bytes, name_length)?;
    let value_length = u32::take(bytes)? as usize;
    let value = split(bytes, value_length)?;
    let declared = match subject {
        Subject::Event => own,
        Subject::Mention(_) => Mention::FIELDS,
    };
    let declared = declared.iter().find(|field| field.name.as_bytes() == name)?;
    (class_number(declared.class) == class).then(|| Field {
        name: declared.name,
        class: declared.class,
        subject,
        value: value.to_vec(),
    })
}

fn split<'a>(bytes: &mut &'a [u8], n: usize) -> Option<&'a [u8]> {
    let (front, rest) = bytes.split_at_checked(n)?;
    *bytes = rest;
    Some(front)
}

fn class_number(class: FieldClass) -> u8 {
    match class {
        FieldClass::Open => 0,
        FieldClass::Coded => 1,
        FieldClass::Personal => 2,
        FieldClass::Narrative => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::{event, field_bytes, header_bytes};
    use crate::agency::Addressee;
    use crate::event::{Assurance, Body, By, Event, Told};
    use crate::id::{AgencyId, Code, ConcernRef, EventId, FileId};
    use crate::mention::{Mention, MentionKind};
    use crate::source::SourceRef;
    use crate::time::{Claimed, Day, Logged};

    fn example() -> Event {
        let agency = AgencyId::new("police");
        let mut child = Mention::new(MentionKind::Child, "subject");
        child.forename = Some("Made-up".into());
        Event {
            id: EventId(7),
            claimed: Claimed::day(Day(18_000)).doubted(),
            logged: Logged(1),
            by: By { agency: agency.clone(), post: None, holder: None, assurance: Assurance::Imported },
            source: SourceRef { file: FileId(1), line: 2, part: 3 },
            body: Body::Told(Box::new(Told {
                concern: ConcernRef { agency: agency.clone(), key: "12".into() },
                activity: Code::new("concern.told"),
                teller: Code::new("parent"),
                teller_agency: None,
                told_to: Addressee::agency(agency),
                passes: None,
                signs: vec![Code::new("vehicle")],
                codes: Vec::new(),
                immediate_danger: false,
                event_count: Some(3),
                mentions: vec![child, Mention::new(MentionKind::Vehicle, "vehicle_of_concern")],
                words: None,
            })),
        }
    }

    #[test]
    fn an_event_reads_back_as_it_was() {
        let it = example();
        let back = event(it.id, it.body.number(), it.logged, &header_bytes(&it), &field_bytes(&it.body));
        assert_eq!(back, Ok(it));
    }

    #[test]
    fn damaged_bytes_are_an_error_and_never_a_panic() {
        let it = example();
        let (header, fields) = (header_bytes(&it), field_bytes(&it.body));
        for cut in 0..fields.len() {
            assert!(
                event(it.id, it.body.number(), it.logged, &header, &fields[..cut]).is_err(),
                "cut at {cut}"
            );
        }
        for flip in 0..fields.len() {
            let mut damaged = fields.clone();
            damaged[flip] ^= 0x55;
            // Some flips give another valid value (a letter of a name): they must only never panic.
            let _ = event(it.id, it.body.number(), it.logged, &header, &damaged);
        }
        assert!(event(it.id, 99, it.logged, &header, &fields).is_err());
    }
}
