//! What a check promises.

use std::io::Cursor;

use record::policy::Policy;
use record::source::Completeness;
use record::{AgencyId, Day, FileId, Logged};

use super::{CheckReport, run};
use crate::read::Context;
use crate::recognise::Format;

fn check(format: Format, bytes: &[u8]) -> CheckReport {
    let policy = Policy::england();
    let agency = AgencyId::new("your-agency");
    let context = Context {
        file: FileId(0),
        agency: &agency,
        logged: Logged(0),
        policy: &policy,
        covers: None,
        completeness: Completeness::NotStated,
        as_of: Day::parse_iso("2024-01-01").expect("a date"),
    };
    run(format, &mut Cursor::new(bytes.to_vec()), &context)
}

const FILE: &str = "event,concern_id,date,told_post,sings,signs,child_id,child_forename,child_dob,phone,teller,words\n\
    told,C-1,2019-03-12,desk,x,gifts|Zuleika,K-1,Zuleika,2005-01-01,07700 900123,Zuleika,zz words\n\
    opened,C-1,2019-04,,,,,,,,,\n\
    told,C-2,,,,gifts,K-2,Zuleika,,,parent,\n";

#[test]
fn an_analyst_sees_counts_codes_days_and_typos() {
    let report = check(Format::ConcernsCsv, FILE.as_bytes());
    assert_eq!((report.rows, report.total(), report.children, report.undated), (3, 3, 2, 1));
    assert_eq!(report.events["told"], 2);
    assert_eq!(report.codes["sign"]["gifts"], 2);
    assert_eq!((report.unknown_codes["sign"], report.unknown_codes["teller"]), (1, 1));
    assert_eq!((report.naming["post told"], report.naming["child"], report.naming["phone"]), (1, 2, 1));
    assert_eq!(report.naming["vehicle"], 0);
    let days = report.days.map(|(first, last)| (first.to_string(), last.to_string()));
    assert_eq!(days, Some(("2019-03-12".into(), "2019-04-30".into())));
    assert!(report.unknown_columns[0].contains("nearest known: `signs`"), "{:?}", report.unknown_columns);
    assert!(!report.is_clean());
}

#[test]
fn what_organisations_did_is_checked_against_the_lists_it_is_from() {
    let template = include_bytes!("../../../../docs/formats/templates/concerns-organised.csv");
    let report = check(Format::ConcernsCsv, template);
    assert_eq!(report.unknown_codes.len(), 0, "{:?}", report.unknown_codes);
    assert_eq!(report.codes["minute"]["sealed"], 1);
    // Counts, dates and codes of the agency's own are no codes of a list.
    assert!(!report.codes.contains_key("identified") && !report.codes.contains_key("until"));
    let wrong = "event,concern_id,date,activity,by_post,code,minute,reason\n\
        recorded,P-1,2012-05-01,power.used,desk,magic_wand,,\n\
        recorded,M-1,2012-05-01,meeting.minuted,desk,,maybe,\n\
        recorded,C-1,2012-05-01,clock.paused,desk,,,no_cooperation\n";
    let report = check(Format::ConcernsCsv, wrong.as_bytes());
    assert_eq!(["code", "minute", "reason"].map(|set| report.unknown_codes[set]), [1, 1, 1]);
}

#[test]
fn no_value_of_the_file_is_in_the_report() {
    let report = check(Format::ConcernsCsv, FILE.as_bytes());
    for shown in [report.words(), report.json()] {
        for value in ["Zuleika", "K-1", "C-1", "07700", "2005", "zz words"] {
            assert!(!shown.contains(value), "`{value}` stands in\n{shown}");
        }
        assert!(shown.contains("code.unknown") && shown.contains("gifts"));
    }
}

#[test]
fn a_clean_file_says_so() {
    let clean = "event,concern_id,date\ntold,C-1,2019-03-12\n";
    let report = check(Format::ConcernsCsv, clean.as_bytes());
    assert!(report.is_clean());
    assert!(report.words().ends_with("nothing odd\n"), "{}", report.words());
    assert!(report.json().starts_with('{'));
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let report = check(Format::ConcernsCsv, b"event,concern_id\n");
    assert!(report.words().contains("there is no column `date`"));
    assert!(!report.words().contains("nothing odd"), "{}", report.words());
    assert!(!report.is_clean());
}

#[test]
fn every_unknown_code_gets_its_own_hint() {
    let file = "event,concern_id,date,signs\ntold,C-1,2023-11-12,gfits|vehicel\n";
    let shown = check(Format::ConcernsCsv, file.as_bytes()).words();
    assert!(shown.contains("known: `gifts`") && shown.contains("known: `vehicle`"), "{shown}");
}

#[test]
fn words_that_never_end_do_not_ask_for_memory() {
    let mut file = String::from("event,concern_id,date,signs\n");
    for sign in Policy::england().signs.keys() {
        file.push_str(&format!("told,C-1,2023-11-12,{sign}x\n"));
    }
    let report = check(Format::ConcernsCsv, file.as_bytes());
    let counts: Vec<u64> =
        report.findings.iter().filter(|f| f.rule.as_str() == "code.unknown").map(|f| f.count).collect();
    assert_eq!(counts.len(), super::WORDINGS);
    assert_eq!(counts.iter().sum::<u64>(), Policy::england().signs.len() as u64);
}

#[test]
fn a_file_that_starts_no_clock_or_ended_long_ago_says_so() {
    let answers = "event,concern_id,date,outcome\nanswered,C-1,2023-03-12,assessed\n";
    let shown = check(Format::ConcernsCsv, answers.as_bytes()).words();
    assert!(shown.contains("no row tells a warning"), "{shown}");
    assert!(!shown.contains("--as-of"), "{shown}");
    let old = "event,concern_id,date\ntold,C-1,2019-03-12\n";
    let shown = check(Format::ConcernsCsv, old.as_bytes()).words();
    assert!(shown.contains("2019-03-12, more than a year before 2024-01-01"), "{shown}");
    assert!(shown.contains("--as-of") && !shown.contains("no row tells"), "{shown}");
}

#[test]
fn posts_and_reads_are_counted_too() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/templates/");
    let bytes = |name: &str| std::fs::read(format!("{folder}{name}")).expect("the template");
    let report = check(Format::PostsCsv, &bytes("posts.csv"));
    assert_eq!((report.events["post_held_by"], report.events["agency_created"]), (4, 1));
    let report = check(Format::AccessLogCsv, &bytes("access_log.csv"));
    assert_eq!((report.events["read"], report.naming["post that did it"]), (3, 3));
}
