//! Flags of `candour audit`.

use std::path::PathBuf;

use record::Day;

/// Recount the returns an agency sends, and say what the figures can and cannot tell.
#[derive(Debug, clap::Args)]
pub(crate) struct Audit {
    /// A return (children in need census, SSDA903, a concern file), or a folder of several, of several years
    pub(crate) path: PathBuf,
    /// The folder the page and the tables are written into; NAME-recount beside the return if not given
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
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
