//! "I cannot with what I have": an honest answer, signed with reasons, moves the duty to whoever holds the budget.
//!
//! The post that says so has answered. The next rank up owes an answer from then on, with a clock of its own; if that post says
//! the same, the rank above it does.

use record::event::{Addresses, Answered, Told};
use record::outputs::EventIx;
use record::{Body, Rank};

use crate::acting::{Owing, Stated, relation};
use crate::clock::Reckoner;
use crate::closing::CANNOT;
use crate::conflict::Aside;
use crate::drafts::{Draft, Opening, place, told_first};
use crate::posts::Directory;
use crate::scene::Act;

/// Opens the duties of the budget holders, in the order of the answers.
pub(crate) fn move_up(
    drafts: &mut Vec<Draft>,
    openers: &[(EventIx, &Told)],
    acts: &[Act<'_>],
    aside: &Aside<'_>,
    directory: &mut Directory,
    reckoner: &mut Reckoner<'_>,
) {
    for act in acts {
        if !matches!(&act.event.body, Body::Answered(answer) if moves(answer)) {
            continue;
        }
        for held in 0..drafts.len() {
            let Some((mut owing, mut rank)) = above(&drafts[held], act, directory) else { continue };
            let instead = aside.instead_of(owing.post, rank, act.at, directory);
            if let Some((post, its_rank)) = instead {
                (owing, rank) = (Owing { post, stated: Stated::Post }, its_rank);
            }
            let moved = instead.is_some();
            let (clock, signs) = told_first(openers, Some(drafts[held].clock));
            let due = reckoner.due(clock, act.at, signs, rank);
            let opening = Opening { event: act.ix, start: act.at, due, rank, accepted: false, moved };
            place(drafts, owing, clock, opening);
        }
    }
    for draft in drafts.iter_mut() {
        draft.openings.sort_by_key(|opening| opening.event);
        draft.openings.dedup_by_key(|opening| opening.event);
    }
}

/// Signed with reasons and about the substance; without reasons nobody can tell, and nothing moves.
fn moves(answer: &Answered) -> bool {
    answer.outcome.as_str() == CANNOT && answer.reasons_given && answer.addresses == Addresses::Substance
}

/// The post above whoever answered for this draft; `None` if the answer was not for it, or nobody stands above.
fn above(draft: &Draft, act: &Act<'_>, directory: &mut Directory) -> Option<(Owing, Rank)> {
    // The first telling that it may answer: one that came later takes nothing back.
    let first = draft.openings.iter().find(|opening| !act.at.certainly_before(opening.start))?;
    let for_it = relation(directory, draft.owing, act).may_end()
        // What it owes since this very answer, the answer does not answer.
        && draft.openings.iter().all(|opening| opening.event != act.ix);
    if !for_it {
        return None;
    }
    let on = act.at.some_day();
    let answered = act.post.and_then(|post| Some((post, directory.rank(post, on)?)));
    let (post, rank) = match answered {
        Some((post, rank)) if rank > first.rank => (post, rank),
        _ => (draft.owing.post, first.rank),
    };
    let (post, rank) = directory.next_up(post, rank, on)?;
    Some((Owing { post, stated: Stated::Post }, rank))
}
