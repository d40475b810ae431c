//! A store with its keys: the only place where sealed records meet what opens them.

use std::path::PathBuf;
use std::sync::Mutex;

use ledger::Signer;
use ledger::commitment::Seed;
use record::source::{Completeness, SourceFile};
use record::{AgencyId, Code, Event, EventId, FileId};
use rustc_hash::FxHashMap;
use store::{Address, Group, KeptFile, NewRecord, Store, Subject, Submission};
use told::fields::{self, HEADER, LOGGED_POSITION};
use told::key_file::KeyChain;
use told::keys::{Secret, tag, unwrap, unwrap_secret, wrap};
use told::seal::{KeyRing, SealedRecord, SubjectKey, Submitted, seal};
use told::stored::ReadError;
use told::subjects::{Needed, OFFICES, THINGS, needed};

use crate::{Error, chance, keys};

/// Where the parts of a store are.
#[derive(Clone, Debug)]
pub struct Place {
    /// The database.
    pub address: Address,
    /// The key file.
    pub keys: PathBuf,
    /// The second copy of the last signed size.
    pub last_signed: PathBuf,
    /// Name of a log that is about to begin; a random one if not given.
    pub origin: Option<String>,
}

impl Place {
    /// The usual place of key file and second copy: beside the database.
    pub fn beside(address: Address) -> Self {
        let (keys, last_signed) = (keys::beside(&address.0), store::beside(&address.0));
        Self { address, keys, last_signed, origin: None }
    }
}

/// An open store and its keys.
#[derive(Debug)]
pub struct Archive {
    store: Store,
    pub(crate) chain: KeyChain,
    place: Place,
    things: Secret,
    offices: Secret,
    /// The number under which what is told stands among the files.
    told_file: FileId,
    /// Keys of subjects met before, by what they are known by.
    known: Mutex<FxHashMap<[u8; 16], Met>>,
}

/// A subject met before.
#[derive(Clone, Debug)]
struct Met {
    key: SubjectKey,
    /// INVARIANT: what the store must still keep of it; `None` only once a record that carried it is durable. Until then
    /// every record sealed under the key carries it, so that none is durable before its key is.
    not_kept: Option<Subject>,
}

/// Asks for the passphrase; `new` when a key file is about to be made.
pub type AskPassphrase<'a> = dyn Fn(bool) -> Result<String, String> + 'a;

impl Archive {
    /// Opens a store for writing; makes it, with its keys and second copy, if nothing of it is there.
    ///
    /// # Errors
    /// [`Error`] when the key file is missing, the passphrase is wrong, or the store refuses to start.
    pub fn open(place: &Place, ask: &AskPassphrase<'_>) -> Result<Self, Error> {
        let (chain, passphrase) = keys::load_or_make(place, ask)?;
        let mut archive = Self::with_chain(place, chain)?;
        crate::erase::finish(&mut archive, &passphrase)?;
        Ok(archive)
    }

    /// As [`Self::open`], of a store that must be there: whoever only asks of one makes none by a slip of the pen.
    ///
    /// # Errors
    /// [`Error`] as [`Self::open`], and when there is no store.
    pub fn open_there(place: &Place, ask: &AskPassphrase<'_>) -> Result<Self, Error> {
        if !place.address.0.is_file() {
            return Err(Error::Store(store::Error::NotThere(place.address.0.clone())));
        }
        Self::open(place, ask)
    }

    /// Begins a store with files that have their numbers already.
    pub(crate) fn begun_with(
        place: &Place,
        chain: KeyChain,
        files: &[(SourceFile, [u8; 32])],
    ) -> Result<Self, Error> {
        let store = Store::open(&place.address, signer(&chain)?, &place.last_signed)?;
        let things = own_subject(&store, &chain, THINGS)?;
        let kept: Vec<KeptFile> = files
            .iter()
            .map(|(file, digest)| keep(&chain, &things, file, digest))
            .collect::<Result<_, _>>()?;
        store.append_and(Vec::new(), move |extra| kept.iter().try_for_each(|file| extra.file(file, true)))?;
        Self::over(store, place, chain)
    }

    /// As [`Self::open`] with keys that are open already; what an earlier run left unfinished is left so.
    pub(crate) fn with_chain(place: &Place, chain: KeyChain) -> Result<Self, Error> {
        let store = Store::open(&place.address, signer(&chain)?, &place.last_signed)?;
        Self::over(store, place, chain)
    }

    /// As [`Self::open`] over a store opened otherwise: for proofs.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn over(store: Store, place: &Place, chain: KeyChain) -> Result<Self, Error> {
        let mut own = Vec::with_capacity(2);
        for id in [THINGS, OFFICES] {
            own.push(own_subject(&store, &chain, id)?);
        }
        let (offices, things) = (own.pop(), own.pop());
        let missing = || Error::Keys { path: place.keys.clone(), problem: "has no epoch".into() };
        let (things, offices) = (things.ok_or_else(missing)?, offices.ok_or_else(missing)?);
        let told_file = told_file(&store, &chain, &things)?;
        Ok(Self { store, place: place.clone(), things, offices, told_file, chain, known: Mutex::default() })
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Where its parts are.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The log's origin.
    pub fn origin(&self) -> &str {
        &self.chain.origin
    }

    /// The number of what is told among the files.
    pub(crate) fn told_file(&self) -> FileId {
        self.told_file
    }

    /// The secret of the store's keyed hashes.
    pub(crate) fn secret(&self) -> &Secret {
        &self.chain.store
    }

    /// A file as the store keeps it: found again by path and content, its path sealed, for it may hold a name.
    pub(crate) fn kept_file(&self, file: &SourceFile, digest: &[u8; 32]) -> Result<KeptFile, Error> {
        keep(&self.chain, &self.things, file, digest)
    }

    /// The keyed hash a file is found again by.
    pub(crate) fn file_tag(&self, path: &str, digest: &[u8; 32]) -> [u8; 16] {
        file_tag(&self.chain, path, digest)
    }

    /// Every file ever imported, by number.
    pub(crate) fn files(&self) -> Result<Vec<SourceFile>, Error> {
        let mut files = Vec::new();
        for stored in self.store.read(store::Reader::files)? {
            let path =
                unwrap(&self.things, &stored.path, FILE_PATH).map_err(|_| Error::SubjectKey(THINGS))?;
            files.push(SourceFile { path: String::from_utf8_lossy(&path).into_owned(), ..stored.file });
        }
        Ok(files)
    }

    /// Meets every known subject once, so that an import asks the database no more.
    pub(crate) fn meet_all(&self) -> Result<(), Error> {
        let mut subjects = Vec::new();
        self.store.read(|reader| reader.subjects(&mut |subject| subjects.push(subject)))?;
        let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for subject in &subjects {
            if let Some(tag) = subject.tag
                && let Some(key) = subject_key(&self.chain, subject)?
            {
                known.entry(tag).or_insert(Met { key, not_kept: None });
            }
        }
        Ok(())
    }

    /// The keys an event is sealed under, and the subjects that begin with it. A concern whose number was drawn just now
    /// is in no store.
    pub(crate) fn ring(
        &self,
        needed: &Needed,
        ask_store: bool,
        concern_drawn: bool,
    ) -> Result<(KeyRing, Vec<Subject>), Error> {
        let mut new = Vec::new();
        let concern = match needed.concern {
            Some(tag) if concern_drawn => {
                let (key, subject) = self.begun(Some(tag))?;
                new.push(subject);
                Some(key)
            }
            Some(tag) => Some(self.subject(Some(tag), ask_store, &mut new)?),
            None => None,
        };
        let mut people = Vec::with_capacity(needed.people.len());
        for (place, tag) in &needed.people {
            people.push((*place, self.subject(*tag, ask_store, &mut new)?));
        }
        Ok((KeyRing { concern, people, things: self.things.clone(), offices: self.offices.clone() }, new))
    }

    fn subject(
        &self,
        tag: Option<[u8; 16]>,
        ask_store: bool,
        new: &mut Vec<Subject>,
    ) -> Result<SubjectKey, Error> {
        let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(met) = tag.and_then(|tag| known.get(&tag)) {
            new.extend(met.not_kept.clone());
            return Ok(met.key.clone());
        }
        if let Some(tag) = tag.filter(|_| ask_store) {
            for subject in self.store.read(|reader| reader.subjects_by_tag(&tag))? {
                if let Some(key) = subject_key(&self.chain, &subject)? {
                    known.insert(tag, Met { key: key.clone(), not_kept: None });
                    return Ok(key);
                }
            }
        }
        let (key, subject) = self.begun(tag)?;
        if let Some(tag) = tag {
            // An import appends one batch after another and ends at the first that fails: once is enough there.
            let not_kept = ask_store.then(|| subject.clone());
            known.insert(tag, Met { key: key.clone(), not_kept });
        }
        new.push(subject);
        Ok(key)
    }

    /// A new subject.
    fn begun(&self, tag: Option<[u8; 16]>) -> Result<(SubjectKey, Subject), Error> {
        let key = SubjectKey { id: self.store.next_subject()?, key: chance::with(Secret::draw)? };
        let subject = wrapped_subject(&self.chain, &key, tag)?;
        Ok((key, subject))
    }

    /// Notes that a record which carried these subjects is durable.
    pub(crate) fn kept(&self, subjects: &[Subject]) {
        let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for subject in subjects {
            if let Some(met) = subject.tag.and_then(|tag| known.get_mut(&tag))
                && met.key.id == subject.id
            {
                met.not_kept = None;
            }
        }
    }

    /// Seals an event for the log.
    pub(crate) fn sealed(&self, event: &Event, with: &Sealing<'_>) -> Result<NewRecord, Error> {
        let submitted = with.salt.zip(with.submission.as_ref());
        let submitted =
            submitted.map(|(salt, of)| Submitted { salt, tag: of.tag, words: of.words, digest: of.digest });
        let submitted = submitted.as_ref();
        let sealed = chance::with(|draw| seal(event, with.needed, with.ring, with.seed, submitted, draw))?;
        Ok(record_of(sealed, with))
    }

    /// Seals one event under a fresh seed that nobody keeps, asking the database for its subjects.
    pub(crate) fn seal_alone(&self, event: &Event) -> Result<NewRecord, Error> {
        let needed = needed(event, self.secret());
        let (ring, subjects) = self.ring(&needed, true, false)?;
        let seed = chance::with(fresh_seed)?;
        let with = Sealing {
            needed: &needed,
            ring: &ring,
            subjects,
            seed: &seed,
            salt: None,
            seen: None,
            submission: None,
        };
        self.sealed(event, &with)
    }

    /// Appends one event that no file holds; gives its index.
    pub(crate) fn append_alone(&self, event: &Event) -> Result<u64, Error> {
        let done = self.store.append(vec![self.seal_alone(event)?], false)?;
        match done.appended.first() {
            Some(store::Appended::New(index)) => Ok(*index),
            _ => Err(Error::Store(store::Error::Stopped)),
        }
    }

    pub(crate) fn forget_known(&self) {
        self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
    }
}

/// What an event is sealed with.
pub(crate) struct Sealing<'a> {
    pub(crate) needed: &'a Needed,
    pub(crate) ring: &'a KeyRing,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) seed: &'a Seed,
    pub(crate) salt: Option<&'a Secret>,
    pub(crate) seen: Option<[u8; 16]>,
    pub(crate) submission: Option<Submission>,
}

/// A fresh seed.
pub(crate) fn fresh_seed(draw: &mut told::keys::Draw<'_>) -> Seed {
    let mut seed = Seed([0; 32]);
    draw(&mut seed.0);
    seed
}

fn record_of(sealed: SealedRecord, with: &Sealing<'_>) -> NewRecord {
    NewRecord {
        id: sealed.id,
        kind: sealed.kind,
        logged: sealed.logged,
        logged_at: (LOGGED_POSITION, fields::label(HEADER, "logged").to_vec()),
        concern: sealed.concern,
        passes: sealed.passes,
        seeds: sealed.seeds,
        open: sealed.open,
        hidden: sealed.hidden,
        commitments: sealed.commitments,
        groups: sealed
            .groups
            .into_iter()
            .map(|group| Group {
                group: group.group,
                subjects: group.subjects,
                wrapped: Some(group.wrapped),
                sealed: Some(group.sealed),
            })
            .collect(),
        subjects: with.subjects.clone(),
        seen: with.seen,
        submission: with.submission,
    }
}

/// The log's signer.
pub(crate) fn signer(chain: &KeyChain) -> Result<Signer, Error> {
    Signer::from_seed(&chain.origin, &chain.signing.0).map_err(|cause| Error::Origin(cause.to_string()))
}

/// The key of a stored subject; `None`: destroyed.
pub(crate) fn subject_key(chain: &KeyChain, subject: &Subject) -> Result<Option<SubjectKey>, Error> {
    let Some((epoch, wrapped)) = &subject.wrapped else { return Ok(None) };
    let epoch_key = chain.epoch_key(*epoch).ok_or(Error::Epoch(*epoch))?;
    let key = unwrap_secret(epoch_key, wrapped, &subject_context(subject.id, *epoch))
        .map_err(|_| Error::SubjectKey(subject.id))?;
    Ok(Some(SubjectKey { id: subject.id, key }))
}

/// A subject as the store keeps it.
pub(crate) fn wrapped_subject(
    chain: &KeyChain,
    key: &SubjectKey,
    tag: Option<[u8; 16]>,
) -> Result<Subject, Error> {
    let (epoch, epoch_key) = chain.epoch().ok_or(Error::Epoch(0))?;
    let wrapped = chance::with(|draw| wrap(epoch_key, &key.key.0, &subject_context(key.id, epoch), draw))?;
    Ok(Subject { id: key.id, tag, wrapped: Some((epoch, wrapped)), erased_as: None })
}

/// Binds a wrapped key to its subject and epoch.
pub(crate) fn subject_context(id: u64, epoch: u32) -> Vec<u8> {
    [b"subject".as_slice(), &id.to_be_bytes(), &epoch.to_be_bytes()].concat()
}

pub(crate) const FILE_PATH: &[u8] = b"path of a file";
/// What stands for the file of a concern told to candour itself.
pub(crate) const TOLD: &str = "told to candour";

pub(crate) fn file_tag(chain: &KeyChain, path: &str, digest: &[u8; 32]) -> [u8; 16] {
    tag(&chain.store, "file", &[path.as_bytes(), digest])
}

fn keep(chain: &KeyChain, things: &Secret, file: &SourceFile, digest: &[u8; 32]) -> Result<KeptFile, Error> {
    let path = chance::with(|draw| wrap(things, file.path.as_bytes(), FILE_PATH, draw))?;
    Ok(KeptFile {
        file: SourceFile { path: String::new(), ..file.clone() },
        tag: file_tag(chain, &file.path, digest),
        path,
    })
}

/// The number of what is told among the files; kept the first time.
fn told_file(store: &Store, chain: &KeyChain, things: &Secret) -> Result<FileId, Error> {
    let tag = file_tag(chain, TOLD, &[0; 32]);
    if let Some((id, _)) = store.read(|reader| reader.file_number(&tag))? {
        return Ok(id);
    }
    let id = store.read(store::Reader::next_file_number)?;
    let file = SourceFile {
        id,
        path: TOLD.into(),
        format: Code::new(record::source::TOLD),
        agency: AgencyId::new(told::telling::PUBLIC),
        covers: None,
        completeness: Completeness::NotStated,
        read: 0,
        skipped: 0,
        repaired: 0,
        repeated: 0,
        children: 0,
        bytes: 0,
    };
    let kept = keep(chain, things, &file, &[0; 32])?;
    store.append_and(Vec::new(), move |extra| extra.file(&kept, true))?;
    Ok(id)
}

/// One of the store's own subjects; made the first time.
fn own_subject(store: &Store, chain: &KeyChain, id: u64) -> Result<Secret, Error> {
    if let Some(subject) = store.read(|reader| reader.subject(id))? {
        return subject_key(chain, &subject)?.map(|key| key.key.clone()).ok_or(Error::SubjectKey(id));
    }
    let key = SubjectKey { id, key: chance::with(Secret::draw)? };
    let subject = wrapped_subject(chain, &key, None)?;
    store.append_and(Vec::new(), move |extra| extra.subject(&subject))?;
    Ok(key.key)
}

/// An error that names the event.
pub(crate) fn unreadable(id: EventId, cause: &ReadError) -> Error {
    Error::Store(store::Error::Damaged { id, words: cause.to_string() })
}
