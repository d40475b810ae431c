//! What a chart over time says, in words that no figure outruns.

use counted::chart::icons::{Assurance, Better, Variation, assurance, variations};
use counted::chart::notice::Notice;
use counted::chart::rules::{Rule, RuleSet, Way, marks, runs};
use counted::chart::{Kind, LEAST_FOR_FIRM_LIMITS, LEAST_FOR_LIMITS};

use super::figures::{Unit, digits};
use super::{Line, drift_words};
use crate::html::counted as so_many;

/// The series a line is of, for keys and file names: `all` where there is only one.
pub fn key(line: &Line) -> &str {
    if line.name.is_empty() { "all" } else { &line.name }
}

/// The word for its kind that files and flags use.
pub fn kind_key(line: &Line) -> &'static str {
    line.drift.as_ref().map_or(line.chart.kind.key(), |drift| drift.design.key())
}

/// What the centre line is.
pub(super) fn centre(kind: Kind) -> &'static str {
    match kind {
        Kind::Run | Kind::G => "median",
        Kind::T => "typical gap",
        _ => "mean",
    }
}

fn usable(line: &Line) -> usize {
    line.chart.parts.last().map_or(0, |part| part.counted.len())
}

/// The first sentence: what the last figure says.
pub fn headline(line: &Line) -> String {
    let all: usize = line.chart.parts.iter().map(|part| part.counted.len()).sum();
    match all {
        1 => return "One figure is no series: it says nothing of change.".into(),
        2 => return "No trend can be seen from two points.".into(),
        _ => {}
    }
    if usable(line) < LEAST_FOR_LIMITS {
        return format!(
            "No trend can be seen from {} since the limits began again.",
            so_many(usable(line) as u64, "point", "points")
        );
    }
    if let Some(drift) = &line.drift {
        return drift_words::headline(line, drift);
    }
    if line.rules == RuleSet::Anhoej {
        return runs_words(line);
    }
    let Some(last) = line.chart.last() else { return "No figure counts.".into() };
    let mark = marks(&line.chart, &line.signals)[last];
    let Some((rule, way)) = mark else {
        let before = line.signals.is_empty();
        let ordinary = "The last figure lies within the ordinary up and down of this measure.";
        return if before {
            format!("{ordinary} The figures are what we would expect if nothing had changed.")
        } else {
            format!("{ordinary} Earlier figures did change: see the marks.")
        };
    };
    let what = match line.better.judge(way) {
        Variation::Improving(_) => "Something changed, for the better",
        Variation::Concerning(_) => "Something changed, and it is a matter for concern",
        _ => "Something changed; nobody has said which way is better",
    };
    let trial = match usable(line) {
        points if points < LEAST_FOR_FIRM_LIMITS => format!(", by trial limits from {points} points"),
        _ => String::new(),
    };
    format!("{what}: {}{trial}.", rule_words(rule, way, line.rules))
}

/// A rule that fired, in words.
pub(super) fn rule_words(rule: Rule, way: Way, set: RuleSet) -> String {
    let side = if way == Way::Down { "below" } else { "above" };
    let (row, trend) = match set {
        RuleSet::Nelson => (9, 6),
        RuleSet::WesternElectric => (8, 6),
        _ => (7, 7),
    };
    match rule {
        Rule::Outside => format!("a point {side} its limit"),
        Rule::Trend if way == Way::Down => format!("{trend} points in a row, each below the one before"),
        Rule::Trend => format!("{trend} points in a row, each above the one before"),
        Rule::TwoOfThree => format!("two of three points near the limit, {side} the centre"),
        Rule::OneSide => format!("{row} points in a row {side} the centre"),
        Rule::FourOfFive => format!("four of five points more than one standard deviation {side} the centre"),
        Rule::Alternating => "14 points up and down by turns".into(),
        Rule::Hugging => "15 points in a row within one standard deviation of the centre".into(),
        Rule::Mixture => "8 points in a row with none within one standard deviation of the centre".into(),
    }
}

fn runs_words(line: &Line) -> String {
    let Some(run) = runs(&line.chart).last().copied() else { return "No figure counts.".into() };
    let counts = format!(
        "the longest run on one side is {} (chance gives up to {}), and the figures cross the centre {} times (chance gives {} or more)",
        run.longest, run.longest_most, run.crossings, run.crossings_least
    );
    if run.signal() {
        format!("Something changed: {counts}.")
    } else {
        format!("The figures lie as chance would place them: {counts}.")
    }
}

/// The icons, in words.
pub(super) fn icons(line: &Line) -> Vec<(&'static str, String)> {
    let mut icons = Vec::new();
    if line.drift.is_some() {
        return icons;
    }
    if let Some(last) = line.chart.last().filter(|at| line.chart.points[*at].limits.is_some()) {
        let way = |way: Way| if way == Way::Down { "lower" } else { "higher" };
        icons.push((
            "Variation",
            match variations(&line.chart, &line.signals, line.better)[last] {
                Variation::CommonCause => "common cause: only the ordinary up and down".to_owned(),
                Variation::Improving(to) => format!("special cause, improving ({})", way(to)),
                Variation::Concerning(to) => format!("special cause, of concern ({})", way(to)),
                Variation::Neutral(Way::Neither) => "special cause".to_owned(),
                Variation::Neutral(to) => format!("special cause, neither better nor worse ({})", way(to)),
            },
        ));
    }
    if let Some(target) = line.target {
        let words = match assurance(&line.chart, target, line.better) {
            Some(Assurance::HitOrMiss) => {
                "hit or miss: the limits hold the target, so that chance alone decides in which period it is met"
            }
            Some(Assurance::ConsistentlyPassing) => "consistently passing, if nothing changes",
            Some(Assurance::ConsistentlyFailing) => {
                "consistently failing: the target lies beyond what this process does, and only a change of it will meet the target"
            }
            None => "cannot be said: there are no limits, or nobody has said which way is better",
        };
        icons.push(("Assurance", words.to_owned()));
    }
    icons
}

/// The picture in words, for whoever cannot see it.
pub(super) fn description(line: &Line) -> String {
    let unit = Unit::of_line(line);
    let (first, last) = (line.periods.first(), line.periods.last());
    let mut words = format!(
        "{} from {} to {}.",
        so_many(line.periods.len() as u64, "point", "points"),
        first.map_or("", String::as_str),
        last.map_or("", String::as_str)
    );
    let limits = line.chart.points.iter().rev().find_map(|point| point.limits);
    if let Some(limits) = limits.filter(|_| line.drift.is_none()) {
        words.push_str(&format!(
            " At the end the {} is {}",
            centre(line.chart.kind),
            unit.print(limits.centre)
        ));
        if let Some((lower, upper)) = limits.outer {
            words.push_str(&format!(", the limits {} and {}", unit.print(lower), unit.print(upper)));
        }
        words.push('.');
    }
    format!("{words} {} The table below holds every point.", headline(line))
}

/// What a reader should know of how the limits came about.
pub(super) fn about_limits(line: &Line) -> Vec<String> {
    let mut words = line.drift.as_ref().map_or_else(Vec::new, |drift| drift_words::about(line, drift));
    let over =
        if line.drift.is_some() { "Its centre and standard deviations are those of another: " } else { "" };
    words.push(format!("{over}{}, because {}.", kind_words(line.chart.kind), line.why));
    words.extend(line.sooner.map(|sooner| format!("{}.", capital(sooner))));
    let Some(part) = line.chart.parts.last() else { return words };
    if part.base >= LEAST_FOR_LIMITS && part.is_trial() {
        words.push(format!(
            "The limits rest on {}, fewer than {LEAST_FOR_FIRM_LIMITS}: they are trial limits, and new figures will move them.",
            so_many(part.base as u64, "point", "points")
        ));
    }
    let no_limits = |at: &usize| line.chart.points[*at].limits.is_some_and(|limits| limits.outer.is_none());
    if line.chart.kind != Kind::Run && part.counted.iter().any(no_limits) {
        words.push("All figures that set the limits are alike, so that they say nothing of how much figures may differ: no limits can be set.".into());
    }
    if let Some(dispersion) = part.dispersion {
        words.extend(dispersion_words(line.chart.kind, dispersion));
    }
    words
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Xmr => "An XmR chart: single figures, with limits from the differences of neighbours",
        Kind::Mr => "A chart of the differences between neighbours",
        Kind::Run => "A run chart: figures with their median, without limits",
        Kind::P => "A p chart: shares, with limits that follow how many each is a share of",
        Kind::PPrime => {
            "A p\u{2032} chart: shares, with limits that also allow for how much they differ from period to period"
        }
        Kind::U => "A u chart: events for so much exposure",
        Kind::UPrime => {
            "A u\u{2032} chart: events for so much exposure, with limits that also allow for how much the rates differ"
        }
        Kind::C => "A c chart: counts of events",
        Kind::G => "A g chart: cases between rare events",
        Kind::T => "A t chart: days between rare events",
        Kind::Xbar => "A chart of means, with limits from how much the figures of a period differ",
        Kind::S => "A chart of how much the figures of a period differ",
    }
}

/// Beyond this, plain limits mark ordinary differences between periods.
const WIDE: f64 = 1.3;

fn dispersion_words(kind: Kind, dispersion: f64) -> Option<String> {
    let times = digits(dispersion, 2);
    match kind {
        Kind::PPrime | Kind::UPrime => Some(format!(
            "The limits are {times} times as wide as chance alone would make them, because the figures differ that much from period to period (Laney's \u{3c3}z; about 1 would mean that the plain chart is enough)."
        )),
        Kind::P | Kind::U if dispersion > WIDE => Some(format!(
            "Neighbouring figures differ {times} times as much as chance alone would make them: some marks may be ordinary differences. `--kind {}` allows for them.",
            if kind == Kind::P { "pp" } else { "up" }
        )),
        Kind::C if dispersion > WIDE => Some(format!(
            "Neighbouring counts differ {times} times as much as chance alone would make them: some marks may be ordinary differences. `--kind xmr` allows for them."
        )),
        _ => None,
    }
}

/// How long it takes to notice a change, for each level asked about.
pub(super) fn notice(line: &Line, notice: &Notice) -> String {
    let unit = Unit::of_line(line);
    let of = notice.of.map_or_else(String::new, |of| format!(", at {} a {}", digits(of, 3), line.each));
    let level = unit.print(notice.level);
    let periods = |number: f64| match digits(number.max(1.0), if number < 10.0 { 1 } else { 2 }) {
        one if one == "1" => format!("about 1 {}", line.each),
        many => format!("about {many} {}s", line.each),
    };
    let Some(by_limits) = notice.by_limits else {
        return match notice.by_limits_or_run {
            Some(run) => format!(
                "If the level went to {level} and stayed there{of}, no single point could show it; seven in a row on one side would, after {} on average.",
                periods(run)
            ),
            None => format!("If the level went to {level}{of}, this chart could not show it."),
        };
    };
    let sooner = notice.by_limits_or_run.map(periods).filter(|run| *run != periods(by_limits));
    let run = sooner
        .map_or_else(String::new, |run| format!("; with seven in a row on one side counted too, {run}"));
    format!(
        "If the level went to {level} and stayed there{of}, a point would lie outside the limits with a chance of {} in any one {}: {} until it is seen, on average{run}.",
        digits(notice.chance, 2),
        line.each,
        periods(by_limits)
    )
}

/// How often the chart cries for nothing.
pub(super) fn quiet(line: &Line, quiet: &Notice) -> Option<String> {
    let by_limits = quiet.by_limits?;
    Some(format!(
        "If nothing changed, a point would still lie outside about once in {} {}s, by chance alone.",
        digits(by_limits, 2),
        line.each
    ))
}

/// The end of every chart: what can be concluded.
pub(super) fn can(line: &Line) -> Vec<String> {
    let mut words = vec![headline(line)];
    let marked = marks(&line.chart, &line.signals).iter().flatten().count();
    let all: usize = line.chart.parts.iter().map(|part| part.counted.len()).sum();
    if let Some(drift) = &line.drift {
        words.push(drift_words::marked(drift));
    } else if all >= LEAST_FOR_LIMITS && line.rules != RuleSet::Anhoej {
        words.push(format!(
            "Of {}, {} marked by the rules ({}).",
            so_many(all as u64, "figure that counts", "figures that count"),
            so_many(marked as u64, "is", "are"),
            rules_name(line.rules)
        ));
    }
    words.extend(icons(line).into_iter().map(|(name, icon)| format!("{name}: {icon}.")));
    words
}

pub(super) fn rules_name(rules: RuleSet) -> &'static str {
    match rules {
        RuleSet::MakingDataCount(counted::chart::rules::TwoOfThree::Inclusive) => {
            "NHS England, Making Data Count"
        }
        RuleSet::MakingDataCount(_) => {
            "NHS England, Making Data Count, with two of three counted between the limits only"
        }
        RuleSet::Nelson => "Nelson's eight",
        RuleSet::WesternElectric => "Western Electric's four",
        RuleSet::Anhoej => "runs and crossings, after Anh\u{f8}j",
    }
}

/// Whether the last figure is marked.
fn says_changed(line: &Line) -> bool {
    match &line.drift {
        Some(drift) => drift.last().is_some_and(|last| last.alarm.is_some()),
        None => line.chart.last().is_none_or(|last| marks(&line.chart, &line.signals)[last].is_some()),
    }
}

/// And what cannot.
pub(super) fn cannot(line: &Line) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    if usable(line) < LEAST_FOR_LIMITS {
        words.push(
            "Whether anything changed: two points are always different, or alike, by chance alone.".into(),
        );
    } else if !says_changed(line) {
        words.push("That nothing changed: a change that the chart is slow to notice may be under way (see the time to notice).".into());
    }
    words.push(
        "Why it changed, if it did, and whether the service had any part in it: a chart knows no causes."
            .into(),
    );
    words.push(
        "Whether anybody did well or badly. A figure is of a service in a period, never of a person.".into(),
    );
    words.push("Whether what is counted is what matters, or was counted in the same way throughout.".into());
    if line.better == Better::Neither {
        words.push("Whether a change is good: nobody has said which way is better.".into());
    }
    let missing = line.chart.points.iter().filter(|point| point.value.is_none()).count();
    if missing > 0 && line.chart.kind != Kind::Mr {
        words.push(format!(
            "What happened in {} without a figure.",
            so_many(missing as u64, "period", "periods")
        ));
    }
    words
}
