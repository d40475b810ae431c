//! Random staff: posts whose holders come and go, gaps, deputies, lines drawn anew; people of the staff named in allegations, ties
//! declared, and what organisations do beside answering.

use proptest::collection::vec;
use proptest::prelude::*;
use record::event::{AgencyCreated, PostCreated, PostHeldBy, Recorded};
use record::{
    Addressee, AgencyId, Body, Claimed, Code, ConcernRef, Day, Event, Mention, MentionKind, PostId, Rank,
};

use crate::commands::{CONCERNS, Command, play};
use crate::organisation::Organisation;
use crate::support::{Files, child, day};

/// Everybody who may hold a post.
const PEOPLE: [(&str, &str); 5] = [
    ("Daniel", "Achterberg"),
    ("Marion", "Birtwhistle"),
    ("Gareth", "Crowhurst"),
    ("Sheila", "Dunwoody"),
    ("Oliver", "Fothergill"),
];
const KINDS: [&str; 4] = ["police", "council_children", "health", "school"];
/// What organisations do beside answering.
const BESIDE: [&str; 6] = [
    "record.lost",
    "report.circulated",
    "briefing.given",
    "recommendation.made",
    "assessment.started",
    "conflict.declared",
];

/// The first day on which anything may be told.
pub(crate) fn first() -> Day {
    day("2019-04-01")
}

/// One person holds a post, or deputises in it.
#[derive(Clone, Debug)]
pub(crate) struct Holding {
    pub(crate) post: PostId,
    pub(crate) person: usize,
    pub(crate) from: Day,
    pub(crate) until: Option<Day>,
    pub(crate) deputy: bool,
}

impl Holding {
    pub(crate) fn covers(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

/// From a day on a post reports to another.
#[derive(Clone, Debug)]
struct Redrawn {
    post: PostId,
    rank: Rank,
    above: Option<PostId>,
    from: Day,
}

/// An allegation or a declared tie.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    /// The event names the person as one of concern who works there.
    Named { concern: ConcernRef, on: Day, person: usize, at: AgencyId },
    /// The post is declared to be in conflict.
    Declared { concern: ConcernRef, on: Day, by: PostId, post: PostId },
}

/// An organisation with its staff, and everything that happens in it.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) events: Vec<Event>,
    pub(crate) posts: Vec<PostId>,
    pub(crate) holdings: Vec<Holding>,
    pub(crate) said: Vec<Said>,
    /// The child each concern is about.
    pub(crate) children: [u8; CONCERNS.len()],
    /// By post and in the order of the days: its line upward, one step.
    described: Vec<(PostId, Day, Option<PostId>)>,
}

impl World {
    /// The post above on that day.
    pub(crate) fn above(&self, post: &PostId, on: Day) -> Option<PostId> {
        let own = || self.described.iter().filter(|(of, ..)| of == post);
        let by_then = own().rfind(|(_, from, _)| *from <= on);
        by_then.or_else(|| own().next()).and_then(|(.., above)| above.clone())
    }

    /// The posts above on that day, the nearest first.
    pub(crate) fn line(&self, post: &PostId, on: Day) -> Vec<PostId> {
        let mut line = Vec::new();
        let mut at = post.clone();
        while let Some(above) = self.above(&at, on) {
            if above == *post || line.contains(&above) {
                break;
            }
            line.push(above.clone());
            at = above;
        }
        line
    }
}

/// What is drawn of one post: holdings as (person, from, length, deputy).
type DrawnStaff = Vec<(usize, i32, Option<i32>, bool)>;
/// What is drawn of one thing that organisations do: what, by and to whom, concern, day, whom it names.
type DrawnBeside = (usize, (u8, u8), (u8, u8), usize, i32);
/// What is drawn of one allegation: which telling, who, and where he is said to work.
type DrawnSaid = (u8, usize, u8);

/// A world of this organisation and these commands, with allegations against its staff and declared ties or without.
pub(crate) fn world(
    organisation: Organisation,
    commands: Vec<Command>,
    conflicts: bool,
) -> impl Strategy<Value = World> {
    let holding = (0..PEOPLE.len(), -40i32..70, proptest::option::weighted(0.7, 1i32..60), any::<bool>());
    let staff = vec(vec(holding, 0..4), 28);
    let redrawn = vec((any::<(u8, u8)>(), any::<u8>(), -10i32..60), 0..4);
    let beside = vec(
        (
            0..BESIDE.len() - usize::from(!conflicts),
            any::<(u8, u8)>(),
            any::<(u8, u8)>(),
            0..CONCERNS.len(),
            0i32..60,
        ),
        0..6,
    );
    let said = vec((any::<u8>(), 0..PEOPLE.len(), any::<u8>()), 0..if conflicts { 4 } else { 1 });
    (staff, redrawn, beside, said, any::<[u8; CONCERNS.len()]>()).prop_map(
        move |(staff, redrawn, beside, said, children)| {
            made(&organisation, &commands, staff, redrawn, beside, said, children)
        },
    )
}

fn made(
    organisation: &Organisation,
    commands: &[Command],
    staff: Vec<DrawnStaff>,
    redrawn: Vec<((u8, u8), u8, i32)>,
    beside: Vec<DrawnBeside>,
    said: Vec<DrawnSaid>,
    children: [u8; CONCERNS.len()],
) -> World {
    let posts: Vec<PostId> =
        organisation.agencies.iter().flat_map(|agency| agency.posts()).cloned().collect();
    let children = children.map(|child| child % 2);
    let mut world = World {
        events: Vec::new(),
        posts: posts.clone(),
        holdings: holdings(&posts, staff),
        said: Vec::new(),
        children,
        described: Vec::new(),
    };
    let played = play(organisation, commands);
    let mut files = Files { events: played.events };
    // The organisation's own holders would fill every gap.
    files.events.retain(|event| !matches!(event.body, Body::PostHeldBy(_)));
    for (agency, kind) in organisation.agencies.iter().zip(KINDS) {
        let named = AgencyCreated {
            agency: agency.id.clone(),
            name: called(&agency.id).into(),
            kind: Code::new(kind),
        };
        files.add(agency.id.as_str(), crate::support::on("2010-01-01"), Body::AgencyCreated(Box::new(named)));
    }
    for held in &world.holdings {
        files.add(held.post.agency().as_str(), Claimed::day(held.from), held_by(held));
    }
    let redrawn = redrawn.into_iter().filter_map(|drawn| anew(organisation, drawn)).collect::<Vec<_>>();
    for anew in &redrawn {
        files.add(anew.post.agency().as_str(), Claimed::day(anew.from), described(anew));
    }
    for drawn in beside {
        happens(&mut files, &mut world, organisation, drawn);
    }
    alleged(&mut files, &mut world, said);
    for event in &mut files.events {
        about_child(event, &world.children);
    }
    (1..).zip(&mut files.events).for_each(|(line, event)| event.source.line = line);
    let mut ordered = files.events.clone();
    flow::order(&mut ordered);
    for event in &ordered {
        if let Body::PostCreated(created) = &event.body {
            let from = event.claimed.single_day().expect("dated to the day");
            let above = created.reports_to.clone().filter(|above| *above != created.post);
            world.described.push((created.post.clone(), from, above));
        }
    }
    world.events = files.events;
    world
}

fn holdings(posts: &[PostId], staff: Vec<DrawnStaff>) -> Vec<Holding> {
    let of_post = |(post, drawn): (&PostId, DrawnStaff)| {
        let holding = |(person, from, length, deputy): (usize, i32, Option<i32>, bool)| Holding {
            post: post.clone(),
            person,
            from: first().add_days(from),
            until: length.map(|length| first().add_days(from + length)),
            deputy,
        };
        drawn.into_iter().map(holding).collect::<Vec<_>>()
    };
    posts.iter().zip(staff).flat_map(of_post).collect()
}

fn held_by(held: &Holding) -> Body {
    let (forename, surname) = PEOPLE[held.person];
    Body::PostHeldBy(Box::new(PostHeldBy {
        post: held.post.clone(),
        holder: format!("{forename} {surname}").into(),
        from: Claimed::day(held.from),
        until: held.until.map(Claimed::day),
        deputy: held.deputy,
    }))
}

/// A post of a ladder reports to another post above it, or to nobody.
fn anew(organisation: &Organisation, (post, above, from): ((u8, u8), u8, i32)) -> Option<Redrawn> {
    let agency = &organisation.agencies[usize::from(post.0) % organisation.agencies.len()];
    let place = usize::from(post.1) % agency.ladder.len();
    let higher = &agency.ladder[place + 1..];
    let above = higher.get(usize::from(above) % (higher.len() + 1)).cloned();
    let rank = Rank::new(place as u8 + 1)?;
    Some(Redrawn { post: agency.ladder[place].clone(), rank, above, from: first().add_days(from) })
}

fn described(anew: &Redrawn) -> Body {
    Body::PostCreated(Box::new(PostCreated {
        post: anew.post.clone(),
        title: "a title".into(),
        rank: anew.rank,
        reports_to: anew.above.clone(),
        takes: Vec::new(),
        removed_by: None,
    }))
}

fn happens(files: &mut Files, world: &mut World, organisation: &Organisation, drawn: DrawnBeside) {
    let (what, by, to, concern, after) = drawn;
    let post = |(agency, post): (u8, u8)| -> PostId {
        let agency = &organisation.agencies[usize::from(agency) % organisation.agencies.len()];
        let posts: Vec<&PostId> = agency.posts().collect();
        posts[usize::from(post) % posts.len()].clone()
    };
    let (mut by, to) = (post(by), post(to));
    let on = first().add_days(after);
    let concern = concern_of(concern);
    if BESIDE[what] == "conflict.declared" {
        // Declared by the post itself every other time: else mostly by one who may not.
        by = if after % 2 == 0 { to.clone() } else { by };
        let declared = Said::Declared { concern: concern.clone(), on, by: by.clone(), post: to.clone() };
        world.said.push(declared);
    }
    let body = Recorded {
        activity: Code::new(BESIDE[what]),
        codes: Vec::new(),
        signs: Vec::new(),
        concern: Some(concern),
        told_to: Some(Addressee::post(to)),
        mentions: Vec::new(),
        columns: Vec::new(),
        words: None,
        action: None,
        source_of_information: None,
    };
    files.add(by.as_str(), Claimed::day(on), Body::Recorded(Box::new(body)));
}

/// Puts allegations to tellings.
fn alleged(files: &mut Files, world: &mut World, said: Vec<DrawnSaid>) {
    let tells = |event: &&mut Event| matches!(&event.body, Body::Told(told) if told.passes.is_none());
    for (which, person, at) in said {
        let tellings = files.events.iter_mut().filter(tells).count();
        if tellings == 0 {
            return;
        }
        let telling = files.events.iter_mut().filter(tells).nth(usize::from(which) % tellings);
        let Some(event) = telling else { return };
        // He works where he holds a post, if he does anywhere.
        let own: Vec<AgencyId> = world
            .holdings
            .iter()
            .filter(|held| held.person == person)
            .map(|held| held.post.agency())
            .collect();
        let Some(at) = own.get(usize::from(at) % own.len().max(1)).cloned() else { continue };
        let on = event.claimed.single_day().expect("dated to the day");
        let Body::Told(told) = &mut event.body else { continue };
        // One allegation a telling: of two people in one record nobody could say who works where.
        if !told.mentions.is_empty() {
            continue;
        }
        told.mentions = vec![person_of(person), employer(&at)];
        world.said.push(Said::Named { concern: told.concern.clone(), on, person, at });
    }
}

fn person_of(person: usize) -> Mention {
    let mut named = Mention::new(MentionKind::Person, "person_of_concern");
    (named.forename, named.surname) = (Some(PEOPLE[person].0.into()), Some(PEOPLE[person].1.into()));
    named
}

fn employer(agency: &AgencyId) -> Mention {
    let mut employer = Mention::new(MentionKind::Business, "employer");
    employer.value = Some(called(agency).into());
    employer
}

fn called(agency: &AgencyId) -> String {
    format!("Office of {agency} in Westbrook")
}

/// Every telling of a concern is about its child.
fn about_child(event: &mut Event, children: &[u8; CONCERNS.len()]) {
    let Body::Told(told) = &mut event.body else { return };
    let of = CONCERNS.iter().position(|key| *key == told.concern.key.as_str());
    let about = match children[of.unwrap_or_default()] {
        0 => child("Philippa", "Quennell", "2005-02-03"),
        _ => child("Bartholomew", "Standish", "2004-11-30"),
    };
    told.mentions.push(about);
}

pub(crate) fn concern_of(number: usize) -> ConcernRef {
    ConcernRef { agency: AgencyId::new("agency-0"), key: CONCERNS[number].into() }
}
