//! Scores the default weights on a file of persons with a known truth.
//!
//! `cargo run --release -p joined --example people -- FILE`, where FILE is a CSV without quotes and with the columns
//! `cluster, source, forename, surname, sex, dob, postcode, phone` in any order. Each row becomes one event of its
//! agency about one child. `cluster` is read for scoring only.
#![allow(clippy::print_stdout, reason = "an example that prints its result")]

use std::collections::HashMap;

use record::event::{Assurance, Told};
use record::mention::Sex;
use record::outputs::Certainty;
use record::policy::Policy;
use record::time::Precision;
use record::{
    Addressee, AgencyId, Body, By, Claimed, Code, ConcernRef, Day, Event, EventId, FileId, Logged, Mention,
};
use record::{MentionKind, SourceRef};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let text = std::fs::read_to_string(path)?;
    let mut lines = text.lines();
    let columns: HashMap<&str, usize> =
        lines.next().unwrap_or_default().split(',').enumerate().map(|(ix, name)| (name.trim(), ix)).collect();
    let (mut events, mut truth) = (Vec::new(), Vec::new());
    for (line, row) in lines.enumerate() {
        let cells: Vec<&str> = row.split(',').collect();
        let cell =
            |name: &str| columns.get(name).and_then(|ix| cells.get(*ix)).copied().unwrap_or_default().trim();
        truth.push(cell("cluster").to_owned());
        events.push(event(line as u32 + 2, cell));
    }
    let policy = Policy::england();
    let start = std::time::Instant::now();
    let joined = joined::join(&events, &policy);
    println!("joined {} records in {:.2} s", events.len(), start.elapsed().as_secs_f64());
    for count in &joined.blocking {
        println!(
            "  {:<24} {:>9} pairs, {} refined, {} left out",
            count.rule, count.pairs, count.refined, count.left_out
        );
    }
    // Mention 0 of each event is the person.
    let person = |mention: u32| joined.mentions.place(mention).0 as usize;
    let is_person = |mention: u32| joined.mentions.place(mention).1 == 0;
    let mut sizes: HashMap<&str, u64> = HashMap::new();
    truth.iter().for_each(|cluster| *sizes.entry(cluster).or_default() += 1);
    let pairs: u64 = sizes.values().map(|n| n * (n - 1) / 2).sum();

    let (mut found, mut wrong) = (0u64, 0u64);
    for entity in joined.entities.iter().filter(|entity| entity.kind == MentionKind::Child) {
        for (place, &a) in entity.mentions.iter().enumerate() {
            for &b in &entity.mentions[place + 1..] {
                let right = truth[person(a)] == truth[person(b)];
                *(if right { &mut found } else { &mut wrong }) += 1;
            }
        }
    }
    print_score("entities (certain)", found, wrong, pairs);
    for (title, certainty) in
        [("links, certain", Certainty::Certain), ("links, possible", Certainty::Possible)]
    {
        let links = joined.links.iter().filter(|link| link.certainty == certainty && is_person(link.a));
        let (right, other): (Vec<_>, Vec<_>) =
            links.partition(|link| truth[person(link.a)] == truth[person(link.b)]);
        print_score(title, right.len() as u64, other.len() as u64, pairs);
    }
    Ok(())
}

fn print_score(title: &str, found: u64, wrong: u64, pairs: u64) {
    let precision = found as f64 / (found + wrong).max(1) as f64;
    let recall = found as f64 / pairs.max(1) as f64;
    let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
    println!(
        "{title:<20} {found} right, {wrong} wrong; precision {precision:.4} recall {recall:.4} F1 {f1:.4}"
    );
}

fn event<'a>(line: u32, cell: impl Fn(&str) -> &'a str) -> Event {
    let text = |name: &str| Some(cell(name)).filter(|text| !text.is_empty()).map(Into::into);
    let child = Mention {
        forename: text("forename"),
        surname: text("surname"),
        postcode: text("postcode"),
        sex: Sex::from_word(cell("sex")),
        born: Day::parse_iso(cell("dob")).map(Claimed::day),
        ..Mention::new(MentionKind::Child, "subject")
    };
    let phone = text("phone")
        .map(|phone| Mention { value: Some(phone), ..Mention::new(MentionKind::Phone, "own_phone") });
    let agency = AgencyId::new(cell("source"));
    let source = SourceRef { file: FileId(0), line, part: 0 };
    Event {
        id: EventId(u128::from(line)),
        claimed: Claimed::from_parts(None, None, Precision::Unknown, false).unwrap_or(Claimed::UNKNOWN),
        logged: Logged(0),
        by: By { agency: agency.clone(), post: None, holder: None, assurance: Assurance::Imported },
        source,
        body: Body::Told(Box::new(Told {
            concern: ConcernRef { agency: agency.clone(), key: line.to_string().into() },
            activity: Code::new("concern.told"),
            teller: Code::new("other"),
            teller_agency: None,
            told_to: Addressee::agency(agency),
            passes: None,
            signs: vec![],
            codes: vec![],
            immediate_danger: false,
            event_count: None,
            mentions: std::iter::once(child).chain(phone).collect(),
            words: None,
        })),
    }
}
