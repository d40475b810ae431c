//! The tables: one row a point or a unit, with stable names of columns.

use counted::chart::rules::marks;
use counted::compare::Place;
use counted::numbers::rounded;

use super::funnel_picture::band_of;
use super::{Line, Units, line_words};

/// A cell: words, or a figure with 12 significant digits.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Words(String),
    Figure(f64),
    Nothing,
}

impl Cell {
    fn figure(figure: Option<f64>) -> Self {
        figure
            .filter(|figure| figure.is_finite())
            .map_or(Cell::Nothing, |figure| Cell::Figure(rounded(figure)))
    }

    fn yes(yes: bool) -> Self {
        Cell::Words(if yes { "yes" } else { "no" }.into())
    }

    fn words(words: &str) -> Self {
        if words.is_empty() { Cell::Nothing } else { Cell::Words(words.to_owned()) }
    }

    /// As it stands in a CSV file.
    pub(super) fn text(&self) -> String {
        match self {
            Cell::Words(words) => words.clone(),
            Cell::Figure(figure) => figure.to_string(),
            Cell::Nothing => String::new(),
        }
    }
}

/// The columns of a chart over time.
pub(super) const LINE_COLUMNS: [&str; 26] = [
    "key",
    "series",
    "period",
    "kind",
    "value",
    "numerator",
    "denominator",
    "centre",
    "lower",
    "upper",
    "lower_near",
    "upper_near",
    "target",
    "part",
    "sets_limits",
    "mark",
    "way",
    "says",
    "left_out",
    "decided",
    "reason",
    "rules",
    "gathered_up",
    "gathered_down",
    "gathered_limit",
    "gathered_since",
];

/// The rows of a chart over time.
pub(super) fn of_line(line: &Line) -> Vec<Vec<Cell>> {
    let marks = marks(&line.chart, &line.signals);
    let variations = counted::chart::icons::variations(&line.chart, &line.signals, line.better);
    let row = |at: usize| {
        let point = &line.chart.points[at];
        let limits = point.limits;
        let outer = limits.and_then(|limits| limits.outer);
        let near = limits.and_then(|limits| limits.near);
        let change = change_at(line, at);
        let counts = line.counts.get(at).copied().flatten();
        let gathered = line.drift.as_ref().and_then(|drift| drift.points[at]);
        let alarm = gathered.and_then(|gathered| gathered.alarm.map(|way| (way, gathered.since)));
        let (mark, way) = match alarm {
            Some((way, _)) => ("gathered", way_key(way)),
            None => marks[at].map_or(("", ""), |(rule, way)| (rule_key(rule), way_key(way))),
        };
        let says = alarm.map_or(variations[at], |(way, _)| line.better.judge(way));
        vec![
            Cell::Words(format!("{}/{}", line_words::key(line), line.periods[at])),
            Cell::words(line_words::key(line)),
            Cell::words(&line.periods[at]),
            Cell::words(line_words::kind_key(line)),
            Cell::figure(point.value),
            Cell::figure(counts.map(|(count, _)| count)),
            Cell::figure(counts.map(|(_, of)| of)),
            Cell::figure(limits.map(|limits| limits.centre)),
            Cell::figure(outer.map(|(lower, _)| lower)),
            Cell::figure(outer.map(|(_, upper)| upper)),
            Cell::figure(near.map(|(lower, _)| lower)),
            Cell::figure(near.map(|(_, upper)| upper)),
            Cell::figure(line.target),
            Cell::Figure(point.part as f64 + 1.0),
            Cell::yes(point.base),
            Cell::words(mark),
            Cell::words(way),
            Cell::words(if point.value.is_none() { "missing" } else { variation_key(says) }),
            Cell::yes(point.excluded),
            Cell::words(&change.as_ref().map_or_else(String::new, |(day, _)| day.clone())),
            Cell::words(&change.map_or_else(String::new, |(_, reason)| reason)),
            Cell::words(if line.drift.is_some() { "" } else { line.rules.key() }),
            Cell::figure(gathered.map(|gathered| gathered.up)),
            Cell::figure(gathered.and_then(|gathered| gathered.down)),
            Cell::figure(gathered.map(|gathered| gathered.limit)),
            Cell::words(alarm.and_then(|(_, since)| line.periods.get(since)).map_or("", String::as_str)),
        ]
    };
    (0..line.chart.points.len()).map(row).collect()
}

/// The day and the reason of what was decided about a point.
pub(super) fn change_at(line: &Line, at: usize) -> Option<(String, String)> {
    let shown = |decided: Option<record::Day>, what: &str, reason: &str| {
        (decided.map(|day| day.to_string()).unwrap_or_default(), format!("{what}: {reason}"))
    };
    let excluded = line.plan.excluded.iter().find(|change| change.at == at);
    let split = line.plan.splits.iter().find(|change| change.at == at);
    let freeze = line.plan.freeze.as_ref().filter(|freeze| freeze.first == at + 1);
    excluded
        .map(|change| shown(change.decided, "left out", &change.reason))
        .or_else(|| split.map(|change| shown(change.decided, "new limits", &change.reason)))
        .or_else(|| {
            freeze.map(|freeze| shown(freeze.decided, "limits from the points up to here", &freeze.reason))
        })
}

pub(super) fn rule_key(rule: counted::chart::rules::Rule) -> &'static str {
    use counted::chart::rules::Rule;
    match rule {
        Rule::Outside => "outside",
        Rule::Trend => "trend",
        Rule::TwoOfThree => "two_of_three",
        Rule::OneSide => "one_side",
        Rule::FourOfFive => "four_of_five",
        Rule::Alternating => "alternating",
        Rule::Hugging => "near_centre",
        Rule::Mixture => "none_near_centre",
    }
}

pub(super) fn way_key(way: counted::chart::rules::Way) -> &'static str {
    use counted::chart::rules::Way;
    match way {
        Way::Up => "up",
        Way::Down => "down",
        Way::Neither => "",
    }
}

pub(super) fn variation_key(variation: counted::chart::icons::Variation) -> &'static str {
    use counted::chart::icons::Variation;
    match variation {
        Variation::CommonCause => "common_cause",
        Variation::Improving(_) => "special_cause_improving",
        Variation::Concerning(_) => "special_cause_concerning",
        Variation::Neutral(_) => "special_cause_neutral",
    }
}

/// The columns of a comparison.
pub(super) const UNIT_COLUMNS: [&str; 17] = [
    "key",
    "unit",
    "measure",
    "figure",
    "numerator",
    "denominator",
    "target",
    "look_lower",
    "look_upper",
    "ask_lower",
    "ask_upper",
    "chance_look_lower",
    "chance_look_upper",
    "place",
    "z",
    "reliability",
    "says_too_little",
];

/// The rows of a comparison, in the order given: there is no ranking.
pub(super) fn of_units(of: &Units) -> Vec<Vec<Cell>> {
    let row = |at: usize| {
        let unit = &of.funnel.units[at];
        let (look, ask) = band_of(&of.funnel, &unit.limits);
        let (count, denominator) = of.counts[at];
        vec![
            Cell::words(&of.names[at]),
            Cell::words(&of.names[at]),
            Cell::words(of.funnel.measure.key()),
            Cell::figure(Some(unit.figure)),
            Cell::figure(Some(count)),
            Cell::figure(Some(denominator)),
            Cell::figure(Some(of.funnel.target)),
            Cell::figure(Some(look.0)),
            Cell::figure(Some(look.1)),
            Cell::figure(Some(ask.0)),
            Cell::figure(Some(ask.1)),
            Cell::figure(Some(unit.limits.plain.look.0)),
            Cell::figure(Some(unit.limits.plain.look.1)),
            Cell::words(place_key(unit.place)),
            Cell::figure(of.funnel.spread.z.get(at).copied()),
            Cell::figure(unit.reliability),
            if unit.reliability.is_some() { Cell::yes(unit.says_too_little()) } else { Cell::Nothing },
        ]
    };
    (0..of.names.len()).map(row).collect()
}

pub(super) fn place_key(place: Place) -> &'static str {
    match place {
        Place::TooFew => "too_few",
        Place::Inside => "inside",
        Place::Look(true) => "look_above",
        Place::Look(false) => "look_below",
        Place::Ask(true) => "ask_above",
        Place::Ask(false) => "ask_below",
    }
}
