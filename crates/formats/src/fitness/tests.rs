//! Each file with what it must bear: the rest is kept, and the finding names line, field and remedy.

use std::io::Cursor;

use record::{FileId, Finding};

use super::*;
use crate::report::kept::Kept;

fn read_text(text: &str) -> (Content, Vec<Finding>) {
    let kind = recognise(text.as_bytes()).expect("recognised");
    let mut sink = Kept::default();
    let content = read(kind, &mut Cursor::new(text.as_bytes()), FileId(0), &mut sink).expect("read");
    (content, sink.findings)
}

fn kpis(text: &str) -> (Vec<Kpi>, Vec<Finding>) {
    match read_text(text) {
        (Content::Kpis(kpis), findings) => (kpis, findings),
        (other, _) => panic!("{other:?}"),
    }
}

fn indicators_of(text: &str) -> (Vec<Indicator>, Vec<Finding>) {
    let (Content::Returned(rows), mut findings) = read_text(text) else { panic!("not returned") };
    let mut sink = Kept::default();
    let found = indicators(&rows, FileId(0), &mut sink);
    findings.extend(sink.findings);
    (found, findings)
}

fn rules(findings: &[Finding]) -> Vec<(u32, &str, &str)> {
    assert!(findings.iter().all(|finding| !finding.remedy.is_empty()), "{findings:?}");
    findings.iter().map(|finding| (finding.line, finding.field.as_str(), finding.rule.as_str())).collect()
}

#[test]
fn each_file_is_known_by_its_headings_and_no_other_is() {
    let kind = |text: &str| recognise(text.as_bytes());
    assert_eq!(kind("# a comment\n\n[[kpi]]\nname = \"x\"\n"), Ok(Kind::QuestionnaireToml));
    assert_eq!(kind("KPI;Question;Answer\n"), Ok(Kind::QuestionnaireCsv));
    assert_eq!(kind("\u{feff}kpi,what,unit,period,count,of,value\n"), Ok(Kind::Evidence));
    let prison = "year,indicator,better,target,outturn,unit,recorded_by,kind,source\n";
    assert_eq!(kind(prison), Ok(Kind::Returned));
    assert_eq!(kind("what,year,official,independent,unit,note,source\n"), Ok(Kind::Pairs));
    assert_eq!(kind("row,what,agency,post,set_on,in_force\n"), Ok(Kind::Register));
    for other in ["", "   \n", "row,agency,post\n", "\0\u{1}\u{2}", "[other]\nx = 1\n"] {
        assert!(kind(other).is_err(), "{other:?}");
    }
}

#[test]
fn numbers_with_signs_and_commas_are_read_or_left_out_and_said() {
    let (found, findings) = indicators_of(
        "year,indicator,better,target,outturn,unit\n\
         2005-06,tests,lower,16%,12.4 %,percent\n\
         2005-06,courses,higher,\"28,000\",\"77,861\",count\n\
         2005-06,places,higher,\"1,5\",about ten,count\n\
         2005-06,visits,higher,10%,,count\n",
    );
    let year = |name: &str| {
        let indicator = found.iter().find(|found| found.name == name).expect("there");
        (indicator.years[0].target, indicator.years[0].outturn)
    };
    assert_eq!(year("tests"), (Some(16.0), Some(12.4)));
    assert_eq!(year("courses"), (Some(28000.0), Some(77861.0)));
    assert_eq!(year("places"), (None, None));
    assert_eq!(year("visits"), (None, None));
    assert_eq!(
        rules(&findings),
        [
            (2, "target", "fitness.percent_sign"),
            (2, "outturn", "fitness.percent_sign"),
            (4, "target", "figures.comma"),
            (4, "outturn", "figures.number"),
            (5, "target", "fitness.percent_sign"),
        ]
    );
}

#[test]
fn a_target_without_direction_mixed_units_and_a_year_twice_are_said_and_the_rest_kept() {
    let (found, findings) = indicators_of(
        "year,indicator,better,target,outturn,unit\n\
         2004-05,awards,,10,12,count\n\
         2005-06,moves,lower,5,4,count\n\
         2006-07,moves,lower,5,80,percent\n\
         2007-08,moves,lower,5,3,count\n\
         2007-08,moves,lower,5,2,count\n\
         2007-08,moves,lower,5,2,count\n\
         ,moves,lower,5,2,count\n\
         2008-09,,lower,5,2,count\n",
    );
    let moves = found.iter().find(|found| found.name == "moves").expect("there");
    let years: Vec<(i64, Option<f64>, Option<f64>)> =
        moves.years.iter().map(|year| (year.number, year.target, year.outturn)).collect();
    assert_eq!(years, [(2005, Some(5.0), Some(4.0)), (2007, Some(5.0), None)]);
    assert_eq!(
        rules(&findings),
        [
            (2, "better", "fitness.no_direction"),
            (8, "year", "fitness.year"),
            (9, "indicator", "fitness.no_indicator"),
            (4, "unit", "fitness.mixed_units"),
            (6, "year", "fitness.year_twice"),
            (7, "year", "fitness.year_twice"),
        ]
    );
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let rows =
        ["2005-06,moves,lower,5,4,count", "2006-07,moves,lower,5,3,count", "2005-06,escapes,lower,0,0,count"];
    let text = |order: [usize; 3]| {
        let rows: Vec<&str> = order.iter().map(|at| rows[*at]).collect();
        format!("year,indicator,better,target,outturn,unit\n{}\n", rows.join("\n"))
    };
    let without_lines = |text: &str| {
        let (mut found, _) = indicators_of(text);
        found.iter_mut().flat_map(|one| &mut one.years).for_each(|year| year.line = 0);
        found
    };
    assert_eq!(without_lines(&text([0, 1, 2])), without_lines(&text([2, 1, 0])));
}

#[test]
fn who_records_is_read_from_words_and_unknown_words_say_nothing() {
    let of = recorder::read;
    assert_eq!(of("establishment; hard to hide"), RecordedBy::ServiceWithTrace);
    assert_eq!(of("laboratory; sample chosen by establishment"), RecordedBy::InPart);
    assert_eq!(of("coroner"), RecordedBy::Outside);
    assert_eq!(of("contractor"), RecordedBy::Service);
    assert_eq!([of(""), of("hard to hide"), of("; ;")], [RecordedBy::Unknown; 3]);
}

#[test]
fn toml_and_csv_give_the_same_answers() {
    let (toml, findings) = kpis(
        "[[kpi]]\nname = \"In time\"\npurpose = \"to see waiting\"\ndecision = \"none\"\nknown = \"85 %\"\nloop_days = 30\n\
         stops = 2027-03-31\n\n[[kpi.response]]\nwhat = \"rush\"\naudit = \"bunching_before_deadline\"\n\
         [[kpi.response]]\ncounter_measure = \"reopened\"\nwhat = \"close early\"\n",
    );
    assert!(findings.is_empty(), "{findings:?}");
    let (csv, findings) = kpis(
        "kpi,question,answer\nIn time,purpose,to see waiting\nin time,decision,None\nIn time,known,0.85\nIn time,loop days,30\n\
         In time,stops,31/03/2027\nIn time,response,rush\nIn time,audit,bunching_before_deadline\nIn time,response,close early\n\
         In time,counter-measure,reopened\n",
    );
    assert!(findings.is_empty(), "{findings:?}");
    let (toml, csv) = (&toml[0], &csv[0]);
    assert_eq!((&toml.purpose, &toml.decision), (&Given::Words("to see waiting".into()), &Given::None));
    assert_eq!((&csv.purpose, &csv.decision), (&toml.purpose, &toml.decision));
    assert_eq!((toml.known, toml.loop_days), (Some(0.85), Some(30.0)));
    assert_eq!((csv.known, csv.loop_days), (toml.known, toml.loop_days));
    let ways = |kpi: &Kpi| -> Vec<(String, Given, Given)> {
        let ways = kpi.responses.iter();
        ways.map(|way| (way.what.clone(), way.audit.clone(), way.counter_measure.clone())).collect()
    };
    assert_eq!(ways(toml), ways(csv));
    assert_eq!(toml.responses.len(), 2);
    assert!(toml.stops.words().is_some() && csv.stops.words().is_some());
}

#[test]
fn a_bad_answer_costs_itself_alone() {
    let (found, findings) = kpis(
        "[[kpi]]\nname = \"A\"\nknown = 85\npurpos = \"x\"\nshape = \"jmp\"\nloop_days = -3\nstops = \"soon\"\njudged = \"team\"\n\
         [[kpi]]\npurpose = \"no name\"\n",
    );
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].known, found[0].shape, found[0].loop_days), (None, None, None));
    assert_eq!(found[0].judged.words(), Some("team"));
    let mut rules = rules(&findings);
    rules.sort_unstable();
    assert_eq!(
        rules,
        [
            (3, "known", "fitness.share"),
            (4, "purpos", "fitness.question"),
            (5, "shape", "fitness.word"),
            (6, "loop_days", "fitness.negative"),
            (7, "stops", "fitness.date"),
            (9, "name", "fitness.no_kpi"),
        ]
    );
    assert!(
        findings.iter().any(|finding| finding.words.contains("nearest known: `purpose`")),
        "{findings:?}"
    );
    let (found, findings) = kpis("[[kpi]]\nname = \"A\"\nknown = = 3\njudged = \"team\"\n");
    assert!(!findings.is_empty() && found.len() == 1, "{findings:?}");
}

#[test]
fn a_register_row_without_who_or_when_is_kept_and_said() {
    let (content, findings) = read_text(
        "row,what,agency,post,set_on,in_force,was,value,unit,better,why,hung_on_it,shape,figure_before,figure_after\n\
         threshold,Accepted,council,head of service,2024-02,2024-03-01,3,4,score,lower,full teams,,none,70,82\n\
         target,In time,,,2024-01-05,2024-04,85,75%,percent,higher,,a grade,,80,79\n\
         inspection,,,,,31/04/2024,,,,,,,,,\n\
         target,,council,head,,2024-04-01,,,,,,,,,\n\
         goal,In time,council,head,,2024-04-01,,,,,,,,,\n",
    );
    let Content::Register(entries) = content else { panic!("no register") };
    assert_eq!(entries.len(), 3);
    assert_eq!((entries[1].was, entries[1].value), (Some(85.0), Some(75.0)));
    assert_eq!(entries[1].in_force.map(|when| when.to_string()), Some("2024-04".into()));
    assert_eq!(
        rules(&findings),
        [
            (3, "value", "fitness.percent_sign"),
            (3, "post", "register.who"),
            (3, "shape", "register.shape"),
            (4, "in_force", "fitness.date"),
            (4, "in_force", "register.when"),
            (5, "what", "register.what"),
            (6, "row", "fitness.word"),
        ]
    );
}

#[test]
fn figures_that_cannot_be_are_left_out_and_a_period_keeps_its_place() {
    let (content, findings) = read_text(
        "kpi,what,unit,period,count,of,value\n\
         In time,period,,2024-01,80,100,\n\
         In time,period,,2024-02,120,100,\n\
         In time,days,,,,,-2\n\
         In time,days,,,4,,30\n\
         In time,known,,,9,,\n\
         In time,unit,North,,9,0,\n\
         In time,unit,,,9,10,\n\
         In time,kown,,,9,10,\n",
    );
    let Content::Evidence(rows) = content else { panic!("no figures") };
    let kept: Vec<(Measured, Option<f64>)> = rows.iter().map(|row| (row.what, row.count)).collect();
    assert_eq!(kept, [(Measured::Period, Some(80.0)), (Measured::Period, None), (Measured::Days, Some(4.0))]);
    assert_eq!(
        rules(&findings),
        [
            (4, "value", "fitness.figure"),
            (6, "of", "fitness.figure"),
            (7, "of", "fitness.figure"),
            (8, "unit", "fitness.no_label"),
            (9, "what", "fitness.word"),
        ]
    );
}

#[test]
fn pairs_know_of_how_many_and_say_which_half_is_missing() {
    let (content, findings) = read_text(
        "what,year,official,independent,unit,note,source\n\
         local prisons,2005-06,0,9,of 18 inspected,,I2006\n\
         out of cell,2005-06,13,,hours per day,,I2006\n\
         ,2005-06,1,2,count,,\n",
    );
    let Content::Pairs(pairs) = content else { panic!("no pairs") };
    assert_eq!(pairs.iter().map(|pair| pair.of).collect::<Vec<_>>(), [Some(18.0), None]);
    assert_eq!(rules(&findings), [(3, "independent", "fitness.half_a_pair"), (4, "what", "fitness.no_what")]);
}

#[test]
fn the_template_is_a_questionnaire_that_answers_nothing() {
    let text = template(&["In \"time\"".into()], &["bunching_before_deadline"]);
    let (found, findings) = kpis(&text);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name, "In \"time\"");
    assert_eq!((&found[0].purpose, found[0].known), (&Given::Nothing, None));
    assert_eq!(found[0].responses.len(), 7);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,200}", head in 0usize..6) {
        let heads = ["[[kpi]]\n", "kpi,question,answer\n", "kpi,what,count,of,value\n", "year,indicator,target,outturn,unit\n",
            "what,official,independent,unit\n", "row,what,in_force,value\n"];
        let text = format!("{}{text}", heads[head]);
        if let Ok(kind) = recognise(text.as_bytes()) {
            let mut sink = Kept::default();
            let content = read(kind, &mut Cursor::new(text.as_bytes()), FileId(0), &mut sink);
            if let Ok(Content::Returned(rows)) = content {
                indicators(&rows, FileId(0), &mut sink);
            }
        }
    }
}
