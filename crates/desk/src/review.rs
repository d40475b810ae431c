//! One command from a folder of extracts to a report.

use std::path::{Path, PathBuf};

use published::key::Names;
use published::{Material, Shown};
use record::policy::Policy;
use record::source::{SourceFile, Unread};
use record::{AgencyId, Day, Event, EventId, Logged};
use rustc_hash::FxHashMap;

use crate::archive::{AskPassphrase, Place};
use crate::corrections::Applied;
use crate::gather::{GatherOptions, Gathered, gather};
use crate::import::{ImportOptions, import};
use crate::report_folder::ReportFolder;
use crate::{Archive, Error, Progress, Reporter, corrections, key_file};

/// What a review must be told.
#[derive(Clone, Copy)]
pub struct ReviewOptions<'a> {
    /// The folder of extracts.
    pub folder: &'a Path,
    /// Where the report goes.
    pub out: &'a Path,
    /// As of the end of this day.
    pub as_of: Day,
    /// When candour takes the events.
    pub logged: Logged,
    /// The policy.
    pub policy: &'a Policy,
    /// A store that keeps the events; `None`: nothing is kept but the report.
    pub store: Option<&'a Place>,
    /// Asks for the passphrase of the store's key file.
    pub passphrase: &'a AskPassphrase<'a>,
    /// An edited `corrections.csv`.
    pub corrections: Option<&'a Path>,
    /// The key file; `None`: beside the report folder.
    pub key: Option<&'a Path>,
    /// What may be shown.
    pub shown: Shown,
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
}

/// What a review did.
#[derive(Debug)]
pub struct Review {
    /// The files read.
    pub files: Vec<SourceFile>,
    /// How many events were told to candour itself.
    pub told: usize,
    /// The files not read.
    pub unread: Vec<Unread>,
    /// How many findings there are.
    pub findings: usize,
    /// How many events there are.
    pub events: usize,
    /// How many duties stand unanswered.
    pub unanswered: usize,
    /// How many questions of things that several children's records share.
    pub questions: usize,
    /// How many events several agencies tell of, and how many of these disagree.
    pub accounts: (usize, usize),
    /// How many warnings the files tell a post of.
    pub warnings: usize,
    /// What became of the corrections given.
    pub corrections: Applied,
    /// Where the key is.
    pub key: PathBuf,
    /// The page to open first.
    pub page: PathBuf,
}

/// Reads a folder and writes its report.
///
/// # Errors
/// [`Error`] when the folder, the report folder, the key, the corrections file or the store cannot be used.
/// A file that cannot be read is no error: it is listed, and the rest is done.
pub fn review(options: &ReviewOptions<'_>) -> Result<Review, Error> {
    crate::walk::there(options.folder)?;
    let key_place = options.key.map_or_else(|| key_file::beside(options.out), Path::to_owned);
    key_file::apart(&key_place, [options.folder, options.out])?;
    let folder = ReportFolder::at(options.out, options.folder)?;
    let mut key = key_file::load(&key_place)?;

    let Collected { archive, mut events, mut gathered, mut indexes } = collect(options)?;
    nothing_read(options.folder, &gathered)?;
    folder.begin()?;
    let applied =
        corrections::add(options, archive.as_ref(), &key, &mut events, &mut gathered, &mut indexes)?;
    let mut files: Vec<SourceFile> = gathered.files.iter().map(|(file, _)| file.clone()).collect();
    files.sort_by_key(|file| file.id);

    (options.progress)(Progress { what: "joining", done: 0, of: 0 });
    flow::apply_corrections(&mut events);
    flow::order(&mut events);
    if options.store.is_none() {
        for (place, event) in events.iter_mut().enumerate() {
            event.id = EventId(place as u128 + 1);
        }
    }
    let outcome = flow::run(&events, options.policy, options.as_of);
    gathered.findings.extend(outcome.answers.findings.iter().cloned());
    gathered.findings.extend(outcome.organised.findings.iter().cloned());
    gathered.findings.sort();

    let mut failed = None;
    let mut draw = |bytes: &mut [u8]| failed = getrandom::fill(bytes).err().or(failed);
    let names = Names::assign(&events, &outcome.joined, &mut key, &mut draw);
    if let Some(cause) = failed {
        return Err(Error::Random(cause));
    }
    // The key is kept before the report: a report whose pseudonyms nobody can resolve is worse than none.
    key_file::save(&key_place, &key)?;

    (options.progress)(Progress { what: "counting", done: 0, of: 0 });
    let covers = covers(&files);
    let measured = flow::measured(&events, options.policy, options.as_of, &outcome, &|agency| {
        covers.get(agency).copied()
    });
    let lines = crate::recount::by_month(&measured, options.policy);
    let material = Material {
        events: &events,
        outcome: &outcome,
        files: &files,
        unread: &gathered.unread,
        findings: &gathered.findings,
        policy: options.policy,
        as_of: options.as_of,
        log: log_of(archive.as_ref(), &indexes)?,
        measured: Some(&measured),
        lines: &lines,
    };
    let progress = |what: &str, done, of| (options.progress)(Progress { what, done, of });
    published::write_report(&material, &names, options.shown, &key, &folder, &progress).map_err(|cause| {
        Error::file(
            options.out,
            cause,
            "free some room on the disk or name another folder with `--out`, and run it again",
        )
    })?;
    folder.finish()?;
    Ok(told(options, &material, applied, key_place))
}

/// From when to when each agency's files say they cover: the first to the last day of all of them.
pub(crate) fn covers(files: &[SourceFile]) -> FxHashMap<AgencyId, (Day, Day)> {
    let mut all: FxHashMap<AgencyId, (Day, Day)> = FxHashMap::default();
    for file in files {
        let Some(coverage) = file.covers else { continue };
        let known = all.entry(file.agency.clone()).or_insert((coverage.from, coverage.to));
        *known = (known.0.min(coverage.from), known.1.max(coverage.to));
    }
    all
}

/// What a review works on.
struct Collected {
    archive: Option<Archive>,
    events: Vec<Event>,
    gathered: Gathered,
    /// Index of each event in the log; empty without a store.
    indexes: FxHashMap<EventId, u64>,
}

/// The events: from the folder alone, or from the store after importing the folder.
fn collect(options: &ReviewOptions<'_>) -> Result<Collected, Error> {
    let Some(place) = options.store else {
        let mut gathered = gather(
            options.folder,
            &GatherOptions {
                policy: options.policy,
                logged: options.logged,
                as_of: options.as_of,
                secret: [0; 32],
                progress: options.progress,
            },
        )?;
        let events = core::mem::take(&mut gathered.events).into_iter().map(|(_, event)| event).collect();
        return Ok(Collected { archive: None, events, gathered, indexes: FxHashMap::default() });
    };
    let (archive, imported) = import(
        options.folder,
        place,
        &ImportOptions {
            policy: options.policy,
            logged: options.logged,
            as_of: options.as_of,
            progress: options.progress,
            passphrase: options.passphrase,
        },
    )?;
    let mut gathered = imported.gathered;
    let (mut events, mut indexes) = (Vec::new(), FxHashMap::default());
    for (index, event) in archive.events(options.progress)? {
        indexes.insert(event.id, index);
        events.push(event);
    }
    // What was told to candour stands among the files only once something was told.
    let told = archive.told_file();
    let any_told = events.iter().any(|event| event.source.file == told);
    let files = archive.files()?.into_iter().filter(|file| file.id != told || any_told);
    gathered.files = files.map(|file| (file, [0; 32])).collect();
    Ok(Collected { archive: Some(archive), events, gathered, indexes })
}

/// What the report says of the log.
fn log_of<'a>(
    archive: Option<&Archive>,
    indexes: &'a FxHashMap<EventId, u64>,
) -> Result<Option<published::Log<'a>>, Error> {
    let Some(archive) = archive else { return Ok(None) };
    let size = archive.store().read(store::Reader::size)?;
    let note = archive.store().read(|reader| reader.checkpoint(size))?;
    let checkpoint = note.map(|note| note.to_string()).unwrap_or_default();
    let key = crate::archive::signer(&archive.chain)?.verifier_key().to_string();
    Ok(Some(published::Log { checkpoint, key: Some(key), indexes }))
}

pub(crate) fn nothing_read(folder: &Path, gathered: &Gathered) -> Result<(), Error> {
    match gathered.unread.first() {
        Some(first) if gathered.files.is_empty() => Err(Error::NothingRead {
            folder: folder.to_owned(),
            count: gathered.unread.len(),
            first: first.path.clone(),
            why: first.why.clone(),
            remedy: first.remedy.clone(),
        }),
        _ => Ok(()),
    }
}

fn told(options: &ReviewOptions<'_>, material: &Material<'_>, applied: Applied, key: PathBuf) -> Review {
    use record::outputs::Standing;
    let accounts = &material.outcome.joined.accounts;
    let disagree = accounts.iter().filter(|group| !group.disagreements.is_empty()).count();
    let duties = &material.outcome.answers.duties;
    Review {
        told: material.told_here() as usize,
        files: material.files.iter().filter(|file| !file.is_told()).cloned().collect(),
        unread: material.unread.to_vec(),
        findings: material.findings.len(),
        events: material.events.len(),
        unanswered: duties.iter().filter(|duty| duty.standing != Standing::Answered).count(),
        questions: material.outcome.joined.questions.len(),
        accounts: (accounts.len(), disagree),
        warnings: duties.len(),
        corrections: applied,
        key,
        page: options.out.join("index.html"),
    }
}
