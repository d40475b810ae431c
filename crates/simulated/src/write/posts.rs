//! Posts files, with everybody who held each post, and access logs.

use std::path::Path;

use record::event::{AgencyCreated, Assurance, By, PostCreated, PostHeldBy, ReadRecord};
use record::{Body, Claimed, Code, ConcernRef, Event, EventId, FileId, Logged, PostId, Rank, SourceRef};
use smol_str::SmolStr;

use super::{Files, file};
use crate::Error;
use crate::names::{Name, Names};
use crate::people::Person;
use crate::staff::Spell;
use crate::town::COUNCIL;
use crate::world::World;
use crate::written::ActKind;

/// An event as a file's row will give it.
pub(super) fn event(world: &World, place: u16, day: record::Day, body: Body) -> Event {
    Event {
        id: EventId(0),
        claimed: Claimed::day(day),
        logged: Logged(0),
        by: By {
            agency: world.agencies.at(place).id.clone(),
            post: None,
            holder: None,
            assurance: Assurance::Imported,
        },
        source: SourceRef { file: FileId(0), line: 0, part: 0 },
        body,
    }
}

pub(super) fn write(world: &World, place: u16, folder: &Path) -> Result<Files, Error> {
    let mut all = file(&folder.join("posts.csv"), |out| {
        let events = events(world, place);
        formats::posts::write(&events, out).map(|()| 0)
    })?;
    let reads: Vec<Event> = reads(world, place);
    if !reads.is_empty() {
        all.add(file(&folder.join("access_log.csv"), |out| {
            formats::access_log::write(&reads, out).map(|()| 0)
        })?);
    }
    Ok(all)
}

fn events(world: &World, place: u16) -> Vec<Event> {
    let agency = world.agencies.at(place);
    let first = world.setup.first;
    let created = AgencyCreated {
        agency: agency.id.clone(),
        name: SmolStr::from(&agency.name),
        kind: Code::new(agency.kind.code()),
    };
    let mut events = vec![event(world, place, first, Body::AgencyCreated(Box::new(created)))];
    for (step, (post, title, rank)) in agency.posts().enumerate() {
        let takes = if step == 0 { vec![Code::new("front_door")] } else { Vec::new() };
        let created = PostCreated {
            post,
            title: SmolStr::new(title),
            rank: Rank::new(rank).unwrap_or(Rank::FRONT_LINE),
            reports_to: agency.post(step + 1),
            takes,
            removed_by: None,
        };
        events.push(event(world, place, first, Body::PostCreated(Box::new(created))));
    }
    for step in 0..agency.ladder() {
        holders(world, place, step, &mut events);
    }
    if place == COUNCIL {
        social_workers(world, &mut events);
    }
    events
}

/// Who held a post, one after another, with the times when nobody did.
fn holders(world: &World, place: u16, step: usize, events: &mut Vec<Event>) {
    let Some(post) = world.agencies.at(place).post(step) else { return };
    let spells = world.staff.posts.get(usize::from(place)).and_then(|posts| posts.get(step));
    let who = u32::from(place) << 4 | step as u32;
    let names = Names(world.key);
    for (turn, spell) in spells.into_iter().flatten().enumerate() {
        let name = names.adult(12 << 36 | world.global(who << 8 | turn as u32 & 0xFF));
        events.extend(held(world, place, &post, spell, name));
    }
}

/// The council's social workers: a place each, with whoever sat there.
fn social_workers(world: &World, events: &mut Vec<Event>) {
    let agency = world.agencies.at(COUNCIL);
    for (number, worker) in world.staff.workers.iter().enumerate() {
        let post = PostId::of(&agency.id, &format!("social-worker-{}", number + 1));
        let created = PostCreated {
            post: post.clone(),
            title: SmolStr::from(format!("Social worker, place {}", number + 1)),
            rank: Rank::FRONT_LINE,
            reports_to: agency.post(1),
            takes: Vec::new(),
            removed_by: None,
        };
        events.push(event(world, COUNCIL, world.setup.first, Body::PostCreated(Box::new(created))));
        for (turn, spell) in worker.spells.iter().enumerate() {
            let name = world.called(Person::SocialWorker(number as u16, turn as u16));
            events.extend(held(world, COUNCIL, &post, spell, name));
        }
    }
}

/// A holder's row; `None`: he left before the first day.
fn held(world: &World, place: u16, post: &PostId, spell: &Spell, name: Name) -> Option<Event> {
    let (from, last) = (world.setup.day(spell.from).max(world.setup.first), world.setup.day(spell.until - 1));
    let held = PostHeldBy {
        post: post.clone(),
        holder: SmolStr::from(format!("{}. {}", &name.given[..1], name.family)),
        from: Claimed::day(from),
        until: (spell.until < world.setup.days()).then(|| Claimed::day(last)),
        deputy: spell.covers,
    };
    (last >= world.setup.first).then(|| event(world, place, from, Body::PostHeldBy(Box::new(held))))
}

fn reads(world: &World, place: u16) -> Vec<Event> {
    let agency = world.agencies.at(place);
    let mut events = Vec::new();
    for act in &world.acts {
        let note = &world.notes[act.note as usize];
        if act.what != ActKind::Read
            || note.agency != place
            || !world.setup.counts(act.day)
            || !world.setup.counts(note.day)
        {
            continue;
        }
        let read = ReadRecord {
            concern: Some(ConcernRef {
                agency: agency.id.clone(),
                key: super::concerns::key(place, act.note),
            }),
            mentions: Vec::new(),
        };
        let mut read = event(world, place, world.setup.day(act.day), Body::Read(Box::new(read)));
        read.by.post = agency.post(1);
        events.push(read);
    }
    events
}
