//! Rows: every mention of an event, normalised and interned, in columns of small numbers.

use record::event::Body;
use record::mention::{Identifier, Sex};
use record::outputs::{EventIx, MentionIx, MentionTable};
use record::{AgencyId, Day, Event, Mention, MentionKind};
use rustc_hash::FxHashMap;

use crate::intern::{Column, NONE, ValueId};
use crate::normalise;

/// A mention of a child or another person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PersonRow {
    /// Its number.
    pub(crate) mention: MentionIx,
    /// Its event.
    pub(crate) event: EventIx,
    /// A child; otherwise another person.
    pub(crate) is_child: bool,
    /// The agency that wrote it, as its number in this run.
    pub(crate) agency: u32,
    pub(crate) forename: ValueId,
    pub(crate) surname: ValueId,
    /// Clean birth date, to the day.
    pub(crate) born: Option<Day>,
    /// Male, female, or not known.
    pub(crate) sex: Option<Sex>,
    pub(crate) postcode: ValueId,
    pub(crate) phone: ValueId,
    /// The home's place, for households.
    pub(crate) home: ValueId,
    /// The agency's own number.
    pub(crate) local: ValueId,
    pub(crate) upn: ValueId,
    pub(crate) former_upn: ValueId,
    pub(crate) nhs_number: ValueId,
}

/// A mention of a place, vehicle, phone, business or online name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ThingRow {
    /// Its number.
    pub(crate) mention: MentionIx,
    /// Its event.
    pub(crate) event: EventIx,
    /// Its kind.
    pub(crate) kind: MentionKind,
    /// Its normalised value in the column of its kind.
    pub(crate) value: ValueId,
}

/// A mention of a child or another person who was erased.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ErasedRow<'a> {
    /// Its number.
    pub(crate) mention: MentionIx,
    /// Child or person.
    pub(crate) kind: MentionKind,
    /// What stands for the subject.
    pub(crate) subject: &'a str,
}

/// Other names of a person: (row, forename, surname), each perhaps [`NONE`].
pub(crate) type Alias = (u32, ValueId, ValueId);

/// All mentions of all events, by column.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    pub(crate) persons: Vec<PersonRow>,
    /// In the order of `persons`.
    pub(crate) aliases: Vec<Alias>,
    pub(crate) things: Vec<ThingRow>,
    /// Mentions of erased children and other persons: they say nothing that could be compared.
    pub(crate) erased: Vec<ErasedRow<'a>>,
    pub(crate) forenames: Column<'a>,
    pub(crate) surnames: Column<'a>,
    pub(crate) postcodes: Column<'a>,
    pub(crate) phones: Column<'a>,
    pub(crate) plates: Column<'a>,
    /// Words and postcode of a place, parted by U+001F.
    pub(crate) places: Column<'a>,
    pub(crate) businesses: Column<'a>,
    pub(crate) online: Column<'a>,
    locals: Column<'a>,
    upns: Column<'a>,
    nhs_numbers: Column<'a>,
    agencies: FxHashMap<&'a AgencyId, u32>,
    /// Place of words and postcode as written, to its number and the number of its postcode.
    written_places: FxHashMap<(&'a str, &'a str), (ValueId, ValueId)>,
}

/// Between the words and the postcode of a place.
pub(crate) const PLACE_PARTS: char = '\u{1f}';

/// Reads the mentions of told and recorded events and of the other kinds that carry any.
pub(crate) fn read<'a>(events: &'a [Event], table: &MentionTable) -> Rows<'a> {
    let mut rows = Rows {
        persons: Vec::new(),
        aliases: Vec::new(),
        things: Vec::new(),
        erased: Vec::new(),
        forenames: Column::new(),
        surnames: Column::new(),
        postcodes: Column::new(),
        phones: Column::new(),
        plates: Column::new(),
        places: Column::new(),
        businesses: Column::new(),
        online: Column::new(),
        locals: Column::new(),
        upns: Column::new(),
        nhs_numbers: Column::new(),
        agencies: FxHashMap::default(),
        written_places: FxHashMap::default(),
    };
    for (ix, event) in events.iter().enumerate() {
        rows.read_event(ix as EventIx, event, table);
    }
    rows
}

/// Home and phones of the children of one event.
#[derive(Clone, Copy, Default)]
struct Household {
    home: ValueId,
    postcode: ValueId,
    family_phone: ValueId,
    own_phone: ValueId,
}

impl<'a> Rows<'a> {
    fn read_event(&mut self, ix: EventIx, event: &'a Event, table: &MentionTable) {
        let mentions = event.mentions();
        if mentions.is_empty() {
            return;
        }
        let next = self.agencies.len() as u32;
        let agency = *self.agencies.entry(&event.by.agency).or_insert(next);
        let first = table.index(ix, 0);
        let mut household = Household::default();
        for (place, mention) in mentions.iter().enumerate() {
            if !matches!(mention.kind, MentionKind::Child | MentionKind::Person) {
                let (value, postcode) = self.thing_value(mention);
                self.things.push(ThingRow {
                    event: ix,
                    mention: first + place as u32,
                    kind: mention.kind,
                    value,
                });
                household.note(mention, value, postcode);
            }
        }
        if matches!(event.body, Body::Read(_)) || mentions.iter().filter(|m| is_subject(m)).count() != 1 {
            household.own_phone = NONE;
        }
        for (place, mention) in mentions.iter().enumerate() {
            if !matches!(mention.kind, MentionKind::Child | MentionKind::Person) {
                continue;
            }
            let number = first + place as u32;
            match mention.erased_as() {
                Some(subject) => self.erased.push(ErasedRow { mention: number, kind: mention.kind, subject }),
                None => self.read_person(mention, number, ix, agency, household),
            }
        }
    }

    fn read_person(
        &mut self,
        mention: &'a Mention,
        number: MentionIx,
        event: EventIx,
        agency: u32,
        household: Household,
    ) {
        let mut row = PersonRow {
            mention: number,
            event,
            is_child: mention.kind == MentionKind::Child,
            agency,
            forename: mention.forename.as_deref().map_or(NONE, |raw| self.forenames.id(raw, normalise::name)),
            surname: mention.surname.as_deref().map_or(NONE, |raw| self.surnames.id(raw, normalise::name)),
            born: clean_birth_date(mention),
            sex: mention.sex.filter(|sex| matches!(sex, Sex::Male | Sex::Female)),
            postcode: mention
                .postcode
                .as_deref()
                .map_or(NONE, |raw| self.postcodes.id(raw, normalise::postcode)),
            phone: NONE,
            home: NONE,
            local: NONE,
            upn: NONE,
            former_upn: NONE,
            nhs_number: NONE,
        };
        if is_of_the_household(mention) {
            row.home = household.home;
            row.phone = household.family_phone;
            if row.postcode == NONE {
                row.postcode = household.postcode;
            }
        }
        if is_subject(mention) && household.own_phone != NONE {
            row.phone = household.own_phone;
        }
        for identifier in &mention.identifiers {
            self.read_identifier(identifier, &mut row);
        }
        for known_as in &mention.known_as {
            self.read_alias(known_as);
        }
        self.persons.push(row);
    }

    fn read_identifier(&mut self, identifier: &'a Identifier, row: &mut PersonRow) {
        let value = identifier.value.as_str();
        let trimmed = |raw: &str| Some(raw.trim().to_owned()).filter(|raw| !raw.is_empty());
        match identifier.scheme.as_str() {
            "local" if row.local == NONE => row.local = self.locals.id(value, trimmed),
            "upn" if row.upn == NONE => row.upn = self.upns.id(value, normalise::upn),
            "former_upn" if row.former_upn == NONE => row.former_upn = self.upns.id(value, normalise::upn),
            "nhs_number" if row.nhs_number == NONE => {
                row.nhs_number = self.nhs_numbers.id(value, normalise::nhs_number);
            }
            _ => {}
        }
    }

    /// "Kit" is another forename; "Kit Marlowe" another forename and surname.
    fn read_alias(&mut self, known_as: &str) {
        let Some(name) = normalise::name(known_as) else {
            return;
        };
        let (forename, surname) = name.rsplit_once(' ').unwrap_or((&name, ""));
        let surname = if surname.is_empty() { NONE } else { self.surnames.id_of(surname) };
        self.aliases.push((self.persons.len() as u32, self.forenames.id_of(forename), surname));
    }

    /// The number of a thing's value, and of its postcode if it is a place.
    fn thing_value(&mut self, mention: &'a Mention) -> (ValueId, ValueId) {
        let raw = mention.value.as_deref();
        if mention.kind == MentionKind::Place {
            return self
                .place_value(raw.unwrap_or_default(), mention.postcode.as_deref().unwrap_or_default());
        }
        let Some(raw) = raw else { return (NONE, NONE) };
        let value = match mention.kind {
            MentionKind::Vehicle => self.plates.id(raw, normalise::plate),
            MentionKind::Phone => self.phones.id(raw, normalise::phone),
            MentionKind::Business => self.businesses.id(raw, normalise::business),
            _ => self.online.id(raw, normalise::online_name),
        };
        (value, NONE)
    }

    fn place_value(&mut self, raw: &'a str, postcode: &'a str) -> (ValueId, ValueId) {
        if let Some(&known) = self.written_places.get(&(raw, postcode)) {
            return known;
        }
        let numbers = normalise::place(Some(raw), Some(postcode)).map_or((NONE, NONE), |(words, code)| {
            let code = code.unwrap_or_default();
            let id = self.places.id_of(&format!("{words}{PLACE_PARTS}{code}"));
            (id, if code.is_empty() { NONE } else { self.postcodes.id_of(&code) })
        });
        self.written_places.insert((raw, postcode), numbers);
        numbers
    }
}

impl Household {
    fn note(&mut self, mention: &Mention, value: ValueId, postcode: ValueId) {
        match mention.role.as_str() {
            "home" => (self.home, self.postcode) = (value, postcode),
            "family_phone" => self.family_phone = value,
            "own_phone" => self.own_phone = value,
            _ => {}
        }
    }
}

fn is_subject(mention: &Mention) -> bool {
    mention.kind == MentionKind::Child && mention.role.as_str() == "subject"
}

fn is_of_the_household(mention: &Mention) -> bool {
    mention.kind == MentionKind::Child && matches!(mention.role.as_str(), "subject" | "sibling" | "twin")
}

/// The birth date, if it is one day, not doubted by its source, and no placeholder.
fn clean_birth_date(mention: &Mention) -> Option<Day> {
    let born = mention.born.filter(|born| !born.is_doubtful())?.single_day()?;
    let placeholder = [(1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1901, 1, 1), (1970, 1, 1)];
    (!placeholder.contains(&born.ymd())).then_some(born)
}
