//! `candour fitness`: may anybody be judged by this measure?

use std::error::Error;
use std::io::Write;

use crate::{args, exit};

pub(crate) fn run(args: &args::Fitness, json: bool) -> Result<u8, Box<dyn Error>> {
    let mut stdout = std::io::stdout();
    if args.suggest {
        stdout.write_all(desk::questionnaire(&args.files)?.as_bytes())?;
        return Ok(0);
    }
    let report = desk::assess(&args.files)?;
    if let (Some(out), Some(first)) = (&args.out, args.files.first()) {
        desk::write_assessed(&report, out, first)?;
    }
    let mut words = published::fitness::summary_lines(&report);
    if let Some(out) = &args.out {
        words.push_str(&format!("Open first:  {}\n", out.join("index.html").display()));
    }
    if json {
        stdout.write_all(published::fitness::fitness_json(&report).as_bytes())?;
        eprint!("{words}");
    } else {
        stdout.write_all(words.as_bytes())?;
    }
    Ok(if args.strict && !report.findings.is_empty() { exit::FINDINGS } else { 0 })
}
