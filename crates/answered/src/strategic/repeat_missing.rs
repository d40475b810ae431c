//! A child missing again and again: the third episode within the window goes to the post that takes `exploitation_lead`.
//!
//! Volume alone opens no strategic matter (a matter needs several children), and a third episode is no routine either. An
//! absence without authorisation counts like a missing episode, so that calling the one the other hides nothing.

use std::collections::BTreeMap;

use record::outputs::{Duty, EntityIx, EventIx, RepeatMissing};
use record::policy::Threshold;
use record::{AgencyId, Body, Moment, Tri};
use rustc_hash::FxHashMap;

use super::Scene;
use super::lead::of_rank;
use super::seed::in_order;
use crate::clock::Clock;
use crate::closing::Circumstances;
use crate::drafts::remark;
use crate::duties::{Bench, tidy_inputs};
use crate::owed::{Owed, by_the_top, met, settle, step_aside};
use crate::posts::{Directory, EXPLOITATION_LEAD, PostIx};
use crate::rounds::{Stop, StopKind};
use crate::scene::{Act, acts};
use crate::span::{Span, in_view};

/// What starts an episode.
const MISSING: &str = "missing.started";
const AWAY: &str = "away.started";
/// What shows that the episodes were looked at together.
const REVIEWED: &str = "missing.reviewed";
const MINUTES_OF_A_DAY: i64 = 24 * 60;

/// One episode: the first row that tells of it, and the others that tell of the same.
#[derive(Clone, Debug)]
struct Episode {
    event: EventIx,
    started: Span,
    by: AgencyId,
}

/// One for each child and run of episodes, in the order of the episodes that opened them.
pub(super) fn repeat_missing(scene: Scene<'_>, bench: &mut Bench<'_, '_>) -> Vec<RepeatMissing> {
    if scene.ties.mentions.is_empty() {
        return Vec::new();
    }
    let Rows { started, reviewed, held } = rows(scene);
    let mut all = Vec::new();
    for (child, rows) in started {
        let mut left = episodes(scene, &rows);
        while let Some((first, third)) = first_too_many(scene, &left) {
            let reviews = reviewed.get(&child).map_or(&[][..], Vec::as_slice);
            let (mut one, end) = one(scene, child, &left[first..=third], reviews, &held, bench);
            // What came while the review was owed belongs to it; after its end the count begins anew.
            let later = left.split_off(third + 1);
            let (own, later): (Vec<Episode>, Vec<Episode>) =
                later.into_iter().partition(|next| end.is_none_or(|end| !end.certainly_before(next.started)));
            one.episodes.extend(own.iter().map(|episode| episode.event));
            one.duty.inputs.extend(own.iter().map(|episode| episode.event));
            tidy_inputs(&mut one.duty);
            all.push(one);
            left = later;
        }
    }
    all.sort_by_key(|one| (one.duty.opened_by, one.child));
    all
}

/// The rows that speak of episodes.
struct Rows {
    /// By child: what started an episode.
    started: BTreeMap<EntityIx, Vec<EventIx>>,
    /// By child: where the episodes were looked at together.
    reviewed: FxHashMap<EntityIx, Vec<EventIx>>,
    /// The agencies whose files say of some such review.
    held: Vec<AgencyId>,
}

fn rows(scene: Scene<'_>) -> Rows {
    let mut rows = Rows { started: BTreeMap::new(), reviewed: FxHashMap::default(), held: Vec::new() };
    for (ix, event) in (0..).zip(scene.events) {
        let Body::Recorded(entry) = &event.body else { continue };
        if !in_view(event.claimed, scene.as_of) {
            continue;
        }
        match entry.activity.as_str() {
            MISSING | AWAY => {
                scene.about(ix).for_each(|child| rows.started.entry(child).or_default().push(ix));
            }
            REVIEWED => {
                rows.held.push(event.by.agency.clone());
                scene.about(ix).for_each(|child| rows.reviewed.entry(child).or_default().push(ix));
            }
            _ => {}
        }
    }
    rows.held.sort_unstable();
    rows.held.dedup();
    rows
}

/// The episodes, each once, in the order of their starts. What has no first and last possible minute counts for nothing here.
///
/// Two agencies write one episode down with a day between them; one agency that exports a row twice writes the same start.
fn episodes(scene: Scene<'_>, rows: &[EventIx]) -> Vec<Episode> {
    let mut all: Vec<Episode> = Vec::with_capacity(rows.len());
    for ix in rows {
        let event = scene.event(*ix);
        let started = Span::of(event.claimed);
        if started.earliest.is_none() || started.latest.is_none() {
            continue;
        }
        let same = |known: &Episode| match known.by == event.by.agency {
            true => known.started == started,
            false => within(known.started, started, MINUTES_OF_A_DAY),
        };
        if !all.iter().any(same) {
            all.push(Episode { event: *ix, started, by: event.by.agency.clone() });
        }
    }
    all.sort_by_key(|episode| (episode.started.latest, episode.event));
    all
}

/// The two can lie within so many minutes of each other.
fn within(a: Span, b: Span, minutes: i64) -> bool {
    let gap = |from: Span, to: Span| Some(to.earliest?.0 - from.latest?.0);
    [gap(a, b), gap(b, a)].into_iter().all(|gap| gap.is_some_and(|gap| gap <= minutes))
}

/// The places of the first and the last of the first run that is too many within the window for certain, by the rule of the
/// day of its last episode.
fn first_too_many(scene: Scene<'_>, episodes: &[Episode]) -> Option<(usize, usize)> {
    let certainly = |run: &[Episode], window: i64| {
        let first = run.iter().filter_map(|episode| episode.started.earliest).min();
        let last = run.iter().filter_map(|episode| episode.started.latest).max();
        first.zip(last).is_some_and(|(first, last)| last.0 - first.0 <= window)
    };
    (0..episodes.len()).find_map(|last| {
        let on = episodes[last].started.latest.map(Moment::day);
        let many = scene.limits.at(Threshold::MissingEpisodes, on) as usize;
        let window = i64::from(scene.limits.at(Threshold::MissingWindowDays, on)) * MINUTES_OF_A_DAY;
        let first = (last + 1).checked_sub(many)?;
        certainly(&episodes[first..=last], window).then_some((first, last))
    })
}

/// The review that these episodes open, and when it ended.
fn one(
    scene: Scene<'_>,
    child: EntityIx,
    episodes: &[Episode],
    reviews: &[EventIx],
    held: &[AgencyId],
    bench: &mut Bench<'_, '_>,
) -> (RepeatMissing, Option<Span>) {
    let last = &episodes[episodes.len() - 1];
    let like = scene.event(last.event).claimed;
    let (post, is_lead) = lead(scene, episodes, last.started, &mut bench.directory);
    let rank = bench
        .directory
        .rank(post, last.started.some_day())
        .unwrap_or_else(|| scene.limits.rank(Threshold::CheckRank, last.started.some_day()));
    let rows: Vec<EventIx> = episodes.iter().map(|episode| episode.event).collect();
    let mut owed = Owed {
        hands: crate::hands::Hands::default(),
        clock: Clock::RepeatMissing,
        post,
        rank,
        opened_by: last.event,
        start: last.started,
        like,
        inputs: rows.clone(),
        remarks: if is_lead { Vec::new() } else { vec![remark("no_exploitation_lead_stated")] },
    };
    let concerns = in_order(rows.iter().flat_map(|ix| scene.by_event.of(*ix)).copied().collect());
    let members = concerns.iter().flat_map(|concern| scene.concerns.group(*concern).members);
    let acts = acts(&in_order(members.copied().collect()), scene.events, &mut bench.directory);
    let aside = step_aside(&mut owed, &acts, bench);
    let (post, rank) = (owed.post, owed.rank);
    let own = |directory: &Directory, act: &Act<'_>| by_the_top(directory, post, rank, act);
    // Repeated episodes are a sign themselves: to do nothing always needs the second post.
    let mut met = met(&mut owed, &acts, Circumstances { second_post_needed: true }, &aside, own, bench);
    let agency = bench.directory.id(post).agency();
    let counts = |ix: &&EventIx| {
        let event = scene.event(**ix);
        event.by.agency == agency && !Span::of(event.claimed).certainly_before(owed.start)
    };
    met.ends.extend(reviews.iter().filter(counts).map(|ix| Stop {
        event: *ix,
        at: Span::of(scene.event(*ix).claimed),
        kind: StopKind::Answer(None),
    }));
    let (mut duty, end) = settle(owed, met, &aside, bench);
    if end.is_none() && held.binary_search(&agency).is_err() {
        not_held(&mut duty);
    }
    (RepeatMissing { child, episodes: rows, duty }, end)
}

/// Nobody can tell whether a clock ran that the files could not show to have stopped: it is counted, and climbs nowhere.
fn not_held(duty: &mut Duty) {
    (duty.due_earliest, duty.due_latest, duty.due_unpaused_latest) = (None, None, None);
    duty.late = Tri::CannotTell;
    duty.would_have_climbed.clear();
    duty.remarks.push(remark(RepeatMissing::NOT_HELD));
    duty.remarks.sort_unstable();
}

/// Of the agencies with such a record the first that can lead, else the only one of a kind that can, else whoever recorded the
/// last: its post that takes `exploitation_lead`; else the post of the checking rank there, and the second value is false.
fn lead(scene: Scene<'_>, episodes: &[Episode], at: Span, directory: &mut Directory) -> (PostIx, bool) {
    let partners = &scene.policy.matters.partners;
    let among = || {
        partners.iter().find_map(|kind| {
            episodes.iter().map(|episode| &episode.by).filter(|by| scene.kinds.is(by, kind)).min()
        })
    };
    let only = || partners.iter().find_map(|kind| scene.kinds.only(kind));
    let agency = among().or_else(only).unwrap_or(&episodes[episodes.len() - 1].by).clone();
    let number = directory.intern_agency(&agency);
    match directory.taking(number, EXPLOITATION_LEAD, at.some_day()) {
        Some(post) => (post, true),
        None => {
            let rank = scene.limits.rank(Threshold::CheckRank, at.some_day());
            (of_rank(directory, &agency, rank, at.some_day()), false)
        }
    }
}
