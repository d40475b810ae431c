//! What happens to one concern: told, opened, passed up and on, answered, handed over, countersigned, disputed, withdrawn.

use record::event::{Addresses, Answered, HandedOver, ReadRecord, Recorded, Step, Told};
use record::{Addressee, Body, Claimed, Code, ConcernRef, Day, Event, PostId};

use super::posts::{Agency, DESKS, Partnership};
use super::{DAYS, FIRST, by, draws, event};
use crate::prove::town::Draw;

/// Outcomes of answers, common ones more often.
const OUTCOMES: [&str; 8] = [
    "investigated",
    "assessed",
    "no_action",
    "no_action",
    "support_given",
    "recorded_only",
    "cannot_with_what_i_have",
    "no_cooperation",
];

/// What is drawn of a concern before anything happens to it.
struct Plan {
    agency: usize,
    desk: usize,
    day: Day,
    told_to_two: bool,
    handed_over: bool,
    draw: Draw,
}

fn plan(number: u64, seed: u64) -> Plan {
    let mut draw = draws(number, seed);
    Plan {
        agency: draw.below(super::AGENCIES as u64) as usize,
        desk: draw.below(DESKS as u64) as usize,
        day: FIRST.add_days(draw.below(DAYS) as i32),
        told_to_two: draw.below(10) == 0,
        handed_over: draw.below(12) == 0,
        draw,
    }
}

/// How many duties a concern makes: one of each post told, and one of whoever accepts it.
pub(super) fn duties(number: u64, seed: u64) -> usize {
    let plan = plan(number, seed);
    1 + usize::from(plan.told_to_two) + usize::from(plan.handed_over)
}

/// One concern's events.
pub(super) fn concern(number: u64, seed: u64, partnership: &Partnership, out: &mut Vec<Event>) {
    let mut plan = plan(number, seed);
    let agency = &partnership.agencies[plan.agency];
    let desk = &agency.desks[plan.desk];
    let other = &partnership.agencies[(plan.agency + 1 + plan.draw.below(18) as usize) % super::AGENCIES];
    let mut acts = Acts { concern: concern_of(agency, number), day: plan.day, draw: plan.draw, out };
    let danger = acts.draw.below(50) == 0;
    let signs = if acts.draw.below(3) == 0 { vec![Code::new("missing_episode")] } else { Vec::new() };
    let told = |to: &PostId, passes: Option<ConcernRef>, concern: &ConcernRef| Told {
        concern: concern.clone(),
        activity: Code::new(if number.is_multiple_of(5) { "referral.received" } else { "concern.told" }),
        teller: Code::new("parent"),
        teller_agency: None,
        told_to: Addressee::post(to.clone()),
        passes,
        signs: signs.clone(),
        codes: Vec::new(),
        immediate_danger: danger,
        event_count: None,
        mentions: Vec::new(),
        words: None,
    };
    let concern = acts.concern.clone();
    acts.by(agency, desk, 0, Body::Told(Box::new(told(desk, None, &concern))));
    if plan.told_to_two {
        acts.by(other, &other.desks[0], 3, Body::Told(Box::new(told(&other.desks[0], None, &concern))));
    }
    if acts.draw.below(5) < 4 {
        acts.step(agency, desk, Body::Opened);
    }
    if acts.draw.below(4) == 0 {
        let up = told(&agency.desks[(plan.desk + 1) % DESKS], Some(concern.clone()), &concern);
        acts.by(agency, desk, 4, Body::Told(Box::new(up)));
    }
    let mut holder = (agency, desk);
    if plan.handed_over {
        let receiver = (other, &other.desks[1]);
        let given =
            HandedOver { concern: concern.clone(), to: Addressee::post(receiver.1.clone()), words: None };
        acts.by(agency, desk, 5, Body::HandedOver(Box::new(given)));
        acts.step(receiver.0, receiver.1, Body::Accepted);
        holder = receiver;
    }
    for _ in 0..acts.draw.below(3) {
        acts.answer(holder, other);
    }
    if acts.draw.below(8) == 0 {
        acts.step(agency, desk, Body::Withdrawn);
    }
    if acts.draw.below(8) == 0 {
        acts.step(other, &other.desks[2], Body::Disputed);
        acts.step(other, &other.desks[3], Body::Countersigned);
    }
    if acts.draw.below(3) > 0 {
        acts.answer(holder, other);
    }
}

/// Entries and readings of the concern, until it has its share of events.
pub(super) fn fill(
    number: u64,
    seed: u64,
    from: usize,
    share: usize,
    partnership: &Partnership,
    out: &mut Vec<Event>,
) {
    let plan = plan(number, seed);
    let agency = &partnership.agencies[plan.agency];
    let concern = concern_of(agency, number);
    let mut acts = Acts { concern, day: plan.day, draw: draws(number, seed ^ 0xF111), out };
    while acts.out.len() < from + share {
        let desk = acts.draw.below(DESKS as u64) as usize;
        let body = if acts.draw.below(2) == 0 {
            Body::Read(Box::new(ReadRecord { concern: Some(acts.concern.clone()), mentions: Vec::new() }))
        } else {
            Body::Recorded(Box::new(entry(&acts.concern)))
        };
        acts.by(agency, &agency.desks[desk], 40, body);
    }
}

fn concern_of(agency: &Agency, number: u64) -> ConcernRef {
    ConcernRef { agency: agency.id.clone(), key: format!("C-{number}").into() }
}

fn entry(concern: &ConcernRef) -> Recorded {
    Recorded {
        activity: Code::new("chronology.entry"),
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

/// The events of one concern as they come about, one after the other.
struct Acts<'o> {
    concern: ConcernRef,
    day: Day,
    draw: Draw,
    out: &'o mut Vec<Event>,
}

impl Acts<'_> {
    /// Something a post did up to so many days after what came before.
    fn by(&mut self, agency: &Agency, post: &PostId, within: u64, body: Body) {
        self.day = self.day.add_days(self.draw.below(within + 1) as i32);
        let (year, month, _) = self.day.ymd();
        let claimed = match self.draw.below(50) {
            0 => Claimed::month(year, month).unwrap_or(Claimed::UNKNOWN),
            1 if !matches!(body, Body::Told(_)) => Claimed::UNKNOWN,
            _ => Claimed::day(self.day),
        };
        self.out.push(event(by(&agency.id, Some(post)), claimed, body));
    }

    fn step(&mut self, agency: &Agency, post: &PostId, body: fn(Box<Step>) -> Body) {
        let step = Step { concern: self.concern.clone(), reason: Code::new(""), words: None };
        self.by(agency, post, 6, body(Box::new(step)));
    }

    fn answer(&mut self, (agency, post): (&Agency, &PostId), second: &Agency) {
        let answer = Answered {
            concern: self.concern.clone(),
            addresses: if self.draw.below(4) == 0 { Addresses::Procedure } else { Addresses::Substance },
            outcome: Code::new(OUTCOMES[self.draw.below(OUTCOMES.len() as u64) as usize]),
            reasons_given: self.draw.below(4) > 0,
            second_post: (self.draw.below(4) == 0).then(|| Addressee::post(second.desks[0].clone())),
            told_to: None,
            words: None,
        };
        self.by(agency, post, 12, Body::Answered(Box::new(answer)));
    }
}
