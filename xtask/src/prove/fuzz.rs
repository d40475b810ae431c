//! Every parser against mutated files: no panic, no input that takes for ever. The seed and the number of a case replay it.
//!
//! The same targets stand in `fuzz/` for coverage-guided runs (`cargo fuzz run TARGET`).

mod ledger;

use std::io::{Cursor, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use formats::{Context, Format, Seen, Sink};
use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{AgencyId, Coverage, Day, Event, FileId, Finding, Logged};

use super::Share;
use super::page::Page;
use super::town::Draw;
use crate::Done;

const SEED: u64 = 7_700_900;
/// A case that takes longer is a failure: a small file must be read, or refused, at once.
const SLOWEST: Duration = Duration::from_secs(5);
/// Words of the formats, so that mutations reach deeper than the first check.
const WORDS: [&str; 30] = [
    "\u{feff}",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "&b;",
    "&#0;",
    "]]>",
    "<![CDATA[",
    "=1+1",
    "w/c 12/3?",
    "29/02/2023",
    "31/12/99",
    "0000-00-00",
    "9999-12-31",
    "\"",
    "\"\"",
    "\0",
    "\r",
    "\n\n",
    ";",
    "\t",
    "told",
    "1e999",
    "-",
    "\u{202e}",
    "{\"event\":[[[[",
    "— ",
    "\n\n— a AAAAAAE=\n",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    "9223372036854775808",
    "+",
    ".p/",
];

/// A sink that counts and keeps nothing.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    pub(crate) events: u64,
    pub(crate) findings: u64,
}

impl Sink for Counting {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        Seen::New
    }
    fn event(&mut self, _: Event) {
        self.events += 1;
    }
    fn finding(&mut self, _: Finding) {
        self.findings += 1;
    }
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}

type Target = (&'static str, fn(&[u8], &Policy));

const SEEDS: [&str; 4] =
    ["examples", "docs/formats/templates", "crates/formats/tests/data", "policies/england"];

const TARGETS: [Target; 9] = [
    ("recognised files", any_file),
    ("every reader on anything", every_reader),
    ("agency.toml", |bytes, _| drop(formats::agency_toml::read(bytes, FileId(0), "agency"))),
    ("dates as people write them", dates),
    ("files about measures", measures),
    ("tables of cases", cases),
    ("key files", |bytes, _| drop(published::key::Key::read(&String::from_utf8_lossy(bytes)))),
    ("policy overlays", policy_overlay),
    ("stored events", stored_event),
];

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let budget = if share == Share::Ci { Duration::from_secs(60) } else { Duration::from_secs(600) };
    let (files, notes) = (seeds(root, &SEEDS)?, seeds(root, &ledger::SEEDS)?);
    let policy = Policy::england();
    let mut page = Page::new("fuzz", "Parsers against mutated files");
    let count = files.len() + notes.len();
    page.figure("seed files", count.to_string(), "the example town, the templates, the test data");
    let mut failures = Vec::new();
    std::panic::set_hook(Box::new(|_| {}));
    let targets = TARGETS.map(|target| (target, &files)).into_iter();
    let targets: Vec<_> = targets.chain(ledger::TARGETS.map(|target| (target, &notes))).collect();
    for ((name, target), seeds) in &targets {
        let started = Instant::now();
        let mut cases = 0u64;
        while started.elapsed() < budget / targets.len() as u32 {
            let input = mutated(seeds, cases);
            let case = Instant::now();
            let panicked = catch_unwind(AssertUnwindSafe(|| target(&input, &policy))).is_err();
            if panicked || case.elapsed() > SLOWEST {
                let place = root.join("target").join(format!("fuzz-{}-{cases}", name.replace(' ', "-")));
                std::fs::write(&place, &input).map_err(|cause| cause.to_string())?;
                failures.push(format!(
                    "{name}: case {cases} {}; input in {}",
                    if panicked { "panics" } else { "is too slow" },
                    place.display()
                ));
                if failures.len() > 20 {
                    break;
                }
            }
            cases += 1;
        }
        page.figure(*name, format!("{cases} cases"), "");
    }
    let _ = std::panic::take_hook();
    page.figure("failures", failures.len().to_string(), "panics and cases over 5 s");
    page.finish(root, share, SEED)?;
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn context<'a>(policy: &'a Policy, agency: &'a AgencyId) -> Context<'a> {
    Context {
        file: FileId(0),
        agency,
        logged: Logged(0),
        policy,
        covers: None,
        completeness: Completeness::NotStated,
        as_of: Day(19_900),
    }
}

fn any_file(bytes: &[u8], policy: &Policy) {
    let head = &bytes[..bytes.len().min(formats::recognise::HEAD)];
    if let formats::Recognised::As(format) = formats::recognise(head, &mut Cursor::new(bytes)) {
        read_as(format, bytes, policy);
    }
}

fn every_reader(bytes: &[u8], policy: &Policy) {
    use formats::ssda903::Table;
    let formats = [
        Format::CinCensus,
        Format::Ssda903(Table::Episodes),
        Format::Ssda903(Table::Missing),
        Format::ConcernsCsv,
        Format::ConcernsJsonl,
        Format::PostsCsv,
        Format::RuleChangesCsv,
        Format::AccessLogCsv,
        Format::ChronologyCsv,
        Format::ChronologyXlsx,
        Format::ChronologyDocx,
    ];
    let choice = bytes.len() % formats.len();
    read_as(formats[choice], bytes, policy);
}

fn read_as(format: Format, bytes: &[u8], policy: &Policy) {
    let agency = AgencyId::new("agency");
    let _ =
        formats::read(format, &mut Cursor::new(bytes), &context(policy, &agency), &mut Counting::default());
}

fn dates(bytes: &[u8], _: &Policy) {
    use formats::chronology::when::{DateHint, read_when};
    let _ = read_when(&String::from_utf8_lossy(bytes), &DateHint::alone(Day(19_900)));
}

fn measures(bytes: &[u8], _: &Policy) {
    use formats::fitness::{Content, indicators, read, recognise};
    let definition = formats::credit::read_definition(bytes).unwrap_or_default();
    let _ = formats::credit::read(&mut Cursor::new(bytes), FileId(0), &definition, &mut Counting::default());
    let _ = formats::bands::read(&mut Cursor::new(bytes), FileId(0), &mut Counting::default());
    let _ = formats::said::read(&mut Cursor::new(bytes), FileId(0), &mut Counting::default());
    let Ok(kind) = recognise(bytes) else { return };
    let mut sink = Counting::default();
    if let Ok(Content::Returned(rows)) = read(kind, &mut Cursor::new(bytes), FileId(0), &mut sink) {
        indicators(&rows, FileId(0), &mut sink);
    }
}

/// Tables of cases by a draft of their own definition, and definitions.
fn cases(bytes: &[u8], _: &Policy) {
    use formats::cases::{definition, read, suggest};
    let _ = definition::read(bytes);
    if let Ok(drafted) = suggest(&mut Cursor::new(bytes), FileId(0), "cases") {
        let sink = &mut Counting::default();
        let _ = read(&mut Cursor::new(bytes), FileId(0), &drafted.definition, Day(19_900), sink);
    }
}

fn policy_overlay(bytes: &[u8], policy: &Policy) {
    let place = bytes.len() % policy.files.len().max(1);
    let Some(file) = policy.files.get(place) else {
        return;
    };
    let _ = Policy::with_overlay(&[(file.name.to_string(), bytes.to_vec())]);
}

fn stored_event(bytes: &[u8], _: &Policy) {
    let middle = bytes.len() / 2;
    let kind = bytes.first().copied().unwrap_or(0) % 26;
    let _ = record::stored::event(record::EventId(1), kind, Logged(0), &bytes[..middle], &bytes[middle..]);
}

/// Small files of every format to mutate.
fn seeds(root: &Path, folders: &[&str]) -> Result<Vec<Vec<u8>>, String> {
    let mut places = Vec::new();
    for folder in folders {
        collect(&root.join(folder), &mut places);
    }
    places.sort();
    let seeds: Vec<Vec<u8>> = places
        .iter()
        .filter_map(|place| std::fs::read(place).ok())
        .filter(|bytes| bytes.len() < 60_000)
        .collect();
    if seeds.is_empty() { Err("no seed files; run it from the project's folder".into()) } else { Ok(seeds) }
}

fn collect(folder: &Path, places: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let place = entry.path();
        if place.is_dir() { collect(&place, places) } else { places.push(place) }
    }
}

/// The case of this number: a seed file with one to eight changes; of Office files the parts inside are changed.
fn mutated(seeds: &[Vec<u8>], case: u64) -> Vec<u8> {
    let mut draw = Draw(SEED ^ case.wrapping_mul(0x9E37_79B9));
    let seed = &seeds[draw.below(seeds.len() as u64) as usize];
    let other = &seeds[draw.below(seeds.len() as u64) as usize];
    let inside = seed.starts_with(b"PK") && draw.below(4) > 0;
    if let Some(changed) = inside.then(|| repacked(seed, other, draw)).flatten() {
        return changed;
    }
    changed(seed.clone(), other, draw)
}

fn changed(mut bytes: Vec<u8>, other: &[u8], mut draw: Draw) -> Vec<u8> {
    for _ in 0..=draw.below(8) {
        let at = draw.below(bytes.len() as u64 + 1) as usize;
        let end = (at + draw.below(40) as usize).min(bytes.len());
        match draw.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << draw.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.truncate(at),
            3 => {
                let word = WORDS[draw.below(WORDS.len() as u64) as usize];
                drop(bytes.splice(at..at, word.bytes()));
            }
            4 => {
                let again: Vec<u8> = bytes[at..end].repeat(1 + draw.below(30) as usize);
                drop(bytes.splice(at..at, again));
            }
            5 if !other.is_empty() => {
                let from = draw.below(other.len() as u64) as usize;
                let to = (from + draw.below(200) as usize).min(other.len());
                drop(bytes.splice(at..end, other[from..to].iter().copied()));
            }
            6 => drop(bytes.splice(at..end, draw.next().to_be_bytes())),
            _ => {
                let number = draw.next() as i64;
                drop(bytes.splice(at..end, number.to_string().into_bytes()));
            }
        }
    }
    bytes
}

/// An Office file with one of its parts changed and packed again, so that the change reaches the XML reader.
fn repacked(seed: &[u8], other: &[u8], mut draw: Draw) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(seed)).ok()?;
    let chosen = draw.below(archive.len() as u64) as usize;
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).ok()?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        if place == chosen {
            bytes = changed(bytes, other, draw);
        }
        let name = part.name().ok()?.into_owned();
        packed.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        packed.write_all(&bytes).ok()?;
    }
    Some(packed.finish().ok()?.into_inner())
}
