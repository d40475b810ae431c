//! `conflicts.csv`: posts that step aside from a concern, and those of which somebody outside should check whether they must.

use std::io;

use crate::Folder;
use crate::called::Called;
use crate::conflict_words::{days, follows, why};
use crate::csv_safe::Table;

const HEADING: [&str; 10] = [
    "concern",
    "concern_place",
    "post",
    "post_title",
    "certain",
    "ground",
    "why",
    "what_follows",
    "holds_the_post",
    "named_in",
];

/// Writes the table.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heading: Vec<&str> = HEADING.into_iter().chain(["acts_set_aside"]).collect();
    let mut table = Table::new(folder.file("conflicts.csv")?, &heading)?;
    for conflict in &called.material.outcome.conflicts {
        table.row(&[
            called.row(conflict.concern),
            called.place(conflict.concern),
            called.labels.post_id(&conflict.post),
            called.labels.post_title(&conflict.post),
            if conflict.certain { "yes" } else { "to check" }.to_owned(),
            conflict.ground.to_string(),
            why(&conflict.ground).to_owned(),
            follows(conflict).to_owned(),
            days(conflict),
            called.rows(&conflict.named_in),
            called.rows(&conflict.acts_set_aside),
        ])?;
    }
    table.end()
}
