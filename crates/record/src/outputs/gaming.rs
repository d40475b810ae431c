//! Traces of how candour's own rules were used: counted, by post and never by holder. None is proof of anything.

use super::mention_table::EventIx;
use crate::id::{AgencyId, Code, PostId};
use crate::output;
use crate::time::Day;

output! {
    /// One counted trace. It changes no duty, scores nobody, and holds no words of an answer.
    pub struct GamingTrace {
        /// What is counted: `hollow_answers`, `copied_answers`, `signing_pair`, `hand_overs`, `unopened`, `flood`, `tactical_naming`.
        rule: Code,
        /// The post whose acts are counted; of a flood and of warnings unopened, the post told; of naming, the post that wrote.
        post: PostId,
        /// The post that countersigns, of a pair.
        other: Option<PostId>,
        /// The agency that tells, of a flood.
        source: Option<AgencyId>,
        /// How many were counted; of naming, posts.
        counted: u32,
        /// Out of how many; of a flood, how many are usual in as many days, rounded up; of naming, in how many records.
        of: u32,
        /// Of a pair, how many signatures bear the date of the answer itself.
        same_day: Option<u32>,
        /// The first day of what was counted; `None` where nothing counted has a day.
        first: Option<Day>,
        /// The last day of what was counted.
        last: Option<Day>,
        /// Events counted, the first eight in order.
        rests_on: Vec<EventIx>,
        /// Remarks, coded: `reciprocal`, `only_partner`.
        remarks: Vec<Code>,
    }
}
