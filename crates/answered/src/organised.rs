//! What organisations do with warnings beside answering them: circulate, lose, recommend, supervise, end, cut, refuse, act.
//!
//! Runs after the duties and changes none of them. The rules stand in `docs/method/organised.md`, their numbers in
//! `organised.toml`, their words in `reasons.csv`.

mod challenged;
mod child_only;
mod circulated;
mod cut;
mod findings;
mod kept;
pub(crate) mod minutes;
mod operations;
mod particulars;
mod powers;
mod recipients;
mod recommended;
mod records_lost;
mod refused;
mod supervised;
mod told_back;

use record::outputs::{
    Challenge, ChildOnly, Circulated, Duty, EventIx, OperationEnd, PowerAct, Recommendation, RecordsLost,
    SharingRefused, Supervision, TeamCut, ToldBack, Unsupervised,
};
use record::policy::Policy;
use record::{AgencyId, Day, Event, Finding};

use crate::around::Around;
use crate::clock::Reckoner;
use crate::closing::Circumstances;
use crate::concerns::{ByEvent, Concerns, Group};
use crate::duties::Bench;
use crate::posts::Directory;
use crate::rules::{Limits, Rulebook};
use crate::scene::{Act, acts};
use crate::strategic::kinds::Kinds;
use kept::Kept;
pub(crate) use told_back::says_what_was_told;

/// What organisations did, by kind; each list in the order of its first rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organised {
    /// Reports, minuted meetings and briefings.
    pub circulated: Vec<Circulated>,
    /// Records lost, stolen or altered.
    pub records_lost: Vec<RecordsLost>,
    /// Recommendations of earlier reviews.
    pub recommendations: Vec<Recommendation>,
    /// Challenges of tellers, scrutiny and other posts.
    pub challenges: Vec<Challenge>,
    /// Whether whoever warned was told what became of it.
    pub told_back: Vec<ToldBack>,
    /// Supervisions held.
    pub supervisions: Vec<Supervision>,
    /// Open duties without one, by agency.
    pub unsupervised: Vec<Unsupervised>,
    /// Operations ended or narrowed.
    pub operations: Vec<OperationEnd>,
    /// Teams cut.
    pub cuts: Vec<TeamCut>,
    /// Refusals to share.
    pub refusals: Vec<SharingRefused>,
    /// Powers used, refused and not available.
    pub powers: Vec<PowerAct>,
    /// Answers that act on the child alone.
    pub child_only: Vec<ChildOnly>,
    /// What is odd in such rows.
    pub findings: Vec<Finding>,
}

impl Organised {
    /// Nothing of the kind is in the files.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Every duty that these rules open, kind by kind; word to tellers only where the agency's files could show it.
    pub fn duties(&self) -> impl Iterator<Item = &Duty> + Clone {
        let leads = self.circulated.iter().filter_map(|one| one.lead.as_ref());
        let asks = self.circulated.iter().flat_map(|one| &one.recipients).filter_map(|one| one.ask.as_ref());
        leads
            .chain(asks)
            .chain(self.records_lost.iter().map(|one| &one.duty))
            .chain(self.recommendations.iter().map(|one| &one.duty))
            .chain(self.challenges.iter().map(|one| &one.duty))
            .chain(self.told_back.iter().filter(|one| one.is_held()).map(|one| &one.duty))
    }
}

/// What organisations did by the end of the day `as_of`, from canonically ordered events and the duties of their concerns.
///
/// A pure function. The order in which duties are given changes nothing. `around`: what the rest of the record says of the same
/// children and things, as for the duties.
pub fn organised(
    events: &[Event],
    policy: &Policy,
    as_of: Day,
    duties: &[Duty],
    around: &Around,
) -> Organised {
    let kept = Kept::of(events, policy, as_of);
    if kept.is_empty() && duties.is_empty() {
        return Organised::default();
    }
    let directory = Directory::new(events);
    let book = Rulebook::new((0..).zip(events), policy, &directory, as_of);
    let reckoner = Reckoner::new(policy, &book);
    let limits = &reckoner.limits();
    let mut bench = Bench { events, reckoner, directory, as_of, around };
    let concerns = Concerns::new(events, as_of);
    let by_event = concerns.by_event(events.len());
    let kinds = Kinds::new(events, policy);
    let duties = in_order(duties.iter());
    let scene = Scene {
        events,
        policy,
        limits,
        as_of,
        kinds: &kinds,
        concerns: &concerns,
        by_event: &by_event,
        duties: &duties,
        kept: &kept,
    };
    let circulated = circulated::circulated(scene, &mut bench);
    let says = told_back::agencies_that_say(events);
    Organised {
        records_lost: records_lost::records_lost(scene, &mut bench),
        recommendations: recommended::recommendations(scene, &mut bench),
        challenges: challenged::challenges(scene, &circulated, &mut bench),
        told_back: told_back::told_back(scene, &|agency| says.contains(agency), &mut bench),
        supervisions: supervised::supervisions(scene),
        unsupervised: supervised::unsupervised(scene),
        operations: operations::operations(scene),
        cuts: cut::cuts(scene, &mut bench),
        refusals: refused::refusals(scene),
        powers: powers::powers(scene),
        child_only: child_only::child_only(scene),
        findings: findings::findings(scene, &circulated),
        circulated,
    }
}

/// Concerns by themselves, with their duties.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) events: &'a [Event],
    pub(crate) as_of: Day,
    pub(crate) concerns: &'a Concerns<'a>,
    pub(crate) by_event: &'a ByEvent,
    pub(crate) duties: &'a [Duty],
    /// Duties of other concerns that events of these opened.
    pub(crate) linked: &'a [Duty],
}

/// What of it these concerns ask by themselves: what was circulated, records lost, challenges, word to tellers.
///
/// `says`: some record of an agency says what a teller was told.
pub(crate) fn of_concerns(
    of: Of<'_>,
    kinds: &Kinds,
    says: &dyn Fn(&AgencyId) -> bool,
    bench: &mut Bench<'_, '_>,
) -> (Vec<Circulated>, Vec<RecordsLost>, Vec<Challenge>, Vec<ToldBack>) {
    let Of { events, as_of, concerns, by_event, .. } = of;
    let policy = bench.reckoner.policy();
    let kept = Kept::of(events, policy, as_of);
    let (own, known) = (in_order(of.duties.iter()), in_order(of.duties.iter().chain(of.linked)));
    let limits = bench.reckoner.limits();
    let limits = limits.as_ref();
    let scene = Scene { events, policy, limits, as_of, kinds, concerns, by_event, duties: &own, kept: &kept };
    let circulated = circulated::circulated(scene, bench);
    let lost = records_lost::records_lost(scene, bench);
    let challenges = challenged::challenges(Scene { duties: &known, ..scene }, &circulated, bench);
    (circulated, lost, challenges, told_back::told_back(scene, says, bench))
}

fn in_order<'d>(duties: impl Iterator<Item = &'d Duty>) -> Vec<&'d Duty> {
    let mut duties: Vec<&Duty> = duties.collect();
    duties.sort_by(|a, b| (a.opened_by, &a.post, &a.clock).cmp(&(b.opened_by, &b.post, &b.clock)));
    duties
}

/// Is this an activity that can open a duty although it is no telling?
pub(crate) fn opens_a_duty(activity: &str) -> bool {
    kept::CIRCULATED.contains(&activity)
        || activity == kept::RECOMMENDED
        || matches!(activity, "record.lost" | "record.stolen" | "record.altered" | "team.cut")
}

/// What the rules look at.
#[derive(Clone, Copy)]
struct Scene<'a> {
    events: &'a [Event],
    policy: &'a Policy,
    /// Thresholds as they hold on a day.
    limits: &'a Limits,
    as_of: Day,
    kinds: &'a Kinds,
    concerns: &'a Concerns<'a>,
    by_event: &'a ByEvent,
    /// Those of the concerns, in order.
    duties: &'a [&'a Duty],
    kept: &'a Kept,
}

impl<'a> Scene<'a> {
    fn event(self, ix: EventIx) -> &'a Event {
        &self.events[ix as usize]
    }

    /// The concern an event belongs to, with all its events; `None` for an entry of no concern.
    fn group(self, ix: EventIx) -> Option<Group<'a>> {
        self.by_event.of(ix).first().map(|number| self.concerns.group(*number))
    }

    /// What an answer to the concern of an event is judged by.
    fn circumstances(self, ix: EventIx, bench: &Bench<'_, '_>) -> Circumstances {
        let of = |group| Circumstances::of(group, self.events, self.policy, bench.around);
        self.group(ix).map(of).unwrap_or_default()
    }

    /// The acts on the concern of an event.
    fn acts(self, ix: EventIx, bench: &mut Bench<'_, '_>) -> Vec<Act<'a>> {
        let members = self.group(ix).map_or(&[][..], |group| group.members);
        acts(members, self.events, &mut bench.directory)
    }

    /// The duties that an event opened.
    fn opened_by(self, ix: EventIx) -> &'a [&'a Duty] {
        let from = self.duties.partition_point(|duty| duty.opened_by < ix);
        let to = self.duties.partition_point(|duty| duty.opened_by <= ix);
        self.duties.get(from..to).unwrap_or_default()
    }

    /// Two events belong to one concern.
    fn same_concern(self, a: EventIx, b: EventIx) -> bool {
        self.by_event.of(a).iter().any(|number| self.by_event.of(b).contains(number))
    }
}
