//! The real rules over the files just written: what they would have asked of whom.

mod work;

use std::path::Path;

use published::town_page::{TownSection, TownTable};
use record::Day;
use record::outputs::{Question, Standing};
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
    /// All that was found, as one number: see [`desk::found_digest`].
    pub(super) digest: String,
    weeks: Vec<desk::RankWeeks>,
    kinds: Vec<(String, u64)>,
}

/// Reads the agencies' files as a review does, and runs the same stages.
pub(super) fn run(
    folder: &Path,
    policy: &Policy,
    [first, as_of]: [Day; 2],
    bar: &Bar,
) -> Result<Found, desk::Error> {
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
        digest: desk::found_digest(&outcome),
        weeks: desk::by_post_and_week(outcome.all_duties(), policy, first, as_of),
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
    let hours =
        |of: &desk::RankWeeks| format!("{:.0}", of.hours_per_week()).parse::<u64>().unwrap_or_default();
    vec![
        TownSection {
            title: "What the present rules would have asked of posts".into(),
            words: vec![
                format!(
                    "The same stages as in a review, over the files just written: {} events, {} warnings told to a post, {} of \
                     them without an answer of substance and reasons.",
                    found.events, found.warnings, found.unanswered
                ),
                "Hours a week by rank, all posts together, with the times of the policy. This is the yardstick for every later \
                 rule about alarms: a rule that asks more than posts can give is heard by nobody."
                    .into(),
            ],
            bars: found.weeks.iter().map(|of| (of.rank.words().to_owned(), hours(of))).collect(),
            table: Some(TownTable {
                caption: "Duties and hours by rank, in an average week".into(),
                heads: ["rank", "#posts reached", "#duties or bundles a week", "#duties inside bundles", "#hours a week"].map(str::to_owned).to_vec(),
                rows: found
                    .weeks
                    .iter()
                    .map(|of| {
                        let (weekly, inside) = (of.per_week(), of.inside_per_week());
                        let figures = [of.posts.to_string(), weekly.to_string(), inside.to_string(), of.hours_per_week().to_string()];
                        core::iter::once(of.rank.words().to_owned()).chain(figures).collect()
                    })
                    .collect(),
            }),
            ..TownSection::default()
        },
        work::any_post(&found.weeks),
        work::busiest(&found.weeks),
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
            ..TownSection::default()
        },
    ]
}

/// For `--json`.
pub(super) fn work(found: &Found) -> Vec<serde_json::Value> {
    found.weeks.iter().map(work::json).collect()
}
