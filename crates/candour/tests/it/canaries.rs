//! No word of a child, a teller or a source lies open in a store: planted in every column of every format, it is found in
//! no file of the store's folder.
//!
//! One column at a time holds a canary, once as a single word and once as a phrase; the rest of the row is as it should be.
//! What is open by design stands in [`OPEN`]: agencies, posts and their titles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Case, Done, candour, files};

/// How every canary begins; four letters from a to j follow, which stand for the figures of its number.
const CANARY: &str = "Zqcanary";
/// Columns that hold agencies, posts and their titles: open by design, in every format.
const OPEN: [&str; 20] = [
    "agency",
    "agency_name",
    "by_agency",
    "by_post",
    "concern_agency",
    "post",
    "removed_by",
    "reports_to",
    "second_agency",
    "second_post",
    "teller_agency",
    "title",
    "to_agency",
    "to_post",
    "told_agency",
    "told_post",
    "Agency",
    "Told to",
    "deputy",
    "takes",
];

/// Columns of codes. One word there may be a code that the policy does not know: it is kept as it is, open, and a finding
/// asks for a code of the policy. A phrase is no code and lies sealed with the words, or is left out.
const CODED: [&str; 7] = ["activity", "agency_kind", "child_role", "outcome", "reason", "signs", "teller"];
/// Columns of the two national returns that are no codes.
const PERSONAL_IN_RETURNS: [&str; 13] = [
    "CHILD",
    "DOB",
    "UPN",
    "MOTHER",
    "MC_DOB",
    "HOME_POST",
    "PL_POST",
    "URN",
    "LAchildID",
    "FormerUPN",
    "PersonBirthDate",
    "ExpectedPersonBirthDate",
    "PersonDeathDate",
];

/// Is this one word in a column of codes?
fn may_be_a_code(place: &str) -> bool {
    let Some(place) = place.strip_suffix(", one word") else { return false };
    let column = place.split(", ").find_map(|part| part.strip_prefix("column ")).or(place.split(", ").nth(1));
    let column = column.unwrap_or_default();
    let file = place.split(", ").next().unwrap_or_default();
    let of_a_return = file == "census" || file.ends_with(".csv") && file != "concerns.csv";
    if of_a_return { !PERSONAL_IN_RETURNS.contains(&column) } else { CODED.contains(&column) }
}

/// Where each canary was planted.
#[derive(Default)]
struct Planted(Vec<String>);

impl Planted {
    /// A new canary for this place: a word, then a phrase.
    fn two(&mut self, place: &str) -> [String; 2] {
        [
            self.one(&format!("{place}, one word")),
            format!("{} of Weir", self.one(&format!("{place}, a phrase"))),
        ]
    }

    fn one(&mut self, place: &str) -> String {
        self.0.push(place.to_owned());
        let figures = format!("{:04}", self.0.len() - 1);
        // Letters alone: in a coded column a word with several figures would pass for no code.
        format!(
            "{CANARY}{}",
            figures.bytes().map(|figure| char::from(figure - b'0' + b'a')).collect::<String>()
        )
    }

    /// Where the canary with these last letters was planted.
    fn place(&self, last: &[u8]) -> &str {
        let mut number = 0;
        for letter in last.to_ascii_lowercase() {
            match letter {
                b'a'..=b'j' => number = number * 10 + usize::from(letter - b'a'),
                _ => return "in disguise",
            }
        }
        self.0.get(number).map_or("no canary", String::as_str)
    }
}

/// A table in which each row has one canary.
fn table(planted: &mut Planted, name: &str, headings: &[&str], rows: &[&[&str]]) -> String {
    let mut text = csv::Writer::from_writer(Vec::new());
    text.write_record(headings).expect("written");
    for row in rows {
        let row: Vec<String> =
            (0..headings.len()).map(|at| row.get(at).copied().unwrap_or("").into()).collect();
        text.write_record(&row).expect("written");
        for (at, heading) in headings.iter().enumerate() {
            if OPEN.contains(heading) || ["event", "row"].contains(heading) {
                continue;
            }
            for canary in planted.two(&format!("{name}, column {heading}, on a row `{}`", row[0])) {
                let mut row = row.clone();
                row[at] = canary;
                text.write_record(&row).expect("written");
            }
        }
    }
    String::from_utf8(text.into_inner().expect("whole")).expect("text")
}

fn fixture(path: &str) -> String {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    std::fs::read_to_string(place).expect("a file of the project")
}

fn concerns(planted: &mut Planted) -> String {
    let template = fixture("docs/formats/templates/concerns.csv");
    let headings: Vec<&str> = template.lines().next().expect("headings").split(',').collect();
    let rows: Vec<Vec<&str>> = [
        &[
            ("event", "told"),
            ("told_post", "desk"),
            ("signs", "neglect"),
            ("child_id", "K1"),
            ("teller", "parent"),
        ][..],
        &[("event", "passed"), ("to_agency", "council"), ("child_id", "K1")],
        &[("event", "recorded"), ("activity", "concern.detail"), ("child_id", "K1")],
        &[("event", "opened"), ("by_post", "desk")],
        &[("event", "answered"), ("by_post", "desk"), ("addresses", "substance"), ("outcome", "assessed")],
        &[("event", "handed_over"), ("by_post", "desk"), ("to_post", "other")],
        &[("event", "disputed"), ("by_post", "desk"), ("reason", "no_action")],
    ]
    .iter()
    .map(|cells| {
        let of = |heading: &&str| match cells.iter().find(|(name, _)| name == heading) {
            Some((_, cell)) => *cell,
            None if *heading == "concern_id" => "C-1",
            None if *heading == "date" => "2023-03-12",
            None => "",
        };
        headings.iter().map(of).collect()
    })
    .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    table(planted, "concerns.csv", &headings, &rows)
}

fn lines(planted: &mut Planted) -> String {
    let mut text = String::new();
    for field in
        ["id", "upn", "nhs_number", "forename", "surname", "known_as", "dob", "sex", "postcode", "role"]
    {
        for list in ["children", "persons", "people"] {
            for canary in planted.two(&format!("concerns.jsonl, {list}.{field}")) {
                text += &format!(
                    "{{\"event\":\"told\",\"concern_id\":\"J-{canary}\",\"date\":\"2023-03-12\",\"told_post\":\"desk\",\"{list}\":[{{\"{field}\":\"{canary}\"}}]}}\n"
                );
            }
        }
    }
    for field in [
        "concern_id",
        "holder",
        "words",
        "signs",
        "teller",
        "phones",
        "vehicles",
        "places",
        "unknown",
        "description",
    ] {
        for canary in planted.two(&format!("concerns.jsonl, {field}")) {
            text += &format!(
                "{{\"event\":\"told\",\"concern_id\":\"J-2\",\"date\":\"2023-03-12\",\"told_post\":\"desk\",\"{field}\":\"{canary}\"}}\n"
            );
        }
    }
    text
}

fn census(planted: &mut Planted) -> String {
    let sample = fixture("crates/formats/tests/data/cin_census/CIN_Census_2021.xml");
    let begin = sample.find("<Child>").expect("a child");
    let end = sample.find("</Child>").expect("its end") + "</Child>".len();
    let child = &sample[begin..end];
    let mut children = child.to_owned();
    for (at, _) in child.match_indices("</") {
        let from = child[..at].rfind('>').expect("a tag") + 1;
        let name: String = child[at + 2..].chars().take_while(|c| *c != '>').collect();
        if child[from..at].trim().is_empty() || child[..from].ends_with("/>") {
            continue;
        }
        for canary in planted.two(&format!("census, {name}")) {
            children += &format!("{}{canary}{}", &child[..from], &child[at..]);
        }
    }
    format!("{}{children}</Children></Message>", &sample[..begin])
}

fn looked_after(planted: &mut Planted, file: &str) -> String {
    let sample = fixture(&format!("crates/formats/tests/data/ssda903/synthetic_seed101/{file}"));
    let mut lines = sample.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let (headings, row) = (lines.next().expect("headings"), lines.next().expect("a row"));
    table(planted, file, &headings, &[&row])
}

fn plant(case: &Case, planted: &mut Planted) {
    case.write("police/agency.toml", b"[agency]\nid = \"police\"\nname = \"Police\"\nkind = \"police\"\n");
    let text = concerns(planted);
    case.write("police/concerns.csv", text.as_bytes());
    let text = lines(planted);
    case.write("police/concerns.jsonl", text.as_bytes());
    let headings =
        ["date", "time", "post", "holder", "concern_id", "concern_agency", "child_id", "child_upn"];
    let text = table(
        planted,
        "access log",
        &headings,
        &[&["2023-03-13", "08:40", "desk", "R. A", "C-1", "", "K1", ""]],
    );
    case.write("police/access_log.csv", text.as_bytes());
    let template = fixture("docs/formats/templates/posts.csv");
    let headings: Vec<&str> = template.lines().next().expect("headings").split(',').collect();
    let text = table(
        planted,
        "posts",
        &headings,
        &[
            &["agency", "police", "Police", "police"],
            &["post", "police", "", "", "desk", "Desk", "1", "sergeant"],
            &["holder", "police", "", "", "desk", "", "", "", "", "", "A. B", "2020-01-01", "", "no"],
        ],
    );
    case.write("police/posts.csv", text.as_bytes());
    let headings = [
        "No",
        "Date",
        "Time",
        "Source of information",
        "Agency",
        "Author",
        "Post",
        "Child",
        "DOB",
        "UPN",
        "NHS number",
        "Child ID",
        "Event",
        "Action taken",
        "Told to",
        "Comment",
        "Anything else",
    ];
    let row =
        ["1", "12/3/2023", "", "File", "", "", "", "Amy Reed", "", "", "", "", "Seen.", "None.", "", "", ""];
    let text = table(planted, "chronology", &headings, &[&row]);
    case.write("family/chronology.csv", text.as_bytes());
    let text = census(planted);
    case.write("council/cin.xml", text.as_bytes());
    for file in [
        "ad1",
        "episodes",
        "header",
        "missing",
        "oc2",
        "oc3",
        "placed_for_adoption",
        "previous_permanence",
        "reviews",
        "uasc",
    ] {
        let text = looked_after(planted, &format!("{file}.csv"));
        case.write(&format!("council/2022_23/{file}.csv"), text.as_bytes());
    }
    // A file's name may hold a child's; so may a file that nobody can read.
    let name = planted.one("name of a file that is read");
    case.write(&format!("family/{name} log.csv"), b"Date,Source of information,Event\n1/2/2023,File,Seen.\n");
    let name = planted.one("name of a folder below the agency's");
    case.write(&format!("family/{name}/log.csv"), b"Date,Source of information,Event\n1/3/2023,File,Seen.\n");
    let (name, content) = (planted.one("name of a file not read"), planted.one("content of a file not read"));
    case.write(&format!("family/{name}.bin"), format!("\0\x01{content}").as_bytes());
}

/// The command with the store's place and passphrase, and a folder for temporary files of its own.
fn command(case: &Case, words: &[&str]) -> std::process::Command {
    let mut command = candour();
    let store = case.folder.path().join("store");
    std::fs::create_dir_all(&store).expect("made");
    std::fs::create_dir_all(case.folder.path().join("tmp")).expect("made");
    command.args(words).current_dir(case.folder.path()).env("TMPDIR", case.folder.path().join("tmp"));
    command.env("CANDOUR_PASSPHRASE", "a passphrase for tests");
    command.args(["--store", &format!("sqlite:{}", store.join("candour.db").display())]);
    command
}

fn tell(case: &Case, planted: &mut Planted) -> String {
    let mut said = String::new();
    let person =
        ["role", "forename", "surname", "born", "upn", "nhs_number", "number", "postcode", "description"];
    let mut tellings = Vec::new();
    for field in person {
        for (list, role) in [("children", "subject"), ("people", "parent")] {
            for canary in planted.two(&format!("telling, {list}.{field}")) {
                let role = if field == "role" { String::new() } else { format!("\"role\":\"{role}\",") };
                tellings.push(format!("\"{list}\":[{{{role}\"{field}\":\"{canary}\"}}]"));
            }
        }
    }
    for field in ["submission", "date", "concern", "teller", "words"] {
        for canary in planted.two(&format!("telling, {field}")) {
            tellings.push(format!("\"{field}\":\"{canary} {canary}\""));
        }
    }
    for canary in planted.two("telling, signs") {
        tellings.push(format!("\"signs\":[\"{canary}\"]"));
    }
    for field in ["kind", "role", "value", "postcode"] {
        for canary in planted.two(&format!("telling, things.{field}")) {
            let mut thing = BTreeMap::from([("kind", "place"), ("role", "seen_at"), ("value", "x")]);
            thing.insert(field, &canary);
            let cells: Vec<String> =
                thing.iter().map(|(name, cell)| format!("\"{name}\":\"{cell}\"")).collect();
            tellings.push(format!("\"things\":[{{{}}}]", cells.join(",")));
        }
    }
    let mut taken = 0;
    for (number, telling) in tellings.iter().enumerate() {
        let file = case.folder.path().join("telling.json");
        std::fs::write(&file, format!("{{\"told_to\":\"police/desk\",{telling}}}")).expect("written");
        let file = file.display().to_string();
        let receipt = case.folder.path().join(format!("receipts-{number}")).display().to_string();
        let done = Done::of(command(case, &["tell", &file, "--out", &receipt]).output().expect("runs"));
        taken += usize::from(done.code == Some(0));
        said += &done.errors;
    }
    assert!(taken > tellings.len() / 2, "only {taken} of {} tellings were taken: {said}", tellings.len());
    said
}

/// The ways in which a canary may stand in bytes: as it is, in small letters, in UTF-16, in base64 at each of its places.
fn disguises() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for canary in [CANARY.to_owned(), CANARY.to_lowercase(), CANARY.to_uppercase()] {
        all.push(canary.clone().into_bytes());
        all.push(canary.bytes().flat_map(|byte| [byte, 0]).collect());
        for before in 0..3 {
            let coded = STANDARD.encode(["x".repeat(before), canary.clone()].concat());
            // The first and last characters also hold bits of what stands beside.
            all.push(coded.as_bytes()[[0, 2, 3][before]..coded.trim_end_matches('=').len() - 1].to_vec());
        }
        all.push(canary.bytes().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect());
    }
    all
}

/// The canaries found in bytes, by where they were planted.
fn found(bytes: &[u8], planted: &Planted) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for disguise in disguises() {
        let first = disguise[0];
        for at in (0..bytes.len().saturating_sub(disguise.len())).filter(|at| bytes[*at] == first) {
            if bytes[at..].starts_with(&disguise) {
                let rest = &bytes[at + disguise.len()..];
                let place = planted.place(&rest[..rest.len().min(4)]);
                found.insert(place.to_owned());
            }
        }
    }
    found
}

#[test]
fn no_word_of_a_child_or_source_lies_open_in_a_store() {
    let case = Case::new(&[]);
    let mut planted = Planted::default();
    plant(&case, &mut planted);
    let folder = case.input().display().to_string();
    let import = Done::of(command(&case, &["import", &folder]).output().expect("runs")).well();
    let mut said = import.errors;
    said += &tell(&case, &mut planted);
    let out = case.out().display().to_string();
    let more = ["--names", "--narrative", "--as-of", "2024-06-28"];
    let review =
        command(&case, &[&["review", &folder, "--out", &out][..], &more].concat()).output().expect("runs");
    said += &Done::of(review).well().errors;
    // They arrived: with names and narrative the report shows most of them.
    let mut shown = BTreeSet::new();
    for (name, bytes) in files(&case.out()) {
        if name.ends_with(".csv") || name.ends_with(".json") {
            shown.extend(found(&bytes, &planted));
        }
    }
    assert!(shown.len() > 100, "only {} places are shown by the report", shown.len());
    let mut leaks = BTreeMap::new();
    let copy = case.folder.path().join("copy");
    std::fs::create_dir_all(&copy).expect("made");
    for (name, bytes) in files(&case.folder.path().join("store")) {
        std::fs::write(copy.join(&name), &bytes).expect("written");
        for place in found(&bytes, &planted).into_iter().filter(|place| !may_be_a_code(place)) {
            leaks.entry(place).or_insert_with(Vec::new).push(name.clone());
        }
    }
    for place in found(said.as_bytes(), &planted) {
        leaks.entry(place).or_default().push("standard error".into());
    }
    assert!(files(&case.folder.path().join("tmp")).is_empty(), "temporary files were left");
    assert!(leaks.is_empty(), "{} places leak: {leaks:#?}", leaks.len());
}
