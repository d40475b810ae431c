use super::{ENGLAND, Policy, PolicyError, nth};
use crate::agency::Rank;
use crate::id::Code;
use crate::time::{Convention, Day, Unit};

fn england(file: &str) -> &'static str {
    ENGLAND.iter().find(|(name, _)| *name == file).expect("a file of England").1
}

fn overlay(file: &str, text: &str) -> Result<Policy, Vec<PolicyError>> {
    Policy::with_overlay(&[(file.to_owned(), text.as_bytes().to_vec())])
}

/// England's file with one text replaced by another, which must be there.
fn changed(file: &str, from: &str, to: &str) -> String {
    assert!(england(file).contains(from), "`{file}` holds no `{from}`");
    england(file).replacen(from, to, 1)
}

fn line_of(text: &str, part: &str) -> u32 {
    1 + text.lines().position(|line| line.contains(part)).expect("the part is there") as u32
}

/// One of the problems names this file and line, and holds these words; every problem has a remedy.
#[track_caller]
fn wrong(result: Result<Policy, Vec<PolicyError>>, file: &str, line: u32, problem: &str, remedy: &str) {
    let problems = result.err().unwrap_or_default();
    let hit = |e: &PolicyError| {
        e.file == file && e.line == line && e.problem.contains(problem) && e.remedy.contains(remedy)
    };
    assert!(problems.iter().any(hit), "no such problem on line {line}: {problems:#?}");
    assert!(problems.iter().all(|e| !e.remedy.is_empty() && !e.to_string().contains('\n')));
}

/// The mistake of replacing `from` by `to` is found on the line where `to` now stands.
#[track_caller]
fn mistake(file: &str, from: &str, to: &str, problem: &str, remedy: &str) {
    let text = changed(file, from, to);
    wrong(overlay(file, &text), file, line_of(&text, to), problem, remedy);
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a date")
}

#[test]
fn england_loads_without_a_problem() {
    let problems: Vec<PolicyError> = Policy::with_overlay(&[]).err().unwrap_or_default();
    assert!(problems.is_empty(), "{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>());
    let policy = Policy::england();
    assert_eq!(policy.files.len(), ENGLAND.len());
    assert!(policy.files.iter().all(|file| !file.overlaid && file.digest.len() == 64));
    assert_eq!(policy.zone, "Europe/London");
    assert_eq!(policy.ranks.len(), 7);
    assert_eq!(policy.age_rules.len(), 7);
    assert_eq!(policy.linkage.certain_bits.to_string(), "8.00");
}

#[test]
fn the_embedded_files_are_those_of_the_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/england");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name != "README.md")
        .collect();
    names.sort();
    assert_eq!(names, ENGLAND.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn one_off_holidays_are_days_on_which_england_does_not_work() {
    let calendar = Policy::england().calendar;
    for holiday in ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2024-12-25"] {
        assert!(!calendar.is_working(day(holiday)), "{holiday}");
    }
    // The holidays that were moved away from.
    for working in ["2020-05-04", "2022-05-30", "2022-09-20", "2023-05-09"] {
        assert!(calendar.is_working(day(working)), "{working}");
    }
    assert_eq!(calendar.covers(), Some((day("1990-01-01"), day("2035-12-26"))));
}

#[test]
fn every_code_of_the_published_returns_is_there() {
    let codes = Policy::england().codes;
    let published = |set: &str| codes.keys().filter(|(name, _)| name.as_str() == set).count();
    let counts = [
        ("referral_source", 22),
        ("primary_need", 10),
        ("assessment_factor", 44),
        ("closure_reason", 9),
        ("cp_category", 5),
        ("disability", 13),
        ("upn_unknown", 7),
        ("sex", 7),
        ("ethnicity", 20),
        ("la903_missing", 2),
        ("la903_rne", 6),
        ("la903_legal_status", 13),
        ("la903_placement", 32),
        ("la903_ceased", 22),
        ("la903_place_change", 12),
        ("la903_review_code", 8),
        ("la903_provider", 6),
        ("la903_in_touch", 6),
    ];
    for (set, count) in counts {
        assert_eq!(published(set), count, "{set}");
    }
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), 244);
    // Codes of the sample files that the first list did not have.
    for (set, code) in [("la903_sdq_reason", "SDQ5"), ("la903_accommodation", "S2"), ("la903_activity", "G6")]
    {
        assert!(codes.contains_key(&(Code::new(set), Code::new(code))), "{set} {code}");
    }
}

#[test]
fn the_shared_words_are_all_there() {
    let policy = Policy::england();
    let all = |words: &str, has: &dyn Fn(&Code) -> bool| {
        for word in words.split_whitespace() {
            assert!(has(&Code::new(word)), "{word}");
        }
    };
    all("missing_episode exploitation_group records_loss child_disclosure peer_harm", &|c| {
        policy.signs.contains_key(c)
    });
    all("subject twin person_of_concern contract_vehicle own_online seen_at", &|c| {
        policy.roles.contains_key(c)
    });
    all("child anonymous other_council unknown", &|c| policy.tellers.contains_key(c));
    all("police council_members oversight other", &|c| policy.agency_kinds.contains_key(c));
    all("assessed cannot_with_what_i_have aged_out transferred", &|c| policy.outcomes.contains_key(c));
    for never in ["withdrawn", "no_cooperation", "moved_away", "aged_out", "transferred", "refused_to_share"]
    {
        assert!(!policy.outcomes[&Code::new(never)].ends_duty, "{never}");
    }
}

#[test]
fn unavailable_starts_and_stops_are_listed_with_their_reason() {
    let policy = Policy::england();
    let listed = policy.unavailable();
    assert!(listed.iter().any(|it| it.clock.id.as_str() == "core_group_first" && !it.starts));
    assert!(listed.iter().any(|it| it.clock.id.as_str() == "initial_assessment" && !it.starts));
    assert!(listed.iter().all(|it| !it.why.is_empty()));
    for counted in ["concern_answer", "assessment", "s47_icpc", "cla_review_first"] {
        assert!(!listed.iter().any(|it| it.clock.id.as_str() == counted), "{counted}");
    }
}

#[test]
fn a_clock_is_countable_only_if_both_its_ends_are_produced() {
    let policy = Policy::england();
    let listed: Vec<&Code> = policy.unavailable().iter().map(|it| &it.clock.id).collect();
    for clock in &policy.clocks {
        assert_eq!(policy.is_countable(clock), !listed.contains(&&clock.id), "{}", clock.id);
    }
}

#[test]
fn a_clock_obeys_the_rule_in_force_on_its_start_day() {
    let policy = Policy::england();
    let clock =
        |id: &str, on: &str| policy.clock(&Code::new(id), day(on), &[], None).map(|clock| clock.amount);
    assert_eq!(clock("assessment", "2013-04-14"), None);
    assert_eq!(clock("assessment", "2013-04-15"), Some(45));
    assert_eq!(clock("initial_assessment", "2013-04-14"), Some(10));
    assert_eq!(clock("initial_assessment", "2013-04-15"), None);
    assert_eq!(clock("return_interview", "2006-07-02"), None);
    // Passed by Parliament, but nobody knows yet from when.
    assert_eq!(clock("mandatory_report", "2026-11-01"), None);
    assert_eq!(clock("no_such_clock", "2026-11-01"), None);
}

#[test]
fn the_most_specific_row_of_a_clock_goes_first() {
    let base = "concern_answer,t,concern.told,concern.answered";
    let rest = "working_day,local_default,,partnership,climbs,,,,";
    let text = format!(
        "{}{base},3,{rest},,4\n{base},2,{rest},vehicle,\n{base},1,{rest},vehicle,4\n",
        england("clocks.csv")
    );
    let policy = overlay("clocks.csv", &text).expect("a good overlay");
    let amount = |signs: &[Code], rank: Option<u8>| {
        let rank = rank.and_then(Rank::new);
        policy.clock(&Code::new("concern_answer"), day("2024-01-02"), signs, rank).map(|clock| clock.amount)
    };
    let vehicle = [Code::new("injury"), Code::new("vehicle")];
    assert_eq!(amount(&[], None), Some(5));
    assert_eq!(amount(&[], Some(4)), Some(3));
    assert_eq!(amount(&vehicle, None), Some(2));
    assert_eq!(amount(&vehicle, Some(1)), Some(2));
    assert_eq!(amount(&vehicle, Some(4)), Some(1));
}

#[test]
fn silence_climbs_from_team_manager_to_oversight() {
    let policy = Policy::england();
    let ranks = |ladder: &str, clock: &str| -> Vec<u8> {
        let rungs = policy.rungs(&Code::new(ladder), &Code::new(clock), day("2024-01-02"));
        rungs.iter().map(|rung| rung.rank.number()).collect()
    };
    assert_eq!(ranks("concern", "concern_answer"), [2, 3, 4, 5, 6]);
    assert_eq!(ranks("disagreement", "escalate_1"), [2, 3, 4, 5, 6]);
    let immediate =
        policy.rungs(&Code::new("concern"), &Code::new("immediate_protection"), day("2024-01-02"));
    assert_eq!(immediate.len(), 5);
    assert!(immediate.iter().all(|rung| matches!(rung.unit, Unit::Hour | Unit::Immediate)));
    assert!(policy.rungs(&Code::new("none"), &Code::new("x"), day("2024-01-02")).is_empty());
}

#[test]
fn a_hash_behind_an_event_counts_its_kind() {
    assert_eq!(nth(&Code::new("cla_review.held#1")), (Code::new("cla_review.held"), Some(1)));
    assert_eq!(nth(&Code::new("icpc.held")), (Code::new("icpc.held"), None));
}

#[test]
fn the_digest_changes_with_any_byte_and_with_nothing_else() {
    let england = Policy::england();
    for (name, text) in ENGLAND {
        let same = overlay(name, text).expect("England's own file");
        assert_eq!(same.digest, england.digest, "{name}");
        assert!(same.files.iter().all(|file| file.overlaid == (file.name == *name)));
        let other = overlay(name, &format!("{text}\n")).expect("an empty line changes no row");
        assert_ne!(other.digest, england.digest, "{name}");
    }
}

#[test]
fn an_overlay_replaces_one_file_and_leaves_the_others() {
    let text = changed("ladders.csv", "concern,,2,3,2,working_day", "concern,,2,3,1,working_day");
    let policy = overlay("ladders.csv", &text).expect("a good overlay");
    assert_eq!(policy.ladders[1].amount, 1);
    assert_eq!(policy.clocks, Policy::england().clocks);
}

#[test]
fn unknown_files_of_an_overlay_name_the_nearest_known_one() {
    wrong(overlay("clock.csv", ""), "clock.csv", 1, "no file", "did you mean `clocks.csv`?");
    wrong(overlay("zebra.xlsx", ""), "zebra.xlsx", 1, "no file", "remove it");
    assert!(overlay("README.md", "our own words").is_ok());
    let twice = [("signs.csv".to_owned(), england("signs.csv").into()), ("signs.csv".to_owned(), Vec::new())];
    wrong(Policy::with_overlay(&twice), "signs.csv", 1, "given twice", "once");
}

#[test]
fn wrong_cells_are_named_with_file_line_and_remedy() {
    mistake(
        "codes.csv",
        "10A,going or being missing,exploitation,",
        "10A,going or being missing,exploitasion,",
        "`exploitasion`",
        "`exploitation`",
    );
    mistake(
        "activities.csv",
        "record.read,record read,importer:access_log",
        "record.read,record read,|",
        "no source",
        "name a producer",
    );
    mistake(
        "clocks.csv",
        "concern.answered,5,working_day",
        "concern.answered,5,working_days",
        "unit",
        "`working_day`",
    );
    mistake(
        "clocks.csv",
        "concern.answered,5,",
        "concern.answered,five,",
        "`five` is not a whole number",
        "digits",
    );
    mistake(
        "clocks.csv",
        "5,working_day,candour_default,the post",
        "5,working_day,candour,the post",
        "`kind`",
        "",
    );
    mistake(
        "clocks.csv",
        "concern.told,concern.answered,5",
        "concern.tole,concern.answered,5",
        "`concern.tole`",
        "`concern.told`",
    );
    mistake("clocks.csv", "cla_review.held#1", "cla_review.held#x", "counts from nothing", "#1");
    mistake(
        "clocks.csv",
        ",2013-04-15,,2013-03-21,,",
        ",2013-04-15,,2013-03-21,vehicl,",
        "`vehicl`",
        "`vehicle`",
    );
    mistake(
        "clocks.csv",
        ",2013-04-15,,2013-03-21,,",
        ",2013-04-31,,2013-03-21,,",
        "not a day",
        "2026-04-01",
    );
    mistake(
        "clocks.csv",
        ",2013-04-15,,2013-03-21,,",
        ",2013-04-15,2012-01-01,2013-03-21,,",
        "before",
        "swap",
    );
    mistake("ladders.csv", "concern,,3,4,5", "concern,,3,9,5", "not a rank", "0 to 6");
    mistake("ladders.csv", "concern,,3,4,5", "concern,,3,3,5", "does not stand above", "higher rank");
    mistake("ladders.csv", "concern,,5,6,10", "concern,,7,6,10", "none before it", "without gaps");
    mistake("ladders.csv", "concern,,5,6,10", "concern,nothing,1,6,10", "`clocks.csv` does not have", "");
    mistake("ladders.csv", "concern,,5,6,10", "concern,,5,6,-10", "before the breach", "0 or more");
    mistake(
        "signs.csv",
        "gifts,unexplained gifts,yes",
        "gifts,unexplained gifts,perhaps",
        "`perhaps`",
        "`yes` or `no`",
    );
    mistake("signs.csv", r"\bneglect(s|ed|ful)?\b", r"\bneglect(?=s)\b", "looks around", "alternation");
    mistake(
        "terms.csv",
        r"\b(poor|bad|unwise)",
        r"\b((poor|bad|unwise)",
        "leaves a bracket open",
        "alternation",
    );
    mistake("roles.csv", "twin,twin,", "sibling,twin,", "repeats line 3", "remove");
    mistake(
        "codes.csv",
        "referral_source,1B,\"individual: acq",
        "referral_source,1A,\"individual: acq",
        "repeats line 2",
        "remove",
    );
    mistake("activities.csv", "importer:access_log", "importer:acess_log", "`acess_log`", "`access_log`");
    mistake(
        "activities.csv",
        "importer:access_log",
        "importer:posts|unavailable:x",
        "beside a producer",
        "keep one",
    );
    mistake(
        "activities.csv",
        "record.read,record read,importer:access_log",
        "record.read,record read,unavailable:",
        "reason",
        "say why",
    );
    mistake("bank_holidays.csv", "1990-01-01,Mon", "1990-01-01,Tue", "`Tue` is not the weekday", "correct");
    mistake("closing_rules.csv", "closure_reason,RC5", "closure_reason,RC55", "`RC55`", "`codes.csv`");
    mistake("closing_rules.csv", "reread_one_in,20,count", "reread_one_in,0,count", "above 0", "amount");
    mistake("age_rules.csv", "A2,13,15", "A2,15,13", "below", "swap");
    mistake("powers.csv", "notice,police,person,", "notice,polise,person,", "`polise`", "`police`");
    mistake("workload.csv", "3,20,2,cause,working", "2,21,2,cause,working", "repeats line", "remove");
    mistake("tellers.csv", "police,police,1", "police,,1", "`title` is empty", "fill it in");
    mistake("outcomes.csv", "assessed,assessed,yes", "as sessed,assessed,yes", "not a code", "letters");
    mistake("policy.toml", "Europe/London", "Europe/Londn", "time zone", "IANA");
    mistake("policy.toml", "version =", "versoin =", "`versoin` is unknown", "`version`");
    mistake("linkage.toml", "block_cap = 1000", "block_cap = 0", "whole number from 1", "digits");
    mistake("linkage.toml", "near = 6.0", "nere = 6.0", "`nere` is unknown", "`near`");
    mistake("linkage.toml", "prior_bits = -16.0", "prior_bits = nan", "a number between", "2.5");
}

#[test]
fn a_rank_that_is_missing_is_missed() {
    let text = changed("workload.csv", "6,15,1,week,working assumption of this project; not measured\n", "");
    wrong(overlay("workload.csv", &text), "workload.csv", 1, "rank 6 is missing", "add a row");
}

#[test]
fn two_rows_of_one_clock_may_not_be_in_force_together() {
    let row = "assessment,t,referral.received,assessment.authorised,40,working_day,local_default,,x,climbs,";
    let appended = |tail: &str| format!("{}{row}{tail}\n", england("clocks.csv"));
    let last = england("clocks.csv").lines().count() as u32 + 1;
    let together = appended(",2020-01-01,,,,");
    wrong(overlay("clocks.csv", &together), "clocks.csv", last, "same time as on line 13", "end the older");
    assert!(overlay("clocks.csv", &appended(",,2013-04-14,,,")).is_ok());
    assert!(overlay("clocks.csv", &appended(",,,,vehicle,")).is_ok());
}

#[test]
fn siblings_and_twins_can_never_be_joined_by_other_weights() {
    for (from, to, words, key) in [
        ("one_exact = 0.0", "one_exact = 1.5", "twins", "possible_bits"),
        ("sex]\nsame = 1.0", "sex]\nsame = 3.0", "birth date, sex and home", "possible_bits"),
        ("near = 6.0", "near = 7.5", "twins called alike", "certain_bits"),
        ("prior_bits = -16.0", "prior_bits = -10.0", "(twins)", "possible_bits"),
        ("certain_bits = 8.0 ", "certain_bits = 1.0 ", "not below `certain_bits`", "possible_bits"),
    ] {
        let text = changed("linkage.toml", from, to);
        let line = line_of(&text, &format!("{key} ="));
        wrong(overlay("linkage.toml", &text), "linkage.toml", line, words, "");
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let text = changed("signs.csv", "gifts,unexplained gifts,yes", "gifts,unexplained gifts,perhaps");
    let text = text.replacen("injury,injury,no,no", "injury,,no,maybe", 1);
    let problems = Policy::with_overlay(&[
        ("signs.csv".to_owned(), text.into_bytes()),
        ("sings.csv".to_owned(), Vec::new()),
    ]);
    let problems = problems.err().unwrap_or_default();
    assert_eq!(problems.len(), 4, "{problems:#?}");
    assert!(problems.is_sorted());
}

#[test]
fn lines_are_right_behind_other_line_ends_and_cells_of_several_lines() {
    let windows = changed("roles.csv", "coach,coach or club leader,yes", "coach,coach or club leader,ja")
        .replace('\n', "\r\n");
    wrong(
        overlay("roles.csv", &format!("\u{feff}{windows}")),
        "roles.csv",
        line_of(&windows, ",ja"),
        "`ja`",
        "",
    );
    let long = "code,title\n\na,\"two\n\nlines\"\nb,\n";
    wrong(overlay("agency_kinds.csv", long), "agency_kinds.csv", 6, "`title` is empty", "");
}

#[test]
fn hostile_files_are_refused_and_never_panic() {
    let big = vec![b'a'; (4 << 20) + 1];
    wrong(Policy::with_overlay(&[("signs.csv".to_owned(), big)]), "signs.csv", 1, "larger than", "check");
    let latin = b"code,title\na,b\nc,caf\xe9\n".to_vec();
    wrong(
        Policy::with_overlay(&[("agency_kinds.csv".to_owned(), latin)]),
        "agency_kinds.csv",
        3,
        "UTF-8",
        "UTF-8",
    );
    wrong(overlay("signs.csv", ""), "signs.csv", 1, "no heading", "begin it with");
    wrong(overlay("roles.csv", "code,title,inocent\n"), "roles.csv", 1, "`inocent` is unknown", "`innocent`");
    wrong(overlay("roles.csv", "code,title,inocent\n"), "roles.csv", 1, "`about` is missing", "add it");
    wrong(overlay("agency_kinds.csv", "code,title\na,b,c\n"), "agency_kinds.csv", 2, "3 cells", "quotation");
    wrong(overlay("agency_kinds.csv", "code,title,code\n"), "agency_kinds.csv", 1, "there twice", "remove");
    wrong(overlay("linkage.toml", "certain_bits = [[[\n"), "linkage.toml", 1, "", "name = value");
    for (name, _) in ENGLAND {
        for text in ["\"", "\0", ",,,\n\"", "[a]\n[a]\n", "=", "weights = 3", "\r\r\n,\r", "a = {b = 1e999}"]
        {
            let _ = overlay(name, text);
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_loader_panic(text in "[a-z0-9,\"\\n\\[\\]=.|#-]{0,200}", file in 0..ENGLAND.len()) {
        let _ = overlay(ENGLAND[file].0, &text);
    }
}

#[test]
fn forty_five_working_days_run_over_a_year_with_a_one_off_holiday() {
    let policy = Policy::england();
    let clock = policy.clock(&Code::new("assessment"), day("2022-08-01"), &[], None).expect("in force");
    let due =
        policy.calendar.due(day("2022-08-01").start(), clock.amount, clock.unit, Convention::NextWorkingDay);
    // 29 August and 19 September 2022 were holidays.
    assert_eq!(due, Some(day("2022-10-05").end()));
}

#[test]
fn what_organisations_do_is_read_and_its_mistakes_are_named() {
    let policy = Policy::england();
    assert_eq!((policy.organised.ask_rank.number(), policy.organised.supervision_days), (4, 28));
    let ground = |code: &str| &policy.reasons[&(Code::new("sharing_ground"), Code::new(code))];
    assert!(ground("harm_to_child").accepted && !ground("data_protection").accepted);
    mistake("organised.toml", "sign_rank = 5", "sign_rank = 6", "no rank of an agency", "1 to 5");
    mistake(
        "organised.toml",
        "supervision_days = 28",
        "supervision_days = 0",
        "whole number from 1",
        "digits",
    );
    mistake("organised.toml", "ask_rank = 4", "ask_rnk = 4", "`ask_rnk` is unknown", "ask_rank");
    mistake("reasons.csv", "scope,everything,", "scop,everything,", "`set`", "scope");
    mistake(
        "reasons.csv",
        "data_protection,data protection,no",
        "data_protection,data protection,perhaps",
        "accepted",
        "no",
    );
}

#[test]
fn a_share_above_a_hundred_is_no_share_of_the_use_of_rules() {
    assert_eq!(Policy::england().gaming.hand_overs.times, 3);
    mistake("gaming.toml", "percent = 30", "percent = 130", "`percent` is 130", "from 1 to 100");
    mistake("gaming.toml", "times_usual = 6", "times_usual = 0", "`times_usual` is not", "write digits");
}

#[test]
fn an_audit_without_words_or_with_an_unknown_name_is_a_mistake() {
    let audits = Policy::england().audits;
    assert_eq!((audits.q_percent, audits.entry("exclusions_rise").needs), (5, 300));
    assert_eq!(audits.entries.len(), 16);
    assert!(audits.entry("no_such_audit").needs > 1_000_000, "what nobody declared says nothing");
    assert!(audits.words("teller_disputes").contains("dispute"));
    mistake("audits.toml", "q_percent = 5 ", "q_percent = 100 ", "`q_percent` is 100", "from 1 to 99");
    mistake(
        "audits.toml",
        "[exclusions_rise]",
        "[exclusion_rise]",
        "`exclusion_rise` is unknown",
        "exclusions_rise",
    );
    mistake(
        "audits.toml",
        "innocent = \"a new rule with a date\"",
        "innocnt = \"a new rule with a date\"",
        "`innocnt` is unknown",
        "innocent",
    );
}
