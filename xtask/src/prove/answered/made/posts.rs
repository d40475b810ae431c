//! Agencies, their ladders and who held their posts.

use record::event::{AgencyCreated, PostCreated, PostHeldBy};
use record::{AgencyId, Body, Claimed, Code, Day, Event, PostId, Rank};

use super::{DAYS, FIRST, by, draws, event};

/// How many agencies take part.
pub(crate) const AGENCIES: usize = 20;
/// What kinds of agencies there are, in turn.
const KINDS: [&str; 5] = ["police", "council", "school", "health", "licensing"];
/// Desks of the front line in each agency.
pub(super) const DESKS: usize = 4;
/// How many people held a post, one after the other.
const HOLDERS: u64 = 4;

/// One agency: its desks, and the line above them from the team managers up.
pub(super) struct Agency {
    pub(super) id: AgencyId,
    kind: &'static str,
    pub(super) desks: Vec<PostId>,
    teams: [PostId; 2],
    /// Ranks 3 to 5.
    above: [PostId; 3],
}

/// All agencies.
pub(super) struct Partnership {
    pub(super) agencies: Vec<Agency>,
}

impl Partnership {
    pub(super) fn new() -> Self {
        Self { agencies: (0..AGENCIES).map(agency).collect() }
    }
}

fn agency(number: usize) -> Agency {
    let kind = KINDS[number % KINDS.len()];
    let id = AgencyId::new(format!("{kind}-{number:02}"));
    let post = |name: &str| PostId::of(&id, name);
    Agency {
        desks: (0..DESKS).map(|desk| post(&format!("desk-{desk}"))).collect(),
        teams: ["team-0", "team-1"].map(post),
        above: ["service-head", "director", "chief"].map(post),
        kind,
        id,
    }
}

/// What the posts files say: agencies, posts, two changes of line, holders one after the other, a deputy.
pub(super) fn describe(partnership: &Partnership, seed: u64, out: &mut Vec<Event>) {
    for agency in &partnership.agencies {
        let from = Claimed::day(FIRST);
        let created = AgencyCreated {
            agency: agency.id.clone(),
            name: agency.id.0.clone(),
            kind: Code::new(agency.kind),
        };
        out.push(event(by(&agency.id, None), from, Body::AgencyCreated(Box::new(created))));
        for (number, desk) in agency.desks.iter().enumerate() {
            out.push(post(agency, desk, 1, Some(&agency.teams[number % 2]), FIRST));
            // Half-way through, every desk comes under the other team.
            out.push(post(
                agency,
                desk,
                1,
                Some(&agency.teams[(number + 1) % 2]),
                FIRST.add_days(DAYS as i32 / 2),
            ));
        }
        for team in &agency.teams {
            out.push(post(agency, team, 2, Some(&agency.above[0]), FIRST));
        }
        for (rank, above) in (3..).zip(&agency.above) {
            out.push(post(agency, above, rank, agency.above.get(usize::from(rank) - 2), FIRST));
        }
        for (number, post) in (0..).zip(agency.desks.iter().chain(&agency.teams).chain(&agency.above)) {
            holders(agency, post, number, seed, out);
        }
    }
}

fn post(agency: &Agency, post: &PostId, rank: u8, above: Option<&PostId>, from: Day) -> Event {
    let takes = if agency.desks.first() == Some(post) { vec![Code::new("front_door")] } else { Vec::new() };
    let body = PostCreated {
        post: post.clone(),
        title: "a made-up post".into(),
        rank: Rank::new(rank).unwrap_or_default(),
        reports_to: above.cloned(),
        takes,
        removed_by: None,
    };
    event(by(&agency.id, None), Claimed::day(from), Body::PostCreated(Box::new(body)))
}

fn holders(agency: &Agency, post: &PostId, number: u64, seed: u64, out: &mut Vec<Event>) {
    let mut draw = draws(number, seed ^ 0x0F05_7500);
    let term = DAYS / HOLDERS;
    for holder in 0..HOLDERS {
        let from = FIRST.add_days((holder * term) as i32);
        // A post stands empty for up to three months; then its deputy is there.
        let until = from.add_days((term - draw.below(90)) as i32);
        out.push(held(agency, post, format!("holder {number} {holder}"), from, Some(until), false));
    }
    out.push(held(agency, post, format!("deputy {number}"), FIRST, None, true));
}

/// Somebody holds a post.
pub(super) fn held(
    agency: &Agency,
    post: &PostId,
    holder: String,
    from: Day,
    until: Option<Day>,
    deputy: bool,
) -> Event {
    let (start, end) = (Claimed::day(from), until.map(Claimed::day));
    let body = PostHeldBy { post: post.clone(), holder: holder.into(), from: start, until: end, deputy };
    event(by(&agency.id, None), start, Body::PostHeldBy(Box::new(body)))
}
