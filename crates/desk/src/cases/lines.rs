//! Shares over time as charts.

use counted::audits::{OverTime, Share};
use counted::chart::icons::Better;
use counted::chart::notice::{false_alarm, notice, usual_levels};
use counted::chart::rules::RuleSet;
use counted::chart::{Plan, Series, choose};
use flow::CaseAudit;
use published::cases::share_title;
use published::charts::Line;

use super::calendar::From;

/// Most charts of a page.
const CHARTS: usize = 200;

/// The charts, share by share and within it unit by unit, and how many more there would be.
pub(super) fn lines(audit: &CaseAudit, from: From) -> (Vec<Line>, usize) {
    let of_share = |share: Share| {
        audit.over_time.iter().filter(move |chart| chart.share == share && audit.judged(chart.unit))
    };
    let all: Vec<&OverTime> = Share::ALL.into_iter().flat_map(of_share).collect();
    let lines = all.iter().take(CHARTS).map(|chart| line(audit, from, chart)).collect();
    (lines, all.len().saturating_sub(CHARTS))
}

fn line(audit: &CaseAudit, from: From, of: &OverTime) -> Line {
    let counts = match &of.series {
        Series::Counts(counts) => counts.clone(),
        Series::Values(values) => vec![None; values.len()],
        Series::Samples(samples) => vec![None; samples.len()],
    };
    let choice = choose(&of.series);
    let levels = usual_levels(&of.chart);
    Line {
        name: format!("{}: {}", audit.units[of.unit], share_title(of.share)),
        periods: (0..).take(counts.len()).map(|at| from.name(at * of.days)).collect(),
        each: "period",
        percent: false,
        counts,
        rules: RuleSet::USUAL,
        signals: of.signals.clone(),
        // A share that a target hangs on is not better for being higher.
        better: Better::Neither,
        target: None,
        why: choice.why.to_owned(),
        sooner: choice.sooner,
        plan: Plan::default(),
        quiet: false_alarm(&of.chart),
        notices: levels.into_iter().filter_map(|level| notice(&of.chart, level)).collect(),
        chart: of.chart.clone(),
        drift: None,
    }
}
