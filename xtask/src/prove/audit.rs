//! The audit of a million entries: its time against bare SHA-256 over the same messages, and its memory.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use ledger::Signer;
use ledger::commitment::Seed;
use record::event::{Assurance, By, Recorded};
use record::mention::{Identifier, Mention, MentionKind};
use record::time::{Claimed, Day, Logged};
use record::{AgencyId, Body, Code, Event, EventId, FileId, SourceRef};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use store::{Address, FIRST_SUBJECT, Group, NewRecord, Store, Subject};
use told::fields::{self, HEADER, LOGGED_POSITION};
use told::keys::{Draw, Secret, WRAPPED};
use told::seal::{KeyRing, SubjectKey, seal};
use told::stored::items;
use told::subjects::{OFFICES, THINGS, needed};

use super::page::Page;
use super::{Share, child};
use crate::Done;

const SEED: u64 = 1_000_000;
/// Different children.
const CHILDREN: u64 = 5_000;
/// Entries of one append.
const BATCH: u64 = 1_024;
const RUNS: usize = 3;

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let entries: u64 = if share == Share::Ci { 20_000 } else { 1_000_000 };
    let binary = child::candour(root)?;
    let folder = root.join("target/prove-audit");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).map_err(words)?;
    let path = folder.join("audited.db");
    let mut page = Page::new("audit", "The audit of a million entries");

    build(&path, 0, entries / 10)?;
    let small = audit(&binary, &path)?;
    let built = Instant::now();
    build(&path, entries / 10, entries)?;
    let built = built.elapsed();
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        let bare = bare(&path)?;
        runs.push((bare, audit(&binary, &path)?));
    }
    runs.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
    let (bare, took) = &runs[RUNS / 2];

    let bytes = std::fs::metadata(&path).map_or(0, |data| data.len());
    page.figure(
        "store",
        format!("{entries} entries, {:.0} MB", bytes as f64 / 1e6),
        format!("built in {:.0} s", built.as_secs_f64()),
    );
    page.figure(
        "messages hashed",
        format!("{:.1} million", bare.messages as f64 / 1e6),
        format!(
            "{:.1} million blocks of SHA-256, {:.0} an entry",
            bare.blocks as f64 / 1e6,
            bare.blocks as f64 / entries as f64
        ),
    );
    page.figure(
        "bare SHA-256 over messages of the same lengths, one core",
        format!("{:.2} s", bare.wall.as_secs_f64()),
        format!("{:.1} ns a block", bare.wall.as_nanos() as f64 / bare.blocks as f64),
    );
    page.figure(
        "audit, wall",
        format!("{:.2} s", took.wall.as_secs_f64()),
        format!(
            "{:.0} entries/s; the median of {RUNS} runs, each beside its own bare run",
            entries as f64 / took.wall.as_secs_f64()
        ),
    );
    // CI runs on busy machines over a small store: it shows that the proof runs, the whole proof judges.
    let judged = |whole: f64, ci: f64| if share == Share::Ci { ci } else { whole };
    page.bar("audit against bare SHA-256 on one core", ratio(&runs[RUNS / 2]), "x", judged(2.0, 20.0));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    page.figure(
        "audit against bare SHA-256 spread over all cores",
        format!("{:.2} x", ratio(&runs[RUNS / 2]) * cores as f64),
        format!("{cores} cores"),
    );
    page.figure("peak memory, a tenth of the entries", format!("{:.0} MB", small.peak_mb), "");
    page.bar("peak memory", took.peak_mb, "MB", 128.0);
    page.bar(
        "peak memory against that for a tenth of the entries",
        took.peak_mb / small.peak_mb,
        "x",
        judged(1.5, 4.0),
    );
    let _ = std::fs::remove_dir_all(&folder);
    page.finish(root, share, SEED)
}

fn ratio((bare, took): &(Bare, child::Took)) -> f64 {
    took.wall.as_secs_f64() / bare.wall.as_secs_f64()
}

fn audit(binary: &Path, path: &Path) -> Result<child::Took, String> {
    let store = format!("sqlite:{}", path.display());
    child::watch(Command::new(binary).args(["--json", "log", "audit", "--store", &store]), &[0])
}

fn words(cause: impl std::fmt::Display) -> String {
    cause.to_string()
}

/// Random bytes that are the same in every run.
fn draws(from: u64) -> impl FnMut(&mut [u8]) {
    let mut state = from.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = (state >> 32) as u8;
        }
    }
}

/// Appends small events up to an index, sealed as an import seals them.
fn build(path: &Path, from: u64, to: u64) -> Result<(), String> {
    let signer = Signer::from_seed("prove.invalid/audit", &[7; 32]).map_err(words)?;
    let store = Store::open(&Address(path.to_owned()), signer, &store::beside(path)).map_err(words)?;
    if from == 0 {
        let own = move |extra: &store::Extra<'_>| {
            let children = FIRST_SUBJECT..FIRST_SUBJECT + CHILDREN;
            [THINGS, OFFICES].into_iter().chain(children).try_for_each(|id| extra.subject(&subject(id)))
        };
        store.append_and(Vec::new(), own).map_err(words)?;
    }
    let mut at = from;
    while at < to {
        let end = (at + BATCH).min(to);
        let middle = at.midpoint(end);
        // Two cores seal; the writer is the third thread.
        let (mut first, second) = std::thread::scope(|scope| {
            let second = scope.spawn(move || (middle..end).map(sealed).collect::<Vec<_>>());
            ((at..middle).map(sealed).collect::<Vec<_>>(), second.join())
        });
        first.extend(second.map_err(|_| "sealing failed")?);
        store.append(first, false).map_err(words)?;
        at = end;
    }
    Ok(())
}

fn key(id: u64) -> Secret {
    let mut key = Secret([3; 32]);
    key.0[..8].copy_from_slice(&id.to_be_bytes());
    key
}

fn subject(id: u64) -> Subject {
    Subject { id, tag: None, wrapped: Some((1, vec![5; WRAPPED])), erased_as: None }
}

fn sealed(n: u64) -> NewRecord {
    let mut draw = draws(n + 1);
    let event = event(n);
    let id = FIRST_SUBJECT + n % CHILDREN;
    let ring = KeyRing {
        concern: None,
        people: vec![(0, SubjectKey { id, key: key(id) })],
        things: key(THINGS),
        offices: key(OFFICES),
    };
    let draw: &mut Draw<'_> = &mut draw;
    let mut seed = Seed([0; 32]);
    draw(&mut seed.0);
    let record = seal(&event, &needed(&event, &key(0)), &ring, &seed, None, draw);
    let groups = record.groups.into_iter().map(|group| Group {
        group: group.group,
        subjects: group.subjects,
        wrapped: Some(group.wrapped),
        sealed: Some(group.sealed),
    });
    NewRecord {
        id: record.id,
        kind: record.kind,
        logged: record.logged,
        logged_at: (LOGGED_POSITION, fields::label(HEADER, "logged").to_vec()),
        concern: record.concern,
        passes: record.passes,
        seeds: record.seeds,
        open: record.open,
        hidden: record.hidden,
        commitments: record.commitments,
        groups: groups.collect(),
        subjects: Vec::new(),
        seen: Some(((u128::from(n) << 64) | u128::from(n.wrapping_mul(0x9E37_79B9_7F4A_7C15))).to_be_bytes()),
        submission: None,
    }
}

fn event(n: u64) -> Event {
    let agency = AgencyId::new("council");
    let mut child = Mention::new(MentionKind::Child, "subject");
    child.forename = Some("Made".into());
    child.surname = Some("Up".into());
    child.identifiers =
        vec![Identifier { scheme: Code::new("local"), value: format!("K-{}", n % CHILDREN).into() }];
    Event {
        id: EventId(u128::from(n) | 1 << 127),
        claimed: Claimed::day(Day(18_000 + (n % 2000) as i32)),
        logged: Logged(1_700_000_000_000_000 + n as i64),
        by: By { agency, post: None, holder: None, assurance: Assurance::Imported },
        source: SourceRef { file: FileId(1), line: n as u32, part: 0 },
        body: Body::Recorded(Box::new(Recorded {
            activity: Code::new("assessment.authorised"),
            codes: Vec::new(),
            signs: vec![Code::new("neglect")],
            concern: None,
            told_to: None,
            mentions: vec![child],
            columns: Vec::new(),
            words: None,
            action: None,
            source_of_information: None,
        })),
    }
}

/// What bare SHA-256 took over messages as many and as long.
#[derive(Clone, Copy, Debug, Default)]
struct Bare {
    messages: u64,
    blocks: u64,
    wall: Duration,
}

/// Reads the lengths of all messages that an audit of the store must hash, and hashes as many bytes; only that is timed.
fn bare(path: &Path) -> Result<Bare, String> {
    let connection = Connection::open(path).map_err(words)?;
    let mut bare = Bare::default();
    let mut lengths = Vec::with_capacity(1 << 18);
    let zeros = vec![0; 1 << 16];
    let mut take = |lengths: &mut Vec<u32>| {
        let started = Instant::now();
        let mut last = 0;
        for length in lengths.iter() {
            last ^= Sha256::digest(&zeros[..*length as usize])[0];
        }
        std::hint::black_box(last);
        bare.wall += started.elapsed();
        bare.messages += lengths.len() as u64;
        bare.blocks += lengths.iter().map(|length| u64::from(*length + 9).div_ceil(64)).sum::<u64>();
        lengths.clear();
    };
    let mut query = connection.prepare("SELECT open, hidden FROM event ORDER BY position").map_err(words)?;
    let mut rows = query.query([]).map_err(words)?;
    while let Some(row) = rows.next().map_err(words)? {
        let open: Vec<u8> = row.get(0).map_err(words)?;
        let hidden: Vec<u8> = row.get(1).map_err(words)?;
        of_entry(&open, (hidden.len() / 32) as u32, &mut lengths)?;
        if lengths.len() > 1 << 17 {
            take(&mut lengths);
        }
    }
    let mut query = connection
        .prepare("SELECT length(subjects), length(wrapped), length(sealed) FROM sealed")
        .map_err(words)?;
    let mut rows = query.query([]).map_err(words)?;
    while let Some(row) = rows.next().map_err(words)? {
        let all: u32 = (0..3).map(|column| row.get::<_, u32>(column).unwrap_or(0)).sum();
        lengths.push(16 + 2 + 4 + 4 + all);
        if lengths.len() > 1 << 17 {
            take(&mut lengths);
        }
    }
    take(&mut lengths);
    Ok(bare)
}

/// The messages of one entry, so that blocks agree: what a keyed hash keeps from call to call is not counted again.
fn of_entry(open: &[u8], hidden: u32, lengths: &mut Vec<u32>) -> Result<(), String> {
    // The group's seed as a key: inner and outer block.
    lengths.extend([55, 55]);
    let beside = [(4, 16), (6, 1), (8, 8)];
    let items = items(open).map_err(words)?;
    let open = items.iter().map(|item| (item.label.len() as u32, item.value.len() as u32));
    let mut fields = 0;
    for (label, value) in beside.into_iter().chain(open) {
        // The field's key: `field`, the label, a counter; then the outer hash. As a key: two blocks.
        lengths.extend([5 + label + 1, 32, 55, 55]);
        // The commitment: domain, length, label, value; then the outer hash. The field's leaf in the record's tree.
        lengths.extend([17 + 2 + label + value, 32, 33]);
        fields += 1;
    }
    // Nodes over the open fields and the hashes of what is hidden; the log's leaf, and about one node of its tree.
    lengths.extend((1..fields + hidden).map(|_| 65));
    lengths.extend([34, 65]);
    Ok(())
}
