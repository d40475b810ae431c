//! The council's procedure: contact, referral, assessment, enquiry, conference, plan, closing. Durations come from honest
//! effort alone: work takes as long as it takes, and a limit that is near is worked towards. Nobody stops a clock here.

use record::time::Weekday;

use crate::draw::{Draws, Stream};
use crate::run::What;
use crate::telling::exploitation;
use crate::town::{COUNCIL, Kind};
use crate::truth::first;
use crate::twice::Deed;
use crate::world::{NONE, Trouble, World, YEAR};
use crate::written::{Case, Cause, Teller};

/// Working days of the assessment's limit (Working Together).
const ASSESSMENT_LIMIT: u32 = 45;
/// Working days of the limit from enquiry to conference.
const CONFERENCE_LIMIT: u32 = 15;

impl World {
    /// Something about a child reaches the front door.
    pub(crate) fn contact(&mut self, day: u32, child: u32, note: u32) {
        if self.children[child as usize].case != NONE || self.children[child as usize].age(day).is_none() {
            // What comes about a child with an open case belongs to that case.
            return;
        }
        // Whoever opens the door sees something of it: what means nothing is turned away more often.
        let means_nothing = matches!(self.notes[note as usize].cause, Cause::Mistaken | Cause::Malicious);
        let share = self.values.front_door_referral * if means_nothing { self.values.triage } else { 1.0 };
        let mut draws = self.draws(Stream::Contact, self.notes[note as usize].key(), day);
        if !draws.chance(share) || self.withholds(Deed::Referred, child, day, COUNCIL) {
            return;
        }
        let mut official = self.draws(Stream::Official, child | 2 << 27, day);
        let mut case = Case {
            child,
            note,
            referred: day,
            source: self.source(note, &mut official),
            again: self.referred_within_a_year(child, day),
            worker: crate::staff::NOBODY,
            ..Case::default()
        };
        self.last_case.insert(child, day);
        let number = self.cases.len() as u32;
        if official.chance(self.values.referral_no_further_action) {
            case.no_further_action = true;
            // Closed at once: the return has no date and no reason for it.
            case.closed = Some((day + 1, ""));
            self.cases.push(case);
            return;
        }
        self.cases.push(case);
        self.case_opens(day, number);
        // Whoever has more cases than the norm needs longer for each.
        let slower = self.slower(number);
        let begun = self.working(day, official.below(3) as u32);
        let effort = official
            .around(self.values.effort_assessment_days, self.values.effort_assessment_spread)
            .max(0.0);
        let effort = (effort * slower) as u32;
        let days =
            self.towards(effort, ASSESSMENT_LIMIT, 5, self.values.deadline_pull_assessment, &mut official);
        self.cases[number as usize].assessment = Some((begun, None));
        self.children[child as usize].case = number;
        let ends = self.working(begun, days).max(day + 1);
        self.calendar.put(ends, What::Assessed.due(number, 0));
        if official.chance(self.values.section47) {
            let enquiry = self.working(begun, official.below(4) as u32).min(ends);
            self.cases[number as usize].enquiry = Some(enquiry);
            if official.chance(self.values.conference) {
                self.cases[number as usize].conference_due = true;
                let effort = official
                    .around(self.values.effort_conference_days, self.values.effort_conference_spread)
                    .max(1.0);
                let effort = (effort * slower) as u32;
                let pull = self.values.deadline_pull_conference;
                let days = self.towards(effort, CONFERENCE_LIMIT, 2, pull, &mut official);
                self.calendar.put(self.working(enquiry, days).max(day + 1), What::Conference.due(number, 0));
            }
        }
    }

    /// Honest work of so many days, with a limit: some of what would be late is brought in just before it.
    fn towards(&self, effort: u32, limit: u32, before: u32, pull: f64, draws: &mut Draws) -> u32 {
        let interrupted = draws.chance(self.values.work_interrupted);
        let pause = draws.days_until(1.0 / self.values.interruption_days).unwrap_or_default();
        let (pulled, early) = (draws.chance(pull), draws.below(u64::from(before)) as u32);
        if interrupted {
            // A worker falls ill, a family is away: no effort makes up for it.
            return effort + pause;
        }
        if effort > limit && pulled { limit - early } else { effort }
    }

    /// The day so many working days later. Bank holidays are left out of account: eight days a year.
    fn working(&self, day: u32, working_days: u32) -> u32 {
        let works = |day: u32| !matches!(self.setup.day(day).weekday(), Weekday::Saturday | Weekday::Sunday);
        let (mut at, mut left) = (day, working_days);
        while left > 0 || !works(at) {
            at += 1;
            if works(at) {
                left = left.saturating_sub(1);
            }
        }
        at
    }

    /// Working days from one day to a later one.
    pub(crate) fn working_days(&self, from: u32, to: u32) -> u32 {
        let works =
            |day: &u32| !matches!(self.setup.day(*day).weekday(), Weekday::Saturday | Weekday::Sunday);
        (from + 1..=to).filter(works).count() as u32
    }

    fn referred_within_a_year(&self, child: u32, day: u32) -> bool {
        // Cases of a child are few and late ones stand last.
        self.last_case.get(&child).is_some_and(|before| day - before <= YEAR as u32)
    }

    /// The source of a referral as the return codes it.
    fn source(&self, note: u32, draws: &mut Draws) -> &'static str {
        match self.notes[note as usize].teller {
            Teller::Agency(agency) => match self.agencies.at(agency).kind {
                Kind::Police => "6",
                Kind::School => "2A",
                Kind::Hospital | Kind::Clinic => {
                    ["3A", "3B", "3D", "3E"][draws.among(&[0.25, 0.25, 0.2, 0.3])]
                }
                Kind::Youth => "8",
                Kind::Home => "5A",
                Kind::Licensing => "5B",
                Kind::Council => "5A",
            },
            Teller::Child => "1C",
            Teller::Parent => "1A",
            Teller::Neighbour => ["1B", "9", "1D"][draws.among(&[0.4, 0.4, 0.2])],
            Teller::Staff => ["5A", "5D", "5B"][draws.among(&[0.4, 0.4, 0.2])],
        }
    }

    pub(crate) fn conference(&mut self, day: u32, number: u32) {
        let child = self.cases[number as usize].child;
        if self.cases[number as usize].closed.is_some() {
            return;
        }
        if self.withholds(Deed::Conference, child, day, COUNCIL) {
            self.cases[number as usize].conference_due = false;
            return;
        }
        let mut draws = self.draws(Stream::Official, child | 3 << 26, day);
        let case = &mut self.cases[number as usize];
        case.conference = Some(day);
        if draws.chance(self.values.plan_after_conference) {
            case.plan = Some((day, None));
            self.after(&mut draws, day, 1.0 / self.values.plan_years, What::PlanEnds.due(number, 0));
        }
        self.act(day, number, 1 << 26);
    }

    pub(crate) fn assessed(&mut self, day: u32, number: u32) {
        let child = self.cases[number as usize].child;
        let mut draws = self.draws(Stream::Official, child | 5 << 26, day);
        let case = &mut self.cases[number as usize];
        if case.closed.is_some() {
            return;
        }
        if let Some((begun, _)) = case.assessment {
            case.assessment = Some((begun, Some(day)));
        }
        let protected = case.enquiry.is_some() && case.conference_due;
        // Seen from the truth: a child of whom nothing is wrong is found not in need more often.
        let cause = self.notes[self.cases[number as usize].note as usize].cause;
        let share = match cause {
            Cause::Mistaken | Cause::Malicious => 1.7,
            Cause::SelfHarm | Cause::Missing => 0.8,
            Cause::Trouble | Cause::Harm(_) => 0.88,
        };
        let not_in_need = !protected && draws.chance((self.values.assessed_not_in_need * share).min(1.0));
        if not_in_need || !protected && self.withholds(Deed::NeedFound, child, day, COUNCIL) {
            self.cases[number as usize].not_in_need = true;
            let enquired = self.cases[number as usize].enquiry.is_some();
            // A case with an enquiry in it was not closed after an assessment alone.
            let reason = match draws.chance(0.3) {
                _ if enquired => "RC7",
                true => "RC9",
                false => "RC8",
            };
            self.close(day, number, reason);
            return;
        }
        let factors = self.factors(number, &mut draws);
        self.cases[number as usize].exploitation = factors.contains(&"11A");
        self.cases[number as usize].factors = factors;
        self.act(day, number, 6 << 26);
        if draws.chance(self.values.care_after_assessment) {
            self.care_begins(day, child);
        }
        self.after(&mut draws, day, 1.0 / self.values.in_need_years, What::CaseCloses.due(number, 0));
    }

    /// What an assessment names: what it sees, which is not all there is.
    fn factors(&mut self, number: u32, draws: &mut Draws) -> Vec<&'static str> {
        let child = self.cases[number as usize].child;
        let of = &self.children[child as usize];
        let mut factors = Vec::new();
        match self.households[of.household as usize].trouble {
            Some(Trouble::Neglect) => factors.push("16A"),
            Some(Trouble::DomesticAbuse) => factors.push(if draws.chance(0.5) { "3A" } else { "3B" }),
            Some(Trouble::Substance) => factors.push(if draws.chance(0.5) { "1B" } else { "2B" }),
            Some(Trouble::Stress) => factors.push("4B"),
            None => {}
        }
        if let Some(harm) = self.harms.get(of.harm as usize)
            && draws.chance(0.6)
        {
            use crate::truth::HarmKind as H;
            factors.extend(match harm.kind {
                H::Network => ["11A", "10A"].as_slice(),
                H::Online => &["11A"],
                H::SingleAdult | H::Family | H::Institution => &["19C"],
                H::Peers => &["18B"],
            });
        }
        // The factor stands for a concern, not for a finding: the sign in the referral is often enough.
        let signs = self.notes[self.cases[number as usize].note as usize].signs;
        if signs.has(exploitation()) && !factors.contains(&"11A") && draws.chance(0.45) {
            factors.push("11A");
        }
        if self.notes[self.cases[number as usize].note as usize].cause == Cause::SelfHarm {
            factors.push("15A");
        }
        if factors.is_empty() {
            factors.push("20");
        }
        factors
    }

    /// A decision to act: now and then it helps. Whether it would on this day is drawn for the child, whatever there is to help with.
    fn act(&mut self, day: u32, number: u32, purpose: u32) {
        let child = self.cases[number as usize].child;
        let mut draws = self.draws(Stream::Official, child | purpose, day);
        let ends_harm = draws.chance(self.values.act_effect_harm);
        let ends_trouble = draws.chance(self.values.act_effect);
        let harm = self.children[child as usize].harm;
        if let Some(of) = self.harms.get_mut(harm as usize) {
            first(&mut of.acted, day);
            let network = of.network;
            self.police_may_act(day, child, network);
            if ends_harm {
                self.harm_ends(day, harm, true);
            }
        }
        if ends_trouble {
            self.help(day, self.children[child as usize].household);
        }
    }

    pub(crate) fn plan_ends(&mut self, day: u32, number: u32) {
        let child = self.cases[number as usize].child;
        let mut draws = self.draws(Stream::Official, child | 7 << 26, day);
        let case = &mut self.cases[number as usize];
        if let Some((begun, None)) = case.plan {
            case.plan = Some((begun, Some(day)));
            if draws.chance(self.values.care_after_plan) {
                self.care_begins(day, child);
            }
        }
    }

    pub(crate) fn case_closes(&mut self, day: u32, number: u32) {
        let of = &self.cases[number as usize];
        let busy = matches!(of.plan, Some((_, None))) || self.children[of.child as usize].care != NONE;
        let waiting = of.conference_due && of.conference.is_none();
        if (busy || waiting) && self.children[of.child as usize].age(day).is_some() {
            // A case with a plan or a child in care stays open; it is looked at again.
            self.calendar.put(day + 60, What::CaseCloses.due(number, 0));
        } else {
            self.close(day, number, "RC7");
        }
    }

    fn close(&mut self, day: u32, number: u32, reason: &'static str) {
        let case = &mut self.cases[number as usize];
        if case.closed.is_none() {
            case.closed = Some((day, reason));
            if let Some((begun, None)) = case.plan {
                case.plan = Some((begun, Some(day)));
            }
            let child = case.child;
            self.children[child as usize].case = NONE;
            self.case_ends(number);
        }
    }
}
