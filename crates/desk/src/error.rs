//! What stops an import or a review. Everything smaller is a finding, and the rest is done.

use std::path::PathBuf;

/// An import or review cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder is not there.
    #[error("folder `{0}` is not there; name the folder that holds the agencies' extracts")]
    NoFolder(PathBuf),
    /// The folder holds no file at all.
    #[error("folder `{0}` is empty; put the agencies' extracts into it, one subfolder an agency")]
    Empty(PathBuf),
    /// Not one file could be read.
    #[error("no file in `{folder}` could be read ({count} looked at); the first, `{first}`: {why}; {remedy}")]
    NothingRead {
        /// The folder.
        folder: PathBuf,
        /// How many files there are.
        count: usize,
        /// The first of them.
        first: String,
        /// Why it was not read.
        why: String,
        /// What would help.
        remedy: String,
    },
    /// Nothing in the records is what a question was asked of. The number is whoever asks wrote: it is not repeated.
    #[error(
        "no record in these files names such a {0}; check the agency and the number, or add the file that holds it"
    )]
    NotInRecords(&'static str),
    /// A number is one of a concern and one of a child.
    #[error(
        "that agency has both a concern and a child of this number; write `concern:` or `child:` before it"
    )]
    TwoMeanings,
    /// One number, several concerns.
    #[error(
        "that agency gave this number to concerns of several children; ask by a child's number instead, `child:AGENCY/NUMBER`"
    )]
    SeveralConcerns,
    /// The table of figures is not there.
    #[error("table `{0}` is not there, or is no file; name a CSV file of docs/formats/figures.md")]
    NoFigures(PathBuf),
    /// The file cannot be charted.
    #[error("`{path}` cannot be charted: {problem}")]
    NotCharted {
        /// Which.
        path: PathBuf,
        /// What is wrong, where, and what to do.
        problem: String,
    },
    /// The table of cases cannot be audited.
    #[error("`{path}` cannot be audited: {problem}")]
    NotAudited {
        /// Which.
        path: PathBuf,
        /// What is wrong, where, and what to do.
        problem: String,
    },
    /// Nothing says what the columns of a table of cases are, and a draft leaves something open.
    #[error(
        "`{path}` is no return, so it is taken for a table of cases, and what its columns are is not certain ({open}); draft a definition with `candour audit {path} --suggest --out cases.toml`, read it, and run `candour audit {path} --definition cases.toml`"
    )]
    NoDefinition {
        /// Which.
        path: PathBuf,
        /// What must be decided.
        open: String,
    },
    /// A file about measures is not there.
    #[error("`{0}` is not there, or is no file; name the files of docs/formats/fitness.md")]
    NoMeasures(PathBuf),
    /// The file is none that says anything about measures.
    #[error("`{path}` says nothing about the fitness of measures: {problem}")]
    NoFitness {
        /// Which.
        path: PathBuf,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// The file says nothing that a claim of credit could rest on.
    #[error("`{path}` bears no claim of credit: {problem}")]
    NoCredit {
        /// Which.
        path: PathBuf,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// The file is no table of bands with this limit.
    #[error("`{path}` says nothing of a heap before a limit: {problem}")]
    NoBands {
        /// Which.
        path: PathBuf,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// The file is no table of figures said elsewhere.
    #[error("`{path}` is no table of figures said elsewhere: {problem}")]
    NoSaid {
        /// Which.
        path: PathBuf,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// The timeline is not there.
    #[error("timeline `{0}` is not there, or is no file; name a timeline of docs/formats/replay.md")]
    NoTimeline(PathBuf),
    /// The file is no timeline.
    #[error("`{path}` cannot be replayed: {problem}; {remedy}")]
    NotATimeline {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        problem: String,
        /// What to do.
        remedy: String,
    },
    /// The folder holds no ordinary partnership.
    #[error(
        "folder `{0}` holds no concern that was told to anybody, so it is no background; name a folder that `candour simulate` made, or one of agencies' extracts with concern files"
    )]
    NoBackground(PathBuf),
    /// A background and a timeline have no day in common.
    #[error(
        "the background covers {} to {} and what the timeline feeds {} to {}: they have no day in common; make one with `candour simulate --from {} --years {}`",
        .background.from, .background.to, .timeline.from, .timeline.to,
        .timeline.from.year() - 1, .timeline.to.year() - .timeline.from.year() + 2
    )]
    NoOverlap {
        /// The days the background's files cover.
        background: record::Coverage,
        /// The days of the rows that are fed.
        timeline: record::Coverage,
    },
    /// An agency of the background has the name of one of the timeline.
    #[error(
        "the background has an agency `{0}`, and so has the timeline: their records would count as one agency's; give it another `id` in its agency.toml"
    )]
    SameAgency(record::AgencyId),
    /// The report folder holds something else.
    #[error("report folder `{0}` holds files that are no report of candour; name a new folder with `--out`")]
    OutNotOurs(PathBuf),
    /// The report would be written over its own sources.
    #[error("report folder `{0}` is the folder to review; name another with `--out`")]
    OutIsInput(PathBuf),
    /// The report, and with it the key, would lie among its own sources.
    #[error(
        "report folder `{0}` lies inside the folder to review, and its key would lie among the extracts; name a folder outside with `--out`"
    )]
    OutInsideInput(PathBuf),
    /// A file where a folder should be.
    #[error("`{0}` is a file; name the folder that holds it, one subfolder an agency")]
    NotAFolder(PathBuf),
    /// A file or folder of the report, the key or the corrections.
    #[error("`{path}`: {cause}; {remedy}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the operating system says.
        cause: std::io::Error,
        /// What to do.
        remedy: &'static str,
    },
    /// The key would lie with what it must be kept from.
    #[error(
        "key file `{key}` lies inside `{folder}`; name a place outside the extracts and the report with `--key`"
    )]
    KeyNotApart {
        /// The key file.
        key: PathBuf,
        /// The extracts or the report.
        folder: PathBuf,
    },
    /// The key file does not read.
    #[error("key file `{path}`: {problem}")]
    Key {
        /// Which.
        path: PathBuf,
        /// What is wrong, with line and remedy.
        problem: String,
    },
    /// The store's key file is not there.
    #[error(
        "key file `{0}` is not there, and without it nobody can read the store or add to it; bring it back from its copy, or name it with `--keys`"
    )]
    NoKeys(PathBuf),
    /// A key file cannot be used.
    #[error("key file `{path}` {problem}")]
    Keys {
        /// Which.
        path: PathBuf,
        /// What is wrong, with the remedy.
        problem: String,
    },
    /// No passphrase, or one that will not do.
    #[error("{0}")]
    Passphrase(String),
    /// A log cannot have this name.
    #[error("a log cannot be called that: {0}; give `--origin` a name such as `westbrook.example/candour`")]
    Origin(String),
    /// The key of an epoch was given up.
    #[error(
        "this store or backup is sealed under epoch {0}, whose key was given up after an erasure; use the newest store, or a backup made since"
    )]
    Epoch(u32),
    /// A subject's key does not open.
    #[error(
        "the key of subject {0} does not open; it was changed. Run `candour log audit`, and restore a backup"
    )]
    SubjectKey(u64),
    /// There is no such entry.
    #[error("the log has no entry {0}; name the log index that stands in the chronology or on the receipt")]
    NoEntry(u64),
    /// The entry is no telling.
    #[error(
        "entry {0} was not told to candour: it has no receipt. `candour prove` gives the proof of an imported entry"
    )]
    NotTold(u64),
    /// No receipt has these words.
    #[error(
        "no receipt has these words; look at each word again, and whether this is the store it was told to"
    )]
    NoSuchWords,
    /// The log cannot be exported into this folder.
    #[error("folder `{folder}` is not written to: {why}")]
    Export {
        /// The folder.
        folder: PathBuf,
        /// Why not, with the remedy.
        why: String,
    },
    /// A receipt came out wrong and was not handed out.
    #[error("the receipt came out wrong and is not handed out: {0}; run `candour log audit`")]
    Receipt(String),
    /// A post is not written as one.
    #[error("write a post as `agency/post`, such as `westbrook-council/information-rights`")]
    Post,
    /// Two posts of one agency are one signature.
    #[error("both posts are of `{0}`; an erasure needs a second post of another agency")]
    OneAgency(record::AgencyId),
    /// A post may not erase this, or lift the hold on it. Why is not said: the same words stand for every reason.
    #[error(
        "this needs another post: whoever was told of a concern about these people, acted on it, or has such a post below, does neither erase it nor lift a hold; name other posts"
    )]
    AnotherPost,
    /// A signed request cannot be acted on.
    #[error(transparent)]
    Request(#[from] crate::erase::RequestError),
    /// A request for another log.
    #[error("the request is for the log `{0}`, not for this one")]
    OtherLog(String),
    /// A ground the policy does not know.
    #[error("the policy knows no ground `{given}` for this; it knows {known}")]
    Ground {
        /// What was given.
        given: record::Code,
        /// What there is.
        known: String,
    },
    /// Nobody is known under what was given.
    #[error(
        "nobody is known as {0}; write the agency and its number as in the files, or name an entry and mention as INDEX:MENTION"
    )]
    Nobody(String),
    /// A legal hold stands.
    #[error(
        "refused: a legal hold stands on {people} of those named, recorded as entry {hold} on the ground `{ground}`; it must be lifted first (`candour hold --lift`)"
    )]
    Held {
        /// How many of them.
        people: usize,
        /// Entry of the hold.
        hold: u64,
        /// Its ground.
        ground: record::Code,
    },
    /// The journal of erasures does not read or cannot be written.
    #[error("the journal of erasures `{path}`: {problem}")]
    Journal {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the remedy.
        problem: String,
    },
    /// A witness's answer cannot be kept.
    #[error("the cosigned checkpoint: {0}")]
    Cosigned(String),
    /// A telling cannot be taken.
    #[error("{0}; nothing was recorded, mend it and send it again")]
    Telling(#[from] told::telling::TellingError),
    /// Keeping the store was refused.
    #[error(transparent)]
    Keep(#[from] crate::keeping::KeepError),
    /// The store says no.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// No random bytes are to be had.
    #[error("the operating system gives no random bytes: {0}; pseudonyms and ids cannot be drawn")]
    Random(getrandom::Error),
}

impl Error {
    pub(crate) fn file(path: impl Into<PathBuf>, cause: std::io::Error, remedy: &'static str) -> Self {
        Self::File { path: path.into(), cause, remedy }
    }
}
