//! Flags of `candour audit`.

use std::path::PathBuf;

use record::Day;

/// Recount the returns an agency sends, or audit a plain table of cases, and say what the figures can and cannot tell.
#[derive(Debug, clap::Args)]
pub(crate) struct Audit {
    /// A return (children in need census, SSDA903, a concern file), or a folder of several, of several years; or a plain table of
    /// cases: CSV, Excel or Parquet
    pub(crate) path: PathBuf,
    /// The folder the page and the tables are written into; NAME-recount beside the return, or NAME-audit beside the table, if not
    /// given. With --suggest: the file the draft is written into
    #[arg(long, value_name = "PLACE")]
    pub(crate) out: Option<PathBuf>,
    /// The path is a plain table of cases, and this file says what its columns are (docs/formats/cases.md)
    #[arg(long, value_name = "TOML", conflicts_with_all = ["said", "limit"])]
    pub(crate) definition: Option<PathBuf>,
    /// Draft a definition for a table of cases, with what was guessed and why; a file that is there is never overwritten
    #[arg(long, conflicts_with_all = ["definition", "said", "limit"])]
    pub(crate) suggest: bool,
    /// As of the end of this day (YYYY-MM-DD); today if not given
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(crate) as_of: Option<Day>,
    /// A table of figures said elsewhere (measure, agency, period, numerator, denominator, percent, said_by …), each held
    /// beside the same counted again
    #[arg(long, value_name = "FILE")]
    pub(crate) said: Option<PathBuf>,
    /// PATH is a published table of bands (`d31_40`, `41 to 45 days`, `61+`): how many too many stand in the band that ends with
    /// this many days
    #[arg(long, value_name = "DAYS", conflicts_with_all = ["said", "as_of", "exact"])]
    pub(crate) limit: Option<u32>,
    /// Show counts of one to five on the page too: for the agency's own analysts
    #[arg(long)]
    pub(crate) exact: bool,
}
