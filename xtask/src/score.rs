//! `cargo xtask score FOLDER`: what the stages found in a simulated town, beside its truth.

mod hubs;
mod matters;
mod profile;
mod truth;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use record::policy::Policy;
use record::{Day, Event, Logged, MentionKind};

use self::hubs::Hub;
pub(crate) use self::profile::Errors;
use self::profile::Profile;
use self::truth::Truth;
use crate::Done;

/// One group's links: pairs of an agency's numbers that are the same child.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pairs {
    /// The same child in truth.
    pub(crate) true_pairs: u64,
    /// Joined as certain.
    pub(crate) joined: u64,
    /// Both.
    pub(crate) right: u64,
}

impl Pairs {
    /// Both shares, in words. Where nothing was joined, none of it can be right or wrong.
    pub(crate) fn words(self) -> String {
        let recall = self.recall();
        match self.joined {
            0 => format!("nothing joined, recall {recall:.2} %"),
            joined => {
                format!("precision {:.2} %, recall {recall:.2} %", 100.0 * self.right as f64 / joined as f64)
            }
        }
    }

    /// Share of what is the same child that was joined, in percent.
    fn recall(self) -> f64 {
        100.0 * self.right as f64 / (self.true_pairs as f64).max(1.0)
    }
}

/// What a town's score is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Score {
    /// Events the rules ran on.
    pub(crate) events: usize,
    /// Seconds for reading the files, joining and answering; not for scoring.
    pub(crate) seconds: f64,
    /// All pairs of numbers.
    pub(crate) all: Pairs,
    /// Pairs with a number of that kind of agency in them.
    pub(crate) by_kind: BTreeMap<String, Pairs>,
    /// Pairs with a child of that group in them: form of its name, fifth of deprivation, a number under a false name.
    pub(crate) by_group: BTreeMap<String, Pairs>,
    /// How mentions differ from the truth, by agency and by group.
    pub(crate) profile: Profile,
    /// Questions by what is shared in truth.
    pub(crate) hubs: BTreeMap<String, Hub>,
    /// Children whose numbers stand in one entity and alone there, and all children with two numbers or more.
    pub(crate) whole: (u64, u64),
    /// Questions, those that tie two children of one network, and those whose shared thing ties nobody in truth.
    pub(crate) questions: (u64, u64, u64),
    /// Networks with two children in the records, and those that a question ties.
    pub(crate) networks: (u64, u64),
    /// Strategic matters beside the truth.
    pub(crate) matters: matters::Judged,
    /// Work by rank.
    pub(crate) work: Vec<flow::RankWeeks>,
    /// Decisions not to act that ask for the signature of a second post, in an average week.
    pub(crate) countersignatures: f64,
}

/// Reads a simulated town, runs the rules and scores them.
///
/// # Errors
/// When the folder is no simulated town or cannot be read.
pub(crate) fn score(folder: &Path, policy: &Policy) -> Result<Score, String> {
    let [first, as_of] = days(folder)?;
    let options =
        desk::GatherOptions { policy, logged: Logged(0), as_of, secret: [0; 32], progress: &|_| () };
    let started = Instant::now();
    let desk::Rehearsed { events, outcome, .. } =
        desk::rehearse(&folder.join("agencies"), &options).map_err(|cause| cause.to_string())?;
    let seconds = started.elapsed().as_secs_f64();
    let truth = Truth::read(folder)?;
    let mut score = Score { events: events.len(), seconds, ..Score::default() };
    links(&truth, &events, &outcome, &mut score);
    let stood = Stood::of(&truth, &events, &outcome);
    score.matters = matters::judged(&stood, &events, &outcome, [first, as_of]);
    questions(&stood, &outcome, &mut score);
    score.work = flow::by_post_and_week(outcome.all_duties(), policy, first, as_of);
    score.countersignatures = countersignatures(&outcome, [first, as_of]);
    score.profile = profile::profile(&truth, &events);
    score.hubs = hubs::hubs(&truth, &events, &outcome);
    Ok(score)
}

/// The first and the last day of the run.
fn days(folder: &Path) -> Result<[Day; 2], String> {
    let (setup, _) = simulated::replay::again(folder).map_err(|cause| cause.to_string())?;
    Ok([setup.first, setup.first.add_months(12 * setup.years as i32).add_days(-1)])
}

/// Every number of an agency that a record names a child by: its true child and its entity.
fn numbers<'t>(
    truth: &'t Truth,
    events: &[Event],
    outcome: &flow::Outcome,
) -> BTreeMap<(String, String), (&'t str, u32)> {
    let mut numbers = BTreeMap::new();
    let joined = &outcome.joined;
    for (at, event) in events.iter().enumerate() {
        for (place, mention) in event.mentions().iter().enumerate() {
            let Some(local) = mention.local_id().filter(|_| mention.kind == MentionKind::Child) else {
                continue;
            };
            let key = (event.by.agency.to_string(), local.to_owned());
            let Some((child, _)) = truth.child.get(&key) else { continue };
            let entity = joined.entity_of[joined.mentions.index(at as u32, place as u16) as usize];
            numbers.entry(key).or_insert((child.as_str(), entity));
        }
    }
    numbers
}

/// An agency's number of a child, and where it came to stand.
#[derive(Clone, Copy, Debug)]
struct Number<'t> {
    kind: &'t str,
    child: &'t str,
    entity: u32,
    false_name: bool,
}

fn links(truth: &Truth, events: &[Event], outcome: &flow::Outcome, score: &mut Score) {
    let numbers = numbers(truth, events, outcome);
    let mut by_child: BTreeMap<&str, Vec<Number<'_>>> = BTreeMap::new();
    let mut by_entity: BTreeMap<u32, Vec<Number<'_>>> = BTreeMap::new();
    for (key, (child, entity)) in &numbers {
        let false_name = truth.child.get(key).is_some_and(|(_, registered)| registered == "false_name");
        let number = Number { kind: kind(&key.0), child, entity: *entity, false_name };
        by_child.entry(child).or_default().push(number);
        by_entity.entry(*entity).or_default().push(number);
    }
    let mut count = |one: Number<'_>, other: Number<'_>, add: fn(&mut Pairs)| {
        add(&mut score.all);
        for kind in BTreeSet::from([one.kind, other.kind]) {
            add(score.by_kind.entry(kind.to_owned()).or_default());
        }
        let groups: BTreeSet<&str> =
            [one, other].iter().flat_map(|number| truth.groups(number.child, number.false_name)).collect();
        for group in groups {
            add(score.by_group.entry(group.to_owned()).or_default());
        }
    };
    for of in by_child.values() {
        for (place, one) in of.iter().enumerate() {
            for other in &of[place + 1..] {
                count(*one, *other, |pairs| pairs.true_pairs += 1);
                if one.entity == other.entity {
                    count(*one, *other, |pairs| pairs.right += 1);
                }
            }
        }
    }
    for of in by_entity.values() {
        for (place, one) in of.iter().enumerate() {
            for other in &of[place + 1..] {
                count(*one, *other, |pairs| pairs.joined += 1);
            }
        }
    }
    for of in by_child.values().filter(|of| of.len() > 1) {
        let one = of.first().map(|number| number.entity);
        let together = of.iter().all(|number| Some(number.entity) == one);
        let alone = one.is_some_and(|entity| by_entity[&entity].len() == of.len());
        score.whole.0 += u64::from(together && alone);
        score.whole.1 += 1;
    }
}

/// The kind of an agency by its id: `ashbourne-school-4` is a school.
fn kind(agency: &str) -> &str {
    agency.split('-').nth(1).unwrap_or(agency)
}

/// True children by entity, and of each network those who stand in the records.
struct Stood<'t> {
    truth: &'t Truth,
    child_of: BTreeMap<u32, BTreeSet<&'t str>>,
    recorded: BTreeMap<&'t str, BTreeSet<&'t str>>,
}

impl<'t> Stood<'t> {
    fn of(truth: &'t Truth, events: &[Event], outcome: &flow::Outcome) -> Self {
        let mut stood = Self { truth, child_of: BTreeMap::new(), recorded: BTreeMap::new() };
        for (child, entity) in numbers(truth, events, outcome).into_values() {
            stood.child_of.entry(entity).or_default().insert(child);
            for network in truth.networks.get(child).into_iter().flatten() {
                stood.recorded.entry(network).or_default().insert(child);
            }
        }
        stood
    }

    /// The networks of these children, each with those of them whom it harmed. One child in two entities counts once.
    fn tied(&self, entities: &[u32]) -> BTreeMap<&'t str, BTreeSet<&'t str>> {
        let mut tied: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for child in entities.iter().filter_map(|entity| self.child_of.get(entity)).flatten() {
            for network in self.truth.networks.get(*child).into_iter().flatten() {
                tied.entry(network).or_default().insert(child);
            }
        }
        tied
    }
}

/// The networks of which two children are tied.
fn right<'t>(tied: &BTreeMap<&'t str, BTreeSet<&'t str>>) -> Vec<&'t str> {
    tied.iter().filter(|(_, children)| children.len() > 1).map(|(network, _)| *network).collect()
}

fn questions(stood: &Stood<'_>, outcome: &flow::Outcome, score: &mut Score) {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for question in &outcome.joined.questions {
        let tied = stood.tied(&question.children_certain);
        let right = right(&tied);
        score.questions.0 += 1;
        score.questions.1 += u64::from(!right.is_empty());
        score.questions.2 += u64::from(tied.is_empty());
        found.extend(right);
    }
    let known = stood.recorded.values().filter(|children| children.len() > 1).count();
    score.networks = (known as u64, found.len() as u64);
}

/// Decisions not to act that ask for a second post of another agency, in an average week of the run.
fn countersignatures(outcome: &flow::Outcome, [first, as_of]: [Day; 2]) -> f64 {
    let asks = |duty: &&record::outputs::Duty| {
        duty.remarks.iter().any(|word| word.as_str() == "needs_second_post_of_another_agency")
    };
    let count = outcome.answers.duties.iter().filter(asks).count();
    count as f64 * 7.0 / f64::from(as_of.0 - first.0 + 1)
}

/// Prints the score of a folder.
pub(crate) fn run(folder: &str, policy: Option<&str>) -> Done {
    let score = score(Path::new(folder), &desk::policy_of(policy.map(Path::new))?.on_trial())?;
    let mut lines = vec![format!("{} events", score.events)];
    for (name, pairs) in core::iter::once(("all", &score.all))
        .chain(score.by_kind.iter().chain(&score.by_group).map(|(kind, pairs)| (kind.as_str(), pairs)))
    {
        lines.push(format!(
            "links, {name}: {} true pairs, {} joined; {}",
            pairs.true_pairs,
            pairs.joined,
            pairs.words()
        ));
    }
    let ((whole, several), (all, right, nobody)) = (score.whole, score.questions);
    lines.push(format!("children whole in one entity and alone there: {whole} of {several}"));
    lines.push(format!(
        "questions: {all}; {right} tie two children of one network, {nobody} tie no child of any network"
    ));
    let (known, tied) = score.networks;
    lines.push(format!(
        "networks with two children in the records: {known}, of them tied by a question: {tied}"
    ));
    lines.extend(score.matters.lines());
    lines.extend(hubs::lines(&score.hubs));
    lines.extend(score.profile.lines());
    lines.extend(score.work.iter().map(|of| {
        let (rank, duties, hours) = (of.rank.words(), of.per_week(), of.hours_per_week());
        let (post, busiest) = (of.spread, of.busiest_spread);
        format!(
            "{rank}: {duties} duties or bundles a week with {} duties inside, {hours} hours a week; of each of {} posts {} in half of the weeks, {} in nine of ten, {} in the fullest; of the busiest, {}, {}, {} and {}",
            of.inside_per_week(), of.posts, post.median, post.ninetieth, post.worst, of.busiest, busiest.median, busiest.ninetieth, busiest.worst
        )
    }));
    lines.push(format!("countersignatures asked for: {:.1} a week", score.countersignatures));
    let text = lines.join("\n") + "\n";
    std::io::stdout().write_all(text.as_bytes()).map_err(|cause| format!("standard output: {cause}"))
}
