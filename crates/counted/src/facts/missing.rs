//! Missing episodes: each start with its return, and whether it was so many within the policy's window (`matters.toml`).

use std::collections::BTreeMap;

use record::outputs::EventIx;
use record::{AgencyId, Body, Claimed, Code, Day, FileId, Moment};

use super::Given;
use super::rows::{Kind, Put, Rows, the_day};
use crate::measure::Table;

const STARTS: [(&str, &str); 2] = [("missing.started", "M"), ("away.started", "A")];
const RETURNS: [&str; 2] = ["missing.returned", "away.returned"];
const INTERVIEW: &str = "return_interview.held";

#[derive(Clone, Copy, Default)]
struct Episode {
    started: Option<(EventIx, &'static str)>,
    returned: Option<EventIx>,
}

/// The table `missing`.
pub(super) fn table(given: Given<'_>) -> Table {
    let columns = &[
        ("child", Kind::Number),
        ("started", Kind::Day),
        ("returned", Kind::Day),
        ("kind", Kind::Word),
        ("repeated", Kind::Word),
        ("interview_hours", Kind::Number),
        ("interviews_held_in_files", Kind::Word),
    ];
    let mut rows = Rows::new("missing", columns);
    let mut episodes: BTreeMap<(FileId, u32), Episode> = BTreeMap::new();
    let mut interviews: BTreeMap<u32, Vec<Claimed>> = BTreeMap::new();
    let mut holds: Vec<&AgencyId> = Vec::new();
    for (ix, event) in (0..).zip(given.events) {
        let Body::Recorded(entry) = &event.body else { continue };
        let activity = entry.activity.as_str();
        let line = (event.source.file, event.source.line);
        if let Some((_, kind)) = STARTS.iter().find(|(start, _)| *start == activity) {
            episodes.entry(line).or_default().started = Some((ix, *kind));
        } else if RETURNS.contains(&activity) {
            episodes.entry(line).or_default().returned = Some(ix);
        } else if activity == INTERVIEW {
            holds.push(&event.by.agency);
            if let Some(child) = (given.child_of)(ix) {
                interviews.entry(child).or_default().push(event.claimed);
            }
        }
    }
    let window = (given.policy.matters.missing_episodes, given.policy.matters.missing_window_days);
    let thirds = thirds(given, &episodes, window);
    for episode in episodes.values() {
        let Some((ix, kind)) = episode.started else { continue };
        let Some(event) = given.events.get(ix as usize) else { continue };
        let child = (given.child_of)(ix);
        let returned =
            episode.returned.and_then(|ix| given.events.get(ix as usize)).map(|event| event.claimed);
        let hours = returned.zip(child).and_then(|(back, child)| first_after(back, interviews.get(&child)?));
        rows.row(
            Code::new(event.by.agency.as_str()),
            ix,
            vec![
                Put::child(child),
                Put::Day(the_day(event.claimed)),
                Put::Day(returned.and_then(the_day)),
                Put::Word(Some(Code::new(kind))),
                Put::maybe(child.map(|_| thirds.contains(&ix))),
                Put::Number(hours),
                Put::yes(holds.contains(&&event.by.agency)),
            ],
        );
    }
    rows.done()
}

/// The episodes that are a child's third or later within the window, by their days.
fn thirds(
    given: Given<'_>,
    episodes: &BTreeMap<(FileId, u32), Episode>,
    (many, window): (u32, u32),
) -> Vec<EventIx> {
    let mut of_child: BTreeMap<u32, Vec<(Day, EventIx)>> = BTreeMap::new();
    for (ix, _) in episodes.values().filter_map(|episode| episode.started) {
        let day = given.events.get(ix as usize).and_then(|event| the_day(event.claimed));
        if let (Some(day), Some(child)) = (day, (given.child_of)(ix)) {
            of_child.entry(child).or_default().push((day, ix));
        }
    }
    let mut thirds = Vec::new();
    for all in of_child.values_mut().filter(|_| many > 0) {
        all.sort_unstable();
        let runs = all.windows(many as usize).filter(|run| {
            let days = run[run.len() - 1].0.0 - run[0].0.0;
            u32::try_from(days).is_ok_and(|days| days <= window)
        });
        thirds.extend(runs.map(|run| run[run.len() - 1].1));
    }
    thirds
}

/// Hours from a return to the first interview after it, the latest it can have been; `None` where none is known.
fn first_after(back: Claimed, interviews: &[Claimed]) -> Option<i32> {
    let from: Moment = back.earliest()?;
    let held = interviews.iter().filter_map(|held| held.latest()).filter(|held| *held >= from).min()?;
    i32::try_from((held.0 - from.0) / 60).ok()
}
