//! What an indicator's figures say, in words of the ladder.

use counted::chart::LEAST_FOR_FIRM_LIMITS;
use counted::fitness::{Move, Says};

use super::figures::{Indicator, YearShown};
use super::numbers::plain;

/// What the figures say of change.
pub(super) fn says(of: &Indicator) -> String {
    match of.series.says {
        Says::Nothing => "No figure was seen.".into(),
        Says::OneFigure => "One figure is no series: it says nothing of change.".into(),
        Says::TwoPoints => "Two points are no trend.".into(),
        Says::TooFew { figures, gaps: 0 } => {
            format!(
                "Not enough data: {figures} figures, where limits that hold need {LEAST_FOR_FIRM_LIMITS}."
            )
        }
        Says::TooFew { figures, gaps } => format!(
            "Not enough data: {figures} figures, and {} between them without one.",
            crate::html::counted(gaps as u64, "year", "years")
        ),
        Says::NoChangeShown => {
            "No change shown: the figures are what we would expect if nothing had changed.".into()
        }
        Says::Changed => "It changed; the cause is unknown. Look at it with `candour chart`.".into(),
    }
}

/// Everything else that must be known to read the figures.
pub(super) fn beside(of: &Indicator) -> Vec<String> {
    let mut out: Vec<String> = of.series.moves.iter().map(|moved| move_words(of, moved)).collect();
    let figures = of.years.iter().filter(|year| year.outturn.is_some()).count();
    if of.series.definition_changed {
        out.push(
            "The definition changed between these years: a change of definition, of effort and of the work are not \
             distinguishable."
                .into(),
        );
    } else if figures >= 2 && !of.series.definition_known {
        out.push(
            "The file does not say whether it was counted in the same way in each year: a change of definition, of \
             effort and of the work are not distinguishable."
                .into(),
        );
    }
    if !of.alike.is_empty() {
        out.push(format!(
            "{} may be the same under another definition, or something else; they are kept apart.",
            quoted(&of.alike)
        ));
    }
    if let Some((count, (least, most))) = of.by_chance {
        out.push(format!(
            "After {} in a year, anything from {} to {} in another is what chance alone would do.",
            plain(count),
            plain(least),
            plain(most)
        ));
    }
    if figures > 0 && is_percent(&of.unit) {
        out.push("A percentage without its denominator: what chance does to it cannot be said.".into());
    }
    out
}

/// A unit that counts in hundredths.
pub(super) fn is_percent(unit: &str) -> bool {
    matches!(unit.trim().to_lowercase().as_str(), "percent" | "per cent" | "%")
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(" and ")
}

fn move_words(of: &Indicator, moved: &Move) -> String {
    let label = |number: i64| {
        // Years of an indicator are in rising order, and each stands once.
        of.years.iter().find(|year| year.number == number).map_or("", |year| year.label.as_str())
    };
    let easier = match moved.is_easier {
        Some(true) => ", which is easier to meet",
        Some(false) => ", which is harder to meet",
        None => "",
    };
    let mut out = format!(
        "The target went from {} ({}) to {} ({}){easier}.",
        plain(moved.from),
        label(moved.from_year),
        plain(moved.to),
        label(moved.to_year)
    );
    if moved.decides == Some(true) {
        let (met, missed) = if moved.is_easier == Some(true) { ("new", "old") } else { ("old", "new") };
        out.push_str(&format!(
            " The figure of {} meets the {met} target and would miss the {missed} one.",
            label(moved.to_year)
        ));
    }
    out
}

/// One year in a line: `2005-06: 10.3, target 11.8 met`.
pub(super) fn year(year: &YearShown, met: Option<bool>) -> String {
    let figure = year.outturn.map_or_else(|| "not seen".to_owned(), plain);
    let target = match (year.target, met) {
        (Some(target), Some(true)) => format!(", target {} met", plain(target)),
        (Some(target), Some(false)) => format!(", target {} not met", plain(target)),
        (Some(target), None) => format!(", target {}", plain(target)),
        (None, _) => String::new(),
    };
    format!("{}: {figure}{target}", year.label)
}
