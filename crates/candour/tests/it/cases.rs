//! `candour audit` over plain tables of cases: what is found, what is worded as honest, what is refused.

mod parquet_file;
mod workbook_file;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Done, candour, read};
use parquet_file::Column;
use workbook_file::Cell;

fn vectors(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../counted/tests/vectors/gaming").join(name)
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/cases").join(name)
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.at(name), text).expect("written");
        self
    }

    fn audit(&self, more: &[&str]) -> Done {
        let mut command = candour();
        command.current_dir(self.0.path()).arg("audit").args(more);
        Done::of(command.output().expect("runs"))
    }

    #[track_caller]
    fn refused(&self, more: &[&str], part: &str) {
        let done = self.audit(more);
        assert_eq!(done.code, Some(3), "{}{}", done.words, done.errors);
        done.says(part);
    }

    fn json(&self, out: &str) -> Value {
        serde_json::from_str(&read(&self.at(out).join("audit.json"))).expect("json")
    }
}

/// Every file of a folder of audited cases, those of its charts with them.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let charts = super::files(&folder.join("charts"))
        .into_iter()
        .map(|(name, bytes)| (format!("charts/{name}"), bytes));
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let own = entries.filter(|entry| entry.path().is_file()).map(|entry| {
        (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("read"))
    });
    let mut all: Vec<_> = own.chain(charts).collect();
    all.sort();
    all
}

/// The made-up cases with planted behaviour, their visits, and the draft of a definition with what only a person knows added.
fn gaming() -> Folder {
    let folder = Folder::new();
    for name in ["cases.csv", "visits.csv"] {
        std::fs::copy(vectors(name), folder.at(name)).expect("copied");
    }
    folder
        .audit(&["cases.csv", "--suggest", "--out", "draft.toml"])
        .well()
        .says("to decide: no column says when a case was due");
    let context: Value = serde_json::from_str(&read(&vectors("context.json"))).expect("json");
    let mut text = read(&folder.at("draft.toml"));
    text.push_str("\n[due]\ndays = 45\n[period]\nfrom = 0\nto = 1094\n[counts]\ndays = [364, 729, 1094]\n[visits]\ntable = \"visits.csv\"\n[inspections]\n");
    for (unit, day) in context["inspection_day"].as_object().expect("days") {
        text.push_str(&format!("{unit} = {day}\n"));
    }
    folder.write("cases.toml", text);
    folder
}

/// Unit and audit of all traces that stand so.
fn standing(json: &Value, stands: &str) -> BTreeSet<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let all = json["audits"].as_array().expect("audits").iter();
    all.filter(|one| one["stands"] == stands).map(|one| (text(&one["unit"]), text(&one["audit"]))).collect()
}

#[test]
fn every_planted_behaviour_is_found_and_honest_look_alikes_are_worded_as_such() {
    let folder = gaming();
    folder
        .audit(&["cases.csv", "--definition", "cases.toml", "--out", "out"])
        .well()
        .says("264 tests declared");
    let json = folder.json("out");
    let truth: Value = serde_json::from_str(&read(&vectors("truth.json"))).expect("json");
    let found = standing(&json, "a question to ask");
    let mut wanted: BTreeSet<(String, String)> = BTreeSet::new();
    let mut planted = 0;
    for (unit, behaviours) in truth["planted"].as_object().expect("units") {
        for behaviour in behaviours.as_array().expect("a list") {
            planted += 1;
            for audit in truth["audit_that_should_find"][behaviour.as_str().expect("a word")]
                .as_array()
                .expect("a list")
            {
                wanted.insert((unit.clone(), audit.as_str().expect("a word").to_owned()));
            }
        }
    }
    assert_eq!(planted, 12);
    // Back-dated closings also heap up at the deadline, and late entry corroborates that.
    wanted.insert(("U08".into(), "bunching_before_deadline".into()));
    assert_eq!(found, wanted);
    let honest = standing(&json, "honest reasons suffice");
    for (unit, audit) in [
        ("U18", "bunching_before_deadline"),
        ("U05", "self_rating_rises"),
        ("U20", "favourite_round_durations"),
    ] {
        assert!(honest.contains(&(unit.into(), audit.into())), "{unit} {audit}: {honest:?}");
    }
    let page = read(&folder.at("out/index.html"));
    for words in [
        "Honest work leaves the same, and nothing was found that it would not leave.",
        "What would explain it in innocence",
        "of dates drawn at random",
        "That anybody games. A trace is a question",
        "closed by the day due, as logged",
        "all together",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
    // U21 has 28 cases: too little for nearly everything, and that is no "nothing seen".
    let small = standing(&json, "not enough data").into_iter().filter(|(unit, _)| unit == "U21").count();
    assert!(small >= 11, "{small}");
}

#[test]
fn the_draft_of_that_table_names_every_column_and_says_what_it_cannot_know() {
    let folder = gaming();
    let draft = read(&folder.at("draft.toml"));
    for line in [
        "unit = \"unit\"",
        "child = \"child_id\"",
        "case = \"case_id\"",
        "opened = \"opened_day\"",
        "closed = \"closed_day_claimed\"",
        "logged = \"closed_day_logged\"",
        "reopened = \"reopened_day\"",
        "reclassified = \"reclassified_day\"",
        "severity = \"severity\"",
        "accepted = \"accepted\"",
        "excluded = \"excluded\"",
        "harm = \"harm_within_180d\"",
        "closing = \"close_code\"",
        "minutes = \"visit_minutes\"",
        "rating = \"self_rating\"",
        "completed = [\"completed\"]",
        "no_cooperation = [\"no_cooperation\"]",
        "# Taken as another way: `moved`, `stepped_down`",
    ] {
        assert!(draft.contains(line), "{line}");
    }
    // Nothing is overwritten, and a table that leaves something open is not audited on a guess.
    let again = folder.audit(&["cases.csv", "--suggest", "--out", "draft.toml"]);
    assert_eq!(again.code, Some(2));
    again.says("is there already and is not overwritten");
    folder.refused(&["cases.csv"], "candour audit cases.csv --suggest --out cases.toml");
}

#[test]
fn rows_in_any_order_and_parquet_instead_of_csv_give_the_same_bytes() {
    let folder = gaming();
    let text = read(&folder.at("cases.csv"));
    let mut lines: Vec<&str> = text.lines().skip(1).collect();
    lines.reverse();
    lines.rotate_left(4321);
    let heading = text.lines().next().expect("headings");
    std::fs::create_dir_all(folder.at("turned")).expect("a folder");
    folder.write("turned/cases.csv", format!("{heading}\n{}\n", lines.join("\n")));
    parquet_file::write(&folder.at("cases.parquet"), &columns(&text));
    folder.audit(&["cases.csv", "--definition", "cases.toml", "--out", "one"]).well();
    folder.audit(&["turned/cases.csv", "--definition", "cases.toml", "--out", "two"]).well();
    folder.audit(&["cases.parquet", "--definition", "cases.toml", "--out", "three"]).well();
    let one = files(&folder.at("one"));
    assert_eq!(one, files(&folder.at("two")), "another order");
    // Only the file's name differs.
    let named = |(name, bytes): (String, Vec<u8>)| {
        (name, String::from_utf8_lossy(&bytes).replace("cases.parquet", "cases.csv").into_bytes())
    };
    let text = |name: &str| !name.ends_with(".xlsx");
    let three: Vec<_> =
        files(&folder.at("three")).into_iter().filter(|(name, _)| text(name)).map(named).collect();
    let one: Vec<_> = one.into_iter().filter(|(name, _)| text(name)).map(named).collect();
    assert_eq!(one, three, "Parquet");
}

/// The columns of the vectors as a program would store them: numbers as numbers, yes and no as such.
fn columns(text: &str) -> Vec<(&'static str, Column)> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers().expect("headings").iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let cells = |at: usize| rows.iter().map(move |row| row.get(at).filter(|cell| !cell.is_empty()));
    let column = |(at, heading): (usize, String)| {
        let name: &'static str = heading.clone().leak();
        let column = match name {
            "accepted" | "excluded" | "harm_within_180d" => {
                Column::Flag(cells(at).map(|cell| cell.map(|cell| cell == "1")).collect())
            }
            "severity" | "self_rating" => {
                Column::Whole(cells(at).map(|cell| cell.and_then(|cell| cell.parse().ok())).collect())
            }
            _ if name.contains("day") || name == "visit_minutes" => {
                Column::Number(cells(at).map(|cell| cell.and_then(|cell| cell.parse().ok())).collect())
            }
            _ => Column::Text(cells(at).map(|cell| cell.map(str::to_owned)).collect()),
        };
        (name, column)
    };
    headings.into_iter().enumerate().map(column).collect()
}

#[test]
fn dates_of_parquet_are_dates() {
    let folder = Folder::new();
    let rows = 300;
    let day = |place: i32| 19_500 + place;
    let nanos = |place: i32| i64::from(day(place) + 30) * 86_400_000_000_000 + 51_000_000_000_000;
    parquet_file::write(
        &folder.at("cases.parquet"),
        &[
            ("team", Column::Text((0..rows).map(|row| Some(format!("Team {}", row % 3))).collect())),
            ("child_id", Column::Whole((0..rows).map(Some).collect())),
            ("opened", Column::Date((0..rows).map(|row| Some(day(row))).collect())),
            ("closed", Column::Nanos((0..rows).map(|row| (row % 5 > 0).then(|| nanos(row))).collect())),
            ("due", Column::Date((0..rows).map(|row| Some(day(row) + 30)).collect())),
        ],
    );
    // Every column is known by its heading, so no definition is needed, and that is said.
    folder.audit(&["cases.parquet", "--exact"]).well().says("no definition was given");
    let json = folder.json("cases-audit");
    assert_eq!(json["drafted"], true);
    assert_eq!((&json["from"], &json["units"][0]["cases"]), (&"2023-05-23".into(), &100.into()));
    // Closed in the afternoon of the day due is in time.
    let in_time = &json["units"][0]["shares"]["closed_in_time"];
    assert_eq!(in_time["numerator"], 80, "{in_time}");
}

#[test]
fn an_excel_sheet_is_read_as_its_csv_is() {
    let folder = Folder::new();
    let headings = ["Team", "Child ID", "Date opened", "Date closed", "Deadline"];
    let mut sheet = vec![headings.map(|heading| Cell::Text(heading.into())).into_iter().collect::<Vec<_>>()];
    let mut text = headings.join(",") + "\n";
    for row in 0..90 {
        // Day 45,000 of Excel is 15 March 2023.
        let days = [45_000, 45_030 + row % 20, 45_045].map(|day| f64::from(day + row % 3));
        let iso = days.map(|day| record::Day(day as i32 - 25_569).to_string());
        let mut cells = vec![Cell::Text(format!("T{}", row % 3)), Cell::Text(format!("c{row}"))];
        cells.extend(days.map(Cell::Date));
        sheet.push(cells);
        text.push_str(&format!("T{},c{row},{},{},{}\n", row % 3, iso[0], iso[1], iso[2]));
    }
    workbook_file::write(&folder.at("cases.xlsx"), &sheet);
    folder.write("cases.csv", text);
    folder.audit(&["cases.csv", "--out", "one"]).well().says("90 cases of 3 units");
    folder.audit(&["cases.xlsx", "--out", "two"]).well();
    for name in ["figures.csv", "traces.csv", "left_out.csv", "findings.csv"] {
        assert_eq!(read(&folder.at("one").join(name)), read(&folder.at("two").join(name)), "{name}");
    }
    folder.write("broken.xlsx", b"PK\x03\x04 and nothing else");
    folder
        .write("cases.toml", "[columns]\nunit = \"Team\"\nchild = \"Child ID\"\nopened = \"Date opened\"\n");
    let done = folder.audit(&["broken.xlsx", "--definition", "cases.toml"]);
    assert_eq!(done.code, Some(3), "{}", done.errors);
}

#[test]
fn the_example_shows_notes_diaries_and_published_figures() {
    let folder = Folder::new();
    let (cases, definition) = (example("cases.csv"), example("cases.toml"));
    let (cases, definition) = (cases.to_string_lossy(), definition.to_string_lossy());
    folder
        .audit(&[&cases, "--definition", &definition, "--out", "out"])
        .well()
        .says("1 figure published otherwise");
    let json = folder.json("out");
    let found = standing(&json, "a question to ask");
    let ashby = |audit: &str| ("Ashby".to_owned(), audit.to_owned());
    assert_eq!(found, [ashby("bunching_before_deadline"), ashby("logging_lag_of_deadline_closures")].into());
    let notes = json["visits"].as_array().expect("visits").iter();
    let asked: Vec<&Value> = notes.filter(|one| one["stands"] == "a question to ask").collect();
    assert_eq!(asked.len(), 1);
    assert_eq!((&asked[0]["unit"], &asked[0]["audit"]), (&"Dunford".into(), &"copied_notes".into()));
    let diaries = json["diaries"].as_array().expect("diaries").iter();
    let two: Vec<u64> = diaries.map(|one| one["two_places_at_once"].as_u64().expect("a number")).collect();
    assert_eq!(two, [0, 0, 0, 3, 0, 0, 0], "Dunford is the fourth");
    // A team of fourteen cases may be one person: nothing of it is in any file but how many there are.
    for (name, bytes) in files(&folder.at("out")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("Hallam"), "{name}");
        // Neither a post, a place, a note nor a child of the table stands anywhere.
        for secret in ["AS3", "P417", "R00017"] {
            assert!(
                !text.contains(secret) || name.ends_with(".svg") || name.ends_with(".xlsx"),
                "{secret} in {name}"
            );
        }
    }
    let page = read(&folder.at("out/index.html"));
    assert!(page.contains("1 unit has fewer than 20 cases"));
    assert!(page.contains("ask the post\u{2019}s holder") || page.contains("ask the post&#39;s holder"));
    // Counts of one to five stand as c, unless asked for.
    assert!(page.contains("c of 287"), "Ashby has four opened again of 287");
    folder.audit(&[&cases, "--definition", &definition, "--out", "out", "--exact"]).well();
    assert!(read(&folder.at("out/index.html")).contains("4 of 287"));
}

const HEADING: &str = "team,child_id,case_id,opened,closed,due\n";

/// Cases of three teams, with whatever rows behind them.
fn table(more: &str) -> Folder {
    let folder = Folder::new();
    let mut text = HEADING.to_owned();
    for row in 0..120 {
        let (month, day) = (1 + row / 28 % 12, 1 + row % 28);
        text.push_str(&format!(
            "T{},c{row},k{row},2023-{month:02}-{day:02},2023-{:02}-{day:02},2023-{:02}-{day:02}\n",
            row % 3,
            month + 1,
            month + 2
        ));
    }
    folder.write("cases.csv", text + more);
    folder
}

/// Why a row was left out, by the last column but one.
fn why(folder: &Folder) -> String {
    read(&folder.at("cases-audit/left_out.csv"))
}

#[test]
fn a_row_that_cannot_be_is_left_out_with_its_line_and_the_rest_is_kept() {
    for (row, rule, reason) in [
        (
            "T1,c1,x,2023-05-01,2023-04-01,2023-06-01\n",
            "line 122: closed before it was opened",
            "closed before it was opened",
        ),
        (
            "T1,c1,x,2023-05-01,,2023-04-01\n",
            "line 122: due before it was opened",
            "due before it was opened",
        ),
        (",c1,x,2023-05-01,,2023-06-01\n", "line 122: the cell is empty", "no unit is given"),
        (
            "T1,c1,x,2023-02-30,,2023-06-01\n",
            "line 122: the day is not written as yyyy-mm-dd",
            "a day cannot be read",
        ),
        (
            "T1,c1,x,2023-05-01,2093-06-01,2023-06-01\n",
            "line 122: a day lies in the future",
            "a day lies in the future",
        ),
        (
            "T1,c1,k5,2023-05-01,,2023-06-01\n",
            "line 122: the case\u{2019}s number stands on line 7 too, with other content",
            "the case stands twice",
        ),
        ("T1,c1,x,2023-05-", "line 122: the row has not as many cells", "the row is cut off"),
    ] {
        let folder = table(row);
        folder.audit(&["cases.csv"]).well().says(rule).says("120 cases of 3 units audited, 1 rows left out");
        assert!(why(&folder).contains(reason), "{row}: {}", why(&folder));
    }
}

#[test]
fn what_makes_the_whole_table_doubtful_stops_with_line_and_remedy() {
    table("T1,c1,x,03/05/2023,,2023-06-01\n").refused(
        &["cases.csv"],
        "line 122, column `opened`: the day is written as dd/mm/yyyy, and those of the other rows as yyyy-mm-dd; write the whole column in one way",
    );
    let folder = table("");
    folder.write("cases.toml", "[columns]\nunit = \"teem\"\nchild = \"child_id\"\nopened = \"opened\"\n");
    folder.refused(
        &["cases.csv", "--definition", "cases.toml"],
        "names the column `teem`, which the file does not have; nearest known: `team`",
    );
    folder.write("cases.toml", "[columns]\nunit = \"team\"\nchild = \"child_id\"\n");
    folder.refused(&["cases.csv", "--definition", "cases.toml"], "names no column for `opened`");
    folder.write(
        "cases.toml",
        "[columns]\nunit = \"team\"\nchild = \"child_id\"\nopened = \"opened\"\n[counts]\ndays = [3]\n",
    );
    folder.refused(
        &["cases.csv", "--definition", "cases.toml"],
        "the number 3 for a day, and the table holds dates",
    );
    folder.write("cases.toml", "[columns]\nunit = \"team\"\nchild = \"child_id\"\nopened = \"opened\"\n[visits]\ntable = \"none.csv\"\n");
    folder.refused(&["cases.csv", "--definition", "cases.toml"], "none.csv");
    folder.write("none.csv", HEADING);
    folder.refused(&["none.csv"], "no column is known as `unit`");
    folder.write("empty.csv", "");
    folder.refused(&["empty.csv"], "");
    folder.write("cut.parquet", b"PAR1 and nothing else");
    folder.refused(
        &["cut.parquet"],
        "the Parquet file is damaged, cut off, or packed in a way that is not read",
    );
    folder.write("day.csv", "team,child_id,opened,closed,due\nA,1,01/02/2023,03/04/2023,05/06/2023\n");
    folder.refused(&["day.csv"], "could be read with the day or with the month first");
}

#[test]
fn nobody_is_judged() {
    let folder = Folder::new();
    let mut text = String::from("social_worker,child_id,opened,closed,due\n");
    for row in 0..200 {
        text.push_str(&format!("W{},{row},2023-01-01,2023-02-01,2023-03-01\n", row % 2));
    }
    folder.write("cases.csv", text.clone());
    folder.write(
        "cases.toml",
        "[columns]\nunit = \"social_worker\"\nchild = \"child_id\"\nopened = \"opened\"\n",
    );
    folder.refused(&["cases.csv", "--definition", "cases.toml"], "candour judges no person");
    // Under a harmless heading few cases give a person away.
    let mut text = String::from("team,child_id,opened,closed,due\n");
    for row in 0..200 {
        text.push_str(&format!("Smith{},{row},2023-01-01,2023-02-01,2023-03-01\n", row % 40));
    }
    folder.write("cases.csv", text);
    folder.audit(&["cases.csv"]).well().says("the column of units may hold persons");
    for (name, bytes) in files(&folder.at("cases-audit")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Smith"), "{name}");
    }
    assert!(folder.json("cases-audit")["audits"].as_array().expect("audits").is_empty());
}

#[test]
fn one_unit_and_all_values_alike_are_not_enough_data_and_never_clean() {
    let folder = Folder::new();
    let mut text = String::from("team,child_id,opened,closed,due\n");
    for row in 0..500 {
        text.push_str(&format!("A,{row},2023-01-01,2023-01-01,2023-02-15\n"));
    }
    folder.write("cases.csv", text);
    folder.audit(&["cases.csv"]).well();
    let json = folder.json("cases-audit");
    assert!(standing(&json, "a question to ask").is_empty());
    assert!(standing(&json, "not enough data").len() >= 9, "{}", json["audits"]);
    let page = read(&folder.at("cases-audit/index.html"));
    assert!(
        page.contains("which is not the same as nothing to find")
            && page.contains("What the table does not say was not asked")
    );
}
