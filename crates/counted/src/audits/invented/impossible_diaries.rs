//! One post in two places at once, or at visits for more minutes than a day of work has.

use super::{Impossible, Visit, Why};

/// Minutes that a day's visits of one post may take: sixteen hours leave none for sleep and the way.
const LONGEST_DAY: u32 = 16 * 60;
/// Minutes in a day.
const DAY: i32 = 24 * 60;

/// All of them; visits come sorted by post and start.
pub(super) fn find(visits: &[Visit]) -> Vec<Impossible> {
    let mut found = Vec::new();
    for of_post in visits.chunk_by(|a, b| a.post == b.post) {
        two_places(of_post, &mut found);
        for day in of_post.chunk_by(|a, b| a.start.div_euclid(DAY) == b.start.div_euclid(DAY)) {
            too_many_minutes(day, &mut found);
        }
    }
    found.sort_unstable();
    found
}

fn end(visit: &Visit) -> i32 {
    visit.start.saturating_add(i32::from(visit.minutes))
}

fn two_places(visits: &[Visit], found: &mut Vec<Impossible>) {
    for (at, first) in visits.iter().enumerate() {
        // Sorted by start: once one begins after this has ended, so do all further ones.
        for second in visits[at + 1..].iter().take_while(|second| second.start < end(first)) {
            let apart = matches!((first.place, second.place), (Some(a), Some(b)) if a != b);
            let minutes = end(first).min(end(second)) - second.start;
            if apart && minutes > 0 {
                let why = Why::TwoPlacesAtOnce { minutes: minutes.unsigned_abs() };
                found.push(Impossible { day: second.start.div_euclid(DAY), why });
            }
        }
    }
}

/// Minutes covered by the day's visits; brothers and sisters seen together count once.
fn too_many_minutes(day: &[Visit], found: &mut Vec<Impossible>) {
    let (mut minutes, mut until) = (0, i32::MIN);
    for visit in day {
        minutes += (end(visit) - visit.start.max(until)).max(0).unsigned_abs();
        until = until.max(end(visit));
    }
    if minutes > LONGEST_DAY {
        found.push(Impossible { day: day[0].start.div_euclid(DAY), why: Why::TooManyMinutes { minutes } });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(post: u32, start: i32, minutes: u16, place: u32) -> Visit {
        Visit {
            unit: 0,
            post,
            start,
            minutes,
            place: Some(place),
            child: 0,
            family: None,
            note: None,
            agrees: None,
        }
    }

    #[test]
    fn one_post_cannot_be_in_two_places() {
        let why = |visits: &[Visit]| find(visits).into_iter().map(|found| found.why).collect::<Vec<_>>();
        assert_eq!(
            why(&[visit(1, 600, 60, 1), visit(1, 640, 60, 2)]),
            [Why::TwoPlacesAtOnce { minutes: 20 }]
        );
        assert!(why(&[visit(1, 600, 60, 1), visit(1, 660, 60, 2)]).is_empty(), "one after the other");
        assert!(why(&[visit(1, 600, 60, 1), visit(1, 640, 60, 1)]).is_empty(), "brothers and sisters");
        assert!(why(&[visit(1, 600, 60, 1), visit(2, 640, 60, 2)]).is_empty(), "two posts");
        let nowhere = Visit { place: None, ..visit(1, 640, 60, 2) };
        assert!(
            why(&[visit(1, 600, 60, 1), nowhere]).is_empty(),
            "a place not written down is no other place"
        );
    }

    #[test]
    fn a_day_has_so_many_minutes() {
        let day: Vec<Visit> = (0..17).map(|hour| visit(1, 1440 + 60 * hour, 60, 1)).collect();
        assert_eq!(find(&day), [Impossible { day: 1, why: Why::TooManyMinutes { minutes: 1020 } }]);
        assert!(find(&day[..16]).is_empty());
    }
}
