//! What came out of one run: the first duties, where silence would have climbed, and who was really told.

use std::collections::BTreeMap;

use flow::Outcome;
use published::replay::{Duties, Milestone, Reading};
use record::outputs::{Duty, Standing};
use record::policy::Policy;
use record::{Body, Day, Event, Moment, PostId, Rank};
use smol_str::SmolStr;

use super::ends::ends;
use super::expand::Expanded;
use super::matters::{checks, matters};
use super::obligations::{asides, obligations, traces};
use super::questions::first_question;

/// One run and what came out of it.
pub(super) struct Scene<'a> {
    /// The events the stages ran on, in canonical order: the timeline's, and those of a background where there is one.
    pub(super) events: &'a [Event],
    pub(super) expanded: &'a Expanded,
    pub(super) outcome: &'a Outcome,
    pub(super) policy: &'a Policy,
}

impl<'a> Scene<'a> {
    /// The event at this place of the canonical order.
    pub(super) fn event(&self, place: u32) -> Option<&'a Event> {
        self.events.get(place as usize)
    }

    /// The key of the row it comes from; empty for none.
    pub(super) fn row(&self, place: u32) -> &'a str {
        self.event(place).and_then(|event| self.expanded.row_of(event)).map_or("", SmolStr::as_str)
    }

    /// Does it come from the timeline?
    pub(super) fn is_ours(&self, place: u32) -> bool {
        self.event(place).is_some_and(|event| self.expanded.row_of(event).is_some())
    }
}

/// The results.
pub(super) fn of(scene: &Scene<'_>) -> Reading {
    let all = scene.outcome.answers.duties.iter();
    let duties: Vec<&Duty> = all.filter(|duty| scene.is_ours(duty.opened_by)).collect();
    let group: Vec<&Duty> = duties.iter().copied().filter(|duty| names_group(scene, duty)).collect();
    let (question, questions) = first_question(scene);
    let fed = || scene.events.iter().filter(|event| scene.expanded.row_of(event).is_some());
    Reading {
        events: fed().count(),
        synthetic: fed().filter(|event| is_synthetic(event)).count(),
        duties: duties.len(),
        first_duty: first_started(scene, duties.iter().copied()),
        told_top: first_started(scene, duties.iter().copied().filter(|duty| duty.rank >= Rank::DIRECTOR)),
        would_have_top: first_climbed(scene, duties.iter().copied()),
        group_received: first_started(scene, group.iter().copied()),
        group_would_have_top: first_climbed(scene, group.into_iter()),
        question,
        questions,
        matters: matters(scene),
        checks: checks(scene),
        obligations: obligations(scene),
        asides: asides(scene),
        traces: traces(scene),
        ends: ends(scene),
        by_row: by_row(scene, &duties),
    }
}

fn is_synthetic(event: &Event) -> bool {
    let codes = match &event.body {
        Body::Told(told) => &told.codes,
        Body::Recorded(entry) => &entry.codes,
        _ => return false,
    };
    codes.iter().any(|(set, _)| set.as_str() == "replay")
}

/// The telling itself named or described a group, by a sign that the policy marks so.
fn names_group(scene: &Scene<'_>, duty: &Duty) -> bool {
    scene.event(duty.opened_by).is_some_and(|event| is_group(event, scene.policy))
}

/// A telling with a sign that the policy marks as naming a group.
pub(super) fn is_group(event: &Event, policy: &Policy) -> bool {
    let Body::Told(told) = &event.body else { return false };
    told.signs.iter().any(|sign| policy.signs.get(sign).is_some_and(|sign| sign.group))
}

fn first_started<'d>(scene: &Scene<'_>, duties: impl Iterator<Item = &'d Duty>) -> Option<Milestone> {
    let started = duties.filter_map(|duty| Some((started(duty)?, duty)));
    let (day, duty) = started.min_by_key(|(day, duty)| (*day, scene.row(duty.opened_by), &duty.post))?;
    Some(milestone(scene, day, duty, &duty.post, duty.rank))
}

fn started(duty: &Duty) -> Option<Day> {
    duty.started.earliest().map(Moment::day)
}

/// The first rung of rank 4 or above that any of these duties would have reached.
fn first_climbed<'d>(scene: &Scene<'_>, duties: impl Iterator<Item = &'d Duty>) -> Option<Milestone> {
    let rungs = duties.flat_map(|duty| duty.would_have_climbed.iter().map(move |rung| (rung, duty)));
    let reached = rungs
        .filter(|(rung, _)| rung.rank >= Rank::DIRECTOR)
        .filter_map(|(rung, duty)| Some((rung.latest?.day(), rung, duty)));
    let (day, rung, duty) =
        reached.min_by_key(|(day, rung, duty)| (*day, scene.row(duty.opened_by), rung.rank, &rung.post))?;
    Some(milestone(scene, day, duty, &rung.post, rung.rank))
}

fn milestone(scene: &Scene<'_>, day: Day, duty: &Duty, post: &PostId, rank: Rank) -> Milestone {
    Milestone {
        day,
        row: scene.row(duty.opened_by).to_owned(),
        agency: post.agency(),
        post: named(post),
        rank,
    }
}

/// The post's name; none where a stand-in is meant.
pub(super) fn named(post: &PostId) -> Option<String> {
    let local = post.local();
    let stand_in = local.starts_with("unnamed-rank-") || local == post.as_str();
    (!stand_in).then(|| local.to_owned())
}

/// The highest rung of a duty, and when it would have been reached.
pub(super) fn climbed(duty: &Duty) -> Option<(Rank, Day)> {
    let rungs = duty.would_have_climbed.iter();
    rungs.filter_map(|rung| Some((rung.rank, rung.latest?.day()))).max_by_key(|(rank, _)| *rank)
}

/// Duties by row and post, in the order of their first days.
fn by_row<'d>(scene: &Scene<'d>, duties: &[&'d Duty]) -> Vec<Duties> {
    let mut groups: BTreeMap<(&str, &PostId, Rank), Vec<&Duty>> = BTreeMap::new();
    for &duty in duties {
        groups.entry((scene.row(duty.opened_by), &duty.post, duty.rank)).or_default().push(duty);
    }
    let mut rows: Vec<Duties> = groups
        .into_iter()
        .map(|((row, post, rank), duties)| {
            let days = || duties.iter().filter_map(|duty| started(duty));
            // The highest rank, and of the duties that got there the first.
            let highest =
                duties.iter().filter_map(|duty| climbed(duty)).max_by_key(|(rank, day)| (*rank, -day.0));
            Duties {
                row: row.to_owned(),
                agency: post.agency(),
                post: named(post),
                rank,
                count: duties.len(),
                first: days().min().unwrap_or_default(),
                last: days().max().unwrap_or_default(),
                ended: duties.iter().filter(|duty| duty.standing == Standing::Answered).count(),
                climbed: highest,
            }
        })
        .collect();
    rows.sort_by(|a, b| (a.first, &a.row, &a.agency).cmp(&(b.first, &b.row, &b.agency)));
    rows
}
