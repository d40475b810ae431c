//! Plain words for codes, posts and events: one line that stands in a table or on the page.

mod codes;
mod particulars;

pub use codes::UNRECOGNISED;

use std::borrow::Cow;

use record::event::{Addresses, Correction, Told};
use record::policy::Policy;
use record::{Addressee, AgencyId, Body, Code, Event, PostId, Rank};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::Material;
use crate::mask::Mask;

/// Where silence would have climbed to a rank at which the files name no post: nobody must be quoted there.
const NO_POST_OF_THAT_RANK: &str = "no post of that rank is named in the files";

/// Names of agencies and posts, as the files give them, and titles of codes, as the policy gives them.
#[derive(Clone, Debug)]
pub struct Labels<'a> {
    policy: &'a Policy,
    mask: &'a Mask,
    agencies: FxHashMap<AgencyId, Agency>,
    posts: FxHashMap<PostId, Post>,
}

#[derive(Clone, Debug)]
struct Agency {
    id: String,
    name: String,
    kind: Option<Code>,
}

#[derive(Clone, Debug)]
struct Post {
    title: String,
    rank: Rank,
}

impl<'a> Labels<'a> {
    /// The labels of a review. Agencies and posts described twice keep their last description.
    pub fn new(material: &Material<'a>, mask: &'a Mask) -> Self {
        let mut labels = Self {
            policy: material.policy,
            mask,
            agencies: FxHashMap::default(),
            posts: FxHashMap::default(),
        };
        labels.name_agencies(material);
        for event in material.events {
            if let Body::PostCreated(post) = &event.body {
                let title = mask.open(&post.title).into_owned();
                labels.posts.insert(post.post.clone(), Post { title, rank: post.rank });
            }
        }
        labels
    }

    pub(crate) fn policy(&self) -> &'a Policy {
        self.policy
    }

    /// Ids of agencies that hold a name are masked; a number behind keeps two of them apart.
    fn name_agencies(&mut self, material: &Material<'_>) {
        let mut described: FxHashMap<&AgencyId, (&str, &Code)> = FxHashMap::default();
        let mut ids: FxHashSet<&AgencyId> = material.files.iter().map(|file| &file.agency).collect();
        for event in material.events {
            ids.insert(&event.by.agency);
            match &event.body {
                Body::AgencyCreated(agency) => {
                    described.insert(&agency.agency, (&agency.name, &agency.kind));
                    ids.insert(&agency.agency);
                }
                Body::Told(told) => {
                    ids.insert(&told.told_to.agency);
                    ids.extend(&told.teller_agency);
                }
                Body::HandedOver(over) => {
                    ids.insert(&over.to.agency);
                }
                Body::Recorded(recorded) => ids.extend(recorded.told_to.iter().map(|to| &to.agency)),
                _ => {}
            }
        }
        let mut ids: Vec<&AgencyId> = ids.into_iter().collect();
        ids.sort_unstable();
        for (number, id) in (1u32..).zip(ids) {
            let shown = self.mask.open(id.as_str());
            let plain = matches!(shown, Cow::Borrowed(_));
            let shown = if plain { shown.into_owned() } else { format!("agency-{number}") };
            let (name, kind) = match described.get(id) {
                Some((name, kind)) if !name.is_empty() => {
                    let masked = self.mask.open(name);
                    let same = matches!(masked, Cow::Borrowed(_));
                    let name = if same { masked.into_owned() } else { format!("{masked} (agency {number})") };
                    (name, Some((*kind).clone()))
                }
                other if plain => (title_case(&shown), other.map(|(_, kind)| (*kind).clone())),
                other => (format!("Agency {number}"), other.map(|(_, kind)| (*kind).clone())),
            };
            self.agencies.insert(id.clone(), Agency { id: shown, name, kind });
        }
    }

    /// The id of an agency as outputs show it: its own, unless it holds a name.
    pub fn agency_id<'b>(&'b self, agency: &'b AgencyId) -> Cow<'b, str> {
        match self.agencies.get(agency) {
            Some(known) => Cow::Borrowed(&known.id),
            None => self.mask.open(agency.as_str()),
        }
    }

    /// The name of an agency: "Westbrook Police".
    pub fn agency<'b>(&'b self, agency: &'b AgencyId) -> Cow<'b, str> {
        match self.agencies.get(agency) {
            Some(known) => Cow::Borrowed(&known.name),
            None => Cow::Owned(title_case(&self.mask.open(agency.as_str()))),
        }
    }

    /// The kind of an agency in plain words, where the files say it.
    pub fn agency_kind(&self, agency: &AgencyId) -> Option<&str> {
        let kind = self.agencies.get(agency)?.kind.as_ref()?;
        self.policy.agency_kinds.get(kind).map(|kind| kind.title.as_str())
    }

    /// The id of a post as outputs show it.
    pub fn post_id(&self, post: &PostId) -> String {
        let agency = post.agency();
        format!("{}/{}", self.agency_id(&agency), self.mask.open(post.local()))
    }

    /// The title of a post without its agency: "Missing Persons Desk", "unnamed post, front line".
    pub fn post_title(&self, post: &PostId) -> String {
        if let Some(known) = self.posts.get(post) {
            return known.title.clone();
        }
        match unnamed_rank(post) {
            Some(rank) => format!("unnamed post, {}", rank.words()),
            None => title_case(&self.mask.open(post.local())),
        }
    }

    /// The post with its agency: "Missing Persons Desk, Westbrook Police".
    pub fn post(&self, post: &PostId) -> String {
        format!("{}, {}", self.post_title(post), self.agency(&post.agency()))
    }

    /// A post that silence would have reached: its title, or that the files name none.
    pub fn reached(&self, post: &PostId) -> String {
        if self.is_named(post) { self.post_title(post) } else { NO_POST_OF_THAT_RANK.to_owned() }
    }

    /// The files name this post: it is no stand-in.
    pub fn is_named(&self, post: &PostId) -> bool {
        self.posts.contains_key(post) || unnamed_rank(post).is_none()
    }

    /// The rank of a post, where the files say it.
    pub fn rank(&self, post: &PostId) -> Option<Rank> {
        self.posts.get(post).map(|post| post.rank).or_else(|| unnamed_rank(post))
    }

    /// To whom: the post with its agency, or the agency and the rank that is stated.
    pub fn addressee(&self, to: &Addressee) -> String {
        match (&to.post, to.rank) {
            (Some(post), _) => self.post(post),
            (None, Some(rank)) => format!("{} ({})", self.agency(&to.agency), rank.words()),
            (None, None) => self.agency(&to.agency).into_owned(),
        }
    }

    /// A code of candour's or of the policy, at most 40 characters of it, masked. What a source typed goes through the
    /// look-ups of its kind instead.
    pub fn safe<'b>(&self, code: &'b Code) -> Cow<'b, str> {
        let masked = self.mask.open(code.as_str());
        match masked.char_indices().nth(40) {
            Some((cut, _)) => Cow::Owned(format!("{}…", &masked[..cut])),
            None => masked,
        }
    }

    fn words_of<'b>(&self, code: &'b Code) -> Cow<'b, str> {
        let safe = self.safe(code);
        if safe.contains(['_', '.']) { Cow::Owned(safe.replace(['_', '.'], " ")) } else { safe }
    }

    /// One line about an event: "missing episode reported by a school, told to Missing Persons Desk, Westbrook Police".
    ///
    /// It never holds the source's own words.
    pub fn event(&self, event: &Event) -> String {
        match &event.body {
            Body::Told(told) => self.told(event, told),
            Body::Recorded(recorded) => {
                let mut line = capital(&self.activity(&recorded.activity));
                if let Some(to) = &recorded.told_to {
                    line.push_str(&format!(", told to {}", self.addressee(to)));
                }
                for (set, code) in &recorded.codes {
                    line.push_str("; ");
                    let words = self.particular(&recorded.activity, set, code);
                    line.push_str(&words.unwrap_or_else(|| self.code(set, code)));
                }
                line
            }
            Body::Answered(answer) => {
                let mut line = format!("Answered: {}", self.outcome(&answer.outcome));
                line.push_str(addresses(answer.addresses, answer.reasons_given));
                if let Some(second) = &answer.second_post {
                    line.push_str(&format!("; second signature: {}", self.addressee(second)));
                }
                if let Some(to) = &answer.told_to {
                    line.push_str(&format!("; told to {}", self.addressee(to)));
                }
                line
            }
            Body::Opened(step) => self.step("Concern opened", &step.reason),
            Body::Refused(step) => self.step("Concern refused", &step.reason),
            Body::Accepted(step) => self.step("Hand-over accepted", &step.reason),
            Body::Countersigned(step) => self.step("Answer countersigned", &step.reason),
            Body::Withdrawn(step) => self.step("Withdrawal recorded, which answers nothing", &step.reason),
            Body::Disputed(step) => self.step("Answer disputed", &step.reason),
            Body::Challenged(step) => self.step("Post challenged", &step.reason),
            Body::HandedOver(over) => format!("Handed over to {}", self.addressee(&over.to)),
            Body::Corrected(correction) => correction_words(correction).to_owned(),
            Body::AgencyCreated(agency) => format!("Agency: {}", self.agency(&agency.agency)),
            Body::PostCreated(post) => format!("Post: {} ({})", self.post(&post.post), post.rank.words()),
            Body::PostHeldBy(held) => {
                let deputy = if held.deputy { " by a deputy" } else { "" };
                format!("Post held{deputy}: {}, {}", self.post(&held.post), span(held))
            }
            Body::PolicyAdopted(policy) => format!("Policy adopted, in force from {}", policy.from),
            Body::RuleChanged(change) => {
                format!("Rule changed: {}", crate::rule_words::recorded(self, change))
            }
            Body::Imported(file) => format!("File imported, {} rows", file.rows),
            Body::Vanished(row) => format!("Row no longer in a later extract: {}", self.words_of(&row.table)),
            Body::Changed(row) => {
                let fields: Vec<Cow<'_, str>> = row.fields.iter().map(|field| self.safe(field)).collect();
                format!(
                    "Row reads otherwise in a later extract: {} ({})",
                    self.words_of(&row.table),
                    fields.join(", ")
                )
            }
            Body::Read(_) => "Record read".to_owned(),
            Body::Published(ruling) => self.step("Published", &ruling.ground),
            Body::Erased(erasure) => self.ruled("Erased", &erasure.ground),
            Body::Held(hold) if hold.lifted => self.ruled("Hold lifted", &hold.ground),
            Body::Held(hold) => self.ruled("Held against erasure", &hold.ground),
            Body::Continued(log) => format!(
                "The log goes on under a new name: {} of {} entries signed before were kept",
                log.kept.min(log.former_size),
                log.former_size
            ),
        }
    }

    fn told(&self, event: &Event, told: &Told) -> String {
        let mut line = capital(&self.activity(&told.activity));
        if told.passes.is_none() && told.teller.as_str() != "unknown" {
            line.push_str(&format!(" by {}", self.teller(&told.teller)));
            if let Some(agency) = told.teller_agency.as_ref().filter(|agency| **agency != event.by.agency) {
                line.push_str(&format!(" ({})", self.agency(agency)));
            }
        }
        line.push_str(&format!(", told to {}", self.addressee(&told.told_to)));
        if told.immediate_danger {
            line.push_str("; immediate danger marked");
        }
        if let Some(count) = told.event_count.filter(|count| *count > 1) {
            line.push_str(&format!("; stands for {count} events"));
        }
        line
    }

    /// An erasure or a hold, with its ground in the policy's words.
    fn ruled(&self, what: &str, ground: &Code) -> String {
        match self.policy.grounds.get(ground) {
            Some(known) => format!("{what}: {}", known.title),
            None => self.step(what, ground),
        }
    }

    fn step(&self, what: &str, reason: &Code) -> String {
        match reason.as_str() {
            "" => what.to_owned(),
            _ => format!("{what}: {}", self.reason(reason)),
        }
    }
}

/// What an answer addresses. Without reasons nothing is said of its substance: returns record decisions alone.
fn addresses(addresses: Addresses, reasons_given: bool) -> &'static str {
    match (addresses, reasons_given) {
        (Addresses::Writer, true) => ", reasons given; it addresses the writer, not the substance",
        (Addresses::Writer, false) => ", no reasons given; it addresses the writer, not the substance",
        (Addresses::Procedure, true) => ", reasons given; it addresses the procedure, not the substance",
        (Addresses::Procedure, false) => ", no reasons given; it addresses the procedure, not the substance",
        (Addresses::Substance, true) => ", reasons given; it addresses the substance",
        (Addresses::Substance, false) => "; a decision is recorded; these files hold no reasons",
        (Addresses::Unknown, true) => ", reasons given; whether it addresses the substance is not stated",
        (Addresses::Unknown, false) => ", no reasons given; whether it addresses the substance is not stated",
    }
}

fn span(held: &record::event::PostHeldBy) -> String {
    match held.until {
        Some(until) => format!("from {} until {until}", held.from),
        None => format!("since {}", held.from),
    }
}

fn correction_words(correction: &Correction) -> &'static str {
    match correction {
        Correction::Same(..) => "Decided by a person: the same",
        Correction::NotSame(..) => "Decided by a person: not the same",
        Correction::Date(..) => "Dated by a person",
        Correction::SameEvent(..) => "Decided by a person: one event",
        Correction::NotSameEvent(..) => "Decided by a person: different events",
        Correction::Sign(..) => "Sign confirmed by a person",
        Correction::NotSign(..) => "Sign rejected by a person",
    }
}

/// The rank of a stand-in for an unnamed post.
fn unnamed_rank(post: &PostId) -> Option<Rank> {
    post.local().strip_prefix("unnamed-rank-")?.parse().ok().and_then(Rank::new)
}

/// First letter large.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `westbrook-police` becomes `Westbrook Police`.
fn title_case(id: &str) -> String {
    let words: Vec<String> = id.split(['-', '_', ' ']).filter(|word| !word.is_empty()).map(capital).collect();
    words.join(" ")
}
