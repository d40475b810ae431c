//! Changes to the rules: what was changed, who signed for it, and what of it is obeyed.

use super::mention_table::EventIx;
use super::refusal::RefusalRule;
use crate::agency::Rank;
use crate::id::{Code, PostId};
use crate::output;
use crate::time::{Claimed, Day};

output! {
    /// One change to a limit, a rung or a threshold: recorded, or found in a policy folder without a record.
    ///
    /// What makes it stricter always holds from its day on. What loosens it holds only where two agencies signed, and
    /// never for a duty that was open.
    pub struct RuleChange {
        /// The event that records it; `None`: a policy folder has it, and no event does.
        event: Option<EventIx>,
        /// The policy file.
        file: Code,
        /// The clock, the ladder, or the name of the threshold.
        rule: Code,
        /// Only for concerns with this sign.
        sign: Option<Code>,
        /// Of a ladder: the rungs of this clock alone.
        clock: Option<Code>,
        /// Of a clock: only for posts of this rank. Of a ladder: the rank that the rung reaches.
        rank: Option<Rank>,
        /// What it says held before, as (amount, unit); of a folder, what held. `None`: no such rule.
        before: Option<(i32, Code)>,
        /// What it says holds afterwards. `None`: the rule is removed.
        after: Option<(i32, Code)>,
        /// The first day on which it certainly is in force; `None`: not known, or always.
        from: Option<Day>,
        /// When it was adopted.
        adopted: Claimed,
        /// The post that adopted it.
        post: Option<PostId>,
        /// The second post.
        second: Option<PostId>,
        /// `tightens`, `loosens`, `either` (stricter on some days, looser on others), `nothing`, or `cannot_tell`.
        effect: Code,
        /// What loosens is obeyed for duties that start after this day; `None`: for none.
        loosens_after: Option<Day>,
        /// The rules that do not accept what loosens; empty where it is accepted, or nothing loosens.
        refused: Vec<RefusalRule>,
        /// How many duties it speaks of were open between its first day and its adoption.
        open_then: u32,
        /// How many of them it would have given longer, had it been obeyed for them. `None`: a threshold gives no time.
        would_have_lengthened: Option<u32>,
        /// Remarks, coded: `back_dated`, `no_duty_runs_on_it`.
        remarks: Vec<Code>,
    }
}
