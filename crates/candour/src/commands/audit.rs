//! `candour audit`: the returns recounted, and what the figures can and cannot tell.

use std::error::Error;
use std::io::Write;

use desk::cases::is_case_table;
use desk::recount::{RecountOptions, beside, recount, recount_json, write_recount};
use desk::{bands, is_table_of_bands, write_banded};
use record::policy::Policy;

use super::audit_cases;
use super::policy::count;
use crate::progress_bar::Bar;
use crate::{args, clock};

/// A published table of bands.
fn banded(args: &args::Audit, limit: u32, json: bool) -> Result<u8, Box<dyn Error>> {
    let found = bands(&args.path, limit)?;
    let out = args.out.clone().unwrap_or_else(|| beside(&args.path));
    write_banded(&found, &out, &args.path)?;
    let mut words =
        format!("{} read, {} odd\n", count(found.areas.len(), "area"), count(found.findings.len(), "value"));
    for area in found.areas.iter().take(10) {
        words.push_str(&match &area.found {
            Some((excess, said)) => format!(
                "  {}: between {:.0} and {:.0} too many. {}\n",
                area.name,
                excess.low,
                excess.high,
                published::bands::words(said)
            ),
            None => format!("  {}: cannot be told\n", area.name),
        });
    }
    words.push_str(&format!(
        "A heap shows that the limit acts, not what it does: the page says why.\n\nOpen first:  {}\n",
        out.join("index.html").display()
    ));
    if json {
        write!(std::io::stdout(), "{}", published::bands::bands_json(&found))?;
        eprint!("{words}");
    } else {
        std::io::stdout().write_all(words.as_bytes())?;
    }
    Ok(0)
}

pub(crate) fn run(args: &args::Audit, json: bool, policy: &Policy) -> Result<u8, Box<dyn Error>> {
    if args.suggest {
        return audit_cases::suggest(args);
    }
    if let Some(limit) = args.limit {
        return banded(args, limit, json);
    }
    if args.definition.is_none() && is_table_of_bands(&args.path) {
        return Err(format!(
            "`{}` is a published table of bands: say which limit you mean with `--limit DAYS`, such as `--limit 45`",
            args.path.display()
        )
        .into());
    }
    if args.definition.is_some() || (args.said.is_none() && is_case_table(&args.path)) {
        return audit_cases::run(args, json, policy);
    }
    let bar = Bar::new();
    let options = RecountOptions {
        place: &args.path,
        policy,
        logged: clock::now(),
        as_of: args.as_of.unwrap_or_else(|| clock::today(&policy.zone)),
        said: args.said.as_deref(),
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
    if let Some(path) = &args.said {
        line(format!("{} said elsewhere, beside the recount", count(found.said.len(), "figure")));
        for finding in found.said_findings.iter().take(10) {
            let field = match finding.field.as_str() {
                "" => String::new(),
                field => format!(", {field}"),
            };
            let (at, words, remedy) = (finding.line, &finding.words, &finding.remedy);
            line(format!("  {}, line {at}{field}: {words}; {remedy}", path.display()));
        }
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
