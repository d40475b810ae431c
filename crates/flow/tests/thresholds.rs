//! A threshold of patterns that changes between their records.

#[path = "../../answered/tests/support/mod.rs"]
mod support;

use record::policy::Policy;
use record::{Body, Code, MentionKind};
use support::{Files, child, concern, day, on, tells, thing, to};

/// Two children of two households, a vehicle, two agencies, a sign of exploitation in each record; and who may sign.
fn pattern() -> Files {
    let mut files = Files::default();
    files.police().post(on("2000-01-01"), "council/director", 4, None);
    for (agency, kind) in [("police", "police"), ("council", "council_children")] {
        files.agency(agency, kind);
    }
    let ada = child("Ada", "Marlow", "2004-02-11");
    let bess = child("Bess", "Norrington", "2003-09-30");
    let rows = [("c", "police", "2019-03-04", "vehicle", ada), ("d", "council", "2019-05-06", "gifts", bess)];
    for (key, agency, date, sign, child) in rows {
        let mut told = tells("police/desk");
        told.concern = concern(key);
        told.signs = vec![Code::new(sign)];
        told.mentions = vec![child, thing(MentionKind::Vehicle, "vehicle_of_concern", "AB12 CDE")];
        files.told(agency, on(date), told);
    }
    files
}

/// The pattern, with the number of agencies it needs changed in March from two to three.
fn needs_three_agencies(signed: bool, adopted: &str) -> Files {
    let mut files = pattern();
    let number = |number| Some((number, Code::new("")));
    let change = record::event::RuleChanged {
        file: Code::new("matters.toml"),
        rule: Code::new("pattern.agencies"),
        sign: None,
        clock: None,
        rank: None,
        before: number(2),
        after: number(3),
        from: on("2019-03-01"),
        second_post: signed.then(|| to("police/assistant-chief")),
        second_holder: None,
        holder_named: true,
        second_holder_named: true,
        reasons_given: true,
        unreadable: Vec::new(),
        words: None,
    };
    files.add("council/director", on(adopted), Body::RuleChanged(Box::new(change)));
    files
}

#[test]
fn a_pattern_needs_more_only_once_two_agencies_signed_for_it_before_its_last_record() {
    for (signed, adopted, matters) in
        [(false, "2019-03-01", 1), (true, "2019-06-01", 1), (true, "2019-03-01", 0)]
    {
        let mut events = needs_three_agencies(signed, adopted).events;
        flow::order(&mut events);
        let outcome = flow::run(&events, &Policy::england(), day("2020-12-31"));
        assert_eq!(outcome.strategic.matters.len(), matters, "signed {signed}, adopted {adopted}");
        assert_eq!(outcome.rule_changes[0].refused.is_empty(), signed);
        assert_eq!(outcome.rule_changes[0].would_have_lengthened, None);
    }
}
