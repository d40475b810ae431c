//! `knowledge.csv`: what may be said of what each post knew of each concern, and what shows it.

use std::io;

use record::{Body, ConcernRef};
use rustc_hash::FxHashMap;

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;

const HEADING: [&str; 18] = [
    "post",
    "post_title",
    "agency",
    "rank",
    "rank_words",
    "concern",
    "concern_place",
    "concern_id",
    "about",
    "state",
    "at",
    "at_from",
    "at_to",
    "shown_by",
    "shown_by_place",
    "holder",
    "holder_shown_by",
    "disputed_by",
];

/// With a store: where the telling, and what shows that it was known, stand in the log.
const OF_LOG: [&str; 2] = ["told_log_index", "shown_by_log_index"];

/// Writes the table.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("knowledge.csv")?, &called.heading(&HEADING, &OF_LOG))?;
    let disputed = disputes(called);
    let labels = called.labels;
    for known in &called.material.outcome.answers.knowledge {
        let holder = known.holder.and_then(|place| called.event(place)).and_then(|event| match &event.body {
            Body::PostHeldBy(held) if called.shown.names => Some(held.holder.as_str()),
            _ => None,
        });
        let concern = called.event(known.concern).and_then(|event| event.concern());
        let disputes = concern.and_then(|concern| disputed.get(&(concern, known.post.agency()))).cloned();
        let day = |moment: Option<record::Moment>| moment.map(|at| at.day().to_string()).unwrap_or_default();
        let mut row = vec![
            labels.post_id(&known.post),
            labels.post_title(&known.post),
            labels.agency(&known.post.agency()).into_owned(),
            known.rank.to_string(),
            known.rank.words().to_owned(),
            called.row(known.concern),
            called.place(known.concern),
            called.concern_id(known.concern),
            called.children(known.concern),
            known.state.to_string(),
            known.at.to_string(),
            day(known.at.earliest()),
            day(known.at.latest()),
            called.row(known.shown_by),
            called.place(known.shown_by),
            holder.unwrap_or_default().to_owned(),
            known.holder.map(|place| called.row(place)).unwrap_or_default(),
            disputes.unwrap_or_default(),
        ];
        row.extend(called.log_cells(&[Some(known.concern), Some(known.shown_by)]));
        table.row(&row)?;
    }
    table.end()
}

/// Row ids of disputes, by concern and the agency that disputes: the reply of the post concerned.
fn disputes<'a>(called: &Called<'a>) -> FxHashMap<(&'a ConcernRef, record::AgencyId), String> {
    let mut all: FxHashMap<(&ConcernRef, record::AgencyId), String> = FxHashMap::default();
    for event in called.material.events {
        if let Body::Disputed(step) = &event.body {
            let rows = all.entry((&step.concern, event.by.agency.clone())).or_default();
            if !rows.is_empty() {
                rows.push(' ');
            }
            rows.push_str(&event.id.to_string());
        }
    }
    all
}
