//! The mentions of one row.

use record::mention::{Identifier, MentionKind};
use record::{Code, Mention};
use smol_str::SmolStr;

use super::cells::Cells;
use super::columns::Column as C;
use super::vocabulary::Vocabulary;
use crate::codes::UNRECOGNISED;
use crate::emit::constant;
use crate::read::Sink;
use crate::report::Report;
use crate::upn::{self, Upn};
use crate::values;
use crate::when::When;

/// The columns of one kind of mention.
struct Shape {
    kind: MentionKind,
    default_role: &'static str,
    role: C,
    /// (scheme, column) of its identifiers.
    identifiers: &'static [(&'static str, C)],
    forename: Option<C>,
    surname: Option<C>,
    known_as: Option<C>,
    born: Option<C>,
    sex: Option<C>,
    postcode: Option<C>,
    value: Option<C>,
    /// First and last of its columns, the role included.
    columns: (C, C),
}

/// A thing named by one column.
const fn thing(
    kind: MentionKind,
    default_role: &'static str,
    value: C,
    postcode: Option<C>,
    role: C,
) -> Shape {
    Shape {
        kind,
        default_role,
        role,
        identifiers: &[],
        forename: None,
        surname: None,
        known_as: None,
        born: None,
        sex: None,
        postcode,
        value: Some(value),
        columns: (value, role),
    }
}

/// In the order in which one row's mentions stand in its event.
const SHAPES: [Shape; 7] = [
    Shape {
        kind: MentionKind::Child,
        default_role: "subject",
        role: C::ChildRole,
        identifiers: &[("local", C::ChildId), ("upn", C::ChildUpn), ("nhs_number", C::ChildNhsNumber)],
        forename: Some(C::ChildForename),
        surname: Some(C::ChildSurname),
        known_as: Some(C::ChildKnownAs),
        born: Some(C::ChildDob),
        sex: Some(C::ChildSex),
        postcode: Some(C::ChildPostcode),
        value: None,
        columns: (C::ChildId, C::ChildRole),
    },
    Shape {
        kind: MentionKind::Person,
        default_role: "person_of_concern",
        role: C::PersonRole,
        identifiers: &[("local", C::PersonId)],
        forename: Some(C::PersonForename),
        surname: Some(C::PersonSurname),
        known_as: Some(C::PersonKnownAs),
        born: Some(C::PersonDob),
        sex: Some(C::PersonSex),
        postcode: Some(C::PersonPostcode),
        value: Some(C::PersonDescription),
        columns: (C::PersonId, C::PersonRole),
    },
    thing(MentionKind::Place, "place_of_concern", C::Place, Some(C::PlacePostcode), C::PlaceRole),
    thing(MentionKind::Vehicle, "vehicle_of_concern", C::Vehicle, None, C::VehicleRole),
    thing(MentionKind::Phone, "phone_of_concern", C::Phone, None, C::PhoneRole),
    thing(MentionKind::Business, "business_of_concern", C::Business, None, C::BusinessRole),
    thing(MentionKind::OnlineName, "online_of_concern", C::OnlineName, None, C::OnlineRole),
];

/// Reads the mentions of a row and hands each to `take`.
pub(crate) fn read(
    cells: &Cells<'_>,
    vocabulary: &mut Vocabulary<'_>,
    when: When,
    at: Report,
    sink: &mut dyn Sink,
    mut take: impl FnMut(Mention),
) {
    for shape in &SHAPES {
        if let Some(mention) = read_one(shape, cells, vocabulary, when, at, sink) {
            take(mention);
        }
    }
}

fn read_one(
    shape: &Shape,
    cells: &Cells<'_>,
    vocabulary: &mut Vocabulary<'_>,
    when: When,
    at: Report,
    sink: &mut dyn Sink,
) -> Option<Mention> {
    let (first, last) = (shape.columns.0 as usize, shape.columns.1 as usize);
    let stated =
        C::ALL[first..=last].iter().any(|column| *column != shape.role && !cells.get(*column).is_empty());
    let role = cells.get(shape.role);
    if !stated {
        if !role.is_empty() {
            let words = "a role stands without anything it belongs to and was left out";
            at.skipped(sink, shape.role.name(), "mention.role_only", words, "");
        }
        return None;
    }
    let mut mention = Mention::new(shape.kind, shape.default_role);
    if !role.is_empty() {
        mention.role = vocabulary
            .roles
            .read(role, at, shape.role.name(), sink)
            .unwrap_or_else(|| Code::new(UNRECOGNISED));
    }
    fill(&mut mention, shape, cells, when, at, sink);
    Some(mention)
}

fn fill(
    mention: &mut Mention,
    shape: &Shape,
    cells: &Cells<'_>,
    when: When,
    at: Report,
    sink: &mut dyn Sink,
) {
    let text = |column: Option<C>| column.and_then(|column| values::text(cells.get(column)));
    for (scheme, column) in shape.identifiers {
        if let Some(value) = text(Some(*column)) {
            mention.identifiers.push(Identifier { scheme: constant(scheme), value });
        }
    }
    report_upn(mention, at, sink);
    mention.forename = text(shape.forename);
    mention.surname = text(shape.surname);
    mention.postcode = text(shape.postcode);
    mention.value = text(shape.value);
    if let Some(column) = shape.known_as {
        let names = cells.get(column).split('|').map(str::trim).filter(|name| !name.is_empty());
        mention.known_as.extend(names.map(SmolStr::new));
    }
    if let Some(column) = shape.sex {
        mention.sex = values::sex(cells.get(column), at, column.name(), sink);
    }
    if let Some(column) = shape.born.filter(|column| !cells.get(*column).is_empty()) {
        mention.born =
            Some(when.date(cells.get(column), at, column.name(), sink)).filter(|born| !born.is_unknown());
    }
}

fn report_upn(mention: &Mention, at: Report, sink: &mut dyn Sink) {
    let words = match mention.identifier("upn").map(upn::check) {
        None | Some(Upn::Fits) => return,
        Some(Upn::WrongLetter) => "the check letter of the UPN does not fit; it is kept",
        Some(Upn::NoUpn) => "the UPN does not have the shape of one; it is kept",
    };
    at.doubtful(sink, C::ChildUpn.name(), "upn.check_letter", words, "correct the UPN at its source");
}

/// The cells of a mention, for writing: the inverse of reading. The role is always written.
pub(crate) fn cells_of(mention: &Mention) -> Vec<(C, String)> {
    let shape = &SHAPES[mention.kind as usize];
    let mut cells = Vec::new();
    let mut put = |column: Option<C>, text: Option<&str>| {
        if let (Some(column), Some(text)) = (column, text) {
            cells.push((column, text.to_owned()));
        }
    };
    for (scheme, column) in shape.identifiers {
        put(Some(*column), mention.identifier(scheme));
    }
    put(shape.forename, mention.forename.as_deref());
    put(shape.surname, mention.surname.as_deref());
    put(shape.postcode, mention.postcode.as_deref());
    put(shape.value, mention.value.as_deref());
    put(shape.known_as, (!mention.known_as.is_empty()).then(|| mention.known_as.join("|")).as_deref());
    put(shape.born, mention.born.map(|born| born.to_string()).as_deref());
    put(shape.sex, mention.sex.map(|sex| sex.word()));
    put(Some(shape.role), Some(mention.role.as_str()));
    cells
}

/// Which of a row's places a mention of this kind takes, from 0.
pub(crate) fn slot(kind: MentionKind) -> usize {
    kind as usize
}

#[cfg(test)]
mod tests {
    use super::SHAPES;
    use record::MentionKind;

    #[test]
    fn shapes_stand_in_the_order_of_the_kinds() {
        let kinds: Vec<MentionKind> = SHAPES.iter().map(|shape| shape.kind).collect();
        assert_eq!(kinds, MentionKind::ALL);
    }
}
