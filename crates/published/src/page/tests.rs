//! What every page keeps, whatever it is made of.

use record::event::Addresses;
use record::{Body, PostId};

use super::sample::{HOSTILE, Sample};
use crate::Shown;

const ALL_SHOWN: Shown = Shown { names: true, narrative: true };

/// Every start tag with its attributes, and every end tag, in order.
fn tags(page: &str) -> Vec<&str> {
    let body = page.split_once("</style>").map_or(page, |(_, body)| body);
    body.split('<').skip(1).filter_map(|piece| piece.split_once('>')).map(|(tag, _)| tag).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.split_once(&format!(" {name}=\""))?.1;
    from.split_once('"').map(|(value, _)| value)
}

fn pages() -> Vec<String> {
    let town = Sample::town(12);
    vec![
        Sample::empty().page(Shown::default()),
        town.page(Shown::default()),
        town.page(ALL_SHOWN),
        Sample::town(420).page(Shown::default()),
    ]
}

#[test]
fn nothing_is_asked_for_and_nothing_runs() {
    for page in pages() {
        assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
        for tag in tags(&page) {
            assert!(
                !tag.starts_with("script") && !tag.starts_with("img") && !tag.starts_with("iframe"),
                "{tag}"
            );
            assert!(!tag.contains(" on") && !tag.contains("src="), "{tag}");
            if let Some(href) = attribute(tag, "href") {
                let file = [
                    "chronology.",
                    "knowledge.csv",
                    "duties.csv",
                    "obligations.csv",
                    "conduct.csv",
                    "patterns.json",
                    "disagreements.csv",
                    "findings.csv",
                    "notices.csv",
                    "refusals.csv",
                    "gaming.csv",
                    "conflicts.csv",
                    "corrections.csv",
                    "summary.json",
                ];
                assert!(href.starts_with('#') || file.iter().any(|name| href.starts_with(name)), "{tag}");
            }
        }
        let style = page
            .split_once("<style>")
            .and_then(|(_, rest)| rest.split_once("</style>"))
            .map(|(style, _)| style);
        assert!(style.is_some_and(|style| !style.contains("url(") && !style.contains("@import")));
    }
}

#[test]
fn every_link_on_the_page_arrives_and_no_id_is_there_twice() {
    for page in pages() {
        let tags = tags(&page);
        let mut ids: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "id")).collect();
        ids.sort_unstable();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
        for target in tags.iter().filter_map(|tag| attribute(tag, "href")?.strip_prefix('#')) {
            assert!(ids.binary_search(&target).is_ok(), "#{target}");
        }
        for label in
            tags.iter().filter_map(|tag| attribute(tag, "aria-labelledby")).flat_map(str::split_whitespace)
        {
            assert!(ids.binary_search(&label).is_ok(), "{label}");
        }
    }
}

#[test]
fn names_that_look_like_markup_stay_words() {
    let page = Sample::town(3).page(ALL_SHOWN);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;"), "the name is shown");
    assert!(!page.contains(HOSTILE) && !page.contains("<script") && !page.contains("<img"));
}

#[test]
fn without_names_no_name_phone_or_plate_is_on_the_page() {
    let page = Sample::town(12).page(Shown::default());
    for value in ["Aldous", "Brickley", "Eastick", "Quirke", "alert", "07700", "AB12", "free words nobody"] {
        assert!(!page.contains(value), "{value}");
    }
    let open = Sample::town(12).page(ALL_SHOWN);
    assert!(
        open.contains("Aldous") && open.contains("Quirke") && open.contains("free words nobody asked for")
    );
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    for page in pages() {
        let mut before = 0;
        for tag in tags(&page) {
            let level =
                tag.strip_prefix('h').and_then(|rest| rest.chars().next()).and_then(|c| c.to_digit(10));
            let Some(level) = level.filter(|_| tag.len() == 2 || tag.get(2..3) == Some(" ")) else {
                continue;
            };
            assert!(level <= before + 1, "<{tag}> after level {before}");
            before = level;
        }
        assert_eq!(page.matches("<h1>").count(), 1);
    }
}

#[test]
fn every_table_has_a_caption_and_every_heading_cell_a_scope() {
    for page in pages() {
        let tags = tags(&page);
        let count =
            |start: &str| tags.iter().filter(|tag| tag.split_whitespace().next() == Some(start)).count();
        assert_eq!(count("table"), count("caption"));
        assert!(
            tags.iter()
                .filter(|tag| tag.split_whitespace().next() == Some("th"))
                .all(|tag| tag.contains("scope=\""))
        );
    }
}

#[test]
fn every_picture_has_words_and_images_hold_no_links() {
    for page in pages() {
        for picture in
            page.split("<svg").skip(1).filter_map(|rest| rest.split_once("</svg>")).map(|(svg, _)| svg)
        {
            let image = picture.starts_with(" role=\"img\"");
            assert!(image || picture.starts_with(" role=\"group\""));
            assert!(picture.contains("<title id=") && picture.contains("<desc id="));
            assert!(!image || !picture.contains("<a "));
        }
    }
}

#[test]
fn every_tag_that_opens_closes() {
    let void = ["meta", "link", "br", "img", "!DOCTYPE"];
    for page in pages() {
        let mut open: Vec<&str> = Vec::new();
        for tag in tags(&page) {
            let name = tag.split_whitespace().next().unwrap_or_default();
            if let Some(closed) = tag.strip_prefix('/') {
                let last = open.pop();
                // Head and style end behind the part that is looked at.
                assert!(
                    last == Some(closed) || (last.is_none() && ["head", "html"].contains(&closed)),
                    "</{closed}> after {last:?}"
                );
            } else if !tag.ends_with('/') && !void.contains(&name) {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }
}

#[test]
fn what_cannot_be_shown_is_always_said() {
    for page in pages() {
        assert!(page.contains("What this cannot show</h2>"));
        assert!(page.contains("No pattern found is never all-clear."));
        assert!(page.contains("A file proves only that it says so."));
    }
}

#[test]
fn what_would_have_climbed_never_stands_under_what_was_known() {
    let page = Sample::town(12).page(Shown::default());
    let knowledge = page.split_once("<section aria-labelledby=\"h-knowledge\"").map(|(_, rest)| rest);
    let knowledge = knowledge.and_then(|rest| rest.split_once("</section>")).map(|(section, _)| section);
    let knowledge = knowledge.expect("the section is there");
    assert!(knowledge.contains("opened") && !knowledge.contains("would"), "no word of climbing");
    assert!(page.contains("In reality nothing climbed."));
}

#[test]
fn a_large_review_keeps_to_its_allowance_and_its_links_work() {
    let page = Sample::town(420).page(Shown::default());
    let rows = page.matches("<tr id=\"e").count();
    assert_eq!(rows, 2_000);
    assert!(page.contains("The rest, 1,0") && page.contains("href=\"chronology.csv\" tabindex"));
    assert!(page.contains("too many to draw one by one"));
    assert!(page.len() < 6_000_000, "{} bytes", page.len());
}

#[test]
fn the_first_line_counts_files_entries_and_disagreements() {
    let page = Sample::town(0).page(Shown::default());
    let first = page
        .split_once("<p class=\"first\">")
        .and_then(|(_, rest)| rest.split_once("</p>"))
        .map(|(line, _)| line);
    let words: String = first
        .expect("a first line")
        .split('<')
        .filter_map(|piece| piece.split_once('>').or(Some(("", piece))))
        .map(|(_, words)| words)
        .collect();
    assert!(words.starts_with("8 files, 7 read, 1 not read (a scanned picture without text); "), "{words}");
    assert!(
        words.ends_with("1 event told by several agencies, 1 disagrees.")
            || words.contains("told by several agencies"),
        "{words}"
    );
}

#[test]
fn the_same_material_gives_the_same_page() {
    assert_eq!(Sample::town(5).page(Shown::default()), Sample::town(5).page(Shown::default()));
}

/// The section with this id.
fn section<'a>(page: &'a str, id: &str) -> &'a str {
    let from = page.split_once(&format!("<section aria-labelledby=\"h-{id}\"")).map(|(_, rest)| rest);
    from.and_then(|rest| rest.split_once("</section>"))
        .map(|(section, _)| section)
        .expect("the section is there")
}

#[test]
fn warnings_never_answered_stand_before_those_replied_to() {
    let page = Sample::town(3).page(Shown::default());
    let counts = "36 warnings: 8 open with nothing showing they were opened, 7 opened and not answered, 7 answered but \
                  not in substance, 7 decided with no reasons in these files, 7 answered.";
    let (top, _) = page.split_once("<section").expect("a section");
    assert!(top.contains("15 warnings have no answer</a>. Of ") && top.contains(counts), "{top}");
    let first = |words: &str| top.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(first("<p class=\"first\">") < first("<p class=\"lead\">"));
    let section = section(&page, "unanswered");
    assert!(section.contains(counts));
    let ids =
        ["never-opened", "opened", "not-in-substance", "no-reasons"].map(|id| format!("<h3 id=\"{id}\""));
    let places: Vec<Option<usize>> = ids.iter().map(|id| section.find(id)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    let never = section.split_once("<h3 id=\"opened\"").map(|(never, _)| never).expect("two groups");
    assert_eq!(never.matches("<tr><th scope=\"row\">").count(), 8);
}

#[test]
fn each_duty_reads_as_sentences_and_nothing_in_them_only_would_have_happened() {
    let page = Sample::town(3).page(Shown::default());
    let section = section(&page, "unanswered");
    let lives: Vec<&str> = section
        .split("<summary>In words</summary><p>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</p>").map(|(life, _)| life))
        .collect();
    assert!(lives.len() >= 29, "one for each duty that is not answered: {}", lives.len());
    for life in &lives {
        assert!(life.contains(" owed an answer") && life.ends_with('.'), "{life}");
        assert!(
            life.starts_with("On ") || life.starts_with("Some time") || life.starts_with("In "),
            "{life}"
        );
        assert!(!life.contains("climb") && !life.contains("would have"), "{life}");
    }
}

#[test]
fn where_nobody_was_told_nothing_is_called_answered() {
    let page = Sample::empty().page(Shown::default());
    assert_eq!(page.matches("this is not “all answered”. Chronology rows start no clock.").count(), 2);
    assert!(!page.contains("0 warnings"));
}

#[test]
fn a_post_nobody_named_is_never_said_to_have_been_reached() {
    let mut town = Sample::town(3);
    for duty in &mut town.outcome.answers.duties {
        for rung in &mut duty.would_have_climbed {
            rung.post = PostId::of(&rung.post.agency(), &format!("unnamed-rank-{}", rung.rank));
        }
    }
    let page = town.page(Shown::default());
    assert!(section(&page, "would-have").contains("No post of that rank is named in the files"));
    assert!(section(&page, "unanswered").contains("no post of that rank is named in the files"));
    assert!(!page.contains("nnamed post"));
}

#[test]
fn a_concerns_own_number_stands_on_the_page_only_with_names() {
    let town = Sample::town(3);
    assert!(!town.page(Shown::default()).contains("WP/"));
    assert!(section(&town.page(ALL_SHOWN), "unanswered").contains("<td>WP/0</td>"));
}

#[test]
fn a_decision_without_reasons_is_not_said_to_address_the_substance() {
    let mut town = Sample::town(3);
    for event in &mut town.events {
        if let Body::Answered(answered) = &mut event.body {
            answered.addresses = Addresses::Substance;
        }
    }
    let page = town.page(Shown::default());
    assert!(page.contains("a decision is recorded; these files hold no reasons"));
    assert!(!page.contains("it addresses the substance"));
}

#[test]
fn rows_of_an_agency_without_a_file_are_not_outside_its_days() {
    let mut town = Sample::town(3);
    town.files.retain(|file| file.agency.as_str() != "licensing");
    let page = town.page(Shown::default());
    assert!(section(&page, "coverage").contains("no file of this agency was given"));
}

#[test]
fn a_busy_place_without_a_role_has_ordinary_reasons() {
    let mut town = Sample::town(3);
    town.outcome.joined.questions.iter_mut().for_each(|question| question.innocent_roles.clear());
    let page = town.page(Shown::default());
    assert!(page.contains(
        "Many children’s records name it (900): busy places are shared by many for ordinary reasons."
    ));
    // Phone and vehicle are shared by few.
    assert!(page.contains("No recorded role explains it innocently; that proves nothing."));
}

#[test]
fn a_weight_stands_in_plain_words_beside_its_bits() {
    let page = Sample::town(3).page(Shown::default());
    assert!(section(&page, "identities").contains("about 4,000 to 1 for the same person (12.0 bits: "));
}
