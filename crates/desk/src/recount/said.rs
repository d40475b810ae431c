//! Figures said elsewhere: read, and held beside the recount.

use std::fs::File;
use std::path::Path;

use counted::measure::{Claim, Period, beside};
use flow::Measured;
use formats::read::ReadError;
use formats::said::Said;
use published::recount::SaidFigure;
use record::policy::Policy;
use record::{Code, FileId, Finding};

use crate::Error;
use crate::findings::Findings;

/// What the file says, and what is odd in it.
pub(super) fn said(
    path: &Path,
    measured: &Measured,
    policy: &Policy,
) -> Result<(Vec<SaidFigure>, Vec<Finding>), Error> {
    let see = "see that it is there and may be read, and run it again";
    let mut source = File::open(path).map_err(|cause| Error::file(path, cause, see))?;
    let mut findings = Findings::default();
    let rows = formats::said::read(&mut source, FileId(0), &mut findings).map_err(|error| match error {
        ReadError::Io(cause) => Error::file(path, cause, see),
        ReadError::Broken { problem, remedy } => {
            Error::NoSaid { path: path.to_owned(), problem: format!("{problem}; {remedy}") }
        }
    })?;
    let figures: Vec<_> = measured.years.iter().chain(&measured.months).cloned().collect();
    let is_known = |measure: &Code, variant: &Code| {
        policy.measures.rules.iter().any(|rule| rule.id == *measure && rule.variant == *variant)
    };
    let all = rows
        .into_iter()
        .map(|row| {
            let claim = claim(&row);
            // Without a period a year is meant: months are there for whoever asks for one.
            let figures = if claim.period.is_none() { &figures[..measured.years.len()] } else { &figures };
            let beside = beside(&claim, figures, is_known);
            SaidFigure {
                line: row.line,
                said_by: row.said_by,
                said_on: row.said_on,
                period: row.period_written,
                source: row.source,
                claim,
                beside,
            }
        })
        .collect();
    Ok((all, findings.kept))
}

fn claim(row: &Said) -> Claim {
    let variant = if row.variant.is_empty() { "main" } else { &row.variant };
    Claim {
        measure: Code::new(&row.measure),
        variant: Code::new(variant),
        unit: (!row.agency.is_empty()).then(|| Code::new(&row.agency)),
        period: row.period.map(|(from, to)| Period { from, to }),
        numerator: row.numerator,
        denominator: row.denominator,
        percent: row.percent,
        decimals: row.decimals,
    }
}
