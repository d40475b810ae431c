//! The truth files: for judging a linker, an alarm or a measure, and for nothing else.

mod things;

use std::path::Path;

use super::mention::{Registered, takes_false_names, upn};
use super::sent::{Sent, change, changes_daily, sends_again};
use super::what::What;
use super::{Around, Files, file};
use crate::Error;
use crate::names::{Names, is_spelt_in_several_ways};
use crate::truth::Harm;
use crate::world::{NONE, World};
use crate::written::{ActKind, Cause};

/// Says what each file is and how to score with it.
pub(super) const README: &str = include_str!("../../truth.md");

pub(super) fn write(worlds: &[World], folder: &Path) -> Result<Files, Error> {
    let mut all = Files::default();
    let mut table = |name: &str, head: &[&str], rows: &mut dyn FnMut(&World, &mut Rows<'_>) -> Done| {
        let done = file(&folder.join(name), |out| {
            let mut of = Rows { csv: csv::WriterBuilder::new().from_writer(out) };
            of.csv.write_record(head)?;
            worlds.iter().try_for_each(|world| rows(world, &mut of))?;
            of.csv.flush()?;
            Ok(0)
        })?;
        all.add(done);
        Ok::<(), Error>(())
    };
    let head = ["child", "partnership", "born", "sex", "household", "upn"];
    let more = ["forename", "surname", "other_surname", "name_form", "deprivation"];
    table("children.csv", &[head.as_slice(), &more].concat(), &mut |world, rows| {
        children(world, worlds, rows)
    })?;
    table("addresses.csv", &["household", "from", "until", "address", "postcode"], &mut addresses)?;
    table("identities.csv", &["agency", "local_id", "child", "registered"], &mut |world, rows| {
        identities(world, worlds, rows)
    })?;
    table(
        "concerns.csv",
        &[
            "agency",
            "concern_id",
            "child",
            "other_child",
            "cause",
            "harm",
            "thing",
            "from_agency",
            "from_concern_id",
            "again_agency",
            "again_concern_id",
            "false_name",
        ],
        &mut |world, rows| concerns(world, worlds, rows),
    )?;
    let head = ["agency", "concern_id", "kind", "thing", "role", "harms"];
    let mut found = vec![std::collections::BTreeSet::new(); worlds.len()];
    table("named.csv", &head, &mut |world, rows| {
        things::named_things(world, &mut found[usize::from(world.number)], rows)
    })?;
    table("things.csv", &things::HEAD, &mut |world, rows| {
        things::things(world, &found[usize::from(world.number)], rows)
    })?;
    let head = ["agency", "concern_id", "extract", "change", "from"];
    table("changed_rows.csv", &head, &mut changed_rows)?;
    let head = ["partnership", "day", "open_cases", "places", "holders", "covered"];
    table("caseload.csv", &head, &mut caseload)?;
    table(
        "networks.csv",
        &[
            "network",
            "partnership",
            "began",
            "ended",
            "adults",
            "children",
            "driver",
            "hotel",
            "takeaway",
            "police_acted",
        ],
        &mut networks,
    )?;
    table("withdrawals.csv", &["agency", "concern_id", "day", "harm_went_on"], &mut withdrawals)?;
    table("ties.csv", &["network", "child", "harm"], &mut ties)?;
    table(
        "moments.csv",
        &[
            "harm",
            "child",
            "kind",
            "network",
            "began",
            "ended",
            "trace",
            "told",
            "recorded",
            "joinable",
            "known_1",
            "known_2",
            "known_3",
            "known_4",
            "known_5",
            "acted",
            "ended_by_act",
        ],
        &mut moments,
    )?;
    Ok(all)
}

type Done = Result<(), formats::WriteError>;

struct Rows<'r> {
    csv: csv::Writer<&'r mut dyn std::io::Write>,
}

impl Rows<'_> {
    fn put(&mut self, cells: &[String]) -> Done {
        Ok(self.csv.write_record(cells)?)
    }
}

/// A child's number in the truth: unlike any agency's.
fn name(child: u64) -> String {
    format!("child-{child}")
}

fn harm_name(world: &World, harm: u32) -> String {
    format!("harm-{}", world.global(harm))
}

fn network_name(world: &World, network: u32) -> String {
    if network == NONE { String::new() } else { format!("network-{}", world.global(network)) }
}

fn children(world: &World, worlds: &[World], rows: &mut Rows<'_>) -> Done {
    for (local, child) in world.children.iter().enumerate() {
        let id = world.global(local as u32);
        let born = world.setup.day(0).add_days(child.born);
        let sex = if child.girl { "F" } else { "M" };
        let household = format!("household-{}", world.global(child.household));
        let Some(real) = world.real(id, worlds) else { continue };
        let several = [real.name.given, real.name.family].into_iter().any(is_spelt_in_several_ways);
        rows.put(&[
            name(id),
            world.number.to_string(),
            born.to_string(),
            sex.into(),
            household,
            upn(id),
            real.name.given.into(),
            real.name.family.into(),
            real.step.unwrap_or_default().into(),
            if several { "several_spellings" } else { "one_spelling" }.into(),
            world.deprivation(child.household).to_string(),
        ])?;
    }
    Ok(())
}

/// Where each household lived, in order.
fn addresses(world: &World, rows: &mut Rows<'_>) -> Done {
    let names = Names(world.key);
    let mut moved = world.moved.clone();
    moved.sort_by_key(|(household, day, _)| (*household, *day));
    let mut moves = moved.as_slice();
    for (number, household) in world.households.iter().enumerate() {
        let of = moves.iter().take_while(|(of, ..)| *of as usize == number).count();
        let (mine, rest) = moves.split_at(of);
        moves = rest;
        let mut from = 0;
        let left = mine.iter().map(|(_, day, address)| (Some(*day), *address));
        for (until, address) in left.chain([(None, household.address)]) {
            let (street, postcode) = names.address(world.global(address));
            let ended = until.map(|day| world.setup.day(day.saturating_sub(1)).to_string());
            rows.put(&[
                format!("household-{}", world.global(number as u32)),
                world.setup.day(from).to_string(),
                ended.unwrap_or_default(),
                street,
                postcode,
            ])?;
            from = until.unwrap_or_default();
        }
    }
    Ok(())
}

/// Rows that a second extract has otherwise or not at all, and from which day on.
fn changed_rows(world: &World, rows: &mut Rows<'_>) -> Done {
    let around = Around::of(world);
    let last_year = world.setup.first.add_months(12 * (world.setup.years as i32 - 1));
    for (number, note) in world.notes.iter().enumerate().filter(|(_, note)| world.setup.counts(note.day)) {
        let number = number as u32;
        let day = world.setup.day(note.day);
        let sent_again = sends_again(note.agency) && day < last_year;
        let again = sent_again.then(|| change(world, &around, note, Sent::Again)).flatten();
        let again = again.filter(|_| {
            // Quarters of the run's years are those of its first day.
            let months = (1..).take_while(|months| world.setup.first.add_months(*months) <= day).count();
            months % 12 >= 9
        });
        let daily = changes_daily(world, &around, note);
        let both = again.map(|of| ("again", of, String::new())).into_iter();
        for (extract, of, from) in both.chain(daily.map(|(of, from)| ("daily", of, from.to_string()))) {
            rows.put(&[
                world.agencies.at(note.agency).id.to_string(),
                super::concerns::key(note.agency, number).to_string(),
                extract.to_owned(),
                of.word().to_owned(),
                from,
            ])?;
        }
    }
    Ok(())
}

fn caseload(world: &World, rows: &mut Rows<'_>) -> Done {
    for end in world.month_ends() {
        rows.put(&[
            world.number.to_string(),
            world.setup.day(end.day).to_string(),
            end.open.to_string(),
            end.places.to_string(),
            end.holders.to_string(),
            end.covered.to_string(),
        ])?;
    }
    Ok(())
}

/// Every number under which an agency may know a child that one of its records names.
fn identities(world: &World, worlds: &[World], rows: &mut Rows<'_>) -> Done {
    let mut known: Vec<(u16, u64)> = Vec::new();
    for note in world.notes.iter().filter(|note| world.setup.counts(note.day)) {
        known.extend(core::iter::once(note.child).chain(note.other).map(|child| (note.agency, child)));
    }
    known.extend(world.cases.iter().map(|case| (crate::town::COUNCIL, world.global(case.child))));
    known.extend(world.cares.iter().map(|care| (crate::town::COUNCIL, world.global(care.child))));
    known.sort_unstable();
    known.dedup();
    for (agency, child) in known {
        if world.real(child, worlds).is_none() {
            continue;
        }
        let id = world.agencies.at(agency).id.to_string();
        for registered in [Registered::First, Registered::Again, Registered::False] {
            let how = match registered {
                Registered::First => "first",
                Registered::Again => "again",
                Registered::False => "false_name",
            };
            if registered != Registered::False || takes_false_names(agency) {
                let number = world.number_of(agency, child, registered);
                rows.put(&[id.clone(), number, name(child), how.to_owned()])?;
            }
        }
    }
    Ok(())
}

fn concerns(world: &World, worlds: &[World], rows: &mut Rows<'_>) -> Done {
    for (number, note) in world.notes.iter().enumerate().filter(|(_, note)| world.setup.counts(note.day)) {
        let (cause, harm) = match note.cause {
            Cause::Harm(harm) => ("harm", harm_name(world, harm)),
            Cause::Trouble => ("trouble", String::new()),
            Cause::Mistaken => ("mistaken", String::new()),
            Cause::Malicious => ("malicious", String::new()),
            Cause::SelfHarm => ("self_harm", String::new()),
            Cause::Missing => ("missing", String::new()),
        };
        let false_name = |child: u64| {
            world.real(child, worlds).is_some_and(|real| world.gave_false_name(note, child, &real))
        };
        let lied = match (false_name(note.child), note.other.is_some_and(false_name)) {
            (true, true) => "child|other_child",
            (true, false) => "child",
            (false, true) => "other_child",
            (false, false) => "",
        };
        let again = note.again.map(|again| (world.notes[again as usize].agency, again));
        let from = note.from.map(|from| (world.notes[from as usize].agency, from));
        rows.put(&[
            world.agencies.at(note.agency).id.to_string(),
            super::concerns::key(note.agency, number as u32).to_string(),
            name(note.child),
            note.other.map(name).unwrap_or_default(),
            cause.into(),
            harm,
            note.thing.map(|thing| What::Thing(thing).id(world)).unwrap_or_default(),
            from.map(|(agency, _)| world.agencies.at(agency).id.to_string()).unwrap_or_default(),
            from.map(|(agency, from)| super::concerns::key(agency, from).to_string()).unwrap_or_default(),
            again.map(|(agency, _)| world.agencies.at(agency).id.to_string()).unwrap_or_default(),
            again.map(|(agency, again)| super::concerns::key(agency, again).to_string()).unwrap_or_default(),
            lied.into(),
        ])?;
    }
    Ok(())
}

fn networks(world: &World, rows: &mut Rows<'_>) -> Done {
    for (number, network) in world.networks.iter().enumerate() {
        rows.put(&[
            network_name(world, number as u32),
            world.number.to_string(),
            world.setup.day(network.began).to_string(),
            world.setup.day(network.ended).to_string(),
            network.adults.to_string(),
            network.children.len().to_string(),
            network.uses.driver.map(|of| format!("driver-{}", world.global(of))).unwrap_or_default(),
            network.uses.hotel.map(|of| format!("hotel-{}", world.global(of))).unwrap_or_default(),
            network.uses.takeaway.map(|of| format!("takeaway-{}", world.global(of))).unwrap_or_default(),
            network.police.iter().map(|day| world.setup.day(*day).to_string()).collect::<Vec<_>>().join("|"),
        ])?;
    }
    Ok(())
}

/// What was taken back, and whether harm went on: where it did, something other than peace made somebody do it.
fn withdrawals(world: &World, rows: &mut Rows<'_>) -> Done {
    for act in world.acts.iter().filter(|act| act.what == ActKind::Withdrawn) {
        let note = &world.notes[act.note as usize];
        if world.setup.counts(act.day) && world.setup.counts(note.day) {
            rows.put(&[
                world.agencies.at(note.agency).id.to_string(),
                super::concerns::key(note.agency, act.note).to_string(),
                world.setup.day(act.day).to_string(),
                if world.harm_went_on(note, act.day) { "yes" } else { "no" }.to_owned(),
            ])?;
        }
    }
    Ok(())
}

fn ties(world: &World, rows: &mut Rows<'_>) -> Done {
    for (number, harm) in world.harms.iter().enumerate().filter(|(_, harm)| harm.network != NONE) {
        let child = name(world.global(harm.child));
        rows.put(&[network_name(world, harm.network), child, harm_name(world, number as u32)])?;
    }
    Ok(())
}

fn moments(world: &World, rows: &mut Rows<'_>) -> Done {
    let day = |day: Option<u32>| day.map(|day| world.setup.day(day).to_string()).unwrap_or_default();
    for (number, harm) in world.harms.iter().enumerate() {
        let Harm { known, .. } = harm;
        rows.put(&[
            harm_name(world, number as u32),
            name(world.global(harm.child)),
            harm.kind.word().into(),
            network_name(world, harm.network),
            day(Some(harm.began)),
            day(harm.ended),
            day(harm.trace),
            day(harm.told),
            day(harm.recorded),
            day(harm.joinable),
            day(known[0]),
            day(known[1]),
            day(known[2]),
            day(known[3]),
            day(known[4]),
            day(harm.acted),
            harm.ended_by_act.to_string(),
        ])?;
    }
    Ok(())
}
