//! Clocks: which limit a telling starts, and when it is due.

use std::sync::Arc;

use record::event::Told;
use record::policy::{ClockRule, Policy, Rung};
use record::time::{Convention, Unit};
use record::{Code, Day, Moment, Rank};
use rustc_hash::FxHashMap;

use crate::rules::{ClockBook, LadderBook, Limit, Limits, Reached, Rulebook};
use crate::span::Span;

/// The ladder concerns climb.
pub(crate) const LADDER: &str = "concern";

/// The clock a duty runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Clock {
    /// A concern told waits for an answer.
    ConcernAnswer,
    /// The source marked immediate danger.
    ImmediateProtection,
    /// A referral waits for a decision.
    ReferralDecision,
    /// A strategic matter waits for an answer.
    PatternDuty,
    /// A withdrawal waits to be checked.
    InterferenceCheck,
    /// Something circulated waits for the answer of the post that leads.
    CirculatedLead,
    /// A silent lead waits to be asked.
    RecipientAsk,
    /// Records that are gone wait to be accounted for.
    RecordsLoss,
    /// A recommendation waits for evidence.
    RecommendationEvidenced,
    /// A challenge waits for an answer.
    ChallengeAnswer,
    /// Whoever warned waits to be told.
    TellerTold,
    /// A decision not to act waits to be read again.
    Reread,
    /// A child missing again and again waits to be looked at.
    RepeatMissing,
}

/// How many clocks there are.
const CLOCKS: usize = Clock::ALL.len();

impl Clock {
    pub(crate) const ALL: [Self; 13] = [
        Self::ConcernAnswer,
        Self::ImmediateProtection,
        Self::ReferralDecision,
        Self::PatternDuty,
        Self::InterferenceCheck,
        Self::CirculatedLead,
        Self::RecipientAsk,
        Self::RecordsLoss,
        Self::RecommendationEvidenced,
        Self::ChallengeAnswer,
        Self::TellerTold,
        Self::Reread,
        Self::RepeatMissing,
    ];

    /// Its id in `clocks.csv`.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::ConcernAnswer => "concern_answer",
            Self::ImmediateProtection => "immediate_protection",
            Self::ReferralDecision => "referral_decision",
            Self::PatternDuty => "pattern_duty",
            Self::InterferenceCheck => "interference_check",
            Self::CirculatedLead => "circulated_lead",
            Self::RecipientAsk => "recipient_ask",
            Self::RecordsLoss => "records_loss",
            Self::RecommendationEvidenced => "recommendation_evidenced",
            Self::ChallengeAnswer => "challenge_answer",
            Self::TellerTold => "teller_told",
            Self::Reread => "reread",
            Self::RepeatMissing => "repeat_missing",
        }
    }

    /// The clock a telling starts. Danger comes before the kind of telling.
    pub(crate) fn started_by(told: &Told) -> Self {
        if told.immediate_danger {
            Self::ImmediateProtection
        } else if told.activity.as_str() == "referral.received" {
            Self::ReferralDecision
        } else {
            Self::ConcernAnswer
        }
    }
}

/// The limits and ladders of a policy, ready to be counted many times.
#[derive(Debug)]
pub(crate) struct Reckoner<'p> {
    policy: &'p Policy,
    codes: [Code; CLOCKS],
    rules: [Vec<&'p ClockRule>; CLOCKS],
    /// Days on which the rules of a clock change.
    changes: [Vec<Day>; CLOCKS],
    /// Days on which some rung changes.
    ladder_changes: Vec<Day>,
    /// The rungs of each clock between two changes.
    ladders: FxHashMap<(Clock, usize), Vec<&'p Rung>>,
    working_days: FxHashMap<(Day, i32), Day>,
    /// The rules of each clock where something is changed; `None`: the policy's rows hold.
    clock_books: [Option<ClockBook>; CLOCKS],
    ladder_book: Option<LadderBook>,
    /// Thresholds as they hold on a day. Shared, so that a rule may hold them while it counts.
    limits: Arc<Limits>,
}

impl<'p> Reckoner<'p> {
    pub(crate) fn new(policy: &'p Policy, book: &Rulebook) -> Self {
        let rules = Clock::ALL.map(|clock| rules_of(policy, clock));
        let clock_books = Clock::ALL.map(|clock| ClockBook::of(book, clock.id()));
        let changes = Clock::ALL.map(|clock| match &clock_books[clock as usize] {
            None => changes(rules[clock as usize].iter().map(|rule| (rule.in_force_from, rule.in_force_to))),
            Some(book) => sorted(book.days().collect()),
        });
        Self {
            policy,
            codes: Clock::ALL.map(|clock| Code::new(clock.id())),
            rules,
            changes,
            ladder_changes: changes_of_ladders(policy),
            ladders: FxHashMap::default(),
            working_days: FxHashMap::default(),
            clock_books,
            ladder_book: LadderBook::of(book, LADDER),
            limits: Arc::new(Limits::new(book, policy)),
        }
    }

    pub(crate) fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// Thresholds as they hold on a day.
    pub(crate) fn limits(&self) -> Arc<Limits> {
        Arc::clone(&self.limits)
    }

    pub(crate) fn code(&self, clock: Clock) -> Code {
        self.codes[clock as usize].clone()
    }

    /// When silence that reached the rung below at `below` reaches this rank; `None` if no rung of that day leads there.
    ///
    /// `start`: the first day on which the duty can have started.
    pub(crate) fn rung(
        &mut self,
        clock: Clock,
        rank: Rank,
        (start, below): (Option<Day>, Moment),
    ) -> Option<Reached> {
        if let Some(book) = self.ladder_book.take() {
            let code = self.codes[clock as usize].clone();
            let reached = book.rung(&code, rank, (start, below), &mut |limit| self.end_of(below, limit));
            self.ladder_book = Some(book);
            return reached;
        }
        let rung = self.rungs(clock, below.day()).iter().find(|rung| rung.rank == rank).copied()?;
        Some(Reached { at: self.add(below, rung.amount, rung.unit), firm: true })
    }

    /// The last minute of a limit from `start`; `None` for one without a number.
    pub(crate) fn end_of(&mut self, start: Moment, limit: Limit) -> Option<Moment> {
        limit.unit.and_then(|unit| self.add(start, limit.amount, unit))
    }

    /// The rungs a clock climbs on a day, from the lowest.
    fn rungs(&mut self, clock: Clock, on: Day) -> &[&'p Rung] {
        let epoch = self.ladder_changes.partition_point(|day| *day <= on);
        let policy = self.policy;
        let code = &self.codes[clock as usize];
        self.ladders.entry((clock, epoch)).or_insert_with(|| policy.rungs(&Code::new(LADDER), code, on))
    }

    /// When a clock that started in this span is due, by the rule in force on the start day.
    ///
    /// `None` if no rule with a number was in force on any day the start allows.
    pub(crate) fn due(&mut self, clock: Clock, start: Span, signs: &[Code], rank: Rank) -> Option<Span> {
        if start.earliest.is_none() && start.latest.is_none() {
            return self.is_counted(clock).then(Span::default);
        }
        let mut ends: Vec<Option<Moment>> = Vec::with_capacity(2);
        for at in self.turns(clock, start) {
            ends.push(self.due_from(clock, at, signs, rank));
        }
        if ends.iter().all(Option::is_none) {
            return None;
        }
        // A start on which no rule was in force leaves that end open.
        let all = || ends.iter().copied().collect::<Option<Vec<Moment>>>();
        Some(Span {
            earliest: start.earliest.and_then(|_| all()?.into_iter().min()),
            latest: start.latest.and_then(|_| all()?.into_iter().max()),
        })
    }

    /// Has any rule of the clock a number?
    fn is_counted(&self, clock: Clock) -> bool {
        match &self.clock_books[clock as usize] {
            None => self.rules[clock as usize].iter().any(|rule| has_number(rule.unit)),
            Some(book) => book.has_number(has_number),
        }
    }

    /// The starts between which the limit only grows: both ends, and both sides of every change of the rules.
    fn turns(&self, clock: Clock, start: Span) -> Vec<Moment> {
        let (first, last) = (start.earliest.or(start.latest), start.latest.or(start.earliest));
        let mut turns: Vec<Moment> = first.into_iter().chain(last).collect();
        turns.dedup();
        let after_first = |day: &Day| start.earliest.is_none_or(|first| day.start() > first);
        let before_last = |day: &Day| start.latest.is_none_or(|last| day.start() <= last);
        for day in self.changes[clock as usize].iter().filter(|day| after_first(day) && before_last(day)) {
            turns.extend([day.add_days(-1).end(), day.start()]);
        }
        turns
    }

    fn due_from(&mut self, clock: Clock, start: Moment, signs: &[Code], rank: Rank) -> Option<Moment> {
        if let Some(book) = self.clock_books[clock as usize].take() {
            let due = book.due(start, signs, rank, &mut |limit| self.end_of(start, limit));
            self.clock_books[clock as usize] = Some(book);
            return due;
        }
        let rules = &self.rules[clock as usize];
        let applies = rules.iter().filter(|rule| {
            rule.in_force(start.day())
                && rule.sign.as_ref().is_none_or(|sign| signs.contains(sign))
                && rule.rank.is_none_or(|only| only == rank)
        });
        // The choice of `Policy::clock`: the most specific row, and of equals the first.
        let rule = *applies.min_by_key(|rule| (rule.sign.is_none(), rule.rank.is_none()))?;
        self.add(start, rule.amount, rule.unit)
    }

    /// The last minute of a limit from `start`; `None` for a limit without a number.
    pub(crate) fn add(&mut self, start: Moment, amount: i32, unit: Unit) -> Option<Moment> {
        let calendar = &self.policy.calendar;
        if unit != Unit::WorkingDay {
            return calendar.due(start, amount, unit, Convention::NextWorkingDay);
        }
        let day = start.day();
        let due = self
            .working_days
            .entry((day, amount))
            .or_insert_with(|| calendar.add_working_days(day, amount, Convention::NextWorkingDay));
        Some(due.end())
    }
}

fn rules_of(policy: &Policy, clock: Clock) -> Vec<&ClockRule> {
    policy.clocks.iter().filter(|rule| rule.id.as_str() == clock.id()).collect()
}

fn changes_of_ladders(policy: &Policy) -> Vec<Day> {
    let rungs = policy.ladders.iter().filter(|rung| rung.ladder.as_str() == LADDER);
    changes(rungs.map(|rung| (rung.in_force_from, rung.in_force_to)))
}

/// Days on which something with these in-force dates begins or has ended, in order.
fn changes(in_force: impl Iterator<Item = (Option<Day>, Option<Day>)>) -> Vec<Day> {
    let both = in_force.flat_map(|(from, to)| [from, to.map(|last| last.add_days(1))]);
    sorted(both.flatten().collect())
}

fn sorted(mut days: Vec<Day>) -> Vec<Day> {
    days.sort_unstable();
    days.dedup();
    days
}

fn has_number(unit: Unit) -> bool {
    unit != Unit::AsSoonAsPracticable
}
