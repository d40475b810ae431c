//! What the kinds of events carry: every field declared with its class.

use smol_str::SmolStr;

use crate::agency::{Addressee, Rank};
use crate::event::Assurance;
use crate::id::{AgencyId, Code, ConcernRef, EventId, FileId, PostId};
use crate::mention::Mention;
use crate::source::Completeness;
use crate::time::{Claimed, Day};
use crate::{canonical_enum, declared};

declared! {
    /// A concern told to a post. Also a concern passed on: then `passes` names the concern.
    pub struct Told {
        /// The concern, as the source numbers it. Without a number of its own: made from file and line.
        personal concern: ConcernRef,
        /// Activity code: `concern.told`, `referral.received`, `concern.passed`, …
        coded activity: Code,
        /// Who told: a code of `tellers.csv` (child, parent, school, police, …).
        coded teller: Code,
        /// The agency the teller belongs to, if any and stated.
        open teller_agency: Option<AgencyId>,
        /// To whom.
        open told_to: Addressee,
        /// The concern that is passed on, if this is a passing on.
        personal passes: Option<ConcernRef>,
        /// Coded signs, as the record itself said at the time.
        coded signs: Vec<Code>,
        /// Further codes of the return: (code set, code).
        coded codes: Vec<(Code, Code)>,
        /// The source marked immediate danger.
        coded immediate_danger: bool,
        /// How many single events the row stands for, if it says so.
        coded event_count: Option<u32>,
        /// Whom and what it mentions.
        mentions mentions: Vec<Mention>,
        /// The source's own words.
        narrative words: Option<String>,
    }
}

declared! {
    /// Something an agency recorded: a step of its procedure, a fact about a child, a row of a chronology.
    pub struct Recorded {
        /// Activity code: `assessment.authorised`, `icpc.held`, `missing.started`, `chronology.entry`, …
        coded activity: Code,
        /// Codes of the return: (code set, code), such as (`closure_reason`, `RC8`).
        coded codes: Vec<(Code, Code)>,
        /// Coded signs the record itself carries.
        coded signs: Vec<Code>,
        /// The concern it belongs to, if the source says so.
        personal concern: Option<ConcernRef>,
        /// To whom it was told, if the source says so.
        open told_to: Option<Addressee>,
        /// Whom and what it mentions.
        mentions mentions: Vec<Mention>,
        /// The reviewer's own columns of a chronology table, in order: (heading, cell), unaltered.
        narrative columns: Vec<(SmolStr, String)>,
        /// The source's words about what happened.
        narrative words: Option<String>,
        /// The source's words about what was done.
        narrative action: Option<String>,
        /// The source of information the row names (mandatory in a chronology table).
        narrative source_of_information: Option<String>,
    }
}

/// What an answer speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Addresses {
    /// The person who wrote. Never ends a duty.
    Writer,
    /// The procedure. Never ends a duty.
    Procedure,
    /// The substance of the warning.
    Substance,
    /// Not stated. Never ends a duty.
    Unknown,
}

canonical_enum!(Addresses {
    Writer = "writer",
    Procedure = "procedure",
    Substance = "substance",
    Unknown = "unknown",
});

declared! {
    /// A concern answered.
    pub struct Answered {
        /// The concern.
        personal concern: ConcernRef,
        /// What the answer speaks to.
        coded addresses: Addresses,
        /// What was decided: a code of `outcomes.csv` (`investigated`, `no_action`, `cannot_with_what_i_have`, …).
        coded outcome: Code,
        /// Reasons are given.
        coded reasons_given: bool,
        /// The second post that signed, where one did.
        open second_post: Option<Addressee>,
        /// To whom the answer went, if stated.
        open told_to: Option<Addressee>,
        /// The source's own words.
        narrative words: Option<String>,
    }
}

declared! {
    /// Something that happened to a concern and is no answer: opened, refused, accepted, withdrawn, disputed, challenged, …
    pub struct Step {
        /// The concern.
        personal concern: ConcernRef,
        /// A code: the reason of a refusal or withdrawal, the ground of a dispute; empty if none.
        coded reason: Code,
        /// The source's own words.
        narrative words: Option<String>,
    }
}

declared! {
    /// A concern handed over: the duty stays where it was until the receiver accepts.
    pub struct HandedOver {
        /// The concern.
        personal concern: ConcernRef,
        /// To whom.
        open to: Addressee,
        /// The source's own words.
        narrative words: Option<String>,
    }
}

declared! {
    /// An agency takes part.
    pub struct AgencyCreated {
        /// Its id.
        open agency: AgencyId,
        /// Its name.
        open name: SmolStr,
        /// Its kind: a code of `agency_kinds.csv`.
        coded kind: Code,
    }
}

declared! {
    /// A post is created or described anew.
    pub struct PostCreated {
        /// The post.
        open post: PostId,
        /// Its title.
        open title: SmolStr,
        /// Its rank.
        coded rank: Rank,
        /// The post above.
        open reports_to: Option<PostId>,
        /// What it takes by default: `front_door`, `exploitation_lead`, …
        coded takes: Vec<Code>,
        /// Who may remove the holder of a top post.
        open removed_by: Option<SmolStr>,
    }
}

declared! {
    /// A person holds a post over a time.
    pub struct PostHeldBy {
        /// The post.
        open post: PostId,
        /// The holder, as written.
        personal holder: SmolStr,
        /// From when.
        open from: Claimed,
        /// Until when; `None` if still.
        open until: Option<Claimed>,
        /// As deputy.
        coded deputy: bool,
    }
}

declared! {
    /// A row of an extract is no longer there, or reads otherwise, in a later extract that covers the same days.
    pub struct RowChange {
        /// The table.
        coded table: Code,
        /// The row's natural key.
        personal row: SmolStr,
        /// Fields that changed; empty when the row vanished.
        coded fields: Vec<Code>,
        /// The earlier file.
        open earlier: FileId,
        /// The later file.
        open later: FileId,
        /// The earlier event of that row, where there is one.
        open event: Option<EventId>,
    }
}

declared! {
    /// A file was imported.
    pub struct Imported {
        /// The file's number in its import.
        open file: FileId,
        /// The format.
        coded format: Code,
        /// SHA-256 of the file's bytes, in hexadecimal.
        open digest: SmolStr,
        /// First day covered.
        open covers_from: Option<Day>,
        /// Last day covered.
        open covers_to: Option<Day>,
        /// Full or partial.
        coded completeness: Completeness,
        /// Rows read.
        coded rows: u64,
    }
}

declared! {
    /// A policy was adopted.
    pub struct PolicyAdopted {
        /// SHA-256 of the policy, in hexadecimal.
        open digest: SmolStr,
        /// In force from.
        open from: Day,
    }
}

declared! {
    /// A rule of the policy changed: claimed when it was adopted, by the post that adopted it.
    ///
    /// What is stated of the rule is kept as stated; whether it is obeyed is for `answered` to say.
    pub struct RuleChanged {
        /// The policy file: `clocks.csv`, `ladders.csv`, `matters.toml`, `organised.toml`.
        coded file: Code,
        /// The clock, the ladder, or the name of the threshold (`pattern.households`).
        coded rule: Code,
        /// Of a clock: the row for concerns with this sign.
        coded sign: Option<Code>,
        /// Of a ladder: the rungs of this clock alone.
        coded clock: Option<Code>,
        /// Of a clock: the row for posts of this rank. Of a ladder: the rank that the rung reaches.
        coded rank: Option<Rank>,
        /// What held before, as (amount, unit); the unit of a threshold is empty. `None`: there was no such rule.
        coded before: Option<(i32, Code)>,
        /// What holds afterwards. `None`: the rule is removed.
        coded after: Option<(i32, Code)>,
        /// From when it is said to be in force.
        open from: Claimed,
        /// The second post that signed, where one did.
        open second_post: Option<Addressee>,
        /// Who held the second post, as written.
        personal second_holder: Option<SmolStr>,
        /// The source names who held the post that adopted it. Kept apart from the name, which may be erased.
        coded holder_named: bool,
        /// The source names who held the second post.
        coded second_holder_named: bool,
        /// Reasons are given.
        coded reasons_given: bool,
        /// Columns whose cells could not be read: then the change is kept and not obeyed.
        coded unreadable: Vec<Code>,
        /// The source's own words: the reasons.
        narrative words: Option<String>,
    }
}

declared! {
    /// Somebody read a child's record (access logs, and candour's own reads).
    pub struct ReadRecord {
        /// The concern read, if the log names one.
        personal concern: Option<ConcernRef>,
        /// Whose record.
        mentions mentions: Vec<Mention>,
    }
}

declared! {
    /// Something was published. Its own fields come with its stage.
    pub struct Ruling {
        /// What it is about.
        personal concern: Option<ConcernRef>,
        /// The ground, coded.
        coded ground: Code,
        /// Whom it is about.
        mentions mentions: Vec<Mention>,
    }
}

declared! {
    /// A person was erased: what is personal about them was destroyed, what the duties and the counts rest on was kept.
    ///
    /// Written before the destruction, so that a stop in between is finished at the next start and after any restore.
    pub struct Erasure {
        /// The ground: a code of `erasure_grounds.csv`.
        coded ground: Code,
        /// The second post, of another agency, that agreed.
        open second_post: Addressee,
        /// How sure candour is of the second post.
        coded second_assurance: Assurance,
        /// The subjects whose keys are destroyed.
        coded subjects: Vec<u64>,
        /// What stands for each of them from then on: one value for all mentions of one person.
        coded erased_as: Vec<[u8; 16]>,
        /// The encrypted groups that are destroyed: index in the log and group.
        coded places: Vec<(u64, u16)>,
        /// Entries whose concern number is replaced: index, then 16 random bytes that stand for the number everywhere, and
        /// the agency whose number it was.
        coded concerns: Vec<(u64, ([u8; 16], AgencyId))>,
        /// The same for the number of a concern passed on.
        coded passes: Vec<(u64, ([u8; 16], AgencyId))>,
        /// What was kept and why, in words.
        narrative words: Option<String>,
    }
}

declared! {
    /// A legal hold on subjects, or its end: while it stands, nothing of theirs is erased.
    pub struct Hold {
        /// The ground: a code of `hold_grounds.csv`.
        coded ground: Code,
        /// The hold ends.
        coded lifted: bool,
        /// The subjects held.
        coded subjects: Vec<u64>,
        /// The source's own words: who asked for it, under which reference.
        narrative words: Option<String>,
    }
}

declared! {
    /// The log goes on under a new name: entries that were signed under the former one are lost for good.
    pub struct Continued {
        /// The former log's name.
        open former_origin: SmolStr,
        /// The former log's verifier key: its receipts and checkpoints are still checked with it.
        open former_key: SmolStr,
        /// How many entries were signed last under the former name.
        coded former_size: u64,
        /// The root signed last, base64.
        open former_root: SmolStr,
        /// How many entries were kept: those behind were lost.
        coded kept: u64,
    }
}
