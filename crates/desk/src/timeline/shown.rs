//! Rows as a report shows them.

use formats::replay::{DateBasis, Role, Row};
use published::replay::{Row as Shown, Use};
use record::policy::Policy;
use rustc_hash::FxHashSet;

/// The row as it is shown. `inputs`: the keys of all inputs.
pub(super) fn row(row: &Row, inputs: &FxHashSet<&str>, policy: &Policy) -> Shown {
    let title = |code: &record::Code| {
        policy.signs.get(code).map_or_else(|| code.to_string(), |sign| sign.title.to_string())
    };
    Shown {
        id: row.id.to_string(),
        when: row.when,
        date_basis: match row.date_basis {
            DateBasis::Stated => "stated",
            DateBasis::Inferred => "inferred",
            DateBasis::ReviewPeriod => "only the time under review is known",
        },
        agency: row.agency.clone(),
        post: row.post.as_ref().map(ToString::to_string),
        rank: row.rank,
        told: told(row, policy),
        used: used(row, inputs),
        signs: row.signs.iter().map(title).collect(),
        events: row.events,
        summary: row.summary.clone(),
        basis: row.basis.to_string(),
        source: row.source.clone(),
    }
}

/// Who was told, as the row says it.
fn told(row: &Row, policy: &Policy) -> String {
    let title = |agency: &record::AgencyId| {
        let kind = policy.agency_kinds.get(&record::Code::new(agency.as_str()));
        kind.map_or_else(|| agency.as_str().replace('_', " "), |kind| kind.title.to_string())
    };
    let agencies: Vec<String> = row.told.iter().map(title).collect();
    let mut parts = vec![agencies.join(" and ")];
    parts.extend(row.told_post.as_ref().map(ToString::to_string));
    parts.extend(row.told_rank.map(|rank| format!("rank {rank}")));
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn used(row: &Row, inputs: &FxHashSet<&str>) -> Use {
    match row.role {
        Role::Benchmark => Use::Benchmark,
        Role::Context => Use::Context,
        Role::Input | Role::Response if row.is_withdrawal() => Use::Withdrawal,
        Role::Input => Use::Input,
        Role::Response if row.answers.as_ref().is_some_and(|row| inputs.contains(row.as_str())) => {
            Use::Answer
        }
        Role::Response => Use::Response,
    }
}
