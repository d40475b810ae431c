//! How much of the unsynced a disk keeps: drawn once for each image, so that images differ in kind and not only in detail.

use crate::prove::town::Draw;

/// What becomes of a change that was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Kept,
    /// Some of its sectors.
    Torn,
    /// The file's new length, with zeros where the bytes belong.
    LengthOnly,
    Lost,
}

/// How a disk treats what was not synced.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mood {
    /// Everything had been written.
    All,
    /// In order up to a point, which is drawn for each file and folder; the one at the point may be torn.
    UpTo,
    /// Each by itself, with this chance of eight.
    Each(u64),
}

impl Mood {
    /// One in four is `UpTo`, the others from nothing to everything in nine steps.
    pub(super) fn drawn(draw: &mut Draw) -> Self {
        if draw.below(4) == 0 { Self::UpTo } else { Self::Each(draw.below(9)) }
    }

    /// The fates of this many changes, in order.
    pub(super) fn fates(self, many: usize, draw: &mut Draw) -> Vec<Fate> {
        match self {
            Self::All => vec![Fate::Kept; many],
            Self::UpTo => {
                let point = draw.below(many as u64 + 1) as usize;
                let fate = |place: usize, draw: &mut Draw| match place.cmp(&point) {
                    std::cmp::Ordering::Less => Fate::Kept,
                    std::cmp::Ordering::Equal => broken(draw),
                    std::cmp::Ordering::Greater => Fate::Lost,
                };
                (0..many).map(|place| fate(place, draw)).collect()
            }
            Self::Each(eighths) => {
                (0..many).map(|_| if draw.below(8) < eighths { Fate::Kept } else { broken(draw) }).collect()
            }
        }
    }
}

fn broken(draw: &mut Draw) -> Fate {
    match draw.below(4) {
        0 => Fate::Torn,
        1 => Fate::LengthOnly,
        _ => Fate::Lost,
    }
}
