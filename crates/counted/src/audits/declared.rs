//! The audits, by their names in the policy.

/// An audit. Its words, needs and numbers stand in the policy (`audits.toml`) under its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audit {
    /// Closures heap up in the last days before the deadline.
    BunchingBeforeDeadline,
    /// Cases closed in those days are opened again more often than others.
    ReopenedAfterDeadlineClosure,
    /// Closings claimed for those days entered the log later than others.
    LoggingLagOfDeadlineClosures,
    /// The same child has another case within a week.
    SameChildWithin7Days,
    /// Cases change their class just before the day of the count.
    Reclassified14DaysBeforeCount,
    /// The graver the case, the less it is taken on.
    AcceptanceFallsWithSeverity,
    /// Visits rise before an inspection.
    Visits28DaysBeforeInspection,
    /// Marks a unit gives itself rise while outcomes do not.
    SelfRatingRises,
    /// Visits last 30, 45, 60 or 90 minutes too often.
    FavouriteRoundDurations,
    /// More and more is left out of the count.
    ExclusionsRise,
    /// "No cooperation" just before the deadline.
    NoCooperationInLast5Days,
    /// What is taken on changes from one day to the next.
    ThresholdMoved,
}

impl Audit {
    /// Those of a family that are tests, in the order they are declared.
    pub const ALL: [Self; 12] = [
        Self::BunchingBeforeDeadline,
        Self::ReopenedAfterDeadlineClosure,
        Self::LoggingLagOfDeadlineClosures,
        Self::SameChildWithin7Days,
        Self::Reclassified14DaysBeforeCount,
        Self::AcceptanceFallsWithSeverity,
        Self::Visits28DaysBeforeInspection,
        Self::SelfRatingRises,
        Self::FavouriteRoundDurations,
        Self::ExclusionsRise,
        Self::NoCooperationInLast5Days,
        Self::ThresholdMoved,
    ];

    /// Those that hang on a date, and are run on pretend dates too.
    pub const DATED: [Self; 6] = [
        Self::BunchingBeforeDeadline,
        Self::ReopenedAfterDeadlineClosure,
        Self::LoggingLagOfDeadlineClosures,
        Self::Reclassified14DaysBeforeCount,
        Self::Visits28DaysBeforeInspection,
        Self::NoCooperationInLast5Days,
    ];

    /// The name in the policy.
    pub fn name(self) -> &'static str {
        match self {
            Self::BunchingBeforeDeadline => "bunching_before_deadline",
            Self::ReopenedAfterDeadlineClosure => "reopened_after_deadline_closure",
            Self::LoggingLagOfDeadlineClosures => "logging_lag_of_deadline_closures",
            Self::SameChildWithin7Days => "same_child_within_7_days",
            Self::Reclassified14DaysBeforeCount => "reclassified_14_days_before_count",
            Self::AcceptanceFallsWithSeverity => "acceptance_falls_with_severity",
            Self::Visits28DaysBeforeInspection => "visits_28_days_before_inspection",
            Self::SelfRatingRises => "self_rating_rises",
            Self::FavouriteRoundDurations => "favourite_round_durations",
            Self::ExclusionsRise => "exclusions_rise",
            Self::NoCooperationInLast5Days => "no_cooperation_in_last_5_days",
            Self::ThresholdMoved => "threshold_moved",
        }
    }
}
