//! How far what is said of posts reaches: the agencies whose concerns it may change.

use record::{Addressee, AgencyId, Body, Event, PostId, Rank};

/// The agencies an event of a concern speaks of: of whoever acted, and of whoever it went to.
pub(super) fn agencies(event: &Event) -> Vec<AgencyId> {
    let to: [Option<&Addressee>; 2] = match &event.body {
        Body::Told(told) => [Some(&told.told_to), None],
        Body::HandedOver(given) => [Some(&given.to), None],
        Body::Recorded(entry) => [entry.told_to.as_ref(), None],
        Body::Answered(answer) => [answer.told_to.as_ref(), answer.second_post.as_ref()],
        _ => [None, None],
    };
    let mut all = vec![event.by.agency.clone()];
    // A challenge of a concern that nobody was told of is its agency's.
    all.extend(event.concern().map(|concern| concern.agency.clone()));
    all.extend(event.by.post.as_ref().map(PostId::agency));
    for to in to.into_iter().flatten() {
        all.push(to.agency.clone());
        all.extend(to.post.as_ref().map(PostId::agency));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Does the event describe an agency, a post, or a rule that all of them stand under?
pub(super) fn describes(event: &Event) -> bool {
    let posts = matches!(event.body, Body::AgencyCreated(_) | Body::PostCreated(_) | Body::PostHeldBy(_));
    posts || changes_rules(event)
}

fn changes_rules(event: &Event) -> bool {
    matches!(event.body, Body::RuleChanged(_))
}

/// Whose concerns an event may change that describes posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nobody's.
    Nobody,
    /// Those that speak of one of these agencies.
    Of(Vec<AgencyId>),
    /// Everybody's: outside oversight stands above all.
    Everybody,
}

/// How far an event reaches that describes posts, among all such events (itself included).
pub(super) fn reach<'e>(event: &Event, posts: impl Iterator<Item = &'e Event> + Clone) -> Reach {
    // Whether a change is signed by posts high enough hangs on what is said of posts.
    if changes_rules(event) || (describes(event) && posts.clone().any(changes_rules)) {
        return Reach::Everybody;
    }
    let post = match &event.body {
        Body::PostCreated(created) => &created.post,
        Body::PostHeldBy(held) => &held.post,
        _ => return Reach::Nobody,
    };
    let described = posts.clone().filter_map(|event| match &event.body {
        Body::PostCreated(created) => Some(created),
        _ => None,
    });
    if described.clone().any(|created| created.post == *post && created.rank == Rank::OVERSIGHT) {
        return Reach::Everybody;
    }
    // A line may lead into another agency; what changes there reaches every agency whose lines lead into it.
    let mut reached = vec![post.agency()];
    let mut next = 0;
    while let Some(agency) = reached.get(next).cloned() {
        let into = described
            .clone()
            .filter(|created| created.reports_to.as_ref().is_some_and(|above| above.agency() == agency));
        for from in into.map(|created| created.post.agency()) {
            if !reached.contains(&from) {
                reached.push(from);
            }
        }
        next += 1;
    }
    Reach::Of(reached)
}
