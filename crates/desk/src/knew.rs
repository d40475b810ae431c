//! One question over a folder or a store: did this post know of this by that day?

use std::path::Path;

use flow::{About, KnowledgeAnswer, knew};
use published::key::Names;
use published::knew::{Asked, told};
use published::{Material, Shown};
use record::outputs::{EntityIx, EventIx};
use record::policy::Policy;
use record::source::{SourceFile, Unread};
use record::{AgencyId, ConcernRef, Day, Event, EventId, Finding, Logged, Mention, PostId};

use crate::archive::{AskPassphrase, Place};
use crate::gather::{GatherOptions, gather};
use crate::{Archive, Error, Reporter, key_file};

/// Of what a post may have known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A concern, by the number an agency gives it.
    Concern(AgencyId, String),
    /// A child, by the number an agency knows it under.
    Child(AgencyId, String),
    /// Either of the two, whichever the number is.
    Number(AgencyId, String),
    /// Whatever a pseudonym of the key file stands for: a child, a person, a place, a vehicle, …
    Pseudonym(String),
}

/// Where the records are.
#[derive(Clone, Copy)]
pub enum Records<'a> {
    /// A folder of extracts, read as a review reads it.
    Folder(&'a Path),
    /// A store; nothing is added to it.
    Store(&'a Place, &'a AskPassphrase<'a>),
}

/// What the question must be told.
#[derive(Clone, Copy)]
pub struct KnewOptions<'a> {
    /// Where the records are.
    pub records: Records<'a>,
    /// The post.
    pub post: &'a PostId,
    /// Of what.
    pub of: &'a Of,
    /// By the end of this day.
    pub by: Day,
    /// The records of after this day are left out.
    pub as_of: Day,
    /// When candour takes the events of a folder.
    pub logged: Logged,
    /// The policy.
    pub policy: &'a Policy,
    /// The key file of an earlier report: it says what a pseudonym stands for, and is left as it is.
    pub key: Option<&'a Path>,
    /// What may be shown.
    pub shown: Shown,
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct KnewAnswer {
    /// In words.
    pub words: String,
    /// As JSON.
    pub json: String,
    /// The answer itself.
    pub answer: KnowledgeAnswer,
}

/// Answers the question. Nothing is written: no report, no key, no event.
///
/// # Errors
/// [`Error`] when the folder, the store or the key cannot be read, or when nothing in the records is what was asked of.
pub fn ask_knew(options: &KnewOptions<'_>) -> Result<KnewAnswer, Error> {
    let mut given = given(options)?;
    flow::apply_corrections(&mut given.events);
    flow::order(&mut given.events);
    if matches!(options.records, Records::Folder(_)) {
        (1..).zip(&mut given.events).for_each(|(number, event)| event.id = EventId(number));
    }
    let outcome = flow::run(&given.events, options.policy, options.as_of);
    let material = Material {
        events: &given.events,
        outcome: &outcome,
        files: &given.files,
        unread: &given.unread,
        findings: &given.findings,
        policy: options.policy,
        as_of: options.as_of,
        log: None,
        measured: None,
        lines: &[],
    };
    let names = names(&material, options)?;
    let subject = Subject::find(&material, &names, options.of)?;
    if subject.concern.as_ref().is_some_and(|concern| flow::is_several(&given.events, concern, options.as_of))
    {
        return Err(Error::SeveralConcerns);
    }
    let about = match &subject.concern {
        Some(concern) => About::Concern(concern),
        None => About::Events(&subject.events),
    };
    let answer = knew(&outcome.answers, &given.events, options.post, about, options.by);
    let (of, possible) = (subject.words.as_str(), subject.possible);
    let asked = Asked { post: options.post, of, by: options.by, possible };
    let (words, json) = told(&material, &names, options.shown, asked, &answer);
    Ok(KnewAnswer { words, json, answer })
}

/// What the question works on.
struct Given {
    events: Vec<Event>,
    files: Vec<SourceFile>,
    unread: Vec<Unread>,
    findings: Vec<Finding>,
}

fn given(options: &KnewOptions<'_>) -> Result<Given, Error> {
    match options.records {
        Records::Folder(folder) => {
            let read = gather(
                folder,
                &GatherOptions {
                    policy: options.policy,
                    logged: options.logged,
                    as_of: options.as_of,
                    secret: [0; 32],
                    progress: options.progress,
                },
            )?;
            crate::review::nothing_read(folder, &read)?;
            let mut files: Vec<SourceFile> = read.files.into_iter().map(|(file, _)| file).collect();
            files.sort_by_key(|file| file.id);
            let events = read.events.into_iter().map(|(_, event)| event).collect();
            Ok(Given { events, files, unread: read.unread, findings: read.findings })
        }
        Records::Store(place, passphrase) => {
            let archive = Archive::open_there(place, passphrase)?;
            let events = archive.events(options.progress)?.into_iter().map(|(_, event)| event).collect();
            let files = archive.files()?;
            Ok(Given { events, files, unread: Vec::new(), findings: Vec::new() })
        }
    }
}

/// Pseudonyms: those of the key file, or drawn for this answer alone.
fn names(material: &Material<'_>, options: &KnewOptions<'_>) -> Result<Names, Error> {
    let mut key = match options.key {
        Some(path) if !path.is_file() => {
            let cause = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(Error::file(path, cause, "name the key file beside an earlier report"));
        }
        Some(path) => key_file::load(path)?,
        None => key_file::new()?,
    };
    let mut failed = None;
    let mut draw = |bytes: &mut [u8]| failed = getrandom::fill(bytes).err().or(failed);
    let names = Names::assign(material.events, &material.outcome.joined, &mut key, &mut draw);
    failed.map_or(Ok(names), |cause| Err(Error::Random(cause)))
}

/// What was asked of, found in the records.
struct Subject {
    concern: Option<ConcernRef>,
    events: Vec<EventIx>,
    words: String,
    possible: usize,
}

impl Subject {
    fn find(material: &Material<'_>, names: &Names, of: &Of) -> Result<Self, Error> {
        match of {
            Of::Concern(agency, number) => {
                Self::concern(material, agency, number).ok_or(Error::NotInRecords("concern"))
            }
            Of::Child(agency, number) => {
                Self::child(material, agency, number).ok_or(Error::NotInRecords("child"))
            }
            Of::Number(agency, number) => {
                match (Self::concern(material, agency, number), Self::child(material, agency, number)) {
                    (Some(_), Some(_)) => Err(Error::TwoMeanings),
                    (one, other) => one.or(other).ok_or(Error::NotInRecords("concern or child")),
                }
            }
            Of::Pseudonym(pseudonym) => {
                let all = 0..names.len() as EntityIx;
                let is = |entity: &EntityIx| {
                    let called = names.of(*entity);
                    called == pseudonym || called.rsplit(' ').next() == Some(pseudonym)
                };
                let entities: Vec<EntityIx> = all.filter(is).collect();
                let found =
                    Self::things(material, &entities, names.of(*entities.first().unwrap_or(&EntityIx::MAX)));
                found.ok_or(Error::NotInRecords("pseudonym"))
            }
        }
    }

    fn concern(material: &Material<'_>, agency: &AgencyId, number: &str) -> Option<Self> {
        let concern = ConcernRef { agency: agency.clone(), key: number.into() };
        let named = material.events.iter().any(|event| {
            let (own, passes) = event.body.references();
            own == Some(&concern) || passes == Some(&concern)
        });
        named.then(|| Self {
            concern: Some(concern),
            events: Vec::new(),
            words: "this concern".to_owned(),
            possible: 0,
        })
    }

    /// A child by the number of one agency: whatever is certainly the same child, in every file.
    fn child(material: &Material<'_>, agency: &AgencyId, number: &str) -> Option<Self> {
        let joined = &material.outcome.joined;
        let mut entities: Vec<EntityIx> = Vec::new();
        for (ix, event) in (0..).zip(material.events).filter(|(_, event)| event.by.agency == *agency) {
            let known = |(_, child): &(u16, &Mention)| child.local_id() == Some(number);
            let of =
                |(place, _): (u16, &Mention)| joined.entity_of[joined.mentions.index(ix, place) as usize];
            entities.extend(event.children().filter(known).map(of));
        }
        entities.sort_unstable();
        entities.dedup();
        Self::things(material, &entities, "this child")
    }

    fn things(material: &Material<'_>, entities: &[EntityIx], words: &str) -> Option<Self> {
        let joined = &material.outcome.joined;
        let mentions = || entities.iter().flat_map(|entity| &joined.entities[*entity as usize].mentions);
        let mut events: Vec<EventIx> = mentions().map(|mention| joined.mentions.place(*mention).0).collect();
        events.sort_unstable();
        events.dedup();
        let ours: rustc_hash::FxHashSet<u32> = mentions().copied().collect();
        let open = joined.links.iter().filter(|link| {
            link.certainty == record::outputs::Certainty::Possible
                && ours.contains(&link.a) != ours.contains(&link.b)
        });
        let outside = open.map(|link| if ours.contains(&link.a) { link.b } else { link.a });
        let mut possible: Vec<EventIx> = outside.map(|mention| joined.mentions.place(mention).0).collect();
        possible.sort_unstable();
        possible.dedup();
        (!events.is_empty()).then(|| Self {
            concern: None,
            events,
            words: words.to_owned(),
            possible: possible.len(),
        })
    }
}
