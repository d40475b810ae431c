//! The elements of the census and where each may stand, over every year's shape.

/// An element of the census. Leaves hold a value, the others hold elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Document,
    Message,
    Header,
    CollectionDetails,
    Source,
    Content,
    Children,
    Child,
    Identifiers,
    Characteristics,
    Disabilities,
    Details,
    Assessments,
    Factors,
    CinPlanDates,
    Section47,
    ProtectionPlans,
    Reviews,
    PreProceedings,
    /// A value.
    Leaf(Leaf),
}

macro_rules! leaves {
    ($($parent:ident { $($leaf:ident = $name:literal),* $(,)? })*) => {
        /// An element that holds a value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Leaf { $($($leaf),*),* }

        impl Leaf {
            /// Its name in the file.
            pub(super) fn name(self) -> &'static str {
                match self { $($(Self::$leaf => $name),*),* }
            }
        }

        fn leaf(parent: Element, name: &str) -> Option<Leaf> {
            match parent {
                $(Element::$parent => match name {
                    $($name => Some(Leaf::$leaf),)*
                    _ => None,
                },)*
                _ => None,
            }
        }
    };
}

leaves! {
    CollectionDetails { Collection = "Collection", Year = "Year", ReferenceDate = "ReferenceDate" }
    Source {
        SourceLevel = "SourceLevel", Lea = "LEA", SoftwareCode = "SoftwareCode", Release = "Release",
        SerialNo = "SerialNo", DateTime = "DateTime",
    }
    Identifiers {
        LaChildId = "LAchildID", Upn = "UPN", FormerUpn = "FormerUPN", UpnUnknown = "UPNunknown",
        Born = "PersonBirthDate", Expected = "ExpectedPersonBirthDate", GenderCurrent = "GenderCurrent",
        Sex = "Sex", Died = "PersonDeathDate",
    }
    Characteristics { Ethnicity = "Ethnicity" }
    Disabilities { Disability = "Disability" }
    Details {
        ReferralDate = "CINreferralDate", ReferralSource = "ReferralSource", PrimaryNeed = "PrimaryNeedCode",
        ClosureDate = "CINclosureDate", ClosureReason = "ReasonForClosure", DetailsIcpc = "DateOfInitialCPC",
        ReferralNfa = "ReferralNFA",
    }
    Assessments {
        AssessmentStart = "AssessmentActualStartDate", AssessmentReview = "AssessmentInternalReviewDate",
        Authorised = "AssessmentAuthorisationDate",
    }
    Factors { Factor = "AssessmentFactors" }
    CinPlanDates { CinPlanStart = "CINPlanStartDate", CinPlanEnd = "CINPlanEndDate" }
    Section47 {
        S47Start = "S47ActualStartDate", IcpcTarget = "InitialCPCtarget", S47Icpc = "DateOfInitialCPC",
        IcpcNotRequired = "ICPCnotRequired",
    }
    ProtectionPlans {
        PlanStart = "CPPstartDate", PlanEnd = "CPPendDate", InitialCategory = "InitialCategoryOfAbuse",
        LatestCategory = "LatestCategoryOfAbuse", PreviousPlans = "NumberOfPreviousCPP",
    }
    Reviews { ReviewDate = "CPPreviewDate" }
    PreProceedings {
        PpStart = "PPStartDate", LetterSent = "LBPSentDate", MeetingOffer = "FGDMMeetingOffer",
        MeetingFacilitated = "FGDMMeetingFac", InitialMeeting = "InitialPPMeetingDate",
        ReviewMeetings = "ReviewMeetingsCount", StepDecision = "StepDecisionDate", PpOutcome = "PPOutcome",
        CourtApplication = "CourtAppDate", LetterInitialConference = "LetterInitCPDate",
    }
}

impl Element {
    /// The element of this name inside `self`; `None` if the census has none there.
    pub(super) fn inside(self, name: &str) -> Option<Self> {
        if let Some(leaf) = leaf(self, name) {
            return Some(Self::Leaf(leaf));
        }
        Some(match (self, name) {
            (Self::Document, "Message") => Self::Message,
            (Self::Message, "Header") => Self::Header,
            (Self::Message, "Children") => Self::Children,
            (Self::Header, "CollectionDetails") => Self::CollectionDetails,
            (Self::Header, "Source") => Self::Source,
            (Self::Header, "Content") => Self::Content,
            (Self::Children, "Child") => Self::Child,
            (Self::Child, "ChildIdentifiers") => Self::Identifiers,
            (Self::Child, "ChildCharacteristics") => Self::Characteristics,
            (Self::Characteristics, "Disabilities") => Self::Disabilities,
            (Self::Child, "CINdetails") => Self::Details,
            (Self::Details, "Assessments") => Self::Assessments,
            (Self::Assessments, "FactorsIdentifiedAtAssessment") => Self::Factors,
            (Self::Details, "CINPlanDates") => Self::CinPlanDates,
            (Self::Details, "Section47") => Self::Section47,
            (Self::Details, "ChildProtectionPlans") => Self::ProtectionPlans,
            (Self::ProtectionPlans, "Reviews") => Self::Reviews,
            (Self::Details, "PreProceedingsandFGDM") => Self::PreProceedings,
            _ => return None,
        })
    }

    /// Its name in the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "",
            Self::Message => "Message",
            Self::Header => "Header",
            Self::CollectionDetails => "CollectionDetails",
            Self::Source => "Source",
            Self::Content => "Content",
            Self::Children => "Children",
            Self::Child => "Child",
            Self::Identifiers => "ChildIdentifiers",
            Self::Characteristics => "ChildCharacteristics",
            Self::Disabilities => "Disabilities",
            Self::Details => "CINdetails",
            Self::Assessments => "Assessments",
            Self::Factors => "FactorsIdentifiedAtAssessment",
            Self::CinPlanDates => "CINPlanDates",
            Self::Section47 => "Section47",
            Self::ProtectionPlans => "ChildProtectionPlans",
            Self::Reviews => "Reviews",
            Self::PreProceedings => "PreProceedingsandFGDM",
            Self::Leaf(leaf) => leaf.name(),
        }
    }
}
