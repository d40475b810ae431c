//! The directory: agencies, posts, lines upward and holders by date, as the events describe them.
//!
//! A description holds from the day it was claimed until a later one describes the post anew; an undated one
//! holds from the beginning. A line upward that comes back to itself ends there. Where two posts answer to one
//! question (two front doors, two posts of a rank) the directory names neither: it never guesses a post.

mod describe;
mod held;
mod line;

use record::outputs::EventIx;
use record::{Addressee, AgencyId, By, Day, Event, PostId, Rank};
use rustc_hash::FxHashMap;

use describe::Post;
pub(crate) use held::Presence;
use line::Question;

/// Code of `takes` of the post that has what is told to its agency and to no post.
pub const FRONT_DOOR: &str = "front_door";

/// Code of `takes` of the post that accounts for its agency's records.
pub(crate) const INFORMATION_OWNER: &str = "information_owner";

/// Code of `takes` of the post that children missing again and again go to.
pub(crate) const EXPLOITATION_LEAD: &str = "exploitation_lead";

/// Number of a post in the directory.
pub(crate) type PostIx = u32;
/// Number of an agency in the directory.
pub(crate) type AgencyIx = u32;

/// Agencies, posts, lines upward and holders by date.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    posts: Vec<Post>,
    post_of: FxHashMap<PostId, PostIx>,
    agencies: Vec<Agency>,
    agency_of: FxHashMap<AgencyId, AgencyIx>,
    /// Days on which some post is described anew: between two of them nothing changes.
    epochs: Vec<Day>,
    /// What was looked up before, by question and epoch.
    known: FxHashMap<(Question, u32), Option<PostIx>>,
}

/// One agency: its described posts, in the order of their ids, and its stand-ins by rank.
#[derive(Clone, Debug)]
struct Agency {
    id: AgencyId,
    described: Vec<PostIx>,
    unnamed: [Option<PostIx>; 7],
}

impl Directory {
    /// The directory of these canonically ordered events.
    pub fn new(events: &[Event]) -> Self {
        Self::numbered((0..).zip(events))
    }

    /// The directory of events in canonical order, each with its number; the numbers rise.
    pub(crate) fn numbered<'e>(events: impl Iterator<Item = (EventIx, &'e Event)>) -> Self {
        let mut directory = Self::default();
        directory.read(events);
        directory
    }

    /// The rank of a post on a day; `None` for a post without a record.
    pub fn rank_on(&self, post: &PostId, on: Day) -> Option<Rank> {
        self.rank(self.find(post)?, Some(on))
    }

    /// The post above on a day; `None` at the top of the line, for a post without a record, and for one that
    /// reports to itself.
    pub fn post_above(&self, post: &PostId, on: Day) -> Option<&PostId> {
        let ix = self.find(post)?;
        self.above(ix, Some(on)).map(|above| self.id(above))
    }

    /// The line upward of a post on a day, nearest first. A line that loops ends where it would come back.
    pub fn line_above(&self, post: &PostId, on: Day) -> Vec<&PostId> {
        let Some(ix) = self.find(post) else {
            return Vec::new();
        };
        self.line(ix, Some(on)).into_iter().map(|above| self.id(above)).collect()
    }

    /// The one post of a rank in an agency on a day; `None` if there is none or more than one.
    pub fn post_of_rank(&self, agency: &AgencyId, rank: Rank, on: Day) -> Option<&PostId> {
        let agency = *self.agency_of.get(agency)?;
        self.only_of_rank(agency, rank, Some(on)).map(|post| self.id(post))
    }

    /// The one post of an agency that takes what is told to the agency and to no post.
    pub fn front_door(&self, agency: &AgencyId, on: Day) -> Option<&PostId> {
        let agency = *self.agency_of.get(agency)?;
        self.door(agency, Some(on)).map(|post| self.id(post))
    }

    /// The event that says who certainly held the post on a day. A deputy only where no holder is stated;
    /// `None` where two are.
    pub fn holder_on(&self, post: &PostId, day: Day) -> Option<EventIx> {
        self.holder_over(self.find(post)?, day, day)
    }

    pub(crate) fn id(&self, post: PostIx) -> &PostId {
        &self.posts[post as usize].id
    }

    pub(crate) fn agency_id(&self, agency: AgencyIx) -> &AgencyId {
        &self.agencies[agency as usize].id
    }

    pub(crate) fn agency(&self, post: PostIx) -> AgencyIx {
        self.posts[post as usize].agency
    }

    pub(crate) fn is_described(&self, post: PostIx) -> bool {
        !self.posts[post as usize].described.is_empty()
    }

    pub(crate) fn find(&self, post: &PostId) -> Option<PostIx> {
        self.post_of.get(post).copied()
    }

    /// The number of a post, new if it has none.
    pub(crate) fn intern(&mut self, post: &PostId) -> PostIx {
        if let Some(ix) = self.find(post) {
            return ix;
        }
        let agency = self.intern_agency(&post.agency());
        let ix = self.posts.len() as PostIx;
        self.posts.push(Post { id: post.clone(), agency, described: Vec::new(), held: Vec::new() });
        self.post_of.insert(post.clone(), ix);
        ix
    }

    pub(crate) fn intern_agency(&mut self, agency: &AgencyId) -> AgencyIx {
        if let Some(ix) = self.agency_of.get(agency) {
            return *ix;
        }
        let ix = self.agencies.len() as AgencyIx;
        self.agencies.push(Agency { id: agency.clone(), described: Vec::new(), unnamed: [None; 7] });
        self.agency_of.insert(agency.clone(), ix);
        ix
    }

    /// The stand-in for the unnamed post of an agency and rank.
    pub(crate) fn unnamed(&mut self, agency: AgencyIx, rank: Rank) -> PostIx {
        if let Some(ix) = self.agencies[agency as usize].unnamed[usize::from(rank.number())] {
            return ix;
        }
        let id = self.agencies[agency as usize].id.clone();
        let stand_in = Addressee { agency: id, post: None, rank: Some(rank) }.post_or_unnamed();
        let ix = self.intern(&stand_in);
        self.agencies[agency as usize].unnamed[usize::from(rank.number())] = Some(ix);
        ix
    }

    /// The post that has what was told to this addressee: the one named; the front door if only the agency is
    /// named; else the stand-in of the rank.
    pub(crate) fn resolve(&mut self, to: &Addressee, on: Option<Day>) -> PostIx {
        if let Some(post) = &to.post {
            return self.intern(post);
        }
        let agency = self.intern_agency(&to.agency);
        let door = if to.rank.is_none() { self.ask(Question::Door(agency), on) } else { None };
        door.unwrap_or_else(|| self.unnamed(agency, to.rank.unwrap_or(Rank::FRONT_LINE)))
    }

    /// Who acted: agency, and post where one is named. A named post acts for its own agency.
    pub(crate) fn actor(&mut self, by: &By) -> (AgencyIx, Option<PostIx>) {
        match &by.post {
            Some(post) => {
                let ix = self.intern(post);
                (self.agency(ix), Some(ix))
            }
            None => (self.intern_agency(&by.agency), None),
        }
    }
}

/// The one item; `None` if there is none or a second.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
