//! Reading a folder: every file it recognises, every file it does not with the reason, nothing lost.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use formats::{Context, Format, ReadError, Recognised, recognise};
use rayon::prelude::*;
use record::event::{AgencyCreated, Assurance, Body, By, Imported};
use record::policy::Policy;
use record::source::{Completeness, RowKey, SourceFile, Unread};
use record::{Claimed, Code, Coverage, Day, Event, EventId, FileId, Finding, FindingKind, Logged, SourceRef};
use sha2::{Digest, Sha256};
use smol_str::SmolStr;

use crate::agencies::{Agencies, Owner};
use crate::content::{event_hash, row_hash};
use crate::extracts::{Extract, Hashed, merge};
use crate::file_sink::{FileSink, WithProgress};
use crate::walk::{Found, walk};
use crate::{Error, Progress, Reporter};

/// Everything a folder gave.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The events, each with the keyed hash of its content.
    pub events: Vec<Hashed>,
    /// The files read, with the SHA-256 of their bytes, by number.
    pub files: Vec<(SourceFile, [u8; 32])>,
    /// The files not read, by path.
    pub unread: Vec<Unread>,
    /// Findings, by file and line.
    pub findings: Vec<Finding>,
}

/// What gathering must be told.
#[derive(Clone, Copy)]
pub struct GatherOptions<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// When candour takes the events.
    pub logged: Logged,
    /// An extract cannot report what comes after this day.
    pub as_of: Day,
    /// Keys the hashes of rows.
    pub secret: [u8; 32],
    /// Takes progress.
    pub progress: &'a Reporter<'a>,
}

/// A file that will be read.
struct Recognisable {
    found: Found,
    format: Format,
    owner: Owner,
    covers: Option<Coverage>,
    completeness: Completeness,
}

/// Reads every file of a folder.
///
/// # Errors
/// [`Error`] when the folder is not there or empty. A file that cannot be read is listed, and the rest is done.
pub fn gather(folder: &Path, options: &GatherOptions<'_>) -> Result<Gathered, Error> {
    let walk = walk(folder)?;
    let mut gathered = Gathered { unread: walk.unread, ..Gathered::default() };
    let (tomls, others): (Vec<Found>, Vec<Found>) =
        walk.found.into_iter().partition(|found| file_name(&found.path) == "agency.toml");
    let agencies = declared(tomls, &mut gathered);
    let recognised = recognise_all(others, agencies, &mut gathered);
    let extracts = read_all(&recognised, options);
    keep(recognised, extracts, options, &mut gathered);
    gathered.findings.sort();
    gathered.unread.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(gathered)
}

/// Reads the `agency.toml` files. They take the first numbers.
fn declared(tomls: Vec<Found>, gathered: &mut Gathered) -> Agencies {
    let mut agencies = Agencies::default();
    for found in tomls {
        let bytes = match std::fs::read(&found.place) {
            Ok(bytes) => bytes,
            Err(cause) => {
                gathered.unread.push(unread(
                    &found.path,
                    format!("cannot be read: {cause}"),
                    "check its rights",
                ));
                continue;
            }
        };
        let folder = found.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let id = FileId(gathered.files.len() as u32);
        let fallback = crate::agencies::slug(file_name(&folder));
        let (toml, findings) = formats::agency_toml::read(&bytes, id, &fallback);
        let mut file = source_file(id, &found, "agency.toml", &toml.id);
        file.read = 1;
        file.repaired = findings.len() as u64;
        gathered.findings.extend(findings);
        gathered.files.push((file, Sha256::digest(&bytes).into()));
        agencies.declared.insert(folder, toml);
    }
    agencies
}

fn recognise_all(found: Vec<Found>, mut agencies: Agencies, gathered: &mut Gathered) -> Vec<Recognisable> {
    let mut recognised = Vec::new();
    for found in found {
        match look(&found.place) {
            Ok(Recognised::As(format)) => {
                let owner = agencies.owner(&found.path);
                let rule = agencies.rule(&found.path);
                let covers = rule.and_then(|rule| rule.covers).or_else(|| year_folder(&found.path, format));
                let completeness = rule.map_or(Completeness::NotStated, |rule| rule.complete);
                recognised.push(Recognisable { found, format, owner, covers, completeness });
            }
            Ok(Recognised::Unknown { why, remedy }) => {
                gathered.unread.push(Unread { path: found.path, why, remedy });
            }
            Err(cause) => {
                gathered.unread.push(unread(
                    &found.path,
                    format!("cannot be opened: {cause}"),
                    "check its rights",
                ));
            }
        }
    }
    recognised
}

fn look(place: &Path) -> std::io::Result<Recognised> {
    let mut file = File::open(place)?;
    let mut head = Vec::new();
    file.by_ref().take(formats::recognise::HEAD as u64).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(recognise(&head, &mut file))
}

/// One file as read: what it gave, its digest, and why reading stopped if it did.
struct ReadFile {
    sink: FileSink,
    digest: [u8; 32],
    stopped: Option<ReadError>,
}

fn read_all(files: &[Recognisable], options: &GatherOptions<'_>) -> Vec<ReadFile> {
    let total: u64 = files.iter().map(|file| file.found.bytes).sum();
    let done = AtomicU64::new(0);
    files
        .par_iter()
        .enumerate()
        .map(|(place, file)| {
            let mut told = 0;
            let on_bytes = |bytes: u64| {
                let more = bytes.saturating_sub(told);
                told = bytes;
                let done = done.fetch_add(more, Ordering::Relaxed) + more;
                (options.progress)(Progress { what: "reading", done, of: total });
            };
            read_one(file, FileId(place as u32), options, on_bytes)
        })
        .collect()
}

fn read_one(
    file: &Recognisable,
    id: FileId,
    options: &GatherOptions<'_>,
    mut on_bytes: impl FnMut(u64),
) -> ReadFile {
    let mut sink = FileSink::default();
    let (digest, stopped) = match open_and_digest(&file.found.place) {
        Err(cause) => ([0; 32], Some(ReadError::Io(cause))),
        Ok((digest, mut source)) => {
            let context = Context {
                file: id,
                agency: &file.owner.agency,
                logged: options.logged,
                policy: options.policy,
                covers: file.covers,
                completeness: file.completeness,
                as_of: options.as_of,
            };
            let mut sink = WithProgress { sink: &mut sink, on_bytes: &mut on_bytes };
            (digest, formats::read(file.format, &mut source, &context, &mut sink).err())
        }
    };
    on_bytes(file.found.bytes);
    ReadFile { sink, digest, stopped }
}

fn open_and_digest(place: &Path) -> std::io::Result<([u8; 32], File)> {
    let mut file = File::open(place)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            n => hash.update(&buffer[..n]),
        }
    }
    file.rewind()?;
    Ok((hash.finalize().into(), file))
}

/// Numbers the files that gave something, lists the others, and merges the events.
fn keep(
    recognised: Vec<Recognisable>,
    read: Vec<ReadFile>,
    options: &GatherOptions<'_>,
    gathered: &mut Gathered,
) {
    let mut extracts = Vec::new();
    let mut homes: BTreeSet<(record::AgencyId, String)> = BTreeSet::new();
    let mut kept = Vec::new();
    for (file, mut read) in recognised.into_iter().zip(read) {
        let stopped = read.stopped.take();
        if let Some(stopped) = &stopped {
            let (why, remedy) = words(stopped, read.sink.events.is_empty());
            gathered.unread.push(Unread { path: file.found.path.clone(), why, remedy });
            if read.sink.events.is_empty() {
                continue;
            }
        }
        let id = FileId((gathered.files.len() + kept.len()) as u32);
        renumber(&mut read.sink, id);
        if file.owner.unknown {
            read.sink.findings.push(unknown_agency(id));
        }
        if homes.insert((file.owner.agency.clone(), file.owner.home.clone()))
            && homes.iter().filter(|(agency, _)| *agency == file.owner.agency).count() > 1
        {
            read.sink.findings.push(same_agency(id));
        }
        read.sink.say_what_was_not_kept(id);
        extracts.push(Extract {
            file: id,
            path: file.found.path.clone(),
            agency: file.owner.agency.clone(),
            covers: read.sink.covers.or(file.covers),
            completeness: read.sink.completeness.unwrap_or(file.completeness),
            sink: read.sink,
            repeated: 0,
        });
        kept.push((file, read.digest));
    }
    let events = merge(&mut extracts, &options.secret, options.logged);
    let mut agencies = BTreeSet::new();
    for ((file, digest), extract) in kept.into_iter().zip(extracts) {
        let kept = kept_file(&file.found, file.format, extract, gathered);
        if agencies.insert(kept.agency.clone()) {
            gathered.events.push(agency_event(&file.owner, &kept, options));
        }
        gathered.events.push((None, imported(&kept, &digest, options.logged)));
        gathered.files.push((kept, digest));
    }
    gathered.events.extend(events);
}

fn kept_file(found: &Found, format: Format, mut extract: Extract, gathered: &mut Gathered) -> SourceFile {
    gathered.findings.append(&mut extract.sink.findings);
    SourceFile {
        covers: extract.covers,
        completeness: extract.completeness,
        read: extract.sink.rows.len() as u64,
        skipped: extract.sink.skipped,
        repaired: extract.sink.repaired,
        repeated: extract.repeated,
        children: extract.sink.children(),
        ..source_file(extract.file, found, &format.code(), &extract.agency)
    }
}

fn source_file(id: FileId, found: &Found, format: &str, agency: &record::AgencyId) -> SourceFile {
    SourceFile {
        id,
        path: found.path.clone(),
        format: Code::new(format),
        agency: agency.clone(),
        covers: None,
        completeness: Completeness::NotStated,
        read: 0,
        skipped: 0,
        repaired: 0,
        repeated: 0,
        children: 0,
        bytes: found.bytes,
    }
}

/// That an agency takes part.
fn agency_event(owner: &Owner, file: &SourceFile, options: &GatherOptions<'_>) -> Hashed {
    let event = administrative(
        file,
        options.logged,
        Body::AgencyCreated(Box::new(AgencyCreated {
            agency: owner.agency.clone(),
            name: SmolStr::new(&owner.name),
            kind: Code::new(&owner.kind),
        })),
    );
    let key = RowKey { table: Code::new("desk.agency"), natural: owner.agency.0.clone() };
    let row = row_hash(&options.secret, owner.agency.as_str(), &key);
    (Some(event_hash(&options.secret, &row, &event)), event)
}

fn imported(file: &SourceFile, digest: &[u8; 32], logged: Logged) -> Event {
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let body = Imported {
        file: file.id,
        format: file.format.clone(),
        digest: SmolStr::new(hex),
        covers_from: file.covers.map(|covers| covers.from),
        covers_to: file.covers.map(|covers| covers.to),
        completeness: file.completeness,
        rows: file.read,
    };
    administrative(file, logged, Body::Imported(Box::new(body)))
}

/// An event of candour's own about a file. It has no claimed time and stands before the file's first line.
fn administrative(file: &SourceFile, logged: Logged, body: Body) -> Event {
    Event {
        id: EventId::UNSET,
        claimed: Claimed::UNKNOWN,
        logged,
        by: By { agency: file.agency.clone(), post: None, holder: None, assurance: Assurance::CommandLine },
        source: SourceRef { file: file.id, line: 0, part: u16::from(matches!(body, Body::Imported(_))) },
        body,
    }
}

fn renumber(sink: &mut FileSink, id: FileId) {
    for event in &mut sink.events {
        event.source.file = id;
    }
    for finding in &mut sink.findings {
        finding.file = id;
    }
}

fn unknown_agency(file: FileId) -> Finding {
    Finding {
        file,
        line: 0,
        field: SmolStr::default(),
        kind: FindingKind::Doubtful,
        rule: Code::new("agency.unknown"),
        words: "nothing says whose file this is, so it counts as an unknown agency's".into(),
        remedy: "put it into a subfolder named after the agency, or an `agency.toml` beside it".into(),
    }
}

fn same_agency(file: FileId) -> Finding {
    Finding {
        words: "another folder gives the same agency, so both count as one and their numbers of children as the same".into(),
        rule: Code::new("agency.same_id"),
        remedy: "if they are two agencies, give each its own id in an `agency.toml`".into(),
        ..unknown_agency(file)
    }
}

fn words(stopped: &ReadError, nothing: bool) -> (String, String) {
    let (why, remedy) = match stopped {
        ReadError::Io(cause) => (format!("cannot be read: {cause}"), "copy the file again".to_owned()),
        ReadError::Broken { problem, remedy } => (problem.clone(), remedy.clone()),
    };
    if nothing {
        (why, remedy)
    } else {
        (format!("read only in part: {why}; what came before is kept"), remedy)
    }
}

fn unread(path: &str, why: String, remedy: &str) -> Unread {
    Unread { path: path.to_owned(), why, remedy: remedy.to_owned() }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The return of looked-after children carries no year; the folder it is sent in usually does: `2018_19`, `2018-2019`.
fn year_folder(path: &str, format: Format) -> Option<Coverage> {
    if !matches!(format, Format::Ssda903(_)) {
        return None;
    }
    path.rsplit('/').skip(1).find_map(|folder| {
        let (first, second) = folder.split_once(['_', '-'])?;
        let start: i32 = first.get(first.len().checked_sub(4)?..)?.parse().ok()?;
        let end: i32 = second.parse().ok()?;
        let follows = end == start + 1 || end == (start + 1) % 100;
        (follows && (1990..2100).contains(&start)).then_some(())?;
        Some(Coverage { from: Day::from_ymd(start, 4, 1)?, to: Day::from_ymd(start + 1, 3, 31)? })
    })
}

#[cfg(test)]
mod tests {
    use super::year_folder;
    use formats::Format;
    use formats::ssda903::Table;

    #[test]
    fn a_returns_year_is_read_from_its_folder() {
        let covers = |path| year_folder(path, Format::Ssda903(Table::Missing));
        assert_eq!(covers("council/2018_19/missing.csv").expect("a year").to.to_string(), "2019-03-31");
        assert_eq!(
            covers("council/903 2018-2019/missing.csv").expect("a year").from.to_string(),
            "2018-04-01"
        );
        assert_eq!(covers("council/2018_20/missing.csv"), None);
        assert_eq!(covers("missing.csv"), None);
        assert_eq!(year_folder("council/2018_19/x.csv", Format::PostsCsv), None);
    }
}
