//! What an opened record says, in words: for receipts, read from the opening alone.

use ledger::opening::Opening;
use record::agency::Addressee;
use record::canonical::Canonical;
use record::event::{Assurance, Body};
use record::time::{Claimed, Logged};
use record::{AgencyId, Code, EventId, PostId};

use crate::fields::{EVENT, HEADER, label};

/// What a receipt or proof says of its entry. Every field was opened against the log; `None`: not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The event's id.
    pub id: Option<EventId>,
    /// Word of its kind: `told`, `recorded`, …
    pub kind: Option<&'static str>,
    /// When candour recorded it.
    pub logged: Option<Logged>,
    /// When its source says it happened.
    pub claimed: Option<Claimed>,
    /// Whose statement it is.
    pub by_agency: Option<AgencyId>,
    /// Whose post.
    pub by_post: Option<PostId>,
    /// How sure candour was of who said it.
    pub assurance: Option<Assurance>,
    /// To whom it was told.
    pub told_to: Option<Addressee>,
    /// Who told, as a code.
    pub teller: Option<Code>,
    /// Coded signs.
    pub signs: Vec<Code>,
    /// Marked as immediate danger.
    pub immediate_danger: bool,
    /// Activity code.
    pub activity: Option<Code>,
    /// How many people and things it names.
    pub mentions: Option<u32>,
    /// The teller's own words, if this receipt shows them.
    pub words: Option<String>,
    /// Names it shows: only in a receipt with everything.
    pub shows_personal: bool,
    /// How many fields stay hidden.
    pub hidden: u16,
    /// Names of fields that are shown and do not read: such a record is not believed, for what it hides in them might be
    /// the danger.
    pub unreadable: Vec<&'static str>,
}

impl Statement {
    /// Reads an opening. Fields that do not read are named in `unreadable`: a newer candour may have written them.
    pub fn of(opening: &Opening) -> Self {
        let mut statement = Self {
            hidden: opening.count.saturating_sub(opening.shown.len() as u16),
            shows_personal: opening.shown.iter().any(|field| field.group != crate::fields::OPEN),
            ..Self::default()
        };
        let of = |subject: u16, name: &str| -> Option<&[u8]> {
            let label = label(subject, name);
            opening.shown.iter().find(|field| *field.label == *label).map(|field| field.value.as_slice())
        };
        let kind: Option<u8> = read(of(HEADER, "kind"));
        statement.kind = kind
            .and_then(|kind| Body::KINDS.iter().find(|(number, _)| *number == kind))
            .map(|(_, word)| *word);
        let mut reader = Reader { of: &of, unreadable: Vec::new() };
        statement.id = reader.take(HEADER, "id");
        statement.logged = reader.take(HEADER, "logged").map(Logged);
        statement.claimed = reader.take(HEADER, "claimed");
        statement.by_agency = reader.take(HEADER, "by.agency");
        statement.by_post = reader.take::<Option<PostId>>(HEADER, "by.post").flatten();
        statement.assurance = reader.take(HEADER, "by.assurance");
        // Of a kind this program does not know nobody can say what a field means: only its header is read.
        if statement.kind.is_some() {
            statement.activity = reader.take(EVENT, "activity");
            statement.teller = reader.take(EVENT, "teller");
            statement.signs = reader.take(EVENT, "signs").unwrap_or_default();
            statement.immediate_danger = reader.take(EVENT, "immediate_danger").unwrap_or_default();
            statement.mentions = reader.take(EVENT, "mentions");
            statement.words = reader.take::<Option<String>>(EVENT, "words").flatten();
            statement.told_to = match kind {
                Some(1) => reader.take(EVENT, "told_to"),
                _ => reader.take::<Option<Addressee>>(EVENT, "told_to").flatten(),
            };
        }
        statement.unreadable = reader.unreadable;
        statement
    }

    /// Is it a receipt: told to candour itself, and not read from somebody's file?
    pub fn is_receipt(&self) -> bool {
        self.kind == Some("told") && self.assurance.is_some_and(|assurance| assurance != Assurance::Imported)
    }
}

/// Reads shown fields, and keeps in mind which do not read.
struct Reader<'a> {
    of: &'a dyn Fn(u16, &str) -> Option<&'a [u8]>,
    unreadable: Vec<&'static str>,
}

impl Reader<'_> {
    fn take<T: Canonical>(&mut self, subject: u16, name: &'static str) -> Option<T> {
        let value = (self.of)(subject, name);
        let read = read(value);
        if value.is_some() && read.is_none() {
            self.unreadable.push(name);
        }
        read
    }
}

fn read<T: Canonical>(value: Option<&[u8]>) -> Option<T> {
    let mut bytes = value?;
    let read = T::take(&mut bytes)?;
    bytes.is_empty().then_some(read)
}

#[cfg(test)]
mod tests {
    use ledger::opening::{Opening, Seeds, ShownField};

    use super::Statement;
    use crate::fields::{EVENT, HEADER, OPEN, label};

    fn opening(fields: &[(u16, &str, &[u8])]) -> Opening {
        let shown = fields
            .iter()
            .enumerate()
            .map(|(n, (subject, name, value))| ShownField {
                position: n as u16,
                group: OPEN,
                label: label(*subject, name).to_vec(),
                value: value.to_vec(),
            })
            .collect();
        Opening { seeds: Seeds::Groups(Vec::new()), count: fields.len() as u16, shown, hidden: Vec::new() }
    }

    #[test]
    fn a_danger_that_does_not_read_is_named_and_never_read_as_none() {
        for value in [[2].as_slice(), &[1, 0], &[]] {
            let statement =
                Statement::of(&opening(&[(HEADER, "kind", &[1]), (EVENT, "immediate_danger", value)]));
            assert_eq!(statement.unreadable, ["immediate_danger"], "{value:?}");
        }
        let statement = Statement::of(&opening(&[(HEADER, "kind", &[1]), (EVENT, "immediate_danger", &[1])]));
        assert!(statement.immediate_danger && statement.unreadable.is_empty());
    }

    #[test]
    fn of_a_kind_nobody_knows_only_the_header_is_read() {
        let statement = Statement::of(&opening(&[
            (HEADER, "kind", &[99]),
            (HEADER, "logged", &7i64.to_be_bytes()),
            (EVENT, "immediate_danger", &[1]),
        ]));
        assert_eq!((statement.kind, statement.immediate_danger), (None, false));
        assert!(statement.logged.is_some());
    }
}
