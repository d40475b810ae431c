//! Strategic matters and interference checks that rest on rows of the timeline. None of them was opened in reality.

use published::replay::{Check, Matter, Shared};
use record::outputs::{EventIx, InterferenceCheck, Matter as Found};
use record::{Day, Moment};

use super::questions::name;
use super::results::{Scene, climbed, named};

/// The matters with a record of the timeline, in the order of their days.
pub(super) fn matters(scene: &Scene<'_>) -> Vec<Matter> {
    let all = scene.outcome.strategic.matters.iter();
    let ours = all.filter(|matter| matter.events.iter().any(|event| scene.is_ours(*event)));
    let mut matters: Vec<Matter> = ours.filter_map(|matter| written(scene, matter)).collect();
    matters.sort_by(|a, b| (a.day, &a.row).cmp(&(b.day, &b.row)));
    matters
}

fn written(scene: &Scene<'_>, matter: &Found) -> Option<Matter> {
    let duty = matter.duties.first()?;
    let names = |entities: &[u32]| {
        let mut names: Vec<String> = entities.iter().map(|entity| name(scene, *entity)).collect();
        names.sort();
        names
    };
    let partner = |sent: bool| {
        let all = matter.partners.iter().filter(move |partner| partner.told.is_some() == sent);
        all.map(|partner| partner.agency.clone()).collect()
    };
    Some(Matter {
        day: duty.started.latest().map(Moment::day)?,
        names_group: matter.ground.as_str() == "group_record",
        row: scene.row(duty.opened_by).to_owned(),
        agency: duty.post.agency(),
        post: named(&duty.post),
        rank: duty.rank,
        shared: names(&matter.shared),
        children: names(&matter.children),
        records: records(scene, &matter.events),
        told: partner(true),
        would_have_been_shown: partner(false),
        resurfaced: records(scene, &matter.resurfaced).into_iter().map(|record| record.row).collect(),
        standing: duty.standing.word(),
        climbed: climbed(duty),
    })
}

/// Each row once.
fn records(scene: &Scene<'_>, events: &[EventIx]) -> Vec<Shared> {
    let mut records: Vec<Shared> = Vec::new();
    for event in events.iter().filter_map(|ix| Some((*ix, scene.event(*ix)?))) {
        let (ix, event) = event;
        let row = scene.row(ix);
        if records.iter().all(|known| known.row != row) {
            let day = event.claimed.earliest().map(Moment::day).unwrap_or_default();
            records.push(Shared { row: row.to_owned(), day, agency: event.by.agency.clone() });
        }
    }
    records
}

/// The checks of withdrawals in the timeline.
pub(super) fn checks(scene: &Scene<'_>) -> Vec<Check> {
    let all = scene.outcome.strategic.checks.iter();
    all.filter(|check| scene.is_ours(check.withdrawal)).map(|check| check_of(scene, check)).collect()
}

fn check_of(scene: &Scene<'_>, check: &InterferenceCheck) -> Check {
    let mut starts_with: Vec<String> = check.adults.iter().map(|adult| name(scene, *adult)).collect();
    starts_with.sort();
    Check {
        day: check.duty.started.earliest().map_or(Day::default(), Moment::day),
        row: scene.row(check.withdrawal).to_owned(),
        agency: check.duty.post.agency(),
        post: named(&check.duty.post),
        rank: check.duty.rank,
        due: check.duty.due_latest.map(Moment::day),
        starts_with,
        records: records(scene, &check.records).into_iter().map(|record| record.row).collect(),
        standing: check.duty.standing.word(),
        climbed: climbed(&check.duty),
    }
}
