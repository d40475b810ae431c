//! A simulated town from end to end: its files are what a review reads, and the rules inside are the rules outside.

use std::path::Path;

use serde_json::Value;

use crate::{candour, read};

fn simulated(out: &Path, more: &[&str]) -> Value {
    let mut command = candour();
    command.args(["simulate", "--json", "--town", "village", "--out"]).arg(out).args(more);
    if !more.contains(&"--years") {
        command.args(["--years", "2"]);
    }
    let output = command.output().expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a summary")
}

#[test]
fn the_rules_inside_find_what_a_review_of_the_written_files_finds() {
    let folder = tempfile::tempdir().expect("a folder");
    let town = folder.path().join("town");
    let inside = simulated(&town, &["--seed", "3"]);
    let report = folder.path().join("report");
    let mut review = candour();
    review.args(["review", "--as-of", "2020-03-31", "--out"]).arg(&report).arg(town.join("agencies"));
    let output = review.output().expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    let rules = &inside["rules"];
    for expected in [
        format!("{} events", rules["events"]),
        format!("{} warnings told to a post, {} without", rules["warnings"], rules["unanswered"]),
        format!("{} things that records about several children share", rules["questions"]),
    ] {
        assert!(words.contains(&expected), "`{expected}` in:\n{words}");
    }
    assert!(rules["events"].as_u64() > Some(500));
    // Every row that was found, not their counts alone.
    let summary = |report: &Path| -> Value {
        serde_json::from_str(&read(&report.join("summary.json"))).expect("a summary")
    };
    let digest = rules["found_digest"].as_str().expect("a digest");
    assert_eq!((summary(&report)["found_digest"].as_str(), digest.len()), (Some(digest), 64));
    let earlier = folder.path().join("earlier");
    let mut review = candour();
    review.args(["review", "--as-of", "2020-03-30", "--out"]).arg(&earlier).arg(town.join("agencies"));
    assert!(review.output().expect("runs").status.success());
    assert_ne!(summary(&earlier)["found_digest"].as_str(), Some(digest), "a day earlier is another finding");
    // Whatever a simulator writes, a reader must understand without a repair.
    let findings = read(&report.join("findings.csv"));
    assert!(!findings.contains(",repaired,") && !findings.contains(",left_out,"), "{findings}");
}

#[test]
fn the_truth_leads_from_every_number_of_an_agency_to_one_child() {
    let folder = tempfile::tempdir().expect("a folder");
    let town = folder.path().join("town");
    simulated(&town, &["--files-only"]);
    let mut known = std::collections::BTreeMap::new();
    let mut truth = csv::Reader::from_path(town.join("truth/identities.csv")).expect("opens");
    for row in truth.records() {
        let row = row.expect("a row");
        assert!(known.insert((row[0].to_owned(), row[1].to_owned()), row[2].to_owned()).is_none(), "{row:?}");
    }
    let mut named = 0;
    for agency in std::fs::read_dir(town.join("agencies")).expect("a folder") {
        let agency = agency.expect("an entry");
        let id = agency.file_name().into_string().expect("text");
        let files = std::fs::read_dir(agency.path()).expect("a folder");
        for file in files.map(|file| file.expect("an entry").path()) {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if !(name.starts_with("concerns_") && name.ends_with(".csv")) {
                continue;
            }
            let mut rows = csv::Reader::from_path(&file).expect("opens");
            let at =
                rows.headers().expect("headings").iter().position(|head| head == "child_id").expect("there");
            for row in rows.records() {
                let number = row.expect("a row")[at].to_owned();
                if !number.is_empty() {
                    assert!(known.contains_key(&(id.clone(), number.clone())), "{id} {number}");
                    named += 1;
                }
            }
        }
    }
    assert!(named > 100, "{named}");
}

#[test]
fn what_cannot_be_simulated_is_said_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = folder.path().join("wrong.csv");
    std::fs::write(&wrong, "name,value,low,high,unit,source\ntold_harm,1.5,0,1,share,s\n").expect("written");
    let full = folder.path().join("full");
    std::fs::create_dir_all(&full).expect("made");
    std::fs::write(full.join("a file"), "x").expect("written");
    let out = folder.path().join("out");
    let cases: [(Vec<&std::ffi::OsStr>, &str); 6] = [
        (vec!["--twice".as_ref(), "--years".as_ref(), "3".as_ref()], "ask for --years 4 or more"),
        (vec!["--twice".as_ref(), "0".as_ref()], "0 is not in 1..=100000"),
        (vec!["--parameters".as_ref(), wrong.as_ref()], "line 2, value: told_harm is 1.5"),
        (vec!["--years".as_ref(), "90".as_ref()], "choose 1 to 60"),
        (vec!["--from".as_ref(), "1066".as_ref()], "choose a first year"),
        (vec!["--out".as_ref(), full.as_ref()], "is not empty"),
    ];
    for (more, words) in cases {
        let mut command = candour();
        command.args(["simulate", "--town", "village"]);
        if !more.contains(&"--out".as_ref()) {
            command.arg("--out").arg(&out);
        }
        let output = command.args(&more).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(words), "{said}");
    }
    assert!(!out.exists(), "nothing was written");
}

#[test]
fn shown_parameters_are_a_file_that_can_be_given_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let shown = candour().args(["simulate", "--show-parameters"]).output().expect("runs").stdout;
    let file = folder.path().join("parameters.csv");
    std::fs::write(&file, shown).expect("written");
    let file = file.to_str().expect("text");
    let one = simulated(&folder.path().join("one"), &["--page-only"]);
    let two = simulated(&folder.path().join("two"), &["--page-only", "--parameters", file]);
    assert_eq!(one, two);
}

#[test]
fn one_life_twice_says_in_words_table_and_rows_what_each_pair_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let town = folder.path().join("town");
    let said = simulated(&town, &["--years", "6", "--page-only", "--twice", "40"]);
    let twice = &said["twice"];
    assert_eq!(twice["pairs"].as_u64(), Some(40));
    // Every figure of the summary can be counted again from the rows.
    let mut rows = csv::Reader::from_path(town.join("twice.csv")).expect("opens");
    let heads = rows.headers().expect("headings").clone();
    let at = |name: &str| heads.iter().position(|head| head == name).expect("there");
    let (truth, books, spared) = (at("truth"), at("books"), at("spared"));
    let mut counts = std::collections::BTreeMap::new();
    for row in rows.records().map(|row| row.expect("a row")) {
        let days: i64 = row[spared].parse().expect("days");
        assert_eq!(&row[truth], ["worse", "no_difference", "better"][(days.signum() + 1) as usize]);
        let claimed = if &row[books] == "silent" { "books_silent" } else { "books_claim" };
        *counts.entry((row[truth].to_owned(), claimed)).or_insert(0) += 1;
    }
    assert_eq!(counts.values().sum::<u64>(), 40);
    for truth in ["better", "no_difference", "worse"] {
        for books in ["books_claim", "books_silent"] {
            let counted = counts.get(&(truth.to_owned(), books)).copied().unwrap_or_default();
            assert_eq!(twice["table"][truth][books].as_u64(), Some(counted), "{truth} {books}");
        }
    }
    let page = read(&town.join("index.html"));
    assert!(
        page.contains("who made the difference, and who took the credit")
            && page.contains("credit that is due")
    );
    assert!(page.contains("credit for what would have come anyway: "), "the picture has words");
    // A life that is lived once more changes nothing of the first.
    let once = simulated(&folder.path().join("once"), &["--years", "6", "--page-only"]);
    assert_eq!(once["hidden_harm"], said["hidden_harm"]);
    assert!(once["twice"].is_null());
}

#[test]
fn a_town_is_made_again_from_its_folder_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let first = simulated(&one, &["--seed", "8", "--from", "2011", "--files-only"]);
    let run = |from: &Path, out: &Path| {
        let mut command = candour();
        command.args(["simulate", "--json", "--files-only", "--again"]).arg(from).arg("--out").arg(out);
        command.output().expect("runs")
    };
    let output = run(&one, &two);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let second: Value = serde_json::from_slice(&output.stdout).expect("a summary");
    assert_eq!(first, second);
    assert_eq!(first["digest"].as_str().map(str::len), Some(64));
    // A page alone keeps what makes its town again, too.
    let page = folder.path().join("page");
    simulated(&page, &["--seed", "8", "--from", "2011", "--page-only"]);
    let output = run(&page, &folder.path().join("three"));
    let third: Value = serde_json::from_slice(&output.stdout).expect("a summary");
    assert_eq!(first["digest"], third["digest"]);
    let refused = run(folder.path(), &folder.path().join("four"));
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("name a folder that `candour simulate` wrote"));
}

#[test]
fn work_is_counted_for_each_post_and_week_of_the_years_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let town = folder.path().join("town");
    let said = simulated(&town, &["--seed", "3"]);
    let work = said["rules"]["work"].as_array().expect("ranks");
    assert!(work.len() >= 3);
    for rank in work {
        // Two years from Sunday 1 April 2018 to Tuesday 31 March 2020: 104 whole weeks.
        assert_eq!(rank["weeks"].as_u64(), Some(104));
        for whose in ["any_post", "busiest"] {
            let duties = |week: &str| rank[whose][week]["duties"].as_u64().expect("a number");
            assert!(duties("median") <= duties("ninetieth") && duties("ninetieth") <= duties("fullest"));
        }
        assert!(
            rank["any_post"]["fullest"]["duties"].as_u64() >= rank["busiest"]["fullest"]["duties"].as_u64()
        );
    }
    assert_eq!(work[0]["busiest_post"].as_str(), Some("ashbourne-council/front-door"));
    let page = read(&town.join("index.html"));
    assert!(page.contains("front line: ") && page.contains("in half of all cases"), "the picture has words");
    assert!(page.contains("What the busiest post of each rank would have had to answer in one week"));
}

/// A limit on the size of files stands for a disk that fills in the middle of a run.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_in_the_middle_ends_the_run_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("town");
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_candour")]);
    shell.args(["simulate", "--town", "village", "--years", "4", "--out"]).arg(&out);
    let output = shell.output().expect("runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("free some space, or choose another folder with --out"), "{said}");
    assert!(said.contains(".csv") && !said.contains("panicked"), "{said}");
    assert!(!out.join("index.html").exists(), "no page speaks of a town that is not whole");
}
