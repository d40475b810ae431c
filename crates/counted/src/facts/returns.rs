//! Rows of the children-in-need census: referrals, assessments, enquiries, conferences and protection plans.
//!
//! The events of one block of the census stand on one line of the file; the start and the end of an assessment are found by that.

use std::collections::BTreeMap;

use record::outputs::EventIx;
use record::time::Convention;
use record::{Body, Code, ConcernRef, Day, Event, FileId};
use rustc_hash::FxHashMap;

use super::Given;
use super::rows::{Kind, Put, Rows, the_day};
use crate::measure::Table;

/// Cases of one child opened within so many days count once.
const AGAIN_WITHIN_DAYS: i32 = 7;
/// Months within which a referral after another is a re-referral.
const RE_REFERRAL_MONTHS: i32 = 12;
/// Factors at assessment that name exploitation: child sexual, and child criminal.
const EXPLOITATION: [&str; 2] = ["11A", "24A"];

/// One line of a file.
type Line = (FileId, u32);

/// What an episode's events say.
#[derive(Default)]
struct Episode {
    referral: Option<EventIx>,
    closed: Option<EventIx>,
    no_further_action: bool,
    /// By line, so that start and end of one block find each other.
    assessments: BTreeMap<Line, [Option<EventIx>; 2]>,
    enquiries: BTreeMap<Line, Enquiry>,
    plans: BTreeMap<Line, [Option<EventIx>; 2]>,
}

#[derive(Clone, Copy, Default)]
struct Enquiry {
    started: Option<EventIx>,
    conference: Option<EventIx>,
    not_required: bool,
}

/// The tables `referrals`, `assessments`, `enquiries`, `conferences` and `plans`.
pub(super) fn tables(given: Given<'_>) -> Vec<Table> {
    let episodes = episodes(given.events);
    vec![
        referrals(given, &episodes),
        closures(given, &episodes),
        assessments(given, &episodes),
        enquiries(given, &episodes),
        conferences(given, &episodes),
        plans(given, &episodes),
    ]
}

fn episodes(events: &[Event]) -> BTreeMap<&ConcernRef, Episode> {
    let mut all: BTreeMap<&ConcernRef, Episode> = BTreeMap::new();
    for (ix, event) in (0..).zip(events) {
        let line: Line = (event.source.file, event.source.line);
        match &event.body {
            Body::Told(told) if told.activity.as_str() == "referral.received" => {
                all.entry(&told.concern).or_default().referral.get_or_insert(ix);
            }
            Body::Recorded(entry) => {
                let Some(concern) = &entry.concern else { continue };
                let of_census = |activity: &str| {
                    matches!(
                        activity,
                        "cin.ceased"
                            | "referral.no_further_action"
                            | "assessment.started"
                            | "assessment.authorised"
                            | "strategy_discussion.started_s47"
                            | "icpc.held"
                            | "icpc.not_required"
                            | "cp_plan.started"
                            | "cp_plan.ended"
                    )
                };
                if !of_census(entry.activity.as_str()) {
                    continue;
                }
                let episode = all.entry(concern).or_default();
                match entry.activity.as_str() {
                    "cin.ceased" => episode.closed = Some(ix),
                    "referral.no_further_action" => episode.no_further_action = true,
                    "assessment.started" => episode.assessments.entry(line).or_default()[0] = Some(ix),
                    "assessment.authorised" => episode.assessments.entry(line).or_default()[1] = Some(ix),
                    "strategy_discussion.started_s47" => {
                        episode.enquiries.entry(line).or_default().started = Some(ix);
                    }
                    "icpc.held" => episode.enquiries.entry(line).or_default().conference = Some(ix),
                    "icpc.not_required" => episode.enquiries.entry(line).or_default().not_required = true,
                    "cp_plan.started" => episode.plans.entry(line).or_default()[0] = Some(ix),
                    _ => episode.plans.entry(line).or_default()[1] = Some(ix),
                }
            }
            _ => {}
        }
    }
    all
}

/// The day of an event, if it names one.
fn day(given: Given<'_>, ix: Option<EventIx>) -> Option<Day> {
    the_day(given.events.get(ix? as usize)?.claimed)
}

fn unit(given: Given<'_>, ix: EventIx) -> Code {
    let agency = given.events.get(ix as usize).map(|event| event.by.agency.as_str());
    Code::new(agency.unwrap_or_default())
}

/// Working days by both conventions, where both days are known and in order.
fn working(given: Given<'_>, from: Option<Day>, to: Option<Day>) -> [Option<i32>; 2] {
    let (Some(from), Some(to)) = (from, to) else { return [None, None] };
    if to < from {
        return [None, None];
    }
    [Convention::NextWorkingDay, Convention::StartDayCounts]
        .map(|convention| Some(given.policy.calendar.working_days(from, to, convention)))
}

fn referrals(given: Given<'_>, episodes: &BTreeMap<&ConcernRef, Episode>) -> Table {
    let columns = &[
        ("child", Kind::Number),
        ("received", Kind::Day),
        ("closed", Kind::Day),
        ("closure_reason", Kind::Word),
        ("source", Kind::Word),
        ("need", Kind::Word),
        ("no_further_action", Kind::Word),
        ("assessed", Kind::Word),
        ("days_since_previous", Kind::Number),
        ("within_12_months", Kind::Word),
        ("again_within_7_days", Kind::Word),
        ("year_before_covered", Kind::Word),
    ];
    let mut rows = Rows::new("referrals", columns);
    // A child's referrals in the order of their days; those of one day in the order of their events.
    let mut of_child: FxHashMap<u32, Vec<(Day, EventIx)>> = FxHashMap::default();
    for episode in episodes.values() {
        if let Some(ix) = episode.referral
            && let (Some(day), Some(child)) = (day(given, Some(ix)), (given.child_of)(ix))
        {
            of_child.entry(child).or_default().push((day, ix));
        }
    }
    of_child.values_mut().for_each(|all| all.sort_unstable());
    for episode in episodes.values() {
        let Some(ix) = episode.referral else { continue };
        let (received, child) = (day(given, Some(ix)), (given.child_of)(ix));
        let previous = received.zip(child).and_then(|(day, child)| {
            let all = of_child.get(&child)?;
            let at = all.partition_point(|other| *other < (day, ix));
            at.checked_sub(1).and_then(|before| all.get(before)).map(|(day, _)| *day)
        });
        let since = received.zip(previous).map(|(day, previous)| day.0 - previous.0);
        let within = received
            .zip(previous)
            .is_some_and(|(day, previous)| previous.add_months(RE_REFERRAL_MONTHS) >= day);
        let unit = unit(given, ix);
        let year_before = received.map(|day| {
            let covers = given.events.get(ix as usize).and_then(|event| (given.covers)(&event.by.agency));
            covers.is_some_and(|(from, _)| from <= day.add_months(-RE_REFERRAL_MONTHS))
        });
        let codes = codes(given, ix);
        let known = child.is_some() && received.is_some();
        rows.row(
            unit,
            ix,
            vec![
                Put::child(child),
                Put::Day(received),
                Put::Day(day(given, episode.closed)),
                Put::Word(episode.closed.and_then(|ix| code_of(given, ix, "closure_reason"))),
                Put::Word(codes.0),
                Put::Word(codes.1),
                Put::yes(episode.no_further_action),
                Put::yes(!episode.assessments.is_empty()),
                Put::Number(since),
                Put::maybe(known.then_some(within)),
                Put::maybe(known.then_some(since.is_some_and(|days| days <= AGAIN_WITHIN_DAYS))),
                Put::maybe(year_before),
            ],
        );
    }
    rows.done()
}

/// Cases closed, and how soon the child was referred again.
fn closures(given: Given<'_>, episodes: &BTreeMap<&ConcernRef, Episode>) -> Table {
    let columns = &[
        ("child", Kind::Number),
        ("closed", Kind::Day),
        ("reason", Kind::Word),
        ("days_until_next", Kind::Number),
        ("again_within_7_days", Kind::Word),
    ];
    let mut rows = Rows::new("closures", columns);
    let mut of_child: FxHashMap<u32, Vec<(Day, EventIx)>> = FxHashMap::default();
    for ix in episodes.values().filter_map(|episode| episode.referral) {
        if let (Some(day), Some(child)) = (day(given, Some(ix)), (given.child_of)(ix)) {
            of_child.entry(child).or_default().push((day, ix));
        }
    }
    of_child.values_mut().for_each(|all| all.sort_unstable());
    for (episode, ix) in episodes.values().filter_map(|episode| Some((episode, episode.closed?))) {
        let (closed, child) = (day(given, Some(ix)), (given.child_of)(ix));
        let next = closed.zip(child).and_then(|(closed, child)| {
            let all = of_child.get(&child)?;
            // On the day of the closing too; the case's own referral is none.
            let from = &all[all.partition_point(|(day, _)| *day < closed)..];
            from.iter().find(|(_, other)| Some(*other) != episode.referral).map(|(day, _)| *day)
        });
        let days = closed.zip(next).map(|(closed, next)| next.0 - closed.0);
        let known = closed.is_some() && child.is_some();
        rows.row(
            unit(given, ix),
            ix,
            vec![
                Put::child(child),
                Put::Day(closed),
                Put::Word(code_of(given, ix, "closure_reason")),
                Put::Number(days),
                Put::maybe(known.then_some(days.is_some_and(|days| days <= AGAIN_WITHIN_DAYS))),
            ],
        );
    }
    rows.done()
}

/// Source and need of a referral.
fn codes(given: Given<'_>, ix: EventIx) -> (Option<Code>, Option<Code>) {
    (code_of(given, ix, "referral_source"), code_of(given, ix, "primary_need"))
}

/// The code that an event has of a set.
fn code_of(given: Given<'_>, ix: EventIx, set: &str) -> Option<Code> {
    let codes = match &given.events.get(ix as usize)?.body {
        Body::Told(told) => &told.codes,
        Body::Recorded(entry) => &entry.codes,
        _ => return None,
    };
    codes.iter().find(|(of, _)| of.as_str() == set).map(|(_, code)| code.clone())
}

fn assessments(given: Given<'_>, episodes: &BTreeMap<&ConcernRef, Episode>) -> Table {
    let columns = &[
        ("child", Kind::Number),
        ("referred", Kind::Day),
        ("started", Kind::Day),
        ("authorised", Kind::Day),
        ("days_from_start", Kind::Number),
        ("days_from_start_counted", Kind::Number),
        ("days_from_referral", Kind::Number),
        ("days_from_referral_counted", Kind::Number),
        ("exploitation", Kind::Word),
    ];
    let mut rows = Rows::new("assessments", columns);
    for episode in episodes.values() {
        let referred = day(given, episode.referral);
        for [started, authorised] in episode.assessments.values() {
            let Some(ix) = authorised.or(*started) else { continue };
            let (start, end) = (day(given, *started), day(given, *authorised));
            let [own, own_counted] = working(given, start, end);
            let [all, all_counted] = working(given, referred, end);
            let factors = authorised.and_then(|ix| match &given.events.get(ix as usize)?.body {
                Body::Recorded(entry) => Some(&entry.codes),
                _ => None,
            });
            let exploitation = factors.map(|codes| {
                codes.iter().any(|(set, code)| {
                    set.as_str() == "assessment_factor" && EXPLOITATION.contains(&code.as_str())
                })
            });
            rows.row(
                unit(given, ix),
                ix,
                vec![
                    Put::child((given.child_of)(ix)),
                    Put::Day(referred),
                    Put::Day(start),
                    Put::Day(end),
                    Put::Number(own),
                    Put::Number(own_counted),
                    Put::Number(all),
                    Put::Number(all_counted),
                    Put::maybe(exploitation),
                ],
            );
        }
    }
    rows.done()
}

fn enquiries(given: Given<'_>, episodes: &BTreeMap<&ConcernRef, Episode>) -> Table {
    let columns = &[
        ("child", Kind::Number),
        ("started", Kind::Day),
        ("conference", Kind::Day),
        ("not_required", Kind::Word),
    ];
    let mut rows = Rows::new("enquiries", columns);
    for enquiry in episodes.values().flat_map(|episode| episode.enquiries.values()) {
        let Some(ix) = enquiry.started else { continue };
        rows.row(
            unit(given, ix),
            ix,
            vec![
                Put::child((given.child_of)(ix)),
                Put::Day(day(given, Some(ix))),
                Put::Day(day(given, enquiry.conference)),
                Put::yes(enquiry.not_required),
            ],
        );
    }
    rows.done()
}

fn conferences(given: Given<'_>, episodes: &BTreeMap<&ConcernRef, Episode>) -> Table {
    let columns = &[
        ("child", Kind::Number),
        ("enquiry_started", Kind::Day),
        ("held", Kind::Day),
        ("days_from_enquiry", Kind::Number),
        ("days_from_enquiry_counted", Kind::Number),
        ("enquiry_known", Kind::Word),
    ];
    let mut rows = Rows::new("conferences", columns);
    for enquiry in episodes.values().flat_map(|episode| episode.enquiries.values()) {
        let Some(ix) = enquiry.conference else { continue };
        let (start, held) = (day(given, enquiry.started), day(given, Some(ix)));
        let [days, counted] = working(given, start, held);
        rows.row(
            unit(given, ix),
            ix,
            vec![
                Put::child((given.child_of)(ix)),
                Put::Day(start),
                Put::Day(held),
                Put::Number(days),
                Put::Number(counted),
                Put::yes(enquiry.started.is_some()),
            ],
        );
    }
    rows.done()
}

fn plans(given: Given<'_>, episodes: &BTreeMap<&ConcernRef, Episode>) -> Table {
    let columns =
        &[("child", Kind::Number), ("started", Kind::Day), ("ended", Kind::Day), ("category", Kind::Word)];
    let mut rows = Rows::new("plans", columns);
    for [started, ended] in episodes.values().flat_map(|episode| episode.plans.values()) {
        let Some(ix) = started.or(*ended) else { continue };
        rows.row(
            unit(given, ix),
            ix,
            vec![
                Put::child((given.child_of)(ix)),
                Put::Day(day(given, *started)),
                Put::Day(day(given, *ended)),
                Put::Word(started.and_then(|ix| code_of(given, ix, "cp_category"))),
            ],
        );
    }
    rows.done()
}
