//! The children in need census, one for each year to 31 March.

use std::path::Path;

use formats::cin::{
    Assessment, Census, Child, CinPlan, Details, Header, ProtectionPlan, Section47, SexElement,
};
use record::{Claimed, Day};
use smol_str::SmolStr;

use super::mention::{Registered, upn};
use super::{Covered, Files, file, years};
use crate::Error;
use crate::town::COUNCIL;
use crate::world::World;
use crate::written::Case;

pub(super) fn write(
    world: &World,
    worlds: &[World],
    folder: &Path,
    covered: &mut Vec<Covered>,
) -> Result<Files, Error> {
    let mut all = Files::default();
    // Cases stand in order of referral; the census has them by child.
    let mut order: Vec<u32> = (0..world.cases.len() as u32).collect();
    order.sort_by_key(|case| (world.cases[*case as usize].child, *case));
    for (first, last, _) in years(world) {
        let children = children(world, worlds, &order, first, last);
        let path = format!("cin_{}.xml", last.year());
        let header = Header {
            collection: "CIN".into(),
            year: SmolStr::from(last.year().to_string()),
            reference_date: Some(last),
            source_level: "L".into(),
            lea: "992".into(),
            software_code: "simulated".into(),
            release: "1".into(),
            serial_no: "001".into(),
            date_time: SmolStr::from(format!("{}-06-01T09:00:00", last.year())),
        };
        all.add(file(&folder.join(&path), |out| {
            formats::cin::write(Census { header, children: &children }, out)?;
            Ok(0)
        })?);
        covered.push(Covered { path, first, last });
    }
    Ok(all)
}

/// Children with a case on any day of the year, as far as it was known on its last.
fn children(world: &World, worlds: &[World], order: &[u32], first: Day, last: Day) -> Vec<Child> {
    let mut children: Vec<Child> = Vec::new();
    let mut at = None;
    for number in order {
        let case = &world.cases[*number as usize];
        let (referred, closed) =
            (world.setup.day(case.referred), case.closed.map(|(day, _)| world.setup.day(day)));
        if referred > last || closed.is_some_and(|closed| closed < first) {
            continue;
        }
        if at != Some(case.child) {
            at = Some(case.child);
            children.extend(child(world, worlds, case));
        }
        if let Some(child) = children.last_mut() {
            child.details.push(details(world, case, last));
        }
    }
    children
}

fn child(world: &World, worlds: &[World], case: &Case) -> Option<Child> {
    let id = world.global(case.child);
    let real = world.real(id, worlds)?;
    let age = world.setup.day(case.referred).0 - real.born.0;
    Some(Child {
        la_child_id: SmolStr::from(world.number_of(COUNCIL, id, Registered::First)),
        upn: if age > 1_500 { SmolStr::from(upn(id)) } else { SmolStr::default() },
        upn_unknown: if age > 1_500 { SmolStr::default() } else { "UN1".into() },
        born: Some(Claimed::day(real.born)),
        sex_element: SexElement::GenderCurrent,
        sex_code: if real.girl { "2".into() } else { "1".into() },
        ethnicity: "NOBT".into(),
        disabilities: vec!["NONE".into()],
        ..Child::default()
    })
}

fn details(world: &World, case: &Case, last: Day) -> Details {
    // What happened after the last day of the year is not known on it.
    let known =
        |day: Option<u32>| day.map(|day| world.setup.day(day)).filter(|day| *day <= last).map(Claimed::day);
    let closed = case.closed.filter(|(day, reason)| !reason.is_empty() && world.setup.day(*day) <= last);
    let mut details = Details {
        referral_date: known(Some(case.referred)),
        referral_source: case.source.into(),
        primary_need: if case.no_further_action { "N0".into() } else { need(case).into() },
        closure_date: known(closed.map(|(day, _)| day)),
        closure_reason: closed.map(|(_, reason)| reason.into()).unwrap_or_default(),
        icpc: known(case.conference),
        referral_nfa: Some(case.no_further_action),
        ..Details::default()
    };
    if let Some((begun, ended)) = case.assessment
        && known(Some(begun)).is_some()
    {
        let authorised = known(ended);
        let factors =
            if authorised.is_some() && !case.factors.is_empty() { case.factors.as_slice() } else { &[] };
        details.assessments.push(Assessment {
            start: known(Some(begun)),
            authorised,
            factors: factors.iter().map(SmolStr::new).collect(),
            ..Assessment::default()
        });
        if let (Some(ended), false) = (authorised.and_then(|at| at.single_day()), case.not_in_need) {
            let end = closed.map(|(day, _)| Claimed::day(world.setup.day(day)));
            details.cin_plans.push(CinPlan { start: Some(Claimed::day(ended)), end, ..CinPlan::default() });
        }
    }
    if let Some(enquiry) = known(case.enquiry) {
        let target = enquiry.single_day().map(|day| Claimed::day(day.add_days(21)));
        details.section47.push(Section47 {
            start: Some(enquiry),
            icpc_target: target.filter(|_| case.conference_due),
            icpc: known(case.conference),
            icpc_not_required: Some(!case.conference_due),
            ..Section47::default()
        });
    }
    if let Some((begun, ended)) = case.plan
        && known(Some(begun)).is_some()
    {
        details.protection_plans.push(ProtectionPlan {
            start: known(Some(begun)),
            end: known(ended),
            initial_category: category(case).into(),
            latest_category: category(case).into(),
            previous_plans: "0".into(),
            ..ProtectionPlan::default()
        });
    }
    details
}

fn need(case: &Case) -> &'static str {
    match case.factors.first().copied() {
        Some("11A" | "16A" | "19C" | "18B" | "3A" | "3B") => "N1",
        Some("1B" | "2B") => "N5",
        Some("4B") => "N4",
        Some("15A") => "N6",
        _ => "N9",
    }
}

fn category(case: &Case) -> &'static str {
    match case.factors.first().copied() {
        Some("16A") => "NEG",
        Some("19C" | "11A") => "SAB",
        Some("18B") => "PHY",
        _ => "EMO",
    }
}
