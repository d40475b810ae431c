//! Series of a table, charted.

mod decided;
mod rows;

use std::collections::BTreeMap;

use counted::chart::icons::Better;
use counted::chart::notice::{false_alarm, notice, usual_levels};
use counted::chart::rules::signals;
use counted::chart::{Choice, Kind, Series, choose, draw};
use formats::figures::period::{self, Period};
use formats::figures::{Definition, Figures, Role, Row};
use published::charts::Line;

use super::SERIES;
use super::asked::{Asked, Which, better_of, short};
use super::sink::Findings;
use rows::Point;

/// Charts every series, in the order of names.
pub(super) fn chart(
    figures: &Figures,
    definition: &Definition,
    asked: &Asked<'_>,
    findings: &mut Findings,
) -> Result<Vec<Line>, String> {
    if figures.columns.place(Role::Period).is_none() {
        return Err("a chart over time needs a period and no column is known as one; name a column `period`, or say which it is with --definition".into());
    }
    let wanted: Vec<&Row> = figures
        .rows
        .iter()
        .filter(|row| asked.series.is_empty() || asked.series.contains(&row.series))
        .collect();
    let written: Vec<(u32, &str)> = wanted.iter().map(|row| (row.line, row.period.as_str())).collect();
    let periods = period::read_all(&written).map_err(|error| error.to_string())?;
    let mut all: BTreeMap<&str, Vec<(Period, &Row)>> = BTreeMap::new();
    for (row, period) in wanted.iter().zip(periods) {
        all.entry(&row.series).or_default().push((period, row));
    }
    if all.len() > SERIES {
        return Err(format!(
            "there are {} series, more than the {SERIES} of a page; choose with `--series`, or compare them with `--kind funnel`",
            all.len()
        ));
    }
    all.into_iter()
        .map(|(name, rows)| {
            one(name, rows, definition, asked, findings).map_err(|words| {
                if name.is_empty() { words } else { format!("series `{}`: {words}", short(name)) }
            })
        })
        .collect()
}

fn one(
    name: &str,
    rows: Vec<(Period, &Row)>,
    definition: &Definition,
    asked: &Asked<'_>,
    findings: &mut Findings,
) -> Result<Line, String> {
    let kind = match asked.which {
        Which::Line(kind) => Some(kind),
        _ => None,
    };
    let target = asked.target.or_else(|| rows::target(&rows, findings));
    let better = match asked.better {
        Some(better) => better,
        None => rows::better(&rows).map(better_of).transpose()?.unwrap_or(Better::Neither),
    };
    let points = rows::points(rows, kind, findings)?;
    let series = rows::series(&points, kind, findings)?;
    let choice = kind.map_or_else(|| choose(&series), |kind| named(kind, &series));
    let plan = decided::plan(definition, asked, &points)?;
    let chart = draw(choice.kind, &series, &plan).map_err(|error| place(&error, &points))?;
    if !asked.rules.fits(choice.kind) {
        return Err(format!(
            "the rules `{}` count standard deviations, which a `{}` chart has not; take nhs or anhoej",
            asked.rules.key(),
            choice.kind.key()
        ));
    }
    let levels = asked.notice.map_or_else(|| usual_levels(&chart), |level| vec![level]);
    Ok(Line {
        name: name.to_owned(),
        periods: points.iter().map(|point| point.period.label()).collect(),
        each: points.first().map_or("point", |point| point.period.step.word()),
        counts: counts(&series),
        rules: asked.rules,
        signals: signals(&chart, asked.rules),
        better,
        target,
        why: choice.why.to_owned(),
        sooner: choice.sooner,
        plan,
        quiet: false_alarm(&chart),
        notices: levels.into_iter().filter_map(|level| notice(&chart, level)).collect(),
        chart,
    })
}

/// A kind that somebody named, with what would show a change sooner all the same.
fn named(kind: Kind, series: &Series) -> Choice {
    let sooner = choose(series).sooner.filter(|_| !matches!(kind, Kind::G | Kind::T));
    Choice { kind, why: "it was asked for", sooner }
}

fn counts(series: &Series) -> Vec<Option<(f64, f64)>> {
    match series {
        Series::Counts(counts) => counts.clone(),
        Series::Values(values) => vec![None; values.len()],
        Series::Samples(samples) => vec![None; samples.len()],
    }
}

/// An error with the line and the period of its point.
fn place(error: &counted::chart::Error, points: &[Point<'_>]) -> String {
    match error.at().and_then(|at| points.get(at)) {
        Some(point) if point.line() > 0 => {
            format!("line {}, period {}: {error}", point.line(), point.period.label())
        }
        Some(point) => format!("period {}: {error}", point.period.label()),
        None => error.to_string(),
    }
}
