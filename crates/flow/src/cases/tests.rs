use counted::audits::{Audit, Case, Closing, DAY, NEVER, Occasions, Outcome, Share, Visit};
use record::policy::Policy;

use super::{Asked, CaseTable, Published, audit_cases};

/// Cases of three units, all due after 45 days and closed after 40 to 59.
fn table() -> CaseTable {
    let case = |place: i32| Case {
        unit: (place % 3) as u32,
        opened: place * DAY,
        child: place as u32,
        due: (place + 45) * DAY,
        closed: (place + 40 + place % 20) * DAY,
        logged: NEVER,
        reopened: NEVER,
        reclassified: NEVER,
        severity: None,
        accepted: None,
        excluded: false,
        harm: None,
        closing: Closing::Completed,
        minutes: None,
        rating: None,
    };
    CaseTable {
        units: ["A", "B", "C"].map(str::to_owned).to_vec(),
        cases: (0..900).map(case).collect(),
        occasions: Occasions { period: 900, inspections: vec![None; 3], ..Occasions::default() },
        asked: Asked { due: true, closed: true, ..Asked::default() },
        ..CaseTable::default()
    }
}

#[test]
fn what_the_table_does_not_say_is_not_enough_data_and_never_nothing_seen() {
    let audit = audit_cases(table(), &Policy::england());
    let looked: Vec<Audit> = audit
        .release
        .traces
        .iter()
        .filter(|trace| trace.unit == 0 && matches!(trace.outcome, Outcome::Looked(_)))
        .map(|trace| trace.audit)
        .collect();
    assert_eq!(looked, [Audit::BunchingBeforeDeadline, Audit::SameChildWithin7Days]);
    for trace in &audit.release.traces {
        if let Outcome::Looked(seen) = &trace.outcome {
            assert!(
                seen.corroboration.iter().all(|other| format!("{:?}", other.found) == "CouldNotLook"),
                "{trace:?}"
            );
        }
    }
    assert_eq!(audit.release.tests, 36);
    assert!(
        audit.figures[0].share(Share::Reopened).is_none() && audit.figures[0].share(Share::InTime).is_some()
    );
    assert!(audit.invented.is_empty() && audit.over_time.iter().all(|chart| chart.share == Share::InTime));
}

#[test]
fn tests_of_visits_join_the_family() {
    let mut table = table();
    table.asked.notes = true;
    table.visits = table
        .cases
        .iter()
        .map(|case| Visit {
            unit: case.unit,
            post: case.child,
            start: case.opened / DAY * 1440,
            minutes: 0,
            place: None,
            child: case.child,
            family: None,
            // Every second note of the first unit is one and the same.
            note: Some(if case.unit == 0 && case.child % 2 == 0 { 7 } else { 1_000 + u64::from(case.child) }),
            agrees: None,
        })
        .collect();
    let audit = audit_cases(table, &Policy::england());
    assert_eq!(audit.release.tests, 39);
    assert!(audit.declaration.contains("audit copied_notes needs"));
    let Outcome::Looked(seen) = &audit.invented[0].copied_notes else {
        panic!("three hundred notes are enough")
    };
    assert!(seen.p_corrected >= seen.p && seen.p_corrected < 0.05, "{seen:?}");
}

#[test]
fn published_figures_are_held_against_the_table() {
    let mut table = table();
    let one = |unit: &str, figure: &str, count| Published { unit: unit.into(), figure: figure.into(), count };
    table.published = vec![
        one("A", "cases", 300),
        one("B", "cases", 301),
        one("all", "cases", 900),
        one("C", "accepted", 5),
        one("D", "cases", 1),
    ];
    let audit = audit_cases(table, &Policy::england());
    let found: Vec<_> = audit
        .differences
        .iter()
        .map(|one| (one.unit.as_str(), one.published, one.counted, one.more_than_all))
        .collect();
    assert_eq!(found, [("B", 301, Some(300), true), ("C", 5, None, false), ("D", 1, None, true)]);
}

#[test]
fn rows_in_any_order_are_the_same() {
    let mut turned = table();
    turned.cases.reverse();
    turned.cases.rotate_left(321);
    let policy = Policy::england();
    assert_eq!(format!("{:?}", audit_cases(table(), &policy)), format!("{:?}", audit_cases(turned, &policy)));
}
