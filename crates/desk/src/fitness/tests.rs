//! From files to results: what a committee would be told.

use std::path::PathBuf;

use counted::fitness::{Basis, Check, Says, Standing};
use published::fitness::{Neither, Report, Use};
use record::Tri;

use super::*;

/// Files of these names and contents in a folder, assessed in this order.
fn assessed(files: &[(&str, &str)]) -> Report {
    let folder = tempfile::tempdir().expect("a folder");
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            path
        })
        .collect();
    assess(&paths).expect("assessed")
}

fn example(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/kpi").join(name)
}

/// A questionnaire in which every answer is the best there is.
const CLAIMS: &str = "[[kpi]]\nname = \"In time\"\nsaid_by = \"council, head of performance\"\npurpose = \"to see waiting\"\n\
    decision = \"how many assessors to pay for\"\ncompare = \"expected\"\nbetween_units = 0.9\nreporting_days = 91\nloop_days = 20\n\
    known = \"95 %\"\nmatters = 0.6\nnoticed_periods = 2\nrecorded_by = \"audit office\"\njudged = \"team manager\"\n\
    independent_trace = \"family survey\"\nunsigned = 0.01\nhangs_on_it = \"none\"\nshape = \"none\"\nstops = 2027-03-31\n\
    reviewer = \"scrutiny committee\"\n[[kpi.response]]\nwhat = \"rush\"\naudit = \"bunching_before_deadline\"\n";

const REGISTER: &str = "row,what,agency,post,set_on,in_force,was,value,unit,better,why,hung_on_it,shape,figure_before,figure_after,recorded_by,judged,source\n";

/// Figures that meet every check they can.
fn figures() -> String {
    let mut out = String::from("kpi,what,unit,period,count,of,value\n");
    for unit in 0..20 {
        out.push_str(&format!("In time,unit,Team {unit},,{},100,\n", if unit % 2 == 0 { 60 } else { 140 }));
    }
    for day in 0..40 {
        out.push_str(&format!("In time,days,,,,,{day}\n"));
    }
    out.push_str("In time,known,,,95,100,\nIn time,unsigned,,,2,400,\n");
    for month in 0..24 {
        let period = format!("{}-{:02}", 2022 + month / 12, month % 12 + 1);
        out.push_str(&format!("In time,period,,{period},{},100,\n", 78 + month % 5));
    }
    out
}

fn check(report: &Report, check: Check) -> (Standing, Basis) {
    let found = report.measures[0].protocol.check(check);
    (found.standing(), found.basis())
}

#[test]
fn the_best_of_claims_never_makes_a_measure_fit_to_judge() {
    let report = assessed(&[("q.toml", CLAIMS)]);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    for one in Check::ALL {
        assert_eq!(check(&report, one), (Standing::Met, Basis::Claim), "{one:?}");
    }
    let fitness = &report.measures[0].fitness;
    assert_eq!(fitness.key(), "fit to learn only");
    assert!(fitness.reasons().iter().all(|reason| reason.only_claimed));
    assert_eq!(fitness.reasons().len(), 7);
}

#[test]
fn figures_and_the_register_make_it_fit_and_a_jump_in_the_register_not_fit() {
    let gradual = format!(
        "{REGISTER}target,In time,council,director,2024-01-05,2024-04-01,,80,percent,higher,national,a share of the budget,gradual,,,\
         audit office,team manager,\n"
    );
    let figures = figures();
    let report = assessed(&[("q.toml", CLAIMS), ("f.csv", &figures), ("r.csv", &gradual)]);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert_eq!(report.measures[0].fitness.key(), "fit to judge", "{:?}", report.measures[0].protocol);
    let jump = gradual.replace(",gradual,", ",jump,");
    let report = assessed(&[("q.toml", CLAIMS), ("f.csv", &figures), ("r.csv", &jump)]);
    assert_eq!(check(&report, Check::Cliff), (Standing::NotMet, Basis::Register));
    assert_eq!(report.measures[0].fitness.key(), "not fit");
    // A later entry that took the jump away counts, an undated one that has it does too.
    let later = format!(
        "{jump}target,In time,council,director,,2025-04-01,80,82,percent,higher,,a share,gradual,,,,,\n"
    );
    let report = assessed(&[("q.toml", CLAIMS), ("f.csv", &figures), ("r.csv", &later)]);
    assert_eq!(check(&report, Check::Cliff).0, Standing::Met);
    let undated =
        format!("{later}target,In time,council,director,,,80,82,percent,higher,,a grade,jump,,,,,\n");
    let report = assessed(&[("q.toml", CLAIMS), ("f.csv", &figures), ("r.csv", &undated)]);
    assert_eq!(check(&report, Check::Cliff).0, Standing::NotMet);
    assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
}

#[test]
fn cases_that_heap_up_before_the_limit_keep_a_claim_of_no_cliff_from_counting() {
    let claims = CLAIMS.replace("hangs_on_it = \"none\"", "limit = 45\nhangs_on_it = \"none\"");
    let mut cases = String::from("kpi,what,value,count\n");
    for day in 25..66 {
        let many = if (43..=45).contains(&day) { 90 } else { 50 + day % 2 };
        cases.push_str(&format!("In time,case,{day},{many}\n"));
    }
    let report = assessed(&[("q.toml", &claims), ("c.csv", &cases)]);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert_eq!(check(&report, Check::Cliff), (Standing::Partly, Basis::Figures));
}

#[test]
fn the_order_of_rows_and_files_changes_no_result() {
    let figures = figures();
    let mut rows: Vec<&str> = figures.lines().skip(1).collect();
    rows.reverse();
    let turned = format!("kpi,what,unit,period,count,of,value\n{}\n", rows.join("\n"));
    let (a, b) = (
        assessed(&[("q.toml", CLAIMS), ("f.csv", &figures)]),
        assessed(&[("f.csv", &turned), ("q.toml", CLAIMS)]),
    );
    assert_eq!(a.measures[0].protocol, b.measures[0].protocol);
}

#[test]
fn an_audit_that_is_none_looks_for_nothing_and_figures_of_no_measure_are_said() {
    let claims = CLAIMS.replace("bunching_before_deadline", "bunching_before_dedline");
    let report =
        assessed(&[("q.toml", &claims), ("f.csv", "kpi,what,count,of\nOther,known,9,10\n,unsigned,0,400\n")]);
    assert_eq!(check(&report, Check::Responses).0, Standing::NotMet);
    assert_eq!(
        check(&report, Check::Discretion),
        (Standing::Met, Basis::Figures),
        "no name: the only measure there is"
    );
    let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["fitness.audit", "fitness.unused"]);
    assert!(report.findings[0].words.contains("`bunching_before_deadline`"), "{:?}", report.findings);
}

#[test]
fn a_threshold_moved_before_an_inspection_stands_out_without_a_motive() {
    let register = format!(
        "{REGISTER}threshold,Accepted,council,head of service,2024-02,2024-03-01,3,4,score,lower,teams are full,,none,2.5,3.6,,,minutes\n\
         inspection,,inspectorate,,,2024-04-10,,,,,,,,,,,,\n\
         target,In time,,,,2020-01-01,,85,percent,higher,,,none,,,,,\n"
    );
    let report = assessed(&[("r.csv", &register)]);
    let order: Vec<(&str, &str)> = report.register.iter().map(|row| (row.kind, row.what.as_str())).collect();
    assert_eq!(order, [("target", "In time"), ("threshold", "Accepted"), ("inspection", "")]);
    let moved = report.register[1].moved.expect("a move");
    assert_eq!((moved.is_easier, moved.decides), (Some(true), Some(true)));
    let ahead = moved.ahead.expect("an inspection");
    assert_eq!((ahead.days, ahead.is_near), ((40, 40), Tri::Yes));
    assert_eq!(report.register[1].followed_by, "inspection by inspectorate, 2024-04-10");
    assert_eq!(report.register[0].set_by, "");
    assert!(
        report.findings.iter().any(|finding| finding.rule.as_str() == "register.who" && finding.line == 4)
    );
}

#[test]
fn the_published_indicators_of_one_service_judge_nobody_and_few_teach() {
    let report = assess(&[example("prison_service_kpis.csv"), example("official_against_independent.csv")])
        .expect("assessed");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    let [judge, learn, neither] = report.groups();
    assert_eq!((judge, learn, learn + neither), (0, 8, report.indicators.len()));
    let teach: Vec<&str> = report
        .indicators
        .iter()
        .filter(|one| one.used.key() == "fit to learn only")
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(
        teach,
        [
            "category A escapes",
            "escapes",
            "escapes as share of population",
            "escapes as share of population (public)",
            "positive random drug tests",
            "prisoners moved per escape",
            "prisoners moved per escape from contracted escort",
            "self-inflicted deaths",
        ]
    );
}

#[test]
fn of_the_published_indicators_each_says_what_its_figures_can_say() {
    let report = assess(&[example("prison_service_kpis.csv")]).expect("assessed");
    let of = |name: &str| report.indicators.iter().find(|one| one.name == name).expect("there");
    for two in
        ["court reports within deadline", "risk assessments in 5 working days", "timely arrival at court"]
    {
        assert_eq!(of(two).series.says, Says::TwoPoints, "{two}");
        assert!(!of(two).series.definition_known, "{two}");
        assert_eq!(of(two).used.key(), "not fit", "{two}");
    }
    assert_eq!(of("escapes").series.says, Says::TooFew { figures: 3, gaps: 6 });
    assert_eq!(of("self-inflicted deaths").series.says, Says::OneFigure);
    assert_eq!(of("purposeful activity").series.says, Says::Nothing);
    assert_eq!(of("all 18 indicators: number not met").used, Use::Neither(Neither::Summary));
    // The target for drug tests was eased between 2002-03 and 2005-06, and that decides whether 2005-06 met it.
    let moves = &of("positive random drug tests").series.moves;
    let last = moves.last().expect("moved");
    assert_eq!((last.from, last.to, last.is_easier, last.decides), (10.0, 11.8, Some(true), Some(true)));
    assert_eq!(of("escapes as share of population").alike, ["escapes as share of population (public)"]);
    let complies = *of("orders in which the offender complies").protocol.check(Check::Discretion);
    assert_eq!(complies.standing(), Standing::NotMet, "a judgement of whoever records it");
}

#[test]
fn returns_and_findings_stand_side_by_side() {
    let report = assess(&[example("official_against_independent.csv")]).expect("assessed");
    let hours = &report.pairs[0];
    assert_eq!((hours.official, hours.independent, hours.paired.ratio), (Some(13.0), Some(6.5), Some(2.0)));
    let local = &report.pairs[1];
    assert_eq!((local.official, local.independent, local.of), (Some(0.0), Some(9.0), Some(18.0)));
    assert_eq!(local.paired.share.map(|(share, _)| share), Some(0.5));
    assert_eq!(report.pairs[3].paired.difference, Some(19.0));
    assert_eq!(report.groups(), [0, 0, 0]);
}

#[test]
fn what_is_no_such_file_says_what_would_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("posts.csv");
    std::fs::write(&path, "row,agency,post\n").expect("written");
    let error = assess(std::slice::from_ref(&path)).expect_err("no such file").to_string();
    assert!(error.contains("posts.csv") && error.contains("year,indicator,target,outturn"), "{error}");
    let missing = assess(&[folder.path().join("none.csv")]).expect_err("missing").to_string();
    assert!(missing.contains("is not there"), "{missing}");
}

#[test]
fn a_questionnaire_is_drafted_for_the_measures_that_files_name() {
    let text = questionnaire(&[example("prison_service_kpis.csv")]).expect("drafted");
    assert!(text.contains("name = \"category A escapes\"") && text.contains("bunching_before_deadline"));
    let none = questionnaire(&[]).expect("drafted");
    let report = assessed(&[("q.toml", &none)]);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert_eq!(
        report.measures[0].fitness.key(),
        "fit to learn only",
        "ways round it are listed with their audits"
    );
}
