//! The section of the page on an ordinary partnership.

use super::picture;
use super::words::{OF_READINGS, OfReading, VARIANTS, backgrounds, days, over, place, spread, standing};
use super::{COUNTS, Embedding, Place};
use crate::html::Html;
use crate::replay::words::{LINES, Line, capital};
use crate::replay::{Reading, Replay};

/// The section; nothing without a background.
pub(in crate::replay) fn section(replay: &Replay<'_>, html: &mut Html) {
    let Some(embedding) = &replay.embedding else { return };
    html.raw("<p>The same rows, laid among the records of ").text(backgrounds(embedding));
    html.raw(". Its files cover ").text(embedding.covers.0).raw(" to ").text(embedding.covers.1);
    if let Some(first) = embedding.backgrounds.first() {
        html.raw("; they and the rows that are fed both speak of ").text(first.shared.0);
        html.raw(" to ").text(first.shared.1);
    }
    html.raw(". Imprecise dates are taken as ").text(embedding.dates).raw(".</p>\n");
    html.p("Once with the timeline’s true ties, and once without: then the same rows were told to the same posts on the same days, but no two children share a person, place or vehicle, and no record names a group. What comes out without ties would have come out of unconnected children too.");
    results(replay, embedding, html);
    html.raw("<h3>Would it have stood out?</h3>\n");
    html.p(standing(embedding));
    places(embedding, html);
    html.raw("<h3>What the same rules would have asked of everybody else</h3>\n");
    html.p("Counts of the background alone; nothing here concerns the timeline. A question is for a person to ask, and no alarm. Of several backgrounds: the middle one, and in brackets the lowest and the highest.");
    picture::draw(embedding, html);
    years(embedding, html);
    beside(embedding, html);
    html.raw("<p>As tables: <a href=\"background.csv\">background.csv</a> (each background and year), <a href=\"embedded.csv\">embedded.csv</a> (each result).</p>\n");
}

/// Each result alone, with and without ties.
fn results(replay: &Replay<'_>, embedding: &Embedding, html: &mut Html) {
    let alone = replay.runs.iter().find(|run| run.dates == embedding.dates);
    for (name, reading) in OF_READINGS {
        let caption = format!("{}: the timeline alone, and inside an ordinary partnership", capital(name));
        let heads = ["Result", "Alone", VARIANTS[0].1, VARIANTS[1].1];
        html.table(caption, &heads, |html| {
            for line in &LINES {
                html.tr(|html| {
                    html.th(|html| {
                        html.raw(line.title);
                    });
                    let of = |reading: &Reading| (line.of)(reading).map(|found| found.day);
                    let alone = alone.map(|run| match name {
                        "certain" => of(&run.certain),
                        _ => of(&run.possible),
                    });
                    html.td(|html| dates(html, line, &over(&[alone.flatten()])));
                    for (_, _, variant) in VARIANTS {
                        html.td(|html| dates(html, line, &over(&days(embedding, line, variant, reading))));
                    }
                });
            }
            html.tr(|html| duties(replay, embedding, reading, name, html));
        });
    }
}

/// What would have been says so wherever its date stands.
fn dates(html: &mut Html, line: &Line, dates: &str) {
    if dates == "none" {
        html.raw("<span class=\"soft\">none</span>");
    } else if line.would_have {
        html.raw("<span class=\"would\">would have been ").text(dates).raw("</span>");
    } else {
        html.text(dates);
    }
}

fn duties(replay: &Replay<'_>, embedding: &Embedding, reading: OfReading, name: &str, html: &mut Html) {
    html.th(|html| {
        html.raw("Duties");
    });
    let alone = replay.runs.iter().find(|run| run.dates == embedding.dates);
    let count =
        alone.map_or(0, |run| if name == "certain" { run.certain.duties } else { run.possible.duties });
    html.td_text(crate::html::thousands(count as u64));
    for (_, _, variant) in VARIANTS {
        let counts = embedding.backgrounds.iter().map(|of| reading(variant(of)).duties as u64);
        html.td_text(spread(super::Spread::of(counts)));
    }
}

fn places(embedding: &Embedding, html: &mut Html) {
    html.p("The place in the order for reading: ties that a recorded role explains are left out of the count; unanswered records come first, then more agencies, then the less busy thing. It is taken at the end of the year in which the question was first asked, with nothing that came later.");
    let heads = [
        "Background",
        "Reading",
        "Shared",
        "As of",
        "Among all questions",
        "Among those first asked in that year",
    ];
    html.table("Where the timeline’s question would have stood", &heads, |html| {
        for (number, of) in (1u64..).zip(&embedding.backgrounds) {
            for (reading, at) in [("certain", &of.place_certain), ("possible", &of.place_possible)] {
                html.tr(|html| place_row(html, (number, of.seed), reading, at.as_ref()));
            }
        }
    });
}

fn place_row(html: &mut Html, (number, seed): (u64, Option<u64>), reading: &'static str, at: Option<&Place>) {
    html.th(|html| match seed {
        Some(seed) => {
            html.raw("seed ").text(seed);
        }
        None => {
            html.text(number);
        }
    });
    html.td_text(reading);
    match at {
        Some(at) => {
            html.td_text(&at.thing);
            html.td_dates(at.as_of);
            for (stood, of) in [(at.place, at.of), (at.place_of_year, at.of_year)] {
                html.td(|html| {
                    html.raw("<span class=\"would\">would have been ").text(place(stood, of)).raw("</span>");
                });
            }
        }
        None => (0..4).for_each(|_| html.td_text("none")),
    }
}

fn years(embedding: &Embedding, html: &mut Html) {
    let mut heads = vec!["Year"];
    heads.extend(COUNTS.iter().map(|count| count.title));
    let columns = COUNTS.each_ref().map(|count| embedding.years(count));
    html.table("The background by year", &heads, |html| {
        for (place, (year, is_whole, _)) in columns[0].iter().enumerate() {
            html.tr(|html| {
                html.th(|html| {
                    html.text(year).raw(if *is_whole { "" } else { " <small>in part</small>" });
                });
                for (count, column) in COUNTS.iter().zip(&columns) {
                    let of = column.get(place).and_then(|of| of.2);
                    html.td(|html| {
                        let would = count.code == "would_have_climbed_rank_4";
                        html.raw(if would { "<span class=\"would\">" } else { "<span>" });
                        html.text(spread(of)).raw("</span>");
                    });
                }
            });
        }
    });
}

/// What the counts leave out.
fn beside(embedding: &Embedding, html: &mut Html) {
    let of = |number: fn(&super::Embedded) -> u64| {
        spread(super::Spread::of(embedding.backgrounds.iter().map(number)))
    };
    html.raw("<p>Not counted as questions: ").text(of(|background| background.explained));
    html.raw(" that a recorded role such as a home or a school explains, and ")
        .text(of(|background| background.not_dated));
    html.raw(" that only possible links make. Events of the background: ")
        .text(of(|background| background.events as u64));
    html.raw(".</p>\n");
}

/// What an embedding cannot show.
pub(in crate::replay) fn cannot_show(embedding: &Embedding) -> Vec<String> {
    let mut lines: Vec<String> = [
        "The ordinary partnership is made up or given, and it is not the place of the timeline. Nothing of it names the \
         timeline’s children or things, and the timeline’s agencies stay apart from its agencies: a place so busy that it hides \
         a true tie is not tested.",
        "Made-up agencies write no record that names a group, so how often such records are false is not shown.",
    ]
    .map(str::to_owned)
    .into();
    if embedding.backgrounds.iter().any(|of| of.years.iter().any(|year| year.true_questions.is_none())) {
        lines.push(
            "Of this background nobody knows who was really harmed together, so its questions may be right or wrong.".to_owned(),
        );
    }
    lines
}
