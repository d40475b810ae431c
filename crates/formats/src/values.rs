//! Small values of cells: truth, ranks, counts, sex, posts. Each is read or reported, never guessed.

use record::mention::Sex;
use record::{Addressee, AgencyId, PostId, Rank};
use smol_str::SmolStr;

use crate::read::Sink;
use crate::report::Report;

/// Yes or no; `None` if it is neither.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "x" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "-" | "none" => Some(false),
        _ => None,
    }
}

/// Yes or no; anything else is no, with a finding; empty is no.
pub(crate) fn truth_or_no(text: &str, at: Report, field: &str, sink: &mut dyn Sink) -> bool {
    if text.is_empty() {
        return false;
    }
    truth(text).unwrap_or_else(|| {
        let words = "the value is neither yes nor no and was read as no";
        at.repaired(sink, field, "value.truth", words, "write `yes` or `no`");
        false
    })
}

/// A rank from 0 to 6; empty is none, anything else is none with a finding.
pub(crate) fn rank(text: &str, at: Report, field: &str, sink: &mut dyn Sink) -> Option<Rank> {
    if text.is_empty() {
        return None;
    }
    let rank = text.strip_suffix(".0").unwrap_or(text).parse().ok().and_then(Rank::new);
    if rank.is_none() {
        let words = "the rank is not a number from 0 to 6 and was left out";
        at.skipped(sink, field, "value.rank", words, "0 public, 1 front line, 2 team manager, 3 service head, 4 director, 5 chief executive, 6 oversight");
    }
    rank
}

/// A whole number; empty is none, anything else is none with a finding.
pub(crate) fn count(text: &str, at: Report, field: &str, sink: &mut dyn Sink) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let count = text.strip_suffix(".0").unwrap_or(text).parse().ok();
    if count.is_none() {
        let words = "the number cannot be read and was left out";
        at.skipped(sink, field, "value.count", words, "write a whole number such as `500`");
    }
    count
}

/// Sex as returns code it; empty is none, anything else is none with a finding.
pub(crate) fn sex(text: &str, at: Report, field: &str, sink: &mut dyn Sink) -> Option<Sex> {
    let sex = match text.to_ascii_lowercase().as_str() {
        "" => return None,
        "m" | "male" | "1" => Sex::Male,
        "f" | "female" | "2" => Sex::Female,
        "u" | "unknown" | "0" => Sex::Unknown,
        "x" | "i" | "indeterminate" | "9" => Sex::Indeterminate,
        _ => {
            at.skipped(
                sink,
                field,
                "value.sex",
                "the sex cannot be read and was left out",
                "write M, F, U or X",
            );
            return None;
        }
    };
    Some(sex)
}

/// An agency's id as written; a `/` in it would look like a post and becomes a hyphen.
pub(crate) fn agency(text: &str, at: Report, field: &str, sink: &mut dyn Sink) -> Option<AgencyId> {
    if text.is_empty() {
        return None;
    }
    if !text.contains('/') {
        return Some(AgencyId::new(text));
    }
    let words = "a `/` in the agency was read as `-`, because it separates agency and post";
    at.repaired(sink, field, "agency.slash", words, "give the agency by the id of its agency.toml");
    Some(AgencyId::new(text.replace('/', "-")))
}

/// A post. Without a `/` it belongs to `agency`; with one, the part before it names the post's agency if it is
/// `agency` itself or looks like an agency's id.
pub(crate) fn post(agency: &AgencyId, text: &str) -> PostId {
    match text.split_once('/') {
        Some((before, local)) if !local.is_empty() && (before == agency.as_str() || is_agency_id(before)) => {
            PostId::new(text)
        }
        _ => PostId::of(agency, text),
    }
}

/// Small letters, digits and hyphens.
pub(crate) fn is_agency_id(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Column names of an addressee.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AddresseeCells<'c> {
    /// (column, cell) of the agency.
    pub(crate) agency: (&'static str, &'c str),
    /// (column, cell) of the post.
    pub(crate) post: (&'static str, &'c str),
    /// (column, cell) of the rank.
    pub(crate) rank: (&'static str, &'c str),
}

impl AddresseeCells<'_> {
    /// Nothing is stated.
    pub(crate) fn is_empty(&self) -> bool {
        self.agency.1.is_empty() && self.post.1.is_empty() && self.rank.1.is_empty()
    }

    /// The addressee; where no agency is stated, of `default` or of the agency the post names.
    pub(crate) fn read(&self, default: &AgencyId, at: Report, sink: &mut dyn Sink) -> Addressee {
        let stated = agency(self.agency.1, at, self.agency.0, sink);
        let home = stated.as_ref().unwrap_or(default);
        let post = (!self.post.1.is_empty()).then(|| post(home, self.post.1));
        let rank = rank(self.rank.1, at, self.rank.0, sink);
        let of_post = post.as_ref().map(PostId::agency);
        if let (Some(stated), Some(of_post)) = (&stated, &of_post)
            && stated != of_post
        {
            let words =
                "the post names another agency than the column of the agency; the post's agency is kept";
            at.doubtful(sink, self.post.0, "post.other_agency", words, "make agency and post agree");
        }
        Addressee { agency: of_post.unwrap_or_else(|| home.clone()), post, rank }
    }
}

/// The text, if it holds any.
pub(crate) fn text(cell: &str) -> Option<SmolStr> {
    (!cell.is_empty()).then(|| SmolStr::new(cell))
}

#[cfg(test)]
mod tests {
    use super::{post, rank, truth, truth_or_no};
    use crate::report::Report;
    use crate::report::kept::Kept;
    use record::{AgencyId, FileId};

    #[test]
    fn a_post_belongs_to_the_agency_told_unless_it_names_its_own() {
        let police = AgencyId::new("westbrook-police");
        assert_eq!(post(&police, "desk").as_str(), "westbrook-police/desk");
        assert_eq!(post(&police, "westbrook-police/desk").as_str(), "westbrook-police/desk");
        assert_eq!(post(&police, "council/front-door").as_str(), "council/front-door");
        assert_eq!(post(&police, "MASH / front door").agency(), police);
        assert_eq!(post(&police, "duty/").agency(), police);
    }

    #[test]
    fn bad_values_are_reported_and_not_guessed() {
        let at = Report { file: FileId(1), line: 3 };
        let mut kept = Kept::default();
        assert_eq!(rank("7", at, "told_rank", &mut kept), None);
        assert_eq!(rank("4", at, "told_rank", &mut kept).map(|rank| rank.number()), Some(4));
        assert!(!truth_or_no("perhaps", at, "immediate_danger", &mut kept));
        assert_eq!(kept.rules(), ["value.rank", "value.truth"]);
        assert_eq!(truth("TRUE"), Some(true));
    }
}
