//! What every section needs: the material, what things are called, and which rows stand on the page.

use std::borrow::Cow;

use record::outputs::{EntityIx, EventIx, MentionIx};
use record::{AgencyId, Body, Code, ConcernRef, Event, FileId, Mention, MentionKind, PostId};
use rustc_hash::FxHashMap;

use super::Called;
use super::rows::Rows;
use super::words::capital;
use crate::html::Html;
use crate::mask::About;
use crate::{Material, Shown};

/// The material of a page and how its things are called.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// The material.
    pub(crate) m: &'a Material<'a>,
    /// What things are called.
    pub(crate) called: Called<'a>,
    /// What may be shown.
    pub(crate) shown: Shown,
    /// Which rows stand on the page.
    pub(crate) rows: Rows,
    contested: FxHashMap<&'a ConcernRef, Vec<EventIx>>,
}

impl<'a> View<'a> {
    /// A view of this material.
    pub(crate) fn new(m: &'a Material<'a>, called: Called<'a>, shown: Shown) -> Self {
        let mut contested: FxHashMap<&ConcernRef, Vec<EventIx>> = FxHashMap::default();
        for (event, ix) in m.events.iter().zip(0..) {
            if let Body::Refused(step)
            | Body::Withdrawn(step)
            | Body::Disputed(step)
            | Body::Challenged(step) = &event.body
            {
                contested.entry(&step.concern).or_default().push(ix);
            }
        }
        Self { m, called, shown, rows: Rows::default(), contested }
    }

    /// The event at a place.
    pub(crate) fn event(&self, ix: EventIx) -> Option<&'a Event> {
        self.m.events.get(ix as usize)
    }

    /// What an agency is called.
    pub(crate) fn agency(&self, id: &AgencyId) -> String {
        self.called.labels.agency(id).into_owned()
    }

    /// What a post is called, without its agency.
    pub(crate) fn post_title(&self, id: &PostId) -> String {
        capital(&self.called.labels.post_title(id))
    }

    /// What a post is called, with its agency.
    pub(crate) fn post(&self, id: &PostId) -> String {
        capital(&self.called.labels.post(id))
    }

    /// What an entity is called in this report: its pseudonym, and with `--names` what its first mention says too.
    pub(crate) fn entity(&self, ix: EntityIx) -> String {
        let pseudonym = self.called.names.of(ix);
        let written = self.shown.names.then(|| self.as_written(ix)).flatten();
        match written {
            Some(written) => format!("{pseudonym} ({written})"),
            None => pseudonym.to_owned(),
        }
    }

    fn as_written(&self, ix: EntityIx) -> Option<String> {
        let joined = &self.m.outcome.joined;
        let entity = joined.entities.get(ix as usize)?;
        entity
            .mentions
            .iter()
            .take(20)
            .filter(|mention| (**mention as usize) < joined.mentions.len())
            .find_map(|mention| written(joined.mentions.get(self.m.events, *mention)))
    }

    /// The entity of a mention.
    pub(crate) fn entity_of(&self, mention: MentionIx) -> Option<EntityIx> {
        self.m.outcome.joined.entity_of.get(mention as usize).copied()
    }

    /// The numbers of an event's mentions; none where nothing was joined.
    pub(crate) fn mentions_of(&self, ix: EventIx) -> core::ops::Range<MentionIx> {
        let table = &self.m.outcome.joined.mentions;
        if table.is_empty() || ix as usize >= self.m.events.len() { 0..0 } else { table.of(ix) }
    }

    /// The event of a mention.
    pub(crate) fn event_of(&self, mention: MentionIx) -> Option<EventIx> {
        let table = &self.m.outcome.joined.mentions;
        ((mention as usize) < table.len()).then(|| table.place(mention).0)
    }

    /// The path of a file as the report shows it.
    pub(crate) fn path(&self, file: FileId) -> &str {
        self.called.paths.path(file)
    }

    /// Words that should hold no name, masked in case they do.
    pub(crate) fn open<'t>(&self, words: &'t str) -> Cow<'t, str> {
        self.called.mask.open(words)
    }

    /// A code nobody gave a title, in plain words.
    pub(crate) fn plain(&self, code: &Code) -> String {
        self.called.labels.safe(code).replace(['_', '.'], " ")
    }

    /// The source's own words about an event, masked: of a chronology's row always, of other files with `--narrative`.
    pub(crate) fn source_words(&self, ix: EventIx) -> Option<String> {
        let event = self.event(ix)?;
        let (words, of_chronology) = match &event.body {
            Body::Recorded(body) => (body.words.as_ref(), !body.columns.is_empty()),
            Body::Told(body) => (body.words.as_ref(), false),
            Body::Answered(body) => (body.words.as_ref(), false),
            Body::HandedOver(body) => (body.words.as_ref(), false),
            _ => (None, false),
        };
        let words =
            words.filter(|words| (of_chronology || self.shown.narrative) && !words.trim().is_empty())?;
        let joined = &self.m.outcome.joined;
        let about = if joined.mentions.is_empty() { About::NOBODY } else { About::event(joined, ix, event) };
        Some(self.called.mask.text(words, about).into_owned())
    }

    /// What was refused, withdrawn, disputed or challenged about a concern.
    pub(crate) fn contested(&self, concern: &ConcernRef) -> &[EventIx] {
        self.contested.get(concern).map_or(&[], Vec::as_slice)
    }

    /// Where a row is: on the page, or in the file that holds them all.
    pub(crate) fn href(&self, row: EventIx) -> String {
        match self.event(row) {
            Some(event) if self.rows.ask(row) => format!("#{}", event.id),
            _ => "chronology.csv".to_owned(),
        }
    }

    /// A link to a row, named by its id.
    pub(crate) fn row(&self, html: &mut Html, row: EventIx) {
        let Some(event) = self.event(row) else { return };
        self.link(html, row, event.id);
    }

    /// A link to a row with other words.
    pub(crate) fn link(&self, html: &mut Html, row: EventIx, words: impl core::fmt::Display) {
        let href = self.href(row);
        html.raw("<a").attr("href", &href);
        if !href.starts_with('#')
            && let Some(event) = self.event(row)
        {
            html.attr("title", format_args!("row {} of chronology.csv", event.id));
        }
        html.raw(">").text(words).raw("</a>");
    }

    /// Links to rows, the first `most` of them; the rest counted, with the file that holds them.
    pub(crate) fn row_list(&self, html: &mut Html, rows: &[EventIx], most: usize, file: &'static str) {
        for (place, row) in rows.iter().take(most).enumerate() {
            html.raw(if place > 0 { ", " } else { "" });
            self.row(html, *row);
        }
        if rows.len() > most {
            html.raw(" and ").number((rows.len() - most) as u64).raw(" more in <a");
            html.attr("href", file).raw(">").raw(file).raw("</a>");
        }
    }
}

/// What a mention says it is, as written.
fn written(mention: &Mention) -> Option<String> {
    let named: Vec<&str> =
        [&mention.forename, &mention.surname].into_iter().flatten().map(|name| name.as_str()).collect();
    match mention.kind {
        MentionKind::Child | MentionKind::Person if !named.is_empty() => Some(named.join(" ")),
        _ => mention.value.as_ref().or(mention.known_as.first()).map(|value| value.to_string()),
    }
}
