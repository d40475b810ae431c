//! An edited `corrections.csv` becomes given events.

use std::collections::BTreeSet;

use published::key::Key;
use record::event::{Assurance, Body, By};
use record::source::{Completeness, SourceFile};
use record::{AgencyId, Claimed, Code, Event, EventId, FileId, Finding, FindingKind, SourceRef};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use smol_str::SmolStr;
use store::Appended;

use crate::gather::Gathered;
use crate::import::{draw_ids, seal_chunk};
use crate::{Archive, Error, ReviewOptions};

/// What became of the lines of a corrections file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// How many were applied.
    pub applied: usize,
    /// The others: line and reason.
    pub not: Vec<(u32, String)>,
}

/// Reads the corrections and adds their events; gives how many were applied and how many lines were not.
/// With a store they are kept there and need not be given again.
pub(crate) fn add(
    options: &ReviewOptions<'_>,
    archive: Option<&Archive>,
    key: &Key,
    events: &mut Vec<Event>,
    gathered: &mut Gathered,
    indexes: &mut FxHashMap<EventId, u64>,
) -> Result<Applied, Error> {
    let Some(path) = options.corrections else {
        return Ok(Applied::default());
    };
    let text = std::fs::read_to_string(path)
        .map_err(|cause| Error::file(path, cause, "name the edited corrections.csv of an earlier report"))?;
    let id = FileId(gathered.files.iter().map(|(file, _)| file.id.0 + 1).max().unwrap_or(0));
    let files: Vec<SourceFile> = gathered.files.iter().map(|(file, _)| file.clone()).collect();
    let (corrections, problems) = published::corrections::read(&text, events, &files, key);

    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut file = this_file(id, name, &text);
    file.read = corrections.len() as u64;
    file.skipped = problems.len() as u64;
    for problem in &problems {
        gathered.findings.push(Finding {
            file: id,
            line: problem.line,
            field: SmolStr::default(),
            kind: FindingKind::Skipped,
            rule: Code::new("corrections.not_applied"),
            words: problem.words.clone(),
            remedy: problem.remedy.clone(),
        });
    }
    let mut new: Vec<Event> = corrections
        .into_iter()
        .enumerate()
        .map(|(n, correction)| event(options, id, n, correction))
        .collect();
    let known: BTreeSet<String> = events.iter().filter_map(corrected).collect();
    new.retain(|event| corrected(event).is_none_or(|text| !known.contains(&text)));
    let applied = new.len();
    if let Some(archive) = archive {
        let mut keyed: Vec<_> = new.into_iter().map(|event| (None, event)).collect();
        draw_ids(&mut keyed)?;
        let kept = archive.kept_file(&file, &digest)?;
        let (records, policy) = (seal_chunk(archive, &keyed)?, options.policy.clone());
        let done = archive.store().append_and(records, move |extra| {
            extra.policy(&policy)?;
            extra.file(&kept, true)
        })?;
        for (appended, (_, event)) in done.appended.iter().zip(&keyed) {
            if let Appended::New(index) = appended {
                indexes.insert(event.id, *index);
            }
        }
        new = keyed.into_iter().map(|(_, event)| event).collect();
    }
    events.extend(new);
    gathered.files.push((file, digest));
    Ok(Applied { applied, not: problems.into_iter().map(|problem| (problem.line, problem.words)).collect() })
}

/// The correction an event carries, for telling whether it was given before.
fn corrected(event: &Event) -> Option<String> {
    match &event.body {
        Body::Corrected(correction) => Some(format!("{correction:?}")),
        _ => None,
    }
}

fn event(
    options: &ReviewOptions<'_>,
    file: FileId,
    n: usize,
    correction: record::event::Correction,
) -> Event {
    Event {
        id: EventId::UNSET,
        claimed: Claimed::UNKNOWN,
        logged: options.logged,
        by: By { agency: reviewer(), post: None, holder: None, assurance: Assurance::CommandLine },
        source: SourceRef { file, line: n as u32 + 2, part: 0 },
        body: Body::Corrected(Box::new(correction)),
    }
}

fn this_file(id: FileId, name: String, text: &str) -> SourceFile {
    SourceFile {
        id,
        path: name,
        format: Code::new("corrections.csv"),
        agency: reviewer(),
        covers: None,
        completeness: Completeness::NotStated,
        read: 0,
        skipped: 0,
        repaired: 0,
        repeated: 0,
        children: 0,
        bytes: text.len() as u64,
    }
}

fn reviewer() -> AgencyId {
    AgencyId::new("reviewer")
}
