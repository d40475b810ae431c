//! What was asked for, with the words of flags and definitions made into what they mean.

use counted::chart::drift::Design;
use counted::chart::icons::Better;
use counted::chart::rules::RuleSet;
use counted::chart::{Kind, Xmr};
use counted::compare::Measure;
use formats::figures::{Definition, Figures, Role};

use super::ChartOptions;

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Which {
    /// The one that fits.
    Auto,
    /// A chart over time.
    Line(Kind),
    /// Slow drift, over a chart that is named or fits.
    Drift(Design, Option<Kind>),
    /// A comparison.
    Funnel,
}

/// What was asked for; flags come before the definition.
#[derive(Clone, Debug)]
pub(super) struct Asked<'a> {
    pub(super) which: Which,
    pub(super) measure: Option<Measure>,
    pub(super) better: Option<Better>,
    pub(super) target: Option<f64>,
    pub(super) rules: RuleSet,
    pub(super) xmr: Xmr,
    pub(super) notice: Option<f64>,
    pub(super) series: &'a [String],
}

impl<'a> Asked<'a> {
    pub(super) fn of(options: &ChartOptions<'a>, definition: &Definition) -> Result<Self, String> {
        let kind = options.kind.or(definition.kind.as_deref()).unwrap_or("auto");
        let rules = options.rules.or(definition.rules.as_deref());
        let better = options.better.or(definition.better.as_deref());
        Ok(Self {
            which: which(kind, definition)?,
            measure: definition.measure.as_deref().map(measure).transpose()?,
            better: better.map(better_of).transpose()?,
            target: options.target.or(definition.target),
            rules: rules.map(rules_of).transpose()?.unwrap_or(RuleSet::USUAL),
            xmr: xmr(definition.xmr.as_deref())?,
            notice: options.notice.or(definition.notice),
            series: options.series,
        })
    }

    /// Whether units are compared: asked for, or there is no period.
    pub(super) fn is_funnel(&self, figures: &Figures) -> bool {
        match self.which {
            Which::Funnel => true,
            Which::Auto => figures.columns.place(Role::Period).is_none(),
            Which::Line(_) | Which::Drift(..) => false,
        }
    }
}

fn which(kind: &str, definition: &Definition) -> Result<Which, String> {
    match kind {
        "auto" => Ok(Which::Auto),
        "funnel" => Ok(Which::Funnel),
        "cusum" | "ewma" => drift(kind, definition),
        _ => Kind::of(kind).map(Which::Line).ok_or_else(|| {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.key()).collect();
            format!(
                "no chart is called `{kind}`; take auto, funnel, cusum, ewma or one of {}",
                known.join(", ")
            )
        }),
    }
}

/// A chart of slow drift, with the usual numbers where the definition names none.
fn drift(kind: &str, definition: &Definition) -> Result<Which, String> {
    let design = match kind {
        "cusum" => Design::Cusum { k: definition.k.unwrap_or(0.5), h: definition.h.unwrap_or(4.0) },
        _ => {
            Design::Ewma { lambda: definition.lambda.unwrap_or(0.2), width: definition.width.unwrap_or(2.86) }
        }
    };
    if !design.is_sound() {
        return Err(match design {
            Design::Cusum { k, h } => format!(
                "`k = {k}` and `h = {h}` make no chart; take k from 0 to 5 and h above 0 up to 20 (usual: 0.5 and 4)"
            ),
            Design::Ewma { lambda, width } => format!(
                "`lambda = {lambda}` and `L = {width}` make no chart; take lambda from 0.01 to 1 and L above 0 up to 10 (usual: 0.2 and 2.86)"
            ),
        });
    }
    let over = definition.over.as_deref().filter(|word| *word != "auto").map(|word| {
        let kind = Kind::of(word).filter(|kind| !matches!(kind, Kind::Run | Kind::Mr | Kind::S));
        kind.ok_or_else(|| format!("`over = \"{word}\"` has no standard deviations to count in; take auto, xmr, p, pp, u, up, c, g, t or xbar"))
    });
    Ok(Which::Drift(design, over.transpose()?))
}

fn measure(word: &str) -> Result<Measure, String> {
    Measure::of(word)
        .ok_or_else(|| format!("no measure is called `{word}`; take share, ratio, ratio-log, rate or counts"))
}

pub(super) fn better_of(word: &str) -> Result<Better, String> {
    match word.trim().to_lowercase().as_str() {
        "up" | "higher" | "increase" | "high" => Ok(Better::Up),
        "down" | "lower" | "decrease" | "low" => Ok(Better::Down),
        "neither" | "neutral" | "none" => Ok(Better::Neither),
        _ => Err(format!("`{}` does not say which way is better; write up, down or neither", short(word))),
    }
}

fn rules_of(word: &str) -> Result<RuleSet, String> {
    RuleSet::of(word).ok_or_else(|| {
        format!(
            "no set of rules is called `{word}`; take nhs, nhs-strict, nelson, western-electric or anhoej"
        )
    })
}

fn xmr(word: Option<&str>) -> Result<Xmr, String> {
    match word {
        None | Some("nhs") => Ok(Xmr::MAKING_DATA_COUNT),
        Some("textbook") => Ok(Xmr::TEXTBOOK),
        Some(other) => Err(format!("`xmr = {other}` is not known; take nhs or textbook")),
    }
}

/// A word of a file as it may be repeated.
pub(super) fn short(word: &str) -> String {
    formats::report::short(word)
}
