//! Reads a census of made-up children and says how long it took, beside a bare pass of the XML reader.
//!
//! `cargo run --release -p formats --example census_speed -- [CHILDREN]`: writes the census to a temporary file, reads it
//! five times each way, and prints the medians and the peak memory. It exits with 1 when a promise is not kept:
//! 2 seconds, 100 MB, three times the bare reader.

#![allow(clippy::print_stdout, reason = "it is what this programme is for")]

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::time::{Duration, Instant};

use formats::cin::{self, Assessment, Census, Child, Details, Header, ProtectionPlan, Section47, SexElement};
use formats::upn::{self, Upn};
use formats::{Context, Format, Seen, Sink};
use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{AgencyId, Claimed, Coverage, Day, Event, FileId, Finding, Logged};
use smol_str::SmolStr;

fn main() -> Result<(), Box<dyn Error>> {
    let children: u32 = std::env::args().nth(1).map_or(Ok(10_000), |text| text.parse())?;
    let path = std::env::temp_dir().join(format!("census-speed-{}.xml", std::process::id()));
    write(&path, children)?;
    let bytes = std::fs::metadata(&path)?.len();
    let policy = Policy::england();
    let (bare, read) = (median(|| bare(&path))?, median(|| ours(&path, &policy).map(|_| ()))?);
    let counted = ours(&path, &policy)?;
    std::fs::remove_file(&path)?;
    let ratio = read.as_secs_f64() / bare.as_secs_f64();
    let peak = peak_memory_mb().unwrap_or(0.0);
    println!(
        "{children} children, {:.1} MB, {} events, {} findings",
        bytes as f64 / 1e6,
        counted.events,
        counted.findings
    );
    println!(
        "bare XML pass {bare:.1?}, read into events {read:.1?}, ratio {ratio:.2}, peak memory {peak:.0} MB"
    );
    if read > Duration::from_secs(2) || peak > 100.0 || ratio > 3.0 {
        return Err("a promise of speed or memory is not kept".into());
    }
    Ok(())
}

fn median(mut run: impl FnMut() -> Result<(), Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let mut times = Vec::new();
    for _ in 0..5 {
        let started = Instant::now();
        run()?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    Ok(times[times.len() / 2])
}

/// Every event of the file, nothing kept.
fn bare(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(64 * 1024, File::open(path)?));
    let mut buffer = Vec::new();
    while !matches!(reader.read_event_into(&mut buffer)?, quick_xml::events::Event::Eof) {
        buffer.clear();
    }
    Ok(())
}

fn ours(path: &Path, policy: &Policy) -> Result<Counting, Box<dyn Error>> {
    let agency = AgencyId::new("council");
    let context = Context {
        file: FileId(1),
        agency: &agency,
        logged: Logged(0),
        policy,
        covers: None,
        completeness: Completeness::NotStated,
        as_of: Day::parse_iso("2026-01-01").ok_or("a day")?,
    };
    let mut sink = Counting::default();
    formats::read(Format::CinCensus, &mut File::open(path)?, &context, &mut sink)?;
    if sink.events == 0 { Err("no event was read".into()) } else { Ok(sink) }
}

#[derive(Default)]
struct Counting {
    events: u64,
    findings: u64,
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

/// Children like those of a council: half end after the assessment, some go on to a section 47 enquiry and a plan.
fn write(path: &Path, children: u32) -> Result<(), Box<dyn Error>> {
    let header = Header {
        collection: "CIN".into(),
        year: "2023".into(),
        reference_date: Day::parse_iso("2023-03-31"),
        source_level: "L".into(),
        lea: "990".into(),
        ..Header::default()
    };
    let made: Vec<Child> = (0..children).map(child).collect();
    let census = Census { header, children: made.iter() };
    Ok(cin::write(census, &mut BufWriter::new(File::create(path)?))?)
}

fn child(number: u32) -> Child {
    let day = |offset: u32| Some(Claimed::day(Day(19_100 + (number % 250 + offset) as i32)));
    let mut details = Details {
        referral_date: day(0),
        referral_source: "6".into(),
        primary_need: "N1".into(),
        referral_nfa: Some(number.is_multiple_of(4)),
        ..Details::default()
    };
    if !number.is_multiple_of(4) {
        let factors = ["2B", "4A", "16A", "11A"].map(SmolStr::new_static)[..=(number % 4) as usize].to_vec();
        details.assessments.push(Assessment {
            start: day(1),
            authorised: day(50),
            factors,
            ..Assessment::default()
        });
    }
    if number % 4 == 3 {
        details.section47.push(Section47 {
            start: day(2),
            icpc_target: day(20),
            icpc: day(18),
            icpc_not_required: Some(false),
            ..Section47::default()
        });
        details.protection_plans.push(ProtectionPlan {
            start: day(18),
            initial_category: "NEG".into(),
            latest_category: "NEG".into(),
            previous_plans: "0".into(),
            reviews: day(100).into_iter().collect(),
            ..ProtectionPlan::default()
        });
    }
    if number % 4 == 2 {
        details.closure_date = day(60);
        details.closure_reason = "RC8".into();
    }
    Child {
        la_child_id: SmolStr::new(format!("C{number:07}")),
        upn: upn(number),
        born: Some(Claimed::day(Day(14_000 + (number % 3_000) as i32))),
        sex_element: SexElement::GenderCurrent,
        sex_code: SmolStr::new((number % 2 + 1).to_string()),
        ethnicity: "NOBT".into(),
        disabilities: vec!["NONE".into()],
        details: vec![details],
        ..Child::default()
    }
}

/// A UPN of its own with the letter that fits.
fn upn(number: u32) -> SmolStr {
    let tries = ('A'..='Z').map(|letter| SmolStr::new(format!("{letter}990{number:09}")));
    tries.into_iter().find(|upn| upn::check(upn) == Upn::Fits).unwrap_or_default()
}

fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0)
}
