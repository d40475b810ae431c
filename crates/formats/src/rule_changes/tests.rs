//! What a file of rule changes promises.

use std::io::Cursor;

use proptest::prelude::*;
use record::event::RuleChanged;
use record::policy::Policy;
use record::{AgencyId, Body, Code, Event};

use super::{COLUMNS, read, write};
use crate::report::kept::{self, Kept};

fn changes(text: &[u8]) -> Kept {
    let policy = Policy::england();
    let agency = AgencyId::new("westbrook-council");
    let context = kept::context(&agency, &policy);
    let mut kept = Kept::default();
    read(&mut Cursor::new(text.to_vec()), &context, &mut kept).expect("it can be read");
    kept
}

fn only(kept: &Kept) -> &RuleChanged {
    match &kept.events[..] {
        [Event { body: Body::RuleChanged(change), .. }] => change,
        other => panic!("one change, not {other:?}"),
    }
}

#[test]
fn the_template_is_read_without_an_odd_word() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/templates/rule_changes.csv");
    let kept = changes(&std::fs::read(path).expect("the template"));
    assert_eq!(kept.rules(), Vec::<&str>::new());
    let Body::RuleChanged(first) = &kept.events[0].body else { panic!("a change") };
    assert_eq!(first.before, Some((5, Code::new("working_day"))));
    assert_eq!(first.after, Some((10, Code::new("working_day"))));
    assert!(first.holder_named && first.second_holder_named && first.reasons_given);
    assert_eq!(kept.events[0].claimed.to_string(), "2023-03-14");
    assert_eq!(first.from.to_string(), "2023-04-01");
}

#[test]
fn what_cannot_be_read_is_named_and_never_taken_for_a_removal() {
    let kept = changes(
        b"policy_file,rule,rank,from,to,in_force_from,adopted\n\
        clocks.csv,concern_answer,9,5 working days,,2023-04-01,2023-03-14\n",
    );
    let change = only(&kept);
    assert_eq!(change.after, None);
    assert_eq!(change.unreadable, [Code::new("rank"), Code::new("to")]);
    assert_eq!(kept.rules(), ["value.rank", "rule_change.no_value"]);
    assert_eq!(kept.findings[1].line, 2);
}

#[test]
fn rules_and_files_that_no_policy_has_are_said_with_the_nearest_known_one() {
    let kept = changes(
        b"policy_file,rule,from,to,in_force_from,adopted\n\
        clocks.csv,concern_anwser,5 days,6 days,2023-04-01,2023-03-14\n\
        workload.csv,minutes,1,2,2023-04-01,2023-03-14\n\
        matters.toml,pattern.house holds,2,3,2023-04-01,2023-03-14\n\
        ,,,,2023-04-01,2023-03-14\n",
    );
    let rules: Vec<&str> = kept.rules();
    assert_eq!(
        rules,
        [
            "rule_change.unknown_rule",
            "rule_change.other_file",
            "rule_change.no_name",
            "rule_change.unknown_rule",
            "rule_change.no_rule"
        ]
    );
    assert!(kept.findings[0].words.contains("concern_answer"), "{:?}", kept.findings[0]);
    assert_eq!(kept.events.len(), 3);
}

#[test]
fn an_adoption_without_a_day_is_said_and_kept() {
    let kept = changes(
        b"policy_file,rule,from,to,in_force_from,adopted\nclocks.csv,concern_answer,5 days,6 days,,\n",
    );
    assert_eq!(kept.rules(), ["date.missing", "date.missing"]);
    assert!(kept.events[0].claimed.is_unknown() && only(&kept).from.is_unknown());
}

proptest! {
    #[test]
    fn any_cells_are_read_without_panic_and_read_again_alike(
        cells in proptest::collection::vec("(\\PC{0,12}|clocks.csv|concern_answer|5 working days|2023-04-01|a/b|none|3)", COLUMNS.len()),
    ) {
        let mut text = csv::Writer::from_writer(Vec::new());
        text.write_record(COLUMNS).expect("a vector takes everything");
        text.write_record(&cells).expect("a vector takes everything");
        let kept = changes(&text.into_inner().expect("a vector"));
        let mut out = Vec::new();
        write(&kept.events, &mut out).expect("changes alone");
        let again = changes(&out);
        prop_assert_eq!(kept.events.len(), again.events.len());
        for (event, other) in kept.events.iter().zip(&again.events) {
            prop_assert_eq!(event.claimed, other.claimed);
            prop_assert_eq!(&event.by.agency, &other.by.agency);
            let (Body::RuleChanged(one), Body::RuleChanged(two)) = (&event.body, &other.body) else { panic!("changes") };
            prop_assert_eq!((&one.before, &one.after, one.from), (&two.before, &two.after, two.from));
        }
    }
}
