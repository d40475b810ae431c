//! Rows of one series as points in the order of time.

use counted::chart::{Kind, Series};
use formats::figures::Row;
use formats::figures::period::Period;

use crate::charting::asked::short;
use crate::charting::sink::Findings;

/// Most periods that a gap may have before the periods are taken to be misread.
const GAP: i64 = 600;

/// One period with its rows: none in a gap, several where a period has several figures.
#[derive(Clone, Debug)]
pub(super) struct Point<'a> {
    pub(super) period: Period,
    pub(super) rows: Vec<&'a Row>,
}

impl Point<'_> {
    /// The line of its first row; 0 in a gap.
    pub(super) fn line(&self) -> u32 {
        self.rows.first().map_or(0, |row| row.line)
    }
}

/// The points in the order of time, with the gaps between them.
pub(super) fn points<'a>(
    mut rows: Vec<(Period, &'a Row)>,
    kind: Option<Kind>,
    findings: &mut Findings,
) -> Result<Vec<Point<'a>>, String> {
    rows.sort_by_key(|(period, row)| (*period, row.line));
    let mut points: Vec<Point<'a>> = Vec::new();
    for (period, row) in rows {
        match points.last_mut() {
            Some(last) if last.period == period => last.rows.push(row),
            Some(last) => {
                let before = last.period;
                let missing = gap(before, period, row.line, findings)?;
                points.extend(missing.into_iter().map(|period| Point { period, rows: Vec::new() }));
                points.push(Point { period, rows: vec![row] });
            }
            None => points.push(Point { period, rows: vec![row] }),
        }
    }
    let several = kind.is_some_and(Kind::samples) || (kind.is_none() && are_samples(&points));
    match points.iter().find(|point| point.rows.len() > 1) {
        Some(point) if !several => Err(format!(
            "line {}: the period {} stands on line {} too; give each period one row, or ask for `xbar` if these are several figures of one period",
            point.rows[1].line,
            point.period.label(),
            point.rows[0].line
        )),
        _ => Ok(points),
    }
}

/// Several figures a period: every period has the same number of them, and there are enough periods to see it.
fn are_samples(points: &[Point<'_>]) -> bool {
    let sizes = points.iter().map(|point| point.rows.len()).filter(|size| *size > 0);
    let same = |size: usize| points.iter().all(|point| point.rows.is_empty() || point.rows.len() == size);
    points.len() >= 3
        && sizes.clone().next().is_some_and(|size| size > 1 && same(size))
        && points.iter().flat_map(|point| &point.rows).all(|row| row.value.is_some())
}

/// The periods between two, which have no row.
fn gap(before: Period, after: Period, line: u32, findings: &mut Findings) -> Result<Vec<Period>, String> {
    let Some(stride) = after.step.stride() else { return Ok(Vec::new()) };
    let count = (after.number - before.number) / stride - 1;
    if count > GAP {
        return Err(format!(
            "line {line}: {count} periods without a row lie between {} and {}; correct the period, or leave the row out",
            before.label(),
            after.label()
        ));
    }
    if count > 0 {
        let words = format!(
            "no row stands for {count} period(s) between {} and {}; they are shown as a gap",
            before.label(),
            after.label()
        );
        findings.add(line, "figures.gap", words, "add the rows, or say why there are none");
    }
    Ok((1..=count.max(0)).map(|n| Period { number: before.number + n * stride, ..before }).collect())
}

/// The series of a kind; where none was asked for, of whatever the columns hold.
pub(super) fn series(
    points: &[Point<'_>],
    kind: Option<Kind>,
    findings: &mut Findings,
) -> Result<Series, String> {
    let rows = || points.iter().flat_map(|point| &point.rows);
    if kind.is_some_and(Kind::samples) || points.iter().any(|point| point.rows.len() > 1) {
        let value = |row: &&Row| row.value.or(row.numerator);
        return Ok(Series::Samples(
            points.iter().map(|point| point.rows.iter().filter_map(value).collect()).collect(),
        ));
    }
    let has_values = rows().any(|row| row.value.is_some());
    let has_denominators = rows().any(|row| row.denominator.is_some());
    let has_numerators = rows().any(|row| row.numerator.is_some());
    let divides = kind.map_or(!has_values && has_denominators, |kind| {
        kind.divides() || (!has_values && has_denominators && !kind.counts())
    });
    if divides && !(has_numerators && has_denominators) {
        let kind = kind.map_or("p", Kind::key);
        return Err(format!(
            "a `{kind}` chart needs a numerator and a denominator for each period; name two columns so, or ask for `xmr`"
        ));
    }
    if !divides {
        let value = |row: &Row| row.value.or(row.numerator);
        return Ok(Series::Values(
            points.iter().map(|point| point.rows.first().and_then(|row| value(row))).collect(),
        ));
    }
    let mut pairs = Vec::new();
    for point in points {
        let row = point.rows.first();
        let pair = row.and_then(|row| row.numerator.zip(row.denominator));
        if let Some(row) = row
            && pair.is_none()
            && (row.numerator.is_some() || row.denominator.is_some())
        {
            let words =
                "only one of numerator and denominator stands in the row; the figure is a gap".to_owned();
            findings.add(row.line, "figures.half", words, "give both, or neither");
        }
        pairs.push(pair);
    }
    Ok(Series::Counts(pairs))
}

/// Says where a few numerators exceed their denominators, and so a share is charted as events for exposure.
pub(super) fn say_exceeding(name: &str, points: &[Point<'_>], series: &Series, findings: &mut Findings) {
    let Series::Counts(pairs) = series else { return };
    let exceeds = |pair: &Option<(f64, f64)>| pair.is_some_and(|(count, of)| count > of);
    let many = pairs.iter().filter(|pair| exceeds(pair)).count();
    let all = pairs.iter().flatten().count();
    // Where most do they are events, and nothing is odd.
    if many == 0 || 2 * many > all {
        return;
    }
    let line = pairs.iter().position(exceeds).and_then(|at| points.get(at)).map_or(0, Point::line);
    let words = format!(
        "{many} of {all} numerators of `{}` exceed their denominators; the figures are taken as events for exposure",
        short(name)
    );
    let remedy = "correct them if these are shares, and ask for `p`; leave them if they are events";
    findings.add(line, "figures.more_than_all", words, remedy);
}

/// The target of a series: the last that a row names, with a finding where it changed.
pub(super) fn target(rows: &[(Period, &Row)], findings: &mut Findings) -> Option<f64> {
    let mut sorted: Vec<&(Period, &Row)> = rows.iter().filter(|(_, row)| row.target.is_some()).collect();
    sorted.sort_by_key(|(period, row)| (*period, row.line));
    let last = sorted.last()?.1.target?;
    if let Some((period, row)) = sorted.iter().rev().find(|(_, row)| row.target != Some(last)) {
        let words =
            format!("the target was another up to {}; the last one is drawn throughout", period.label());
        findings.add(
            row.line,
            "figures.target",
            words,
            "chart the periods of each target apart to judge them by it",
        );
    }
    Some(last)
}

/// Which way is better, as the first row that says so has it.
pub(super) fn better<'a>(rows: &[(Period, &'a Row)]) -> Option<&'a str> {
    rows.iter().map(|(_, row)| row.better.as_str()).find(|word| !word.is_empty())
}

/// The place of a period that a decision names.
pub(super) fn find(points: &[Point<'_>], written: &str) -> Result<usize, String> {
    let step = points.first().map(|point| point.period.step);
    let by_text = points.iter().position(|point| {
        point.period.label() == written || point.rows.iter().any(|row| row.period == written)
    });
    let by_meaning = || {
        let read = formats::figures::period::read_all(&[(0, written)]).ok()?;
        let period = *read.first().filter(|period| Some(period.step) == step)?;
        points.iter().position(|point| point.period == period)
    };
    by_text.or_else(by_meaning).ok_or_else(|| {
        format!(
            "the definition names the period `{}`, which no row has; write it as in the file",
            short(written)
        )
    })
}
