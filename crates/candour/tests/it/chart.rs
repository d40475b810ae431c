//! `candour chart`: figures over time and units beside each other, and what is refused.

use std::path::{Path, PathBuf};

use super::{Done, candour, read};

struct Table {
    folder: tempfile::TempDir,
}

impl Table {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("figures.csv"), text).expect("written");
        Self { folder }
    }

    fn with(self, name: &str, text: &str) -> Self {
        std::fs::write(self.folder.path().join(name), text).expect("written");
        self
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn chart(&self, more: &[&str]) -> Done {
        let mut command = candour();
        command.current_dir(self.folder.path()).arg("chart").arg("figures.csv").args(more);
        Done::of(command.output().expect("runs"))
    }

    #[track_caller]
    fn refused(&self, more: &[&str], part: &str) {
        let done = self.chart(more);
        assert_eq!(done.code, Some(3), "{}{}", done.words, done.errors);
        done.says(part);
    }
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/charts").join(name)
}

#[test]
fn the_example_is_charted_twice_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |out: &str| {
        let mut command = candour();
        command
            .arg("chart")
            .arg(example("assessments.csv"))
            .arg("--definition")
            .arg(example("assessments.toml"));
        command.arg("--out").arg(folder.path().join(out));
        Done::of(command.output().expect("runs")).well().says("a matter for concern")
    };
    run("one");
    run("two");
    run("two");
    let files = |out: &str| super::files(&folder.path().join(out));
    assert_eq!(files("one"), files("two"));
    let names: Vec<String> = files("one").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["chart.json", "chart.png", "chart.svg", "chart.xlsx", "figures.csv", "index.html"]);
    let page = read(&folder.path().join("one/index.html"));
    for words in
        ["left out: the system was down", "What cannot be concluded", "Time to notice", "hit or miss"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
}

#[test]
fn two_years_are_no_trend() {
    let table = Table::new("year,value\n2023,41\n2024,52\n");
    table.chart(&[]).well().says("No trend can be seen from two points");
}

#[test]
fn a_draft_is_made_of_a_table_whose_headings_say_nothing_and_can_be_used() {
    let rows: String = (1..=14).map(|n| format!("2024 Q{},{},{}\n", n % 4 + 1, 5 + n % 3, 20 + n)).collect();
    let rows: String = rows
        .lines()
        .enumerate()
        .map(|(n, row)| row.replacen("2024", &(2020 + n / 4).to_string(), 1) + "\n")
        .collect();
    let sorted: std::collections::BTreeSet<&str> = rows.lines().collect();
    let text =
        format!("When,In good time,Everybody\n{}\n", sorted.into_iter().collect::<Vec<_>>().join("\n"));
    let table = Table::new(&text);
    table.refused(&[], "--suggest");
    let draft = table.chart(&["--suggest"]).well().words;
    assert!(draft.contains("numerator = \"In good time\"") && draft.contains("kind = \"p\""), "{draft}");
    table.with("d.toml", &draft).chart(&["--definition", "d.toml"]).well().says("p chart");
}

#[test]
fn units_without_periods_are_compared_and_a_machine_can_read_it() {
    let rows: String = (1..=12).map(|n| format!("Team {n:02},{},100\n", 28 + n % 4)).collect();
    let table = Table::new(&format!("unit,numerator,denominator\n{rows}Team 13,75,100\nTeam 14,3,9\n"));
    let done = table.chart(&["--json", "--out", "out"]).well();
    let json: serde_json::Value = serde_json::from_str(&done.words).expect("JSON on stdout alone");
    let place = |at: usize| json["funnel"]["units"][at]["place"].as_str().expect("a place").to_owned();
    assert_eq!((place(0), place(12), place(13)), ("inside".into(), "ask_above".into(), "too_few".into()));
    assert_eq!(json["funnel"]["expected_beyond_look"], 0.65);
}

#[test]
fn what_cannot_be_charted_is_refused_with_line_and_remedy() {
    let refused = |text: &str, more: &[&str], part: &str| Table::new(text).refused(more, part);
    refused("month,value\n2024-01,1\nFeb-24,2\n", &[], "line 3");
    refused(
        "month,value\n2024-01,1\n2024-02,2\n2024-01,3\n",
        &[],
        "line 4: the period 2024-01 stands on line 2 too",
    );
    refused("month,count,total\n2024-01,1,0\n2024-02,1,5\n", &["--kind", "p"], "line 2, period 2024-01");
    refused("month,count,total\n2024-01,1,4\n2024-02,6,5\n", &["--kind", "p"], "more than all");
    refused("point,days\n1,4\n2,-3\n", &["--kind", "t"], "below zero");
    refused("month,value\n2024-01,1\n", &["--kind", "pie"], "take auto, funnel, cusum, ewma or one of");
    refused("month,value\n2024-01,1\n", &["--rules", "mine"], "western-electric");
    refused("month,value\n2024-01,\n2024-02,\n", &["--kind", "xmr"], "no figure to chart");
    refused("unit,count,total\nA,1,2\nA,1,3\n", &[], "stands on line 2 too");
    refused("unit,count,total\nA,1,2\n", &[], "give at least 2");
    refused("", &[], "cannot be charted");
    let table = Table::new("month,value\n2024-01,1\n2024-02,2\n");
    table.refused(&["--definition", "none.toml"], "--suggest");
    let table = table.with("d.toml", "[[split]]\nfrom = \"2024-02\"\n");
    table.refused(&["--definition", "d.toml"], "reason");
    assert!(table.at("figures.csv").is_file());
    let missing = Done::of(candour().args(["chart", "nowhere.csv"]).output().expect("runs"));
    assert_eq!(missing.code, Some(2));
}

#[test]
fn a_gap_and_a_cell_that_is_no_number_are_said_and_not_filled() {
    let table = Table::new("month;value\n2024-01;4\n2024-02;many\n2024-04;5\n2024-05;6\n2024-06;5\n");
    let done = table.chart(&["--out", "out"]).well().says("line 3").says("between 2024-02 and 2024-04");
    assert!(done.words.contains("6 months"), "{}", done.words);
    let rows = read(&table.at("out/figures.csv"));
    assert!(rows.contains("all/2024-03,all,2024-03,c,,") && rows.contains("missing"), "{rows}");
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let table = Table::new("year,value\n2023,41\n2024,52\n");
    std::fs::create_dir(table.at("mine")).expect("made");
    std::fs::write(table.at("mine/letter.txt"), "mine").expect("written");
    let done = table.chart(&["--out", "mine"]);
    assert_eq!(done.code, Some(2), "{}", done.errors);
    assert_eq!(super::files(&table.at("mine")).len(), 1);
}
