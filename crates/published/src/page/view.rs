//! What every section needs: the material, what things are called, and which rows stand on the page.

use record::event::PostCreated;
use record::outputs::{EntityIx, EventIx, MentionIx};
use record::{Addressee, AgencyId, Body, ConcernRef, Event, FileId, PostId, Rank};
use rustc_hash::FxHashMap;

use super::rows::Rows;
use crate::html::Html;
use crate::{Material, Shown};

/// The material of a page and how its things are called.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// The material.
    pub(crate) m: &'a Material<'a>,
    /// What may be shown.
    pub(crate) shown: Shown,
    /// Which rows stand on the page.
    pub(crate) rows: Rows,
    agencies: FxHashMap<&'a AgencyId, &'a str>,
    posts: FxHashMap<&'a PostId, &'a PostCreated>,
    contested: FxHashMap<&'a ConcernRef, Vec<EventIx>>,
}

impl<'a> View<'a> {
    /// A view of this material.
    pub(crate) fn new(m: &'a Material<'a>, shown: Shown) -> Self {
        let mut view = Self {
            m,
            shown,
            rows: Rows::default(),
            agencies: FxHashMap::default(),
            posts: FxHashMap::default(),
            contested: FxHashMap::default(),
        };
        for (ix, event) in m.events.iter().enumerate() {
            view.take_in(ix as EventIx, event);
        }
        view
    }

    fn take_in(&mut self, ix: EventIx, event: &'a Event) {
        match &event.body {
            Body::AgencyCreated(body) => {
                self.agencies.insert(&body.agency, &body.name);
            }
            Body::PostCreated(body) => {
                self.posts.insert(&body.post, body);
            }
            Body::Refused(step) | Body::Withdrawn(step) | Body::Disputed(step) | Body::Challenged(step) => {
                self.contested.entry(&step.concern).or_default().push(ix);
            }
            _ => {}
        }
    }

    /// The event at a place.
    pub(crate) fn event(&self, ix: EventIx) -> Option<&'a Event> {
        self.m.events.get(ix as usize)
    }

    /// What an agency is called.
    pub(crate) fn agency(&self, id: &AgencyId) -> String {
        self.agencies.get(id).map_or_else(|| id.to_string(), |name| (*name).to_owned())
    }

    /// What a post is called, without its agency.
    pub(crate) fn post_title(&self, id: &PostId) -> String {
        if let Some(post) = self.posts.get(id) {
            return post.title.to_string();
        }
        match id.local().strip_prefix("unnamed-rank-").and_then(|rank| Rank::new(rank.parse().ok()?)) {
            Some(rank) => format!("post not named ({})", rank.words()),
            None => id.local().replace(['-', '_'], " "),
        }
    }

    /// What a post is called, with its agency.
    pub(crate) fn post(&self, id: &PostId) -> String {
        format!("{}, {}", self.post_title(id), self.agency(&id.agency()))
    }

    /// To whom something was told, in words.
    pub(crate) fn addressee(&self, to: &Addressee) -> String {
        match (&to.post, to.rank) {
            (Some(post), _) => self.post(post),
            (None, Some(rank)) => format!("{} ({})", self.agency(&to.agency), rank.words()),
            (None, None) => self.agency(&to.agency),
        }
    }

    /// What an entity is called in this report.
    pub(crate) fn entity(&self, ix: EntityIx) -> String {
        let kind = self.m.outcome.joined.entities.get(ix as usize).map_or("thing", |entity| entity.kind.word());
        format!("{} {}", kind.replace('_', " "), ix + 1)
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
    pub(crate) fn path(&self, file: FileId) -> String {
        self.m.files.iter().find(|known| known.id == file).map_or_else(|| "?".to_owned(), |known| known.path.clone())
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
        if !href.starts_with('#') && let Some(event) = self.event(row) {
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
            html.raw(" and ").number((rows.len() - most) as u64).raw(" more in ").raw("<a");
            html.attr("href", file).raw(">").raw(file).raw("</a>");
        }
    }
}
