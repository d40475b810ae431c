//! The children that a row is about, from all the columns that speak of them.

use record::mention::Identifier;
use record::{Code, Mention, MentionKind};
use smol_str::SmolStr;

use super::cells::Cells;
use super::headings::Role;
use super::names::{self, NameOddity};
use super::when::{self, DateHint};
use crate::read::Sink;
use crate::report::Report;

/// Identifiers by the role of their column.
const SCHEMES: [(Role, &str); 3] =
    [(Role::LocalId, "local"), (Role::Upn, "upn"), (Role::NhsNumber, "nhs_number")];

/// One mention for each child that the row names.
pub(super) fn read(cells: &Cells<'_>, hint: &DateHint, at: Report, sink: &mut dyn Sink) -> Vec<Mention> {
    let mut children = named(cells, at, sink);
    let has_details = SCHEMES.iter().any(|(role, _)| !cells.text(*role).is_empty());
    if children.is_empty() && has_details {
        children.push(Mention::new(MentionKind::Child, "subject"));
    }
    for (role, scheme) in SCHEMES {
        each(cells, role, children.len(), at, sink, |place, value| {
            children[place]
                .identifiers
                .push(Identifier { scheme: Code::new(scheme), value: SmolStr::new(value) });
        });
    }
    let mut unread = false;
    each(cells, Role::Born, children.len(), at, sink, |place, value| {
        let born = when::read_when(value, &DateHint::alone(hint.as_of));
        match born.dates.as_slice() {
            [day] => children[place].born = Some(*day),
            _ => unread = true,
        }
    });
    if unread {
        at.skipped(
            sink,
            cells.heading(Role::Born),
            "born.unreadable",
            "the birth date cannot be read; it is kept in the cell only",
            "write it as `12/03/2012`",
        );
    }
    children
}

/// Children by their names.
fn named(cells: &Cells<'_>, at: Report, sink: &mut dyn Sink) -> Vec<Mention> {
    let mut children = Vec::new();
    let (forename, surname) = (cells.text(Role::Forename), cells.text(Role::Surname));
    if !forename.is_empty() || !surname.is_empty() {
        let mut child = Mention::new(MentionKind::Child, "subject");
        let some = |text: &str| (!text.is_empty()).then(|| SmolStr::new(text));
        (child.forename, child.surname) = (some(forename), some(surname));
        children.push(child);
        if cells.layout.column(Role::Child).is_some_and(|column| cells.value(column).is_empty()) {
            return children;
        }
    }
    for column in cells.layout.columns(Role::Child) {
        let (found, odd) = names::children(cells.value(column));
        // Forename and surname columns beside a column of the whole name speak of the same child.
        if children.is_empty() || found.len() > 1 {
            for child in found {
                if !children.contains(&child) && children.len() < usize::from(u16::MAX) {
                    children.push(child);
                }
            }
        }
        report(&odd, cells.layout.heading(column), at, sink);
    }
    children
}

fn report(odd: &[NameOddity], heading: &str, at: Report, sink: &mut dyn Sink) {
    if odd.contains(&NameOddity::Order) {
        at.repaired(
            sink,
            heading,
            "child.name_order",
            "a comma between two words; read as family name and given name of one child",
            "write `SURNAME, Forename`, or `and` between two children",
        );
    }
    if odd.contains(&NameOddity::NotAName) {
        at.skipped(
            sink,
            heading,
            "child.no_name",
            "words that name nobody by name; they are kept in the cell only",
            "name each child the row is about",
        );
    }
}

/// Hands each of the values of a column to the child it belongs to; says so when that cannot be told.
fn each(
    cells: &Cells<'_>,
    role: Role,
    children: usize,
    at: Report,
    sink: &mut dyn Sink,
    mut give: impl FnMut(usize, &str),
) {
    let cell = cells.text(role);
    if cell.is_empty() {
        return;
    }
    let values: Vec<&str> = if children == 1 {
        vec![cell]
    } else {
        cell.split(['&', ';', '\n', ',']).map(str::trim).filter(|value| !value.is_empty()).collect()
    };
    if values.len() == children {
        values.into_iter().enumerate().for_each(|(place, value)| give(place, value));
    } else {
        at.skipped(
            sink,
            cells.heading(role),
            "child.not_paired",
            "the row names another number of children than this cell has values; they are kept in the cell only",
            "give each child a row, or as many values as children",
        );
    }
}
