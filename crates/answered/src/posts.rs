//! The directory: agencies, posts, lines upward and holders by date, as the events describe them.
//!
//! A description holds from the day it was claimed until a later one describes the post anew; an undated one
//! holds from the beginning. A line upward that comes back to itself ends there. Where two posts answer to one
//! question (two front doors, two posts of a rank) the directory names neither: it never guesses a post.

mod describe;
mod held;

use record::outputs::EventIx;
use record::{Addressee, AgencyId, By, Day, Event, PostId, Rank};
use rustc_hash::FxHashMap;

use describe::{Description, Post};

pub(crate) use describe::Oddity;

/// Code of `takes` of the post that has what is told to its agency and to no post.
pub const FRONT_DOOR: &str = "front_door";

/// The agency of the stand-in for outside oversight.
const OVERSIGHT: &str = "oversight";

/// A line upward longer than this is no line of an agency: it ends there.
const LONGEST_LINE: usize = 64;

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

/// What is asked of the directory again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Question {
    Door(AgencyIx),
    OfRank(AgencyIx, Rank),
    Oversight,
    InLine(PostIx, Rank),
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
        self.line(ix, Some(on))
            .into_iter()
            .map(|above| self.id(above))
            .collect()
    }

    /// The one post of a rank in an agency on a day; `None` if there is none or more than one.
    pub fn post_of_rank(&self, agency: &AgencyId, rank: Rank, on: Day) -> Option<&PostId> {
        let agency = *self.agency_of.get(agency)?;
        self.only_of_rank(agency, rank, Some(on))
            .map(|post| self.id(post))
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
        self.posts.push(Post {
            id: post.clone(),
            agency,
            described: Vec::new(),
            held: Vec::new(),
        });
        self.post_of.insert(post.clone(), ix);
        ix
    }

    pub(crate) fn intern_agency(&mut self, agency: &AgencyId) -> AgencyIx {
        if let Some(ix) = self.agency_of.get(agency) {
            return *ix;
        }
        let ix = self.agencies.len() as AgencyIx;
        self.agencies.push(Agency {
            id: agency.clone(),
            described: Vec::new(),
            unnamed: [None; 7],
        });
        self.agency_of.insert(agency.clone(), ix);
        ix
    }

    /// The stand-in for the unnamed post of an agency and rank.
    pub(crate) fn unnamed(&mut self, agency: AgencyIx, rank: Rank) -> PostIx {
        if let Some(ix) = self.agencies[agency as usize].unnamed[usize::from(rank.number())] {
            return ix;
        }
        let id = self.agencies[agency as usize].id.clone();
        let stand_in = Addressee {
            agency: id,
            post: None,
            rank: Some(rank),
        }
        .post_or_unnamed();
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
        let door = if to.rank.is_none() {
            self.ask(Question::Door(agency), on)
        } else {
            None
        };
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

    pub(crate) fn rank(&self, post: PostIx, on: Option<Day>) -> Option<Rank> {
        self.description(post, on).map(|description| description.rank)
    }

    fn description(&self, post: PostIx, on: Option<Day>) -> Option<&Description> {
        let described = &self.posts[post as usize].described;
        let later = on.map_or(described.len(), |on| {
            described.partition_point(|d| d.from.is_none_or(|from| from <= on))
        });
        // Before its first description a post is what that description says: files seldom date the beginning.
        described.get(later.saturating_sub(1))
    }

    fn above(&self, post: PostIx, on: Option<Day>) -> Option<PostIx> {
        self.description(post, on)?
            .reports_to
            .filter(|above| *above != post)
    }

    fn line(&self, post: PostIx, on: Option<Day>) -> Vec<PostIx> {
        let mut line = Vec::new();
        let mut at = post;
        while let Some(above) = self.above(at, on) {
            if above == post || line.len() == LONGEST_LINE || line.contains(&above) {
                break;
            }
            line.push(above);
            at = above;
        }
        line
    }

    /// One of the posts stands above the other on that day.
    pub(crate) fn one_line(&self, a: PostIx, b: PostIx, on: Option<Day>) -> bool {
        a == b || self.line(a, on).contains(&b) || self.line(b, on).contains(&a)
    }

    fn only_of_rank(&self, agency: AgencyIx, rank: Rank, on: Option<Day>) -> Option<PostIx> {
        let described = &self.agencies[agency as usize].described;
        only(
            described
                .iter()
                .copied()
                .filter(|post| self.rank(*post, on) == Some(rank)),
        )
    }

    fn door(&self, agency: AgencyIx, on: Option<Day>) -> Option<PostIx> {
        let described = &self.agencies[agency as usize].described;
        only(
            described
                .iter()
                .copied()
                .filter(|post| self.description(*post, on).is_some_and(|d| d.front_door)),
        )
    }

    /// The post of a rank to whom silence of `post` climbs on a day.
    ///
    /// The post of that rank in the line upward; else the only one of that rank in the agency; else a stand-in.
    /// Rank 6 is outside oversight and of no agency that was told.
    pub(crate) fn post_on_rung(&mut self, post: PostIx, rank: Rank, on: Option<Day>) -> PostIx {
        if let Some(above) = self.ask(Question::InLine(post, rank), on) {
            return above;
        }
        if rank == Rank::OVERSIGHT {
            return self.ask(Question::Oversight, on).unwrap_or_else(|| {
                let oversight = self.intern_agency(&AgencyId::new(OVERSIGHT));
                self.unnamed(oversight, rank)
            });
        }
        let agency = self.agency(post);
        self.ask(Question::OfRank(agency, rank), on)
            .unwrap_or_else(|| self.unnamed(agency, rank))
    }

    /// Answers a question once per epoch, in which nothing changes.
    fn ask(&mut self, question: Question, on: Option<Day>) -> Option<PostIx> {
        let epoch = on.map_or(self.epochs.len(), |on| {
            self.epochs.partition_point(|day| *day <= on)
        }) as u32;
        if let Some(found) = self.known.get(&(question, epoch)) {
            return *found;
        }
        let found = match question {
            Question::Door(agency) => self.door(agency, on),
            Question::OfRank(agency, rank) => self.only_of_rank(agency, rank, on),
            Question::Oversight => {
                let all = self
                    .agencies
                    .iter()
                    .flat_map(|agency| agency.described.iter().copied());
                only(all.filter(|post| self.rank(*post, on) == Some(Rank::OVERSIGHT)))
            }
            Question::InLine(post, rank) => self
                .line(post, on)
                .into_iter()
                .find(|above| self.rank(*above, on) == Some(rank)),
        };
        self.known.insert((question, epoch), found);
        found
    }
}

/// The one item; `None` if there is none or a second.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
