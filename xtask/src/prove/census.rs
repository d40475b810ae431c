//! A census of ten thousand children: wall time, memory, and the ratio to the bare XML reader.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::page::Page;
use super::{Share, child, town};
use crate::Done;

const SEED: u64 = 10_000;
const RUNS: usize = 5;

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let children: u64 = if share == Share::Ci { 1_000 } else { 10_000 };
    let binary = child::candour(root)?;
    let folder = root.join("target/prove-census");
    let failed = |cause: std::io::Error| format!("{}: {cause}", folder.display());
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let file = folder.join("cin.xml");
    town::census(&mut BufWriter::new(File::create(&file).map_err(failed)?), children, SEED)
        .map_err(failed)?;
    let bytes = std::fs::metadata(&file).map_err(failed)?.len();
    let mut pairs = Vec::new();
    for _ in 0..RUNS {
        let started = Instant::now();
        let nodes = bare(&file)?;
        let bare = started.elapsed().as_secs_f64();
        let read = in_process(&file)?;
        // Code 1: the made-up census breaks rules of the return, and `--check` says so.
        let took = child::watch(
            Command::new(&binary).arg("import").arg("--check").arg("--json").arg(&file),
            &[0, 1],
        )?;
        pairs.push((bare, read, took.wall.as_secs_f64(), took.peak_mb, nodes));
    }
    pairs.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
    let (bare, read, wall, peak, nodes) = pairs[RUNS / 2];
    let mut page = Page::new("census", "A census of ten thousand children");
    page.figure(
        "input",
        format!("{children} children, {:.1} MB", bytes as f64 / 1e6),
        format!("{nodes} XML nodes"),
    );
    page.figure(
        "bare XML reader over the same file",
        format!("{bare:.3} s"),
        "quick-xml, every node, nothing kept",
    );
    page.figure(
        "read into events, in process",
        format!("{read:.3} s"),
        format!("{:.0} children/s", children as f64 / read),
    );
    page.bar("read against the bare reader", read / bare, "x", 3.0);
    page.bar("whole process, wall", wall, "s", 2.0);
    page.bar("whole process, peak memory", peak, "MB", 100.0);
    let _ = std::fs::remove_dir_all(&folder);
    page.finish(root, share, SEED)
}

/// Reads every node and keeps nothing.
fn bare(file: &Path) -> Result<u64, String> {
    let file = File::open(file).map_err(|cause| cause.to_string())?;
    let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(1 << 16, file));
    let mut buffer = Vec::new();
    let mut nodes = 0;
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(quick_xml::events::Event::Eof) => return Ok(nodes),
            Ok(_) => nodes += 1,
            Err(cause) => return Err(cause.to_string()),
        }
        buffer.clear();
    }
}

/// Reads the census into events that are dropped as they come.
fn in_process(file: &Path) -> Result<f64, String> {
    let policy = record::policy::Policy::england();
    let mut source = File::open(file).map_err(|cause| cause.to_string())?;
    let agency = record::AgencyId::new("council");
    let context = formats::Context {
        file: record::FileId(0),
        agency: &agency,
        logged: record::Logged(0),
        policy: &policy,
        covers: None,
        completeness: record::source::Completeness::Full,
        as_of: record::Day(19_800),
    };
    let mut sink = super::fuzz::Counting::default();
    let started = Instant::now();
    formats::read(formats::Format::CinCensus, &mut source, &context, &mut sink)
        .map_err(|cause| cause.to_string())?;
    let took = started.elapsed().as_secs_f64();
    if sink.events == 0 { Err("no event was read".into()) } else { Ok(took) }
}
