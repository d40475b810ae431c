//! What one post would have had to answer in one week, by rank.

use desk::{RankWeeks, Spread};
use published::town_page::{TownSection, TownSpan, TownTable};

const WEEKS: [&str; 6] = [
    "#duties in an ordinary week: half are no fuller",
    "#in nine of ten weeks no more than",
    "#in the fullest week",
    "#hours: ordinary week",
    "#nine of ten",
    "#fullest",
];

/// Every post and every week.
pub(super) fn any_post(weeks: &[RankWeeks]) -> TownSection {
    section(
        "What one post would have had to answer in one week",
        "Each post and each week counts once, quiet weeks included; a post that nothing ever reached is left out. Warnings that \
         nobody answered come to a higher post as one bundle for each cause and week; immediate danger comes by itself.",
        ["posts", "fullest week: whose"],
        weeks,
        |of| (of.posts.to_string(), of.spread, of.worst_post.to_string()),
    )
}

/// The post of each rank that has most to answer.
pub(super) fn busiest(weeks: &[RankWeeks]) -> TownSection {
    section(
        "What the busiest post of each rank would have had to answer in one week",
        "Most posts of a rank are quiet; the one that has most to answer decides whether a rule can be kept.",
        ["post", "weeks looked at"],
        weeks,
        |of| (of.busiest.to_string(), of.busiest_spread, of.weeks.to_string()),
    )
}

fn section(
    title: &str,
    words: &str,
    [second, last]: [&str; 2],
    weeks: &[RankWeeks],
    of: impl Fn(&RankWeeks) -> (String, Spread, String),
) -> TownSection {
    let span = |rank: &RankWeeks| {
        let (_, Spread { median, ninetieth, worst }, _) = of(rank);
        TownSpan { name: rank.rank.words().to_owned(), half: median, nine_of_ten: ninetieth, most: worst }
    };
    let row = |rank: &RankWeeks| {
        let (first, Spread { median, ninetieth, worst }, after) = of(rank);
        let counts = [median, ninetieth, worst];
        let mut row = vec![rank.rank.words().to_owned(), first];
        row.extend(counts.map(|count| count.to_string()));
        row.extend(counts.map(|count| rank.hours(count).to_string()));
        row.push(after);
        row
    };
    let heads = ["rank", second].into_iter().chain(WEEKS).chain([last]);
    TownSection {
        title: title.into(),
        words: vec![words.into()],
        spans: weeks.iter().map(span).collect(),
        table: Some(TownTable {
            caption: title.into(),
            heads: heads.map(str::to_owned).collect(),
            rows: weeks.iter().map(row).collect(),
        }),
        ..TownSection::default()
    }
}

pub(super) fn json(of: &RankWeeks) -> serde_json::Value {
    let spread = |spread: Spread| {
        let each =
            |duties: u64| serde_json::json!({ "duties": duties, "hours": of.hours(duties).to_string() });
        serde_json::json!({
            "median": each(spread.median), "ninetieth": each(spread.ninetieth), "fullest": each(spread.worst),
        })
    };
    serde_json::json!({
        "rank": of.rank.number(), "posts": of.posts, "weeks": of.weeks, "minutes_each": of.minutes,
        "duties_a_week": of.per_week().to_string(), "hours_a_week": of.hours_per_week().to_string(),
        "any_post": spread(of.spread), "fullest_week_of": of.worst_post.to_string(),
        "fullest_week": of.worst_week.to_string(),
        "busiest_post": of.busiest.to_string(), "busiest": spread(of.busiest_spread),
    })
}
