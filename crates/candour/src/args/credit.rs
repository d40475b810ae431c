//! Flags of `candour credit`.

use std::path::PathBuf;

/// Ask what credit a service may claim for a change, and in which words.
#[derive(Debug, clap::Args)]
pub(crate) struct Credit {
    /// The table, CSV: people before and after (treated, before, after), or units over time (period, unit, value, started);
    /// docs/credit.md
    pub(crate) file: PathBuf,
    /// The folder the page and the tables are written into; without it only the answer is printed
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// What the columns are, which way is better, how those with the service were chosen, who claims what
    #[arg(long, value_name = "TOML")]
    pub(crate) definition: Option<PathBuf>,
    /// Print a draft of a definition for this table; write nothing else
    #[arg(long, conflicts_with = "out")]
    pub(crate) suggest: bool,
    /// Show counts of one to five on the page too
    #[arg(long)]
    pub(crate) exact: bool,
}
