//! `candour audit` over a plain table of cases.

use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use desk::cases::{CaseOptions, audit_table, beside_table, suggest_cases, write_audited};
use published::cases::{CaseReport, cases_json, standings};
use record::policy::Policy;

use super::WrongUse;
use super::policy::count;
use crate::progress_bar::Bar;
use crate::{args, clock};

/// Findings named on the terminal.
const FINDINGS: usize = 10;

/// Prints a draft of a definition, or writes it into a new file.
pub(crate) fn suggest(args: &args::Audit) -> Result<u8, Box<dyn Error>> {
    let suggestion = suggest_cases(&args.path)?;
    match &args.out {
        None => std::io::stdout().write_all(suggestion.text.as_bytes())?,
        Some(out) => {
            new_file(out)?.write_all(suggestion.text.as_bytes())?;
            let (table, out) = (args.path.display(), out.display());
            writeln!(
                std::io::stdout(),
                "Read it first: {out}\nThen run:      candour audit {table} --definition {out}"
            )?;
        }
    }
    for open in &suggestion.open {
        eprintln!("to decide: {open}");
    }
    Ok(0)
}

/// A file that was not there: somebody's definition is never overwritten.
fn new_file(out: &Path) -> Result<File, Box<dyn Error>> {
    File::create_new(out).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::AlreadyExists => {
            let words = format!(
                "`{}` is there already and is not overwritten; name another file with `--out`",
                out.display()
            );
            Box::new(WrongUse(words)) as Box<dyn Error>
        }
        _ => format!("`{}`: {cause}; name a file that may be written with `--out`", out.display()).into(),
    })
}

pub(crate) fn run(args: &args::Audit, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    let bar = Bar::new();
    let options = CaseOptions {
        file: &args.path,
        definition: args.definition.as_deref(),
        policy,
        as_of: args.as_of.unwrap_or_else(|| clock::today(&policy.zone)),
        progress: &|progress| bar.show(progress),
    };
    let report = audit_table(&options);
    bar.finish();
    let report = report?;
    let out = args.out.clone().unwrap_or_else(|| beside_table(&args.path));
    write_audited(&report, &args.path, &out, args.exact)?;
    let words = words(&report, &out);
    if json {
        std::io::stdout().write_all(cases_json(&report).as_bytes())?;
        eprint!("{words}");
    } else {
        std::io::stdout().write_all(words.as_bytes())?;
    }
    Ok(0)
}

fn words(report: &CaseReport<'_>, out: &Path) -> String {
    let audit = &report.audit;
    let mut words = format!("{}\n", report.title);
    let mut line = |text: String| words.push_str(&format!("{text}\n"));
    if report.drafted {
        line("  no definition was given: the columns were recognised by their headings; read what was read as what on the page".into());
    }
    let cases: u64 = audit.figures.iter().map(|unit| unit.cases).sum();
    let left_out: u64 = report.left_out.values().sum();
    line(format!(
        "  {} of {} audited, {left_out} rows left out",
        count(cases as usize, "case"),
        count(audit.units.len(), "unit")
    ));
    if audit.looks_like_persons() {
        line("  most units have fewer than 20 cases: the column of units may hold persons, and nothing is said of these".into());
    }
    let (questions, explained) = standings(report);
    line(format!(
        "  {} declared, {} with enough data; {} to ask; {} that honest reasons suffice to explain",
        count(audit.release.tests, "test"),
        audit.looked_at(),
        count(questions, "question"),
        count(explained, "pattern"),
    ));
    if !audit.differences.is_empty() {
        line(format!(
            "  {} otherwise than the table gives",
            count(audit.differences.len(), "figure") + " published"
        ));
    }
    for finding in report.findings.iter().take(FINDINGS) {
        line(format!("  line {}: {}; {}", finding.line, finding.words, finding.remedy));
    }
    let more = report.findings.len().saturating_sub(FINDINGS) as u64 + report.more_findings;
    if more > 0 {
        line(format!("  and {more} more findings: findings.csv"));
    }
    line(format!("\nOpen first:  {}", out.join("index.html").display()));
    words
}
