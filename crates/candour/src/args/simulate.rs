//! Flags of `candour simulate`.

use std::path::PathBuf;

use clap::ValueEnum;

/// How large a town is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(clippy::enum_variant_names, reason = "a town is a size of its own")]
pub(crate) enum Town {
    /// 600 children
    Village,
    /// 9,000 children
    Town,
    /// 70,000 children
    City,
    /// Three partnerships of 70,000 children
    County,
    /// 153 partnerships, 12 million children
    England,
}

impl Simulate {
    /// The small town of the demonstration, in a folder.
    pub(crate) fn small(out: PathBuf) -> Self {
        Self {
            town: Town::Town,
            years: 2,
            seed: 1,
            from: 2022,
            out,
            parameters: None,
            again: None,
            twice: None,
            show_parameters: false,
            page_only: false,
            files_only: false,
        }
    }
}

/// Make up a town whose truth is known.
#[derive(Debug, clap::Args)]
pub(crate) struct Simulate {
    /// How large
    #[arg(long, value_enum, default_value = "town")]
    pub(crate) town: Town,
    /// How many years
    #[arg(long, default_value_t = 4)]
    pub(crate) years: u32,
    /// The seed: the same seed, parameters and version give the same town
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The year whose 1 April is the first day
    #[arg(long, default_value_t = 2018, value_name = "YEAR")]
    pub(crate) from: i32,
    /// A new or empty folder for agencies/, truth/ and index.html
    #[arg(long, value_name = "DIR", default_value = "simulated")]
    pub(crate) out: PathBuf,
    /// A file of parameters that differ from the shipped ones
    #[arg(long, value_name = "FILE")]
    pub(crate) parameters: Option<PathBuf>,
    /// Make the town of an earlier run again, from the seed, size, years and parameters that its folder keeps
    #[arg(long, value_name = "DIR", conflicts_with_all = ["town", "years", "seed", "from", "parameters"])]
    pub(crate) again: Option<PathBuf>,
    /// One life twice: let so many children live again with one act of the service left out, and say how often it made the
    /// difference and how often the books say so [without a number: 100]
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "100", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) twice: Option<u32>,
    /// Print the shipped parameters with their ranges and sources, and do nothing else
    #[arg(long)]
    pub(crate) show_parameters: bool,
    /// Run the world and write the page alone, without the agencies' files
    #[arg(long)]
    pub(crate) page_only: bool,
    /// Write the files, and leave out the rules' run over them
    #[arg(long, conflicts_with = "page_only")]
    pub(crate) files_only: bool,
}
