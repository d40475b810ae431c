//! A telling as its form or file says it, before it is an event.
//!
//! The file is JSON; `docs/formats/telling.md` lists every field. What is not known is left out: only `told_to` must be
//! there. A misspelt field is refused, because a warning in a field nobody reads would be lost.

use record::agency::Addressee;
use record::event::{Assurance, Body, By, Event, Told};
use record::mention::{Identifier, Mention, MentionKind, Sex};
use record::policy::Policy;
use record::time::{Claimed, Day, Logged};
use record::{AgencyId, Code, ConcernRef, EventId, PostId, SourceRef};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::submission::{LONGEST_ID, SHORTEST_ID};

/// Longest file that is read, in bytes.
pub const LARGEST: usize = 256 * 1024;
/// Longest free words, in characters: a receipt is no place for a file.
pub const LONGEST_WORDS: usize = 20_000;
/// Most children, people and things of one telling.
pub const MOST_MENTIONS: usize = 200;

/// The agency that stands for a teller who belongs to none.
pub const PUBLIC: &str = "public";

/// What somebody tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Telling {
    /// An id the sender chose: the same telling sent again under it is recorded once.
    pub submission: Option<String>,
    /// To whom: `agency/post`, or an agency alone.
    pub told_to: String,
    /// Who tells: a code of `tellers.csv`.
    pub teller: Option<String>,
    /// The agency the teller belongs to.
    pub teller_agency: Option<String>,
    /// When it was told or happened: `YYYY-MM-DD`; the day candour takes it if not given.
    pub date: Option<String>,
    /// The agency's own number for the concern.
    pub concern: Option<String>,
    /// Coded signs: codes of `signs.csv`.
    pub signs: Vec<String>,
    /// Somebody is in danger now.
    pub immediate_danger: bool,
    /// The children it is about.
    pub children: Vec<Person>,
    /// Other people.
    pub people: Vec<Person>,
    /// Places, vehicles, phones, businesses, online names.
    pub things: Vec<Thing>,
    /// In the teller's own words.
    pub words: Option<String>,
}

/// A child or other person as the teller knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Person {
    /// Role: a code of `roles.csv`; a child's is `subject` if not given, another person's must be.
    pub role: Option<String>,
    /// Given name.
    pub forename: Option<String>,
    /// Family name.
    pub surname: Option<String>,
    /// Other names.
    pub known_as: Vec<String>,
    /// Birth date, `YYYY-MM-DD`.
    pub born: Option<String>,
    /// `M`, `F`, `U` or `X`.
    pub sex: Option<String>,
    /// Unique pupil number.
    pub upn: Option<String>,
    /// NHS number.
    pub nhs_number: Option<String>,
    /// The teller's agency's own number.
    pub number: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// What is known of a person whose name is not: "driver of a silver car".
    pub description: Option<String>,
}

/// A place, vehicle, phone, business or online name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Thing {
    /// `place`, `vehicle`, `phone`, `business` or `online_name`.
    pub kind: String,
    /// Role: a code of `roles.csv`.
    pub role: String,
    /// The thing as the teller writes it.
    pub value: String,
    /// Postcode of a place.
    pub postcode: Option<String>,
}

/// Why a telling cannot be taken as it stands. Names the field; nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TellingError {
    /// Too large.
    #[error(
        "the file has more than {LARGEST} bytes; tell what happened in fewer words and keep the rest yourself"
    )]
    TooLarge,
    /// Nothing in it.
    #[error("the file is empty; write the telling as JSON, docs/formats/telling.md has an example")]
    Empty,
    /// No JSON, or a field that nobody reads.
    #[error("line {line}, column {column}: {problem}; docs/formats/telling.md lists the fields")]
    Json {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
        /// What the reader says, without any value of the file.
        problem: String,
    },
    /// A field's value cannot be taken.
    #[error("`{field}`: {problem}")]
    Field {
        /// Which field.
        field: String,
        /// What is wrong, and the remedy.
        problem: String,
    },
}

/// What the telling becomes an event with.
#[derive(Clone, Copy, Debug)]
pub struct Taking<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// When candour takes it.
    pub logged: Logged,
    /// That day in the policy's zone.
    pub today: Day,
    /// Its id.
    pub id: EventId,
    /// Number for a concern that has none of its own.
    pub fresh_number: u64,
    /// Its place among what was told.
    pub source: SourceRef,
    /// How sure candour is of who tells.
    pub assurance: Assurance,
}

impl Telling {
    /// Reads a file.
    ///
    /// # Errors
    /// [`TellingError`] with line and column.
    pub fn parse(bytes: &[u8]) -> Result<Self, TellingError> {
        if bytes.len() > LARGEST {
            return Err(TellingError::TooLarge);
        }
        if bytes.trim_ascii().is_empty() {
            return Err(TellingError::Empty);
        }
        serde_json::from_slice(bytes).map_err(|cause| TellingError::Json {
            line: cause.line(),
            column: cause.column(),
            problem: without_values(&cause.to_string()),
        })
    }

    /// What is told, without the id it is sent under: the same bytes for the same telling.
    pub fn content(&self) -> Vec<u8> {
        let content = Self { submission: None, ..self.clone() };
        serde_json::to_vec(&content).expect("a struct of texts and lists is JSON")
    }

    /// The submission id, if there is one that can be used.
    ///
    /// # Errors
    /// [`TellingError::Field`] when it is too short to be nobody else's.
    pub fn submission(&self) -> Result<Option<&str>, TellingError> {
        match self.submission.as_deref() {
            Some(id) if !(SHORTEST_ID..=LONGEST_ID).contains(&id.len()) => Err(field(
                "submission",
                format!(
                    "use {SHORTEST_ID} to {LONGEST_ID} characters that nobody guesses, such as a random UUID"
                ),
            )),
            id => Ok(id),
        }
    }

    /// The event.
    ///
    /// # Errors
    /// [`TellingError::Field`] names the first field that cannot be taken.
    pub fn event(&self, taking: &Taking<'_>) -> Result<Event, TellingError> {
        let policy = taking.policy;
        let told_to = self.addressee()?;
        let agency = AgencyId::new(self.teller_agency.as_deref().map_or(PUBLIC, str::trim));
        let teller = self.teller.as_deref().unwrap_or("anonymous");
        known("teller", teller, policy.tellers.keys())?;
        for sign in &self.signs {
            known("signs", sign, policy.signs.keys())?;
        }
        let words = self.words.as_deref().map(str::trim).filter(|words| !words.is_empty());
        if words.is_some_and(|words| words.chars().count() > LONGEST_WORDS) {
            let problem =
                format!("has more than {LONGEST_WORDS} characters; tell it in parts, each gets its receipt");
            return Err(field("words", problem));
        }
        let key = self.concern.clone().unwrap_or_else(|| format!("told-{:016x}", taking.fresh_number));
        Ok(Event {
            id: taking.id,
            claimed: self.claimed(taking.today)?,
            logged: taking.logged,
            by: By { agency: agency.clone(), post: None, holder: None, assurance: taking.assurance },
            source: taking.source,
            body: Body::Told(Box::new(Told {
                concern: ConcernRef { agency: agency.clone(), key: SmolStr::new(key) },
                activity: Code::new("concern.told"),
                teller: Code::new(teller),
                teller_agency: self.teller_agency.as_ref().map(|_| agency),
                told_to,
                passes: None,
                signs: self.signs.iter().map(Code::new).collect(),
                codes: Vec::new(),
                immediate_danger: self.immediate_danger,
                event_count: None,
                mentions: self.mentions(policy)?,
                words: words.map(str::to_owned),
            })),
        })
    }

    fn addressee(&self) -> Result<Addressee, TellingError> {
        let text = self.told_to.trim();
        let plain = |text: &str| {
            !text.is_empty()
                && text.len() <= 100
                && !text.chars().any(|c| c.is_control() || c.is_whitespace())
        };
        match text.split_once('/') {
            Some((agency, post)) if plain(agency) && plain(post) => Ok(Addressee::post(PostId::new(text))),
            None if plain(text) => Ok(Addressee::agency(AgencyId::new(text))),
            _ => Err(field(
                "told_to",
                "say whom you tell, as `agency/post` or `agency`, such as `westbrook-council/front-door`"
                    .into(),
            )),
        }
    }

    fn claimed(&self, today: Day) -> Result<Claimed, TellingError> {
        let Some(date) = self.date.as_deref() else { return Ok(Claimed::day(today)) };
        match Day::parse_iso(date.trim()) {
            Some(day) if day <= today => Ok(Claimed::day(day)),
            Some(_) => {
                Err(field("date", "lies in the future; give the day it was told, or leave it out".into()))
            }
            None => Err(field("date", "write a day the calendar has as YYYY-MM-DD, or leave it out".into())),
        }
    }

    fn mentions(&self, policy: &Policy) -> Result<Vec<Mention>, TellingError> {
        if self.children.len() + self.people.len() + self.things.len() > MOST_MENTIONS {
            return Err(field(
                "children",
                format!("more than {MOST_MENTIONS} people and things; tell it in parts"),
            ));
        }
        let mut mentions = Vec::new();
        for (n, child) in self.children.iter().enumerate() {
            let role = child.role.as_deref().unwrap_or("subject");
            mentions.push(child.mention(MentionKind::Child, role, &format!("children[{n}]"), policy)?);
        }
        for (n, person) in self.people.iter().enumerate() {
            let place = format!("people[{n}]");
            let role = person.role.as_deref().ok_or_else(|| {
                field(
                    &format!("{place}.role"),
                    "say what the person is, such as `parent` or `person_of_concern`".into(),
                )
            })?;
            mentions.push(person.mention(MentionKind::Person, role, &place, policy)?);
        }
        for (n, thing) in self.things.iter().enumerate() {
            mentions.push(thing.mention(&format!("things[{n}]"), policy)?);
        }
        Ok(mentions)
    }
}

impl Person {
    fn mention(
        &self,
        kind: MentionKind,
        role: &str,
        place: &str,
        policy: &Policy,
    ) -> Result<Mention, TellingError> {
        known(&format!("{place}.role"), role, policy.roles.keys())?;
        let mut mention = Mention::new(kind, role);
        for (scheme, value) in [("local", &self.number), ("upn", &self.upn), ("nhs_number", &self.nhs_number)]
        {
            if let Some(value) = text(value) {
                mention.identifiers.push(Identifier { scheme: Code::new(scheme), value });
            }
        }
        mention.forename = text(&self.forename);
        mention.surname = text(&self.surname);
        mention.known_as = self.known_as.iter().filter_map(|name| text(&Some(name.clone()))).collect();
        mention.postcode = text(&self.postcode);
        mention.value = text(&self.description);
        if let Some(born) = self.born.as_deref() {
            let day = Day::parse_iso(born.trim()).ok_or_else(|| {
                field(
                    &format!("{place}.born"),
                    "write a day the calendar has as YYYY-MM-DD, or leave it out".into(),
                )
            })?;
            mention.born = Some(Claimed::day(day));
        }
        if let Some(sex) = self.sex.as_deref() {
            let sex = Sex::from_word(sex)
                .ok_or_else(|| field(&format!("{place}.sex"), "use M, F, U or X, or leave it out".into()))?;
            mention.sex = Some(sex);
        }
        Ok(mention)
    }
}

impl Thing {
    fn mention(&self, place: &str, policy: &Policy) -> Result<Mention, TellingError> {
        let kind = MentionKind::from_word(&self.kind)
            .filter(|kind| !matches!(kind, MentionKind::Child | MentionKind::Person))
            .ok_or_else(|| {
                field(&format!("{place}.kind"), "use place, vehicle, phone, business or online_name".into())
            })?;
        known(&format!("{place}.role"), &self.role, policy.roles.keys())?;
        let mut mention = Mention::new(kind, &self.role);
        mention.value = text(&Some(self.value.clone()));
        mention.postcode = text(&self.postcode);
        if mention.value.is_none() {
            return Err(field(&format!("{place}.value"), "is empty; write the thing as you know it".into()));
        }
        Ok(mention)
    }
}

fn text(value: &Option<String>) -> Option<SmolStr> {
    value.as_deref().map(str::trim).filter(|value| !value.is_empty()).map(SmolStr::new)
}

fn known<'a>(
    name: &str,
    code: &str,
    codes: impl Iterator<Item = &'a Code> + Clone,
) -> Result<(), TellingError> {
    if codes.clone().any(|known| known.as_str() == code) {
        return Ok(());
    }
    let mut all: Vec<&str> = codes.map(Code::as_str).collect();
    all.sort_unstable();
    // The value itself may be a name that slipped into the wrong field: it is not repeated.
    Err(field(name, format!("has a code the policy does not know; it knows {}", all.join(", "))))
}

fn field(name: &str, problem: String) -> TellingError {
    TellingError::Field { field: name.to_owned(), problem }
}

/// The JSON reader repeats values in its messages; a value may be a name.
fn without_values(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or(message);
    if message.starts_with("unknown field") {
        return message.split(", expected").next().unwrap_or(message).to_owned();
    }
    if let Some((_, expected)) = message.split_once(", expected ") {
        return format!("a value of another type than expected: {expected}");
    }
    message.to_owned()
}
