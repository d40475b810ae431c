//! One concern made ready for judging: its events with who acted and when, looked up once.

use record::event::Assurance;
use record::outputs::EventIx;
use record::{AgencyId, Body, Event};

use crate::pauses::signs_pause;
use crate::posts::{AgencyIx, Directory, PostIx};
use crate::span::Span;

/// One event of a concern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Act<'a> {
    pub(crate) ix: EventIx,
    pub(crate) event: &'a Event,
    /// Who acted: the agency, and the post where one is named.
    pub(crate) agency: AgencyIx,
    pub(crate) post: Option<PostIx>,
    pub(crate) at: Span,
}

/// Events of one concern, in canonical order.
pub(crate) fn acts<'a>(members: &[EventIx], events: &'a [Event], directory: &mut Directory) -> Vec<Act<'a>> {
    let mut act = |ix: EventIx| {
        let event = &events[ix as usize];
        let (agency, post) = directory.actor(&event.by);
        Act { ix, event, agency, post, at: Span::of(event.claimed) }
    };
    members.iter().map(|ix| act(*ix)).collect()
}

/// Second signatures of answers: the agencies whose named posts countersigned, and when. A name typed by whoever ran a command is none.
pub(crate) fn signatures(acts: &[Act<'_>]) -> Vec<(AgencyId, Span)> {
    let signed = acts.iter().filter(|act| {
        matches!(act.event.body, Body::Countersigned(_))
            && !signs_pause(&act.event.body)
            && act.event.by.assurance != Assurance::CommandLine
    });
    signed.filter_map(|act| Some((act.event.by.post.as_ref()?.agency(), act.at))).collect()
}

/// An act by which whoever does it shows having opened the concern.
pub(crate) fn opens(body: &Body) -> bool {
    match body {
        Body::Opened(_)
        | Body::Read(_)
        | Body::Answered(_)
        | Body::HandedOver(_)
        | Body::Refused(_)
        | Body::Accepted(_)
        | Body::Countersigned(_)
        | Body::Disputed(_) => true,
        Body::Told(told) => told.passes.is_some(),
        _ => false,
    }
}
