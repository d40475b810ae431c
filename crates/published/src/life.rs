//! The life of a duty in sentences: who was told, what was owed by when, what was done, and where it stands.
//!
//! Only what the files say, and what was owed by it. What silence would have set off is no part of a life: nothing of it
//! happened, and it stands in columns of its own.

use record::outputs::{Duty, EventIx, Standing};
use record::time::Precision;
use record::{Body, By, Claimed, Event, Tri};

use crate::Material;
use crate::html::counted;
use crate::label::Labels;

/// Most rows told one by one; a life with more points to the table.
const MOST_STEPS: usize = 14;

/// The material a life is told from, and what things are called in it.
#[derive(Clone, Copy)]
pub(crate) struct Story<'a> {
    pub(crate) material: &'a Material<'a>,
    pub(crate) labels: &'a Labels<'a>,
}

impl<'a> Story<'a> {
    fn event(self, ix: EventIx) -> Option<&'a Event> {
        self.material.events.get(ix as usize)
    }

    fn row(self, ix: EventIx) -> String {
        self.event(ix).map_or_else(String::new, |event| event.id.to_string())
    }
}

/// The life of a duty as one paragraph of plain sentences.
///
/// `told`: the post itself was told. Else the rules alone would have opened the duty, and the sentences say so.
pub(crate) fn life(story: Story<'_>, duty: &Duty, told: bool) -> String {
    let mut text = String::new();
    let mut say = |sentence: String| {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence);
    };
    if let Some(event) = story.event(duty.opened_by) {
        say(step(story, duty.opened_by, event));
    }
    say(owed(story, duty, told));
    // What the duty rests on from before its own telling is another's story: the first telling of a reopened concern.
    let later = duty.inputs.iter().copied().filter(|ix| *ix > duty.opened_by);
    let rows: Vec<EventIx> = later.collect();
    for ix in rows.iter().take(MOST_STEPS) {
        if let Some(event) = story.event(*ix) {
            say(step(story, *ix, event));
        }
    }
    if rows.len() > MOST_STEPS {
        say(format!(
            "{} in the chronology.",
            counted((rows.len() - MOST_STEPS) as u64, "more row stands", "more rows stand")
        ));
    }
    say(stands(story, duty));
    text
}

/// Who owed an answer by when.
fn owed(story: Story<'_>, duty: &Duty, told: bool) -> String {
    let post = match story.labels.is_named(&duty.post) {
        true => story.labels.post(&duty.post),
        false => story.labels.reached(&duty.post),
    };
    let by = match (duty.due_earliest.map(|at| at.day()), duty.due_latest.map(|at| at.day())) {
        (Some(a), Some(b)) if a == b => format!("by {b}"),
        (Some(a), Some(b)) => format!("by a day from {a} to {b}; the dates do not say which"),
        (Some(a), None) => format!("by a day not before {a}"),
        (None, Some(b)) => format!("by {b} at the latest"),
        (None, None) => "; no limit can be counted from what the files say".to_owned(),
    };
    let sep = if by.starts_with(';') { "" } else { " " };
    let mut sentence =
        format!("{} {} an answer{sep}{by}.", capital(&post), if told { "owed" } else { "would have owed" });
    if let Some(first) = duty.first_started {
        sentence.push_str(&format!(" The concern was reopened: it was first told {}.", lower(&when(first))));
    }
    if duty.paused_working_days > 0 {
        let days = counted(u64::from(duty.paused_working_days), "working day", "working days");
        let unpaused = duty
            .due_unpaused_latest
            .map_or_else(String::new, |at| format!("; without that it was due by {}", at.day()));
        sentence.push_str(&format!(" The clock was paused for {days}{unpaused}."));
    }
    if let Some(instead) = &duty.answers_instead {
        sentence.push_str(&format!(
            " Nobody held that post then; {} answers in its stead.",
            story.labels.post(instead)
        ));
    }
    sentence
}

/// One row as a sentence, with its id.
fn step(story: Story<'_>, ix: EventIx, event: &Event) -> String {
    let labels = story.labels;
    let (when, by) = (when(event.claimed), who(story, &event.by));
    let said = match &event.body {
        Body::Told(told) => {
            let to = labels.addressee(&told.told_to);
            let mut said = match told.passes.is_some() {
                true => format!("{when} {by} passed it on to {to}"),
                false => format!("{when} {to} was told"),
            };
            if told.passes.is_none() && told.teller.as_str() != "unknown" {
                said.push_str(&format!(" (told by: {})", labels.teller(&told.teller)));
            }
            if told.immediate_danger {
                said.push_str("; immediate danger was marked");
            }
            if !told.signs.is_empty() {
                said.push_str(&format!("; signs: {}", labels.signs(&told.signs)));
            }
            said
        }
        Body::Opened(_) => format!("{when} {by} opened it"),
        Body::Answered(_) => {
            let said = labels.event(event);
            format!("{when} {by} replied: {}", said.strip_prefix("Answered: ").unwrap_or(&said))
        }
        Body::HandedOver(over) => {
            format!(
                "{when} {by} handed it over to {}, which holds it only once it accepts",
                labels.addressee(&over.to)
            )
        }
        Body::Read(_) => format!("{when} {by} read the record"),
        Body::Accepted(_) => format!("{when} {by} accepted it"),
        Body::Countersigned(_) => format!("{when} {by} countersigned"),
        Body::Refused(_) => format!("{when} {by} refused it"),
        Body::Withdrawn(_) => format!("{when} it was recorded as withdrawn, which answers nothing"),
        Body::Disputed(_) => format!("{when} {by} disputed the answer"),
        Body::Challenged(_) => format!("{when} {by} challenged the post"),
        _ => format!("{when} {by} recorded: {}", lower(&labels.event(event))),
    };
    format!("{} [{}].", capital(&said), story.row(ix))
}

/// Where it stands at the end.
fn stands(story: Story<'_>, duty: &Duty) -> String {
    let as_of = story.material.as_of;
    let late = match duty.late {
        Tri::Yes => "late",
        Tri::No => "in time",
        Tri::CannotTell => "in time or late: the dates do not say",
    };
    let row = duty.answered_by.map(|ix| format!(" [{}]", story.row(ix))).unwrap_or_default();
    match duty.standing {
        Standing::Answered if duty.is_disputed() => {
            format!("It was answered{row}, {late}; the answer is disputed.")
        }
        Standing::Answered => format!("It was answered{row}, {late}."),
        Standing::DecidedWithoutReasons => {
            format!(
                "By the end of {as_of} a decision is recorded{row}; these files hold no reasons for it, so it is not known to be an answer."
            )
        }
        Standing::AnsweredNotInSubstance => {
            format!(
                "By the end of {as_of} nobody had answered the substance: the last reply{row} ends nothing."
            )
        }
        Standing::Opened => {
            format!("By the end of {as_of} no record shows an answer; the post had opened it.")
        }
        Standing::Open => {
            format!("By the end of {as_of} no record shows that the post opened it or answered.")
        }
    }
}

/// Whoever acted: the post if the row names one, else the agency.
fn who(story: Story<'_>, by: &By) -> String {
    match &by.post {
        Some(post) => story.labels.post(post),
        None => story.labels.agency(&by.agency).into_owned(),
    }
}

/// A date at the beginning of a sentence.
fn when(claimed: Claimed) -> String {
    let doubt = if claimed.is_doubtful() { " (a doubtful date)" } else { "" };
    let plain = match (claimed.earliest(), claimed.latest()) {
        (None, None) => "On a day that no file states".to_owned(),
        (None, Some(last)) => format!("By {}", last.day()),
        (Some(first), None) => format!("Some time from {} on", first.day()),
        (Some(first), Some(last)) => match claimed.precision() {
            Precision::Minute => format!("On {}", first.to_string().replacen('T', " at ", 1)),
            Precision::Week => format!("In the week of {}", first.day()),
            Precision::Month | Precision::Year => format!("In {}", bare(claimed)),
            _ if first.day() == last.day() => format!("On {}", first.day()),
            _ => format!("Some time from {} to {}", first.day(), last.day()),
        },
    };
    plain + doubt
}

fn bare(claimed: Claimed) -> String {
    claimed.to_string().trim_end_matches('?').to_owned()
}

fn capital(text: &str) -> String {
    first_letter(text, |letter| letter.to_uppercase().collect())
}

fn lower(text: &str) -> String {
    first_letter(text, |letter| letter.to_lowercase().collect())
}

fn first_letter(text: &str, change: fn(char) -> String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| change(first) + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::{lower, when};
    use record::{Claimed, Day};

    #[test]
    fn a_date_reads_as_precisely_as_it_was_claimed() {
        let day = |text| Day::parse_iso(text).expect("a date");
        let march = Claimed::month(2019, 3).expect("a month");
        assert_eq!(when(Claimed::day(day("2019-03-12"))), "On 2019-03-12");
        assert_eq!(
            when(Claimed::minute(day("2019-03-12").start().add_minutes(61))),
            "On 2019-03-12 at 01:01"
        );
        assert_eq!(when(march), "In 2019-03");
        assert_eq!(when(Claimed::before(day("2019-03-12"))), "By 2019-03-12");
        assert_eq!(when(Claimed::UNKNOWN), "On a day that no file states");
        assert_eq!(
            when(Claimed::range(day("2019-03-01"), day("2019-03-12"))),
            "Some time from 2019-03-01 to 2019-03-12"
        );
    }

    #[test]
    fn letters_of_any_script_are_changed_whole() {
        assert_eq!((lower("Élan").as_str(), lower("").as_str()), ("élan", ""));
    }
}
