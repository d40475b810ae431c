//! `candour audit TABLE --limit DAYS`: published tables of bands, what is said of them, and what is refused.

use std::path::Path;

use super::{Done, candour, read};

fn audit(file: &Path, more: &[&str]) -> Done {
    Done::of(candour().arg("audit").arg(file).args(more).output().expect("runs"))
}

fn national(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/national").join(name)
}

#[test]
fn the_national_tables_show_the_limit_and_say_why_that_is_no_proof() {
    let folder = tempfile::tempdir().expect("a folder");
    for (file, limit, low, high) in [
        ("assessment_durations_2025.csv", "45", "56251", "85891"),
        ("icpc_durations_2023.csv", "15", "43896", "48826"),
    ] {
        let out = folder.path().join(limit);
        let done = audit(&national(file), &["--limit", limit, "--out", out.to_str().expect("a path")]).well();
        done.says("We cannot tell what caused it");
        let table = read(&out.join("bands.csv"));
        let england = table.lines().find(|line| line.starts_with("England")).expect("England");
        assert!(england.contains(&format!(",{low},{high},")), "{england}");
        assert!(england.ends_with("\"changed, cause unknown\""), "{england}");
        let page = read(&out.join("index.html"));
        assert!(page.contains("deaths among those affected fell"), "why bunching alone is no proof");
        assert!(!page.to_lowercase().contains("gaming"));
    }
}

#[test]
fn what_is_no_such_table_or_has_no_such_limit_is_told_what_to_do() {
    let conferences = national("icpc_durations_2023.csv");
    let done = audit(&conferences, &["--limit", "44"]);
    assert_eq!(done.code, Some(3));
    done.says("bands end with 10, 15, 20: name one of these");
    let done = audit(&conferences, &["--limit", "20"]);
    assert_eq!(done.code, Some(3));
    done.says("needs one before it, and one with an end behind it");
    let done = audit(&conferences, &[]);
    assert_eq!(done.code, Some(3));
    done.says("--limit 45");
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("other.csv");
    std::fs::write(&other, "a,b\n1,2\n").expect("written");
    let done = audit(&other, &["--limit", "45"]);
    assert_eq!(done.code, Some(3));
    done.says("head each band with its days");
    assert_eq!(audit(&folder.path().join("nothing.csv"), &["--limit", "45"]).code, Some(3));
}

#[test]
fn hidden_counts_and_odd_ones_are_gaps_and_the_rest_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("areas.csv");
    let rows = "area,all,0-10,11-20,21-30,31+\nNorth,1000,100,c,200,200\nSouth,1000,100,500,200,200\nEast,900,1,2,3,4\nFar,1e308,1e308,1e308,1e308,1e308\nWest,10,1,3,3,3\n";
    std::fs::write(&table, rows).expect("written");
    let out = folder.path().join("out");
    audit(&table, &["--limit", "20", "--out", out.to_str().expect("a path")])
        .well()
        .says("North: cannot be told");
    let table = read(&out.join("bands.csv"));
    assert!(table.contains("North,1000,11 to 20 days,,,,,cannot be told"), "{table}");
    assert!(table.contains("South,1000,11 to 20 days,500,"), "{table}");
    assert!(
        table.lines().any(|line| line.starts_with("West") && line.ends_with("not enough data")),
        "{table}"
    );
    assert!(table.contains("Far,0,11 to 20 days,,,,,cannot be told"), "{table}");
    assert!(read(&out.join("index.html")).contains("line 4: the bands add up to 10"));
}
