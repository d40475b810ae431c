//! How many warnings stand where, in one sentence.

use record::outputs::{Duty, Standing};

use crate::html::{counted, thousands};

/// Said where no duty was started: nothing unanswered, because nothing could be.
pub(crate) const NOBODY_TOLD: &str = "No row of these files tells a post of a warning, so nothing here can be \
unanswered: this is not “all answered”. Chronology rows start no clock.";

/// How many duties stand so.
pub(crate) fn count(duties: &[Duty], standing: Standing) -> u64 {
    duties.iter().filter(|duty| duty.standing == standing).count() as u64
}

/// How many duties nobody answered at all.
pub(crate) fn unanswered(duties: &[Duty]) -> u64 {
    count(duties, Standing::Open) + count(duties, Standing::Opened)
}

/// Every warning by where it stands, those without any answer first.
pub(crate) fn sentence(duties: &[Duty]) -> String {
    if duties.is_empty() {
        return NOBODY_TOLD.to_owned();
    }
    let stand = |standing| thousands(count(duties, standing));
    format!(
        "{}: {} open with nothing showing they were opened, {} opened and not answered, {} answered but not in \
         substance, {} decided with no reasons in these files, {} answered.",
        counted(duties.len() as u64, "warning", "warnings"),
        stand(Standing::Open),
        stand(Standing::Opened),
        stand(Standing::AnsweredNotInSubstance),
        stand(Standing::DecidedWithoutReasons),
        stand(Standing::Answered),
    )
}
