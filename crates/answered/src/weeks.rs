//! Work week by week: what one post of each rank would have had to answer in an ordinary week, a full one and the fullest.

use std::collections::BTreeMap;

use record::outputs::Duty;
use record::policy::Policy;
use record::{Day, Fixed, PostId, Rank};

use crate::bundles::{Arrival, arrivals, week};

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
    /// Duties inside those bundles.
    pub inside: u64,
    /// Minutes that the policy counts for all of it.
    pub minutes: u64,
    /// Weeks of all its posts: each post and week counts once, quiet ones included.
    pub spread: Spread,
    /// The same in minutes.
    pub minutes_spread: Spread,
    /// Whose the fullest week was; the first by its id if several.
    pub worst_post: PostId,
    /// The Monday of that week; the first if several.
    pub worst_week: Day,
    /// The post with most duties in all; the first by its id if several.
    pub busiest: PostId,
    /// Weeks of that post alone.
    pub busiest_spread: Spread,
    /// The same in minutes.
    pub busiest_minutes: Spread,
}

impl RankWeeks {
    /// Duties or bundles of all its posts in an average week.
    pub fn per_week(&self) -> Fixed {
        Fixed::ratio(self.all as i64, self.weeks as i64).unwrap_or_default()
    }

    /// Duties inside the bundles of an average week.
    pub fn inside_per_week(&self) -> Fixed {
        Fixed::ratio(self.inside as i64, self.weeks as i64).unwrap_or_default()
    }

    /// Hours of all its posts in an average week.
    pub fn hours_per_week(&self) -> Fixed {
        Fixed::ratio(self.minutes as i64, 60 * self.weeks as i64).unwrap_or_default()
    }
}

/// Minutes as hours.
pub fn hours(minutes: u64) -> Fixed {
    Fixed::ratio(minutes as i64, 60).unwrap_or_default()
}

/// Duties of each post and week, by rank from the front line up, in the whole weeks (Monday to Sunday) from one day to
/// another; ranks that nothing reached in them are left out.
///
/// What reaches a post in a week is told in `docs/method/answered.md`: its own duties one by one, the silence of others in
/// bundles, immediate danger never in one. What has no date counts in no week, nor does what lies outside: returns tell of
/// referrals from years before the time they cover.
pub fn by_post_and_week<'d>(
    duties: impl IntoIterator<Item = &'d Duty>,
    policy: &Policy,
    first: Day,
    last: Day,
) -> Vec<RankWeeks> {
    let from = number(first) + i64::from(monday(number(first)) != first);
    let to = number(last.add_days(1)) - 1;
    let weeks = (to - from + 1).max(0) as u64;
    let mut posts: BTreeMap<(Rank, &PostId), BTreeMap<i64, Week>> = BTreeMap::new();
    for arrival in arrivals(duties, policy).into_iter().filter(|of| (from..=to).contains(&of.week)) {
        let of = posts.entry((arrival.rank, arrival.post)).or_default();
        of.entry(arrival.week).or_default().add(&arrival, policy);
    }
    let mut ranks: BTreeMap<Rank, Vec<Weeks<'_>>> = BTreeMap::new();
    for ((rank, post), counts) in posts {
        ranks.entry(rank).or_default().push(Weeks { post, counts });
    }
    ranks.into_iter().filter_map(|(rank, posts)| of_rank(rank, &posts, weeks)).collect()
}

/// One week of one post.
#[derive(Clone, Copy, Debug, Default)]
struct Week {
    /// Duties or bundles.
    count: u64,
    inside: u64,
    minutes: u64,
}

impl Week {
    fn add(&mut self, arrival: &Arrival<'_>, policy: &Policy) {
        self.count += 1;
        self.inside += arrival.inside;
        if let Some(rule) = policy.workload.iter().find(|rule| rule.rank == arrival.rank) {
            self.minutes += u64::from(rule.minutes) + u64::from(rule.minutes_inside) * arrival.inside;
        }
    }
}

/// One post's weeks, those without a duty left out.
struct Weeks<'d> {
    post: &'d PostId,
    counts: BTreeMap<i64, Week>,
}

impl Weeks<'_> {
    fn sum(&self, of: impl Fn(&Week) -> u64) -> u64 {
        self.counts.values().map(of).sum()
    }
}

fn of_rank(rank: Rank, posts: &[Weeks<'_>], weeks: u64) -> Option<RankWeeks> {
    let spread = spread(posts, weeks, |week| week.count);
    let (worst_post, worst_week) = posts.iter().find_map(|of| {
        let (week, _) = of.counts.iter().find(|(_, week)| week.count == spread.worst)?;
        Some((of.post.clone(), monday(*week)))
    })?;
    // The first of those with as many.
    let busiest = posts.iter().rev().max_by_key(|of| of.sum(|week| week.count))?;
    let all = |of: fn(&Week) -> u64| posts.iter().map(|post| post.sum(of)).sum();
    let alone = core::slice::from_ref(busiest);
    Some(RankWeeks {
        rank,
        posts: posts.len() as u64,
        weeks,
        all: all(|week| week.count),
        inside: all(|week| week.inside),
        minutes: all(|week| week.minutes),
        spread,
        minutes_spread: self::spread(posts, weeks, |week| week.minutes),
        worst_post,
        worst_week,
        busiest: busiest.post.clone(),
        busiest_spread: self::spread(alone, weeks, |week| week.count),
        busiest_minutes: self::spread(alone, weeks, |week| week.minutes),
    })
}

fn spread(posts: &[Weeks<'_>], weeks: u64, of: impl Fn(&Week) -> u64) -> Spread {
    let mut counts: Vec<u64> = posts.iter().flat_map(|post| post.counts.values()).map(of).collect();
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
pub(crate) fn number(day: Day) -> i64 {
    week(day.end())
}

/// The Monday of a week's number: week 0 holds 1970-01-01, a Thursday.
pub(crate) fn monday(week: i64) -> Day {
    Day((week * 7 - 3) as i32)
}
