//! The return of children looked after: header, episodes and missing, a folder for each year to 31 March.

use std::path::Path;

use formats::ssda903::{Row, Table, write as write_table};
use record::Day;

use super::mention::{Registered, upn};
use super::{Covered, Files, file, make, years};
use crate::Error;
use crate::names::Names;
use crate::town::COUNCIL;
use crate::world::World;
use crate::written::Care;

pub(super) fn write(
    world: &World,
    worlds: &[World],
    folder: &Path,
    covered: &mut Vec<Covered>,
) -> Result<Files, Error> {
    let mut all = Files::default();
    for (first, last, _) in years(world) {
        let word = format!("{}_{:02}", first.year(), last.year() % 100);
        make(&folder.join(&word))?;
        let rows = rows(world, worlds, first, last);
        for (table, name) in
            [(Table::Header, "header"), (Table::Episodes, "episodes"), (Table::Missing, "missing")]
        {
            let path = format!("{word}/{name}.csv");
            all.add(file(&folder.join(&path), |out| {
                write_table(table, &rows, out)?;
                Ok(0)
            })?);
        }
        covered.push(Covered { path: format!("{word}/*.csv"), first, last });
    }
    Ok(all)
}

fn rows(world: &World, worlds: &[World], first: Day, last: Day) -> Vec<Row> {
    let mut order: Vec<&Care> = world.cares.iter().collect();
    order.sort_by_key(|care| (care.child, care.began));
    let mut rows = Vec::new();
    let mut at = None;
    for care in order {
        let (began, ended) = (world.setup.day(care.began), care.ended.map(|day| world.setup.day(day)));
        if began > last || ended.is_some_and(|ended| ended < first) {
            continue;
        }
        let id = world.global(care.child);
        let Some(real) = world.real(id, worlds) else { continue };
        let child = world.number_of(COUNCIL, id, Registered::First);
        let born = real.born.to_string();
        if at != Some(care.child) {
            at = Some(care.child);
            let sex = if real.girl { "2" } else { "1" };
            let header = Row::new(Table::Header).with("CHILD", &child).with("SEX", sex).with("DOB", &born);
            rows.push(header.with("ETHNIC", "NOBT").with("UPN", upn(id)));
        }
        episodes(world, care, &child, (first, last), &mut rows);
        for (from, until) in &care.missing {
            let (from, until) = (world.setup.day(*from), world.setup.day(*until));
            if (first..=last).contains(&from) {
                let row =
                    Row::new(Table::Missing).with("CHILD", &child).with("DOB", &born).with("MISSING", "M");
                let row = row.with("MIS_START", from.to_string());
                rows.push(if until <= last { row.with("MIS_END", until.to_string()) } else { row });
            }
        }
    }
    rows
}

fn episodes(world: &World, care: &Care, child: &str, (first, last): (Day, Day), rows: &mut Vec<Row>) {
    let names = Names(world.key);
    let home = world.households[world.children[care.child as usize].household as usize].address;
    let (_, home) = names.address(world.global(home));
    for (place, placement) in care.placements.iter().enumerate() {
        let began = world.setup.day(placement.began);
        let next = care.placements.get(place + 1).map(|next| world.setup.day(next.began));
        let ended = next.or(care.ended.map(|day| world.setup.day(day)));
        if began > last || ended.is_some_and(|ended| ended < first) {
            continue;
        }
        let kind = if placement.home.is_some() { "K2" } else { "U6" };
        let address = match placement.home {
            Some(home) => world.global(u32::from(home)) | 1 << 37,
            None => world.global(care.child) | 1 << 36,
        };
        let row = Row::new(Table::Episodes)
            .with("CHILD", child)
            .with("DECOM", began.to_string())
            .with("RNE", if place == 0 { "S" } else { "P" })
            .with("LS", "V2")
            .with("CIN", "N1")
            .with("PLACE", kind)
            .with("PLACE_PROVIDER", if placement.home.is_some() { "PR4" } else { "PR1" })
            .with("HOME_POST", &home)
            .with("PL_POST", names.address(address).1);
        // What ended after the year's last day had not ended on it.
        let Some(ended) = ended.filter(|ended| *ended <= last) else {
            rows.push(row);
            continue;
        };
        let row = row.with("DEC", ended.to_string());
        rows.push(match next {
            Some(_) => row.with("REC", "X1").with("REASON_PLACE_CHANGE", "PLACE"),
            None => row.with("REC", "E4A"),
        });
    }
}
