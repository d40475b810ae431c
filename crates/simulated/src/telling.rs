//! From a trace to a record: who sees it, whom they tell, who writes it down, passes it on, puts it up, and answers.

use crate::draw::{Draws, Stream};
use crate::run::What;
use crate::town::{CLINIC, COUNCIL, FIRST_SCHOOL, HOSPITAL, Kind, LICENSING, POLICE, YOUTH};
use crate::truth::{HarmKind, first};
use crate::twice::Deed;
use crate::world::World;
use crate::written::{Act, ActKind, Cause, Note, Signs, Teller, Thing};

/// Something that could be seen of a child's life on a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trace {
    pub(crate) child: u32,
    pub(crate) cause: Cause,
    pub(crate) signs: Signs,
    pub(crate) thing: Option<Thing>,
    pub(crate) other: Option<u32>,
}

/// Signs that policies call exploitation, among those that notes carry.
pub(crate) fn exploitation() -> Signs {
    [
        "missing_episode",
        "older_associate",
        "vehicle",
        "address_of_concern",
        "gifts",
        "sexual_health",
        "online_contact",
        "exploitation",
        "exploitation_group",
    ]
    .into_iter()
    .fold(Signs::default(), |all, code| all.with(Signs::of(code)))
}

impl World {
    pub(crate) fn trace(&mut self, day: u32, trace: &Trace) {
        self.counts.traces += 1;
        // Two traces of one child on one day have draws of their own unless they are of one cause.
        let mut draws = self.draws(Stream::Telling, trace.child | 1 << 27 | trace.cause.number() << 28, day);
        let child = &self.children[trace.child as usize];
        // Half of those who see a trace are paid to tell it; the others tell less after every answer that was none.
        let unheard = 0.5 + 0.5 * libm::pow(self.values.disbelief_factor, f64::from(child.unheard));
        let told = match trace.cause {
            Cause::Harm(harm) => {
                first(&mut self.harms[harm as usize].trace, day);
                self.values.told_harm * unheard
            }
            Cause::Malicious => 1.0,
            _ => self.values.told_trouble * unheard,
        };
        if !draws.chance(told) {
            return;
        }
        let (agency, teller) = self.whom(trace, day, &mut draws);
        // Drawn whether a note is written or not: what one rule lets happen must not move the draws of the next.
        let (to_another, entered_twice) =
            (draws.chance(self.values.duplicate_report), draws.chance(self.values.duplicate_entry));
        let note = self.told(day, trace, agency, teller, None);
        if to_another {
            let other = if agency == POLICE { HOSPITAL } else { POLICE };
            self.told(day, trace, other, Teller::Neighbour, note);
        }
        if let Some(note) = note.filter(|_| entered_twice) {
            let twice = Note { again: Some(note), ..self.notes[note as usize].clone() };
            self.write(twice, Some(trace.child));
        }
    }

    /// Who tells, and which agency. The shares are those of referrals by source, before passing on.
    fn whom(&self, trace: &Trace, day: u32, draws: &mut Draws) -> (u16, Teller) {
        let child = &self.children[trace.child as usize];
        let age = child.age(day).unwrap_or_default();
        let school = FIRST_SCHOOL + child.school;
        if trace.cause == Cause::Malicious {
            let agency = [COUNCIL, POLICE][draws.among(&[0.7, 0.3])];
            return (agency, Teller::Neighbour);
        }
        let at_school = (1_461..6_000).contains(&age);
        if matches!(trace.cause, Cause::Harm(_)) && age > 2_900 && draws.chance(self.values.child_tells) {
            let agency = [school, YOUTH, POLICE, HOSPITAL, CLINIC][draws.among(&[0.45, 0.2, 0.2, 0.05, 0.1])];
            return (agency, Teller::Child);
        }
        let by_the_home = draws.chance(0.4);
        let home = self.placement(trace.child).and_then(|placement| placement.home);
        if let Some(home) = home.filter(|_| by_the_home) {
            return (self.agencies.home(home), Teller::Staff);
        }
        let licensing = matches!(trace.thing, Some(Thing::Vehicle(_)));
        let weights = [
            0.32,
            if at_school { 0.38 } else { 0.02 },
            if age < 1_500 { 0.16 } else { 0.09 },
            if age < 1_500 { 0.16 } else { 0.05 },
            if age > 3_650 { 0.06 } else { 0.0 },
            0.16,
            if licensing { 0.06 } else { 0.0 },
        ];
        let agency = [POLICE, school, HOSPITAL, CLINIC, YOUTH, COUNCIL, LICENSING][draws.among(&weights)];
        let teller = match self.agencies.at(agency).kind {
            Kind::Police | Kind::Council => {
                [Teller::Parent, Teller::Neighbour, Teller::Staff][draws.among(&[0.3, 0.25, 0.45])]
            }
            Kind::Licensing => Teller::Neighbour,
            _ => [Teller::Staff, Teller::Parent][draws.among(&[0.85, 0.15])],
        };
        (agency, teller)
    }

    /// Somebody tells an agency; gives the number of the note, if one was written.
    fn told(
        &mut self,
        day: u32,
        trace: &Trace,
        agency: u16,
        teller: Teller,
        again: Option<u32>,
    ) -> Option<u32> {
        self.counts.told += 1;
        if let Cause::Harm(harm) = trace.cause {
            first(&mut self.harms[harm as usize].told, day);
        }
        let mut recording = self.draws(
            Stream::Recording,
            trace.child | u32::from(agency) << 21 | trace.cause.number() << 29,
            day,
        );
        if !recording.chance(self.values.written_down)
            || self.withholds(Deed::Written, trace.child, day, agency)
        {
            // Whoever was told remembers only as long as he stays: nothing comes of it.
            self.counts.unwritten += 1;
            self.unanswered(trace.child);
            return None;
        }
        let teen = self.children[trace.child as usize].age(day).is_some_and(|age| age > 4_748);
        let blames =
            matches!(trace.cause, Cause::Harm(_)) && teen && recording.chance(self.values.blaming_words);
        // Half of those who write see no need to write down what else was named.
        let thing = trace.thing.filter(|_| recording.chance(0.7));
        let signs = self.group_named(trace, teen, &mut recording);
        let note = Note {
            agency,
            child: self.global(trace.child),
            other: trace.other.map(|other| self.global(other)),
            day,
            teller,
            signs,
            thing,
            from: None,
            again,
            cause: trace.cause,
            blames,
            address: self.address_held(trace.child, agency, day),
        };
        Some(self.write(note, Some(trace.child)))
    }

    /// The signs of a record, that it names a group among them: seldom where a group is seen, hardly ever where none is.
    fn group_named(&self, trace: &Trace, teen: bool, draws: &mut Draws) -> Signs {
        let seen = trace.other.is_some() && matches!(trace.cause, Cause::Harm(_));
        let share = match (seen, trace.cause) {
            (true, _) => self.values.names_group,
            (false, Cause::Harm(_)) => 0.0,
            (false, _) if teen => self.values.names_group_falsely,
            (false, _) => 0.0,
        };
        let named = draws.chance(share);
        if named { trace.signs.with(Signs::of("exploitation_group")) } else { trace.signs }
    }

    /// The address an agency's system holds: the true one, the one before, or none (0). After a move each agency goes on
    /// with the old one until the child's record is next put right, which takes some of them months.
    fn address_held(&self, child: u32, agency: u16, day: u32) -> u32 {
        let household = self.children[child as usize].household;
        let of = &self.households[household as usize];
        let hospital = self.agencies.at(agency).kind == Kind::Hospital;
        let care = self.carelessness(agency) * self.deprived_factor(household);
        if of.before != 0 {
            let mut lag = self.draws(Stream::Errors, child | u32::from(agency) << 21, of.moved);
            let (days, care) = match hospital {
                true => (self.values.address_lag_hospital, 1.0),
                false => (self.values.address_lag, care),
            };
            if lag.days_until(1.0 / (days * care).max(1.0)).is_none_or(|late| of.moved + late > day) {
                return of.before;
            }
        }
        let mut draws = self.draws(Stream::Errors, child | u32::from(agency) << 21 | 1 << 31, day);
        let missing = match hospital {
            true => self.values.error_postcode_hospital,
            false => (self.values.error_postcode * care).min(0.9),
        };
        if draws.chance(missing) { 0 } else { of.address }
    }

    /// An agency's own factor on all its errors: errors cluster by organisation.
    pub(crate) fn carelessness(&self, agency: u16) -> f64 {
        let mut draws = self.draws(Stream::Errors, u32::from(agency) | 1 << 27, 0);
        draws.around(1.0, self.values.agency_error_spread).clamp(0.2, 3.0)
    }

    /// Writes a note down and lets follow what follows; gives its number.
    pub(crate) fn write(&mut self, note: Note, child: Option<u32>) -> u32 {
        let (number, day, agency) = (self.notes.len() as u32, note.day, note.agency);
        self.counts.recorded += 1;
        self.harm_is_recorded(day, &note);
        let exploited = note.signs.has(exploitation());
        let from_agency = note.from.is_some();
        // One matter entered twice has two fates.
        let (key, entered) = (note.key(), day | u32::from(self.entered_twice(&note)) << 24);
        self.notes.push(note);
        // Everything is drawn whether it comes about or not: what one rule lets happen must not move the draws of the next.
        let mut official = self.draws(Stream::Record, key, entered);
        let (opens, days) = (official.chance(0.9), official.below(3) as u32);
        if opens {
            self.acts.push(Act { note: number, day: day + days, what: ActKind::Opened });
        }
        let (reads, days) = (official.chance(self.values.access_read), 1 + official.below(20) as u32);
        if reads && self.sits_from(agency, 1, day + days) == Some(day + days) {
            self.calendar.put(day + days, What::Read.due(number, 0));
        }
        let up = if exploited { self.values.passed_up_harm } else { self.values.passed_up };
        let (goes_up, days) = (official.chance(up), 1 + official.below(12) as u32);
        if goes_up {
            self.put_up(day + days, number, agency, 1);
        }
        let answered = [
            self.values.answered_in_substance,
            self.values.answered_otherwise,
            (1.0 - self.values.answered_in_substance - self.values.answered_otherwise).max(0.0),
        ];
        let answer = official.among(&answered);
        // Too many cases make the council late, and an empty desk answers when somebody sits there again.
        let slower = if agency == COUNCIL { self.council_slower() } else { 1.0 };
        let days = official.days_until(1.0 / (self.values.answer_days * slower));
        let on = days.and_then(|days| self.sits_from(agency, 0, day + days));
        match (answer, on) {
            (0 | 1, Some(on)) => self.calendar.put(on, What::Answer.due(number, answer as u32)),
            _ => child.into_iter().for_each(|child| self.unanswered(child)),
        }
        if agency == COUNCIL {
            if let Some(child) = child {
                self.contact(day, child, number);
            }
        } else if !from_agency {
            let passes =
                if exploited { self.values.passed_to_council_harm } else { self.values.passed_to_council };
            if official.chance(passes) {
                let days = official.below(4) as u32;
                self.calendar.put(day + days.max(1), What::PassToCouncil.due(number, 0));
            }
        }
        let mut later = self.draws(Stream::Record, key, entered | 1 << 25);
        self.may_withdraw(day, number, &mut later);
        number
    }

    /// Is it the same matter once more in the same system? What another agency wrote of it is a record by itself, and
    /// leaving that out must not move what becomes of this one.
    pub(crate) fn entered_twice(&self, note: &Note) -> bool {
        note.again.is_some_and(|again| self.notes[again as usize].agency == note.agency)
    }

    fn unanswered(&mut self, child: u32) {
        let of = &mut self.children[child as usize];
        of.unheard = (of.unheard + 1).min(6);
    }

    /// What an oracle over all records could know from this one on.
    fn harm_is_recorded(&mut self, day: u32, note: &Note) {
        let Cause::Harm(harm) = note.cause else { return };
        let kind_bit = 1u8 << (self.agencies.at(note.agency).kind as u8);
        let counts = self.setup.counts(day);
        let of = &mut self.harms[harm as usize];
        first(&mut of.recorded, day);
        first(&mut of.known[0], day);
        if !counts {
            // In no file: nobody who sees every file can join it.
            return;
        }
        if note.from.is_none() {
            // A copy that was passed on is no second record.
            of.agencies |= kind_bit;
        }
        if of.agencies.count_ones() > 1 && of.kind != HarmKind::Network {
            first(&mut of.joinable, day);
        }
        let (child, network) = (of.child, of.network);
        let Some(key) = thing_key(note.thing) else { return };
        let Some(seen) = self.networks.get_mut(network as usize).map(|network| &mut network.seen) else {
            return;
        };
        let (before, harm_before) = *seen.entry(key).or_insert((child, harm));
        if before != child {
            first(&mut self.harms[harm as usize].joinable, day);
            first(&mut self.harms[harm_before as usize].joinable, day);
        }
    }

    pub(crate) fn pass_to_council(&mut self, day: u32, number: u32) {
        let of = &self.notes[number as usize];
        let (local, agency) = (self.local(of.child), of.agency);
        if local.is_some_and(|child| self.withholds(Deed::PassedOn, child, day, agency)) {
            return;
        }
        self.acts.push(Act { note: number, day, what: ActKind::PassedToCouncil });
        let of = &self.notes[number as usize];
        let note = Note {
            agency: COUNCIL,
            day,
            teller: Teller::Agency(of.agency),
            from: Some(number),
            again: None,
            thing: of.thing.filter(|_| !of.day.is_multiple_of(3)),
            ..of.clone()
        };
        self.write(note, local);
    }

    /// The child's number here; `None`: it lives in another partnership.
    pub(crate) fn local(&self, child: u64) -> Option<u32> {
        (child >> 28 == u64::from(self.number)).then_some((child & 0x0FFF_FFFF) as u32)
    }

    pub(crate) fn pass_up(&mut self, day: u32, number: u32, step: u32) {
        let of = &self.notes[number as usize];
        let (agency, exploited) = (of.agency, of.signs.has(exploitation()));
        if step as usize >= self.agencies.at(agency).ladder() {
            return;
        }
        self.acts.push(Act { note: number, day, what: ActKind::PassedUp(step as u8) });
        self.known(day, number, step);
        let mut draws = self.draws(Stream::PassedUp, self.notes[number as usize].key(), day);
        let base = if exploited { self.values.passed_up_harm } else { self.values.passed_up };
        // At the higher ranks more is passed, but weaker with each hop.
        if draws.chance((base * 3.0).min(1.0) * libm::pow(self.values.attenuation, f64::from(step))) {
            self.put_up(day + 2 + draws.below(20) as u32, number, agency, step + 1);
        }
    }

    /// What is put up to an empty post waits there.
    fn put_up(&mut self, day: u32, number: u32, agency: u16, step: u32) {
        if let Some(on) = self.sits_from(agency, step as usize, day) {
            self.calendar.put(on, What::PassUp.due(number, step));
        }
    }

    fn known(&mut self, day: u32, number: u32, step: u32) {
        if let Cause::Harm(harm) = self.notes[number as usize].cause
            && let Some(known) = self.harms[harm as usize].known.get_mut(step as usize)
        {
            first(known, day);
        }
    }

    pub(crate) fn read(&mut self, day: u32, number: u32) {
        self.acts.push(Act { note: number, day, what: ActKind::Read });
        self.known(day, number, 1);
    }

    pub(crate) fn answer(&mut self, day: u32, number: u32, kind: u32) {
        let of = &self.notes[number as usize];
        let (child, agency) = (self.local(of.child), of.agency);
        if kind == 0
            && let Some(child) = child
            && self.withholds(Deed::Answered, child, day, agency)
        {
            self.unanswered(child);
            return;
        }
        let what = if kind == 0 { ActKind::Answered } else { ActKind::AnsweredOtherwise };
        self.acts.push(Act { note: number, day, what });
        if let Some(child) = child {
            match kind {
                0 => self.children[child as usize].unheard = 0,
                _ => self.unanswered(child),
            }
        }
    }
}

/// One number for a thing of any kind.
pub(crate) fn thing_key(thing: Option<Thing>) -> Option<u32> {
    Some(match thing? {
        Thing::Vehicle(n) => n << 3,
        Thing::Phone(n) => n << 3 | 1,
        Thing::Place(n) => n << 3 | 2,
        Thing::Online(n) => n << 3 | 3,
        Thing::Adult(n) => n << 3 | 4,
        Thing::Business(n) => n << 3 | 5,
    })
}
