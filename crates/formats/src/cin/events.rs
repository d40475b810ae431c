//! Which rows and events a child of the census becomes.

use record::event::{Addresses, Answered, Recorded, Told};
use record::mention::MentionKind;
use record::{Addressee, Body, Claimed, Code, ConcernRef, Day, Mention, SourceRef};
use smol_str::SmolStr;

use super::model::{Assessment, Child, CinPlan, Details, Header, PreProceedings, ProtectionPlan, Section47};
use crate::emit::{Emit, constant, date_field, identify, key};
use crate::read::Sink;

/// Who told, for each referral source of the census. Sources that say nothing of the teller are `unknown`.
const TELLERS: &[(&str, &str)] = &[
    ("1A", "relative"),
    ("1B", "neighbour"),
    ("1C", "child"),
    ("1D", "other"),
    ("2A", "school"),
    ("2B", "school"),
    ("3A", "health"),
    ("3B", "health"),
    ("3C", "health"),
    ("3D", "health"),
    ("3E", "health"),
    ("3F", "health"),
    ("4", "housing"),
    ("5A", "social_care"),
    ("5B", "other"),
    ("5C", "other_council"),
    ("5D", "early_help"),
    ("6", "police"),
    ("7", "court"),
    ("8", "voluntary"),
    ("9", "anonymous"),
    ("10", "unknown"),
];

/// The code of who told for a referral source.
pub fn teller(referral_source: &str) -> Code {
    let known = TELLERS.iter().find(|(source, _)| source.eq_ignore_ascii_case(referral_source));
    constant(known.map_or("unknown", |(_, teller)| teller))
}

/// Hands over the rows and events of one child after the other.
#[derive(Debug)]
pub(super) struct ToEvents<'c> {
    emit: Emit<'c>,
}

/// What all events of one child share.
struct Of<'o> {
    child: &'o Child,
    mention: Mention,
    reference: Option<Day>,
}

impl<'c> ToEvents<'c> {
    pub(super) fn new(emit: Emit<'c>) -> Self {
        Self { emit }
    }

    pub(super) fn child(&mut self, header: &Header, child: &Child, sink: &mut dyn Sink) {
        let of = Of { child, mention: mention(child), reference: header.reference_date };
        if !child.la_child_id.is_empty() {
            sink.child(&child.la_child_id);
        }
        self.recorded(&of, sink);
        for (place, details) in child.details.iter().enumerate() {
            let concern = ConcernRef {
                agency: self.emit.context().agency.clone(),
                key: concern_key(child, place, self.emit.context().file.0),
            };
            self.details(&of, details, place, &concern, sink);
        }
    }

    fn recorded(&mut self, of: &Of<'_>, sink: &mut dyn Sink) {
        let child = of.child;
        let fields = [
            ("UPN", child.upn.clone()),
            ("FormerUPN", child.former_upn.clone()),
            ("UPNunknown", child.upn_unknown.clone()),
            ("PersonBirthDate", date_field(child.born)),
            ("ExpectedPersonBirthDate", date_field(child.expected)),
            ("Sex", child.sex_code.clone()),
            ("PersonDeathDate", date_field(child.died)),
            ("Disabilities", joined(&child.disabilities)),
        ];
        let natural =
            if child.la_child_id.is_empty() { child.upn.clone() } else { child.la_child_id.clone() };
        self.emit.row(sink, child.line, "cin.child", natural, &texts(&fields));
        let by_reference = of.reference.map_or(Claimed::UNKNOWN, Claimed::before);
        let mut codes = codes("disability", &child.disabilities);
        codes.extend(code("upn_unknown", &child.upn_unknown));
        codes.extend(code("sex", &child.sex_code));
        self.note(of, sink, child.line, by_reference, "child.recorded", codes, None);
        if let Some(died) = child.died {
            let codes = vec![(constant("child_fact"), constant("died"))];
            self.note(of, sink, child.line, died, "child.recorded", codes, None);
        }
    }

    fn details(
        &mut self,
        of: &Of<'_>,
        details: &Details,
        place: usize,
        concern: &ConcernRef,
        sink: &mut dyn Sink,
    ) {
        let fields = [
            ("ReferralSource", details.referral_source.clone()),
            ("PrimaryNeedCode", details.primary_need.clone()),
            ("CINclosureDate", date_field(details.closure_date)),
            ("ReasonForClosure", details.closure_reason.clone()),
            ("DateOfInitialCPC", date_field(details.icpc)),
            ("ReferralNFA", truth(details.referral_nfa)),
        ];
        let natural =
            natural(of.child, &of.child.details[..place], details.referral_date, |other| other.referral_date);
        self.emit.row(sink, details.line, "cin.referral", natural, &texts(&fields));
        self.referral(of, details, concern, sink);
        self.conference_of_episode(of, details, concern, sink);
        if let Some(closed) = details.closure_date {
            let codes = code("closure_reason", &details.closure_reason).into_iter().collect();
            self.note(of, sink, details.line, closed, "cin.ceased", codes, Some(concern));
        }
        self.blocks(of, details, place, concern, sink);
    }

    fn referral(&mut self, of: &Of<'_>, details: &Details, concern: &ConcernRef, sink: &mut dyn Sink) {
        let received = details.referral_date.unwrap_or(Claimed::UNKNOWN);
        let agency = concern.agency.clone();
        self.emit.event(sink, details.line, received, || {
            let mut codes: Vec<_> = code("referral_source", &details.referral_source).into_iter().collect();
            codes.extend(code("primary_need", &details.primary_need));
            Body::Told(Box::new(Told {
                concern: concern.clone(),
                activity: constant("referral.received"),
                teller: teller(&details.referral_source),
                teller_agency: None,
                told_to: Addressee::agency(agency),
                passes: None,
                signs: Vec::new(),
                codes,
                immediate_danger: false,
                event_count: None,
                mentions: vec![of.mention.clone()],
                words: None,
            }))
        });
        if details.referral_nfa == Some(true) {
            let decided = from(details.referral_date);
            self.note(
                of,
                sink,
                details.line,
                decided,
                "referral.no_further_action",
                Vec::new(),
                Some(concern),
            );
            self.answer(sink, details.line, decided, "no_action", Addresses::Unknown, concern);
        }
    }

    /// The conference whose date stands at the episode and in none of its section 47 enquiries.
    fn conference_of_episode(
        &mut self,
        of: &Of<'_>,
        details: &Details,
        concern: &ConcernRef,
        sink: &mut dyn Sink,
    ) {
        let elsewhere = details.section47.iter().any(|enquiry| enquiry.icpc == details.icpc);
        if let Some(held) = details.icpc.filter(|_| !elsewhere) {
            self.note(of, sink, details.line, held, "icpc.held", Vec::new(), Some(concern));
        }
    }

    /// The blocks of an episode, in the order of the census.
    fn blocks(
        &mut self,
        of: &Of<'_>,
        details: &Details,
        place: usize,
        concern: &ConcernRef,
        sink: &mut dyn Sink,
    ) {
        let earlier = &of.child.details[..place];
        for (nth, block) in details.assessments.iter().enumerate() {
            let before = earlier.iter().flat_map(|d| &d.assessments).chain(&details.assessments[..nth]);
            let natural = natural(of.child, before, block.start, |other| other.start);
            self.assessment(of, block, natural, concern, sink);
        }
        for (nth, block) in details.cin_plans.iter().enumerate() {
            let before = earlier.iter().flat_map(|d| &d.cin_plans).chain(&details.cin_plans[..nth]);
            let natural = natural(of.child, before, block.start, |other| other.start);
            self.cin_plan(of, block, natural, concern, sink);
        }
        for (nth, block) in details.section47.iter().enumerate() {
            let before = earlier.iter().flat_map(|d| &d.section47).chain(&details.section47[..nth]);
            let natural = natural(of.child, before, block.start, |other| other.start);
            self.section47(of, block, natural, concern, sink);
        }
        for (nth, block) in details.protection_plans.iter().enumerate() {
            let before =
                earlier.iter().flat_map(|d| &d.protection_plans).chain(&details.protection_plans[..nth]);
            let natural = natural(of.child, before, block.start, |other| other.start);
            self.protection_plan(of, block, natural, concern, sink);
        }
        for (nth, block) in details.pre_proceedings.iter().enumerate() {
            let before =
                earlier.iter().flat_map(|d| &d.pre_proceedings).chain(&details.pre_proceedings[..nth]);
            let natural = natural(of.child, before, block.start, |other| other.start);
            self.pre_proceedings(of, block, natural, concern, sink);
        }
    }

    fn assessment(
        &mut self,
        of: &Of<'_>,
        block: &Assessment,
        natural: SmolStr,
        concern: &ConcernRef,
        sink: &mut dyn Sink,
    ) {
        let fields = [
            ("AssessmentInternalReviewDate", date_field(block.review)),
            ("AssessmentAuthorisationDate", date_field(block.authorised)),
            ("AssessmentFactors", joined(&block.factors)),
        ];
        self.emit.row(sink, block.line, "cin.assessment", natural, &texts(&fields));
        let line = block.line;
        if let Some(start) = block.start {
            self.note(of, sink, line, start, "assessment.started", Vec::new(), Some(concern));
        }
        if let Some(review) = block.review {
            self.note(of, sink, line, review, "assessment.reviewed", Vec::new(), Some(concern));
        }
        if let Some(authorised) = block.authorised {
            let factors = codes("assessment_factor", &block.factors);
            self.note(of, sink, line, authorised, "assessment.authorised", factors, Some(concern));
            self.answer(sink, line, authorised, "assessed", Addresses::Substance, concern);
        } else if !block.factors.is_empty() {
            // Found at some time between the start and the reference date: the file does not say when.
            let found = between(block.start, of.reference);
            let factors = codes("assessment_factor", &block.factors);
            self.note(of, sink, line, found, "child.recorded", factors, Some(concern));
        }
    }

    fn cin_plan(
        &mut self,
        of: &Of<'_>,
        block: &CinPlan,
        natural: SmolStr,
        concern: &ConcernRef,
        sink: &mut dyn Sink,
    ) {
        self.emit.row(
            sink,
            block.line,
            "cin.cin_plan",
            natural,
            &[("CINPlanEndDate", &date_field(block.end))],
        );
        let dates = [(block.start, "cin_plan.started"), (block.end, "cin_plan.ended")];
        self.dated(of, sink, block.line, &dates, concern);
    }

    fn section47(
        &mut self,
        of: &Of<'_>,
        block: &Section47,
        natural: SmolStr,
        concern: &ConcernRef,
        sink: &mut dyn Sink,
    ) {
        let fields = [
            ("InitialCPCtarget", date_field(block.icpc_target)),
            ("DateOfInitialCPC", date_field(block.icpc)),
            ("ICPCnotRequired", truth(block.icpc_not_required)),
        ];
        self.emit.row(sink, block.line, "cin.section47", natural, &texts(&fields));
        let dates = [(block.start, "strategy_discussion.started_s47"), (block.icpc, "icpc.held")];
        self.dated(of, sink, block.line, &dates, concern);
        if block.icpc_not_required == Some(true) {
            let decided = from(block.start);
            self.note(of, sink, block.line, decided, "icpc.not_required", Vec::new(), Some(concern));
        }
    }

    fn protection_plan(
        &mut self,
        of: &Of<'_>,
        block: &ProtectionPlan,
        natural: SmolStr,
        concern: &ConcernRef,
        sink: &mut dyn Sink,
    ) {
        let reviews: Vec<SmolStr> = block.reviews.iter().map(|review| date_field(Some(*review))).collect();
        let fields = [
            ("CPPendDate", date_field(block.end)),
            ("InitialCategoryOfAbuse", block.initial_category.clone()),
            ("LatestCategoryOfAbuse", block.latest_category.clone()),
            ("NumberOfPreviousCPP", block.previous_plans.clone()),
            ("CPPreviewDate", joined(&reviews)),
        ];
        self.emit.row(sink, block.line, "cin.protection_plan", natural, &texts(&fields));
        let line = block.line;
        if let Some(start) = block.start {
            let codes = code("cp_category", &block.initial_category).into_iter().collect();
            self.note(of, sink, line, start, "cp_plan.started", codes, Some(concern));
        }
        for review in &block.reviews {
            self.note(of, sink, line, *review, "cp_review.held", Vec::new(), Some(concern));
        }
        if let Some(end) = block.end {
            let codes = code("cp_category", &block.latest_category).into_iter().collect();
            self.note(of, sink, line, end, "cp_plan.ended", codes, Some(concern));
        }
    }

    fn pre_proceedings(
        &mut self,
        of: &Of<'_>,
        block: &PreProceedings,
        natural: SmolStr,
        concern: &ConcernRef,
        sink: &mut dyn Sink,
    ) {
        let fields = [
            ("LBPSentDate", date_field(block.letter_sent)),
            ("FGDMMeetingOffer", block.family_meeting_offer.clone()),
            ("FGDMMeetingFac", block.family_meeting_held.clone()),
            ("InitialPPMeetingDate", date_field(block.initial_meeting)),
            ("ReviewMeetingsCount", block.review_meetings.clone()),
            ("StepDecisionDate", date_field(block.decision)),
            ("PPOutcome", block.outcome.clone()),
            ("CourtAppDate", date_field(block.court_application)),
            ("LetterInitCPDate", date_field(block.letter_initial_conference)),
        ];
        self.emit.row(sink, block.line, "cin.pre_proceedings", natural, &texts(&fields));
        let dates = [
            (block.start, "pre_proceedings.started"),
            (block.initial_meeting, "pre_proceedings.meeting_held"),
            (block.court_application, "court.applied"),
        ];
        self.dated(of, sink, block.line, &dates, concern);
        if let Some(decision) = block.decision {
            let codes = code("pre_proceedings_outcome", &block.outcome).into_iter().collect();
            self.note(of, sink, block.line, decision, "pre_proceedings.decision", codes, Some(concern));
        }
    }

    /// One event for each date there is.
    fn dated(
        &mut self,
        of: &Of<'_>,
        sink: &mut dyn Sink,
        line: u32,
        dates: &[(Option<Claimed>, &'static str)],
        concern: &ConcernRef,
    ) {
        for (date, activity) in dates {
            if let Some(date) = date {
                self.note(of, sink, line, *date, activity, Vec::new(), Some(concern));
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one event's parts, all of different kinds")]
    fn note(
        &mut self,
        of: &Of<'_>,
        sink: &mut dyn Sink,
        line: u32,
        claimed: Claimed,
        activity: &'static str,
        codes: Vec<(Code, Code)>,
        concern: Option<&ConcernRef>,
    ) {
        let policy = self.emit.context().policy;
        self.emit.event(sink, line, claimed, || {
            Body::Recorded(Box::new(Recorded {
                activity: constant(activity),
                signs: crate::signs::of_codes(policy, &codes),
                codes,
                concern: concern.cloned(),
                told_to: None,
                mentions: vec![of.mention.clone()],
                columns: Vec::new(),
                words: None,
                action: None,
                source_of_information: None,
            }))
        });
    }

    /// A return shows that something was decided, never why: reasons are not given.
    fn answer(
        &mut self,
        sink: &mut dyn Sink,
        line: u32,
        claimed: Claimed,
        outcome: &'static str,
        addresses: Addresses,
        concern: &ConcernRef,
    ) {
        self.emit.event(sink, line, claimed, || {
            Body::Answered(Box::new(Answered {
                concern: concern.clone(),
                addresses,
                outcome: constant(outcome),
                reasons_given: false,
                second_post: None,
                told_to: None,
                words: None,
            }))
        });
    }
}

fn mention(child: &Child) -> Mention {
    let mut mention = Mention::new(MentionKind::Child, "subject");
    identify(&mut mention, "local", &child.la_child_id);
    identify(&mut mention, "upn", &child.upn);
    identify(&mut mention, "former_upn", &child.former_upn);
    mention.born = child.born.or(child.expected);
    mention.sex = child.sex();
    mention
}

/// The number of an episode as a concern: the child's number and the referral date, and which of that day it is.
///
/// An episode of a child without a number is named by its place in the file.
pub(super) fn concern_key(child: &Child, place: usize, file: u32) -> SmolStr {
    let Some(details) = child.details.get(place) else {
        return SmolStr::default();
    };
    if child.la_child_id.is_empty() {
        let at = SourceRef { line: child.line, part: place as u16, ..SourceRef::default() };
        return SmolStr::new(format!("file {file} line {} part {}", at.line, at.part));
    }
    natural(child, &child.details[..place], details.referral_date, |other| other.referral_date)
}

/// The natural key of a block: the child's number, the block's first date and, from the second of that date on,
/// which of them it is.
fn natural<'b, T: 'b>(
    child: &Child,
    before: impl IntoIterator<Item = &'b T>,
    date: Option<Claimed>,
    date_of: impl Fn(&T) -> Option<Claimed>,
) -> SmolStr {
    let same = before.into_iter().filter(|other| date_of(other) == date).count();
    let id = if child.la_child_id.is_empty() { &child.upn } else { &child.la_child_id };
    let date = date_field(date);
    if same == 0 {
        return key(&[id, &date]);
    }
    key(&[id, &date, &SmolStr::new((same + 1).to_string())])
}

/// Fields of a row as the sink takes them.
fn texts<'t, const N: usize>(fields: &'t [(&'t str, SmolStr); N]) -> [(&'t str, &'t str); N] {
    fields.each_ref().map(|(name, value)| (*name, value.as_str()))
}

fn code(set: &'static str, value: &SmolStr) -> Option<(Code, Code)> {
    (!value.is_empty()).then(|| (constant(set), Code(value.clone())))
}

fn codes(set: &'static str, values: &[SmolStr]) -> Vec<(Code, Code)> {
    values.iter().filter_map(|value| code(set, value)).collect()
}

fn joined(values: &[SmolStr]) -> SmolStr {
    match values {
        [] => SmolStr::default(),
        [one] => one.clone(),
        several => SmolStr::new(several.join("|")),
    }
}

fn truth(value: Option<bool>) -> SmolStr {
    SmolStr::new_static(match value {
        Some(true) => "true",
        Some(false) => "false",
        None => "",
    })
}

/// Not before this date, and nobody knows when.
fn from(date: Option<Claimed>) -> Claimed {
    let Some(day) = date.and_then(Claimed::earliest).map(|moment| moment.day()) else {
        return Claimed::UNKNOWN;
    };
    let from = Claimed::after(day);
    if date.is_some_and(Claimed::is_doubtful) { from.doubted() } else { from }
}

fn between(start: Option<Claimed>, reference: Option<Day>) -> Claimed {
    match (start.and_then(Claimed::single_day), reference) {
        (Some(start), Some(end)) if start <= end => Claimed::range(start, end),
        (None, Some(end)) => Claimed::before(end),
        _ => from(start),
    }
}
