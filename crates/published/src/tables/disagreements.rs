//! `disagreements.csv`: what each account says where accounts of one event disagree. Nothing is resolved.

use std::io;

use record::outputs::Said;

use crate::Folder;
use crate::called::Called;
use crate::csv_safe::Table;

const HEADING: [&str; 9] =
    ["group", "accounts", "about", "row", "source_place", "agency", "says", "children", "ground"];

/// Writes the table: one line for each side of each point.
pub(super) fn write(called: &Called<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("disagreements.csv")?, &HEADING)?;
    for (number, group) in (1u32..).zip(&called.joined().accounts) {
        for point in &group.disagreements {
            for side in &point.sides {
                let agency =
                    called.event(side.event).map(|event| called.labels.agency(&event.by.agency).into_owned());
                table.row(&[
                    format!("g{number}"),
                    called.rows(&group.events),
                    point.about.to_string(),
                    called.row(side.event),
                    called.place(side.event),
                    agency.unwrap_or_default(),
                    says(called, &side.said),
                    called.children(side.event),
                    group.ground.to_string(),
                ])?;
            }
        }
    }
    table.end()
}

fn says(called: &Called<'_>, said: &Said) -> String {
    match said {
        Said::Date(claimed) => claimed.to_string(),
        Said::ToldTo(to) => called.labels.addressee(to),
        Said::Codes(codes) => called.labels.account_codes(codes),
    }
}
