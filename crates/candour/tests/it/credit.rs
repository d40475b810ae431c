//! `candour credit`: what may be said, what is missing for more, and what is refused.

use std::path::{Path, PathBuf};

use super::{Done, candour, read};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/credit").join(name)
}

fn credit(file: &Path, more: &[&str]) -> Done {
    Done::of(candour().arg("credit").arg(file).args(more).output().expect("runs"))
}

fn with_definition(name: &str, out: &Path) -> Done {
    let definition = example(&format!("{name}.toml"));
    let more = ["--definition", definition.to_str().expect("a path"), "--out", out.to_str().expect("a path")];
    credit(&example(&format!("{name}.csv")), &more).well()
}

/// A table in a folder of its own.
struct Table(tempfile::TempDir);

impl Table {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("t.csv"), text).expect("written");
        Self(folder)
    }

    fn defined(self, text: &str) -> Self {
        std::fs::write(self.0.path().join("t.toml"), text).expect("written");
        self
    }

    fn credit(&self) -> Done {
        let definition = self.0.path().join("t.toml");
        let more: &[&str] = match definition.is_file() {
            true => &["--definition", definition.to_str().expect("a path")],
            false => &[],
        };
        credit(&self.0.path().join("t.csv"), more)
    }

    #[track_caller]
    fn refused(&self, part: &str) {
        let done = self.credit();
        assert_eq!(done.code, Some(3), "{}{}", done.words, done.errors);
        done.says(part);
    }
}

#[test]
fn a_programme_without_effect_is_not_called_helpful_however_large_its_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let done = with_definition("looks_like_a_triumph", folder.path());
    done.says("changed, cause unknown").says("nothing for the better is left");
    let page = read(&folder.path().join("index.html"));
    for word in ["success", "turned around", "saved"] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("What was claimed"));
    let table = read(&folder.path().join("credit.csv"));
    assert!(table.lines().any(|line| line.starts_with("regression_to_the_mean,-")), "{table}");
}

#[test]
fn a_change_that_everything_agrees_on_is_well_supported_and_names_its_assumption() {
    let folder = tempfile::tempdir().expect("a folder");
    with_definition("teams", folder.path()).says("well supported");
    let page = read(&folder.path().join("index.html"));
    assert!(page.contains("would have gone on as those who did not"));
    assert!(page.contains("the service began"), "the picture over time");
}

#[test]
fn rows_in_another_order_and_any_number_of_threads_give_the_same_bytes() {
    for name in ["looks_like_a_triumph", "teams"] {
        let folder = tempfile::tempdir().expect("a folder");
        let text = read(&example(&format!("{name}.csv")));
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        let turned = folder.path().join(format!("{name}.csv"));
        std::fs::write(&turned, lines.join("\n")).expect("written");
        with_definition(name, &folder.path().join("a"));
        let definition = example(&format!("{name}.toml"));
        let b = folder.path().join("b");
        let mut command = candour();
        command.env("RAYON_NUM_THREADS", "1").arg("credit").arg(&turned);
        command.arg("--definition").arg(definition).arg("--out").arg(&b);
        Done::of(command.output().expect("runs")).well();
        for file in ["index.html", "credit.csv", "credit.json"] {
            assert_eq!(read(&folder.path().join("a").join(file)), read(&b.join(file)), "{name} {file}");
        }
    }
}

#[test]
fn a_draft_can_be_used_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["looks_like_a_triumph.csv", "teams.csv"] {
        let draft = credit(&example(name), &["--suggest"]).well().words;
        let place = folder.path().join("draft.toml");
        std::fs::write(&place, &draft).expect("written");
        credit(&example(name), &["--definition", place.to_str().expect("a path")]).well();
    }
}

#[test]
fn what_is_missing_is_named_with_what_to_do() {
    Table::new("a,b\n1,2\n").refused("neither `before` and `after` nor a `period`");
    Table::new("before,after\n1,2\n").refused("no column says who got the service");
    Table::new("period,value\n2024-01,2\n").refused("no column says when a unit began");
    Table::new("period,unit,started\n2024-01,a,\n").refused("no column holds the measure");
    let people = "treated,before,after\nyes,1,2\n";
    Table::new(people).defined("befour = \"before\"\n").refused("nearest known: `before`");
    Table::new(people).defined("before = \"start\"\n").refused("its columns are: treated, before, after");
    Table::new(people)
        .defined("[chosen]\nabove = 3\nmean = 2\n")
        .refused("needs `mean`, `deviation` and `correlation`");
    Table::new(people).defined("better = \"more\"\n").refused("write higher or lower");
    Table::new("period,unit,value,started\n2024-01,a,1,\n2024-01,a,2,\n").refused("stands twice in 2024-01");
    Table::new("period,unit,value,started\n2024-01,a,1,2024-01\n2024-02,a,2,\n")
        .refused("began in two periods");
    Table::new("period,unit,value,started\n2024-01,a,1,\n31/02/2024,a,2,\n").refused("line 3");
    assert_eq!(credit(Path::new("nowhere.csv"), &[]).code, Some(3));
}

#[test]
fn odd_cells_are_gaps_with_their_line_and_few_people_say_nothing() {
    let table = Table::new("treated,before,after\nyes,5,3\nmaybe,5,3\nno,many,3\nno,5,4\n");
    let few = table.credit().well();
    few.says("no change could have been seen")
        .says("not enough data")
        .says("line 3")
        .says("neither yes nor no")
        .says("line 4");
    let table = Table::new(
        "period,unit,numerator,denominator,started\n2024-01,a,5,0,\n2024-02,a,9,4,\n2024-03,a,1,4,\n",
    );
    table.credit().well().says("the denominator is nothing").says("lies outside the denominator");
}

#[test]
fn small_counts_are_hidden_on_the_page_unless_asked_for() {
    let table = Table::new("treated,before,after\nyes,5,3\nyes,5,2\nno,5,4\n");
    let file = table.0.path().join("t.csv");
    let out = table.0.path().join("out");
    let out_text = out.to_str().expect("a path").to_owned();
    credit(&file, &["--out", &out_text]).well();
    assert!(read(&out.join("index.html")).contains("People in the table: c. Got the service: c;"));
    credit(&file, &["--out", &out_text, "--exact"]).well();
    assert!(read(&out.join("index.html")).contains("People in the table: 3. Got the service: 2;"));
}

#[test]
fn numbers_beyond_any_measure_are_gaps_and_never_a_finding() {
    let rows: String =
        (0..80).map(|at| format!("{},1e308,-1e308\n", if at % 2 == 0 { "yes" } else { "no" })).collect();
    let done = Table::new(&format!("treated,before,after\n{rows}")).credit().well();
    done.says("not enough data").says("larger than any figure");
}
