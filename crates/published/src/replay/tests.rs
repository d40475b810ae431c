//! The page of a replay: nothing given becomes markup, every link leads somewhere, and what would have been says so.

use std::collections::BTreeSet;

use record::policy::Policy;
use record::{AgencyId, Claimed, Day, Rank};

use super::background::{Embedded, Embedding, Place, Readings, Year};
use super::{
    Duties, Ending, Milestone, Question, Reading, Replay, Row, Run, Shared, Use, page, replay_json,
    replay_words,
};

const HOSTILE: &str = "<b onclick='x'>\u{202e}&\"";

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a date")
}

fn row(id: &str, on: &str, used: Use) -> Row {
    Row {
        id: id.to_owned(),
        when: Claimed::range(day(on), day(on).add_days(400)),
        date_basis: "stated",
        agency: AgencyId::new(HOSTILE),
        post: Some(HOSTILE.to_owned()),
        rank: Some(Rank::FRONT_LINE),
        told: HOSTILE.to_owned(),
        used,
        signs: vec![HOSTILE.to_owned()],
        events: 2,
        summary: HOSTILE.to_owned(),
        basis: HOSTILE.to_owned(),
        source: HOSTILE.to_owned(),
    }
}

fn milestone(on: &str, row: &str) -> Option<Milestone> {
    Some(Milestone {
        day: day(on),
        row: row.to_owned(),
        agency: AgencyId::new("police"),
        post: None,
        rank: Rank::DIRECTOR,
    })
}

fn reading() -> Reading {
    let record = Shared { row: "r-1".into(), day: day("2005-01-02"), agency: AgencyId::new("police") };
    Reading {
        events: 2,
        synthetic: 0,
        duties: 1,
        first_duty: milestone("2004-01-02", "r-1"),
        would_have_top: milestone("2004-03-02", "r-1"),
        question: Some(Question {
            day: day("2005-01-02"),
            thing: HOSTILE.into(),
            kind: record::MentionKind::Place,
            children: vec!["c-1".into(), HOSTILE.into()],
            records: vec![record],
        }),
        questions: vec![(HOSTILE.into(), day("2005-01-02")), ("p-2".into(), day("2006-01-02"))],
        ends: vec![Ending {
            row: "r-2".into(),
            day: day("2004-05-02"),
            withdrawal: true,
            of: "r-1".into(),
            ended: false,
            why: HOSTILE.into(),
            climbed: Some((Rank::OVERSIGHT, day("2004-07-01"))),
        }],
        by_row: vec![Duties {
            row: "r-1".into(),
            agency: AgencyId::new("police"),
            post: None,
            rank: Rank::FRONT_LINE,
            count: 1,
            first: day("2004-01-02"),
            last: day("2004-01-02"),
            ended: 0,
            climbed: None,
        }],
        ..Reading::default()
    }
}

fn embedding() -> Embedding {
    let both = || Readings { certain: Reading::default(), possible: reading() };
    let place = Place {
        thing: HOSTILE.into(),
        as_of: day("2005-12-31"),
        place: 3,
        of: 81,
        place_of_year: 2,
        of_year: 9,
    };
    let year = |questions| Year {
        year: 2005,
        is_whole: false,
        concerns: 18_000,
        climbed: 7_000,
        questions,
        true_questions: Some(1),
        ..Year::default()
    };
    let one = |seed, questions| Embedded {
        seed: Some(seed),
        events: 40_000,
        shared: (day("2004-01-02"), day("2005-12-31")),
        with_ties: both(),
        without_ties: Readings { certain: Reading::default(), possible: Reading::default() },
        place_certain: None,
        place_possible: Some(place.clone()),
        explained: 4,
        not_dated: 5,
        years: vec![year(questions)],
    };
    Embedding {
        town: HOSTILE.into(),
        dates: "middle",
        covers: (day("2003-04-01"), day("2010-03-31")),
        backgrounds: vec![one(1, 70), one(2, 81), one(3, 95)],
    }
}

fn with_page(look: impl FnOnce(&Replay<'_>, &str)) {
    let policy = Policy::england();
    let run = |dates| Run {
        dates,
        left_out: vec!["r-9".into()],
        certain: Reading::default(),
        possible: reading(),
        benchmarks: vec![(2, day("2003-12-31"))],
    };
    let replay = Replay {
        file: HOSTILE.to_owned(),
        seed: 1,
        as_of: day("2010-01-01"),
        policy: &policy,
        rows: vec![
            row("r-1", "2004-01-02", Use::Input),
            row("r-2", "2004-05-02", Use::Withdrawal),
            row("r-3", "2003-12-31", Use::Benchmark),
        ],
        runs: ["earliest", "middle", "latest"].map(run).into(),
        findings: Vec::new(),
        embedding: Some(embedding()),
    };
    look(&replay, page::page(&replay).as_str());
}

#[test]
fn nothing_given_becomes_markup() {
    with_page(|replay, page| {
        assert!(!page.contains("<b ") && !page.contains('\u{202e}'));
        assert!(!page.contains("<script") && !page.contains("http:") && !page.contains("https:"));
        assert!(serde_json::from_str::<serde_json::Value>(&replay_json(replay)).is_ok());
        assert!(replay_words(replay).contains("2004-01-02"));
    });
}

#[test]
fn every_link_leads_to_a_place_of_the_page_and_no_place_is_there_twice() {
    with_page(|_, page| {
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let different: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), different.len());
        for to in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(different.contains(to), "{to}");
        }
        for named in page.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(named.split(' ').all(|id| different.contains(id)), "{named}");
        }
    });
}

#[test]
fn what_would_have_been_says_so_wherever_its_date_stands() {
    with_page(|_, page| {
        for (place, date) in page.match_indices("2004-03-02") {
            let around = &page[place.saturating_sub(60)..(place + date.len() + 60).min(page.len())];
            assert!(around.contains("would"), "{around}");
        }
        assert!(page.contains("2 days earlier") && page.contains("62 days earlier"));
    });
}

/// What stands between `<` and `>`, behind the style.
fn tags(page: &str) -> Vec<&str> {
    let body = page.split_once("</style>").map_or(page, |(_, body)| body);
    body.split('<').skip(1).filter_map(|part| part.split('>').next()).collect()
}

#[test]
fn a_background_stands_beside_the_timeline_with_a_table_for_its_picture() {
    with_page(|replay, page| {
        for part in
            ["81 (70 to 95)", "place 3 of 81", "3 times with the seeds 1 to 3", "2005 <small>in part</small>"]
        {
            assert!(page.contains(part), "{part}");
        }
        let before: Vec<&str> = page.split("place 3 of 81").collect();
        for before in &before[..before.len() - 1] {
            let near: String = before.chars().rev().take(200).collect::<Vec<_>>().into_iter().rev().collect();
            assert!(near.contains("would have"), "{near}");
        }
        let words = replay_words(replay);
        assert!(words.contains("2005* 81 (70 to 95)") && words.contains("would have stood at place 3 of 81"));
        let json: serde_json::Value = serde_json::from_str(&replay_json(replay)).expect("JSON");
        assert_eq!(json["background"]["over_backgrounds"]["questions"][0]["median"], 81);
        assert_eq!(json["background"]["backgrounds"][2]["years"][0]["questions"], 95);
        let alone = Replay { embedding: None, ..replay.clone() };
        assert!(!page::page(&alone).as_str().contains("id=\"background\""));
    });
}

#[test]
fn every_tag_that_opens_closes_and_headings_go_down_one_level_at_a_time() {
    with_page(|_, page| {
        let (mut open, mut level) = (Vec::new(), 0);
        for tag in tags(page) {
            let name = tag.split_whitespace().next().unwrap_or_default();
            if let Some(closed) = tag.strip_prefix('/') {
                let last = open.pop();
                let begun_before = last.is_none() && ["head", "html"].contains(&closed);
                assert!(last == Some(closed) || begun_before, "</{closed}> after {last:?}");
            } else if !tag.ends_with('/') && name != "br" {
                open.push(name);
            }
            if let ("h1" | "h2" | "h3" | "h4", Some(next)) =
                (name, name.get(1..).and_then(|n| n.parse::<u32>().ok()))
            {
                assert!(next <= level + 1, "<{name}> after level {level}");
                level = next;
            }
        }
        assert!(open.is_empty(), "{open:?}");
    });
}

#[test]
fn every_table_has_a_caption_and_every_heading_cell_a_scope() {
    with_page(|_, page| {
        let tags = tags(page);
        let of =
            |name: &'static str| tags.iter().filter(move |tag| tag.split_whitespace().next() == Some(name));
        assert_eq!(of("table").count(), of("caption").count());
        assert!(of("th").all(|tag| tag.contains("scope=\"")));
    });
}

/// A day under another result's heading would be read as that result's.
#[test]
fn the_table_of_benchmarks_has_a_heading_for_every_column() {
    with_page(|_, page| {
        let table = page.split("How many days before the benchmarks</h2>").nth(1).expect("the section");
        let head = table.split("</thead>").next().expect("a head").matches("<th ").count();
        let row = table.split("<tbody>").nth(1).expect("rows").split("</tr>").next().expect("a row");
        assert_eq!(row.matches("<td").count() + row.matches("<th ").count(), head);
    });
}
