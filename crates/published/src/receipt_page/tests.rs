//! What the receipt's page keeps, whatever stands on it.

use std::io;

use super::{ReceiptPage, Unprintable, write};

const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=y>&\u{202e}";
const WORDS: &str = "pebble kite lemon otter cloud drum feather vole";

fn sample(qr: Vec<u8>) -> ReceiptPage {
    ReceiptPage {
        statements: vec![
            ("Told on".into(), "3 March 2026".into()),
            ("Told to".into(), "Front door of Westbrook council".into()),
            ("By".into(), "a child".into()),
            ("Signs".into(), "gifts; missing episodes".into()),
        ],
        logged: "3 March 2026, 14:05 (UTC)".into(),
        origin: "log.westbrook.example/candour".into(),
        index: 4_211,
        size: 70_000,
        witnesses: vec![],
        words: Some(WORDS.into()),
        file_name: "receipt-4211.tlog-proof".into(),
        qr,
        entry_hex: "01".repeat(40),
        discreet: false,
    }
}

/// Bytes of every value, in no order a compressing encoder likes.
fn bytes(length: usize) -> Vec<u8> {
    (0..length as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

/// The text of a receipt, as it looks.
fn receipt(length: usize) -> Vec<u8> {
    let line = "BjQ3+uWUjb4nIVxQ/w5y1LKiKQ8zWTcLzMXSCSEqd0s=\n";
    let text = format!("c2sp.org/tlog-proof@v1\nindex 4211\n{}", line.repeat(length / line.len() + 1));
    text.into_bytes().into_iter().take(length).collect()
}

fn page(page: &ReceiptPage) -> String {
    let mut out = Vec::new();
    write(page, &mut out).expect("the page is made");
    String::from_utf8(out).expect("text")
}

fn pages() -> Vec<String> {
    let mut all = vec![page(&sample(receipt(1_900)))];
    let mut witnessed = sample(receipt(607));
    witnessed.witnesses = vec!["inspectorate.example".into(), "newspaper.example".into()];
    witnessed.words = None;
    all.push(page(&witnessed));
    all.push(page(&ReceiptPage { discreet: true, ..sample(vec![]) }));
    all
}

/// Every start tag with its attributes, and every end tag, in order.
fn tags(page: &str) -> Vec<&str> {
    let body = page.split_once("</style>").map_or(page, |(_, body)| body);
    body.split('<').skip(1).filter_map(|piece| piece.split_once('>')).map(|(tag, _)| tag).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.split_once(&format!(" {name}=\""))?.1;
    from.split_once('"').map(|(value, _)| value)
}

/// Paints the path on the page as a grey picture, `scale` pixels a module, and reads the code in it.
fn scanned(page: &str, scale: usize) -> Vec<u8> {
    let svg = tags(page).into_iter().find(|tag| tag.starts_with("svg")).expect("a picture");
    let side: usize =
        attribute(svg, "viewBox").and_then(|b| b.rsplit(' ').next()?.parse().ok()).expect("a side");
    let path = tags(page).into_iter().find_map(|tag| attribute(tag, "d")).expect("a path");
    let mut dark = vec![false; side * side];
    for run in path.split('M').skip(1) {
        let (at, rest) = run.split_once('h').expect("a run");
        let (x, y) = at.split_once(' ').expect("two numbers");
        let (x, y): (usize, usize) = (x.parse().expect("x"), y.parse().expect("y"));
        let (length, rest) = rest.split_once('v').expect("down");
        let length: usize = length.parse().expect("a length");
        assert_eq!(rest, format!("1h-{length}z"));
        dark[y * side + x..][..length].fill(true);
    }
    let grey = |x: usize, y: usize| if dark[y / scale * side + x / scale] { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * scale, side * scale, grey);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code is found");
    let mut read = Vec::new();
    grids[0].decode_to(&mut read).expect("the code can be read");
    read
}

#[test]
fn the_code_holds_the_receipt_byte_for_byte() {
    for content in
        [bytes(2_900), bytes(2_953), bytes(300), receipt(1_900), receipt(607), receipt(1), vec![0; 64]]
    {
        assert_eq!(scanned(&page(&sample(content.clone())), 3), content, "{} bytes", content.len());
    }
}

#[test]
fn a_receipt_too_long_for_a_code_is_refused_and_nothing_is_written() {
    let mut out = Vec::new();
    let error = write(&sample(bytes(2_954)), &mut out).expect_err("too long");
    assert!(out.is_empty());
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    let why = error.get_ref().and_then(|why| why.downcast_ref::<Unprintable>());
    assert_eq!(why, Some(&Unprintable::TooLarge { bytes: 2_954, most: 2_953 }));
    assert_eq!(
        error.to_string(),
        "the receipt has 2954 bytes and a printed code holds at most 2953; hand it over as a file"
    );
}

#[test]
fn printed_modules_are_large_enough_and_fit_the_paper() {
    for (length, modules) in [(2_953, 185.0), (1_900, 153.0), (1, 29.0)] {
        let page = page(&sample(receipt(length)));
        let side: f64 = page
            .split_once("--side:")
            .and_then(|(_, rest)| rest.split_once("mm")?.0.parse().ok())
            .expect("a side");
        assert!(side / modules >= 0.33 && side <= 90.0, "{length} bytes: {side} mm");
        assert!(page.contains(&format!("viewBox=\"0 0 {modules} {modules}\"")));
    }
}

#[test]
fn nothing_is_asked_for_and_nothing_runs() {
    for page in pages() {
        assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
        assert!(!page.contains("http:") && !page.contains("https:") && !page.contains("//"));
        for tag in tags(&page) {
            for never in ["script", "img", "iframe", "object", "form", "link"] {
                assert_ne!(tag.split_whitespace().next(), Some(never), "{tag}");
            }
            assert!(!tag.contains(" on") && !tag.contains("src="), "{tag}");
            assert!(attribute(tag, "href").is_none_or(|href| href.starts_with('#')), "{tag}");
        }
        let style = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
        assert!(style.is_some_and(|(style, _)| !style.contains("url(") && !style.contains("@import")));
    }
}

#[test]
fn values_that_look_like_markup_stay_words() {
    let hostile = || HOSTILE.to_owned();
    for discreet in [false, true] {
        let page = page(&ReceiptPage {
            statements: vec![(hostile(), hostile())],
            logged: hostile(),
            origin: hostile(),
            witnesses: vec![hostile()],
            words: Some(hostile()),
            file_name: hostile(),
            entry_hex: hostile(),
            discreet,
            ..sample(HOSTILE.as_bytes().to_vec())
        });
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;"));
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains('\u{202e}'));
    }
}

#[test]
fn every_tag_that_opens_closes_and_headings_go_down_one_level_at_a_time() {
    for page in pages() {
        let mut open: Vec<&str> = Vec::new();
        let mut before = 0;
        for tag in tags(&page) {
            let name = tag.split_whitespace().next().unwrap_or_default();
            if let Some(closed) = tag.strip_prefix('/') {
                let last = open.pop();
                // Head and document end behind the part that is looked at.
                assert!(
                    last == Some(closed) || (last.is_none() && ["head", "html"].contains(&closed)),
                    "</{closed}> after {last:?}"
                );
            } else if !tag.ends_with('/') {
                open.push(name);
            }
            if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) {
                assert!(level <= before + 1, "<{tag}> after level {before}");
                before = level;
            }
        }
        assert!(open.is_empty(), "{open:?}");
        assert_eq!(page.matches("<h1>").count(), 1);
        assert!(page.contains("<html lang=\"en-GB\">") && page.contains("<title>"));
    }
}

#[test]
fn every_link_arrives_and_no_id_is_there_twice() {
    for page in pages() {
        let tags = tags(&page);
        let mut ids: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "id")).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
        let links = tags.iter().filter_map(|tag| attribute(tag, "href")?.strip_prefix('#'));
        let labels = tags.iter().filter_map(|tag| attribute(tag, "aria-labelledby"));
        for target in links.chain(labels) {
            assert!(ids.binary_search(&target).is_ok(), "#{target}");
        }
    }
}

#[test]
fn everything_a_teller_must_know_is_said() {
    let page = page(&sample(receipt(1_900)));
    for said in [
        "What was recorded</h2>",
        "<dt>Told to</dt><dd>Front door of Westbrook council</dd>",
        "<dt>Recorded by candour</dt><dd>3 March 2026, 14:05 (UTC)</dd>",
        "<dt>Place in the log</dt><dd>4,211 of 70,000, counted from 0</dd>",
        "What this proves</h2>",
        "What this does not prove</h2>",
        "Not that anyone has read it.",
        "Not that it is true",
        "Not that anybody will act. If no answer comes in time, the question climbs",
        "Is it safe to keep this?</h2>",
        "Do not photograph it",
        "Your words to remember</h2>",
        "Anyone who has them can.",
        "How to check it</h2>",
        "candour verify receipt-4211.tlog-proof --trust POLICY",
        "C2SP tlog-proof",
        "If you want what you told erased</h2>",
        "the duty to answer stays",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let found: Vec<&str> = page.split("<li>").filter_map(|item| item.split("</li>").next()).collect();
    assert!(WORDS.split(' ').all(|word| found.contains(&word)));
}

#[test]
fn a_receipt_without_a_witness_says_so_and_one_with_does_not() {
    let without = page(&sample(receipt(607)));
    assert!(without.contains("<dt>Independent witnesses</dt><dd>none yet</dd>"));
    assert!(without.contains("No independent witness has signed yet."));
    assert!(without.contains("the proof leans on the log’s own key"));
    assert!(without.contains("Fetch the receipt again later"));
    let mut witnessed = sample(receipt(607));
    witnessed.witnesses = vec!["inspectorate.example".into()];
    let with = page(&witnessed);
    assert!(with.contains("1 independent witness has signed. ") && with.contains("inspectorate.example"));
    assert!(!with.contains("No independent witness") && !with.contains("leans on"));
}

#[test]
fn a_page_without_words_does_not_speak_of_words_in_the_head() {
    let page = page(&ReceiptPage { words: None, ..sample(receipt(607)) });
    assert!(page.contains("This page has no words on it.") && !page.contains("the words in your head"));
}

#[test]
fn a_discreet_slip_gives_nothing_away() {
    let slip = page(&ReceiptPage { discreet: true, ..sample(receipt(1_900)) });
    let lower = slip.to_lowercase();
    for never in [
        "candour",
        "child",
        "abuse",
        "safeguard",
        "receipt",
        "told",
        "tell",
        "record",
        "log",
        "proof",
        "verify",
        "secret",
        "remember",
        "harm",
        "police",
        "council",
        "westbrook",
        "svg",
        "witness",
        "4211",
        "example",
    ] {
        assert!(!lower.contains(never), "{never}");
    }
    let words: Vec<&str> = slip.split("<li>").skip(1).filter_map(|item| item.split("</li>").next()).collect();
    assert_eq!(words.join(" "), WORDS);
    let shown = slip.split_once("<main>").map(|(_, rest)| rest).unwrap_or_default();
    let plain: String = shown.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, t)| t).collect();
    assert_eq!(plain.split_whitespace().collect::<Vec<_>>().join(" "), format!("List {WORDS}"));
}

#[test]
fn a_discreet_slip_without_words_is_refused() {
    for words in [None, Some(String::new()), Some("  ".into())] {
        let mut out = Vec::new();
        let error = write(&ReceiptPage { discreet: true, words, ..sample(vec![]) }, &mut out);
        let error = error.expect_err("no words");
        assert!(out.is_empty() && error.to_string().ends_with("make words first"));
    }
}

#[test]
fn a_discreet_slip_needs_no_code() {
    let slip = page(&ReceiptPage { discreet: true, ..sample(bytes(9_000)) });
    assert!(slip.contains("<li>pebble</li>"));
}
