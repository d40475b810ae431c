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
         nobody answered come to a higher post in bundles, from directors up one a week; immediate danger comes by itself.",
        ["posts", "fullest week: whose"],
        weeks,
        |of| (of.posts.to_string(), [of.spread, of.minutes_spread], of.worst_post.to_string()),
    )
}

/// The post of each rank that has most to answer.
pub(super) fn busiest(weeks: &[RankWeeks]) -> TownSection {
    section(
        "What the busiest post of each rank would have had to answer in one week",
        "Most posts of a rank are quiet; the one that has most to answer decides whether a rule can be kept.",
        ["post", "weeks looked at"],
        weeks,
        |of| (of.busiest.to_string(), [of.busiest_spread, of.busiest_minutes], of.weeks.to_string()),
    )
}

fn section(
    title: &str,
    words: &str,
    [second, last]: [&str; 2],
    weeks: &[RankWeeks],
    of: impl Fn(&RankWeeks) -> (String, [Spread; 2], String),
) -> TownSection {
    let span = |rank: &RankWeeks| {
        let (_, [Spread { median, ninetieth, worst }, _], _) = of(rank);
        TownSpan { name: rank.rank.words().to_owned(), half: median, nine_of_ten: ninetieth, most: worst }
    };
    let row = |rank: &RankWeeks| {
        let (first, [counts, minutes], after) = of(rank);
        let mut row = vec![rank.rank.words().to_owned(), first];
        row.extend(each(counts).map(|count| count.to_string()));
        row.extend(each(minutes).map(|minutes| desk::hours(minutes).to_string()));
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

fn each(of: Spread) -> [u64; 3] {
    [of.median, of.ninetieth, of.worst]
}

pub(super) fn json(of: &RankWeeks) -> serde_json::Value {
    let spread = |counts: Spread, minutes: Spread| {
        let [median, ninetieth, fullest] = core::array::from_fn(|place| {
            let (duties, minutes) = (each(counts)[place], each(minutes)[place]);
            serde_json::json!({ "duties": duties, "hours": desk::hours(minutes).to_string() })
        });
        serde_json::json!({ "median": median, "ninetieth": ninetieth, "fullest": fullest })
    };
    serde_json::json!({
        "rank": of.rank.number(), "posts": of.posts, "weeks": of.weeks, "inside_a_week": of.inside_per_week().to_string(),
        "duties_a_week": of.per_week().to_string(), "hours_a_week": of.hours_per_week().to_string(),
        "any_post": spread(of.spread, of.minutes_spread), "fullest_week_of": of.worst_post.to_string(),
        "fullest_week": of.worst_week.to_string(),
        "busiest_post": of.busiest.to_string(), "busiest": spread(of.busiest_spread, of.busiest_minutes),
    })
}
