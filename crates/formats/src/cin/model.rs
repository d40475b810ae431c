//! The census as a structure: what the reader fills child by child and the writer writes.

use record::mention::Sex;
use record::{Claimed, Day};
use smol_str::SmolStr;

/// A census: its header and its children, one after the other.
#[derive(Clone, Debug)]
pub struct Census<I> {
    /// The header.
    pub header: Header,
    /// The children, in file order.
    pub children: I,
}

/// The header. Empty texts and `None` are elements left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// `CIN`.
    pub collection: SmolStr,
    /// Year of the collection.
    pub year: SmolStr,
    /// The last day of the year reported, a 31 March.
    pub reference_date: Option<Day>,
    /// `L`: from a council.
    pub source_level: SmolStr,
    /// Number of the council, three digits.
    pub lea: SmolStr,
    /// Software.
    pub software_code: SmolStr,
    /// Its release.
    pub release: SmolStr,
    /// Serial number of the file.
    pub serial_no: SmolStr,
    /// When the file was made, as written.
    pub date_time: SmolStr,
}

/// Which element carries the sex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SexElement {
    /// `GenderCurrent`, to 2023-24.
    GenderCurrent,
    /// `Sex`, from 2024-25.
    #[default]
    Sex,
}

/// One child. Empty texts and `None` are elements left out. Lines are those of the file read, 0 in what is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Child {
    /// Line on which it begins.
    pub line: u32,
    /// The file ends inside this child.
    pub unfinished: bool,
    /// The council's own number.
    pub la_child_id: SmolStr,
    /// Unique pupil number.
    pub upn: SmolStr,
    /// Former unique pupil number.
    pub former_upn: SmolStr,
    /// Why there is no UPN.
    pub upn_unknown: SmolStr,
    /// Birth date.
    pub born: Option<Claimed>,
    /// Expected birth date of an unborn child.
    pub expected: Option<Claimed>,
    /// Which element carries the sex.
    pub sex_element: SexElement,
    /// The sex as coded: 1, 2, 0, 9 or M, F, U.
    pub sex_code: SmolStr,
    /// Date of death.
    pub died: Option<Claimed>,
    /// Ethnicity as coded. Kept for writing the file again; no event carries it.
    pub ethnicity: SmolStr,
    /// Disabilities as coded.
    pub disabilities: Vec<SmolStr>,
    /// Episodes.
    pub details: Vec<Details>,
}

impl Child {
    /// The sex, whichever element and code says it.
    pub fn sex(&self) -> Option<Sex> {
        Some(match self.sex_code.as_str() {
            "1" | "M" | "m" => Sex::Male,
            "2" | "F" | "f" => Sex::Female,
            "0" | "U" | "u" => Sex::Unknown,
            "9" | "X" | "x" => Sex::Indeterminate,
            _ => return None,
        })
    }
}

/// One episode of need (`CINdetails`): a referral and what followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Line on which it begins.
    pub line: u32,
    /// `CINreferralDate`.
    pub referral_date: Option<Claimed>,
    /// `ReferralSource`.
    pub referral_source: SmolStr,
    /// `PrimaryNeedCode`.
    pub primary_need: SmolStr,
    /// `CINclosureDate`.
    pub closure_date: Option<Claimed>,
    /// `ReasonForClosure`.
    pub closure_reason: SmolStr,
    /// `DateOfInitialCPC` of the episode itself.
    pub icpc: Option<Claimed>,
    /// `Assessments`.
    pub assessments: Vec<Assessment>,
    /// `CINPlanDates`.
    pub cin_plans: Vec<CinPlan>,
    /// `Section47`.
    pub section47: Vec<Section47>,
    /// `ReferralNFA`.
    pub referral_nfa: Option<bool>,
    /// `ChildProtectionPlans`.
    pub protection_plans: Vec<ProtectionPlan>,
    /// `PreProceedingsandFGDM`.
    pub pre_proceedings: Vec<PreProceedings>,
}

impl Details {
    /// Neither closed nor ended by "no further action".
    pub fn is_open(&self) -> bool {
        self.closure_date.is_none() && self.referral_nfa != Some(true)
    }
}

/// One assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// Line on which it begins.
    pub line: u32,
    /// `AssessmentActualStartDate`.
    pub start: Option<Claimed>,
    /// `AssessmentInternalReviewDate`.
    pub review: Option<Claimed>,
    /// `AssessmentAuthorisationDate`.
    pub authorised: Option<Claimed>,
    /// `AssessmentFactors`.
    pub factors: Vec<SmolStr>,
}

/// One child-in-need plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CinPlan {
    /// Line on which it begins.
    pub line: u32,
    /// `CINPlanStartDate`.
    pub start: Option<Claimed>,
    /// `CINPlanEndDate`.
    pub end: Option<Claimed>,
}

/// One section 47 enquiry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section47 {
    /// Line on which it begins.
    pub line: u32,
    /// `S47ActualStartDate`: the strategy discussion that began it.
    pub start: Option<Claimed>,
    /// `InitialCPCtarget`.
    pub icpc_target: Option<Claimed>,
    /// `DateOfInitialCPC`.
    pub icpc: Option<Claimed>,
    /// `ICPCnotRequired`.
    pub icpc_not_required: Option<bool>,
}

/// One child protection plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProtectionPlan {
    /// Line on which it begins.
    pub line: u32,
    /// `CPPstartDate`.
    pub start: Option<Claimed>,
    /// `CPPendDate`.
    pub end: Option<Claimed>,
    /// `InitialCategoryOfAbuse`.
    pub initial_category: SmolStr,
    /// `LatestCategoryOfAbuse`.
    pub latest_category: SmolStr,
    /// `NumberOfPreviousCPP`, as written.
    pub previous_plans: SmolStr,
    /// `CPPreviewDate`.
    pub reviews: Vec<Claimed>,
}

/// Pre-proceedings and family group decision making (from 2026).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreProceedings {
    /// Line on which it begins.
    pub line: u32,
    /// `PPStartDate`.
    pub start: Option<Claimed>,
    /// `LBPSentDate`: letter before proceedings sent.
    pub letter_sent: Option<Claimed>,
    /// `FGDMMeetingOffer`, as written.
    pub family_meeting_offer: SmolStr,
    /// `FGDMMeetingFac`, as written.
    pub family_meeting_held: SmolStr,
    /// `InitialPPMeetingDate`.
    pub initial_meeting: Option<Claimed>,
    /// `ReviewMeetingsCount`, as written.
    pub review_meetings: SmolStr,
    /// `StepDecisionDate`.
    pub decision: Option<Claimed>,
    /// `PPOutcome`.
    pub outcome: SmolStr,
    /// `CourtAppDate`.
    pub court_application: Option<Claimed>,
    /// `LetterInitCPDate`.
    pub letter_initial_conference: Option<Claimed>,
}
