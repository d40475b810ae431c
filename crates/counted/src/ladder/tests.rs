use super::*;
use crate::attribution::anyway;

const DAYS: Unit<'_> = Unit { words: "days", places: 1 };

fn change(value: f64, error: f64) -> Estimate {
    Estimate::new(value, error, 100.0)
}

fn explained() -> Explained {
    let measured = measured(400, 100, 2.0, change(-4.6, 0.5), DAYS).unwrap();
    let untreated: Vec<f64> = (0..40).map(|n| -3.0 + f64::from(n % 2) * 0.4).collect();
    measured.changed().unwrap().beside_what_comes_anyway(-2.5, &anyway(&[-4.0, -5.2], &untreated).unwrap())
}

fn quiet() -> NegativeControl {
    NegativeControl { what: "births a month".into(), found: change(0.1, 0.5) }
}

fn design(kind: DesignKind) -> Design {
    Design { kind, effect: change(-1.8, 0.4) }
}

#[test]
fn the_texts_are_the_agreed_ones() {
    let too_few = measured(12, 100, 9.25, change(-4.6, 0.5), DAYS).unwrap_err();
    assert_eq!(too_few.text, "With 12 events we could only have seen a change of 9.2 days or more.");
    let still = measured(400, 100, 2.0, change(0.3, 0.5), DAYS).unwrap();
    assert!(still.changed().is_none());
    assert_eq!(still.say(DAYS).text, "The figures are what we would expect if nothing had changed.");
    assert_eq!(
        explained().say(DAYS).text,
        "It changed by −4.6 days (−5.6 to −3.6). Between −2.8 and −2.5 days of this would be expected with no service at all. We cannot tell what caused the rest."
    );
}

#[test]
fn without_the_anyway_rate_nobody_can_tell_and_nothing_higher_can_be_built() {
    let said = measured(400, 100, 2.0, change(-4.6, 0.5), DAYS).unwrap().say(DAYS);
    assert_eq!(said.rung, Rung::ChangedCauseUnknown);
    assert!(said.text.ends_with("We cannot tell what caused it."), "{}", said.text);
}

#[test]
fn the_fourth_rung_needs_a_design_that_agrees_and_a_quiet_control() {
    let parallel = "both groups would have run parallel";
    let kind = DesignKind::DifferenceInDifferences;
    let reached = explained().with_controls(design(kind), quiet(), parallel).unwrap();
    assert_eq!(reached.say(DAYS).rung, Rung::ConsistentWithHelping);
    assert!(reached.say(DAYS).text.ends_with("It holds only if both groups would have run parallel."));
    let loud = NegativeControl { what: "births a month".into(), found: change(-2.0, 0.5) };
    assert!(explained().with_controls(design(kind), loud, parallel).is_err(), "a control that is not quiet");
    let other_way = Design { kind, effect: change(1.8, 0.4) };
    assert!(
        explained().with_controls(other_way, quiet(), parallel).is_err(),
        "a design that finds the opposite"
    );
    let nothing = Design { kind, effect: change(-0.2, 0.4) };
    assert!(explained().with_controls(nothing, quiet(), parallel).is_err(), "a design that finds nothing");
    assert!(explained().with_controls(design(kind), quiet(), " ").is_err(), "no assumption named");
}

#[test]
fn the_fifth_rung_needs_another_kind_of_design_and_pretend_dates() {
    let fourth = || {
        explained()
            .with_controls(design(DesignKind::DifferenceInDifferences), quiet(), "groups ran parallel")
            .unwrap()
    };
    let (survived, not) = (PretendDates { tried: 20, as_clear: 0 }, PretendDates { tried: 20, as_clear: 4 });
    let same = DefinitionsUnchanged::between(3, 3).unwrap();
    let second = design(DesignKind::InterruptedSeriesWithControl);
    let said = fourth().with_second_design(second, survived, same).unwrap().say(DAYS);
    assert_eq!(said.rung, Rung::WellSupported);
    assert!(said.text.contains("0 of 20 pretend dates"), "{}", said.text);
    let alike = design(DesignKind::DifferenceInDifferences);
    assert!(fourth().with_second_design(alike, survived, same).is_err(), "the same design twice");
    assert!(fourth().with_second_design(second, not, same).is_err(), "pretend dates show as much");
    let few = PretendDates { tried: 5, as_clear: 0 };
    assert!(fourth().with_second_design(second, few, same).is_err(), "five dates show nothing");
    assert_eq!(DefinitionsUnchanged::between(3, 4), None);
}

#[test]
fn no_rung_boasts_and_none_gives_a_percentage() {
    let fourth = explained()
        .with_controls(design(DesignKind::DifferenceInDifferences), quiet(), "groups ran parallel")
        .unwrap();
    let fifth = fourth
        .clone()
        .with_second_design(
            design(DesignKind::Ancova),
            PretendDates { tried: 20, as_clear: 1 },
            DefinitionsUnchanged::between(1, 1).unwrap(),
        )
        .unwrap();
    let texts = [
        measured(1, 2, 3.0, change(1.0, 1.0), DAYS).unwrap_err().text,
        measured(2, 2, 3.0, change(1.0, 1.0), DAYS).unwrap().say(DAYS).text,
        measured(2, 2, 3.0, change(9.0, 1.0), DAYS).unwrap().say(DAYS).text,
        explained().say(DAYS).text,
        fourth.say(DAYS).text,
        fifth.say(DAYS).text,
    ];
    for text in &texts {
        for boast in ["success", "turned around", "saved", "%", "proved", "thanks to"] {
            assert!(!text.to_lowercase().contains(boast), "{text}");
        }
    }
    for rung in [Rung::NotEnoughData, Rung::NoChangeShown, Rung::ConsistentWithHelping, Rung::WellSupported] {
        assert!(!rung.name().is_empty());
    }
}
