//! Going through the days: each partnership by itself, and at the end of a day what crosses its border.

use rayon::prelude::*;

use crate::Error;
use crate::calendar::Due;
use crate::draw::RunKey;
use crate::parameters::Parameters;
use crate::town::Setup;
use crate::twice::Influence;
use crate::world::World;

/// What can be on the calendar; on one day the first kinds come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum What {
    WorkerComes,
    WorkerLeaves,
    Moves,
    TroubleEnds,
    TroubleBegins,
    HarmEnds,
    HarmMayBegin,
    Approached,
    CareEnds,
    PlacementMoves,
    TroubleTrace,
    HarmTrace,
    HarmMissing,
    CareMissing,
    Worry,
    PassToCouncil,
    Read,
    PassUp,
    Answer,
    Conference,
    Assessed,
    PlanEnds,
    CaseCloses,
    PoliceAct,
    Withdraw,
}

impl What {
    const ALL: [Self; 25] = [
        Self::WorkerComes,
        Self::WorkerLeaves,
        Self::Moves,
        Self::TroubleEnds,
        Self::TroubleBegins,
        Self::HarmEnds,
        Self::HarmMayBegin,
        Self::Approached,
        Self::CareEnds,
        Self::PlacementMoves,
        Self::TroubleTrace,
        Self::HarmTrace,
        Self::HarmMissing,
        Self::CareMissing,
        Self::Worry,
        Self::PassToCouncil,
        Self::Read,
        Self::PassUp,
        Self::Answer,
        Self::Conference,
        Self::Assessed,
        Self::PlanEnds,
        Self::CaseCloses,
        Self::PoliceAct,
        Self::Withdraw,
    ];
}

/// What crosses a border at the end of a day: a child placed elsewhere went missing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Message {
    /// To which partnership.
    pub(crate) to: u16,
    /// The child's number in the whole run.
    pub(crate) child: u64,
    /// The day.
    pub(crate) day: u32,
}

/// Told after each day: which day of how many.
pub type Progress<'a> = dyn Fn(u32, u32) + Sync + 'a;

/// Runs a town from its first day to its last; the same setup and parameters give the same town on any number of threads.
///
/// # Errors
/// [`Error`] when the town or its parameters are impossible.
pub fn run(setup: Setup, parameters: &Parameters, progress: &Progress<'_>) -> Result<Vec<World>, Error> {
    run_without(setup, parameters, None, progress)
}

/// The same, with one act of the service left out.
pub(crate) fn run_without(
    setup: Setup,
    parameters: &Parameters,
    withheld: Option<Influence>,
    progress: &Progress<'_>,
) -> Result<Vec<World>, Error> {
    possible(&setup, parameters)?;
    let key = RunKey::new(setup.seed);
    let mut worlds: Vec<World> = (0..setup.size.partnerships)
        .into_par_iter()
        .map(|number| {
            let mut world = World::new(number, setup, key, &parameters.values);
            world.withheld = withheld.filter(|act| act.partnership == number);
            world
        })
        .collect();
    let days = setup.days();
    let mut messages: Vec<Message> = Vec::new();
    for day in 0..days {
        worlds.par_iter_mut().for_each(|world| {
            let here = world.number;
            for message in messages.iter().filter(|message| message.to == here) {
                world.message(day, *message);
            }
            world.day(day);
        });
        messages.clear();
        for world in &mut worlds {
            messages.append(&mut world.outbox);
        }
        messages.sort_unstable();
        progress(day + 1, days);
    }
    Ok(worlds)
}

/// What a town can be is said before it is run.
fn possible(setup: &Setup, parameters: &Parameters) -> Result<(), Error> {
    setup.check(None)?;
    let adults = parameters.values.network_adults;
    let there = f64::from(setup.size.children) * 2.0;
    if adults > there || adults > 250.0 {
        return Err(Error::Impossible(format!(
            "a network of {adults} adults is larger than this town can have; set network_adults to at most {}",
            there.min(250.0)
        )));
    }
    let answered = parameters.values.answered_in_substance + parameters.values.answered_otherwise;
    if answered > 1.0 {
        return Err(Error::Impossible(format!(
            "answered_in_substance and answered_otherwise make {answered} together; they may be 1 at most"
        )));
    }
    Ok(())
}

impl World {
    /// Everything of one day, what comes up on the same day included.
    fn day(&mut self, day: u32) {
        loop {
            let dues = self.calendar.take(day);
            if dues.is_empty() {
                return;
            }
            for due in dues {
                self.happens(day, due);
            }
        }
    }

    fn happens(&mut self, day: u32, due: Due) {
        self.counts.happened += 1;
        let Due { kind, who, version } = due;
        match What::ALL[usize::from(kind)] {
            What::WorkerComes => self.worker_comes(day, who),
            What::WorkerLeaves => self.worker_leaves(day, who),
            What::Moves => self.moves(day, who),
            What::TroubleEnds => self.trouble_ends(day, who, version),
            What::TroubleBegins => self.trouble_begins(day, who, version),
            What::HarmEnds => self.harm_ends(day, who, false),
            What::HarmMayBegin => self.harm_may_begin(day, who, version),
            What::Approached => self.approached(day, who),
            What::CareEnds => self.care_ends(day, who),
            What::PlacementMoves => self.placement_moves(day, who),
            What::TroubleTrace => self.trouble_trace(day, who, version),
            What::HarmTrace => self.harm_trace(day, who),
            What::HarmMissing => self.harm_missing(day, who),
            What::CareMissing => self.care_missing(day, who),
            What::Worry => self.worry(day, who, version),
            What::PassToCouncil => self.pass_to_council(day, who),
            What::Read => self.read(day, who),
            What::PassUp => self.pass_up(day, who, version),
            What::Answer => self.answer(day, who, version),
            What::Conference => self.conference(day, who),
            What::Assessed => self.assessed(day, who),
            What::PlanEnds => self.plan_ends(day, who),
            What::CaseCloses => self.case_closes(day, who),
            What::PoliceAct => self.police_act(day, who),
            What::Withdraw => self.withdraw(day, who),
        }
    }
}
