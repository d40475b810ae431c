use super::*;
use crate::chart::Series;
use crate::compare::Measure;
use crate::fitness::{Check, Evidenced, Fitness, Pair, Protocol, pair};

fn stands(found: &Found) -> (Standing, Basis) {
    (found.standing(), found.basis())
}

/// A protocol in which everything is met on evidence.
fn all_met() -> Vec<Found> {
    let units: Vec<(f64, f64)> =
        (0..20).map(|unit| (if unit % 2 == 0 { 60.0 } else { 140.0 }, 100.0)).collect();
    let counts: Vec<f64> = (0..24).map(|month| 78.0 + f64::from(month % 5)).collect();
    vec![
        purpose(Purpose { purpose: Said::Yes, decision: Said::Yes }),
        controllability(&units, Measure::RatioByRoot, None),
        loop_length(&Loop { days: (0..40).map(f64::from).collect(), claimed: None, period_days: Some(91.0) }),
        observability(Observed { known: Some((95.0, 100.0)), claimed: None }),
        noise(&Step {
            series: Some(Series::of_counts(&counts, &[100.0; 24])),
            level: Some(0.6),
            claimed: None,
        }),
        recorder(&[], Some(Recorder::Another), None),
        discretion(Discretion { unsigned: Some((2.0, 400.0)), ..Discretion::default() }),
        cliff(&Cliff { register: vec![Some(Shape::Gradual)], ..Cliff::default() }),
        responses(&[Response { has_audit: true, has_counter_measure: false }]),
        ending(Ending { stops: Said::Yes, reviewer: Said::Yes, own_reviewer: false }),
    ]
}

#[test]
fn a_measure_with_evidence_for_every_check_is_fit_to_judge() {
    let protocol = Protocol::of(all_met());
    for found in protocol.checks() {
        assert_eq!(found.standing(), Standing::Met, "{found:?}");
    }
    let Fitness::ToJudge(judged) = protocol.fitness() else { panic!("{:?}", protocol.fitness()) };
    assert!(judged.evidence().iter().all(|shown| shown.found().basis() != Basis::Claim));
}

#[test]
fn no_claim_in_place_of_evidence_makes_a_measure_fit_to_judge() {
    let claims = [
        controllability(&[], Measure::Share, Some(0.9)),
        loop_length(&Loop { claimed: Some(10.0), period_days: Some(91.0), ..Loop::default() }),
        observability(Observed { claimed: Some(1.0), ..Observed::default() }),
        noise(&Step { claimed: Some(2.0), ..Step::default() }),
        recorder(&[], None, Some(Recorder::Another)),
        discretion(Discretion { claimed: Some(0.0), ..Discretion::default() }),
        cliff(&Cliff { claimed: Some(Shape::Nothing), ..Cliff::default() }),
    ];
    for claim in claims {
        assert_eq!(stands(&claim), (Standing::Met, Basis::Claim));
        assert_eq!(Evidenced::of(&claim), None);
        let mut found = all_met();
        found[claim.check() as usize] = claim;
        let fitness = Protocol::of(found).fitness();
        let Fitness::ToLearnOnly(reasons) = fitness else { panic!("{fitness:?}") };
        assert!(reasons.len() == 1 && reasons[0].check == claim.check() && reasons[0].only_claimed);
    }
}

#[test]
fn unknown_or_not_met_each_check_gives_what_the_rule_says() {
    for check in Check::ALL {
        let mut found = all_met();
        found[check as usize] = Found::unknown(check, Why::NotGiven);
        assert_eq!(Protocol::of(found).fitness().key(), "fit to learn only", "{check:?} unknown");
        let mut found = all_met();
        found[check as usize] = Found::new(check, Standing::NotMet, Basis::Claim, Why::SaidNone);
        let wanted = match check {
            Check::Recorder | Check::Discretion | Check::Cliff | Check::Responses => "not fit",
            _ => "fit to learn only",
        };
        assert_eq!(Protocol::of(found).fitness().key(), wanted, "{check:?} not met");
        let mut found = all_met();
        found[check as usize] = Found::new(check, Standing::Partly, Basis::Figures, Why::TooFewToBeSure);
        assert_eq!(Protocol::of(found).fitness().key(), "fit to learn only", "{check:?} in part");
    }
    assert_eq!(Protocol::of([]).fitness().key(), "fit to learn only");
}

#[test]
fn of_two_answers_the_worse_counts_and_a_claim_against_oneself_is_believed() {
    let mut found = all_met();
    found.push(cliff(&Cliff { claimed: Some(Shape::Jump), ..Cliff::default() }));
    let protocol = Protocol::of(found);
    assert_eq!(stands(protocol.check(Check::Cliff)), (Standing::NotMet, Basis::Claim));
    let mut found = all_met();
    found.push(cliff(&Cliff { claimed: Some(Shape::Nothing), ..Cliff::default() }));
    assert_eq!(stands(Protocol::of(found).check(Check::Cliff)), (Standing::Met, Basis::Register));
}

#[test]
fn units_that_differ_by_chance_alone_cannot_be_told_apart() {
    let alike: Vec<(f64, f64)> = (0..20).map(|unit| (20.0 + f64::from(unit % 3), 100.0)).collect();
    let found = controllability(&alike, Measure::Share, None);
    assert_eq!((found.standing(), found.why()), (Standing::NotMet, Why::NoDifferences));
    let apart: Vec<(f64, f64)> =
        (0..20).map(|unit| (if unit % 2 == 0 { 20.0 } else { 60.0 }, 100.0)).collect();
    let found = controllability(&apart, Measure::Share, None);
    assert_eq!((found.standing(), found.why()), (Standing::Partly, Why::NoCaseMix));
    let few = controllability(&apart[..3], Measure::Share, None);
    assert_eq!((few.standing(), few.why()), (Standing::Unknown, Why::TooFew { given: 3, needs: 10 }));
    let bad = controllability(&[(3.0, 2.0), (1.0, 2.0)], Measure::Share, None);
    assert_eq!((bad.standing(), bad.why()), (Standing::Unknown, Why::Unusable));
}

#[test]
fn few_cases_on_the_good_side_are_met_in_part() {
    let known = |known: f64, of: f64| observability(Observed { known: Some((known, of)), claimed: None });
    assert_eq!(known(9.0, 10.0).standing(), Standing::Partly);
    assert_eq!(known(900.0, 1000.0).standing(), Standing::Met);
    assert_eq!(known(700.0, 1000.0).standing(), Standing::NotMet);
    assert_eq!(known(0.0, 0.0).standing(), Standing::Unknown);
    assert_eq!(known(12.0, 10.0).standing(), Standing::Unknown);
    let free = |count: f64, of: f64| {
        discretion(Discretion { unsigned: Some((count, of)), ..Discretion::default() }).standing()
    };
    assert_eq!(
        [free(0.0, 10.0), free(0.0, 1000.0), free(50.0, 1000.0)],
        [Standing::Partly, Standing::Met, Standing::NotMet]
    );
}

#[test]
fn the_median_wait_has_the_interval_of_ranks_and_what_is_not_seen_yet_counts_as_long() {
    let of = |days: Vec<f64>| loop_length(&Loop { days, claimed: None, period_days: Some(30.0) });
    // Of ten values the interval runs from the second to the ninth: 1 in 1,024 and 10 in 1,024 lie beyond each.
    let found = of((1..=10).map(f64::from).collect());
    let number = found.number().expect("a number");
    assert_eq!((number.value, number.interval, number.bar), (5.5, Some((2.0, 9.0)), 15.0));
    assert_eq!(found.standing(), Standing::Met);
    assert_eq!(of(vec![3.0; 5]).standing(), Standing::Partly, "five cases give no interval");
    let mut open = vec![5.0; 4];
    open.extend([f64::INFINITY; 6]);
    assert_eq!(of(open).why(), Why::MostNotYet);
    let none = loop_length(&Loop { days: vec![1.0; 20], claimed: None, period_days: None });
    assert_eq!((none.standing(), none.why()), (Standing::Unknown, Why::NoLevel));
}

#[test]
fn a_small_service_notices_too_late() {
    let step = |of: f64, months: usize| {
        let counts: Vec<f64> = (0..months).map(|month| (0.1 * of).round() + (month % 2) as f64).collect();
        noise(&Step {
            series: Some(Series::of_counts(&counts, &vec![of; months])),
            level: Some(0.15),
            claimed: None,
        })
    };
    assert_eq!(step(20.0, 24).standing(), Standing::NotMet);
    let large = step(2000.0, 24);
    assert_eq!(large.standing(), Standing::Met, "{large:?}");
    assert_eq!(step(2000.0, 8).why(), Why::TrialLimits);
    assert_eq!(step(2000.0, 2).why(), Why::TooFew { given: 2, needs: 3 });
}

#[test]
fn an_independent_look_that_gives_other_figures_is_met_in_part_and_says_no_cause() {
    let look = |official: f64, found: f64| {
        pair(Pair { official: Some(official), independent: Some(found), of: None })
    };
    let found = recorder(&[look(13.0, 6.5), look(4.0, 4.0)], Some(Recorder::Another), None);
    assert_eq!((found.standing(), found.why()), (Standing::Partly, Why::Differs { differ: 1, of: 2 }));
    assert_eq!(
        stands(&recorder(&[look(4.0, 4.0)], None, Some(Recorder::Judged))),
        (Standing::Met, Basis::Figures)
    );
    assert_eq!(stands(&recorder(&[], None, Some(Recorder::Judged))), (Standing::NotMet, Basis::Claim));
    assert_eq!(recorder(&[], None, Some(Recorder::NotSaid)).standing(), Standing::Unknown);
}

#[test]
fn a_jump_in_the_register_is_enough_and_a_missing_shape_is_unknown() {
    let of = |register: Vec<Hangs>| cliff(&Cliff { register, ..Cliff::default() });
    assert_eq!(of(vec![Some(Shape::Gradual), Some(Shape::Jump), None]).why(), Why::Jumps(1));
    assert_eq!(of(vec![Some(Shape::Nothing), None]).why(), Why::ShapeNotSaid);
    let claims_none = cliff(&Cliff { register: vec![None], claimed: Some(Shape::Nothing), heap: None });
    assert_eq!(claims_none.standing(), Standing::Unknown, "a claim does not fill a gap of the register");
}

#[test]
fn a_reviewer_who_set_it_reviews_in_part_and_an_open_response_is_not_met() {
    let of = |own_reviewer| ending(Ending { stops: Said::Yes, reviewer: Said::Yes, own_reviewer });
    assert_eq!((of(true).standing(), of(false).standing()), (Standing::Partly, Standing::Met));
    let open = Response { has_audit: false, has_counter_measure: false };
    let covered = Response { has_audit: false, has_counter_measure: true };
    assert_eq!(responses(&[covered, open]).standing(), Standing::NotMet);
    assert_eq!(responses(&[]).standing(), Standing::Unknown);
    assert_eq!(purpose(Purpose { purpose: Said::No, decision: Said::Nothing }).standing(), Standing::NotMet);
}
