//! To whom a row was told, as far as it says; and whose words it is.

use formats::replay::{NOT_STATED, Row};
use record::event::Assurance;
use record::{Addressee, AgencyId, By, Code, PostId, Rank};

/// Whoever speaks for no office: what they tell can lie with nobody until somebody is told.
const NO_OFFICE: [&str; 3] = ["family", "child", "business"];

/// Kinds of agencies, and the code of `tellers.csv` for each; the first whose words the agency begins with counts.
const TELLERS: [(&str, &str); 13] = [
    ("police", "police"),
    ("council_licensing", "licensing"),
    ("council_members", "councillor"),
    ("council", "social_care"),
    ("care_home", "care_home"),
    ("health", "health"),
    ("school", "school"),
    ("youth", "youth_project"),
    ("housing", "housing"),
    ("court", "court"),
    ("family", "parent"),
    ("child", "child"),
    ("business", "business"),
];

/// Does the row speak for an office?
pub(super) fn is_office(row: &Row) -> bool {
    !NO_OFFICE.contains(&row.agency.as_str()) && row.rank != Some(Rank::PUBLIC)
}

/// Who told, as a code of the policy's tellers.
pub(super) fn teller(row: &Row) -> Code {
    let is_of = |begins: &str| {
        let rest = row.agency.as_str().strip_prefix(begins);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '-']))
    };
    let known = TELLERS.iter().find(|(begins, _)| is_of(begins));
    Code::new(known.map_or("other", |(_, teller)| teller))
}

/// By whom. A family, child or business has no post.
pub(super) fn by(row: &Row) -> By {
    let post = row.post.as_ref().filter(|_| is_office(row)).map(|post| PostId::of(&row.agency, post));
    By { agency: row.agency.clone(), post, holder: None, assurance: Assurance::Imported }
}

/// Everybody the row was told to. Where nothing is stated it lies with the row's own post and reached nobody else;
/// nobody at all where that is no office.
pub(super) fn addressees(row: &Row) -> Vec<Addressee> {
    if row.told.is_empty() && row.told_post.is_none() && row.told_rank.is_none() {
        return own(row).into_iter().collect();
    }
    let not_named = || match is_office(row) {
        true => row.agency.clone(),
        false => AgencyId::new(NOT_STATED),
    };
    let agencies = if row.told.is_empty() { vec![not_named()] } else { row.told.clone() };
    agencies.into_iter().map(|agency| told(row, agency)).collect()
}

/// An agency without rank means its front line.
fn told(row: &Row, agency: AgencyId) -> Addressee {
    let post = row.told_post.as_ref().map(|post| PostId::of(&agency, post));
    Addressee { agency, post, rank: Some(row.told_rank.unwrap_or(Rank::FRONT_LINE)) }
}

fn own(row: &Row) -> Option<Addressee> {
    let by = by(row);
    is_office(row).then(|| Addressee {
        agency: by.agency,
        post: by.post,
        rank: Some(row.rank.unwrap_or(Rank::FRONT_LINE)),
    })
}
