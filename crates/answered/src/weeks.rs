//! Work week by week: what one post of each rank would have had to answer in an ordinary week, a full one and the fullest.

use std::collections::BTreeMap;

use record::outputs::Duty;
use record::policy::Policy;
use record::{AgencyId, Code, Day, Fixed, PostId, Rank};
use rustc_hash::FxHashSet;

use crate::clock::Clock;
use crate::workload::{minutes, week};

/// How full weeks are, in duties or bundles. Each is the smallest number with so many of the weeks at or below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Half of the weeks are no fuller.
    pub median: u64,
    /// Nine of ten are no fuller.
    pub ninetieth: u64,
    /// The fullest.
    pub worst: u64,
}

/// The weeks of the posts of one rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankWeeks {
    /// The rank.
    pub rank: Rank,
    /// Posts of it that any duty reached.
    pub posts: u64,
    /// Whole weeks looked at, the same for every post.
    pub weeks: u64,
    /// Duties or bundles of all its posts in all weeks.
    pub all: u64,
    /// Minutes that the policy counts for one duty of this rank.
    pub minutes: u64,
    /// Weeks of all its posts: each post and week counts once, quiet ones included.
    pub spread: Spread,
    /// Whose the fullest week was; the first by its id if several.
    pub worst_post: PostId,
    /// The Monday of that week; the first if several.
    pub worst_week: Day,
    /// The post with most duties in all; the first by its id if several.
    pub busiest: PostId,
    /// Weeks of that post alone.
    pub busiest_spread: Spread,
}

impl RankWeeks {
    /// Hours that so many duties take, by the policy's minutes.
    pub fn hours(&self, duties: u64) -> Fixed {
        Fixed::ratio((duties * self.minutes) as i64, 60).unwrap_or_default()
    }

    /// Duties or bundles of all its posts in an average week.
    pub fn per_week(&self) -> Fixed {
        Fixed::ratio(self.all as i64, self.weeks as i64).unwrap_or_default()
    }

    /// Hours of all its posts in an average week.
    pub fn hours_per_week(&self) -> Fixed {
        Fixed::ratio((self.all * self.minutes) as i64, 60 * self.weeks as i64).unwrap_or_default()
    }
}

/// Duties of each post and week, by rank from the front line up, in the whole weeks (Monday to Sunday) from one day to
/// another; ranks that nothing reached in them are left out.
///
/// The holding post has every duty in the week it started. A post above has one bundle per cause (the agency and clock of
/// the silent duties) and week of arrival; immediate danger is never bundled. What has no date counts in no week, nor does
/// what lies outside: returns tell of referrals from years before the time they cover.
pub fn by_post_and_week(duties: &[Duty], policy: &Policy, first: Day, last: Day) -> Vec<RankWeeks> {
    let from = number(first) + i64::from(monday(number(first)) != first);
    let to = number(last.add_days(1)) - 1;
    let weeks = (to - from + 1).max(0) as u64;
    let mut ranks: BTreeMap<Rank, Vec<Weeks<'_>>> = BTreeMap::new();
    for ((rank, post), mut counts) in arrivals(duties) {
        counts.retain(|week, _| (from..=to).contains(week));
        if !counts.is_empty() {
            ranks.entry(rank).or_default().push(Weeks { post, counts });
        }
    }
    ranks.into_iter().filter_map(|(rank, posts)| of_rank(rank, &posts, weeks, policy)).collect()
}

/// One post's weeks, those without a duty left out.
struct Weeks<'d> {
    post: &'d PostId,
    counts: BTreeMap<i64, u64>,
}

impl Weeks<'_> {
    fn all(&self) -> u64 {
        self.counts.values().sum()
    }
}

fn arrivals(duties: &[Duty]) -> BTreeMap<(Rank, &PostId), BTreeMap<i64, u64>> {
    let mut all: BTreeMap<(Rank, &PostId), BTreeMap<i64, u64>> = BTreeMap::new();
    let mut bundles: FxHashSet<(&PostId, AgencyId, &Code, i64)> = FxHashSet::default();
    for duty in duties {
        let started = duty.started.earliest().or(duty.started.latest());
        if let Some(week) = started.map(week) {
            *all.entry((duty.rank, &duty.post)).or_default().entry(week).or_default() += 1;
        }
        let alone = duty.clock.as_str() == Clock::ImmediateProtection.id();
        for rung in &duty.would_have_climbed {
            let Some(week) = rung.earliest.or(rung.latest).map(week) else { continue };
            if alone || bundles.insert((&rung.post, duty.post.agency(), &duty.clock, week)) {
                *all.entry((rung.rank, &rung.post)).or_default().entry(week).or_default() += 1;
            }
        }
    }
    all
}

fn of_rank(rank: Rank, posts: &[Weeks<'_>], weeks: u64, policy: &Policy) -> Option<RankWeeks> {
    let spread = spread(posts, weeks);
    let (worst_post, worst_week) = posts.iter().find_map(|of| {
        let (week, _) = of.counts.iter().find(|(_, count)| **count == spread.worst)?;
        Some((of.post.clone(), monday(*week)))
    })?;
    // The first of those with as many.
    let busiest = posts.iter().rev().max_by_key(|of| of.all())?;
    Some(RankWeeks {
        rank,
        posts: posts.len() as u64,
        weeks,
        all: posts.iter().map(Weeks::all).sum(),
        minutes: minutes(rank, policy),
        spread,
        worst_post,
        worst_week,
        busiest: busiest.post.clone(),
        busiest_spread: self::spread(core::slice::from_ref(busiest), weeks),
    })
}

fn spread(posts: &[Weeks<'_>], weeks: u64) -> Spread {
    let mut counts: Vec<u64> = posts.iter().flat_map(|of| of.counts.values()).copied().collect();
    counts.sort_unstable();
    let all = posts.len() as u64 * weeks;
    let quiet = all - counts.len() as u64;
    // The place of a share among all weeks, of which the quiet ones come first and are not listed.
    let at = |percent: u64| {
        let place = (all * percent).div_ceil(100).max(1) - 1;
        place.checked_sub(quiet).map_or(0, |place| counts[place as usize])
    };
    Spread { median: at(50), ninetieth: at(90), worst: counts.last().copied().unwrap_or_default() }
}

/// The number of a day's week.
fn number(day: Day) -> i64 {
    week(day.end())
}

/// The Monday of a week's number: week 0 holds 1970-01-01, a Thursday.
fn monday(week: i64) -> Day {
    Day((week * 7 - 3) as i32)
}
