//! From rows to events: a pure function of rows, convention, reading and seed.
//!
//! Inputs and responses are fed, benchmarks and context never. The order of the rows decides nothing: rows are taken in
//! the order of their dates and keys, and draws depend on the key alone.

use std::collections::HashMap;

use formats::replay::{Role, Row};
use record::event::{Answered, Correction, Recorded, Step, Told};
use record::policy::Policy;
use record::{
    Addressee, AgencyId, Body, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Logged, SourceRef,
};
use smol_str::SmolStr;

use super::convention::{Convention, Reading};
use super::deliver;
use super::draw::Draw;
use super::mentions::{mentions, ties};
use super::untie::untie;

/// Marks an event that stands for one of several which a row counts.
const SYNTHETIC: (&str, &str) = ("replay", "synthetic");

/// The events of a timeline, and which row each comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expanded {
    /// The events, not yet in canonical order; ties between pseudonyms among them.
    pub events: Vec<Event>,
    /// Keys of the rows: an event of the timeline's file comes from the row at its line, counted from 1.
    pub rows: Vec<SmolStr>,
    /// Keys of inputs and responses that this convention or this reading leaves out.
    pub left_out: Vec<SmolStr>,
    /// The number of the timeline's file; ties stand in the file behind it. 0 unless moved.
    pub file: FileId,
}

impl Expanded {
    /// The key of the row an event comes from; `None` for a tie, and for an event of another file.
    pub fn row_of(&self, event: &Event) -> Option<&SmolStr> {
        let place = (event.source.line as usize).checked_sub(1)?;
        self.rows.get(place).filter(|_| event.source.file == self.file)
    }

    /// The same events as those of file `file`, and the ties of the file behind it: among events of other files no two
    /// then have one source place.
    pub fn moved(mut self, file: FileId) -> Self {
        let by = file.0.saturating_sub(self.file.0);
        let to = |source: &mut SourceRef| source.file = FileId(source.file.0.saturating_add(by));
        for event in &mut self.events {
            to(&mut event.source);
            if let Body::Corrected(correction) = &mut event.body
                && let Correction::Same(one, other) = correction.as_mut()
            {
                to(&mut one.row.0);
                to(&mut other.row.0);
            }
        }
        self.file = file;
        self
    }
}

/// One telling that was fed: what an answer or a withdrawal can speak of.
#[derive(Clone, Debug)]
struct Fed {
    concern: ConcernRef,
    day: Day,
    to: AgencyId,
}

/// Everything fed so far, by the key of its row.
type FedRows = HashMap<SmolStr, Vec<Fed>>;

/// Expands the inputs and responses of a timeline.
pub fn expand(rows: &[Row], convention: Convention, reading: Reading, seed: u64) -> Expanded {
    tied(fed(rows, convention, reading, seed))
}

/// The same rows and tellings without what ties one child to another: no two children share a person, place or vehicle, and no
/// record carries a sign that the policy marks as naming a group.
pub fn expand_untied(
    rows: &[Row],
    convention: Convention,
    reading: Reading,
    seed: u64,
    policy: &Policy,
) -> Expanded {
    let mut fed = fed(rows, convention, reading, seed);
    untie(&mut fed.events, policy);
    tied(fed)
}

/// Adds the ties between pseudonyms.
fn tied(mut fed: Expanded) -> Expanded {
    let ties = ties(&fed.events);
    fed.events.extend(ties);
    fed
}

/// The events, without ties between pseudonyms.
fn fed(rows: &[Row], convention: Convention, reading: Reading, seed: u64) -> Expanded {
    let mut fed_roles: Vec<&Row> =
        rows.iter().filter(|row| matches!(row.role, Role::Input | Role::Response)).collect();
    fed_roles.sort_by(|a, b| (a.first(), a.last(), &a.id).cmp(&(b.first(), b.last(), &b.id)));
    let mut out =
        Expanded { rows: fed_roles.iter().map(|row| row.id.clone()).collect(), ..Expanded::default() };
    let (kept, left_out): (Vec<_>, Vec<_>) = (1u32..).zip(fed_roles).partition(|(_, row)| {
        !(convention.leaves_out(row) || reading == Reading::Certain && row.only_unnamed())
    });
    out.left_out = left_out.into_iter().map(|(_, row)| row.id.clone()).collect();
    let scene = Scene { convention, reading, seed };
    let mut fed = FedRows::new();
    // Tellings first: an answer or a withdrawal may stand anywhere.
    let is_telling = |row: &Row| row.role == Role::Input && !row.is_withdrawal();
    for (line, row) in kept.iter().filter(|(_, row)| is_telling(row)) {
        scene.tell(*line, row, &mut fed, &mut out.events);
    }
    for (line, row) in kept.iter().filter(|(_, row)| !is_telling(row)) {
        let mut place = Place { line: *line, part: 0 };
        match row.answers.as_ref().and_then(|answered| fed.get(answered)) {
            Some(answered) if row.role == Role::Response && !row.is_withdrawal() => {
                scene.answer(&mut place, row, answered, &mut out.events);
            }
            _ if row.is_withdrawal() => {
                let complaint = complaint(row, kept.iter().map(|(_, row)| *row));
                let complaint = complaint.and_then(|complaint| fed.get(&complaint.id));
                scene.withdraw(&mut place, row, complaint.map_or(&[], Vec::as_slice), &mut out.events);
            }
            _ => scene.note(&mut place, row, convention.day(row), &mut out.events),
        }
    }
    out
}

/// The complaint a withdrawal takes back: the input that shares most pseudonyms of persons and children with it and can
/// have come before it; of equals the latest.
fn complaint<'r>(row: &Row, inputs: impl Iterator<Item = &'r Row>) -> Option<&'r Row> {
    let shared = |input: &Row| {
        let children = input.children.iter().filter(|child| row.children.contains(child)).count();
        let persons = input.persons.iter().filter(|person| row.persons.contains(person)).count();
        children + persons
    };
    inputs
        .filter(|input| input.role == Role::Input && !input.is_withdrawal())
        .filter(|input| input.first() <= row.last() && shared(input) > 0)
        .max_by_key(|input| (shared(input), input.first(), input.last(), input.id.clone()))
}

/// Where the next event of a row stands.
struct Place {
    line: u32,
    part: u16,
}

impl Place {
    fn next(&mut self) -> SourceRef {
        let here = SourceRef { file: FileId(0), line: self.line, part: self.part };
        // A row stands for at most 5,000 events, each told to at most 8 agencies.
        self.part = self.part.saturating_add(1);
        here
    }
}

/// How rows are read.
#[derive(Clone, Copy)]
struct Scene {
    convention: Convention,
    reading: Reading,
    seed: u64,
}

impl Scene {
    /// A telling to everybody the row was told to, once for each event it stands for.
    fn tell(self, line: u32, row: &Row, fed: &mut FedRows, events: &mut Vec<Event>) {
        let draw = Draw::of(self.seed, &row.id);
        let to = deliver::addressees(row);
        let mut place = Place { line, part: 0 };
        if to.is_empty() {
            return self.note(&mut place, row, self.convention.day(row), events);
        }
        for number in 0..row.events {
            let Some(mentions) = mentions(row, number, self.reading, draw) else { continue };
            let day = self.day_of(row, number, draw);
            let concern = concern(row, number);
            for to in &to {
                let fed = fed.entry(row.id.clone()).or_default();
                fed.push(Fed { concern: concern.clone(), day, to: to.agency.clone() });
                let body = told(row, concern.clone(), to.clone(), mentions.clone());
                events.push(event(&mut place, row, day, Body::Told(Box::new(body))));
            }
        }
    }

    /// The day of one event: the row's days are cut into as many equal stretches as it stands for events, and the
    /// convention picks from the stretch; in the middle convention the seed does.
    fn day_of(self, row: &Row, number: u32, draw: Draw) -> Day {
        if row.events == 1 {
            return self.convention.day(row);
        }
        let days = i64::from(row.last().0) - i64::from(row.first().0) + 1;
        let cut = |place: u32| (i64::from(place) * days / i64::from(row.events)) as i32;
        let first = row.first().add_days(cut(number));
        let last = row.first().add_days(cut(number + 1) - 1).max(first);
        if self.convention == Convention::Middle {
            let length = (last.0 - first.0 + 1).unsigned_abs();
            // Draws of children take the lower places.
            return first.add_days(draw.below((1 << 32) + u64::from(number), u64::from(length)) as i32);
        }
        self.convention.pick(first, last)
    }

    /// An answer to each telling of the row it answers, never before it.
    fn answer(self, place: &mut Place, row: &Row, answered: &[Fed], events: &mut Vec<Event>) {
        let mut last = None;
        for fed in
            answered.iter().filter(|fed| last.replace(fed.concern.clone()).as_ref() != Some(&fed.concern))
        {
            let body = Answered {
                concern: fed.concern.clone(),
                addresses: row.addresses,
                outcome: outcome(row),
                reasons_given: false,
                second_post: None,
                told_to: None,
                words: None,
            };
            let day = self.convention.day(row).max(fed.day);
            events.push(event(place, row, day, Body::Answered(Box::new(body))));
        }
        self.note(place, row, self.convention.day(row), events);
    }

    /// A withdrawal goes to whoever holds the complaint; what it says of others is noted there.
    fn withdraw(self, place: &mut Place, row: &Row, complaint: &[Fed], events: &mut Vec<Event>) {
        let mut noted_by = row.agency.clone();
        let mut day = self.convention.day(row);
        for fed in complaint {
            day = self.convention.day(row).max(fed.day);
            noted_by = fed.to.clone();
            let body = Step { concern: fed.concern.clone(), reason: Code::new("withdrawn"), words: None };
            events.push(event(place, row, day, Body::Withdrawn(Box::new(body))));
        }
        let before = events.len();
        self.note(place, row, day, events);
        for noted in &mut events[before..] {
            noted.by = record::By { agency: noted_by.clone(), post: None, ..noted.by.clone() };
        }
    }

    /// Something that happened and answers nothing.
    fn note(self, place: &mut Place, row: &Row, day: Day, events: &mut Vec<Event>) {
        let draw = Draw::of(self.seed, &row.id);
        for number in 0..row.events {
            let Some(mentions) = mentions(row, number, self.reading, draw) else { continue };
            let day = if row.events == 1 { day } else { self.day_of(row, number, draw) };
            let body = Recorded {
                activity: Code::new("chronology.entry"),
                codes: codes(row),
                signs: row.signs.clone(),
                concern: None,
                told_to: None,
                mentions,
                columns: Vec::new(),
                words: None,
                action: None,
                source_of_information: None,
            };
            events.push(event(place, row, day, Body::Recorded(Box::new(body))));
        }
    }
}

/// The number of a telling: the row's key, and behind it which of its events.
fn concern(row: &Row, number: u32) -> ConcernRef {
    let key =
        if row.events == 1 { row.id.clone() } else { SmolStr::new(format!("{}#{}", row.id, number + 1)) };
    ConcernRef { agency: row.agency.clone(), key }
}

fn told(row: &Row, concern: ConcernRef, to: Addressee, mentions: Vec<record::Mention>) -> Told {
    Told {
        concern,
        activity: Code::new("concern.told"),
        teller: deliver::teller(row),
        teller_agency: deliver::is_office(row).then(|| row.agency.clone()),
        told_to: to,
        passes: None,
        signs: row.signs.clone(),
        codes: codes(row),
        immediate_danger: false,
        event_count: None,
        mentions,
        words: None,
    }
}

fn codes(row: &Row) -> Vec<(Code, Code)> {
    let synthetic = (row.events > 1).then(|| (Code::new(SYNTHETIC.0), Code::new(SYNTHETIC.1)));
    synthetic.into_iter().collect()
}

/// What was decided. `addresses` judges an answer, so the outcome is one that ends a duty where it does.
fn outcome(row: &Row) -> Code {
    Code::new(match row.response.as_str() {
        "investigated" | "prosecuted" => "investigated",
        "disrupted" => "disrupted",
        _ => "assessed",
    })
}

fn event(place: &mut Place, row: &Row, day: Day, body: Body) -> Event {
    Event {
        id: EventId::UNSET,
        claimed: Claimed::day(day),
        logged: Logged::default(),
        by: deliver::by(row),
        source: place.next(),
        body,
    }
}
