//! How fast concern files are read: makes N rows in memory (a million unless told otherwise) and prints rows a second.
//!
//! `cargo run --release -p formats --example concerns_speed [ROWS]`

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::Instant;

use formats::read::Source;
use formats::{Context, ReadError, Seen, Sink};
use record::policy::Policy;
use record::source::{Completeness, RowKey};
use record::{AgencyId, Coverage, Day, Event, FileId, Finding, Logged};

/// Keeps the events, as an import does, and counts the rest.
#[derive(Default)]
struct Keep {
    events: Vec<Event>,
    rows: u64,
    findings: u64,
}

impl Sink for Keep {
    fn row(&mut self, _: u32, _: RowKey, _: &[(&str, &str)]) -> Seen {
        self.rows += 1;
        Seen::New
    }
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }
    fn finding(&mut self, _: Finding) {
        self.findings += 1;
    }
    fn covers(&mut self, _: Coverage, _: Completeness) {}
    fn child(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
}

const HEADINGS: &str = "event,concern_id,date,time,by_post,teller,told_post,told_rank,signs,child_id,child_forename,\
    child_surname,child_dob,child_sex,child_postcode,child_role,person_id,person_role,place,place_role,vehicle,phone,\
    phone_role,addresses,outcome,reasons_given,words\n";

/// Of every ten rows: three tellings with a further child each, three answers, one opening.
fn csv(rows: usize) -> String {
    let mut out = String::with_capacity(rows * 200);
    out.push_str(HEADINGS);
    for n in 0..rows {
        let (concern, child) = (n / 10 * 3 + (n % 10) % 3, (n * 7919) % 60_000);
        let (month, day) = (n / 28 % 12 + 1, n % 28 + 1);
        let date = format!("20{:02}-{month:02}-{day:02}", 5 + n * 15 / rows.max(1));
        let line = match n % 10 {
            0..6 => {
                let concern = n / 10 * 3 + (n % 10) / 2;
                let date = format!(
                    "20{:02}-{:02}-{:02}",
                    5 + n * 15 / rows.max(1),
                    concern % 12 + 1,
                    concern % 28 + 1
                );
                format!(
                    "told,C-{concern:07},{date},14:05,missing-persons-desk,parent,missing-persons-desk,1,\
                     missing_episode|older_associate,K-{child:05},Forename{child},Surname{},2005-{:02}-{:02},F,\
                     ZZ{} {}AB,subject,P-{},person_of_concern,guest house {},place_of_concern,ZZ{} EXM,07700 {:06},\
                     own_phone,,,,the words of the record",
                    child % 20_000,
                    child % 12 + 1,
                    child % 28 + 1,
                    child % 90 + 1,
                    child % 9,
                    child % 3_000,
                    child % 900,
                    child % 90,
                    child
                )
            }
            6..9 => format!(
                "answered,C-{concern:07},{date},,missing-persons-desk,,,,,,,,,,,,,,,,,,,substance,investigated,yes,"
            ),
            _ => format!("opened,C-{concern:07},{date},09:00,missing-persons-desk,,,,,,,,,,,,,,,,,,,,,,"),
        };
        // Writing to a string does not fail.
        let _ = writeln!(out, "{line}");
    }
    out
}

type Read = fn(&mut dyn Source, &Context<'_>, &mut dyn Sink) -> Result<(), ReadError>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows = std::env::args().nth(1).map_or(Ok(1_000_000), |rows| rows.parse())?;
    let policy = Policy::england();
    let agency = AgencyId::new("westbrook-police");
    let context = Context {
        file: FileId(0),
        agency: &agency,
        logged: Logged(0),
        policy: &policy,
        covers: None,
        completeness: Completeness::NotStated,
        as_of: Day::from_ymd(2024, 1, 1).ok_or("a day")?,
    };
    let mut source = Cursor::new(csv(rows).into_bytes());
    let csv = measure("csv", formats::concerns::read_csv, &mut source, &context, rows)?;
    let mut jsonl = Vec::new();
    let start = Instant::now();
    formats::concerns::write_jsonl(&csv, &mut jsonl)?;
    writeln!(std::io::stdout(), "jsonl written in {:.2} s", start.elapsed().as_secs_f64())?;
    drop(csv);
    let rows = jsonl.iter().filter(|byte| **byte == b'\n').count();
    measure("jsonl", formats::concerns::read_jsonl, &mut Cursor::new(jsonl), &context, rows)?;
    Ok(())
}

fn measure(
    name: &str,
    read: Read,
    source: &mut Cursor<Vec<u8>>,
    context: &Context<'_>,
    rows: usize,
) -> Result<Vec<Event>, Box<dyn std::error::Error>> {
    let mut keep = Keep::default();
    let (start, processor) = (Instant::now(), processor_seconds());
    read(source, context, &mut keep)?;
    let seconds = start.elapsed().as_secs_f64();
    writeln!(
        std::io::stdout(),
        "{name}: {rows} rows, {} MB, {} events, {} findings in {seconds:.2} s ({:.2} s of processor): {:.0} rows/s, {:.0} MB/s",
        source.get_ref().len() / 1_000_000,
        keep.events.len(),
        keep.findings,
        processor_seconds() - processor,
        rows as f64 / seconds,
        source.get_ref().len() as f64 / 1e6 / seconds
    )?;
    Ok(keep.events)
}

/// Time on a processor so far, where the system says it: on a busy machine the wall clock measures the others.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.unwrap_or(f64::NAN) / 1e9
}
