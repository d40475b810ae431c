//! `candour chart` over a published table of indicators, as they come: gaps, blanks, targets that move, signs of percent here and
//! there. The table is made up. Every series gets a chart or the sentence why not, and none stops another.

use super::{Done, candour, read};

const TABLE: &str = "\
year,indicator,better,target,outturn,unit
2001-02,reports on time,higher,90,97,percent
2002-03,reports on time,higher,90,80,percent
2001-02,incidents,lower,,52,count
2002-03,incidents,lower,,41,count
2004-05,incidents,lower,,44,count
2005-06,incidents,lower,,47,count
2002-03,staff sickness,lower,9,,days per person
2001-02,typed with signs,lower,15%,12.5%,
2002-03,typed with signs,lower,15%,13.1%,
2003-04,typed with signs,lower,15%,12.2%,
2004-05,typed with signs,lower,15%,11.8,
2001-02,twice,higher,,5,count
2001-02,twice,higher,,6,count
2002-03,twice,higher,,7,count
June,odd period,higher,,7,count
";

const COUNTS: &str = "\
month,team,met,all
2024-01,A,5,10
2024-02,A,6,10
2024-03,A,12,10
2024-01,B,5,10
2024-02,B,6,10
2024-03,B,4,10
2024-05,B,4,10
2024-02,C,3,9
2024-03,C,3,9
2024-05,C,3,9
";

fn chart(table: &str, definition: Option<&str>) -> (Done, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("t.csv"), table).expect("written");
    let mut command = candour();
    command.current_dir(folder.path()).args(["chart", "t.csv", "--out", "out"]);
    if let Some(text) = definition {
        std::fs::write(folder.path().join("t.toml"), text).expect("written");
        command.args(["--definition", "t.toml"]);
    }
    (Done::of(command.output().expect("runs")), folder)
}

#[test]
fn every_series_has_a_chart_or_the_sentence_why_not() {
    let (done, folder) = chart(TABLE, None);
    let done = done
        .well()
        .says("reports on time: No trend can be seen from two points.")
        .says("staff sickness: not charted: no figure to chart")
        .says("twice: not charted: line 14: the period 2001-02 stands on line 13 too")
        .says("odd period: not charted: line 16");
    assert!(!done.words.contains("reports on time: Something"), "{}", done.words);
    let json: serde_json::Value =
        serde_json::from_str(&read(&folder.path().join("out/chart.json"))).expect("JSON");
    let names = |list: &str, key: &str| -> Vec<String> {
        json[list].as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("series", "series"), ["incidents", "reports on time", "typed with signs"]);
    assert_eq!(names("not_charted", "series"), ["odd period", "staff sickness", "twice"]);
    assert_eq!(json["series"][0]["kind"], "c");
    assert_eq!(json["series"][1]["kind"], "xmr", "97 percent is no count");
    assert_eq!(json["series"][2]["target"], 0.15);
    assert_eq!(json["series"][2]["figures"], 3, "11.8 beside 12.5% is not guessed");
    let rules: Vec<&str> =
        json["findings"].as_array().unwrap().iter().map(|found| found["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"figures.percent") && rules.contains(&"figures.gap"), "{rules:?}");
    let page = read(&folder.path().join("out/index.html"));
    assert!(
        page.contains("Series without a chart") && page.contains("12.4 %") || page.contains("12.6 %"),
        "{page}"
    );
}

#[test]
fn a_decision_about_a_period_that_one_series_lacks_stops_no_other() {
    let definition = |period: &str| {
        format!(
            "[[exclude]]\nperiod = \"{period}\"\ndecided = \"2024-06-01\"\nreason = \"the system was down\"\n"
        )
    };
    let (done, folder) = chart(COUNTS, Some(&format!("kind = \"p\"\n{}", definition("2024-01"))));
    done.well()
        .says("A: not charted: line 4, period 2024-03: point 3 counts 12 of 10, more than all of them");
    let json: serde_json::Value =
        serde_json::from_str(&read(&folder.path().join("out/chart.json"))).expect("JSON");
    let finding = &json["findings"];
    assert!(finding.to_string().contains("the series `C` has no period `2024-01`"), "{finding}");
    assert_eq!(json["series"][0]["decisions"][0]["period"], "2024-01", "B has it");
    assert_eq!(json["series"][1]["decisions"], serde_json::json!([]));

    let (done, _) = chart(COUNTS, None);
    done.well().says("A: ").says("line 4: 1 of 3 numerators of `A` exceed their denominators");

    let (done, _) = chart(COUNTS, Some(&definition("2019-01")));
    assert_eq!(done.code, Some(3), "a period no series has is a mistake of the definition");
    done.says("2019-01");
}

#[test]
fn drift_is_a_kind_of_chart_with_numbers_of_its_own() {
    let rows: String = (1..=24)
        .map(|n| format!("{},{}\n", n, 10.0 + f64::from(n % 3) + if n > 12 { 1.4 } else { 0.0 }))
        .collect();
    let table = format!("point,value\n{rows}");
    let definition =
        |more: &str| format!("{more}better = \"up\"\n[freeze]\nuntil = \"12\"\nreason = \"before\"\n");
    let (done, folder) = chart(&table, Some(&definition("kind = \"cusum\"\nk = 0.25\nh = 5.0\n")));
    done.well().says("Something drifted, for the better").says("cusum chart of 24 points");
    let json: serde_json::Value =
        serde_json::from_str(&read(&folder.path().join("out/chart.json"))).expect("JSON");
    assert_eq!(json["series"][0]["drift"]["design"], serde_json::json!({"k": 0.25, "h": 5.0}));
    assert!(read(&folder.path().join("out/index.html")).contains("would give a false alarm about every"));
    let (done, _) = chart(&table, Some(&definition("kind = \"ewma\"\nlambda = 0.1\nL = 2.7\n")));
    done.well().says("ewma chart");
    for (wrong, part) in [
        ("kind = \"ewma\"\nlambda = 2\n", "lambda from 0.01 to 1"),
        ("kind = \"cusum\"\nh = 0\n", "h above 0"),
        ("kind = \"cusum\"\nover = \"run\"\n", "no standard deviations"),
    ] {
        let (done, _) = chart(&table, Some(&definition(wrong)));
        assert_eq!(done.code, Some(3), "{wrong}");
        done.says(part);
    }
}
