//! What may happen, as commands, and the events a sequence of them makes in an organisation.

use proptest::prelude::*;
use record::event::{Addresses, Answered, HandedOver, Recorded, Step, Told};
use record::{Addressee, AgencyId, Body, Claimed, Code, ConcernRef, Day, Event, PostId, Rank};

use crate::organisation::{Agency, Organisation};
use crate::support::{Files, day};

/// Outcomes of answers: such as act, such as do not, and such as never end a duty.
const OUTCOMES: [&str; 13] = [
    "investigated",
    "assessed",
    "safeguarded",
    "no_action",
    "information_and_advice",
    "cannot_with_what_i_have",
    "withdrawn",
    "no_cooperation",
    "recorded_only",
    "referred_on",
    "meeting_held",
    "other_priority",
    "of no policy",
];
/// Concern numbers.
pub(crate) const CONCERNS: [&str; 2] = ["c", "d"];

/// Who acts, as seen from the post told last of the concern.
#[derive(Clone, Copy, Debug)]
enum Who {
    Holder,
    Above,
    OtherLine,
    Agency,
    Elsewhere,
    Receiver,
}

/// What happens.
#[derive(Clone, Copy, Debug)]
enum What {
    Tell { danger: bool, referral: bool, sign: u8 },
    Pass,
    Open(Who),
    Answer { who: Who, addresses: Addresses, outcome: usize, reasons: bool, second: Option<Who> },
    Countersign(Who),
    HandOver(Who),
    Accept,
    Withdraw,
    Dispute,
    Challenge,
    Record(Who),
}

/// One thing that happens: what, to which concern, with whom, and so many days after the one before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Command {
    what: What,
    concern: usize,
    /// Drawn freely: which agency, post or rank it goes to.
    to: (u8, u8),
    after: i32,
    /// Told with a date so many days earlier than it came.
    back: i32,
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![
        4 => Just(Who::Holder),
        1 => Just(Who::Above),
        1 => Just(Who::OtherLine),
        1 => Just(Who::Agency),
        1 => Just(Who::Elsewhere),
        1 => Just(Who::Receiver),
    ]
}

fn what() -> impl Strategy<Value = What> {
    let addresses = prop_oneof![
        4 => Just(Addresses::Substance),
        1 => Just(Addresses::Writer),
        1 => Just(Addresses::Procedure),
        1 => Just(Addresses::Unknown),
    ];
    let answer = (who(), addresses, 0..OUTCOMES.len(), any::<bool>(), proptest::option::weighted(0.3, who()));
    prop_oneof![
        4 => (any::<u8>(), any::<u8>()).prop_map(|(kind, sign)| What::Tell {
            danger: kind % 8 == 0,
            referral: kind % 8 == 1,
            sign,
        }),
        1 => Just(What::Pass),
        1 => who().prop_map(What::Open),
        5 => answer.prop_map(|(who, addresses, outcome, reasons, second)| What::Answer {
            who,
            addresses,
            outcome,
            reasons,
            second,
        }),
        2 => who().prop_map(What::Countersign),
        2 => who().prop_map(What::HandOver),
        2 => Just(What::Accept),
        1 => Just(What::Withdraw),
        1 => Just(What::Dispute),
        1 => Just(What::Challenge),
        1 => who().prop_map(What::Record),
    ]
}

pub(crate) fn command() -> impl Strategy<Value = Command> {
    let back = prop_oneof![4 => Just(0), 1 => 1i32..15];
    (what(), 0..CONCERNS.len(), any::<(u8, u8)>(), 0i32..6, back)
        .prop_map(|(what, concern, to, after, back)| Command { what, concern, to, after, back })
}

/// Everything that came, and the day on which each event came.
#[derive(Clone, Debug)]
pub(crate) struct Played {
    pub(crate) events: Vec<Event>,
    /// How many events describe the organisation: they come first.
    pub(crate) described: usize,
    /// By event behind those: the day on which it came, which is not before the day it claims.
    pub(crate) came: Vec<Day>,
}

/// The events of these commands, in the order in which they came.
pub(crate) fn play(organisation: &Organisation, commands: &[Command]) -> Played {
    let mut files = Files { events: organisation.described() };
    let described = files.events.len();
    let mut today = day("2019-04-01");
    let mut stage = Stage { organisation, told: Default::default(), receiver: Default::default() };
    let mut came = Vec::new();
    for command in commands {
        today = today.add_days(command.after);
        let (by, body) = stage.act(command);
        let whom = by.post.as_ref().map_or(by.agency.as_str(), |post| post.as_str()).to_owned();
        files.add(&whom, Claimed::day(today.add_days(-command.back)), body);
        came.push(today);
    }
    (1..).zip(&mut files.events).for_each(|(line, event)| event.source.line = line);
    Played { events: files.events, described, came }
}

/// Who was told and handed to last, by concern.
struct Stage<'o> {
    organisation: &'o Organisation,
    told: [Option<Addressee>; CONCERNS.len()],
    receiver: [Option<Addressee>; CONCERNS.len()],
}

impl Stage<'_> {
    fn act(&mut self, command: &Command) -> (Addressee, Body) {
        let concern = ConcernRef { agency: AgencyId::new("agency-0"), key: CONCERNS[command.concern].into() };
        let (on, to) = (command.concern, self.whom(command.to));
        let step = || Box::new(Step { concern: concern.clone(), reason: Code::new(""), words: None });
        match command.what {
            What::Tell { danger, referral, sign } => {
                self.told[on] = Some(to.clone());
                let activity = if referral { "referral.received" } else { "concern.told" };
                let signs = match sign % 6 {
                    0 => vec![Code::new("vehicle")],
                    1 => vec![Code::new("injury")],
                    _ => Vec::new(),
                };
                let told = told(&concern, activity, to, None, signs, danger);
                (Addressee::agency(AgencyId::new("parent")), Body::Told(Box::new(told)))
            }
            What::Pass => {
                let by = self.who(Who::Holder, on);
                let told = told(&concern, "concern.passed", to, Some(concern.clone()), Vec::new(), false);
                (by, Body::Told(Box::new(told)))
            }
            What::Open(who) => (self.who(who, on), Body::Opened(step())),
            What::Answer { who, addresses, outcome, reasons, second } => {
                let answer = Answered {
                    concern: concern.clone(),
                    addresses,
                    outcome: Code::new(OUTCOMES[outcome]),
                    reasons_given: reasons,
                    second_post: second.map(|second| self.who(second, on)),
                    told_to: None,
                    words: None,
                };
                (self.who(who, on), Body::Answered(Box::new(answer)))
            }
            What::Countersign(who) => (self.who(who, on), Body::Countersigned(step())),
            What::HandOver(who) => {
                self.receiver[on] = Some(to.clone());
                let given = HandedOver { concern: concern.clone(), to, words: None };
                (self.who(who, on), Body::HandedOver(Box::new(given)))
            }
            What::Accept => (self.who(Who::Receiver, on), Body::Accepted(step())),
            What::Withdraw => (Addressee::agency(AgencyId::new("parent")), Body::Withdrawn(step())),
            What::Dispute => (Addressee::agency(AgencyId::new("parent")), Body::Disputed(step())),
            What::Challenge => (Addressee::agency(AgencyId::new("parent")), Body::Challenged(step())),
            What::Record(who) => (self.who(who, on), Body::Recorded(Box::new(entry(&concern)))),
        }
    }

    /// An addressee: mostly a post, sometimes the agency alone or a rank of it.
    fn whom(&self, (agency, post): (u8, u8)) -> Addressee {
        let agencies = &self.organisation.agencies;
        let agency = &agencies[usize::from(agency) % agencies.len()];
        let posts: Vec<&PostId> = agency.ladder.iter().chain([&agency.beside]).collect();
        match post % 8 {
            0 => Addressee::agency(agency.id.clone()),
            1 => Addressee { rank: Rank::new(1 + post / 8 % 5), ..Addressee::agency(agency.id.clone()) },
            // The front line is told more often than its heads.
            2..=4 => Addressee::post(agency.ladder[0].clone()),
            _ => Addressee::post(posts[usize::from(post / 8) % posts.len()].clone()),
        }
    }

    fn who(&self, who: Who, on: usize) -> Addressee {
        let first = || Addressee::post(self.organisation.agencies[0].ladder[0].clone());
        let told = self.told[on].clone().unwrap_or_else(first);
        let Some(agency) = self.organisation.agency(&told.agency) else { return told };
        let next = |agency: &Agency| {
            let place = self.organisation.agencies.iter().position(|other| other.id == agency.id);
            let all = &self.organisation.agencies;
            all[(place.unwrap_or_default() + 1) % all.len()].ladder[0].clone()
        };
        match who {
            Who::Holder => acting(told),
            Who::Above => {
                let own = told.post.and_then(|post| agency.ladder.iter().position(|of| *of == post));
                let above = own.and_then(|own| agency.ladder.get(own + 1));
                Addressee::post(above.unwrap_or(&agency.ladder[agency.ladder.len() - 1]).clone())
            }
            Who::OtherLine => Addressee::post(agency.beside.clone()),
            Who::Agency => Addressee::agency(agency.id.clone()),
            Who::Elsewhere => Addressee::post(next(agency)),
            Who::Receiver => acting(self.receiver[on].clone().unwrap_or(told)),
        }
    }
}

/// A rank alone cannot act: then its agency does.
fn acting(whom: Addressee) -> Addressee {
    Addressee { rank: None, ..whom }
}

fn told(
    concern: &ConcernRef,
    activity: &str,
    to: Addressee,
    passes: Option<ConcernRef>,
    signs: Vec<Code>,
    immediate_danger: bool,
) -> Told {
    Told {
        concern: concern.clone(),
        activity: Code::new(activity),
        told_to: to,
        passes,
        signs,
        immediate_danger,
        ..crate::support::tells("agency-0")
    }
}

fn entry(concern: &ConcernRef) -> Recorded {
    Recorded {
        activity: Code::new("assessment.started"),
        codes: Vec::new(),
        signs: Vec::new(),
        concern: Some(concern.clone()),
        told_to: None,
        mentions: Vec::new(),
        columns: Vec::new(),
        words: None,
        action: None,
        source_of_information: None,
    }
}
