//! The page of a replay: complete in one file, without any request or script.

use std::collections::BTreeMap;

use record::policy::Policy;
use record::{AgencyId, Day};

use super::words::{self, LINES, Line, READINGS, later};
use super::{Question, Reading, Replay, Row, Run, Use, background, matters, picture};
use crate::html::{Html, counted};
use crate::svg::fitted;
use crate::svg::lanes::{self, Lane, Mark, Shape};

struct Section {
    id: &'static str,
    title: &'static str,
    make: fn(&Replay<'_>, &mut Html),
}

const BACKGROUND: Section =
    Section { id: "background", title: "Inside an ordinary partnership", make: background::page::section };

/// The sections of a page: the one on a background only where there is one.
fn sections(replay: &Replay<'_>) -> impl Iterator<Item = &'static Section> {
    SECTIONS.iter().filter(|section| section.id != BACKGROUND.id || replay.embedding.is_some())
}

const SECTIONS: [Section; 9] = [
    Section { id: "results", title: "What the rules would have asked, and when", make: results },
    Section { id: "picture", title: "Results and benchmarks over time", make: picture_section },
    Section { id: "benchmarks", title: "How many days before the benchmarks", make: benchmarks },
    BACKGROUND,
    Section { id: "shared", title: "What two children’s records first share, and why", make: shared },
    Section {
        id: "matters",
        title: "Strategic matters and checks the rules would have opened",
        make: matters::section,
    },
    Section { id: "ends", title: "Answers and withdrawals, and what they ended", make: ends },
    Section { id: "timeline", title: "The published timeline", make: timeline },
    Section { id: "limits", title: "What this cannot show", make: limits },
];

/// The whole page.
pub(super) fn page(replay: &Replay<'_>) -> Html {
    let mut html = head(replay);
    for section in sections(replay) {
        html.raw("<section").attr("aria-labelledby", format_args!("h-{}", section.id)).attr("id", section.id);
        html.raw("><h2")
            .attr("id", format_args!("h-{}", section.id))
            .raw(">")
            .raw(section.title)
            .raw("</h2>\n");
        (section.make)(replay, &mut html);
        html.raw("</section>\n");
    }
    html.raw("</main>\n</body>\n</html>\n");
    html
}

/// What this page alone has.
const STYLE: &str = ".m.would { fill: var(--would-ground); stroke: var(--would); stroke-width: 1.6; stroke-dasharray: 3 1.5; }\n#benchmarks tbody th { min-width: 17rem; }\n#timeline td:nth-child(5) { min-width: 15rem; }\n";

fn head(replay: &Replay<'_>) -> Html {
    let mut html = Html::new("replay");
    html.begin_page(format_args!("Replay of {}: what the rules would have asked", replay.file), STYLE);
    html.raw("<header><p class=\"soft\">Replay by candour of ").text(&replay.file);
    html.raw("</p>\n<h1>What the rules would have asked, beside what was done</h1></header>\n");
    html.raw("<nav aria-label=\"Contents\"><ol>\n");
    for section in sections(replay) {
        html.raw("<li><a").attr("href", format_args!("#{}", section.id)).raw(">");
        html.raw(section.title).raw("</a></li>\n");
    }
    html.raw("</ol></nav>\n<main id=\"main\" tabindex=\"-1\">\n");
    html.raw("<p class=\"first\">").text(words::rows_read(replay));
    html.raw(". The rules of candour were run over what was fed, as of the end of ").text(replay.as_of);
    html.raw(".</p>\n<p class=\"note\">This is a replay. Nothing climbed in reality, and what <span class=\"would\">would have</span> been asked of a post is not what it knew. Candour was not there. <a href=\"#limits\">What this cannot show</a> belongs to every figure here.</p>\n");
    html
}

/// The results: one table for each reading.
fn results(replay: &Replay<'_>, html: &mut Html) {
    html.p("The sources seldom give a day. So everything is counted three times: each imprecise date taken as its earliest, its middle and its latest day. A result that holds only under one of them is a weak one.");
    html.p("It is also counted twice over: certain, with only the children whom the timeline gives a pseudonym; and possible, where children without one count too, each as another child.");
    for (name, of) in READINGS {
        html.table(words::capital(name), &heads(replay, "Result"), |html| {
            for line in &LINES {
                html.tr(|html| {
                    html.th(|html| title(html, line));
                    replay
                        .runs
                        .iter()
                        .for_each(|run| html.td(|html| cell(replay.policy, html, line, of(run))));
                });
            }
            html.tr(|html| {
                html.th(|html| {
                    html.raw("Duties, and how many of them an answer ended");
                });
                for run in &replay.runs {
                    let reading = of(run);
                    let ended = reading.by_row.iter().map(|duties| duties.ended as u64).sum();
                    html.td(|html| {
                        html.number(reading.duties as u64).raw("; ended: ").number(ended);
                    });
                }
            });
            html.tr(|html| {
                html.th(|html| {
                    html.raw("Events fed, of which stand for a count");
                });
                for run in &replay.runs {
                    let reading = of(run);
                    html.td(|html| {
                        html.number(reading.events as u64).raw("; ").number(reading.synthetic as u64);
                    });
                }
            });
        });
    }
    html.raw("<p>As a table: <a href=\"replay.csv\">replay.csv</a>; every duty by row and post: <a href=\"duties.csv\">duties.csv</a>; for a machine: <a href=\"replay.json\">replay.json</a>.</p>\n");
}

/// A first column and one for each convention.
fn heads<'h>(replay: &'h Replay<'_>, first: &'h str) -> Vec<&'h str> {
    let mut heads = vec![first];
    heads.extend(replay.runs.iter().map(|run| match run.dates {
        "earliest" => "Dates taken as earliest",
        "middle" => "Dates taken as middle",
        _ => "Dates taken as latest",
    }));
    heads
}

fn title(html: &mut Html, line: &Line) {
    if line.would_have {
        html.raw("<span class=\"would\">").raw(line.title).raw("</span>");
    } else {
        html.raw(line.title);
    }
}

fn cell(policy: &Policy, html: &mut Html, line: &Line, reading: &Reading) {
    let Some(found) = (line.of)(reading) else {
        html.raw("<span class=\"soft\">none</span>");
        return;
    };
    if line.would_have {
        html.raw("<span class=\"would\">would have been ").text(found.day).raw("</span>");
    } else {
        html.text(found.day);
    }
    html.raw(" ");
    match reading.question.as_ref().filter(|_| line.code == "question") {
        Some(question) => {
            html.raw("<small>").text(&question.thing).raw(", with </small>");
        }
        None => {
            let post = words::post(policy, &found.agency, found.post.as_deref(), found.rank);
            html.raw("<small>").text(post).raw(", </small>");
        }
    }
    row_link(html, &found.row);
}

pub(super) fn row_link(html: &mut Html, row: &str) {
    html.raw("<a").attr("href", format_args!("#row-{row}")).raw(">").text(row).raw("</a>");
}

fn picture_section(replay: &Replay<'_>, html: &mut Html) {
    html.raw("<p class=\"past\"><a href=\"#after-results\">Go past the picture</a></p>\n");
    html.raw("<figure><div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"Results and benchmarks, scrolls sideways\">\n");
    picture::draw(replay, html);
    html.raw("</div><figcaption>Upper row of each lane: certain; lower row: possible. The tables above and below hold the same dates.</figcaption></figure>\n<div id=\"after-results\"></div>\n");
}

/// Days from each result to each benchmark, one table for each convention.
fn benchmarks(replay: &Replay<'_>, html: &mut Html) {
    html.p("Benchmarks were never fed. Each cell says how long after the result of its column the benchmark of its row came. It compares dates; it does not say that anything would have been prevented. Where both readings give the same number of days it stands once.");
    let mut heads = vec!["Benchmark", "Its date"];
    heads.extend(LINES.iter().map(|line| line.since));
    for run in &replay.runs {
        html.table(format_args!("Dates taken as {}", run.dates), &heads, |html| {
            for (place, day) in &run.benchmarks {
                if let Some(row) = replay.rows.get(*place) {
                    html.tr(|html| benchmark_row(html, row, *day, run));
                }
            }
        });
    }
    html.raw("<p>As a table: <a href=\"benchmarks.csv\">benchmarks.csv</a>.</p>\n");
}

fn benchmark_row(html: &mut Html, row: &Row, day: Day, run: &Run) {
    html.th(|html| {
        row_link(html, &row.id);
        html.raw(" <span class=\"soft\">").text(&row.summary).raw("</span>");
    });
    html.td_dates(day);
    for line in &LINES {
        let days = |reading: &Reading| {
            let found = (line.of)(reading);
            found.map_or_else(|| "none".to_owned(), |found| later(words::days(found.day, day)))
        };
        let (certain, possible) = (days(&run.certain), days(&run.possible));
        html.td(|html| {
            html.raw(if line.would_have { "<span class=\"would\">" } else { "<span>" });
            if certain == possible {
                html.text(certain);
            } else {
                html.raw("certain: ").text(certain).raw("<br>possible: ").text(possible);
            }
            html.raw("</span>");
        });
    }
}

/// The explanation of the first question of each run.
fn shared(replay: &Replay<'_>, html: &mut Html) {
    html.p("A shared person, place or vehicle is a question to somebody, not an accusation, and nobody is scored. A word that stands for several things, such as “care homes”, links nobody. Two records may also speak of one and the same child: a child without a pseudonym counts as another only in the possible reading.");
    for (name, of) in READINGS {
        html.raw("<h3>").text(words::capital(name)).raw("</h3>\n");
        if replay.runs.iter().all(|run| of(run).question.is_none()) {
            html.p("None, whichever way the dates are read. That is an honest result, and no all-clear.");
        }
        for run in &replay.runs {
            if let Some(question) = &of(run).question {
                explained(replay, html, run, question, &of(run).questions);
            }
        }
    }
}

fn explained(replay: &Replay<'_>, html: &mut Html, run: &Run, question: &Question, all: &[(String, Day)]) {
    html.raw("<div class=\"question\"><h4>Dates taken as ").text(run.dates).raw(": ");
    html.text(question.kind.word().replace('_', " ")).raw(" ").text(&question.thing).raw("</h4>\n<p>");
    html.raw("<span class=\"would\">Would have been asked on ").text(question.day);
    html.raw("</span>, when a second child’s record named it. Children: ")
        .text(question.children.join(", "))
        .raw(".");
    let others: Vec<String> = all
        .iter()
        .filter(|(thing, _)| *thing != question.thing)
        .map(|(thing, day)| format!("{thing} ({day})"))
        .collect();
    if !others.is_empty() {
        html.raw(" Also <span class=\"would\">would have been asked</span> of: ")
            .text(others.join(", "))
            .raw(".");
    }
    html.raw("</p>\n");
    let caption = format!("Records that share {}", question.thing);
    html.table(caption, &["Record", "Date", "Whose record", "Told to", "What it says"], |html| {
        for record in &question.records {
            let row = replay.rows.iter().find(|row| row.id == record.row);
            html.tr(|html| {
                html.th(|html| row_link(html, &record.row));
                html.td_dates(record.day);
                html.td_text(words::agency(replay.policy, &record.agency));
                html.td_text(row.map_or("", |row| row.told.as_str()));
                html.td_text(row.map_or("", |row| row.summary.as_str()));
            });
        }
    });
    html.raw("</div>\n");
}

fn ends(replay: &Replay<'_>, html: &mut Html) {
    html.p("A duty ends only with an answer of substance. An answer about the writer or the procedure, and a withdrawal, end nothing.");
    let heads = [
        "Answer or withdrawal",
        "Its date",
        "Speaks of",
        "What it was",
        "Ended the duty",
        "Silence would have climbed to",
    ];
    for run in &replay.runs {
        let (certain, possible) = (&run.certain.ends, &run.possible.ends);
        html.table(format_args!("Dates taken as {}", run.dates), &heads, |html| {
            for ending in possible {
                html.tr(|html| {
                    html.th(|html| row_link(html, &ending.row));
                    html.td_dates(ending.day);
                    html.td(|html| row_link(html, &ending.of));
                    html.td_text(&ending.why);
                    html.td_text(if ending.ended { "yes" } else { "no" });
                    html.td(|html| match ending.climbed {
                        Some((rank, day)) => {
                            html.raw("<span class=\"would\">rank ")
                                .text(rank)
                                .raw(" on ")
                                .text(day)
                                .raw("</span>");
                        }
                        None => {
                            html.raw("<span class=\"soft\">none</span>");
                        }
                    });
                });
            }
        });
        if certain != possible {
            html.p("In the certain reading some of these rows are left out; replay.json lists both.");
        }
    }
}

fn timeline(replay: &Replay<'_>, html: &mut Html) {
    html.p("Every row of the file. A bar stands over all the days a row may mean. The words are the timeline’s own; they are not candour’s.");
    timeline_picture(replay, html);
    let heads =
        ["Row", "Date", "Agency and post", "Told to", "What", "Signs", "#Events", "Used as", "Source"];
    html.table("The published timeline, by date", &heads, |html| {
        for row in &replay.rows {
            html.raw("<tr").attr("id", format_args!("row-{}", row.id)).raw(">");
            html.th(|html| {
                html.text(&row.id);
            });
            html.td(|html| {
                html.text(row.when).raw(" <small>").text(row.date_basis).raw("</small>");
            });
            html.td_text(match row.rank {
                Some(rank) => words::post(replay.policy, &row.agency, row.post.as_deref(), rank),
                None => [words::agency(replay.policy, &row.agency), row.post.clone().unwrap_or_default()]
                    .join(" "),
            });
            html.td_text(&row.told);
            html.td_text(&row.summary);
            html.td_text(row.signs.join(", "));
            html.td_number(u64::from(row.events));
            html.td_text(words::used(row.used));
            html.td(|html| {
                html.text(&row.source).raw(" <small>").text(&row.basis).raw("</small>");
            });
            html.raw("</tr>\n");
        }
    });
    if !replay.findings.is_empty() {
        html.raw("<p>").text(counted(replay.findings.len() as u64, "thing was", "things were"));
        html.raw(" odd in the file: <a href=\"findings.csv\">findings.csv</a>.</p>\n");
    }
}

/// The rows that were fed, in lanes by agency.
fn timeline_picture(replay: &Replay<'_>, html: &mut Html) {
    let Some((first, last)) = picture::row_years(replay) else { return };
    let mut by_agency: BTreeMap<&AgencyId, Vec<Mark>> = BTreeMap::new();
    for row in &replay.rows {
        if let Some(shape) = shape(row.used) {
            by_agency.entry(&row.agency).or_default().push(Mark {
                when: row.when.earliest().zip(row.when.latest()),
                open: None,
                shape,
                href: format!("#row-{}", row.id),
                title: format!("{}: {} ({})", row.when, fitted(&row.summary, 100), row.id),
                from_lane: None,
            });
        }
    }
    let lanes: Vec<Lane> = by_agency
        .into_iter()
        .map(|(agency, marks)| Lane { name: words::agency(replay.policy, agency), marks })
        .collect();
    let words = "Rows that were fed, in the lane of the agency whose act or knowledge they are. The table below holds every row.";
    html.raw("<p class=\"past\"><a href=\"#after-timeline\">Go past the picture</a></p>\n");
    html.raw("<figure><div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"Timeline, scrolls sideways\">\n");
    lanes::draw(
        html,
        "timeline-picture",
        &lanes::axis(first, last),
        &lanes,
        "The published timeline by agency",
        words,
    );
    html.raw("</div><figcaption>")
        .raw(words)
        .raw("</figcaption></figure>\n<div id=\"after-timeline\"></div>\n");
}

/// How a row that was fed is drawn.
fn shape(used: Use) -> Option<Shape> {
    match used {
        Use::Input => Some(Shape::Told),
        Use::Withdrawal => Some(Shape::Contested),
        Use::Answer => Some(Shape::Answered),
        Use::Response => Some(Shape::Recorded),
        Use::Benchmark | Use::Context => None,
    }
}

/// What a replay cannot show. No flag removes it.
pub(super) fn cannot_show(replay: &Replay<'_>) -> Vec<String> {
    let mut lines: Vec<String> = [
        "A replay says what today’s rules would have asked, had they been in force and every row of this file been told to \
         candour on its date. It does not say what anybody would have answered, nor that any harm would have been prevented.",
        "Nothing climbed in reality. What would have climbed is no knowledge: who knew is what the timeline itself says.",
        "The timeline holds what was published years later, and little of what lay in the files. What nobody recorded, or \
         nobody published, is not in it. No pattern found is never an all-clear.",
        "Days are seldom stated. Counts (“about 500 times”) are spread evenly over their time, and shared out among their \
         children by the seed: single events of a count are no facts.",
        "A timeline is written by people who know how it ended. A rule that fires here may also fire where nothing is wrong; \
         only a replay inside an ordinary partnership (`candour replay FILE --background`) shows how often.",
        "A pseudonym is one child, person or place because whoever coded the timeline says so. Agencies would have had to join \
         their own spellings first.",
        "The rules in this form open no duty for a pattern, no matter for a record that names a group, and no check after a \
         withdrawal; they are shown as what they are: a question, a date, a row.",
    ]
    .map(str::to_owned)
    .into();
    for run in &replay.runs {
        if !run.left_out.is_empty() {
            lines.push(format!(
                "With dates taken as {}, {} left out, because only the time under review is known of their dates: {}.",
                run.dates,
                counted(run.left_out.len() as u64, "row is", "rows are"),
                run.left_out.join(", ")
            ));
        }
    }
    lines.extend(replay.embedding.iter().flat_map(background::page::cannot_show));
    lines
}

fn limits(replay: &Replay<'_>, html: &mut Html) {
    html.raw("<ul>\n");
    for line in cannot_show(replay) {
        html.raw("<li>").text(line).raw("</li>\n");
    }
    html.raw("</ul>\n<p>Policy: ")
        .text(&replay.policy.name)
        .raw(", digest <code>")
        .text(&replay.policy.digest);
    html.raw("</code>. Seed: ").text(replay.seed).raw(".</p>\n");
}
