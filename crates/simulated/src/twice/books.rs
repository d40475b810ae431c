//! What the agencies' own books let them claim of a child. The truth is not looked at here.

use crate::world::World;
use crate::written::{ActKind, Case};

/// Days within which what came after the act is counted as coming from it.
const SOON: u32 = 42;
/// Twelve months, as returns count them.
const TWELVE_MONTHS: u32 = 365;

/// A success that the books claim, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Books {
    /// A case that found need was closed as no longer in need, and no referral came in the twelve months after.
    CaseEnded,
    /// No case: a telling was answered in substance, and nothing more was recorded of the child in the twelve months after.
    Answered,
    /// Neither.
    Silent,
}

impl Books {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::CaseEnded => "case ended as no longer in need, no referral again in twelve months",
            Self::Answered => "answered in substance, nothing more recorded in twelve months",
            Self::Silent => "no success claimed",
        }
    }

    /// Its word in the truth files.
    pub fn code(self) -> &'static str {
        match self {
            Self::CaseEnded => "case_ended",
            Self::Answered => "answered",
            Self::Silent => "silent",
        }
    }
}

/// What the books claim of what followed an act.
pub(super) fn of(world: &World, child: u32, day: u32) -> Books {
    // Twelve months that are not over are no claim yet.
    let over = |from: u32| from + TWELVE_MONTHS < world.setup.days();
    let cases = || world.cases.iter().filter(|case| case.child == child);
    // A referral closed at once is a referral, and no case.
    let begun = |case: &&Case| !case.no_further_action && case.referred <= day + SOON;
    let ended = |case: &Case| case.closed.map_or(u32::MAX, |(closed, _)| closed);
    let case = cases().filter(begun).find(|case| ended(case) >= day);
    if let Some(case) = case {
        let claims = match case.closed {
            Some((closed, "RC7")) if !case.not_in_need => {
                over(closed)
                    && !cases()
                        .any(|other| other.referred > closed && other.referred <= closed + TWELVE_MONTHS)
            }
            _ => false,
        };
        return if claims { Books::CaseEnded } else { Books::Silent };
    }
    let id = world.global(child);
    let answered = world.acts.iter().find(|act| {
        act.what == ActKind::Answered
            && (day..=day + SOON).contains(&act.day)
            && world.notes[act.note as usize].child == id
    });
    let quiet = answered.is_some_and(|answer| {
        let after = answer.day + 1..=answer.day + TWELVE_MONTHS;
        over(answer.day) && !world.notes.iter().any(|note| note.child == id && after.contains(&note.day))
    });
    if quiet { Books::Answered } else { Books::Silent }
}

#[cfg(test)]
mod tests {
    use super::{Books, of};
    use crate::written::{Act, ActKind, Case, Cause, Note, Signs, Teller};
    use crate::{Parameters, Setup, Size, World, run};

    /// A partnership in which nobody tells anything: its books are empty.
    fn silent_town() -> World {
        let size = Size { word: "test", children: 50, partnerships: 1 };
        let first = record::Day::from_ymd(2015, 4, 1).expect("a day");
        let text = "name,value,low,high,unit,source\nwritten_down,0,0,1,share,a test\n";
        let parameters = Parameters::changed_by(text, "test").expect("reads");
        let setup = Setup { size, first, years: 6, seed: 1 };
        let mut worlds = run(setup, &parameters, &|_, _| ()).expect("possible");
        worlds.remove(0)
    }

    fn case(referred: u32, closed: u32, not_in_need: bool) -> Case {
        Case { child: 3, referred, closed: Some((closed, "RC7")), not_in_need, ..Case::default() }
    }

    #[test]
    fn a_case_that_ended_is_claimed_unless_the_child_comes_back_or_nothing_was_found() {
        let mut world = silent_town();
        let claims = |world: &mut World, cases: &[Case]| {
            world.cases = cases.to_vec();
            of(world, 3, 2_000)
        };
        assert_eq!(claims(&mut world, &[]), Books::Silent);
        assert_eq!(claims(&mut world, &[case(2_010, 2_200, false)]), Books::CaseEnded);
        assert_eq!(claims(&mut world, &[case(1_900, 2_200, false)]), Books::CaseEnded, "open on that day");
        assert_eq!(claims(&mut world, &[case(2_043, 2_200, false)]), Books::Silent, "too late to come of it");
        assert_eq!(claims(&mut world, &[case(2_010, 2_200, true)]), Books::Silent, "nothing was found");
        let again = [case(2_010, 2_200, false), case(2_565, 2_600, false)];
        assert_eq!(claims(&mut world, &again), Books::Silent, "referred again on the last day");
        let later = [case(2_010, 2_200, false), case(2_566, 2_600, false)];
        assert_eq!(claims(&mut world, &later), Books::CaseEnded, "a day later is no referral again");
        let end = world.setup.days() - 100;
        assert_eq!(claims(&mut world, &[case(2_010, end, false)]), Books::Silent, "twelve months not over");
    }

    #[test]
    fn an_answer_is_claimed_while_the_books_stay_quiet() {
        let mut world = silent_town();
        let note = |day: u32| Note {
            agency: crate::town::POLICE,
            child: world.global(3),
            other: None,
            day,
            teller: Teller::Staff,
            signs: Signs::of("neglect"),
            thing: None,
            from: None,
            again: None,
            cause: Cause::Trouble,
            blames: false,
            address: 0,
        };
        let (first, soon, late) = (note(2_000), note(2_100), note(2_400));
        world.acts = vec![Act { note: 0, day: 2_005, what: ActKind::Answered }];
        world.notes = vec![first.clone()];
        assert_eq!(of(&world, 3, 2_000), Books::Answered);
        assert_eq!(of(&world, 4, 2_000), Books::Silent, "another child's");
        world.notes = vec![first.clone(), soon];
        assert_eq!(of(&world, 3, 2_000), Books::Silent, "recorded again");
        world.notes = vec![first, late];
        assert_eq!(of(&world, 3, 2_000), Books::Answered, "after the twelve months");
    }
}
