//! Wrong, hostile and tired input: a clear message or a finding with the remedy, and the rest is done.

use super::{Case, Done, candour};

const CONCERNS: &str = "event,concern_id,date,told_post,child_id,child_forename,child_surname,child_dob,signs\n\
    told,1,2023-03-01,desk,7,Made,Up,2010-01-02,missing_episode\n";

#[test]
fn a_folder_that_is_not_there_is_wrong_use() {
    let case = Case::new(&[]);
    let done = case.review(&[]);
    assert_eq!(done.code, Some(2));
    done.says("is not there");
    assert!(!case.out().exists(), "a report folder was made for nothing");
}

#[test]
fn an_empty_folder_says_what_to_put_into_it() {
    let case = Case::new(&[]);
    std::fs::create_dir_all(case.input()).expect("made");
    let done = case.review(&[]);
    assert_eq!(done.code, Some(2));
    done.says("one subfolder an agency");
}

#[test]
fn a_folder_of_nothing_candour_reads_names_the_first_file_and_the_remedy() {
    let case = Case::new(&[("a/photo.png", "\u{fffd}PNG"), ("b/letter.doc", "not a table")]);
    let done = case.review(&[]);
    assert_eq!(done.code, Some(3));
    done.says("2 looked at").says("a/photo.png");
    assert!(!case.out().exists(), "a report folder was made for nothing");
}

#[test]
fn an_unknown_file_is_listed_and_the_rest_is_done() {
    let case = Case::new(&[
        ("police/concerns.csv", CONCERNS),
        ("police/notes.txt", "hello"),
        ("police/empty.csv", ""),
    ]);
    case.review(&[]).well().says("2 not read").says("police/notes.txt").says("empty");
    let unread = case.summary()["unread"].as_array().expect("a list").len();
    assert_eq!(unread, 2);
}

#[test]
fn strict_ends_with_one_when_something_was_odd() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS), ("police/notes.txt", "hello")]);
    assert_eq!(case.review(&["--strict"]).code, Some(1));
}

#[test]
fn one_bad_row_never_stops_a_file() {
    let rows = format!(
        "{CONCERNS}told,2,31/02/2023,desk,8,Also,Made,2010-05-06,missing_episode\n\
         told,,2023-03-02,desk,9,Third,Row,2011-01-01,missing_episode\n\
         told,4,2043-03-02,desk,9,Third,Row,,not_a_sign\n\
         told,5,2023-03-04,desk,9,Third,Row,2011-01-01,missing_episode,too,many,cells\n\
         told,6,2023-03-05,desk,10,Last,Row,2011-01-01,missing_episode\n"
    );
    let case = Case::new(&[("police/concerns.csv", &rows)]);
    case.review(&[]).well();
    let findings = case.findings();
    for line in [3, 4, 5, 6] {
        assert!(
            findings.contains(&format!("police/concerns.csv,{line},")),
            "no finding for line {line}:\n{findings}"
        );
    }
    assert!(case.report("duties.csv").lines().count() >= 5, "{}", case.report("duties.csv"));
}

#[test]
fn a_typo_in_agency_toml_names_line_and_key() {
    let toml = "[agency]\nid = \"police\"\nnmae = \"Police\"\nkind = \"police\"\n";
    let case = Case::new(&[("p/agency.toml", toml), ("p/concerns.csv", CONCERNS)]);
    case.review(&[]).well();
    let findings = case.findings();
    assert!(findings.contains("p/agency.toml,3,") && findings.contains("name"), "{findings}");
}

#[test]
fn posts_that_report_to_themselves_or_to_nobody_known_are_findings() {
    let posts = "row,agency,agency_name,agency_kind,post,title,rank,reports_to,holder,from\n\
        agency,police,Police,police,,,,,,\n\
        post,police,,,desk,Desk,1,desk,,\n\
        post,police,,,chief,Chief,5,nowhere,,\n\
        holder,police,,,ghost,,,,A. Person,2020-01-01\n";
    let case = Case::new(&[("police/posts.csv", posts), ("police/concerns.csv", CONCERNS)]);
    case.review(&[]).well();
    let findings = case.findings();
    for line in [3, 4, 5] {
        assert!(
            findings.contains(&format!("police/posts.csv,{line},")),
            "no finding for line {line}:\n{findings}"
        );
    }
}

#[test]
fn the_report_may_not_overwrite_its_sources_or_a_foreign_folder() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    let onto_itself =
        candour().arg("review").arg(case.input()).arg("--out").arg(case.input()).output().expect("runs");
    assert_eq!(Done::of(onto_itself).says("--out").code, Some(2));
    std::fs::create_dir_all(case.out()).expect("made");
    std::fs::write(case.out().join("thesis.txt"), "years of work").expect("written");
    let done = case.review(&[]);
    assert_eq!(done.code, Some(2));
    done.says("no report of candour");
    assert_eq!(super::read(&case.out().join("thesis.txt")), "years of work");
}

#[test]
fn a_report_inside_the_reviewed_folder_is_refused() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    let out = case.input().join("deep/report");
    let mut command = candour();
    command.arg("review").arg(case.input()).arg("--out").arg(&out);
    let done = Done::of(command.output().expect("runs")).says("outside");
    assert_eq!(done.code, Some(2));
    assert!(!out.exists() && !case.input().join("deep").exists(), "something was made");
}

#[test]
fn an_earlier_report_and_its_key_are_no_evidence() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    case.review(&[]).well();
    let before = case.summary()["events"].clone();
    std::fs::rename(case.out(), case.input().join("report")).expect("moved");
    std::fs::rename(case.folder.path().join("report.key.csv"), case.input().join("report.key.csv"))
        .expect("moved");
    case.review(&[]).well().says("an earlier report of candour").says("a key of candour");
    assert_eq!(case.summary()["events"], before);
}

#[test]
fn a_file_instead_of_a_folder_is_called_a_file() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    let mut command = candour();
    command.arg("review").arg(case.input().join("police/concerns.csv")).arg("--out").arg(case.out());
    assert_eq!(Done::of(command.output().expect("runs")).says("is a file").code, Some(2));
}

#[test]
fn wrong_flags_and_addresses_are_wrong_use() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    for wrong in [["--as-of", "31/12/2023"], ["--store", "mysql://x"], ["--stroe", "sqlite:x.db"]] {
        assert_eq!(case.review(&wrong).code, Some(2), "{wrong:?}");
    }
}

#[test]
fn a_policy_folder_with_mistakes_names_file_and_line() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    let policy = case.folder.path().join("policy");
    std::fs::create_dir_all(&policy).expect("made");
    std::fs::write(policy.join("clocks.csv"), "id,title\nx,y\n").expect("written");
    let done = case.review(&["--policy", policy.to_str().expect("text")]);
    assert_eq!(done.code, Some(2));
    done.says("clocks.csv").says("line");
}

#[test]
fn check_tells_an_analyst_what_is_understood() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    let check = |path: &str| {
        Done::of(candour().args(["import", "--check"]).arg(case.input().join(path)).output().expect("runs"))
    };
    let done = check("police/concerns.csv");
    assert!(matches!(done.code, Some(0 | 1)), "{}", done.errors);
    let done = done.says("told").says("2023-03-01");
    assert!(!done.words.contains("Made") && !done.words.contains("2010-01-02"), "{}", done.words);
    assert_eq!(check("police/none.csv").code, Some(2));
    assert_eq!(check("police").code, Some(2));
}

#[test]
fn a_review_that_was_stopped_may_write_its_folder_again() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    std::fs::create_dir_all(case.out()).expect("made");
    std::fs::write(case.out().join("REPORT-IS-NOT-COMPLETE.txt"), "stopped").expect("written");
    std::fs::write(case.out().join("index.html"), "half a page").expect("written");
    case.review(&[]).well();
    assert!(!case.out().join("REPORT-IS-NOT-COMPLETE.txt").exists());
}

#[test]
fn a_key_inside_the_report_or_the_extracts_is_refused() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    for place in [case.out().join("key.csv"), case.input().join("key.csv")] {
        let done = case.review(&["--key", place.to_str().expect("text")]);
        assert_eq!(done.says("--key").code, Some(2));
        assert!(!place.exists());
    }
}

#[cfg(unix)]
#[test]
fn a_link_left_where_the_key_is_written_is_not_written_through() {
    let case = Case::new(&[("police/concerns.csv", CONCERNS)]);
    let victim = case.folder.path().join("victim.txt");
    std::fs::write(&victim, "mine").expect("written");
    std::os::unix::fs::symlink(&victim, case.folder.path().join("report.key.csv.partial")).expect("linked");
    case.review(&[]).well();
    assert_eq!(super::read(&victim), "mine");
}

#[test]
fn two_folders_that_give_one_agency_are_a_finding() {
    let case = Case::new(&[("Police North/concerns.csv", CONCERNS), ("police-north/more.csv", CONCERNS)]);
    case.review(&[]).well();
    assert!(case.findings().contains("agency.same_id"), "{}", case.findings());
}

#[test]
fn a_demo_onto_a_file_names_it_and_the_remedy() {
    let case = Case::new(&[("letter.txt", "mine")]);
    let file = case.input().join("letter.txt");
    let done = Done::of(candour().args(["demo", "--out"]).arg(&file).output().expect("runs"));
    assert_eq!(done.says("letter.txt").says("--out").code, Some(2));
    assert_eq!(super::read(&file), "mine");
}
