//! Which columns are meant, by the definition first and then by their headings; and a draft of a definition.

use std::collections::BTreeMap;

use record::FileId;

use super::definition::{Definition, Kind, Role};
use super::rows::Places;
use crate::csv_table::{CsvTable, heading_key};
use crate::nearest::hint;
use crate::read::{ReadError, Sink, Source};

/// Where each column stands.
pub(super) fn places(headings: &[String], definition: &Definition) -> Result<Places, ReadError> {
    let keys: Vec<String> = headings.iter().map(|heading| heading_key(heading)).collect();
    let mut found: BTreeMap<Role, usize> = BTreeMap::new();
    for (role, heading) in &definition.columns {
        let Some(place) = keys.iter().position(|key| *key == heading_key(heading)) else {
            let near = hint(heading, headings.iter().map(String::as_str));
            return Err(ReadError::Broken {
                problem: format!(
                    "the definition names a column `{heading}` that the table does not have{near}"
                ),
                remedy: format!("its columns are: {}", headings.join(", ")),
            });
        };
        found.insert(*role, place);
    }
    for role in Role::ALL {
        if found.contains_key(&role) {
            continue;
        }
        let known = role.known_as().iter().find_map(|name| {
            let place = keys.iter().position(|key| *key == heading_key(name))?;
            (!found.values().any(|taken| *taken == place)).then_some(place)
        });
        if let Some(place) = known {
            found.insert(role, place);
        }
    }
    Ok(Places(found))
}

/// What a table's headings say: a definition with the columns filled in.
///
/// # Errors
/// The same as [`super::read`].
pub fn guess(
    source: &mut dyn Source,
    file: FileId,
    definition: &Definition,
    sink: &mut dyn Sink,
) -> Result<(Definition, Kind), ReadError> {
    let table = CsvTable::open(source, file, sink)?;
    let places = places(table.headings(), definition)?;
    let kind = places.kind()?;
    let columns = places.0.iter().map(|(role, place)| (*role, table.headings()[*place].clone())).collect();
    Ok((Definition { columns, ..definition.clone() }, kind))
}

/// A draft, with what was found filled in and what only somebody who knows can say left open.
pub fn suggest(definition: &Definition, kind: Kind, title: &str) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = String::from(
        "# What this table is, for `candour credit`. Lines that begin with # say nothing; take the # away to use them.\n",
    );
    out.push_str(&format!("title = {}\n", quoted(title)));
    for (role, heading) in &definition.columns {
        out.push_str(&format!("{} = {}\n", role.key(), quoted(heading)));
    }
    out.push_str(
        "# words = \"days missing\"   # the measure's unit\n\
         # places = 1\n\
         # better = \"lower\"   # or higher: without it nothing can be for the better\n\n",
    );
    out.push_str(match kind {
        Kind::People => {
            "# How were those who got the service chosen? Whoever is chosen at their worst gets better anyway.\n\
             # [chosen]\n\
             # above = 30   # or below; the figure before by which they were chosen\n\
             # mean = 22.0   # of everybody they were chosen from; leave all three out if the table holds everybody\n\
             # deviation = 7.0\n\
             # correlation = 0.6   # of two measurements of the same person\n"
        }
        Kind::Series => {
            "# How were the units that began chosen? If not by their figures, say why that is so.\n\
             # [chosen]\n\
             # not_by_figures = \"drawn by lot\"\n"
        }
    });
    out.push_str(
        "\n# An outcome that the service cannot have touched (columns control…), and why it cannot.\n\
         # control_why = \"days ill, which the service does nothing about\"\n\
         # assumption = \"what the comparison rests on, if it is not the usual\"\n\n\
         # [definition]   # the version of the measure's definition at both ends\n\
         # first = 1\n\
         # last = 1\n\n\
         # [claim]   # who says what; printed beside the answer\n\
         # by = \"annual report\"\n\
         # on = \"2025-06\"\n\
         # words = \"what was said\"\n",
    );
    out
}
