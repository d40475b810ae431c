//! The bytes of one file: those safely on the disk, and the changes that may or may not follow.

use std::collections::HashSet;

use super::mood::{Fate, Mood};
use crate::prove::disk::recording::{Act, FileNumber, Step};
use crate::prove::town::Draw;

/// Bytes that a disk writes whole or not at all.
const SECTOR: u64 = 512;

/// One file on the disk.
#[derive(Debug, Default)]
pub(super) struct Contents {
    durable: Vec<u8>,
    pending: Vec<Pending>,
}

#[derive(Clone, Copy, Debug)]
struct Pending {
    /// The place of the step.
    step: usize,
    /// A sync failed after it: the kernel may have dropped it, and a later sync says nothing about it.
    given_up: bool,
}

impl Contents {
    pub(super) fn new(durable: Vec<u8>) -> Self {
        Self { durable, pending: Vec::new() }
    }

    /// A change that may or may not be on the disk yet.
    pub(super) fn add(&mut self, step: usize) {
        self.pending.push(Pending { step, given_up: false });
    }

    /// A sync that was asked for at `asked` came back: what had been written by then is safe.
    ///
    /// What was given up is lost here, the worst that can happen to it.
    pub(super) fn sync(&mut self, steps: &[Step], asked: u64) {
        let (before, after): (Vec<_>, Vec<_>) =
            self.pending.drain(..).partition(|pending| steps[pending.step].ended <= asked);
        self.pending = after;
        for pending in before.iter().filter(|pending| !pending.given_up) {
            apply(&steps[pending.step].act, &mut self.durable);
        }
    }

    /// A sync failed.
    pub(super) fn give_up(&mut self) {
        self.pending.iter_mut().for_each(|pending| pending.given_up = true);
    }

    /// The bytes that may be found.
    pub(super) fn surviving(
        &self,
        steps: &[Step],
        file: FileNumber,
        under_way: &[usize],
        mood: Mood,
        draw: &mut Draw,
    ) -> Vec<u8> {
        let mut found = self.durable.clone();
        let under_way = under_way.iter().copied().filter(|place| changes(&steps[*place].act, file));
        let changes: Vec<&Act> = self
            .pending
            .iter()
            .map(|pending| pending.step)
            .chain(under_way)
            .map(|place| &steps[place].act)
            .collect();
        for (act, kept) in changes.iter().zip(what_is_kept(&changes, mood, draw)) {
            apply_part(act, &kept, &mut found);
        }
        found
    }
}

fn changes(act: &Act, of: FileNumber) -> bool {
    match act {
        Act::Write { file, .. } | Act::Truncate { file, .. } | Act::Extend { file, .. } => *file == of,
        _ => false,
    }
}

/// What the disk has of one change.
enum Kept {
    Nothing,
    Everything,
    /// Of a write: its sectors, in order.
    Sectors(Vec<bool>),
    /// Of a write: the length of the file.
    Length,
}

/// Decides from the last change to the first, because what is there of a later one says something about earlier ones:
/// - the kernel holds each sector once, with all that was written to it, so a sector that has a later write has the earlier ones too;
/// - a sector beyond the end that a truncation made is written only after the truncation.
fn what_is_kept(changes: &[&Act], mood: Mood, draw: &mut Draw) -> Vec<Kept> {
    let fates = mood.fates(changes.len(), draw);
    let mut written = HashSet::new();
    let mut furthest = 0;
    let mut kept = Vec::new();
    for (act, fate) in changes.iter().zip(fates).rev() {
        kept.push(match act {
            Act::Write { offset, data, .. } if !data.is_empty() => {
                let end = offset + data.len() as u64;
                let sectors: Vec<bool> = (offset / SECTOR..=(end - 1) / SECTOR)
                    .map(|sector| {
                        let here = match fate {
                            Fate::Kept => true,
                            Fate::Torn => draw.below(2) == 0,
                            Fate::LengthOnly | Fate::Lost => false,
                        };
                        if here {
                            written.insert(sector);
                        }
                        here || written.contains(&sector)
                    })
                    .collect();
                match (sectors.contains(&true), fate) {
                    (true, _) => {
                        furthest = furthest.max(end);
                        Kept::Sectors(sectors)
                    }
                    (false, Fate::LengthOnly) => Kept::Length,
                    (false, _) => Kept::Nothing,
                }
            }
            Act::Truncate { length, .. } if fate == Fate::Kept || furthest > *length => Kept::Everything,
            _ if fate == Fate::Kept => Kept::Everything,
            _ => Kept::Nothing,
        });
    }
    kept.reverse();
    kept
}

/// A change in full.
fn apply(act: &Act, content: &mut Vec<u8>) {
    match act {
        Act::Write { offset, data, .. } => put(*offset, data, content),
        Act::Truncate { length, .. } => content.resize(*length as usize, 0),
        Act::Extend { length, .. } => lengthen(*length as usize, content),
        _ => {}
    }
}

fn apply_part(act: &Act, kept: &Kept, content: &mut Vec<u8>) {
    match (act, kept) {
        (_, Kept::Nothing) => {}
        (Act::Write { offset, data, .. }, Kept::Sectors(sectors)) => {
            let first = offset / SECTOR;
            for (sector, _) in (first..).zip(sectors).filter(|(_, here)| **here) {
                let from = (sector * SECTOR).max(*offset);
                let to = ((sector + 1) * SECTOR).min(offset + data.len() as u64);
                put(from, &data[(from - offset) as usize..(to - offset) as usize], content);
            }
        }
        (Act::Write { offset, data, .. }, Kept::Length) => lengthen(*offset as usize + data.len(), content),
        (act, _) => apply(act, content),
    }
}

fn put(offset: u64, data: &[u8], content: &mut Vec<u8>) {
    let (from, to) = (offset as usize, offset as usize + data.len());
    lengthen(to, content);
    content[from..to].copy_from_slice(data);
}

fn lengthen(length: usize, content: &mut Vec<u8>) {
    if content.len() < length {
        content.resize(length, 0);
    }
}
