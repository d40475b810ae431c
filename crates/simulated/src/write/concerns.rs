//! Concern files: one for each agency and year, of some agencies the end of a year once more, a year later, and of some a
//! daily extract in the last weeks of the run.

use std::path::Path;

use record::event::{Addresses, Answered, Step, Told};
use record::{Addressee, Body, Code, ConcernRef, Day, Event, Mention};
use smol_str::SmolStr;

use super::mention::Part;
use super::named::named;
use super::posts::event;
use super::sent::{Change, DAILY, Sent, WINDOW, change, sends_again, sends_daily};
use super::{Around, Covered, Files, file, years};
use crate::Error;
use crate::town::{COUNCIL, Kind};
use crate::world::World;
use crate::written::{Act, ActKind, Note, Teller};

/// Notes and acts by agency, in order of day.
pub(super) struct Sorted {
    notes: Vec<Vec<u32>>,
    acts: Vec<Vec<Act>>,
    around: Around,
}

impl Sorted {
    pub(super) fn of(world: &World) -> Self {
        let agencies = world.agencies.all.len();
        let mut sorted = Self {
            notes: vec![Vec::new(); agencies],
            acts: vec![Vec::new(); agencies],
            around: Around::of(world),
        };
        for (number, note) in world.notes.iter().enumerate() {
            if world.setup.counts(note.day) {
                sorted.notes[usize::from(note.agency)].push(number as u32);
            }
        }
        for act in &world.acts {
            let note = &world.notes[act.note as usize];
            let told = world.setup.counts(note.day) && world.setup.counts(act.day);
            if told && act.what != ActKind::Read {
                sorted.acts[usize::from(note.agency)].push(*act);
            }
        }
        for acts in &mut sorted.acts {
            acts.sort_by_key(|act| (act.day, act.note));
        }
        sorted
    }
}

/// The number of a note in its agency's system.
pub(super) fn key(place: u16, note: u32) -> SmolStr {
    SmolStr::from(format!("{}{:07}", char::from(b'A' + (place % 26) as u8), note + 1))
}

pub(super) fn write(
    world: &World,
    worlds: &[World],
    sorted: &Sorted,
    place: u16,
    folder: &Path,
    covered: &mut Vec<Covered>,
) -> Result<Files, Error> {
    let mut all = Files::default();
    let extension = if world.agencies.at(place).kind == Kind::School { "jsonl" } else { "csv" };
    let end = world.setup.first.add_months(12 * world.setup.years as i32);
    let last_year = end.add_months(-12);
    for (first, last, word) in years(world) {
        let sent = if first == last_year { Sent::Daily(end.add_days(-1)) } else { Sent::Year };
        let mut extracts = vec![(first, format!("concerns_{word}.{extension}"), sent)];
        if sends_again(place) && first != last_year {
            let quarter = last.add_days(1).add_months(-3);
            extracts.push((quarter, format!("concerns_{word}_again.{extension}"), Sent::Again));
        }
        for (from, path, sent) in extracts {
            all.add(extract(world, worlds, sorted, place, (from, last), sent, &folder.join(&path))?);
            covered.push(Covered { path, first: from, last });
        }
    }
    if sends_daily(place) {
        super::make(&folder.join("daily"))?;
        for days in (0..DAILY).rev() {
            let last = end.add_days(-1 - days);
            let (from, path) = (last.add_days(1 - WINDOW), format!("daily/concerns_{last}.csv"));
            let sent = Sent::Daily(last);
            all.add(extract(world, worlds, sorted, place, (from, last), sent, &folder.join(&path))?);
            covered.push(Covered { path, first: from, last });
        }
    }
    Ok(all)
}

/// One file: what the agency's system holds of these days when it is sent.
fn extract(
    world: &World,
    worlds: &[World],
    sorted: &Sorted,
    place: u16,
    (first, last): (Day, Day),
    sent: Sent,
    path: &Path,
) -> Result<Files, Error> {
    let (notes, acts) = (&sorted.notes[usize::from(place)], &sorted.acts[usize::from(place)]);
    let inside = |day: u32| (first..=last).contains(&world.setup.day(day));
    let from = notes.partition_point(|note| world.setup.day(world.notes[*note as usize].day) < first);
    let mut rows: Vec<(u32, u8, Event)> = Vec::new();
    for note in notes[from..].iter().take_while(|note| inside(world.notes[**note as usize].day)) {
        let of = &world.notes[*note as usize];
        if let Some(row) = told(world, worlds, &sorted.around, *note, of, sent) {
            rows.push((of.day, 0, row));
        }
    }
    // With a concern that is gone, what was done with it is gone. A second extract covers the end of a year only.
    let gone = |act: &Act| {
        let note = &world.notes[act.note as usize];
        let covered = sent != Sent::Again || world.setup.day(note.day) >= first;
        covered && change(world, &sorted.around, note, sent) == Some(Change::Vanished)
    };
    let from = acts.partition_point(|act| world.setup.day(act.day) < first);
    for act in acts[from..].iter().take_while(|act| inside(act.day)) {
        if sent == Sent::Year || !gone(act) {
            rows.extend(done(world, place, act).map(|row| (act.day, 1, row)));
        }
    }
    rows.sort_by_key(|(day, kind, _)| (*day, *kind));
    file(path, |out| {
        let events = rows.iter().map(|(.., event)| event);
        if path.extension().is_some_and(|extension| extension == "csv") {
            formats::concerns::write_csv(events, out)?;
        } else {
            formats::concerns::write_jsonl(events, out)?;
        }
        Ok(rows.len() as u64)
    })
}

/// The row that tells; `None`: gone from a later extract.
fn told(
    world: &World,
    worlds: &[World],
    around: &Around,
    number: u32,
    note: &Note,
    sent: Sent,
) -> Option<Event> {
    let agency = world.agencies.at(note.agency);
    let change = change(world, around, note, sent);
    if change == Some(Change::Vanished) {
        return None;
    }
    let mut signs: Vec<Code> = note.signs.codes().map(Code::new).collect();
    if change == Some(Change::SignLess) {
        // As when a concern is called something milder afterwards.
        signs.truncate(signs.len().saturating_sub(1));
    }
    let mut mentions = Vec::with_capacity(3);
    for child in core::iter::once(note.child).chain(note.other) {
        mentions.push(world.child_mention(note, child, &world.real(child, worlds)?));
    }
    mentions.extend(named(world, around, note).into_iter().map(|named| named.mention));
    if change == Some(Change::MentionLess) {
        mentions.pop();
    }
    mentions.sort_by_key(|mention: &Mention| mention.kind);
    let (teller, teller_agency) = match note.teller {
        Teller::Child => ("child", None),
        Teller::Parent => ("parent", None),
        Teller::Neighbour => ("neighbour", None),
        Teller::Staff => (agency.kind.teller(), None),
        Teller::Agency(other) => {
            let other = world.agencies.at(other);
            (other.kind.teller(), Some(other.id.clone()))
        }
    };
    let body = Told {
        concern: ConcernRef { agency: agency.id.clone(), key: key(note.agency, number) },
        activity: Code::new("concern.told"),
        teller: Code::new(teller),
        teller_agency,
        told_to: agency.post(0).map_or_else(|| Addressee::agency(agency.id.clone()), Addressee::post),
        passes: None,
        signs,
        codes: Vec::new(),
        immediate_danger: false,
        event_count: None,
        mentions,
        words: note.blames.then(|| "Streetwise. Puts herself at risk.".to_owned()),
    };
    let mut row = event(world, note.agency, world.setup.day(note.day), Body::Told(Box::new(body)));
    row.by.post = agency.post(0);
    Some(row)
}

/// Answers that are none, or that need a second post: what they speak to, the outcome, and whether reasons are given.
const OTHERWISE: [(Addresses, &str, bool); 6] = [
    (Addresses::Procedure, "recorded_only", false),
    (Addresses::Substance, "no_action", true),
    (Addresses::Substance, "information_and_advice", true),
    (Addresses::Procedure, "no_cooperation", false),
    (Addresses::Substance, "other_priority", true),
    (Addresses::Substance, "cannot_with_what_i_have", true),
];
/// How often each of them, of all that are given. Unknown: no return holds it.
const OTHERWISE_SHARES: [f64; 6] = [0.4, 0.25, 0.15, 0.1, 0.05, 0.05];

/// The row of something done.
fn done(world: &World, place: u16, act: &Act) -> Option<Event> {
    let agency = world.agencies.at(place);
    let concern = ConcernRef { agency: agency.id.clone(), key: key(place, act.note) };
    let step =
        |reason: &str| Box::new(Step { concern: concern.clone(), reason: Code::new(reason), words: None });
    let passed = |to: Addressee| {
        Box::new(Told {
            concern: concern.clone(),
            activity: Code::new("concern.passed"),
            teller: Code::new(agency.kind.teller()),
            teller_agency: Some(agency.id.clone()),
            told_to: to,
            passes: Some(concern.clone()),
            signs: Vec::new(),
            codes: Vec::new(),
            immediate_danger: false,
            event_count: None,
            mentions: Vec::new(),
            words: None,
        })
    };
    let answered = |addresses, outcome: &str, reasons_given| {
        Box::new(Answered {
            concern: concern.clone(),
            addresses,
            outcome: Code::new(outcome),
            reasons_given,
            second_post: None,
            told_to: None,
            words: None,
        })
    };
    let body = match act.what {
        ActKind::Opened => Body::Opened(step("")),
        ActKind::PassedUp(up) => Body::Told(passed(Addressee::post(agency.post(usize::from(up))?))),
        ActKind::PassedToCouncil => Body::Told(passed(Addressee::post(world.agencies.at(COUNCIL).post(0)?))),
        ActKind::Answered => {
            let mut draws = world.written(&world.notes[act.note as usize], Part::Answer);
            let outcomes = ["support_given", "assessed", "safeguarded", "investigated"];
            let outcome = outcomes[draws.among(&[0.45, 0.25, 0.15, 0.15])];
            Body::Answered(answered(Addresses::Substance, outcome, draws.chance(0.8)))
        }
        ActKind::AnsweredOtherwise => {
            let mut draws = world.written(&world.notes[act.note as usize], Part::Answer);
            let (addresses, outcome, reasons) = OTHERWISE[draws.among(&OTHERWISE_SHARES)];
            Body::Answered(answered(addresses, outcome, reasons))
        }
        ActKind::Withdrawn => Body::Withdrawn(step("")),
        ActKind::Read => return None,
    };
    let mut row = event(world, place, world.setup.day(act.day), body);
    row.by.post = agency.post(match act.what {
        ActKind::PassedUp(up) => usize::from(up).saturating_sub(1),
        _ => 0,
    });
    Some(row)
}
