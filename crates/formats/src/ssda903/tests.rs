//! Tests of the tables: what becomes which event, repairs, hostile files, and writing.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::LazyLock;

use proptest::prelude::*;
use record::policy::Policy;
use record::source::Completeness;
use record::{AgencyId, Body, Coverage, Day, FileId, Logged};

use super::{Holds, Row, Table, holds, read_rows, write};
use crate::read::{Context, ReadError};
use crate::report::kept::Kept;

/// England's policy, loaded once.
static ENGLAND: LazyLock<Policy> = LazyLock::new(Policy::england);

fn with_context<T>(covers: Option<Coverage>, run: impl FnOnce(&Context<'_>) -> T) -> T {
    let agency = AgencyId::new("council");
    run(&Context {
        file: FileId(3),
        agency: &agency,
        logged: Logged(0),
        policy: &ENGLAND,
        covers,
        completeness: Completeness::NotStated,
        as_of: Day::parse_iso("2020-03-31").expect("a day"),
    })
}

fn try_read(table: Table, bytes: impl Into<Vec<u8>>) -> (Result<(), ReadError>, Kept) {
    let mut kept = Kept::default();
    let result =
        with_context(None, |context| super::read(table, &mut Cursor::new(bytes.into()), context, &mut kept));
    (result, kept)
}

/// Reads rows below the table's own headings.
fn read(table: Table, rows: &str) -> Kept {
    let (result, kept) = try_read(table, format!("{}\n{rows}\n", table.columns().join(",")));
    result.expect("a table");
    kept
}

fn words(kept: &Kept) -> Vec<String> {
    let word = |body: &Body| match body {
        Body::Recorded(recorded) => recorded.activity.to_string(),
        other => other.word().to_owned(),
    };
    kept.events.iter().map(|event| format!("{} {}", word(&event.body), event.claimed)).collect()
}

#[test]
fn an_episode_tells_care_status_and_placement_by_its_reason() {
    let episode = |rne: &str, dec: &str, rec: &str, change: &str| {
        let row = format!("1,01/02/2019,{rne},C1,N1,U4,PR1,{dec},{rec},{change},AB1 2CD,EF3 4GH,12345");
        words(&read(Table::Episodes, &row)).join(", ")
    };
    let day = "2019-02-01";
    assert_eq!(
        episode("S", "", "", ""),
        format!("care.started {day}, legal_status.changed {day}, placement.started {day}")
    );
    assert_eq!(episode("L", "", "", ""), format!("legal_status.changed {day}"));
    for rne in ["P", "T"] {
        assert_eq!(episode(rne, "", "", ""), format!("placement.started {day}"));
    }
    for rne in ["B", "U", "?"] {
        assert_eq!(episode(rne, "", "", ""), format!("legal_status.changed {day}, placement.started {day}"));
    }
    let ends = ", placement.ceased 2019-03-01";
    assert_eq!(episode("L", "01/03/2019", "X1", ""), format!("legal_status.changed {day}"));
    assert_eq!(episode("L", "01/03/2019", "X1", "CHILD"), format!("legal_status.changed {day}{ends}"));
    assert_eq!(
        episode("L", "01/03/2019", "E8", ""),
        format!("legal_status.changed {day}{ends}, care.ceased 2019-03-01")
    );
}

#[test]
fn postcodes_and_the_urn_are_places_of_their_own() {
    let kept = read(Table::Episodes, "1,01/02/2019,S,C1,N1,K2,PR1,,,,AB1 2CD,EF3 4GH,12345.0");
    let (home, placement) = (&kept.events[0].mentions()[1], &kept.events[2].mentions()[1]);
    assert_eq!((home.role.as_str(), home.postcode.as_deref()), ("home", Some("AB1 2CD")));
    assert_eq!((placement.role.as_str(), placement.identifier("urn")), ("placement", Some("12345")));
    assert_eq!(kept.rules(), ["ssda903.decimal"]);
}

#[test]
fn the_other_tables_become_events_on_their_days() {
    for (table, row, expected) in [
        (Table::Header, "1,2,01/02/2010,NOBT,,0,", "child.recorded undated"),
        (Table::Reviews, "1,01/02/2010,05/06/2019,PN1", "cla_review.held 2019-06-05"),
        (Table::Uasc, "1,1,01/02/2010,05/06/2019", "child.recorded undated, uasc.ceased 2019-06-05"),
        (Table::Uasc, "1,1,01/02/2010,05/06/2030", "child.recorded undated"),
        (Table::Oc2, "1,01/02/2010,29,,1,1,1,0,0,1,0,1", "health.recorded undated"),
        (Table::Oc3, "1,01/02/2001,YES,P1,E2", "care_leaver.recorded undated"),
        (
            Table::Ad1,
            "1,01/02/2016,05/06/2019,06/06/2019,0,1,M1,L0",
            "adoption.decided 2019-06-05, adoption.matched 2019-06-06",
        ),
        (
            Table::PlacedAdoption,
            "1,01/02/2016,05/06/2019,06/07/2019,RD1",
            "adoption.placed 2019-06-05, adoption.placement_ceased 2019-07-06",
        ),
        (Table::PrevPerm, "1,01/02/2010,Z1,,", ""),
        (Table::PrevPerm, "1,01/02/2010,P1,999,zz/05/2015", "permanence.recorded 2015-05"),
        (Table::PrevPerm, "1,01/02/2010,P2,999,zz/zz/2015", "permanence.recorded 2015"),
        (
            Table::Missing,
            "1,01/02/2010,M,05/06/2019,07/06/2019",
            "missing.started 2019-06-05, missing.returned 2019-06-07",
        ),
        (Table::Missing, "1,01/02/2010,A,05/06/2019,", "away.started 2019-06-05"),
        (
            Table::SwEpisodes,
            "1,01/02/2010,SW123,05/06/2019,07/08/2019,MANAGE",
            "worker.allocated 2019-06-05, worker.ended 2019-08-07",
        ),
        (Table::DoLo, "1,01/02/2010,05/06/2019,06/06/2019", "dolo.started 2019-06-05, dolo.ended 2019-06-06"),
    ] {
        let kept = read(table, row);
        assert_eq!(words(&kept).join(", "), expected, "{}", table.code());
        assert_eq!((kept.rows.len(), kept.children.len()), (1, 1));
    }
}

#[test]
fn every_activity_is_one_of_the_policy_and_missing_carries_its_sign() {
    for table in Table::ALL {
        let cell = |column: &&str| match holds(column) {
            Holds::Date | Holds::DateAhead | Holds::PartialDate => "05/06/2019",
            Holds::Code("la903_missing") => "M",
            Holds::Code("la903_rne") => "S",
            _ => "1",
        };
        let row: Vec<&str> = table.columns().iter().map(cell).collect();
        let kept = read(*table, &row.join(","));
        assert!(!kept.events.is_empty(), "{}", table.code());
        for event in &kept.events {
            let Body::Recorded(body) = &event.body else { panic!("not recorded") };
            assert!(ENGLAND.activities.contains_key(&body.activity), "{}", body.activity);
            let signed = body.signs.iter().any(|sign| sign.as_str() == "missing_episode");
            assert_eq!(signed, *table == Table::Missing);
        }
    }
}

#[test]
fn the_worker_of_the_day_is_a_mention() {
    let kept = read(Table::SwEpisodes, "1,01/02/2010,SW123,05/06/2019,,");
    let worker = &kept.events[0].mentions()[1];
    assert_eq!((worker.role.as_str(), worker.identifier("officer_id")), ("social_worker", Some("SW123")));
}

#[test]
fn neither_the_score_nor_ethnicity_reaches_an_event() {
    let health = read(Table::Oc2, "1,01/02/2010,37,,1,1,1,0,0,1,0,1");
    assert!(!format!("{:?}", health.events).contains("37"));
    let header = read(Table::Header, "1,2,01/02/2010,NOBT,,0,");
    assert!(!format!("{:?}{:?}", header.events, header.rows).contains("NOBT"));
}

#[test]
fn what_bears_no_date_was_recorded_by_the_end_of_what_the_file_covers() {
    let day = |text| Day::parse_iso(text).expect("a day");
    let covers = Coverage { from: day("2018-04-01"), to: day("2019-03-31") };
    let mut kept = Kept::default();
    let mut source = Cursor::new(b"CHILD,SEX,DOB,ETHNIC\n1,1,01/02/2010,\n".to_vec());
    with_context(Some(covers), |context| super::read(Table::Header, &mut source, context, &mut kept))
        .expect("a table");
    assert_eq!(words(&kept), ["child.recorded by 2019-03-31"]);
    assert!(kept.covers.is_empty(), "a table does not say what it covers");
}

#[test]
fn two_ways_of_writing_a_day_are_one_row() {
    let key = |day: &str| read(Table::Missing, &format!("1,01/02/2010,M,{day},")).rows.remove(0).1;
    assert_eq!(key("05/06/2019"), key("05/06/19"));
    assert_eq!(key("05/06/2019"), key("2019-06-05"));
    let twice =
        read(Table::Missing, "1,,M,05/06/2019,06/06/2019\n2,,M,05/06/2019,\n1,,M,05/06/2019,06/06/2019");
    let keys: Vec<String> = twice.rows.iter().map(|(_, key, _)| key.natural.replace('\u{1f}', "/")).collect();
    assert_eq!(keys, ["1/2019-06-05", "2/2019-06-05", "1/2019-06-05/2"]);
}

#[test]
fn odd_rows_are_kept_and_said() {
    let rules = |table, rows: &str| read(table, rows).rules().join(" ");
    assert_eq!(rules(Table::Missing, ",,M,05/06/2019,"), "ssda903.no_child");
    assert_eq!(rules(Table::Missing, "1,,M,05/06/2019,01/06/2019"), "ssda903.end_before_start");
    assert_eq!(rules(Table::Missing, "1,,M,05/06/2019,\n1,,M,01/07/2019,"), "ssda903.574");
    assert_eq!(rules(Table::Missing, "1,,M,05/06/2019,09/06/2019\n1,,M,01/07/2019,"), "");
    assert_eq!(rules(Table::Missing, "1,,W,05/06/2019,"), "ssda903.unknown_code");
    assert_eq!(rules(Table::Missing, "1,,gone home,05/06/2019,"), "ssda903.not_a_code");
    assert_eq!(rules(Table::Missing, "1,,M,soon,"), "date.unreadable");
    assert_eq!(rules(Table::Reviews, "1,,05/06/2030,PN1"), "date.future");
    assert_eq!(rules(Table::Episodes, "1,01/02/2019,L,C1,N1,U4,PR1,,X1,,,,"), "ssda903.open_end");
    assert_eq!(
        rules(Table::Header, "1,1,01/02/2010,,F990932879217,1.0,"),
        "upn.check_letter ssda903.decimal"
    );
}

#[test]
fn columns_stand_in_any_order_and_case_and_unknown_ones_are_said_once() {
    let (result, kept) = try_read(
        Table::Missing,
        "\u{FEFF}mis_start;Missing;NOTE;child\n05/06/2019;M;x;1\n06/07/2019;M;y;2\n",
    );
    result.expect("a table");
    assert_eq!(words(&kept), ["missing.started 2019-06-05", "missing.started 2019-07-06"]);
    assert_eq!(kept.rules(), ["csv.unknown_heading"]);
}

#[test]
fn hostile_tables_end_in_findings() {
    let headings = Table::Missing.columns().join(",");
    let long = format!("{headings}\n1,,M,05/06/2019,{}\n2,,M,05/06/2019,\n", "9".repeat(10 * 1024 * 1024));
    let (result, kept) = try_read(Table::Missing, long);
    result.expect("a table");
    assert_eq!((kept.children.join(" "), kept.rules()), ("2".to_owned(), vec!["csv.long_row"]));
    let cut = format!("{headings}\n1,,M,05/06/2019,\n2,,M,05/06");
    assert_eq!(try_read(Table::Missing, cut).1.rules(), ["date.unreadable"]);
    assert!(matches!(try_read(Table::Missing, "a,b\n1,2\n").0, Err(ReadError::Broken { .. })));
}

#[test]
fn the_sample_tables_are_read_and_written_again_the_same() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/ssda903");
    let mut activities: BTreeMap<String, u32> = BTreeMap::new();
    let mut tables = 0;
    for year in ["cs_demand_model_sample", "synthetic_seed101"] {
        for entry in std::fs::read_dir(format!("{folder}/{year}")).expect("the samples") {
            let bytes = std::fs::read(entry.expect("a sample").path()).expect("a sample");
            let headings: Vec<String> = String::from_utf8_lossy(&bytes)
                .lines()
                .next()
                .unwrap_or_default()
                .split(',')
                .map(str::to_owned)
                .collect();
            let table = Table::of_headings(&headings).expect("a table of the return");
            let lines = String::from_utf8_lossy(&bytes).lines().count();
            let (result, kept) = try_read(table, bytes.clone());
            result.expect("a table");
            assert_eq!(kept.rows.len(), lines - 1);
            for word in words(&kept) {
                *activities.entry(word.split(' ').next().unwrap_or_default().to_owned()).or_default() += 1;
            }
            let first = rows(table, &bytes);
            assert_eq!(rows(table, &written(table, &first)), first);
            tables += 1;
        }
    }
    assert_eq!(tables, 18);
    assert_eq!(activities["cla_review.held"], 120);
    assert_eq!(activities["health.recorded"], 120);
}

fn rows(table: Table, bytes: &[u8]) -> Vec<Row> {
    let (mut rows, mut kept) = (Vec::new(), Kept::default());
    with_context(None, |context| {
        read_rows(table, &mut Cursor::new(bytes.to_vec()), context, &mut kept, &mut |read, _| {
            let mut row = read.row.clone();
            row.line = 0;
            rows.push(row);
        })
    })
    .expect("a table");
    rows
}

fn written(table: Table, rows: &[Row]) -> Vec<u8> {
    let mut out = Vec::new();
    write(table, rows, &mut out).expect("in memory");
    out
}

fn cell(column: &'static str) -> BoxedStrategy<String> {
    let day = (-10_000i32..18_000).prop_map(|days| Day(days).to_string());
    match holds(column) {
        Holds::Date | Holds::DateAhead => day.boxed(),
        Holds::PartialDate => prop_oneof![day, Just("2015-05".to_owned()), Just("2015".to_owned())].boxed(),
        Holds::Code(_) => "[A-Z0-9]{1,4}".boxed(),
        Holds::Id | Holds::Postcode => {
            "[A-Za-z0-9=+@\",;'é -]{0,8}[A-Za-z]".prop_map(|text| text.trim().to_owned()).boxed()
        }
    }
}

fn any_row() -> impl Strategy<Value = Row> {
    proptest::sample::select(Table::ALL).prop_flat_map(|table| {
        let cells: Vec<_> = table
            .columns()
            .iter()
            .map(|column| (cell(column), *column == "CHILD" || *column == "DOB"))
            .collect();
        let cells: Vec<_> = cells
            .into_iter()
            .map(|(cell, must)| {
                if must {
                    cell
                } else {
                    proptest::option::of(cell).prop_map(Option::unwrap_or_default).boxed()
                }
            })
            .collect();
        cells.prop_map(move |cells| {
            table
                .columns()
                .iter()
                .zip(cells)
                .fold(Row::new(table), |row, (column, cell)| row.with(column, cell))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_written_is_read_back(row in any_row()) {
        let bytes = written(row.table, std::slice::from_ref(&row));
        prop_assert_eq!(rows(row.table, &bytes), vec![row]);
    }
}
