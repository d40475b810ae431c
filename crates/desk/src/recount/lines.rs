//! Figures by month as charts over time: the shares of each agency that have enough months to say anything.

use std::collections::BTreeMap;

use counted::chart::icons::Better;
use counted::chart::notice::{false_alarm, notice, usual_levels};
use counted::chart::rules::{RuleSet, signals};
use counted::chart::{LEAST_FOR_LIMITS, Plan, Series, choose, draw};
use counted::measure::{Figure, Period};
use flow::Measured;
use published::charts::Line;
use record::policy::{self, MeasureRule, Policy};
use record::{Code, Day};

/// The charts, measure by measure in the order of the policy, agency by agency.
pub(crate) fn by_month(measured: &Measured, policy: &Policy) -> Vec<Line> {
    let main = policy.measures.rules.iter().filter(|rule| rule.variant.as_str() == "main");
    main.filter(|rule| !rule.numerator.is_empty()).flat_map(|rule| of_measure(rule, measured)).collect()
}

fn of_measure(rule: &MeasureRule, measured: &Measured) -> Vec<Line> {
    let mut units: BTreeMap<&Code, BTreeMap<Period, &Figure>> = BTreeMap::new();
    for figure in &measured.months {
        if figure.measure == rule.id && figure.variant == rule.variant {
            units.entry(&figure.unit).or_default().insert(figure.period, figure);
        }
    }
    let many = units.len();
    units.into_iter().filter_map(|(unit, months)| line(rule, unit, &months, many > 1)).collect()
}

/// Rows a month on average below which a chart of a share shows chance and nothing else.
const LEAST_A_MONTH: f64 = 5.0;

/// One chart; `None` where too few months have rows, a month has too few on average, or more than a tenth of the rows cannot be told.
fn line(
    rule: &MeasureRule,
    unit: &Code,
    months: &BTreeMap<Period, &Figure>,
    one_of_many: bool,
) -> Option<Line> {
    let (first, last) = (months.keys().next()?.from, months.keys().next_back()?.from);
    let mut counts: Vec<Option<(f64, f64)>> = Vec::new();
    let mut periods = Vec::new();
    let mut month = first;
    while month <= last {
        let period = Period { from: month, to: month.add_months(1).add_days(-1) };
        let figure = months.get(&period).filter(|figure| figure.denominator > 0);
        if figure.is_some_and(|figure| figure.is_lopsided()) {
            return None;
        }
        counts.push(figure.map(|figure| (figure.numerator as f64, figure.denominator as f64)));
        periods.push(period.to_string());
        month = next(month);
    }
    let rows: f64 = counts.iter().flatten().map(|(_, of)| of).sum();
    if counts.iter().flatten().count() < LEAST_FOR_LIMITS || rows < LEAST_A_MONTH * counts.len() as f64 {
        return None;
    }
    let series = Series::Counts(counts.clone());
    let choice = choose(&series);
    let plan = Plan::default();
    let chart = draw(choice.kind, &series, &plan).ok()?;
    let rules = RuleSet::USUAL;
    let name = match one_of_many {
        true => format!("{} ({unit})", rule.title),
        false => rule.title.to_string(),
    };
    Some(Line {
        name,
        periods,
        each: "month",
        percent: false,
        drift: None,
        counts,
        rules,
        signals: signals(&chart, rules),
        better: match rule.better {
            policy::Better::Higher => Better::Up,
            policy::Better::Lower => Better::Down,
            policy::Better::Neither => Better::Neither,
        },
        target: None,
        why: choice.why.to_owned(),
        sooner: choice.sooner,
        plan,
        quiet: false_alarm(&chart),
        notices: usual_levels(&chart).into_iter().filter_map(|level| notice(&chart, level)).collect(),
        chart,
    })
}

fn next(month: Day) -> Day {
    month.add_months(1)
}
