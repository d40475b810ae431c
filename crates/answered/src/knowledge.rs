//! Knowledge: what each post knew of each concern, and what shows it. Nothing that would have climbed is here.

use record::outputs::{EventIx, Knowledge, KnowledgeState};
use record::{Body, Claimed, Rank};

use crate::concerns::Group;
use crate::duties::Bench;
use crate::organised::minutes::does_not_count;
use crate::posts::{Directory, PostIx};
use crate::scene::{Act, opens};
use crate::span::Span;

/// One showing: a post, a state and the event that shows it.
#[derive(Clone, Copy, Debug)]
struct Showing {
    post: PostIx,
    state: KnowledgeState,
    event: EventIx,
    at: Claimed,
    /// The rank the source states for the post.
    stated: Option<Rank>,
}

/// What each post knew of one concern: one row per post and state, with the earliest event that shows it.
///
/// The concern is named by the event that told of it; where these files hold no such event, by the first event
/// that names it.
///
/// What is `early` (acts dated certainly before the telling, in order) shows nothing of whoever acted.
pub(crate) fn knowledge(
    group: Group<'_>,
    acts: &[Act<'_>],
    early: &[EventIx],
    bench: &mut Bench<'_, '_>,
) -> Vec<Knowledge> {
    let events = bench.events;
    let told = |ix: &&EventIx| matches!(events[**ix as usize].body, Body::Told(_));
    let Some(concern) = group.members.iter().find(told).or(group.members.first()).copied() else {
        return Vec::new();
    };
    let mut showings = Vec::new();
    let counts = |act: &&Act<'_>| !does_not_count(act.event, group.members, events);
    for act in acts.iter().filter(counts) {
        show(act, early.binary_search(&act.ix).is_ok(), &mut bench.directory, &mut showings);
    }
    let directory = &bench.directory;
    showings.sort_by(|a, b| {
        (directory.id(a.post), rank_of(a.state), a.event).cmp(&(
            directory.id(b.post),
            rank_of(b.state),
            b.event,
        ))
    });
    // The first of each; and whichever was certainly over sooner than all before it: an imprecise date that may be earlier
    // says nothing that is certain.
    let over = |showing: &Showing| Span::of(showing.at).latest.map_or(i64::MAX, |at| at.0);
    let mut kept: Option<((PostIx, KnowledgeState), i64)> = None;
    showings.retain(|showing| {
        let (of, over) = ((showing.post, showing.state), over(showing));
        let keep = kept.is_none_or(|(before, sooner)| before != of || over < sooner);
        if keep {
            kept = Some((of, over));
        }
        keep
    });
    showings.iter().map(|showing| row(showing, concern, directory)).collect()
}

fn show(act: &Act<'_>, early: bool, directory: &mut Directory, out: &mut Vec<Showing>) {
    let at = act.event.claimed;
    let on = act.at.some_day();
    let mut sent = |directory: &mut Directory, to: &record::Addressee| {
        let post = directory.resolve(to, on);
        out.push(Showing { post, state: KnowledgeState::Sent, event: act.ix, at, stated: to.rank });
    };
    match &act.event.body {
        Body::Told(told) => sent(directory, &told.told_to),
        Body::HandedOver(given) => sent(directory, &given.to),
        // A row that declares a conflict names the post; it was sent nothing by it.
        Body::Recorded(_) if crate::conflict::declares(act.event) => {}
        Body::Recorded(entry) => entry.told_to.iter().for_each(|to| sent(directory, to)),
        // What another agency says its own second post signed is sent to that post until it says so itself.
        Body::Answered(answer) if !early => answer.second_post.iter().for_each(|to| sent(directory, to)),
        _ => {}
    }
    let wrote_it_down = matches!(act.event.body, Body::Told(_) | Body::Recorded(_)) && act.post.is_some();
    if !early && (wrote_it_down || opens(&act.event.body)) {
        // An act of a post nobody named is the unnamed post's, not the front door's or the post's that was told.
        let post = act.post.unwrap_or_else(|| directory.unnamed(act.agency, Rank::FRONT_LINE));
        out.push(Showing { post, state: KnowledgeState::Opened, event: act.ix, at, stated: None });
    }
}

fn rank_of(state: KnowledgeState) -> u8 {
    match state {
        KnowledgeState::Sent => 0,
        KnowledgeState::DeliveredUnopened => 1,
        KnowledgeState::Opened => 2,
        KnowledgeState::NoRecord | KnowledgeState::NotHeld => 3,
    }
}

fn row(showing: &Showing, concern: EventIx, directory: &Directory) -> Knowledge {
    let span = Span::of(showing.at);
    let rank = directory.rank(showing.post, span.some_day()).or(showing.stated).unwrap_or(Rank::FRONT_LINE);
    let days = span.earliest.zip(span.latest).map(|(first, last)| (first.day(), last.day()));
    Knowledge {
        post: directory.id(showing.post).clone(),
        rank,
        concern,
        state: showing.state,
        at: showing.at,
        shown_by: showing.event,
        holder: days.and_then(|(first, last)| directory.holder_over(showing.post, first, last)),
    }
}
