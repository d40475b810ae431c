//! `candour audit`: the returns recounted, and what the figures can and cannot tell.

use std::error::Error;
use std::io::Write;

use desk::cases::is_case_table;
use desk::recount::{RecountOptions, beside, recount, recount_json, write_recount};
use record::policy::Policy;

use super::audit_cases;
use super::policy::count;
use crate::progress_bar::Bar;
use crate::{args, clock};

pub(crate) fn run(args: &args::Audit, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    if args.suggest {
        return audit_cases::suggest(args);
    }
    if args.definition.is_some() || is_case_table(&args.path) {
        return audit_cases::run(args, json, policy);
    }
    let bar = Bar::new();
    let options = RecountOptions {
        place: &args.path,
        policy,
        logged: clock::now(),
        as_of: args.as_of.unwrap_or_else(|| clock::today(&policy.zone)),
        progress: &|progress| bar.show(progress),
    };
    let found = recount(&options);
    bar.finish();
    let found = found?;
    let out = args.out.clone().unwrap_or_else(|| beside(&args.path));
    write_recount(&found, &options, &out, args.exact)?;
    let mut words = String::new();
    let mut line = |text: String| {
        words.push_str(&text);
        words.push('\n');
    };
    line(format!("{} read, {} not read", count(found.files.len(), "file"), found.unread.len()));
    for unread in found.unread.iter().take(10) {
        line(format!("  not read: {} ({}; {})", unread.path, unread.why, unread.remedy));
    }
    if !found.findings.is_empty() {
        let many = count(found.findings.len(), "finding");
        line(format!(
            "  {many} (values repaired, rows skipped, a file cut off): `candour import --check FILE` names each with its line"
        ));
    }
    line(format!("{} counted", count(found.measured.years.len(), "figure")));
    for error in &found.measured.errors {
        line(format!("  not counted: {error}"));
    }
    line(format!("\nOpen first:  {}", out.join("index.html").display()));
    if json {
        writeln!(std::io::stdout(), "{}", recount_json(&found, &options)?)?;
        eprint!("{words}");
    } else {
        std::io::stdout().write_all(words.as_bytes())?;
    }
    Ok(0)
}
