//! Random organisations: two to four agencies, each with a ladder of two to six posts, some without a superior, some without
//! a holder, and one desk beside the ladder.

use proptest::collection::vec;
use proptest::prelude::*;
use record::event::{PostCreated, PostHeldBy};
use record::{AgencyId, Body, Claimed, Code, Event, PostId, Rank};

use crate::support::{Files, on};

/// One agency.
#[derive(Clone, Debug)]
pub(crate) struct Agency {
    pub(crate) id: AgencyId,
    /// The posts of its ladder, from the front line up.
    pub(crate) ladder: Vec<PostId>,
    /// By post of the ladder: it reports to the next one.
    reports: Vec<bool>,
    /// By post of the ladder: somebody holds it.
    held: Vec<bool>,
    /// Its first post takes what is told to the agency.
    front_door: bool,
    /// A post of the front line that reports to nobody.
    pub(crate) beside: PostId,
}

/// All agencies.
#[derive(Clone, Debug)]
pub(crate) struct Organisation {
    pub(crate) agencies: Vec<Agency>,
}

pub(crate) fn organisation() -> impl Strategy<Value = Organisation> {
    let agency = (2usize..=6, any::<[bool; 6]>(), any::<[bool; 6]>(), any::<bool>());
    vec(agency, 2..=4).prop_map(|all| Organisation {
        agencies: all.into_iter().enumerate().map(|(number, drawn)| agency_of(number, drawn)).collect(),
    })
}

fn agency_of(
    number: usize,
    (length, broken, unheld, front_door): (usize, [bool; 6], [bool; 6], bool),
) -> Agency {
    let id = AgencyId::new(format!("agency-{number}"));
    // A line breaks off one time in four, so that whole lines stay common.
    let reports = (0..length).map(|post| post + 1 < length && !(broken[post] && unheld[post])).collect();
    Agency {
        ladder: (1..=length).map(|rank| PostId::of(&id, &format!("rank-{rank}"))).collect(),
        reports,
        held: unheld[..length].iter().map(|unheld| !unheld).collect(),
        front_door,
        beside: PostId::of(&id, "beside"),
        id,
    }
}

impl Agency {
    /// All its posts.
    pub(crate) fn posts(&self) -> impl Iterator<Item = &PostId> {
        self.ladder.iter().chain([&self.beside])
    }
}

impl Organisation {
    pub(crate) fn agency(&self, id: &AgencyId) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.id == *id)
    }

    /// The events that describe it, all long before anything is told.
    pub(crate) fn described(&self) -> Vec<Event> {
        let mut files = Files::default();
        let from = on("2010-01-01");
        for agency in &self.agencies {
            for (place, post) in agency.ladder.iter().enumerate() {
                let above = agency.ladder.get(place + 1).filter(|_| agency.reports[place]);
                let door = place == 0 && agency.front_door;
                files.add(agency.id.as_str(), from, created(post, place as u8 + 1, above, door));
                if agency.held[place] {
                    files.add(agency.id.as_str(), from, held(post, from));
                }
            }
            files.add(agency.id.as_str(), from, created(&agency.beside, 1, None, false));
        }
        files.events
    }

    /// The post that has what was told to an agency and to no post: its one front door, else whoever stands in for it.
    pub(crate) fn door(&self, agency: &AgencyId) -> PostId {
        let with_door = self.agency(agency).filter(|agency| agency.front_door);
        with_door.map_or_else(|| stands_in(agency, Rank::FRONT_LINE), |agency| agency.ladder[0].clone())
    }

    /// Does one of the posts stand above the other in a line that is not broken off between them?
    pub(crate) fn one_line(&self, one: &PostId, other: &PostId) -> bool {
        let Some(agency) = self.agency(&one.agency()) else { return false };
        let place = |post: &PostId| agency.ladder.iter().position(|of| of == post);
        let (Some(a), Some(b)) = (place(one), place(other)) else { return one == other };
        (a.min(b)..a.max(b)).all(|place| agency.reports[place])
    }

    /// Is this a post of these files, or what stands in for a post they do not name?
    pub(crate) fn reachable(&self, post: &PostId) -> bool {
        let in_files = |agency: &Agency| agency.ladder.contains(post) || agency.beside == *post;
        let named = self.agency(&post.agency()).is_some_and(in_files);
        let known = self.agency(&post.agency()).is_some() || post.agency().as_str() == "oversight";
        named || known && post.local().starts_with("unnamed-rank-")
    }
}

/// Whoever stands in for a post of a rank that no file names.
pub(crate) fn stands_in(agency: &AgencyId, rank: Rank) -> PostId {
    PostId::of(agency, &format!("unnamed-rank-{rank}"))
}

fn created(post: &PostId, rank: u8, above: Option<&PostId>, door: bool) -> Body {
    Body::PostCreated(Box::new(PostCreated {
        post: post.clone(),
        title: "a title".into(),
        rank: Rank::new(rank).expect("a rank of the ladder"),
        reports_to: above.cloned(),
        takes: if door { vec![Code::new("front_door")] } else { Vec::new() },
        removed_by: None,
    }))
}

fn held(post: &PostId, from: Claimed) -> Body {
    let body = PostHeldBy { post: post.clone(), holder: "a holder".into(), from, until: None, deputy: false };
    Body::PostHeldBy(Box::new(body))
}
