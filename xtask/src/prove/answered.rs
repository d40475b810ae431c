//! A million events of a hundred thousand duties brought to a date, and one new event at a time; on one core, in memory.

mod arrivals;
mod made;

use std::path::Path;
use std::time::Instant;

use flow::{Answers, Around, Joined, Ties, answer};
use record::Event;
use record::policy::Policy;

use super::page::Page;
use super::{Share, child};
use crate::Done;
use arrivals::Arrivals;
use made::{AS_OF, Size};

const SEED: u64 = 100_000;
/// How often what takes a second or so is done; the middle one counts.
const RUNS: usize = 5;

pub(crate) fn prove(root: &Path, share: Share) -> Done {
    let (size, arrivals) = match share {
        Share::Whole => (Size { duties: 100_000, events: 1_000_000 }, 20_000),
        Share::Ci => (Size { duties: 5_000, events: 50_000 }, 1_000),
    };
    let events = made::events(size, SEED);
    let policy = Policy::england();
    let mut page = Page::new("answered", "Answering a million events, and one at a time");
    let at_once = batch(&events, &policy, size, &mut page)?;
    one_by_one(events, arrivals, at_once, &policy, &mut page)?;
    page.finish(root, share, SEED)
}

/// Wall and processor seconds of one run.
#[derive(Clone, Copy, Debug)]
struct Took {
    wall: f64,
    busy: f64,
}

fn timed<T>(work: impl FnOnce() -> T) -> (Took, T) {
    let (started, before) = (Instant::now(), on_processor());
    let done = work();
    (Took { wall: started.elapsed().as_secs_f64(), busy: on_processor() - before }, done)
}

/// Seconds that this thread has run. On a machine shared with other work the wall clock counts theirs too.
fn on_processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn middle(mut runs: Vec<Took>) -> Took {
    runs.sort_by(|a, b| a.busy.total_cmp(&b.busy));
    runs[runs.len() / 2]
}

/// All at once, beside a bare pass over the same events.
fn batch(events: &[Event], policy: &Policy, size: Size, page: &mut Page) -> Result<Answers, String> {
    let bare = middle((0..RUNS).map(|_| timed(|| std::hint::black_box(bare(events))).0).collect());
    let mut runs = Vec::new();
    let mut last = None;
    for _ in 0..RUNS {
        // What the run before found is let go first: it is no part of the memory of this one.
        drop(last.take());
        let (took, found) = timed(|| answer(events, policy, AS_OF, &Around::default()));
        runs.push(took);
        last = Some(found);
    }
    let answers = last.ok_or("nothing was run")?;
    let took = middle(runs);
    let peak = child::own_peak_mb();
    let (duties, rows) = (answers.duties.len(), answers.knowledge.len());
    page.figure(
        "events",
        events.len().to_string(),
        format!(
            "{} agencies with ladders, sixteen years, every concern told, answered or left, and read",
            made::AGENCIES
        ),
    );
    // Lack of means opens further ones above.
    let at_least = format!("at least {}", size.duties);
    page.must("duties", &duties.to_string(), &at_least, duties >= size.duties);
    page.figure("rows of knowledge", rows.to_string(), "");
    page.figure(
        "bare pass over the same events, processor time",
        format!("{:.3} s", bare.busy),
        format!("every event's concern number and claimed day, nothing kept; wall {:.3} s", bare.wall),
    );
    page.bar("brought to a date, processor time of one thread", took.busy, "s", 2.0);
    page.figure(
        "the same, wall",
        format!("{:.2} s", took.wall),
        format!("the middle of {RUNS} runs by processor time"),
    );
    page.figure("brought to a date against the bare pass", format!("{:.0} x", took.busy / bare.busy), "");
    page.figure("events a second", format!("{:.0}", events.len() as f64 / took.busy), "");
    page.bar("peak memory, events included", peak, "MB", 1_000.0);
    let (further, many) = timed(|| further(events, policy, &answers));
    page.figure(
        "the other rules over the same events, processor time",
        format!("{:.2} s", further.busy),
        format!("matters, checks, rereads, organisations, conflicts, counts of use: {many} found; nothing is joined here"),
    );
    Ok(answers)
}

/// Runs the rules that come after the answers, over records of which nothing was joined; how much they found.
fn further(events: &[Event], policy: &Policy, answers: &Answers) -> usize {
    let (joined, around) = (Joined::default(), Around::default());
    let ties = Ties {
        mentions: &joined.mentions,
        entities: &joined.entities,
        entity_of: &joined.entity_of,
        households: &joined.households,
        links: &joined.links,
        questions: &joined.questions,
    };
    let strategic = flow::strategic(events, policy, AS_OF, ties, &answers.duties, &around);
    let organised = flow::organised(events, policy, AS_OF, &answers.duties, &around);
    let conflicts = flow::conflicts_of_interest(events, policy, AS_OF, &around);
    let traces = flow::gaming(events, &answers.duties, &conflicts, policy, AS_OF);
    let matters = strategic.matters.len() + strategic.checks.len() + strategic.rereads.len();
    matters + organised.duties().count() + conflicts.len() + traces.len()
}

/// Reads of every event the number of its concern and its claimed day.
fn bare(events: &[Event]) -> i64 {
    let of = |event: &Event| {
        let key = event.concern().map_or(0, |concern| i64::from(concern.key.as_bytes()[0]));
        key + event.claimed.earliest().map_or(0, |at| i64::from(at.day().0))
    };
    events.iter().map(of).sum()
}

/// One at a time, on top of all the others; and at the end the same as all at once.
fn one_by_one(
    events: Vec<Event>,
    arrivals: usize,
    at_once: Answers,
    policy: &Policy,
    page: &mut Page,
) -> Done {
    let held = events.len() - arrivals;
    let mut record = Arrivals::new(events, arrivals, SEED, policy);
    let one = record.take_all();
    page.figure("events held before one more arrives", held.to_string(), "");
    page.figure("arrivals", arrivals.to_string(), "drawn from all of the events, in a drawn order");
    page.figure(
        "one new event, half of them",
        one.middle(),
        "its concern's duties and knowledge brought to the date",
    );
    page.bar("one new event, 99 in 100", one.of_hundred(99) * 1e3, "ms", 1.0);
    page.figure("one new event, the slowest", one.slowest(), "wall, other work on the machine included");
    page.must(
        "after all arrivals",
        if record.live.answers() == at_once { "the same" } else { "not the same" },
        "the same answers as all at once",
        record.live.answers() == at_once,
    );
    let holders = record.new_holders();
    page.figure(
        "a new holder of a post, half of them; the slowest",
        format!("{}; {}", holders.middle(), holders.slowest()),
        "every concern of the agency is worked out anew; rare, so not in the figures above",
    );
    page.figure(
        "peak memory with the record that grows",
        format!("{:.0} MB", child::own_peak_mb()),
        "both forms of it",
    );
    Ok(())
}
