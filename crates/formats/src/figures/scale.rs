//! Percent signs on some figures of a series and not on others: what may mean two things is not guessed.

use std::collections::BTreeMap;

use record::FileId;

use super::{Columns, Role, Row};
use crate::read::Sink;
use crate::report::Report;

/// Makes gaps of figures that are typed unlike most of their series, and of targets typed unlike its figures, with findings.
pub(super) fn settle(columns: &Columns, rows: &mut [Row], file: FileId, sink: &mut dyn Sink) {
    let mut typed: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.value.is_some()) {
        typed.entry(row.series.clone()).or_default()[usize::from(row.percent)] += 1;
    }
    let of = |role| columns.heading(role).unwrap_or_default().to_owned();
    let (value, target) = (of(Role::Value), of(Role::Target));
    for row in rows {
        let Some([without, with]) = typed.get(&row.series).copied() else { continue };
        let percent = with > without;
        let at = Report { file, line: row.line };
        if row.value.is_some() && row.percent != percent {
            let words = match row.percent {
                true => "the figure has a percent sign, which most of its series have not; it is a gap",
                false => "the figure has no percent sign, which others of its series have; it is a gap",
            };
            at.skipped(
                sink,
                &value,
                "figures.percent",
                words.to_owned(),
                "type all figures of a series in one way",
            );
            row.value = None;
        }
        // 0.85 may be a share beside `90%`; 85 beside `90%` may be anything.
        let plain = if percent { row.target } else { Some(2.0) };
        if row.target.is_some()
            && row.target_percent != percent
            && plain.is_some_and(|plain| plain.abs() > 1.0)
        {
            let words =
                "the target and the figures are not both typed with a percent sign; the target is not drawn"
                    .to_owned();
            at.skipped(sink, &target, "figures.percent", words, "type the target as the figures are typed");
            row.target = None;
        }
    }
}
