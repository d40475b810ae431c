//! Returns of one agency or several, recounted: from a file or a folder to tables and figures, without a report of cases.

mod lines;
mod said;

pub(crate) use lines::by_month;

use std::path::{Path, PathBuf};

use published::charts::{Charts, Content, KNOWN_BY, Line, write_charts};
use published::key::{Key, Names};
use published::recount::{Counted, SaidFigure};
use record::policy::Policy;
use record::source::{SourceFile, Unread};
use record::{Day, Event, EventId, Finding, Logged};

use crate::gather::{GatherOptions, gather};
use crate::report_folder::ReportFolder;
use crate::{Error, Progress, Reporter};

/// What a recount must be told.
#[derive(Clone, Copy)]
pub struct RecountOptions<'a> {
    /// The file or the folder.
    pub place: &'a Path,
    /// The policy.
    pub policy: &'a Policy,
    /// When candour takes the events.
    pub logged: Logged,
    /// As of the end of this day.
    pub as_of: Day,
    /// A file of figures said elsewhere, to be held beside the recount.
    pub said: Option<&'a Path>,
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
}

/// What was counted, and from what.
#[derive(Debug)]
pub struct Recount {
    /// The events in canonical order.
    pub events: Vec<Event>,
    /// What the stages found in them.
    pub outcome: flow::Outcome,
    /// The tables and the figures.
    pub measured: flow::Measured,
    /// What the audits say of them; `None` where there is no referral.
    pub traces: Option<flow::Traces>,
    /// The shares by month as charts.
    pub lines: Vec<Line>,
    /// Figures said elsewhere, beside the recount.
    pub said: Vec<SaidFigure>,
    /// What is odd in the file that says them.
    pub said_findings: Vec<Finding>,
    /// The files read.
    pub files: Vec<SourceFile>,
    /// The files not read.
    pub unread: Vec<Unread>,
    /// Findings, by file and line.
    pub findings: Vec<Finding>,
}

/// Reads a file or a folder and counts what the policy's measures define.
///
/// # Errors
/// [`Error`] when it is not there, or nothing in it can be read. A file that cannot be read among others is listed.
pub fn recount(options: &RecountOptions<'_>) -> Result<Recount, Error> {
    let gather_options = GatherOptions {
        policy: options.policy,
        logged: options.logged,
        as_of: options.as_of,
        secret: [0; 32],
        progress: options.progress,
    };
    let mut gathered = gather(options.place, &gather_options)?;
    crate::review::nothing_read(options.place, &gathered)?;
    let mut events: Vec<Event> =
        core::mem::take(&mut gathered.events).into_iter().map(|(_, event)| event).collect();
    flow::order(&mut events);
    for (place, event) in events.iter_mut().enumerate() {
        event.id = EventId(place as u128 + 1);
    }
    (options.progress)(Progress { what: "joining", done: 0, of: 0 });
    let outcome = flow::run(&events, options.policy, options.as_of);
    (options.progress)(Progress { what: "counting", done: 0, of: 0 });
    let files: Vec<SourceFile> = gathered.files.iter().map(|(file, _)| file.clone()).collect();
    let covers = crate::review::covers(&files);
    let measured = flow::measured(&events, options.policy, options.as_of, &outcome, &|agency| {
        covers.get(agency).copied()
    });
    let traces = flow::traces(&measured, options.policy);
    let (said, said_findings) = match options.said {
        Some(path) => said::said(path, &measured, options.policy)?,
        None => (Vec::new(), Vec::new()),
    };
    Ok(Recount {
        lines: by_month(&measured, options.policy),
        traces,
        said,
        said_findings,
        files,
        unread: gathered.unread,
        findings: gathered.findings,
        events,
        outcome,
        measured,
    })
}

/// Writes the page and the tables of a recount. `exact`: counts of one to five may stand on the page.
///
/// # Errors
/// [`Error`] when the folder is another's, lies within what was read, or cannot be written.
pub fn write_recount(
    recount: &Recount,
    options: &RecountOptions<'_>,
    out: &Path,
    exact: bool,
) -> Result<(), Error> {
    let folder = ReportFolder::known_by("recount.json", out, options.place)?;
    folder.begin()?;
    let write = |material: &published::Material<'_>, names: &Names| {
        published::recount::write(material, names, counted(recount), exact, &folder)
    };
    let failed = |cause| {
        Error::file(
            out,
            cause,
            "free some room on the disk or name another folder with `--out`, and run it again",
        )
    };
    with_material(recount, options, write)?.map_err(failed)?;
    if !recount.lines.is_empty() {
        let charts = Charts {
            title: "Figures by month".to_owned(),
            file: options.place.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            content: Content::Lines(recount.lines.clone()),
            findings: Vec::new(),
            not_charted: Vec::new(),
        };
        let within = ReportFolder::known_by(KNOWN_BY, &out.join("charts"), options.place)?;
        within.begin()?;
        // Fewer charts than last time would leave pictures of other figures beside the new ones.
        crate::charting::remove_pictures(&out.join("charts")).map_err(failed)?;
        write_charts(&charts, &within).map_err(failed)?;
        within.finish()?;
    }
    folder.finish()
}

/// What a recount found, for a machine.
///
/// # Errors
/// [`Error`] where the system gives no random bytes.
pub fn recount_json(recount: &Recount, options: &RecountOptions<'_>) -> Result<String, Error> {
    let json = |material: &published::Material<'_>, names: &Names| {
        published::recount::json(material, names, counted(recount))
    };
    with_material(recount, options, json)?.map_err(|cause| Error::file(options.place, cause, "run it again"))
}

fn counted(recount: &Recount) -> Counted<'_> {
    Counted { measured: &recount.measured, traces: recount.traces.as_ref(), said: &recount.said }
}

/// The material of a recount's page, with names that are kept nowhere: it shows no pseudonym.
fn with_material<T>(
    recount: &Recount,
    options: &RecountOptions<'_>,
    make: impl FnOnce(&published::Material<'_>, &Names) -> T,
) -> Result<T, Error> {
    let mut failed = None;
    let mut draw = |bytes: &mut [u8]| failed = getrandom::fill(bytes).err().or(failed);
    let mut key = Key::new(&mut draw);
    let names = Names::assign(&recount.events, &recount.outcome.joined, &mut key, &mut draw);
    if let Some(cause) = failed {
        return Err(Error::Random(cause));
    }
    let material = published::Material {
        events: &recount.events,
        outcome: &recount.outcome,
        files: &recount.files,
        unread: &recount.unread,
        findings: &recount.findings,
        policy: options.policy,
        as_of: options.as_of,
        log: None,
        measured: Some(&recount.measured),
        lines: &recount.lines,
    };
    Ok(make(&material, &names))
}

/// Where the tables of a recount go when nothing else is said: beside the file or the folder.
pub fn beside(place: &Path) -> PathBuf {
    let stem = place.file_stem().map_or_else(|| "returns".into(), |stem| stem.to_string_lossy().into_owned());
    place.with_file_name(format!("{stem}-recount"))
}
