//! Is an opening one of a record as candour makes them: every field at its one place, and none there twice?
//!
//! Without this a dishonest operator could commit to one field twice with two values, show the one to the teller and the
//! other to an inquiry, and both would hold against the same entry. With it a field has one place, so one value.

use ledger::opening::{Opening, ShownField};
use record::canonical::Canonical;
use record::event::Body;

use crate::fields::{self, EVENT, HEADER, Label, OPEN, REST};

/// The opening is of no record that candour makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// Kind or number of mentions is hidden, so that nobody knows which field stands where.
    #[error("it hides what kind of record it is; a receipt of candour never does, fetch it again")]
    Hidden,
    /// A field stands elsewhere than in its place, or there are more or fewer fields than the kind has.
    #[error(
        "its fields do not stand as candour records them, so that one could be there twice with two values; \
         keep it, it may prove that somebody forged it"
    )]
    Form,
}

/// Label and group of every field of a record, in order.
type Places = Vec<(Label, u16)>;

/// Checks that each field shown stands in the one place that its kind of record has for it.
///
/// A kind that this program does not know is taken as it comes: a newer candour made it, and nothing but its header is read.
///
/// # Errors
/// [`FormError`].
pub fn check(opening: &Opening) -> Result<(), FormError> {
    let kind = shown(opening, 1, HEADER, "kind").and_then(|field| read::<u8>(&field.value));
    let Some(declared) = Body::declared_fields(kind.ok_or(FormError::Hidden)?) else {
        return in_place(opening, &header()).ok_or(FormError::Form);
    };
    let counts_mentions = declared.iter().any(|field| field.name == "mentions");
    let mentions = match counts_mentions {
        true => mentions(opening).ok_or(FormError::Hidden)?,
        false => 0,
    };
    let places = places(kind.unwrap_or_default(), mentions);
    let whole = usize::from(opening.count) == places.len();
    in_place(opening, &places).filter(|()| whole).ok_or(FormError::Form)
}

/// Every field shown whose place is known stands there under its own label and group.
fn in_place(opening: &Opening, places: &Places) -> Option<()> {
    let stands = |field: &ShownField| match places.get(usize::from(field.position)) {
        Some((label, group)) => **label == *field.label && *group == field.group,
        None => !places.iter().any(|(label, _)| **label == *field.label),
    };
    opening.shown.iter().all(stands).then_some(())
}

fn header() -> Places {
    let names =
        ["id", "kind", "logged", "claimed", "by.agency", "by.post", "by.assurance", "source", "sealed"];
    names.into_iter().map(|name| (fields::label(HEADER, name), OPEN)).collect()
}

/// The places of a record of this kind with so many mentions: as [`fields::of`] orders them.
fn places(kind: u8, mentions: u16) -> Places {
    let mut open = header();
    let mut hidden = vec![(fields::label(HEADER, "by.holder"), REST)];
    let mut put = |subject: u16, field: &record::field::FieldDecl| {
        let group = fields::group(subject, field.name, field.class);
        let to = if group == OPEN { &mut open } else { &mut hidden };
        to.push((fields::label(subject, field.name), group));
    };
    for field in fields::declared(kind, EVENT).unwrap_or_default() {
        put(EVENT, field);
        if field.name == "mentions" {
            for place in 0..mentions {
                fields::declared(kind, place).unwrap_or_default().iter().for_each(|field| put(place, field));
            }
        }
    }
    open.append(&mut hidden);
    open
}

fn mentions(opening: &Opening) -> Option<u16> {
    let label = fields::label(EVENT, "mentions");
    let field = opening.shown.iter().find(|field| *field.label == *label)?;
    u16::try_from(read::<u32>(&field.value)?).ok()
}

fn shown<'o>(opening: &'o Opening, position: u16, subject: u16, name: &str) -> Option<&'o ShownField> {
    let label = fields::label(subject, name);
    opening.shown.iter().find(|field| field.position == position && *field.label == *label)
}

fn read<T: Canonical>(value: &[u8]) -> Option<T> {
    let mut bytes = value;
    T::take(&mut bytes).filter(|_| bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use ledger::commitment::Seed;
    use ledger::opening::Seeds;

    use super::*;
    use crate::seal::commitments;

    /// An opening of these fields, all shown but those at `hidden`.
    fn opening(fields: &[fields::CommittedField], hidden: &[usize]) -> Opening {
        let seed = Seed([5; 32]);
        let all = commitments(fields, &seed);
        let shown = (0u16..).zip(fields).filter(|(position, _)| !hidden.contains(&usize::from(*position)));
        let shown = shown.map(|(position, field)| ShownField {
            position,
            group: field.group,
            label: field.label().to_vec(),
            value: field.value.clone(),
        });
        Opening::new(Seeds::Record(seed), &all, shown.collect()).expect("in order")
    }

    #[test]
    fn what_candour_records_has_the_form() {
        let fields = fields::of(&crate::tests::example());
        assert_eq!(check(&opening(&fields, &[])), Ok(()));
        assert_eq!(check(&opening(&fields, &[8, fields.len() - 1])), Ok(()));
        let kept = places(1, 3);
        assert_eq!(kept, fields.iter().map(|field| (field.label(), field.group)).collect::<Vec<_>>());
    }

    #[test]
    fn a_field_that_stands_there_twice_is_found_whichever_is_shown() {
        let mut fields = fields::of(&crate::tests::example());
        let told_to = fields.iter().position(|field| field.name == "told_to").expect("there");
        let mut other = fields[told_to].clone();
        other.value.push(0);
        let last = fields.len();
        fields.push(other);
        for hidden in [told_to, last] {
            assert_eq!(check(&opening(&fields, &[hidden])), Err(FormError::Form), "{hidden} hidden");
        }
        fields.swap_remove(told_to);
        assert_eq!(check(&opening(&fields[..last - 1], &[])), Err(FormError::Form), "a field fewer");
    }

    #[test]
    fn a_record_that_hides_its_kind_is_none() {
        let fields = fields::of(&crate::tests::example());
        assert_eq!(check(&opening(&fields, &[1])), Err(FormError::Hidden));
    }
}
