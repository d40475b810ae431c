//! The policy's contents, one type per file of the folder.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::audits::AuditRules;
use super::beneath::Beneath;
use super::gaming::GamingRules;
use super::measures::Measures;
use super::organised::{OrganisedRules, Reason};
use crate::agency::Rank;
use crate::fixed::Fixed;
use crate::id::Code;
use crate::mention::MentionKind;
use crate::time::{Calendar, Day, Unit};

/// A whole policy.
#[derive(Clone, Debug)]
pub struct Policy {
    /// SHA-256 over every file's name and bytes, in hexadecimal.
    pub digest: SmolStr,
    /// Its name, as `policy.toml` gives it.
    pub name: SmolStr,
    /// Its version, as `policy.toml` gives it.
    pub version: SmolStr,
    /// First day of its own rules, as `policy.toml` gives it.
    pub in_force_from: Option<Day>,
    /// The files it is made of.
    pub files: Vec<PolicyFile>,
    /// IANA name of the civil time zone clocks run in.
    pub zone: SmolStr,
    /// Working days (`bank_holidays.csv`).
    pub calendar: Calendar,
    /// What agencies record (`activities.csv`).
    pub activities: BTreeMap<Code, Activity>,
    /// Codes of the national returns (`codes.csv`), by (code set, code).
    pub codes: BTreeMap<(Code, Code), CodeEntry>,
    /// Limits (`clocks.csv`), in file order.
    pub clocks: Vec<ClockRule>,
    /// Rungs that silence climbs (`ladders.csv`), in file order.
    pub ladders: Vec<Rung>,
    /// Signs of harm (`signs.csv`).
    pub signs: BTreeMap<Code, Sign>,
    /// Roles of mentions (`roles.csv`).
    pub roles: BTreeMap<Code, Role>,
    /// Who tells (`tellers.csv`).
    pub tellers: BTreeMap<Code, TellerKind>,
    /// Kinds of agency (`agency_kinds.csv`).
    pub agency_kinds: BTreeMap<Code, AgencyKind>,
    /// Grounds of erasures and holds (`grounds.csv`).
    pub grounds: BTreeMap<Code, Ground>,
    /// Outcomes of answers (`outcomes.csv`).
    pub outcomes: BTreeMap<Code, Outcome>,
    /// Language notices (`terms.csv`), in file order.
    pub language: Vec<LanguageTerm>,
    /// Thresholds, weights and generic values of the first linkage model (`linkage.toml`).
    pub linkage: LinkageParameters,
    /// When records about several children become one strategic matter (`matters.toml`).
    pub matters: MatterRules,
    /// What organisations do with warnings beside answering them (`organised.toml`).
    pub organised: OrganisedRules,
    /// Reasons, grounds, scopes and questions (`reasons.csv`), by (set, code).
    pub reasons: BTreeMap<(Code, Code), Reason>,
    /// When the use of the rules themselves leaves a counted trace (`gaming.toml`).
    pub gaming: GamingRules,
    /// What gaming audits of figures need, and their words (`audits.toml`).
    pub audits: AuditRules,
    /// What is counted, out of what, and what is left out (`measures.csv`, `measure_exclusions.csv`).
    pub measures: Measures,
    /// Minutes a duty asks of each rank (`workload.csv`).
    pub workload: Vec<WorkloadRule>,
    /// Ranks, and who may remove the holder of a post there (`ranks.csv`), from 0 to 6.
    pub ranks: BTreeMap<Rank, RankRule>,
    /// What a closing code asks for (`closing_rules.csv`), in file order.
    pub closing_rules: Vec<ClosingRule>,
    /// What the law says of a child's age (`age_rules.csv`), in file order.
    pub age_rules: Vec<AgeRule>,
    /// Which recorded codes state the facts that the age rules speak of (`age_facts.csv`), in file order.
    pub age_facts: Vec<AgeFact>,
    /// What can be done about a person, a place or a business (`powers.csv`).
    pub powers: BTreeMap<Code, Power>,
    /// England's own rows, where an overlay replaces limits, rungs or thresholds: what it loosens is obeyed only if somebody
    /// signed for it. `None`: there is no such overlay, or the policy is on trial ([`Policy::on_trial`]).
    pub beneath: Option<Box<Beneath>>,
}

/// One file of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFile {
    /// Its name in the folder.
    pub name: SmolStr,
    /// SHA-256 in hexadecimal.
    pub digest: SmolStr,
    /// The overlay replaced England's file.
    pub overlaid: bool,
}

/// Where an activity's record comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// An importer produces it: its format code (`cin_census`, `ssda903`, `concerns`, `chronology`, …).
    Importer(Code),
    /// A form of candour produces it (`tell`, `answer`, …).
    Form(Code),
    /// Another activity or a clock's own expiry produces it (`escalate_1.expired`).
    Derived,
    /// Nothing produces it yet, and why.
    Unavailable(String),
}

/// One activity that can start or stop a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Its code.
    pub code: Code,
    /// In plain words, past tense: "assessment authorised".
    pub title: SmolStr,
    /// What produces it; at least one.
    pub sources: Vec<Source>,
    /// The kind it is grouped under when accounts of several agencies are compared (`missing`, `contact`, `assessment`, …).
    pub account_kind: Code,
}

/// One code of a national return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// Its label.
    pub label: SmolStr,
    /// The sign it hints at (`exploitation`), or empty.
    pub signal: SmolStr,
    /// Note.
    pub note: SmolStr,
}

/// One limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockRule {
    /// Its id; several rows may share one, with different in-force dates or conditions.
    pub id: Code,
    /// In plain words.
    pub title: SmolStr,
    /// The activity that starts it. A `#n` behind it means the n-th of its kind.
    pub start_event: Code,
    /// The activity that stops it.
    pub stop_event: Code,
    /// Amount, in `unit`; may be negative (counted backwards).
    pub amount: i32,
    /// Unit.
    pub unit: Unit,
    /// How firm: `act`, `regulations`, `statutory_guidance`, `local_default`, `candour_default`, `act_not_known_in_force`.
    pub kind: Code,
    /// To whom it applies.
    pub applies: SmolStr,
    /// Authority.
    pub authority: SmolStr,
    /// What a breach does.
    pub on_breach: SmolStr,
    /// Note.
    pub note: SmolStr,
    /// In force from; `None`: as far back as records go.
    pub in_force_from: Option<Day>,
    /// In force until, included.
    pub in_force_to: Option<Day>,
    /// Only for concerns with this sign; `None`: all.
    pub sign: Option<Code>,
    /// Only for a post of this rank; `None`: all.
    pub rank: Option<Rank>,
    /// When it was adopted or published; `None`: not known. Another time than the first day in force.
    pub adopted: Option<Day>,
}

/// One rung of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The ladder: `concern`, `disagreement`, …
    pub ladder: Code,
    /// The clocks that use it; empty: all that name no other.
    pub clock: Option<Code>,
    /// From 1.
    pub rung: u8,
    /// The rank reached.
    pub rank: Rank,
    /// How long after the breach (rung 1) or after the rung before.
    pub amount: i32,
    /// Unit of `amount`.
    pub unit: Unit,
    /// In force from.
    pub in_force_from: Option<Day>,
    /// In force until, included.
    pub in_force_to: Option<Day>,
    /// Authority or source.
    pub authority: SmolStr,
}

/// One sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Its code.
    pub code: Code,
    /// In plain words.
    pub title: SmolStr,
    /// Hints at exploitation: a no-action answer needs a second post in another agency.
    pub exploitation: bool,
    /// The record itself describes a group.
    pub group: bool,
    /// Words that may stand for it in free text, as case-insensitive regular expressions without look-around;
    /// used only to *propose* a sign for a person to confirm.
    pub proposed_by: Vec<SmolStr>,
}

/// One role of a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its code.
    pub code: Code,
    /// In plain words.
    pub title: SmolStr,
    /// The role explains a tie innocently (home, school, parent, GP, …).
    pub innocent: bool,
    /// Mentions of children in this role are the children the event is about.
    pub about: bool,
    /// Two mentions of one event in this role and in `subject` are different people of one household.
    pub household: bool,
}

/// One kind of teller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TellerKind {
    /// Its code.
    pub code: Code,
    /// In plain words.
    pub title: SmolStr,
    /// Its rank where it is a post.
    pub rank: Rank,
}

/// One kind of agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyKind {
    /// Its code: `police`, `council_children`, `school`, …
    pub code: Code,
    /// In plain words.
    pub title: SmolStr,
}

/// One outcome of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its code.
    pub code: Code,
    /// In plain words.
    pub title: SmolStr,
    /// It ends a duty when it addresses the substance.
    pub ends_duty: bool,
    /// It is a decision to do nothing, which always needs reasons.
    pub no_action: bool,
    /// It acts only on the child.
    pub acts_on_child_only: bool,
}

/// One language notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageTerm {
    /// Case-insensitive regular expression without look-around.
    pub avoid_pattern: SmolStr,
    /// Category.
    pub category: Code,
    /// Why.
    pub why: SmolStr,
    /// What to write instead.
    pub suggested: SmolStr,
}

/// Parameters of the first linkage model. Weights are data, so that a partnership can see and change them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkageParameters {
    /// At or above: certain. Unit: bits.
    pub certain_bits: Fixed,
    /// At or above: possible. Unit: bits.
    pub possible_bits: Fixed,
    /// Prior log odds that two records that share a block are the same person. Unit: bits.
    pub prior_bits: Fixed,
    /// Weight of each (comparison, level), in bits.
    pub weights: BTreeMap<(Code, Code), Fixed>,
    /// A phone, address or other value shared by more children than this is generic: no evidence of identity.
    pub generic_children: u32,
    /// Largest block compared pair by pair; larger ones are refined by a further key and reported.
    pub block_cap: u32,
    /// Days apart that two accounts of one event may be.
    pub account_days: u32,
}

/// What of the silence that reaches a post in one week is one bundle. Immediate danger never is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundledBy {
    /// What one agency was silent about on one clock.
    Cause,
    /// All of it.
    Week,
}

/// What a duty asks of a rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadRule {
    /// The rank.
    pub rank: Rank,
    /// Minutes to read and answer one duty, or to open one bundle.
    pub minutes: u32,
    /// Minutes for each duty inside a bundle.
    pub minutes_inside: u32,
    /// What comes to a post of this rank in one bundle a week.
    pub bundled_by: BundledBy,
    /// Where the number comes from.
    pub source: SmolStr,
}

/// One rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankRule {
    /// The rank.
    pub rank: Rank,
    /// In plain words.
    pub title: SmolStr,
    /// Who may remove the holder of such a post, in general; a posts file says it for each top post.
    pub removed_by: SmolStr,
    /// Law or source.
    pub source: SmolStr,
    /// Note.
    pub note: SmolStr,
}

/// What one code asks for before it may end anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingRule {
    /// The rule; several rows share one, one per code and condition.
    pub id: Code,
    /// Where `code` comes from: a code set of `codes.csv`, or `outcome`, or `activity`.
    pub code_set: Code,
    /// The code.
    pub code: Code,
    /// When: `always`, `exploitation_or_age_rule`, `teller_disputes`, `otherwise`, ….
    pub condition: Code,
    /// What: `reasons`, `second_post_other_agency`, `receiver_signs`, `never_closes`, ….
    pub requires: Code,
    /// A number it needs, in `unit`: one in how many is read again, or within how many months.
    pub amount: Option<u32>,
    /// `count`, `day` or `month`; empty without `amount`.
    pub unit: SmolStr,
    /// Source.
    pub source: SmolStr,
    /// Note.
    pub note: SmolStr,
}

/// What the law says of a child of some age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeRule {
    /// `A1` to `A7`.
    pub id: Code,
    /// Youngest age, in whole years at the date of the event.
    pub age_from: Option<u8>,
    /// Oldest age, included.
    pub age_to: Option<u8>,
    /// Who the other person is: `any`, `adult`, `under18`, `trust_or_family`.
    pub other: Code,
    /// The recorded fact: `any_sexual_activity`, `payment_or_control`, `indecent_image`, `age_unknown`.
    pub condition: Code,
    /// What candour does, in plain words.
    pub behaviour: SmolStr,
    /// The law.
    pub law: SmolStr,
    /// Where this reading of it comes from.
    pub source: SmolStr,
    /// Note.
    pub note: SmolStr,
}

/// What a recorded code says of a fact that the age rules speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeFact {
    /// Where `code` comes from: a code set of `codes.csv`, or `sign`, or `activity`.
    pub code_set: Code,
    /// The code.
    pub code: Code,
    /// The fact: a condition of `age_rules.csv`, who the other person is (`other_adult`, `other_under18`,
    /// `other_trust_or_family`), or that the police know (`police_know`).
    pub fact: Code,
    /// The code states it; otherwise it may mean it, and nobody can tell.
    pub stated: bool,
    /// Note.
    pub note: SmolStr,
}

/// One power: used, refused, or unavailable, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Power {
    /// Its code.
    pub code: Code,
    /// In plain words.
    pub title: SmolStr,
    /// The kind of agency that holds it.
    pub held_by: Code,
    /// What it acts on: `person`, `place`, `person_or_place`, `business`, `vehicle`, `phone`, `child`.
    pub against: Code,
    /// The law.
    pub authority: SmolStr,
    /// Note.
    pub note: SmolStr,
}

/// A ground for an erasure or for a legal hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// In plain words.
    pub title: SmolStr,
    /// For a hold; otherwise for an erasure.
    pub holds: bool,
    /// The law it rests on.
    pub law: SmolStr,
}

/// When records about several children become one strategic matter, and who leads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatterRules {
    /// Kinds of agency that may lead a matter or check a withdrawal; the first that can comes first.
    pub partners: Vec<Code>,
    /// The rank that answers for a matter; 4 or above.
    pub lead_rank: Rank,
    /// The rank that checks a withdrawal.
    pub check_rank: Rank,
    /// A pattern: children of so many households, by certain links.
    pub households: u32,
    /// The same where they share a place, a business or a name used online, as innocent people do by chance.
    pub households_place: u32,
    /// A pattern: so many agencies wrote it down themselves.
    pub agencies: u32,
    /// A pattern: all of it within so many days.
    pub window_days: u32,
    /// A pattern: of the children whose records name the thing, so many in a hundred with a sign of exploitation in such a record.
    pub signed_percent: u32,
    /// A pattern: once more children's records than these name the thing, it opens no matter any more.
    pub most_children: u32,
    /// So many episodes missing of one child are looked at together; 0: never.
    pub missing_episodes: u32,
    /// And all of them within so many days.
    pub missing_window_days: u32,
}

impl MatterRules {
    /// Of so many households the children must be whose records share a thing of this kind.
    pub fn households_of(&self, kind: MentionKind) -> u32 {
        match kind {
            MentionKind::Place | MentionKind::Business | MentionKind::OnlineName => self.households_place,
            _ => self.households,
        }
    }
}
