//! A target, threshold or grade that was moved: easier or harder, what it decided, and how long before somebody came to look.

use record::{Day, Tri};

use crate::chart::icons::Better;

/// A move so many days before an inspection or a count, or fewer, is said to lie near it: half a year.
pub const NEAR_DAYS: i32 = 182;

/// The first and the last day something may have been on.
pub type Days = (Day, Day);

/// One move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// When it came into force.
    pub in_force: Option<Days>,
    /// The new value, and the one before.
    pub value: Option<f64>,
    /// The value before.
    pub was: Option<f64>,
    /// Which way is better.
    pub better: Better,
    /// The figure after it.
    pub figure_after: Option<f64>,
}

/// An inspection, or the day of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// When.
    pub on: Days,
}

/// What a move was followed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Which occasion, by its place among those given.
    pub occasion: usize,
    /// At least and at most so many days after the move came into force.
    pub days: (i32, i32),
    /// Whether it lies near.
    pub is_near: Tri,
}

/// What is seen of a move. None of it says why it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The new value is easier to meet; `None` without both values or a direction.
    pub is_easier: Option<bool>,
    /// The figure after it meets one of the two values and not the other; `None` as above, or without the figure.
    pub decides: Option<bool>,
    /// The first occasion after it.
    pub ahead: Option<Ahead>,
}

/// Looks at one move. Shape: `occasions` in any order; of several that may be the first the one with the earlier last day is taken.
pub fn moved(change: &Change, occasions: &[Occasion]) -> Moved {
    let meets = |value: f64| match change.better {
        Better::Up => change.figure_after.map(|figure| figure >= value),
        Better::Down => change.figure_after.map(|figure| figure <= value),
        Better::Neither => None,
    };
    let values = change.was.zip(change.value).filter(|(was, value)| was != value);
    let is_easier = values.and_then(|(was, value)| match change.better {
        Better::Up => Some(value < was),
        Better::Down => Some(value > was),
        Better::Neither => None,
    });
    let decides = values.and_then(|(was, value)| Some(meets(was)? != meets(value)?));
    Moved { is_easier, decides, ahead: change.in_force.and_then(|days| ahead(days, occasions)) }
}

fn ahead((first, last): Days, occasions: &[Occasion]) -> Option<Ahead> {
    let after = occasions.iter().enumerate().filter(|(_, occasion)| occasion.on.1 >= first);
    let (place, occasion) = after.min_by_key(|(place, occasion)| (occasion.on.1, occasion.on.0, *place))?;
    let (least, most) = ((occasion.on.0.0 - last.0).max(0), occasion.on.1.0 - first.0);
    // An occasion that may have been before the move did not surely follow it.
    let surely_after = occasion.on.0 >= last;
    let is_near = match (least <= NEAR_DAYS, most <= NEAR_DAYS && surely_after) {
        (_, true) => Tri::Yes,
        (false, _) => Tri::No,
        (true, false) => Tri::CannotTell,
    };
    Some(Ahead { occasion: place, days: (least, most), is_near })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    fn on(text: &str) -> Days {
        (day(text), day(text))
    }

    #[test]
    fn a_threshold_lowered_before_an_inspection_is_seen_with_what_it_decided() {
        let change = Change {
            in_force: Some(on("2024-03-01")),
            value: Some(0.75),
            was: Some(0.85),
            better: Better::Up,
            figure_after: Some(0.79),
        };
        let occasions = [
            Occasion { on: on("2025-01-01") },
            Occasion { on: on("2024-04-10") },
            Occasion { on: on("2024-02-28") },
        ];
        let seen = moved(&change, &occasions);
        assert_eq!((seen.is_easier, seen.decides), (Some(true), Some(true)));
        assert_eq!(seen.ahead, Some(Ahead { occasion: 1, days: (40, 40), is_near: Tri::Yes }));
        assert_eq!(moved(&change, &occasions[..1]).ahead.map(|ahead| ahead.is_near), Some(Tri::No));
        assert_eq!(moved(&change, &[]).ahead, None);
    }

    #[test]
    fn a_month_that_may_lie_on_either_side_cannot_tell() {
        let month = (day("2024-04-01"), day("2024-04-30"));
        let change = Change {
            in_force: Some(on("2024-04-10")),
            value: None,
            was: None,
            better: Better::Neither,
            figure_after: None,
        };
        let seen = moved(&change, &[Occasion { on: month }]);
        assert_eq!((seen.is_easier, seen.decides), (None, None));
        assert_eq!(seen.ahead.map(|ahead| ahead.is_near), Some(Tri::CannotTell));
    }
}
