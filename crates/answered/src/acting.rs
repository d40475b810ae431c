//! For which post an event acts: who shows that a duty was opened, and whose answer may end it.

use record::{Body, Rank};

use crate::posts::{Directory, PostIx};
use crate::scene::{Act, opens};

/// How much the source says of the post told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stated {
    /// The post itself.
    Post,
    /// Its rank.
    Rank(Rank),
    /// Only the agency.
    Agency,
}

/// The post that owes an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owing {
    pub(crate) post: PostIx,
    pub(crate) stated: Stated,
}

/// How the post that acts stands to the post that owes the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// It is the post, or the source names no post on one side.
    Holder,
    /// It stands above or below in the same line.
    SameLine,
    /// Of the same agency; no record tells its line.
    LineNotKnown,
    /// Of the same agency, in another line: never ends the duty.
    OtherLine,
    /// Of another agency: never ends the duty.
    OtherAgency,
}

impl Relation {
    /// The remark this relation leaves on a duty.
    pub(crate) fn remark(self) -> Option<&'static str> {
        match self {
            Self::Holder | Self::SameLine => None,
            Self::LineNotKnown => Some("line_of_answering_post_not_known"),
            Self::OtherLine => Some("answered_by_another_line"),
            Self::OtherAgency => Some("answered_by_another_agency"),
        }
    }

    /// Whether an answer so given may end the duty.
    pub(crate) fn may_end(self) -> bool {
        matches!(self, Self::Holder | Self::SameLine | Self::LineNotKnown)
    }
}

/// How an act stands to the post that owes an answer.
pub(crate) fn relation(directory: &Directory, owing: Owing, act: &Act<'_>) -> Relation {
    if act.agency != directory.agency(owing.post) {
        return Relation::OtherAgency;
    }
    let Some(post) = act.post.filter(|post| *post != owing.post && owing.stated == Stated::Post) else {
        return Relation::Holder;
    };
    if !directory.is_described(post) || !directory.is_described(owing.post) {
        Relation::LineNotKnown
    } else if directory.one_line(post, owing.post, act.at.some_day()) {
        Relation::SameLine
    } else {
        Relation::OtherLine
    }
}

/// Does this act show that the duty was opened?
///
/// A named post speaks for itself alone. Where the source names no post told, any post of the agency does, or,
/// where it names a rank, any of that rank. Where it names nobody who acted, the agency does. Who wrote down
/// that the post was told shows it too, if that is the post itself.
pub(crate) fn shows_opened(directory: &Directory, owing: Owing, act: &Act<'_>) -> bool {
    if act.post == Some(owing.post) && matches!(act.event.body, Body::Told(_)) {
        return true;
    }
    if !opens(&act.event.body) || act.agency != directory.agency(owing.post) {
        return false;
    }
    match (act.post, owing.stated) {
        (None, _) | (_, Stated::Agency) => true,
        (Some(post), _) if post == owing.post => true,
        (Some(post), Stated::Rank(rank)) => directory.rank(post, act.at.some_day()) == Some(rank),
        (Some(_), Stated::Post) => false,
    }
}
