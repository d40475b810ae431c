//! The commands and their flags.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use record::Day;

const AFTER: &str = "\
Exit codes: 0 done; 1 findings that you asked to fail on; 2 wrong use; 3 failed.
Start with `candour demo`, then read docs/README.md.";

/// Candour keeps a record of who was warned about a child, when, and what they did about it.
#[derive(Debug, Parser)]
#[command(name = "candour", version, after_help = AFTER, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Print machine output on stdout and keep words on stderr
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// A folder of policy files laid over England's, file by file
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) policy: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Review a made-up small town: eight agencies, some forty children, two hidden groups
    Demo(Demo),
    /// Read a folder of extracts from many agencies and write one chronology and who knew what, when
    Review(Review),
    /// Append a folder of extracts to a store, or check one file before it is sent
    Import(Import),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// Where the town and its report go
    #[arg(long, value_name = "DIR", default_value = "candour-demo")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Review {
    /// The folder of extracts: one subfolder an agency
    pub(crate) folder: PathBuf,
    /// The folder the report is written into
    #[arg(long, value_name = "REPORT")]
    pub(crate) out: PathBuf,
    /// As of the end of this day (YYYY-MM-DD); today if not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<Day>,
    /// Keep the events in a store: sqlite:FILE
    #[arg(long, value_name = "URL")]
    pub(crate) store: Option<String>,
    /// The edited corrections.csv of an earlier report
    #[arg(long, value_name = "FILE")]
    pub(crate) corrections: Option<PathBuf>,
    /// The key file that says which pseudonym stands for whom; beside the report folder if not given
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Show names, phones, plates and postcodes as the sources wrote them
    #[arg(long)]
    pub(crate) names: bool,
    /// Show the free words of concern files
    #[arg(long)]
    pub(crate) narrative: bool,
    /// End with code 1 if a file was not read or there are findings
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// A folder of extracts, or with --check one file
    pub(crate) path: PathBuf,
    /// Where the events are kept: sqlite:FILE
    #[arg(long, value_name = "URL", default_value = "sqlite:candour.db")]
    pub(crate) store: String,
    /// Read and say what candour understands; keep nothing
    #[arg(long)]
    pub(crate) check: bool,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text)
        .ok_or_else(|| "write a day the calendar has as YYYY-MM-DD, such as 2024-03-31".into())
}
