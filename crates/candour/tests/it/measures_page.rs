//! The page of measures of a review, and the workbook of an audit: charts by month, small counts hidden, and what every figure
//! was computed from.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Done, candour, read};

fn returns(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/returns").join(name)
}

fn done(command: &mut Command) -> Done {
    Done::of(command.output().expect("runs")).well()
}

fn review(folder: &Path, out: &str, more: &[&str]) -> String {
    let mut command = candour();
    command.arg("review").arg(returns("council_991_2025")).args(["--as-of", "2026-03-31"]).args(more);
    done(command.arg("--out").arg(folder.join(out)));
    read(&folder.join(out).join("measures.html"))
}

/// The cells of figures, as they read.
fn cells(page: &str) -> Vec<&str> {
    let cells = page.split("<td class=\"n").skip(1).filter_map(|rest| rest.split_once('>'));
    cells.filter_map(|(_, rest)| rest.split_once("</td>").map(|(cell, _)| cell)).collect()
}

#[test]
fn a_review_draws_the_shares_by_month_and_hides_small_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = review(folder.path(), "report", &[]);
    let drawn = page.matches("<svg").count();
    assert!(drawn > 0, "{page}");
    assert_eq!(page.matches(": every point</span></caption>").count(), drawn, "each picture has its table");
    assert_eq!(page.matches("<h4>Time to notice</h4>").count(), drawn);
    assert!(page.contains("Not drawn, because some of their months have one to five cases"));
    assert!(!cells(&page).iter().any(|cell| ["1", "2", "3", "4", "5"].contains(cell)));
    let all = review(folder.path(), "named", &["--names"]);
    assert!(all.matches("<svg").count() > drawn && !all.contains("Not drawn"));
    assert!(cells(&all).iter().any(|cell| ["1", "2", "3", "4", "5"].contains(cell)), "so the test can fail");
    // The charts are those of the audit of the same files, and the page ends with what cannot be concluded.
    let mut audit = candour();
    audit.arg("audit").arg(returns("council_991_2025")).args(["--as-of", "2026-03-31", "--out"]);
    done(audit.arg(folder.path().join("recount")));
    let of_audit = read(&folder.path().join("recount/charts/index.html"));
    assert_eq!(
        all.matches(": every point</span></caption>").count(),
        of_audit.matches(": every point</span></caption>").count()
    );
    let last = page.rsplit("<section").next().expect("sections");
    assert!(
        last.contains("What can and cannot be concluded") && last.contains("a chart knows no causes"),
        "{last}"
    );
    for page in [&page, &all] {
        assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
    }
}

#[test]
fn every_figure_says_which_files_or_which_log_it_was_computed_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let checkpoints = |out: &str| -> Vec<String> {
        let table = read(&folder.path().join(out).join("figures.csv"));
        assert!(table.lines().next().expect("headings").ends_with(",policy,checkpoint"));
        let mut all: Vec<String> = table
            .lines()
            .skip(1)
            .filter_map(|row| row.rsplit_once(','))
            .map(|(_, cell)| cell.to_owned())
            .collect();
        all.dedup();
        all
    };
    let page = review(folder.path(), "files", &[]);
    let of_files = checkpoints("files");
    let [only] = of_files.as_slice() else { panic!("one checkpoint on every row: {of_files:?}") };
    let digest = only.strip_prefix("files 1 ").expect("files");
    assert!(digest.len() == 64 && page.contains(digest), "{only}");

    let store = format!("sqlite:{}", folder.path().join("candour.db").display());
    let page = review(folder.path(), "store", &["--store", &store]);
    let of_store = checkpoints("store");
    let [only] = of_store.as_slice() else { panic!("one checkpoint on every row: {of_store:?}") };
    let parts: Vec<&str> = only.split(' ').collect();
    let ["log", origin, size, root] = parts.as_slice() else { panic!("{only}") };
    let signed: serde_json::Value =
        serde_json::from_str(&read(&folder.path().join("store/summary.json"))).expect("JSON");
    assert!(signed.to_string().contains(root), "{only} is the checkpoint of the report");
    assert!(page.contains(&format!("the log {origin} at {size} entries, root {root}")));
}

#[test]
fn an_audit_has_its_tables_as_one_workbook_of_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |out: &str| {
        let mut audit = candour();
        audit.arg("audit").arg(returns("council_991_2025")).args(["--as-of", "2026-03-31", "--out"]);
        done(audit.arg(folder.path().join(out)));
        std::fs::read(folder.path().join(out).join("recount.xlsx")).expect("a workbook")
    };
    let book = run("one");
    assert_eq!(book, run("two"));
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a workbook");
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut parts.by_name(name).expect("a part"), &mut text).expect("text");
        text
    };
    let names = part("xl/workbook.xml");
    for name in ["figures", "figure_rows", "differences", "traces", "what it says"] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{name}: {names}");
    }
    let figures = part("xl/worksheets/sheet1.xml");
    assert!(figures.contains("state=\"frozen\"") && figures.contains("<v>670</v>"), "numbers are numbers");
    let rows = read(&folder.path().join("one/figures.csv")).lines().count();
    assert_eq!(figures.matches("<row ").count(), rows, "a row of the table each");
    let json: serde_json::Value =
        serde_json::from_str(&read(&folder.path().join("one/recount.json"))).expect("JSON");
    assert_eq!(json["checkpoint"]["kind"], "files");
    assert_eq!(json["checkpoint"]["sha256"].as_str().map(str::len), Some(64));
    assert!(json["figures"].as_array().expect("figures").iter().all(|figure| figure["version"].is_u64()));
}
