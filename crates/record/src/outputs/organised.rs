//! What organisations do with warnings beside answering them: circulate, lose, recommend, supervise, end, cut, refuse, act.

use super::duty::Duty;
use super::mention_table::EventIx;
use crate::agency::Rank;
use crate::id::{AgencyId, Code, PostId};
use crate::output;
use crate::time::Claimed;

output! {
    /// A report, minuted meeting or briefing that went to several posts: one of them leads, the others know.
    pub struct Circulated {
        /// `report.circulated`, `meeting.minuted` or `briefing.given`.
        activity: Code,
        /// Its rows, in order: one for each recipient.
        events: Vec<EventIx>,
        /// It counts. A meeting without a sealed minute does not: it is no answer, and knowledge of nobody.
        counts: bool,
        /// It was marked confidential, which cancels nothing.
        confidential: bool,
        /// Whom it reached, in the order of their rows.
        recipients: Vec<Recipient>,
        /// The duty of the one post that leads; `None` if it does not count or names nobody who could.
        lead: Option<Duty>,
    }
}

output! {
    /// One recipient of something circulated.
    pub struct Recipient {
        /// The post, or a stand-in.
        post: PostId,
        /// Its rank.
        rank: Rank,
        /// The row that says so.
        event: EventIx,
        /// What it owes because the lead stayed silent: a question, or an answer.
        ask: Option<Duty>,
    }
}

output! {
    /// Records that were lost, stolen or altered.
    pub struct RecordsLost {
        /// The rows that say so, in order.
        events: Vec<EventIx>,
        /// Whose records, as far as the rows tell.
        agency: AgencyId,
        /// The post of oversight that would have been told at once.
        oversight: PostId,
        /// The duty of the owner of the information, or of the top of the agency.
        duty: Duty,
    }
}

output! {
    /// A recommendation to one post: owed until evidence shows that it was carried out.
    pub struct Recommendation {
        /// Its code; `None` where the rows give none and their number stands for it.
        code: Option<Code>,
        /// The rows that made it, in order; the second and further ones repeat it.
        made: Vec<EventIx>,
        /// When it was first made.
        first: Claimed,
        /// What was said and ends nothing: accepted, planned, in progress.
        said: Vec<EventIx>,
        /// The duty of the post.
        duty: Duty,
    }
}

output! {
    /// A challenge by a teller, scrutiny or another post.
    pub struct Challenge {
        /// The challenge.
        event: EventIx,
        /// By an elected member, a partnership, an inspectorate or a government department.
        scrutiny: bool,
        /// The duty of the post challenged.
        duty: Duty,
    }
}

output! {
    /// Was whoever warned told what became of it?
    pub struct ToldBack {
        /// The telling.
        telling: EventIx,
        /// The answer that they were to be told of.
        answer: EventIx,
        /// Who told: a code of `tellers.csv`.
        teller: Code,
        /// How they were told back, if a row says so: `oral`, `written`, `message`.
        manner: Option<Code>,
        /// The duty of the post that answered.
        duty: Duty,
    }
}

impl ToldBack {
    /// The remark where an agency's files say of no teller at all what they were told.
    pub const NOT_HELD: &'static str = "word_to_tellers_not_held";

    /// The agency's files could show it: of some teller they do.
    pub fn is_held(&self) -> bool {
        !self.duty.remarks.iter().any(|word| word.as_str() == Self::NOT_HELD)
    }
}

output! {
    /// One supervision: who read a record and what they asked. Never an answer.
    pub struct Supervision {
        /// The row.
        event: EventIx,
        /// The post that read it, if named.
        post: Option<PostId>,
        /// What was asked: a code of `reasons.csv`, if stated.
        asked: Option<Code>,
    }
}

output! {
    /// Open duties of one agency and their supervision.
    pub struct Unsupervised {
        /// The agency.
        agency: AgencyId,
        /// Duties certainly open for longer than the policy's days.
        open: u64,
        /// Of these, with no entry of supervision.
        without: u64,
        /// Entries of supervision of this agency in all; 0: its files may hold none at all.
        entries: u64,
    }
}

output! {
    /// An operation ended or narrowed. It ends no duty.
    pub struct OperationEnd {
        /// `operation.ended` or `operation.narrowed`.
        activity: Code,
        /// Its rows, in order: one for each concern of the operation.
        events: Vec<EventIx>,
        /// People identified, pursued and left alone.
        identified: Option<u32>,
        /// Of these pursued.
        pursued: Option<u32>,
        /// Of these left.
        left: Option<u32>,
        /// Who decided, if a post is named.
        decided_by: Option<PostId>,
        /// What the rows must say and do not: `identified`, `pursued`, `left`, `decided_by`.
        not_stated: Vec<Code>,
        /// What opened the duties of its concerns that were not answered at the end of the report's day.
        open: Vec<EventIx>,
    }
}

output! {
    /// A team that takes warnings was cut.
    pub struct TeamCut {
        /// Its rows, in order: one for each post.
        events: Vec<EventIx>,
        /// The posts of the team.
        posts: Vec<PostId>,
        /// Who decided, if a post is named.
        decided_by: Option<PostId>,
        /// The countersignature of the top of the agency; `None`: unsigned.
        signed_by: Option<EventIx>,
        /// Open duties of its posts, each with the post above that would have had it.
        rerouted: Vec<Rerouted>,
    }
}

output! {
    /// One open duty of a post that was cut.
    pub struct Rerouted {
        /// What opened the duty.
        opened_by: EventIx,
        /// The post that held it.
        from: PostId,
        /// The post that would have had it.
        to: PostId,
    }
}

output! {
    /// A refusal to share information.
    pub struct SharingRefused {
        /// The row.
        event: EventIx,
        /// Who signed, if a post is named.
        signer: Option<PostId>,
        /// The ground, a code of `reasons.csv`, if stated.
        ground: Option<Code>,
        /// What was refused, if stated.
        scope: Option<Code>,
        /// Until when, if stated.
        until: Option<Code>,
        /// The ground is one that the policy accepts. Otherwise the request stands unanswered.
        accepted: bool,
        /// What the row must say and does not: `ground`, `scope`, `until`, `signer`.
        not_stated: Vec<Code>,
    }
}

output! {
    /// A power that was used, refused or not available.
    pub struct PowerAct {
        /// The row.
        event: EventIx,
        /// `power.used`, `power.refused` or `power.unavailable`.
        act: Code,
        /// The power, a code of `powers.csv`, if stated.
        power: Option<Code>,
        /// Why, if stated.
        reason: Option<Code>,
    }
}

output! {
    /// An answer that ended a duty and acts on the child alone.
    pub struct ChildOnly {
        /// What opened the duty.
        opened_by: EventIx,
        /// The post that owed it.
        post: PostId,
        /// The answer.
        answer: EventIx,
        /// Powers against a person, a place or a thing that the rows of the concern say were used.
        powers: Vec<EventIx>,
    }
}
