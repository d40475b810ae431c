//! Agencies, posts and ranks: who can be told, and to whom silence climbs.

use crate::id::{AgencyId, PostId};

/// Rank of a post.
///
/// 0 child, parent, public; 1 front line; 2 team manager; 3 service head; 4 director or chief officer;
/// 5 chief executive, leader, chief constable, board; 6 outside oversight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(u8);

impl Rank {
    /// Child, parent, public.
    pub const PUBLIC: Self = Self(0);
    /// Front line.
    pub const FRONT_LINE: Self = Self(1);
    /// Director or chief officer.
    pub const DIRECTOR: Self = Self(4);
    /// Outside oversight: no rung above.
    pub const OVERSIGHT: Self = Self(6);

    /// A rank from 0 to 6.
    pub fn new(number: u8) -> Option<Self> {
        (number <= Self::OVERSIGHT.0).then_some(Self(number))
    }

    /// The number.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The next rank up; `None` above oversight.
    pub fn up(self) -> Option<Self> {
        Self::new(self.0 + 1)
    }

    /// In plain words.
    pub fn words(self) -> &'static str {
        match self.0 {
            0 => "child, parent or public",
            1 => "front line",
            2 => "team manager",
            3 => "service head",
            4 => "director or chief officer",
            5 => "chief executive, leader or board",
            _ => "outside oversight",
        }
    }
}

impl core::fmt::Display for Rank {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.fmt(f)
    }
}

/// To whom something was told, as far as the source says: an agency, perhaps a post, perhaps only a rank.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Addressee {
    /// The agency told.
    pub agency: AgencyId,
    /// The post told; `None` if the source names none.
    pub post: Option<PostId>,
    /// The rank told. `None`: not stated; where a rule needs one it is the front line's.
    pub rank: Option<Rank>,
}

impl Addressee {
    /// An agency of which nothing more is stated.
    pub fn agency(agency: AgencyId) -> Self {
        Self { agency, post: None, rank: None }
    }

    /// A named post.
    pub fn post(post: PostId) -> Self {
        Self { agency: post.agency(), post: Some(post), rank: None }
    }

    /// The post, or a stand-in for the unnamed post of that agency and rank, so that a duty always has a holder.
    pub fn post_or_unnamed(&self) -> PostId {
        self.post.clone().unwrap_or_else(|| {
            let rank = self.rank.unwrap_or(Rank::FRONT_LINE);
            PostId::of(&self.agency, &format!("unnamed-rank-{rank}"))
        })
    }
}

impl crate::canonical::Canonical for Rank {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(self.0);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Self::new(u8::take(bytes)?)
    }
}

impl crate::canonical::Canonical for Addressee {
    fn put(&self, out: &mut Vec<u8>) {
        self.agency.put(out);
        self.post.put(out);
        self.rank.put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        use crate::canonical::Canonical as C;
        Some(Self { agency: C::take(bytes)?, post: C::take(bytes)?, rank: C::take(bytes)? })
    }
}
