//! What a comparison says.

use counted::compare::{Measure, Place, Rule};

use super::Units;
use super::figures::{Unit, digits};
use crate::html::counted as so_many;

/// Where a unit lies, in words.
pub(crate) fn place(place: Place) -> &'static str {
    match place {
        Place::TooFew => "fewer than 20: not judged",
        Place::Inside => "inside",
        Place::Look(_) => "beyond an inner line: look",
        Place::Ask(true) => "above an outer line: ask",
        Place::Ask(false) => "below an outer line: ask",
    }
}

/// What stands on the lying axis.
pub(super) fn denominator(measure: Measure) -> &'static str {
    match measure {
        Measure::Share => "cases",
        Measure::RatioByRoot | Measure::RatioByLog => "events expected",
        Measure::Rate => "exposure",
        Measure::Counts => "the count it is compared with",
    }
}

fn number(of: &Units, wanted: impl Fn(Place) -> bool) -> u64 {
    of.funnel.units.iter().filter(|unit| wanted(unit.place)).count() as u64
}

/// The first sentence of a comparison: how many units are a question.
pub fn headline(of: &Units) -> String {
    let ask = number(of, |place| matches!(place, Place::Ask(_)));
    let look = number(of, |place| matches!(place, Place::Look(_)));
    let judged = number(of, |place| place != Place::TooFew);
    if judged == 0 {
        return "Every unit has fewer than 20 cases or expected events: none can be told from the rest."
            .into();
    }
    if ask + look == 0 {
        return format!(
            "No unit of {judged} lies beyond a line: the differences are what we would expect if the units were alike."
        );
    }
    format!(
        "Of {}, {ask} lie beyond an outer line (a question to ask) and {look} beyond an inner one (worth a look).",
        so_many(judged, "unit judged", "units judged")
    )
}

/// The picture in words.
pub(super) fn description(of: &Units) -> String {
    format!(
        "Each unit by its figure and its size. Together they stand at {}. {} The table below holds every unit.",
        Unit::of_measure(of.funnel.measure).print(of.funnel.target),
        headline(of)
    )
}

/// How the lines came about.
pub(crate) fn about(of: &Units) -> Vec<String> {
    let (look, ask) = of.funnel.false_alarms();
    let spread = &of.funnel.spread;
    let mut words = vec![match of.funnel.rule {
        Rule::ChanceAndDifferences => format!(
            "The lines allow for chance and for the ordinary differences between units: these differ more than chance alone explains (\u{3c6} = {}, \u{3c4}\u{b2} = {}; chance alone would give \u{3c6} of about 1).",
            digits(spread.phi, 3),
            digits(spread.tau2, 3)
        ),
        Rule::Chance if of.names.len() < counted::compare::LEAST_UNITS => format!(
            "The lines allow for chance alone: with fewer than {} units their ordinary differences cannot be measured, so a unit beyond a line may only be an ordinary one.",
            counted::compare::LEAST_UNITS
        ),
        Rule::Chance => "The lines allow for chance, which explains the differences between the units (\u{3c6} is not above 1).".to_owned(),
    }];
    words.push(format!(
        "If no unit differed from the rest, about {} of those judged would still lie beyond an inner line, and {} beyond an outer one, by chance.",
        digits(look, 2),
        digits(ask, 2)
    ));
    let little = of.funnel.units.iter().filter(|unit| unit.says_too_little()).count() as u64;
    if little > 0 {
        words.push(format!(
            "For {}: too little data to tell this unit from the rest (reliability under 0.5; see the table).",
            so_many(little, "unit", "units")
        ));
    }
    words
}

/// What can be concluded.
pub(super) fn can(of: &Units) -> Vec<String> {
    vec![
        headline(of),
        "A unit beyond a line is a question: is its work, its mix of cases or its way of counting different?"
            .into(),
    ]
}

/// And what cannot.
pub(super) fn cannot(of: &Units) -> Vec<String> {
    let mut words = vec![
        "That a unit does well or badly: cases differ between units, and nothing here allows for it unless the denominators do.".into(),
        "An order of units. Most of the differences between two neighbours are chance, and a list by figure would rank chance.".into(),
        "Anything about a person who works there, or about a child.".into(),
    ];
    if number(of, |place| place == Place::TooFew) > 0 {
        words.push("Anything about units with fewer than 20 cases or expected events: they are shown and not judged.".into());
    }
    words
}
