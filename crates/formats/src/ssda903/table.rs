//! The tables of the return and their columns.

use crate::csv_table::heading_key;

/// A table of the return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Children.
    Header,
    /// Episodes of care: one row for each change of legal status or placement.
    Episodes,
    /// Reviews.
    Reviews,
    /// Unaccompanied asylum-seeking children.
    Uasc,
    /// Health and offending.
    Oc2,
    /// Care leavers.
    Oc3,
    /// Adoption.
    Ad1,
    /// Placed for adoption.
    PlacedAdoption,
    /// Earlier permanence.
    PrevPerm,
    /// Missing and away.
    Missing,
    /// Social workers (from 2023-24).
    SwEpisodes,
    /// Deprivation-of-liberty orders (from 2026-27).
    DoLo,
}

impl Table {
    /// Every table.
    pub const ALL: &'static [Self] = &[
        Self::Header,
        Self::Episodes,
        Self::Reviews,
        Self::Uasc,
        Self::Oc2,
        Self::Oc3,
        Self::Ad1,
        Self::PlacedAdoption,
        Self::PrevPerm,
        Self::Missing,
        Self::SwEpisodes,
        Self::DoLo,
    ];

    /// Stable code: `header`, `episodes`, …
    pub fn code(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Episodes => "episodes",
            Self::Reviews => "reviews",
            Self::Uasc => "uasc",
            Self::Oc2 => "oc2",
            Self::Oc3 => "oc3",
            Self::Ad1 => "ad1",
            Self::PlacedAdoption => "placed_adoption",
            Self::PrevPerm => "previous_permanence",
            Self::Missing => "missing",
            Self::SwEpisodes => "sw_episodes",
            Self::DoLo => "dolo",
        }
    }

    /// Its name among the tables of rows: `ssda903.header`, …
    pub fn row_table(self) -> &'static str {
        match self {
            Self::Header => "ssda903.header",
            Self::Episodes => "ssda903.episodes",
            Self::Reviews => "ssda903.reviews",
            Self::Uasc => "ssda903.uasc",
            Self::Oc2 => "ssda903.oc2",
            Self::Oc3 => "ssda903.oc3",
            Self::Ad1 => "ssda903.ad1",
            Self::PlacedAdoption => "ssda903.placed_adoption",
            Self::PrevPerm => "ssda903.previous_permanence",
            Self::Missing => "ssda903.missing",
            Self::SwEpisodes => "ssda903.sw_episodes",
            Self::DoLo => "ssda903.dolo",
        }
    }

    /// Its columns, in the order of the guide.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Header => &["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"],
            Self::Episodes => &[
                "CHILD",
                "DECOM",
                "RNE",
                "LS",
                "CIN",
                "PLACE",
                "PLACE_PROVIDER",
                "DEC",
                "REC",
                "REASON_PLACE_CHANGE",
                "HOME_POST",
                "PL_POST",
                "URN",
            ],
            Self::Reviews => &["CHILD", "DOB", "REVIEW", "REVIEW_CODE"],
            Self::Uasc => &["CHILD", "SEX", "DOB", "DUC"],
            Self::Oc2 => &[
                "CHILD",
                "DOB",
                "SDQ_SCORE",
                "SDQ_REASON",
                "CONVICTED",
                "HEALTH_CHECK",
                "IMMUNISATIONS",
                "TEETH_CHECK",
                "HEALTH_ASSESSMENT",
                "SUBSTANCE_MISUSE",
                "INTERVENTION_RECEIVED",
                "INTERVENTION_OFFERED",
            ],
            Self::Oc3 => &["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"],
            Self::Ad1 => &[
                "CHILD",
                "DOB",
                "DATE_INT",
                "DATE_MATCH",
                "FOSTER_CARE",
                "NB_ADOPTR",
                "SEX_ADOPTR",
                "LS_ADOPTR",
            ],
            Self::PlacedAdoption => {
                &["CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"]
            }
            Self::PrevPerm => &["CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"],
            Self::Missing => &["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"],
            Self::SwEpisodes => &["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"],
            Self::DoLo => &["CHILD", "DOB", "DOLO_START", "DOLO_END"],
        }
    }

    /// The columns by which it is known; no other table has them all.
    fn marks(self) -> &'static [&'static str] {
        match self {
            Self::Header => &["SEX", "DOB", "ETHNIC"],
            Self::Episodes => &["DECOM", "RNE"],
            Self::Reviews => &["REVIEW", "REVIEW_CODE"],
            Self::Uasc => &["DOB", "DUC"],
            Self::Oc2 => &["SDQ_SCORE"],
            Self::Oc3 => &["IN_TOUCH", "ACTIV"],
            Self::Ad1 => &["DATE_INT", "DATE_MATCH"],
            Self::PlacedAdoption => &["DATE_PLACED"],
            Self::PrevPerm => &["PREV_PERM"],
            Self::Missing => &["MISSING", "MIS_START"],
            Self::SwEpisodes => &["SW_ID", "SW_DECOM"],
            Self::DoLo => &["DOLO_START"],
        }
    }

    /// The columns whose day makes a row of a child another row: with `CHILD` its natural key.
    pub fn key_columns(self) -> &'static [&'static str] {
        match self {
            Self::Header | Self::Uasc | Self::Oc2 | Self::Oc3 | Self::Ad1 | Self::PrevPerm => &[],
            Self::Episodes => &["DECOM"],
            Self::Reviews => &["REVIEW"],
            Self::PlacedAdoption => &["DATE_PLACED"],
            Self::Missing => &["MIS_START"],
            Self::SwEpisodes => &["SW_DECOM", "SW_ID"],
            Self::DoLo => &["DOLO_START"],
        }
    }

    /// The table with these headings, in any order and case; `None` if no table has them.
    pub fn of_headings(headings: &[String]) -> Option<Self> {
        let keys: Vec<String> = headings.iter().map(|heading| heading_key(heading)).collect();
        let has = |column: &str| keys.contains(&heading_key(column));
        if !has("CHILD") {
            return None;
        }
        Self::ALL.iter().copied().find(|table| table.marks().iter().all(|column| has(column)))
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// An identifier: text, also where it is all digits.
    Id,
    /// A day that lies in the past.
    Date,
    /// A day that may lie ahead.
    DateAhead,
    /// A day of which only the year or month may be known (`zz/zz/2010`).
    PartialDate,
    /// A code of this code set.
    Code(&'static str),
    /// A postcode.
    Postcode,
}

/// What the column of this name holds. Columns have one meaning over all tables.
pub fn holds(column: &str) -> Holds {
    match column {
        "CHILD" | "UPN" | "SW_ID" | "URN" => Holds::Id,
        "DUC" => Holds::DateAhead,
        "DATE_PERM" => Holds::PartialDate,
        "DOB" | "MC_DOB" | "DECOM" | "DEC" | "REVIEW" | "DATE_INT" | "DATE_MATCH" | "DATE_PLACED"
        | "DATE_PLACED_CEASED" | "MIS_START" | "MIS_END" | "SW_DECOM" | "SW_DEC" | "DOLO_START"
        | "DOLO_END" => Holds::Date,
        "HOME_POST" | "PL_POST" => Holds::Postcode,
        "SEX" => Holds::Code("sex"),
        "ETHNIC" => Holds::Code("ethnicity"),
        "RNE" => Holds::Code("la903_rne"),
        "LS" => Holds::Code("la903_legal_status"),
        "CIN" => Holds::Code("primary_need"),
        "PLACE" => Holds::Code("la903_placement"),
        "PLACE_PROVIDER" => Holds::Code("la903_provider"),
        "REC" => Holds::Code("la903_ceased"),
        "REASON_PLACE_CHANGE" => Holds::Code("la903_place_change"),
        "REVIEW_CODE" => Holds::Code("la903_review_code"),
        "SDQ_REASON" => Holds::Code("la903_sdq_reason"),
        "IN_TOUCH" => Holds::Code("la903_in_touch"),
        "ACTIV" => Holds::Code("la903_activity"),
        "ACCOM" => Holds::Code("la903_accommodation"),
        "SEX_ADOPTR" => Holds::Code("la903_adopter_sex"),
        "LS_ADOPTR" => Holds::Code("la903_adopter_status"),
        "REASON_PLACED_CEASED" => Holds::Code("la903_placed_ceased"),
        "PREV_PERM" => Holds::Code("la903_previous_permanence"),
        "MISSING" => Holds::Code("la903_missing"),
        "MOTHER" => Holds::Code("mother"),
        "CONVICTED" => Holds::Code("convicted"),
        "HEALTH_CHECK" => Holds::Code("health_check"),
        "IMMUNISATIONS" => Holds::Code("immunisations"),
        "TEETH_CHECK" => Holds::Code("teeth_check"),
        "HEALTH_ASSESSMENT" => Holds::Code("health_assessment"),
        "SUBSTANCE_MISUSE" => Holds::Code("substance_misuse"),
        "INTERVENTION_RECEIVED" => Holds::Code("intervention_received"),
        "INTERVENTION_OFFERED" => Holds::Code("intervention_offered"),
        "SW_REASON" => Holds::Code("la903_worker_reason"),
        "FOSTER_CARE" => Holds::Code("foster_care"),
        _ => Holds::Code("other"),
    }
}
