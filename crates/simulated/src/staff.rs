//! Who holds a post from when to when, how long nobody does, and how many cases a social worker carries.
//!
//! A child's social worker is a place among the council's; people come to it and leave it. When one leaves, the cases go
//! to whoever follows on that day, or to the others; with nobody there they wait. Work takes longer where a worker has
//! more cases than the norm, and what comes to an empty post waits until somebody sits there.

use crate::draw::{Draws, Stream};
use crate::run::What;
use crate::world::{World, YEAR};

/// One person's time in a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// First day.
    pub from: u32,
    /// The day after the last.
    pub until: u32,
    /// A deputy or an agency worker covers a vacancy.
    pub covers: bool,
}

impl Spell {
    /// Does it hold on a day?
    pub fn holds(&self, day: u32) -> bool {
        (self.from..self.until).contains(&day)
    }
}

/// A social worker's place, with whoever sits there.
#[derive(Clone, Debug, Default)]
pub struct Worker {
    /// Who sat there, in order.
    pub spells: Vec<Spell>,
    /// Open cases now.
    pub(crate) cases: Vec<u32>,
    /// Somebody sits there now.
    sits: bool,
}

/// A case given to a social worker's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allocated {
    /// The case.
    pub case: u32,
    /// The day.
    pub day: u32,
    /// The place.
    pub place: u16,
}

/// Holders of all posts of a partnership.
#[derive(Clone, Debug, Default)]
pub struct Staff {
    /// By agency and step above the front line.
    pub posts: Vec<Vec<Vec<Spell>>>,
    /// The council's social workers.
    pub workers: Vec<Worker>,
    /// Cases given to places, in order of day.
    pub allocated: Vec<Allocated>,
    /// Open cases that have no worker.
    pub(crate) waiting: Vec<u32>,
    /// Open cases.
    pub(crate) open: u32,
    /// Places where somebody sits.
    pub(crate) sitting: u32,
}

/// Nobody's place.
pub const NOBODY: u16 = u16::MAX;

/// Spells in a post over so many days. Who leaves does so at the rate of turnover; gaps are as long as makes the share of
/// time without a holder of the post's own the share of vacancies, and some of them are covered.
fn spells(draws: &mut Draws, days: u32, turnover: f64, vacancies: f64, covered: f64) -> Vec<Spell> {
    let gap_rate = turnover * (1.0 - vacancies) / vacancies.max(1e-9) / YEAR;
    let (mut at, mut vacant, mut all) = (0u32, draws.chance(vacancies), Vec::new());
    while at < days {
        let rate = if vacant { gap_rate } else { turnover / YEAR };
        let length = if vacant && vacancies <= 0.0 { Some(0) } else { draws.days_until(rate) };
        let until = at.saturating_add(length.unwrap_or(u32::MAX)).min(days);
        let covers = vacant && draws.chance(covered);
        if (!vacant || covers) && until > at {
            all.push(Spell { from: at, until, covers });
        }
        (at, vacant) = (until, !vacant);
    }
    all
}

impl World {
    pub(crate) fn begin_staff(&mut self) {
        let (days, values) = (self.setup.days(), self.values.clone());
        for place in 0..self.agencies.all.len() as u16 {
            let posts = (0..self.agencies.at(place).ladder()).map(|step| {
                let mut draws = self.draws(Stream::Posts, u32::from(place) << 4 | step as u32, 0);
                spells(&mut draws, days, values.turnover, values.vacancies_posts, values.vacancies_covered)
            });
            let posts = posts.collect();
            self.staff.posts.push(posts);
        }
        let there = 1.0 - values.vacancies * (1.0 - values.vacancies_covered);
        let cases = f64::from(self.setup.size.children) / 10_000.0 * values.cases_planned;
        let places = libm::round(cases / values.caseload / there.max(0.01)).clamp(1.0, 4_000.0) as u32;
        for place in 0..places {
            let mut draws = self.draws(Stream::Posts, place | 1 << 27, 0);
            let spells =
                spells(&mut draws, days, values.turnover, values.vacancies, values.vacancies_covered);
            for spell in &spells {
                self.calendar.put(spell.from, What::WorkerComes.due(place, 0));
                self.calendar.put(spell.until, What::WorkerLeaves.due(place, 0));
            }
            self.staff.workers.push(Worker { spells, cases: Vec::new(), sits: false });
        }
    }

    pub(crate) fn worker_comes(&mut self, day: u32, place: u32) {
        let worker = &mut self.staff.workers[place as usize];
        worker.sits = worker.spells.iter().any(|spell| spell.holds(day));
        self.staff.sitting += 1;
        for case in core::mem::take(&mut self.staff.waiting) {
            self.allocate(day, case);
        }
    }

    /// Leaving comes after coming on a day, so a follower in the same place is there already.
    pub(crate) fn worker_leaves(&mut self, day: u32, place: u32) {
        self.staff.sitting -= 1;
        let worker = &mut self.staff.workers[place as usize];
        if worker.spells.iter().any(|spell| spell.holds(day)) {
            return;
        }
        worker.sits = false;
        for case in core::mem::take(&mut worker.cases) {
            self.allocate(day, case);
        }
    }

    /// A case that opens.
    pub(crate) fn case_opens(&mut self, day: u32, case: u32) {
        self.staff.open += 1;
        self.allocate(day, case);
    }

    /// A case that closes.
    pub(crate) fn case_ends(&mut self, case: u32) {
        self.staff.open -= 1;
        let place = usize::from(self.cases[case as usize].worker);
        let among =
            self.staff.workers.get_mut(place).map_or(&mut self.staff.waiting, |worker| &mut worker.cases);
        among.retain(|other| *other != case);
    }

    /// To whoever has the fewest; the first of equals.
    fn allocate(&mut self, day: u32, case: u32) {
        let sitting = self.staff.workers.iter().enumerate().filter(|(_, worker)| worker.sits);
        let fewest = sitting.min_by_key(|(_, worker)| worker.cases.len()).map(|(place, _)| place);
        match fewest {
            Some(place) => {
                self.staff.workers[place].cases.push(case);
                self.cases[case as usize].worker = place as u16;
                self.staff.allocated.push(Allocated { case, day, place: place as u16 });
            }
            None => {
                self.staff.waiting.push(case);
                self.cases[case as usize].worker = NOBODY;
            }
        }
    }

    /// How many times as long the work on a case takes: 1 up to the norm of cases, then more with each above it. A case
    /// without a worker takes as long as with one who has twice the norm.
    pub(crate) fn slower(&self, case: u32) -> f64 {
        let worker = self.staff.workers.get(usize::from(self.cases[case as usize].worker));
        self.slowed(worker.map_or(2.0 * self.values.caseload, |worker| worker.cases.len() as f64))
    }

    /// The same for the council as a whole.
    pub(crate) fn council_slower(&self) -> f64 {
        self.slowed(f64::from(self.staff.open) / f64::from(self.staff.sitting.max(1)))
    }

    fn slowed(&self, cases: f64) -> f64 {
        let over = (cases / self.values.caseload - 1.0).clamp(0.0, 2.0);
        1.0 + self.values.caseload_delay * over
    }

    /// The first day from `day` on when somebody sits in a post; `None`: nobody does to the end.
    pub(crate) fn sits_from(&self, agency: u16, step: usize, day: u32) -> Option<u32> {
        let spells = self.staff.posts.get(usize::from(agency))?.get(step)?;
        let from = spells.partition_point(|spell| spell.until <= day);
        spells.get(from).map(|spell| spell.from.max(day))
    }
}

/// What the council's staffing was over a run, for the books.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Staffing {
    /// Cases for each worker there, on the last day of each month on average.
    pub caseload: f64,
    /// Percent of workers' places without a holder of their own, likewise.
    pub vacancies: f64,
    /// Percent of holders who left in a year.
    pub turnover: f64,
    /// Percent of months in which the council's workers had more than the norm on average.
    pub over: f64,
}

/// One month's end: open cases, places, holders of their own, and those who cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthEnd {
    /// The day.
    pub day: u32,
    /// Open cases of the council.
    pub open: u32,
    /// Social workers' places.
    pub places: u32,
    /// Places with a holder of their own.
    pub holders: u32,
    /// Places that a deputy or an agency worker covers.
    pub covered: u32,
}

impl World {
    /// The end of each month of the run.
    pub fn month_ends(&self) -> Vec<MonthEnd> {
        let months = 12 * self.setup.years as i32;
        let ends = (1..=months).map(|month| self.setup.first.add_months(month).add_days(-1).0);
        let mut ends: Vec<MonthEnd> = ends
            .map(|end| MonthEnd {
                day: (end - self.setup.day(0).0) as u32,
                open: 0,
                places: self.staff.workers.len() as u32,
                holders: 0,
                covered: 0,
            })
            .collect();
        let mut add = |from: u32, until: u32, to: fn(&mut MonthEnd)| {
            let begin = ends.partition_point(|end| end.day < from);
            ends[begin..].iter_mut().take_while(|end| end.day < until).for_each(to);
        };
        let covered: fn(&mut MonthEnd) = |end| end.covered += 1;
        let held: fn(&mut MonthEnd) = |end| end.holders += 1;
        for case in self.cases.iter().filter(|case| !case.no_further_action) {
            add(case.referred, case.closed.map_or(u32::MAX, |(day, _)| day), |end| end.open += 1);
        }
        for spell in self.staff.workers.iter().flat_map(|worker| &worker.spells) {
            let to = if spell.covers { covered } else { held };
            add(spell.from, spell.until, to);
        }
        ends
    }
}

/// Staffing of all councils of a run.
pub fn staffing(worlds: &[World]) -> Staffing {
    let (mut cases, mut there, mut places, mut holders, mut over, mut months) =
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut left, mut years) = (0.0, 0.0);
    for world in worlds {
        for end in world.month_ends() {
            let sitting = f64::from(end.holders + end.covered);
            cases += f64::from(end.open);
            there += sitting;
            places += f64::from(end.places);
            holders += f64::from(end.holders);
            over += f64::from(f64::from(end.open) > world.values.caseload * sitting);
            months += 1.0;
        }
        let days = world.setup.days();
        let own = world.staff.workers.iter().flat_map(|worker| &worker.spells).filter(|spell| !spell.covers);
        for spell in own {
            years += f64::from(spell.until - spell.from) / YEAR;
            left += f64::from(spell.until < days);
        }
    }
    Staffing {
        caseload: cases / f64::max(there, 1.0),
        vacancies: 100.0 * (1.0 - holders / f64::max(places, 1.0)),
        turnover: 100.0 * left / f64::max(years, 1.0),
        over: 100.0 * over / f64::max(months, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::spells;
    use crate::draw::{RunKey, Stream};

    #[test]
    fn posts_are_left_and_vacant_at_their_rates() {
        let key = RunKey::new(1);
        let days = 3_652;
        let (mut own, mut covered, mut left) = (0u64, 0u64, 0u64);
        for post in 0..4_000 {
            let mut draws = key.draws(Stream::Posts, post, 0);
            let all = spells(&mut draws, days, 0.159, 0.189, 0.5);
            assert!(all.windows(2).all(|pair| pair[0].until <= pair[1].from), "{all:?}");
            for spell in all {
                let length = u64::from(spell.until - spell.from);
                if spell.covers {
                    covered += length
                } else {
                    own += length
                }
                left += u64::from(!spell.covers && spell.until < days);
            }
        }
        let all = 4_000.0 * f64::from(days);
        assert!((own as f64 / all - 0.811).abs() < 0.01, "{}", own as f64 / all);
        assert!((covered as f64 / all - 0.0945).abs() < 0.01, "{}", covered as f64 / all);
        let a_year = left as f64 / (own as f64 / 365.25);
        // Some 5,000 leave: three standard errors.
        assert!((a_year - 0.159).abs() < 0.0067, "{a_year}");
    }

    #[test]
    fn a_post_is_never_empty_where_there_are_no_vacancies() {
        let mut draws = RunKey::new(1).draws(Stream::Posts, 1, 0);
        let all = spells(&mut draws, 20_000, 0.3, 0.0, 0.0);
        assert!(all[0].from == 0 && all.last().expect("held").until == 20_000);
        assert!(all.windows(2).all(|pair| pair[0].until == pair[1].from));
    }
}
