//! What happens to households: trouble that begins and ends, moves, and the worries that mean nothing.

use crate::calendar::Due;
use crate::draw::Stream;
use crate::run::What;
use crate::telling::Trace;
use crate::world::{Trouble, World, YEAR};
use crate::written::{Cause, Signs};

impl World {
    pub(crate) fn begin_households(&mut self) {
        for household in 0..self.households.len() as u32 {
            // Not the draws of trouble that begins on the first day.
            let mut draws = self.draws(Stream::Household, household | 1 << 28, 0);
            let onset = self.values.trouble_onset;
            // Some are in the middle of trouble when the run begins, so that it begins as it goes on.
            let share = onset * self.values.trouble_years;
            if draws.chance(share / (1.0 + share)) {
                self.calendar.put(0, What::TroubleBegins.due(household, 0));
            } else {
                self.after(&mut draws, 0, onset, What::TroubleBegins.due(household, 0));
            }
            let moves = self.values.household_moves;
            self.after(&mut draws, 0, moves, What::Moves.due(household, 0));
        }
    }

    pub(crate) fn trouble_begins(&mut self, day: u32, household: u32, version: u32) {
        if self.households[household as usize].version != version {
            return;
        }
        let mut draws = self.draws(Stream::Household, household, day);
        let kinds = [Trouble::Neglect, Trouble::DomesticAbuse, Trouble::Substance, Trouble::Stress];
        let kind = kinds[draws.among(&[0.27, 0.43, 0.15, 0.15])];
        let of = &mut self.households[household as usize];
        (of.trouble, of.version) = (Some(kind), version + 1);
        self.troubled.begins(household, day);
        let end = What::TroubleEnds.due(household, version + 1);
        self.after(&mut draws, day, 1.0 / self.values.trouble_years, end);
        for child in self.present(household, day) {
            self.next_trouble_trace(day, child);
        }
    }

    pub(crate) fn trouble_ends(&mut self, day: u32, household: u32, version: u32) {
        let of = &mut self.households[household as usize];
        if of.version != version {
            return;
        }
        (of.trouble, of.version) = (None, version + 1);
        self.troubled.ends(household, day);
        let mut draws = self.draws(Stream::Household, household, day);
        let begins = What::TroubleBegins.due(household, version + 1);
        // For two years the hazard is higher; then it is everybody's.
        let soon = draws.days_until(self.values.trouble_onset * self.values.trouble_again / YEAR);
        let two_years = (2.0 * YEAR) as u32;
        match soon {
            Some(gap) if gap <= two_years => self.calendar.put(day + gap, begins),
            _ => self.after(&mut draws, day + two_years, self.values.trouble_onset, begins),
        }
    }

    /// Help that works: trouble ends now. The end drawn before comes too late and is left out.
    pub(crate) fn help(&mut self, day: u32, household: u32) {
        let of = &self.households[household as usize];
        if of.trouble.is_some() {
            let version = of.version;
            self.trouble_ends(day, household, version);
        }
    }

    fn next_trouble_trace(&mut self, day: u32, child: u32) {
        let version = self.households[self.children[child as usize].household as usize].version;
        let mut draws = self.draws(Stream::Trace, child | 1 << 29, day);
        let rate = self.values.trouble_trace;
        self.after(&mut draws, day, rate, What::TroubleTrace.due(child, version));
    }

    pub(crate) fn trouble_trace(&mut self, day: u32, child: u32, version: u32) {
        let of = &self.households[self.children[child as usize].household as usize];
        let (Some(trouble), true) = (of.trouble, of.version == version) else { return };
        if self.children[child as usize].age(day).is_none() {
            return;
        }
        let signs = Signs::of(match trouble {
            Trouble::Neglect => "neglect",
            Trouble::DomesticAbuse => "domestic_abuse",
            Trouble::Substance => "substance",
            Trouble::Stress => "school_absence",
        });
        let thing = self.innocent_thing(day, child);
        self.trace(day, &Trace { child, cause: Cause::Trouble, signs, thing, other: None });
        self.next_trouble_trace(day, child);
    }

    pub(crate) fn moves(&mut self, day: u32, household: u32) {
        let address = self.new_address();
        let of = &mut self.households[household as usize];
        self.moved.push((household, day, of.address));
        (of.before, of.address, of.moved) = (of.address, address, day);
        let mut draws = self.draws(Stream::Household, household | 1 << 27, day);
        let moves = self.values.household_moves;
        self.after(&mut draws, day, moves, What::Moves.due(household, 0));
        self.may_change_school(day, household, &mut draws);
    }

    pub(crate) fn begin_worries(&mut self) {
        for child in 0..self.children.len() as u32 {
            let from = self.children[child as usize].born.max(0) as u32;
            self.next_worry(from, child);
        }
    }

    fn next_worry(&mut self, day: u32, child: u32) {
        let mut draws = self.draws(Stream::Telling, child, day);
        let rate = self.worry_rate();
        self.after(&mut draws, day, rate, What::Worry.due(child, 0));
    }

    fn worry_rate(&self) -> f64 {
        self.values.worry_trace + self.values.malicious_report + self.values.self_harm_trace
    }

    pub(crate) fn worry(&mut self, day: u32, child: u32, version: u32) {
        let Some(age) = self.children[child as usize].age(day) else { return };
        if version == MALICIOUS {
            return self.malicious(day, child);
        }
        let mut draws = self.draws(Stream::Trace, child, day);
        let of = [self.values.worry_trace, self.values.malicious_report, self.values.self_harm_trace];
        let (cause, signs) = match draws.among(&of) {
            0 => {
                let seldom = [
                    "neglect",
                    "school_absence",
                    "injury",
                    "domestic_abuse",
                    "missing_episode",
                    "older_associate",
                ];
                let weights =
                    if age > 4_000 { [2.0, 3.0, 1.0, 1.0, 1.5, 0.5] } else { [4.0, 1.0, 3.0, 2.0, 0.0, 0.0] };
                (Cause::Mistaken, Signs::of(seldom[draws.among(&weights)]))
            }
            1 => {
                self.malicious(day, child);
                return self.next_worry(day, child);
            }
            // Younger children do not: nothing was seen.
            _ if age < 4_018 => return self.next_worry(day, child),
            _ => (Cause::SelfHarm, Signs::of("self_harm")),
        };
        let thing = self.innocent_thing(day, child);
        self.trace(day, &Trace { child, cause, signs, thing, other: None });
        self.next_worry(day, child);
    }

    /// Told to harm a family; often told again within some months.
    fn malicious(&mut self, day: u32, child: u32) {
        let mut draws = self.draws(Stream::Trace, child | 1 << 28, day);
        let signs = Signs::of(["neglect", "domestic_abuse", "substance"][draws.among(&[0.6, 0.2, 0.2])]);
        let thing = self.innocent_thing(day, child);
        self.trace(day, &Trace { child, cause: Cause::Malicious, signs, thing, other: None });
        if draws.chance(self.values.malicious_again) {
            let gap = 5 + draws.below(115) as u32;
            self.calendar.put(day + gap, What::Worry.due(child, MALICIOUS));
        }
    }
}

/// The version of a worry that is a malicious report again.
const MALICIOUS: u32 = 1;

impl What {
    /// On whom, and for which version of its state.
    pub(crate) fn due(self, who: u32, version: u32) -> Due {
        Due { kind: self as u8, who, version }
    }
}
