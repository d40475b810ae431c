//! Flags of `candour chart`.

use std::path::PathBuf;

/// Chart a plain table of figures over time, or compare units by a funnel plot.
#[derive(Debug, clap::Args)]
pub(crate) struct Chart {
    /// The table, CSV: a period and a value or a numerator and denominator; or a unit with both (docs/formats/figures.md)
    pub(crate) file: PathBuf,
    /// The folder the page, pictures and tables are written into; without it only a summary is printed
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The chart: auto, xmr, mr, run, p, pp (p′), u, up (u′), c, g, t, xbar, s; cusum or ewma for slow drift; or funnel; auto if not given
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
    /// What the columns are, and what was decided: limits frozen or begun again, periods left out, each with its reason
    #[arg(long, value_name = "TOML")]
    pub(crate) definition: Option<PathBuf>,
    /// Print a draft of a definition for this table, and why the chart fits; write nothing else
    #[arg(long, conflicts_with = "out")]
    pub(crate) suggest: bool,
    /// Which way is better: up, down or neither
    #[arg(long, value_name = "WAY")]
    pub(crate) better: Option<String>,
    /// What is aimed at, in the unit of the figures: 0.9 for 90 % of a share
    #[arg(long, value_name = "NUMBER", value_parser = number, allow_negative_numbers = true)]
    pub(crate) target: Option<f64>,
    /// The rules that mark points: nhs, nhs-strict, nelson, western-electric or anhoej; nhs if not given
    #[arg(long, value_name = "RULES")]
    pub(crate) rules: Option<String>,
    /// A level you would want to notice, in the unit of the figures: how long the chart would take is printed
    #[arg(long, value_name = "NUMBER", value_parser = number, allow_negative_numbers = true)]
    pub(crate) notice: Option<f64>,
    /// Only this series or unit; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) series: Vec<String>,
}

/// A number, or a percentage with its sign.
fn number(text: &str) -> Result<f64, String> {
    let (digits, divide) = text.strip_suffix('%').map_or((text, 1.0), |rest| (rest, 100.0));
    match digits.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number / divide),
        _ => Err("write a number such as 0.9, or 90%".into()),
    }
}
