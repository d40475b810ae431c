//! What the definition decides about a chart, by points.

use counted::chart::{Change, Freeze, Plan};
use formats::figures::Definition;
use formats::figures::definition::Decided;

use super::rows::{Point, find};
use crate::charting::asked::Asked;

/// The plan of a chart.
pub(super) fn plan(definition: &Definition, asked: &Asked<'_>, points: &[Point<'_>]) -> Result<Plan, String> {
    let change = |decided: &Decided| -> Result<Change, String> {
        Ok(Change {
            at: find(points, &decided.period)?,
            decided: decided.decided,
            reason: decided.reason.clone(),
        })
    };
    let freeze = match &definition.freeze {
        None => None,
        Some(decided) => Some(Freeze {
            first: find(points, &decided.period)? + 1,
            decided: decided.decided,
            reason: decided.reason.clone(),
        }),
    };
    Ok(Plan {
        freeze,
        splits: definition.splits.iter().map(change).collect::<Result<_, _>>()?,
        excluded: definition.excluded.iter().map(change).collect::<Result<_, _>>()?,
        xmr: asked.xmr,
    })
}
