//! Duties: who owes an answer to which concern, since when, and to whom silence would have climbed.

use super::mention_table::EventIx;
use crate::agency::Rank;
use crate::fixed::Fixed;
use crate::id::{Code, PostId};
use crate::time::{Claimed, Day, Moment, Tri};
use crate::{canonical_enum, output};

/// Where a duty stands at `as_of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nothing shows that the post opened it.
    Open,
    /// Opened, not answered.
    Opened,
    /// An answer that is no answer of substance: it addresses the writer or the procedure, or does not say what it addresses.
    AnsweredNotInSubstance,
    /// A decision is recorded, but these files hold no reasons for it (returns never do).
    DecidedWithoutReasons,
    /// An answer of substance by the holding post.
    Answered,
}

canonical_enum!(Standing {
    Open = "open",
    Opened = "opened, not answered",
    AnsweredNotInSubstance = "answered, not in substance",
    DecidedWithoutReasons = "decided, no reasons in these files",
    Answered = "answered",
});

output! {
    /// One duty of one post.
    pub struct Duty {
        /// The clock it runs on: `concern_answer`, `referral_decision`, …
        clock: Code,
        /// The event that opened it.
        opened_by: EventIx,
        /// The post that owes the answer (a stand-in where the source names none).
        post: PostId,
        /// Its rank.
        rank: Rank,
        /// Who answers in its stead: on the days of the telling nobody can have held the post, nor deputised, and this is the
        /// first post above it that somebody may have held.
        answers_instead: Option<PostId>,
        /// In whose hands it lay from which day on, where that was not the holder of its post all the time; else empty.
        hands: Vec<Hand>,
        /// When it started, on claimed time.
        started: Claimed,
        /// Reopened: when the first of its clocks started. `None` if it is the first.
        first_started: Option<Claimed>,
        /// First minute at which it can have been due; `None` if the start is undated or the clock has no number.
        due_earliest: Option<Moment>,
        /// Last minute at which it can have been due.
        due_latest: Option<Moment>,
        /// The same if nothing had paused the clock: the unpaused count stays visible.
        due_unpaused_latest: Option<Moment>,
        /// By how many working days pauses moved it.
        paused_working_days: u32,
        /// Where it stands.
        standing: Standing,
        /// Was it late (or is it overdue)? Cannot tell is never met.
        late: Tri,
        /// The event that shows it was opened.
        shown_opened_by: Option<EventIx>,
        /// The event that answered it, or the last answer that did not discharge it.
        answered_by: Option<EventIx>,
        /// Where it would have climbed. Nothing climbed in reality.
        would_have_climbed: Vec<WouldClimb>,
        /// The events it rests on, in order.
        inputs: Vec<EventIx>,
        /// Remarks, coded: `withdrawal_recorded`, `no_action_needs_reasons`, `handed_over_not_accepted`, …
        remarks: Vec<Code>,
    }
}

/// The remark of a duty whose answer somebody disputes.
const DISPUTED: &str = "answered_and_disputed";

impl Duty {
    /// It was answered, and the teller or another post disputes the answer.
    pub fn is_disputed(&self) -> bool {
        self.standing == Standing::Answered && self.remarks.iter().any(|remark| remark.as_str() == DISPUTED)
    }

    /// Where it stands, in words.
    pub fn standing_words(&self) -> &'static str {
        if self.is_disputed() { "answered, disputed" } else { self.standing.word() }
    }
}

output! {
    /// In whose hands a duty lies from a day on. The clock takes no notice: nobody who comes or goes starts it anew.
    pub struct Hand {
        /// From this day on.
        from: Day,
        /// Whose post it is.
        post: PostId,
        /// How it came there.
        how: InHand,
    }
}

/// How a duty came into somebody's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InHand {
    /// Somebody may hold the post.
    Holder,
    /// Nobody can hold it, and a deputy may stand in.
    Deputy,
    /// Nobody is there: the first post above that somebody may hold.
    Above,
    /// The post steps aside for a conflict of interest that began while the duty ran: whoever has it instead.
    Instead,
    /// Nobody up to the top: an alarm.
    Nobody,
}

canonical_enum!(InHand {
    Holder = "holder",
    Deputy = "deputy",
    Above = "post above",
    Instead = "instead of a post that steps aside",
    Nobody = "nobody",
});

output! {
    /// A warning that reached nobody: the files say that neither the post told nor any above it can have been held.
    pub struct Alarm {
        /// The event that opened the duty.
        opened_by: EventIx,
        /// The post that owes the answer.
        post: PostId,
        /// From when on: the telling's date, or the day on which the last one left while the duty ran.
        on: Claimed,
        /// The first day on which somebody may have been there again; `None`: nobody yet, or the duty ended before.
        ended: Option<Day>,
    }
}

output! {
    /// One rung a silent duty would have reached.
    pub struct WouldClimb {
        /// The rank reached.
        rank: Rank,
        /// The post there, or a stand-in where the files name none.
        post: PostId,
        /// First minute it can have been.
        earliest: Option<Moment>,
        /// Last minute it must have been by.
        latest: Option<Moment>,
        /// Certain: every date the sources allow leads here.
        certain: bool,
    }
}

output! {
    /// What answering would have asked of one rank.
    pub struct Workload {
        /// The rank.
        rank: Rank,
        /// Duties reaching it in an average week of the time covered, bundles counted once.
        per_week: Fixed,
        /// Duties inside those bundles.
        inside: Fixed,
        /// Hours a week, by the policy's minutes per duty.
        hours: Fixed,
    }
}
