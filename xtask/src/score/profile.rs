//! The error profile of the written files: how often what a record says of a child or a thing is not so in truth.

use std::collections::{BTreeMap, BTreeSet};

use record::event::Body;
use record::mention::Sex;
use record::{Event, Mention, MentionKind};

use super::kind;
use super::truth::{Key, Truth};

/// Mentions of children of one group, and how many say otherwise than the truth.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Errors {
    /// Mentions.
    pub(crate) mentions: u64,
    /// No name stands there.
    pub(crate) unnamed: u64,
    /// Mentions with a name.
    pub(crate) named: u64,
    /// Of those with a name: another form of it, or another name.
    pub(crate) name: u64,
    /// Another birth date.
    pub(crate) born: u64,
    /// Another sex.
    pub(crate) sex: u64,
    /// Mentions of the child that the record is about, with a name.
    pub(crate) about: u64,
    /// Of these: a postcode where the child did not live that day.
    pub(crate) old: u64,
    /// Of these: no postcode.
    pub(crate) missing: u64,
}

/// Mentions of things of one kind, and how many are written otherwise than they are.
pub(crate) type Things = BTreeMap<String, (u64, u64)>;

/// The profile of a town.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    /// By kind of agency, then by group, all first.
    pub(crate) groups: BTreeMap<(u8, String), Errors>,
    /// By agency.
    agencies: BTreeMap<String, Errors>,
    /// Plates, phones and names online.
    pub(crate) things: Things,
}

impl Errors {
    /// A count in percent of another.
    pub(crate) fn percent(part: u64, all: u64) -> f64 {
        100.0 * part as f64 / (all as f64).max(1.0)
    }
}

pub(super) fn profile(truth: &Truth, events: &[Event]) -> Profile {
    let mut profile = Profile::default();
    // A row that was sent again is no second mention.
    let mut seen: BTreeSet<Key> = BTreeSet::new();
    for event in events {
        let Body::Told(told) = &event.body else { continue };
        let key = (told.concern.agency.to_string(), told.concern.key.to_string());
        if told.passes.is_some() || !seen.insert(key.clone()) {
            continue;
        }
        let Some(concern) = truth.concerns.get(&key) else { continue };
        let day = event.claimed.earliest().map(|first| first.day());
        for mention in event.mentions().iter().filter(|mention| mention.kind == MentionKind::Child) {
            let about = mention.role.as_str() == "subject";
            let (child, word) =
                if about { (&concern.child, "child") } else { (&concern.other, "other_child") };
            let false_name = concern.false_name.split('|').any(|of| of == word);
            let (Some(errors), Some(day)) = (errors(truth, child, mention, about, day), day) else {
                continue;
            };
            let moved = truth.home(child, day).is_some_and(|(_, since)| since < 365);
            let mut groups: Vec<(u8, &str)> = vec![(0, "all"), (1, kind(&key.0))];
            groups.extend(truth.groups(child, false_name).into_iter().map(|group| (2, group)));
            groups.extend(moved.then_some((2, "moved in the year before")));
            for (order, group) in groups {
                profile.groups.entry((order, group.to_owned())).or_default().add(errors);
            }
            profile.agencies.entry(key.0.clone()).or_default().add(errors);
        }
        things(truth, &key, event.mentions(), &mut profile.things);
    }
    profile
}

/// One mention beside the child that it is.
fn errors(
    truth: &Truth,
    child: &str,
    mention: &Mention,
    about: bool,
    day: Option<record::Day>,
) -> Option<Errors> {
    let of = truth.children.get(child)?;
    let (Some(given), Some(family)) = (&mention.forename, &mention.surname) else {
        return Some(Errors { mentions: 1, unnamed: 1, ..Errors::default() });
    };
    let born = mention.born.as_ref().and_then(|born| born.earliest()).map(|first| first.day().to_string());
    let sex = match mention.sex {
        Some(Sex::Male) => "M",
        Some(Sex::Female) => "F",
        _ => "",
    };
    let home = day.and_then(|day| truth.home(child, day));
    let other_home = mention.postcode.as_ref().is_some_and(|code| home.is_some_and(|(real, _)| code != real));
    Some(Errors {
        mentions: 1,
        unnamed: 0,
        named: 1,
        name: u64::from(*given != of.forename || *family != of.surname),
        born: u64::from(born.as_deref() != Some(of.born.as_str())),
        sex: u64::from(sex != of.sex),
        about: u64::from(about),
        old: u64::from(about && other_home),
        missing: u64::from(about && mention.postcode.is_none()),
    })
}

/// Plates, phones and names online: the n-th of a kind in the record is the n-th of it in the truth.
fn things(truth: &Truth, key: &Key, mentions: &[Mention], all: &mut Things) {
    for (kind, word) in [
        (MentionKind::Vehicle, "plates"),
        (MentionKind::Phone, "phones"),
        (MentionKind::OnlineName, "names online"),
    ] {
        let real = truth.named.get(key).into_iter().flatten().filter(|named| named.kind == kind.word());
        let written: Vec<&Mention> = mentions.iter().filter(|mention| mention.kind == kind).collect();
        let real: Vec<_> = real.filter_map(|named| truth.things.get(&named.thing)).collect();
        if real.len() != written.len() {
            continue;
        }
        for (mention, thing) in written.iter().zip(real) {
            let value = if thing.phone.is_empty() { &thing.value } else { &thing.phone };
            let count = all.entry(word.to_owned()).or_default();
            count.0 += 1;
            count.1 += u64::from(mention.value.as_ref().is_some_and(|written| written != value));
        }
    }
}

impl Errors {
    fn add(&mut self, other: Self) {
        self.mentions += other.mentions;
        self.unnamed += other.unnamed;
        self.named += other.named;
        self.name += other.name;
        self.born += other.born;
        self.sex += other.sex;
        self.about += other.about;
        self.old += other.old;
        self.missing += other.missing;
    }

    /// In words, in percent.
    pub(crate) fn words(&self) -> String {
        let of = Self::percent;
        format!(
            "name {:.1} %, birth date {:.2} %, sex {:.2} %, postcode old {:.1} % and missing {:.1} %, not named {:.1} %",
            of(self.name, self.named),
            of(self.born, self.named),
            of(self.sex, self.named),
            of(self.old, self.about),
            of(self.missing, self.about),
            of(self.unnamed, self.mentions)
        )
    }
}

impl Profile {
    /// How far agencies of one kind lie apart: kind, how many, and the smallest and largest share of names in another form.
    pub(crate) fn apart(&self) -> Vec<(String, usize, f64, f64)> {
        let mut kinds: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for (agency, errors) in self.agencies.iter().filter(|(_, errors)| errors.named >= 200) {
            kinds.entry(kind(agency)).or_default().push(Errors::percent(errors.name, errors.named));
        }
        let several = kinds.into_iter().filter(|(_, shares)| shares.len() > 1);
        several
            .map(|(kind, shares)| {
                let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
                let most = shares.iter().copied().fold(0.0, f64::max);
                (kind.to_owned(), shares.len(), least, most)
            })
            .collect()
    }

    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .groups
            .iter()
            .map(|((_, group), errors)| {
                format!("errors, {group}: {} mentions; {}", errors.mentions, errors.words())
            })
            .collect();
        lines.push(
            "errors, beside published: sex or birth date 0.1 %; hospital postcode old or missing 53 %; name the reason in 37 of 100 failed matches"
                .into(),
        );
        for (kind, agencies, least, most) in self.apart() {
            lines.push(format!(
                "errors, by agency: names in another form from {least:.1} % to {most:.1} % in {agencies} of the kind {kind}"
            ));
        }
        for (word, (all, otherwise)) in &self.things {
            let share = Errors::percent(*otherwise, *all);
            lines.push(format!("errors, {word}: {all} mentions; {share:.1} % written otherwise"));
        }
        lines
    }
}
