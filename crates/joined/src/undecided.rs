//! Records that could be either of two children: "Mohammed Khan" beside "Mohammed Ali Khan" and "Mohammed Hassan Khan",
//! all with one birth date.
//!
//! Such a record says too little to join any other with certainty, even one that reads the same: the two may be of the
//! one twin and of the other.

use crate::comparison_level::Level;
use crate::profile::{ProfileIx, Profiles};
use crate::score::{Memo, Scored, Scorer};
use crate::verdict::Verdict;

/// Alike records looked at for each.
const MOST_ALIKE: usize = 32;

/// Turns the certain verdicts on records that could be either of two children into possible ones.
pub(crate) fn make_possible(scored: &mut [Scored], profiles: &Profiles, scorer: &Scorer<'_, '_>) {
    let undecided = undecided(scored, profiles.len(), scorer);
    for pair in scored.iter_mut().filter(|pair| pair.verdict == Verdict::Certain) {
        if undecided[pair.a as usize] || undecided[pair.b as usize] {
            pair.verdict = Verdict::Possible;
        }
    }
}

/// For each profile: is its name alike to two names of one birth date that are those of two children?
fn undecided(scored: &[Scored], profiles: usize, scorer: &Scorer<'_, '_>) -> Vec<bool> {
    let mut alike: Vec<(ProfileIx, ProfileIx)> = scored
        .iter()
        .filter(|pair| {
            pair.levels[1] == Level::Exact && matches!(pair.levels[0], Level::Near | Level::Nickname)
        })
        .flat_map(|pair| [(pair.a, pair.b), (pair.b, pair.a)])
        .collect();
    alike.sort_unstable();
    let mut undecided = vec![false; profiles];
    let mut memo = Memo::default();
    for group in alike.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() > 1) {
        let others = &group[..group.len().min(MOST_ALIKE)];
        let are_two =
            |x: ProfileIx, y: ProfileIx, memo: &mut Memo| scorer.contradiction(memo, x, y).is_some();
        undecided[group[0].0 as usize] = others
            .iter()
            .enumerate()
            .any(|(place, x)| others[place + 1..].iter().any(|y| are_two(x.1, y.1, &mut memo)));
    }
    undecided
}
