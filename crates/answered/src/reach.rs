//! Whom a warning reaches: the holder of the post told; where nobody can have held it, the deputy; then the post above, and on up.

use record::Moment;

use crate::posts::{Directory, PostIx, Presence};
use crate::span::Span;

/// Whom a warning told to a post reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The post itself, as far as anybody can tell.
    Post,
    /// Its deputy.
    Deputy,
    /// A post above it.
    Above(PostIx),
    /// Nobody up to the top: an alarm.
    Nobody,
}

impl Reach {
    /// The remark it leaves on a duty.
    pub(crate) fn remark(self) -> Option<&'static str> {
        match self {
            Self::Post => None,
            Self::Deputy => Some("deputy_answers"),
            Self::Above(_) => Some("post_was_vacant"),
            Self::Nobody => Some("nobody_reachable"),
        }
    }
}

/// On all the days that a start allows. A start without both bounds says nothing, and neither does a post whose holders no file
/// names.
pub(crate) fn reach(directory: &Directory, post: PostIx, start: Span) -> Reach {
    let Some((first, last)) = start.earliest.map(Moment::day).zip(start.latest.map(Moment::day)) else {
        return Reach::Post;
    };
    match directory.presence(post, first, last) {
        Presence::NotStated | Presence::Held => return Reach::Post,
        Presence::Deputy => return Reach::Deputy,
        Presence::Vacant => {}
    }
    let line = directory.line_up(post, first);
    let there = |above: &PostIx| directory.presence(*above, first, last) != Presence::Vacant;
    line.into_iter().find(there).map_or(Reach::Nobody, Reach::Above)
}
