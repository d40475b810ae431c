//! What reads otherwise, or is gone, when rows are sent a second time.

use record::Day;

use super::Around;
use super::mention::Part;
use super::named::named;
use crate::town::{COUNCIL, POLICE};
use crate::world::World;
use crate::written::Note;

/// Daily extracts there are: those of the last four weeks of the run.
pub(super) const DAILY: i32 = 28;
/// Days that one daily extract covers, its own the last.
pub(super) const WINDOW: i32 = 7;

/// Which extract is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// A year for the first time.
    Year,
    /// The last quarter of a year, a year later.
    Again,
    /// As the system stood on a day. So is the last year, which is sent on the last day.
    Daily(Day),
}

/// What is otherwise than it was first written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The row is gone.
    Vanished,
    /// It has a sign less.
    SignLess,
    /// It names one less.
    MentionLess,
}

impl Change {
    /// Its word in the truth files.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Vanished => "vanished",
            Self::SignLess => "sign_less",
            Self::MentionLess => "mention_less",
        }
    }
}

/// Does an agency send the end of a year a second time, a year later?
pub(super) fn sends_again(place: u16) -> bool {
    matches!(place, COUNCIL | POLICE)
}

/// Does it send daily extracts?
pub(super) fn sends_daily(place: u16) -> bool {
    matches!(place, COUNCIL | POLICE)
}

/// How the row of a note differs in an extract from how it was first written.
pub(super) fn change(world: &World, around: &Around, note: &Note, sent: Sent) -> Option<Change> {
    match sent {
        Sent::Year => None,
        Sent::Again => {
            let mut draws = world.written(note, Part::Again);
            let (gone, changed) =
                (draws.chance(world.values.row_vanishes), draws.chance(world.values.row_changes));
            if gone { Some(Change::Vanished) } else { changed.then_some(Change::SignLess) }
        }
        Sent::Daily(on) => {
            changes_daily(world, around, note).filter(|(_, from)| *from <= on).map(|(of, _)| of)
        }
    }
}

/// What becomes of a row within the week after it was written, and the first day it stands so; only where daily extracts
/// cover it.
pub(super) fn changes_daily(world: &World, around: &Around, note: &Note) -> Option<(Change, Day)> {
    let written = world.setup.day(note.day);
    let end = world.setup.first.add_months(12 * world.setup.years as i32);
    if !sends_daily(note.agency) || written < end.add_days(1 - DAILY - WINDOW) {
        return None;
    }
    let mut draws = world.written(note, Part::Daily);
    let (gone, changed) =
        (draws.chance(world.values.daily_vanishes), draws.chance(world.values.daily_changes));
    let from = written.add_days(1 + draws.below(WINDOW as u64 - 1) as i32);
    let change = [Change::SignLess, Change::MentionLess][draws.among(&[0.6, 0.4])];
    if gone {
        return Some((Change::Vanished, from));
    }
    // What names the child alone cannot name one less.
    let more = note.other.is_some() || !named(world, around, note).is_empty();
    changed.then_some((if more { change } else { Change::SignLess }, from))
}
