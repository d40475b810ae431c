//! Acts of the service that touch a child, each of which can be left out alone.

use std::collections::BTreeMap;

use super::FOLLOWED;
use crate::town::COUNCIL;
use crate::world::World;
use crate::written::ActKind;

/// What a service can do for a child in this model that can change what happens to it. Passing up to higher ranks is not
/// among them: here it changes who knows, and nothing else (tested).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// A post wrote down what it was told.
    Written,
    /// A post answered in substance.
    Answered,
    /// Another agency passed its record on to the council.
    PassedOn,
    /// The front door made a referral of it.
    Referred,
    /// An assessment found need, and help began.
    NeedFound,
    /// A conference was held.
    Conference,
    /// The child was taken into care.
    TakenIntoCare,
}

impl Deed {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Written,
        Self::Answered,
        Self::PassedOn,
        Self::Referred,
        Self::NeedFound,
        Self::Conference,
        Self::TakenIntoCare,
    ];

    /// In words, as it was done.
    pub fn words(self) -> &'static str {
        match self {
            Self::Written => "a telling was written down",
            Self::Answered => "a telling was answered in substance",
            Self::PassedOn => "a record was passed on to the council",
            Self::Referred => "the front door made a referral",
            Self::NeedFound => "an assessment found need, and help began",
            Self::Conference => "a conference was held",
            Self::TakenIntoCare => "the child was taken into care",
        }
    }

    /// In words, as it is left out.
    pub fn left_out(self) -> &'static str {
        match self {
            Self::Written => "nobody writes it down",
            Self::Answered => "no answer comes",
            Self::PassedOn => "it stays with the agency that wrote it",
            Self::Referred => "the front door turns it away",
            Self::NeedFound => "the assessment finds no need",
            Self::Conference => "the conference is called off",
            Self::TakenIntoCare => "the child stays at home",
        }
    }

    /// Its word in the truth files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Answered => "answered",
            Self::PassedOn => "passed_on",
            Self::Referred => "referred",
            Self::NeedFound => "need_found",
            Self::Conference => "conference",
            Self::TakenIntoCare => "taken_into_care",
        }
    }
}

/// One act of the service towards one child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Influence {
    /// Whose: the partnership.
    pub partnership: u16,
    /// Whose: the child.
    pub child: u32,
    /// The day, counted from the first day that is lived.
    pub day: u32,
    /// What.
    pub deed: Deed,
    /// By which agency, by its place.
    pub agency: u16,
}

impl World {
    /// Is this act to be left out of this run? Once: another act of that day is done.
    pub(crate) fn withholds(&mut self, deed: Deed, child: u32, day: u32, agency: u16) -> bool {
        // Hardly any run leaves anything out.
        let Some(withheld) = self.withheld else { return false };
        let is_it = withheld == Influence { partnership: self.number, child, day, deed, agency };
        if is_it {
            self.withheld = None;
        }
        is_it
    }
}

/// The acts of each child that was touched, children in order; those days alone that leave the time to follow.
pub(super) fn by_child(world: &World) -> Vec<Vec<Influence>> {
    let last = world.setup.days().saturating_sub(FOLLOWED);
    let mut children: BTreeMap<u32, Vec<Influence>> = BTreeMap::new();
    let mut add = |child: u32, day: u32, deed: Deed, agency: u16| {
        let there = world.children[child as usize].age(day).is_some();
        if there && world.setup.counts(day) && day <= last {
            let act = Influence { partnership: world.number, child, day, deed, agency };
            children.entry(child).or_default().push(act);
        }
    };
    for note in world.notes.iter().filter(|note| note.from.is_none()) {
        if let Some(child) = world.local(note.child) {
            add(child, note.day, Deed::Written, note.agency);
        }
    }
    for act in &world.acts {
        let note = &world.notes[act.note as usize];
        let deed = match act.what {
            ActKind::Answered => Deed::Answered,
            ActKind::PassedToCouncil => Deed::PassedOn,
            _ => continue,
        };
        if let Some(child) = world.local(note.child) {
            add(child, act.day, deed, note.agency);
        }
    }
    for case in &world.cases {
        add(case.child, case.referred, Deed::Referred, COUNCIL);
        let protected = case.enquiry.is_some() && case.conference_due;
        if let Some((_, Some(day))) = case.assessment
            && !case.not_in_need
            && !protected
        {
            add(case.child, day, Deed::NeedFound, COUNCIL);
        }
        if let Some(day) = case.conference {
            add(case.child, day, Deed::Conference, COUNCIL);
        }
    }
    for care in &world.cares {
        add(care.child, care.began, Deed::TakenIntoCare, COUNCIL);
    }
    let mut all: Vec<Vec<Influence>> = children.into_values().collect();
    all.iter_mut().for_each(|acts| acts.sort_unstable());
    all
}
