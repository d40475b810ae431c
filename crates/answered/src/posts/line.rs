//! Looking up: ranks, lines upward, front doors, and the post on each rung of a climb.

use record::{AgencyId, Day, Rank};

use super::describe::Description;
use super::{AgencyIx, Directory, FRONT_DOOR, PostIx, only};

/// The agency of the stand-in for outside oversight.
const OVERSIGHT: &str = "oversight";

/// A line upward longer than this is no line of an agency: it ends there.
const LONGEST_LINE: usize = 64;

/// What is asked of the directory again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Question {
    Door(AgencyIx),
    OfRank(AgencyIx, Rank),
    Oversight,
    InLine(PostIx, Rank),
}

impl Directory {
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

    pub(super) fn above(&self, post: PostIx, on: Option<Day>) -> Option<PostIx> {
        self.description(post, on)?.reports_to.filter(|above| *above != post)
    }

    pub(super) fn line(&self, post: PostIx, on: Option<Day>) -> Vec<PostIx> {
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

    /// The posts above one, from the nearest.
    pub(crate) fn line_up(&self, post: PostIx, on: Day) -> Vec<PostIx> {
        self.line(post, Some(on))
    }

    /// The days after `first` up to `last` on which some post is described anew.
    pub(crate) fn epochs_within(&self, first: Day, last: Day) -> &[Day] {
        let from = self.epochs.partition_point(|day| *day <= first);
        let to = self.epochs.partition_point(|day| *day <= last);
        self.epochs.get(from..to).unwrap_or_default()
    }

    /// One of the posts stands above the other on that day.
    pub(crate) fn one_line(&self, a: PostIx, b: PostIx, on: Option<Day>) -> bool {
        a == b || self.line(a, on).contains(&b) || self.line(b, on).contains(&a)
    }

    /// The posts above, nearest first.
    pub(crate) fn above_in_line(&self, post: PostIx, on: Option<Day>) -> Vec<PostIx> {
        self.line(post, on)
    }

    /// Where means beyond a post's own are held: the nearest post above in its line that day, else the next rank of its agency.
    pub(crate) fn next_up(&mut self, post: PostIx, rank: Rank, on: Option<Day>) -> Option<(PostIx, Rank)> {
        let above = self.above_in_line(post, on).into_iter();
        let mut ranked = above.filter_map(|above| Some((above, self.rank(above, on)?)));
        if let Some(above) = ranked.find(|(_, its)| *its > rank) {
            return Some(above);
        }
        let up = rank.up()?;
        Some((self.post_on_rung(post, up, on), up))
    }

    /// The first post answers to the second on that day.
    pub(crate) fn answers_to(&self, post: PostIx, above: PostIx, on: Option<Day>) -> bool {
        self.line(post, on).contains(&above)
    }

    /// The first post answers to the second on some day.
    pub(crate) fn ever_answers_to(&self, post: PostIx, above: PostIx) -> bool {
        let days = core::iter::once(None).chain(self.epochs.iter().copied().map(Some));
        days.chain(self.epochs.first().map(|day| Some(day.add_days(-1))))
            .any(|on| self.answers_to(post, above, on))
    }

    pub(super) fn only_of_rank(&self, agency: AgencyIx, rank: Rank, on: Option<Day>) -> Option<PostIx> {
        let described = &self.agencies[agency as usize].described;
        only(described.iter().copied().filter(|post| self.rank(*post, on) == Some(rank)))
    }

    pub(super) fn door(&self, agency: AgencyIx, on: Option<Day>) -> Option<PostIx> {
        self.taking(agency, FRONT_DOOR, on)
    }

    /// The one post of an agency that takes something on a day; `None` if there is none or more than one.
    pub(crate) fn taking(&self, agency: AgencyIx, what: &str, on: Option<Day>) -> Option<PostIx> {
        let described = &self.agencies[agency as usize].described;
        only(described.iter().copied().filter(|post| {
            self.description(*post, on).is_some_and(|d| d.takes.iter().any(|code| code.as_str() == what))
        }))
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
            return self.ask(Question::Oversight, on).unwrap_or_else(|| self.oversight_unnamed());
        }
        let agency = self.agency(post);
        self.ask(Question::OfRank(agency, rank), on).unwrap_or_else(|| self.unnamed(agency, rank))
    }

    /// Whoever stands in for outside oversight where no file names a post of it.
    pub(crate) fn oversight_unnamed(&mut self) -> PostIx {
        let oversight = self.intern_agency(&AgencyId::new(OVERSIGHT));
        self.unnamed(oversight, Rank::OVERSIGHT)
    }

    /// Answers a question once per epoch, in which nothing changes.
    pub(super) fn ask(&mut self, question: Question, on: Option<Day>) -> Option<PostIx> {
        let epoch = on.map_or(self.epochs.len(), |on| self.epochs.partition_point(|day| *day <= on)) as u32;
        if let Some(found) = self.known.get(&(question, epoch)) {
            return *found;
        }
        let found = match question {
            Question::Door(agency) => self.door(agency, on),
            Question::OfRank(agency, rank) => self.only_of_rank(agency, rank, on),
            Question::Oversight => {
                let all = self.agencies.iter().flat_map(|agency| agency.described.iter().copied());
                only(all.filter(|post| self.rank(*post, on) == Some(Rank::OVERSIGHT)))
            }
            Question::InLine(post, rank) => {
                self.line(post, on).into_iter().find(|above| self.rank(*above, on) == Some(rank))
            }
        };
        self.known.insert((question, epoch), found);
        found
    }
}
