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
}

impl Statement {
    /// Reads an opening. Fields that do not read are left out: a newer candour may have written them.
    pub fn of(opening: &Opening) -> Self {
        let mut statement = Self {
            hidden: opening.count.saturating_sub(opening.shown.len() as u16),
            shows_personal: opening.shown.iter().any(|field| field.group != crate::fields::OPEN),
            ..Self::default()
        };
        let of = |subject: u16, name: &str| -> Option<&[u8]> {
            let label = label(subject, name);
            opening.shown.iter().find(|field| field.label == label).map(|field| field.value.as_slice())
        };
        let kind: Option<u8> = read(of(HEADER, "kind"));
        statement.kind = kind
            .and_then(|kind| Body::KINDS.iter().find(|(number, _)| *number == kind))
            .map(|(_, word)| *word);
        statement.id = read(of(HEADER, "id"));
        statement.logged = read(of(HEADER, "logged")).map(Logged);
        statement.claimed = read(of(HEADER, "claimed"));
        statement.by_agency = read(of(HEADER, "by.agency"));
        statement.by_post = read::<Option<PostId>>(of(HEADER, "by.post")).flatten();
        statement.assurance = read(of(HEADER, "by.assurance"));
        statement.activity = read(of(EVENT, "activity"));
        statement.teller = read(of(EVENT, "teller"));
        statement.signs = read(of(EVENT, "signs")).unwrap_or_default();
        statement.immediate_danger = read(of(EVENT, "immediate_danger")).unwrap_or_default();
        statement.mentions = read(of(EVENT, "mentions"));
        statement.words = read::<Option<String>>(of(EVENT, "words")).flatten();
        statement.told_to = match kind {
            Some(1) => read(of(EVENT, "told_to")),
            _ => read::<Option<Addressee>>(of(EVENT, "told_to")).flatten(),
        };
        statement
    }

    /// Is it a receipt: told to candour itself, and not read from somebody's file?
    pub fn is_receipt(&self) -> bool {
        self.kind == Some("told") && self.assurance.is_some_and(|assurance| assurance != Assurance::Imported)
    }
}

fn read<T: Canonical>(value: Option<&[u8]>) -> Option<T> {
    let mut bytes = value?;
    let read = T::take(&mut bytes)?;
    bytes.is_empty().then_some(read)
}
