//! What becomes of single rows.

use super::{csv, dates, docx, keeps_quiet, recorded, words};
use crate::chronology::NOTE_HEADING;

const HEAD: &str = "Date,Time,Agency,Post,Source of information,Child,Event,Action taken,Told to,Comment\n";

#[test]
fn a_full_row_gives_everything_it_says() {
    let kept = csv(&format!(
        "{HEAD}12/03/2012,14:05,Westbrook Police,Duty inspector,Log 17,Amy Reed,Missing,Found,MASH,mine\n"
    ));
    let event = &kept.events[0];
    assert_eq!(event.claimed.to_string(), "2012-03-12T14:05");
    assert_eq!(event.by.agency.as_str(), "westbrook-police");
    assert_eq!(event.by.post.as_ref().map(|post| post.as_str()), Some("westbrook-police/duty-inspector"));
    assert_eq!(event.by.holder, None);
    assert_eq!((event.source.file.0, event.source.line, event.source.part), (3, 2, 0));
    let entry = recorded(event);
    assert_eq!(entry.activity.as_str(), "chronology.entry");
    assert_eq!(entry.words.as_deref(), Some("Missing"));
    assert_eq!(entry.action.as_deref(), Some("Found"));
    assert_eq!(entry.source_of_information.as_deref(), Some("Log 17"));
    assert_eq!(entry.told_to.as_ref().map(|to| to.agency.as_str()), Some("mash"));
    assert_eq!(entry.mentions.len(), 1);
    assert_eq!(entry.mentions[0].surname.as_deref(), Some("Reed"));
    assert!(entry.signs.is_empty(), "nothing is inferred from words");
    let columns: Vec<(&str, &str)> = entry.columns.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(columns.len(), 10);
    assert_eq!((columns[0], columns[9]), (("Date", "12/03/2012"), ("Comment", "mine")));
    assert!(kept.findings.is_empty(), "{:?}", kept.rules());
}

#[test]
fn every_row_is_one_entry_whatever_is_odd_about_it() {
    let kept = csv("Date,Source of information,Child,Event\n\
        ,,,Undated and without a source\n\
        31/4/2012,Log,Amy,Impossible date\n\
        before Easter 2011,Log,Amy,No date\n\
        \"12/3/12, 14/3/12 & 2/4/12\",Log,Amy,Three dates\n\
        1/1/2031,Log,Amy,Not yet\n\
        12/3/2012,Log,Amy,\n\
        12/3/2012,Log,Amy,Twice\n\
        12/3/2012,Log,Amy,Twice\n");
    assert_eq!(kept.events.len(), 8);
    let expected = [
        "undated",
        "undated",
        "undated",
        "2012-03-12 to 2012-04-02",
        "2031-01-01?",
        "2012-03-12",
        "2012-03-12",
        "2012-03-12",
    ];
    assert_eq!(dates(&kept), expected);
    for rule in [
        "chronology.no_source",
        "date.impossible",
        "date.unreadable",
        "date.several",
        "date.two_digit_year",
        "date.future",
        "chronology.no_event",
    ] {
        assert_eq!(kept.count(rule), 1, "{rule} in {:?}", kept.rules());
    }
    assert_eq!(kept.count("date.undated"), 3);
    let keys: std::collections::BTreeSet<_> = kept.rows.iter().map(|(_, key, _)| key.clone()).collect();
    assert_eq!(keys.len(), 8, "the same text twice is two rows");
    keeps_quiet(&kept, &["Amy", "Easter", "Twice", "31/4"]);
}

#[test]
fn a_year_comes_from_above_only_while_the_rows_are_in_order() {
    let rows = |rows: &[&str]| {
        let body: String = rows.iter().map(|date| format!("{date},Log,Amy,Event\n")).collect();
        dates(&csv(&format!("Date,Source,Child,Event\n{body}")))
    };
    assert_eq!(rows(&["12/3/2012", "14/3", "5/1"]), ["2012-03-12", "2012-03-14?", "2013-01-05?"]);
    assert_eq!(rows(&["12/3/2012", "10/3/2012", "9/3"]), ["2012-03-12", "2012-03-10", "2012-03-09?"]);
    assert_eq!(
        rows(&["12/3/2012", "1/1/2011", "5/5/2012", "6/6"]),
        ["2012-03-12", "2011-01-01", "2012-05-05", "undated"]
    );
    assert_eq!(rows(&["14/3"]), ["undated"]);
}

#[test]
fn american_dates_in_a_file_cast_doubt_on_the_others() {
    let kept = csv("Date,Source,Child,Event\n03/25/2012,Log,Amy,One\n03/04/2012,Log,Amy,Two\n");
    assert_eq!(dates(&kept), ["2012-03-25", "2012-04-03"]);
    assert_eq!((kept.count("date.swapped"), kept.count("date.order_mixed")), (1, 1));
    let kept = csv("Date,Source,Child,Event\n25/03/2012,Log,Amy,One\n03/04/2012,Log,Amy,Two\n");
    assert_eq!(kept.count("date.order_mixed"), 0);
}

#[test]
fn author_notes_are_apart_from_facts() {
    let kept = csv(
        "Date,Source,Child,Event\n12/3/2012,Log,Amy,\"Seen in a car\n# check this\n^ and that\"\n,,,~ only a note\n",
    );
    assert_eq!(words(&kept), ["Seen in a car", "-"]);
    let first = recorded(&kept.events[0]);
    assert_eq!(first.columns[3].1, "Seen in a car\n# check this\n^ and that", "the cell stays as it is");
    let (heading, notes) = first.columns.last().expect("a column of notes");
    assert_eq!((heading.as_str(), notes.as_str()), (NOTE_HEADING, "# check this\n^ and that"));
    assert_eq!(recorded(&kept.events[1]).codes[0].1.as_str(), "author_note");
    assert_eq!(kept.count("chronology.no_source"), 0, "a note needs no source");
}

#[test]
fn agencies_of_a_merged_table_keep_their_names_and_no_person_becomes_one() {
    let kept = csv(&format!(
        "{HEAD}1/1/2012,,Hill Rise School,,Log,Amy,A,,,\n2/1/2012,,Hill Rise School,,Log,Amy,B,,,\n3/1/2012,,Dr Marsh,,Log,Amy,C,,,\n4/1/2012,,Police,Jo Marsh,Log,Amy,D,,,\n"
    ));
    let agencies: Vec<&str> = kept.events.iter().map(|event| event.by.agency.as_str()).collect();
    assert_eq!(agencies, ["hill-rise-school", "hill-rise-school", "westbrook-police", "westbrook-police"]);
    assert_eq!(
        (kept.count("agency.from_cell"), kept.count("agency.no_name"), kept.count("agency.short")),
        (1, 1, 1)
    );
    assert_eq!(kept.events[3].by.post, None, "a name is no post");
    assert_eq!(kept.events[3].by.holder.as_deref(), Some("Jo Marsh"));
    keeps_quiet(&kept, &["Marsh", "Hill Rise", "Amy"]);
}

#[test]
fn children_carry_their_own_birth_dates_and_numbers() {
    let kept = csv(
        "Date,Source,Event,Name,DOB,UPN,Child ID\n1/1/2012,Log,A,Amy Reed & Ben Reed,1/2/1998; 3/4/2000,X1; Y2,7\n2/1/2012,Log,B,Amy Reed,1/2/98,X1,7\n",
    );
    let both = &recorded(&kept.events[0]).mentions;
    assert_eq!(both[1].born.map(|born| born.to_string()).as_deref(), Some("2000-04-03"));
    assert_eq!((both[0].identifier("upn"), both[1].identifier("upn")), (Some("X1"), Some("Y2")));
    assert_eq!(both[0].local_id(), None, "one number for two children belongs to neither");
    assert_eq!(kept.count("child.not_paired"), 1);
    assert_eq!(kept.children, ["7"]);
}

#[test]
fn ditto_and_merged_cells_mean_what_stands_above() {
    let kept = csv("Date,Source,Child,Event\n12/3/2012,Log,Amy,One\n\"\"\"\",as above,ditto,Two\n");
    assert_eq!(dates(&kept), ["2012-03-12", "2012-03-12"]);
    let second = recorded(&kept.events[1]);
    assert_eq!(second.source_of_information.as_deref(), Some("Log"));
    assert_eq!(second.mentions.len(), 1);
    assert_eq!(second.columns[1].1, "as above", "the cell stays as it is");
    assert_eq!(kept.count("cell.as_above"), 1);
}

#[test]
fn a_table_of_candour_itself_comes_back() {
    let kept = csv(
        "seq,date_from,time_from,date_to,precision,agency,post,source_of_information,about,event,action_taken,told_to_post\n\
        1,2012-03-01,,2012-03-31,month,westbrook-police,westbrook-police/control-room,Log,Child A,E,A,westbrook-council/front-door\n\
        2,,,2012-03-31,before,hill-rise-school,,Log,Child A,E,A,\n\
        3,2012-03-12,,2012-03-18,week?,hill-rise-school,,Log,Child A,E,A,\n\
        4,2012-03-12,14:05,2012-03-12,minute,hill-rise-school,,Log,Child A,E,A,\n",
    );
    assert_eq!(dates(&kept), ["2012-03", "by 2012-03-31", "week of 2012-03-12?", "2012-03-12T14:05"]);
    let told = recorded(&kept.events[0]).told_to.clone().expect("told");
    assert_eq!(told.post.expect("a post").as_str(), "westbrook-council/front-door");
}

#[test]
fn ends_of_periods_come_from_their_own_columns() {
    let kept = csv("Date from,Time from,Date to,Time to,Source,Child,Event\n\
        12/3/2012,,14/3/2012,,Log,Amy,A\n12/3/2012,14:00,,15:30,Log,Amy,B\n14/3/2012,,12/3/2012,,Log,Amy,C\n,,14/3/2012,,Log,Amy,D\n");
    assert_eq!(
        dates(&kept),
        ["2012-03-12 to 2012-03-14", "2012-03-12", "2012-03-12 to 2012-03-14?", "by 2012-03-14"]
    );
    let hours = kept.events[1].claimed;
    let minutes = |moment: Option<record::Moment>| moment.map(|moment| moment.minute_of_day());
    assert_eq!((minutes(hours.earliest()), minutes(hours.latest())), (Some(840), Some(930)));
}

#[test]
fn titles_second_headings_and_repeated_headings_are_layout() {
    let kept = docx(&super::maker::table(
        "Westbrook review | | |\nDate | Source | Details | \nfrom | | | Action taken\n12/3/2012 | Log | One | Done\nDate | Source | Details | Action taken\n13/3/2012 | Log | Two | Done",
    ));
    assert_eq!(words(&kept), ["One", "Two"]);
    assert_eq!(recorded(&kept.events[0]).action.as_deref(), Some("Done"));
    assert_eq!((kept.count("chronology.rows_above"), kept.count("chronology.two_heading_rows")), (1, 1));
    assert_eq!(kept.count("chronology.no_child_column"), 1);
}

#[test]
fn a_line_across_the_table_is_kept_as_words() {
    let kept = csv("Date,Source,Child,Event\n2012,,,\nAmy starts secondary school,,,\n12/3,Log,Amy,One\n");
    assert_eq!(dates(&kept), ["2012", "undated", "2012-03-12?"]);
    assert_eq!(words(&kept)[1], "Amy starts secondary school");
}

#[test]
fn every_repaired_date_has_its_own_finding() {
    let kept =
        csv("Date,Source,Child,Event\n12/3/12,Log,Amy,One\n13/3/12,Log,Amy,Two\nMarch 12,Log,Amy,Three\n");
    assert_eq!(kept.count("date.two_digit_year"), 3, "{:?}", kept.rules());
    let lines: Vec<u32> = kept.findings.iter().map(|finding| finding.line).collect();
    assert_eq!(lines, [2, 3, 4]);
    assert!(kept.findings.iter().all(|finding| finding.field == "Date"));
}
