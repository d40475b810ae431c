//! `duties.csv`: who owed an answer to which concern. Where silence would have climbed stands in columns of its own.

use std::io;

use record::outputs::{Duty, Hand, WouldClimb};
use record::{Body, Moment, Tri};

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;
use crate::label::Labels;
use crate::life::{Story, life};

const HEADING: [&str; 32] = [
    "concern",
    "concern_place",
    "concern_id",
    "clock",
    "clock_title",
    "about",
    "sign_codes",
    "post",
    "post_title",
    "agency",
    "rank",
    "answers_instead",
    "in_hands",
    "started",
    "first_started",
    "due_earliest",
    "due_latest",
    "due_unpaused_latest",
    "paused_working_days",
    "standing",
    "late",
    "opened_row",
    "answer_row",
    "would_have_climbed_to_rank",
    "would_have_climbed_to_post",
    "would_have_climbed_earliest",
    "would_have_climbed_latest",
    "would_have_climbed_certain",
    "would_have_climbed_rungs",
    "in_words",
    "inputs",
    "remarks",
];

/// With a store: where the telling, the record that it was opened, and the answer stand in the log.
const OF_LOG: [&str; 3] = ["told_log_index", "opened_log_index", "answer_log_index"];

/// Writes the table, and beside it `obligations.csv` in the same columns: what organisations' own acts would have opened.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("duties.csv")?, &called.heading(&HEADING, &OF_LOG))?;
    for duty in &called.material.outcome.answers.duties {
        let mut row = Vec::from(cells(called, duty, true));
        row.extend(called.log_cells(&[Some(duty.opened_by), duty.shown_opened_by, duty.answered_by]));
        table.row(&row)?;
    }
    for duty in of_the_rules(called) {
        table.row(&would_have_been_opened(called, duty))?;
    }
    table.end()?;
    let mut table = Table::new(folder.file("obligations.csv")?, &called.heading(&HEADING, &OF_LOG))?;
    for duty in called.material.outcome.organised.duties() {
        table.row(&would_have_been_opened(called, duty))?;
    }
    table.end()
}

/// Nobody told the post: in a review the rules alone would have opened it.
fn would_have_been_opened(called: &Called<'_>, duty: &Duty) -> Vec<String> {
    let mut row = Vec::from(cells(called, duty, false));
    let remarks = &mut row[HEADING.len() - 1];
    let opened = ["would_have_been_opened", remarks.as_str()];
    *remarks = opened.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("|");
    row.extend(called.log_cells(&[Some(duty.opened_by), duty.shown_opened_by, duty.answered_by]));
    row
}

/// The duties of strategic matters, of interference checks and of reading again, behind those of the warnings.
fn of_the_rules<'a>(called: &Called<'a>) -> impl Iterator<Item = &'a Duty> {
    let strategic = &called.material.outcome.strategic;
    let matters = strategic.matters.iter().flat_map(|matter| matter.all_duties());
    let checks = strategic.checks.iter().map(|check| &check.duty);
    let missing = strategic.repeat_missing.iter().filter(|one| one.is_held()).map(|one| &one.duty);
    matters.chain(checks).chain(strategic.rereads.iter().map(|reread| &reread.duty)).chain(missing)
}

fn cells(called: &Called<'_>, duty: &Duty, told: bool) -> [String; HEADING.len()] {
    let labels = called.labels;
    let signs = called.event(duty.opened_by).map(|event| match &event.body {
        Body::Told(told) => labels.sign_codes(&told.signs),
        _ => String::new(),
    });
    let highest = duty.would_have_climbed.iter().max_by_key(|rung| rung.rank);
    let row = |place: Option<u32>| place.map(|place| called.row(place)).unwrap_or_default();
    let of_highest = |say: &dyn Fn(&WouldClimb) -> String| highest.map(say).unwrap_or_default();
    let rungs: Vec<String> = duty.would_have_climbed.iter().map(rung).collect();
    let mut remarks: Vec<&str> = duty.remarks.iter().map(|remark| remark.as_str()).collect();
    if acts_on_child_only(called, duty) {
        remarks.push("answer_acts_on_child_only");
    }
    [
        called.row(duty.opened_by),
        called.place(duty.opened_by),
        called.concern_id(duty.opened_by),
        duty.clock.to_string(),
        labels.clock(&duty.clock).into_owned(),
        called.children(duty.opened_by),
        signs.unwrap_or_default(),
        labels.post_id(&duty.post),
        labels.post_title(&duty.post),
        labels.agency(&duty.post.agency()).into_owned(),
        duty.rank.to_string(),
        duty.answers_instead.as_ref().map(|post| labels.post_id(post)).unwrap_or_default(),
        in_hands(called.labels, duty),
        duty.started.to_string(),
        duty.first_started.map(|first| first.to_string()).unwrap_or_default(),
        minute(duty.due_earliest),
        minute(duty.due_latest),
        minute(duty.due_unpaused_latest),
        duty.paused_working_days.to_string(),
        duty.standing_words().to_owned(),
        tri(duty.late).to_owned(),
        row(duty.shown_opened_by),
        row(duty.answered_by),
        of_highest(&|rung| rung.rank.to_string()),
        of_highest(&|rung| match labels.is_named(&rung.post) {
            true => labels.post(&rung.post),
            false => labels.reached(&rung.post),
        }),
        of_highest(&|rung| minute(rung.earliest)),
        of_highest(&|rung| minute(rung.latest)),
        of_highest(&|rung| if rung.certain { "yes" } else { "cannot tell" }.to_owned()),
        rungs.join("; "),
        life(Story { material: called.material, labels }, duty, told),
        called.rows(&duty.inputs),
        remarks.join("|"),
    ]
}

/// The answer that ended it acts on the child alone. The list stands in the order of what opened the duties.
fn acts_on_child_only(called: &Called<'_>, duty: &Duty) -> bool {
    let all = &called.material.outcome.organised.child_only;
    let from = all.partition_point(|one| one.opened_by < duty.opened_by);
    let same = all[from..].iter().take_while(|one| one.opened_by == duty.opened_by);
    let mut same = same.filter(|one| one.post == duty.post);
    same.any(|one| Some(one.answer) == duty.answered_by)
}

/// In whose hands it lay from which day on, where not in those of its holder all the time.
fn in_hands(labels: &Labels<'_>, duty: &Duty) -> String {
    let hand = |hand: &Hand| format!("{} {} {}", hand.from, hand.how.word(), labels.post_id(&hand.post));
    duty.hands.iter().map(hand).collect::<Vec<_>>().join("; ")
}

fn rung(rung: &WouldClimb) -> String {
    let when = match (rung.earliest, rung.latest) {
        (Some(from), Some(to)) if from.day() == to.day() => format!("on {}", from.day()),
        (Some(from), Some(to)) => format!("between {} and {}", from.day(), to.day()),
        (Some(from), None) => format!("not before {}", from.day()),
        (None, Some(to)) => format!("by {}", to.day()),
        (None, None) => "undated".to_owned(),
    };
    let certain = if rung.certain { "" } else { ", cannot tell" };
    format!("rank {} {when}{certain}", rung.rank)
}

fn minute(moment: Option<Moment>) -> String {
    moment.map(|moment| moment.to_string()).unwrap_or_default()
}

fn tri(tri: Tri) -> &'static str {
    match tri {
        Tri::Yes => "yes",
        Tri::No => "no",
        Tri::CannotTell => "cannot tell",
    }
}
