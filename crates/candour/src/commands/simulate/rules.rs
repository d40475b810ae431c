//! The real rules over the files just written: what they would have asked of whom.

use std::path::Path;

use published::town_page::{TownSection, TownTable};
use record::Day;
use record::outputs::{Question, Standing, Workload};
use record::policy::Policy;

use crate::clock;
use crate::progress_bar::Bar;

/// What the rules found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) events: usize,
    pub(super) warnings: usize,
    pub(super) unanswered: usize,
    pub(super) questions: usize,
    workload: Vec<Workload>,
    kinds: Vec<(String, u64)>,
}

/// Reads the agencies' files as a review does, and runs the same stages.
pub(super) fn run(folder: &Path, policy: &Policy, as_of: Day, bar: &Bar) -> Result<Found, desk::Error> {
    let desk::Rehearsed { events, outcome, .. } = desk::rehearse(
        folder,
        &desk::GatherOptions {
            policy,
            logged: clock::now(),
            as_of,
            // Hashes of rows are compared within this run alone.
            secret: [0; 32],
            progress: &|progress| bar.show(progress),
        },
    )?;
    let duties = &outcome.answers.duties;
    Ok(Found {
        events: events.len(),
        warnings: duties.len(),
        unanswered: duties.iter().filter(|duty| duty.standing != Standing::Answered).count(),
        questions: outcome.joined.questions.len(),
        workload: outcome.answers.workload,
        kinds: kinds(&outcome.joined.questions),
    })
}

/// Questions by what the records share.
fn kinds(questions: &[Question]) -> Vec<(String, u64)> {
    let mut kinds: Vec<(String, u64)> = Vec::new();
    for question in questions {
        let word = question.kind.to_string().replace('_', " ");
        match kinds.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => kinds.push((word, 1)),
        }
    }
    kinds.sort();
    kinds
}

/// What the page says of it.
pub(super) fn sections(found: &Found) -> Vec<TownSection> {
    let hours = |load: &Workload| format!("{:.0}", load.hours).parse::<u64>().unwrap_or_default();
    vec![
        TownSection {
            title: "What the present rules would have asked of posts".into(),
            words: vec![
                format!(
                    "The same stages as in a review, over the files just written: {} events, {} warnings told to a post, {} of \
                     them without an answer of substance and reasons.",
                    found.events, found.warnings, found.unanswered
                ),
                "Hours a week by rank, with the times of the policy. This is the yardstick for every later rule about \
                 alarms: a rule that asks more than posts can give is heard by nobody."
                    .into(),
            ],
            bars: found.workload.iter().map(|load| (load.rank.words().to_owned(), hours(load))).collect(),
            table: Some(TownTable {
                caption: "Duties and hours by rank".into(),
                heads: ["rank", "#duties a week", "#hours a week"].map(str::to_owned).to_vec(),
                rows: found
                    .workload
                    .iter()
                    .map(|load| {
                        vec![load.rank.words().to_owned(), load.per_week.to_string(), load.hours.to_string()]
                    })
                    .collect(),
            }),
        },
        TownSection {
            title: "What several children's records share".into(),
            words: vec![format!(
                "{} questions. Each is for a person to ask, and no alarm; many lead to a busy place and mean nothing.",
                found.questions
            )],
            bars: found.kinds.clone(),
            table: Some(TownTable {
                caption: "Questions by what is shared".into(),
                heads: ["shared", "#questions"].map(str::to_owned).to_vec(),
                rows: found.kinds.iter().map(|(kind, count)| vec![kind.clone(), count.to_string()]).collect(),
            }),
        },
    ]
}
