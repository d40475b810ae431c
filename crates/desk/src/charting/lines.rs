//! Series of a table, charted.

mod decided;
mod rows;

use std::collections::BTreeMap;

use counted::chart::drift::over;
use counted::chart::icons::Better;
use counted::chart::notice::{false_alarm, notice, usual_levels};
use counted::chart::rules::signals;
use counted::chart::{Choice, Kind, Series, choose, draw};
use formats::figures::period::{self, Period};
use formats::figures::{Definition, Figures, Role, Row};
use published::charts::{Line, NotCharted};

use super::SERIES;
use super::asked::{Asked, Which, better_of, short};
use super::sink::Findings;
use decided::Decisions;
use rows::Point;

/// Charts every series, in the order of names. Where there are several, one that cannot be charted is said and stops no other.
pub(super) fn chart(
    figures: &Figures,
    definition: &Definition,
    asked: &Asked<'_>,
    findings: &mut Findings,
) -> Result<(Vec<Line>, Vec<NotCharted>), String> {
    if figures.columns.place(Role::Period).is_none() {
        return Err("a chart over time needs a period and no column is known as one; name a column `period`, or say which it is with --definition".into());
    }
    let mut all: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &figures.rows {
        if asked.series.is_empty() || asked.series.contains(&row.series) {
            all.entry(&row.series).or_default().push(row);
        }
    }
    if all.len() > SERIES {
        return Err(format!(
            "there are {} series, more than the {SERIES} of a page; choose with `--series`, or compare them with `--kind funnel`",
            all.len()
        ));
    }
    let mut decisions = Decisions::new(definition, all.len() > 1);
    let counts = may_be_counts(figures);
    let (mut lines, mut left) = (Vec::new(), Vec::new());
    for (name, rows) in all {
        match one(name, rows, counts, &mut decisions, asked, findings) {
            Ok(line) => lines.push(line),
            Err(why) => left.push(NotCharted { series: name.to_owned(), why }),
        }
    }
    decisions.all_found()?;
    match left.first() {
        Some(first) if lines.is_empty() && first.series.is_empty() => Err(first.why.clone()),
        Some(first) if lines.is_empty() => Err(format!("series `{}`: {}", short(&first.series), first.why)),
        _ => Ok((lines, left)),
    }
}

fn one(
    name: &str,
    rows: Vec<&Row>,
    counts_by_heading: bool,
    decisions: &mut Decisions<'_>,
    asked: &Asked<'_>,
    findings: &mut Findings,
) -> Result<Line, String> {
    if !rows.iter().any(|row| row.value.or(row.numerator).is_some()) {
        return Err("no figure to chart; give at least one row with a number".into());
    }
    let percent = rows.iter().any(|row| row.percent);
    let no_counts = rows.iter().any(|row| speaks_of_no_counts(&row.counted_in));
    let written: Vec<(u32, &str)> = rows.iter().map(|row| (row.line, row.period.as_str())).collect();
    let periods = period::read_all(&written).map_err(|error| error.to_string())?;
    let rows: Vec<(Period, &Row)> = periods.into_iter().zip(rows).collect();
    let kind = match asked.which {
        Which::Line(kind) | Which::Drift(_, Some(kind)) => Some(kind),
        _ => None,
    };
    let target = asked.target.or_else(|| rows::target(&rows, findings));
    let better = match asked.better {
        Some(better) => better,
        None => rows::better(&rows).map(better_of).transpose()?.unwrap_or(Better::Neither),
    };
    let points = rows::points(rows, kind, findings)?;
    let series = rows::series(&points, kind, findings)?;
    let choice = match kind {
        Some(kind) => named(kind, &series),
        None if !counts_by_heading && matches!(series, Series::Values(_)) => Choice {
            kind: Kind::Xmr,
            why: "the heading of the figures says that they are no counts",
            sooner: None,
        },
        None if (percent || no_counts) && matches!(series, Series::Values(_)) => {
            Choice { kind: Kind::Xmr, why: "the rows say that the figures are no counts", sooner: None }
        }
        None => choose(&series),
    };
    if kind.is_none() {
        rows::say_exceeding(name, &points, &series, findings);
    }
    let plan = decisions.plan(name, asked, &points, findings)?;
    let chart = draw(choice.kind, &series, &plan).map_err(|error| place(&error, &points))?;
    let drift = match asked.which {
        Which::Drift(design, _) => Some(over(&chart, design)),
        _ => None,
    };
    if drift.is_none() && !asked.rules.fits(choice.kind) {
        return Err(format!(
            "the rules `{}` count standard deviations, which a `{}` chart has not; take nhs or anhoej",
            asked.rules.key(),
            choice.kind.key()
        ));
    }
    let levels = asked.notice.map_or_else(|| usual_levels(&chart), |level| vec![level]);
    let is_drift = drift.is_some();
    Ok(Line {
        name: name.to_owned(),
        periods: points.iter().map(|point| point.period.label()).collect(),
        each: points.first().map_or("point", |point| point.period.step.word()),
        percent: percent && matches!(series, Series::Values(_)),
        counts: counts(&series),
        drift,
        rules: asked.rules,
        signals: if is_drift { Vec::new() } else { signals(&chart, asked.rules) },
        better,
        target,
        why: choice.why.to_owned(),
        sooner: choice.sooner,
        plan,
        quiet: false_alarm(&chart).filter(|_| !is_drift),
        notices: levels.into_iter().filter(|_| !is_drift).filter_map(|level| notice(&chart, level)).collect(),
        chart,
    })
}

/// Whether whole figures may be counts: a heading that speaks of percentages, rates or lengths of time says that they are not.
fn may_be_counts(figures: &Figures) -> bool {
    !speaks_of_no_counts(figures.columns.heading(Role::Value).unwrap_or_default())
}

fn speaks_of_no_counts(words: &str) -> bool {
    const NO_COUNTS: [&str; 10] =
        ["percent", "%", "rate", "share", "mean", "average", "median", "days", "hours", "per "];
    let words = words.to_lowercase();
    NO_COUNTS.iter().any(|word| words.contains(word))
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
