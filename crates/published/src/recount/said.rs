//! Figures said elsewhere, each beside the same figure counted again.

use std::cmp::Ordering;
use std::io;

use counted::measure::{Beside, Claim, Verdict};
use record::{AgencyId, Code};

use super::Recount;
use super::page::hidden;
use super::sheets::{Book, Cell, Sheet};
use crate::Folder;
use crate::html::{Html, thousands};
use crate::xlsx::Column;

/// One figure as it was said, and what the recount says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SaidFigure {
    /// Its line in the file of figures said.
    pub line: u32,
    /// Who said it, as written.
    pub said_by: String,
    /// When, as written.
    pub said_on: String,
    /// Of which period, as written.
    pub period: String,
    /// Where, as written.
    pub source: String,
    /// What was said.
    pub claim: Claim,
    /// The recount.
    pub beside: Beside,
}

/// The section.
pub(super) fn section(recount: Recount<'_>, html: &mut Html) {
    html.p("What reports, returns or speeches said, beside the same counted again from these files. A difference has innocent causes first: late rows, another day of counting, another definition. A share of nothing in particular can be made as small as one likes by what it is divided by: where none was said, the number it would need stands here, and which counts of these files are near it.");
    let heads = ["Who said it", "Of what", "As said", "Counted again", "What to note"];
    html.table("Figures said elsewhere and counted again", &heads, |html| {
        for said in recount.said {
            html.tr(|html| {
                html.th(|html| {
                    html.text(who(said));
                });
                html.td_text(of_what(recount, said));
                html.td_text(as_said(&said.claim));
                html.td_text(counted(recount, &said.beside));
                html.td(|html| {
                    for note in notes(recount, said) {
                        html.raw("<p>").text(note).raw("</p>");
                    }
                });
            });
        }
    });
    html.raw("<p>The same as a table: <a href=\"said.csv\">said.csv</a>.</p>\n");
}

fn who(said: &SaidFigure) -> String {
    let parts = [said.said_by.as_str(), said.said_on.as_str(), said.source.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { format!("line {}", said.line) } else { parts.join(", ") }
}

fn of_what(recount: Recount<'_>, said: &SaidFigure) -> String {
    let mut words = title(recount, &said.claim.measure, &said.claim.variant);
    if let Some(unit) = &said.claim.unit {
        words.push_str(&format!(", {}", recount.called.labels.agency(&AgencyId::new(unit.as_str()))));
    }
    if !said.period.is_empty() {
        words.push_str(&format!(", {}", said.period));
    }
    words
}

fn title(recount: Recount<'_>, measure: &Code, variant: &Code) -> String {
    let rules = &recount.called.material.policy.measures.rules;
    let of = |variant: &str| {
        let rule = rules.iter().find(|rule| rule.id == *measure && rule.variant.as_str() == variant);
        rule.map(|rule| rule.title.as_str())
    };
    // "The same, …" says nothing without what it is the same as.
    match (of("main"), of(variant.as_str())) {
        (Some(main), Some(title)) if main != title => format!("{main} ({title})"),
        (_, Some(title)) => title.to_owned(),
        _ => measure.to_string(),
    }
}

fn as_said(claim: &Claim) -> String {
    let mut parts = Vec::new();
    match (claim.numerator, claim.denominator) {
        (Some(some), Some(all)) => parts.push(format!("{} of {}", thousands(some), thousands(all))),
        (Some(some), None) => parts.push(thousands(some)),
        (None, Some(all)) => parts.push(format!("of {}", thousands(all))),
        (None, None) => {}
    }
    if let Some(percent) = claim.percent {
        parts.push(format!("{percent:.*} %", usize::from(claim.decimals)));
    }
    parts.join(", ")
}

fn counted(recount: Recount<'_>, beside: &Beside) -> String {
    match (&beside.counted, beside.verdict) {
        (Some(figure), _) => hidden(recount).figure(figure),
        (None, Verdict::NoSuchMeasure) => "no such measure".to_owned(),
        (None, Verdict::NoSuchAgency) => "no such agency".to_owned(),
        (None, Verdict::Which) => "more than one".to_owned(),
        (None, _) => "not in these files".to_owned(),
    }
}

/// What to note, innocent reasons first; at least one sentence.
fn notes(recount: Recount<'_>, said: &SaidFigure) -> Vec<String> {
    let beside = &said.beside;
    let mut notes = vec![
        match beside.verdict {
            Verdict::NoSuchMeasure => {
                "No measure of the policy has this name; docs/audit.md lists where they stand. Nothing was compared."
            }
            Verdict::NoSuchAgency => {
                "No file read is of an agency with this id: an agency.toml beside the files, or the name of their folder, says whose they are. Leave the cell empty where all are of one."
            }
            Verdict::Which => {
                "Several agencies or periods have this figure: say which in the columns `agency` and `period`."
            }
            Verdict::NotInTheseFiles => {
                "These files hold no row for it: other files may. Nothing is said against the figure."
            }
            Verdict::CannotBeTold => "Of too many rows the files do not say what they are: it cannot be counted again.",
            Verdict::Agrees => "Every number said is the one counted.",
            Verdict::Differs => {
                "Not the number counted: late rows, another day of counting or another definition come first."
            }
        }
        .to_owned(),
    ];
    if let Some(own) = beside.own_percent {
        notes.push(format!("Its own numbers give {own:.1} %, and not the share said."));
    }
    if beside.no_denominator {
        notes.push("No denominator was said: a share of what?".to_owned());
    }
    if let (Some((least, most)), Some(figure)) = (beside.needs, &beside.counted)
        && beside.verdict == Verdict::Differs
        && hidden(recount).shows(figure)
    {
        let counted = thousands(figure.numerator);
        notes.push(match least.cmp(&most) {
            Ordering::Less => format!(
                "For the {counted} counted, the share said would need {} to {} rows in all.",
                thousands(least),
                thousands(most)
            ),
            Ordering::Equal => {
                format!(
                    "For the {counted} counted, the share said would need {} rows in all.",
                    thousands(least)
                )
            }
            Ordering::Greater => format!("No number of rows makes {counted} of them the share said."),
        });
        notes.extend(beside.near.iter().map(|(measure, variant, count)| {
            format!("{} in the same period: {}.", title(recount, measure, variant), thousands(*count))
        }));
    }
    notes
}

const COLUMNS: [Column<'_>; 17] = [
    ("line", 7),
    ("said_by", 24),
    ("said_on", 12),
    ("source", 30),
    ("measure", 24),
    ("variant", 12),
    ("agency", 18),
    ("period", 12),
    ("said_numerator", 14),
    ("said_denominator", 15),
    ("said_percent", 13),
    ("counted_numerator", 16),
    ("counted_denominator", 18),
    ("verdict", 18),
    ("own_percent", 12),
    ("needs_at_least", 14),
    ("needs_at_most", 14),
];

/// `said.csv`, and its sheet.
pub(super) fn table(recount: Recount<'_>, folder: &dyn Folder, book: &mut Book) -> io::Result<()> {
    let mut table = Sheet::new("said", &COLUMNS, folder, Some(book))?;
    let number = |number: Option<u64>| number.map_or(Cell::Words(""), Cell::Count);
    for said in recount.said {
        let (claim, beside) = (&said.claim, &said.beside);
        let counted = beside.counted.as_ref();
        let agency = claim.unit.as_ref().map(|unit| super::tables::unit(recount, unit)).unwrap_or_default();
        let percent = claim.percent.map(|percent| format!("{percent:.*}", usize::from(claim.decimals)));
        table.row(&[
            Cell::Count(said.line.into()),
            Cell::Words(&said.said_by),
            Cell::Words(&said.said_on),
            Cell::Words(&said.source),
            Cell::Words(claim.measure.as_str()),
            Cell::Words(claim.variant.as_str()),
            Cell::Words(&agency),
            Cell::Words(&said.period),
            number(claim.numerator),
            number(claim.denominator),
            Cell::Written(percent.unwrap_or_default()),
            number(counted.map(|figure| figure.numerator)),
            number(counted.map(|figure| figure.denominator)),
            Cell::Words(verdict(beside.verdict)),
            Cell::Written(beside.own_percent.map(|own| format!("{own:.4}")).unwrap_or_default()),
            number(beside.needs.map(|needs| needs.0)),
            number(beside.needs.map(|needs| needs.1)),
        ])?;
    }
    table.end()
}

/// The key of a verdict.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NoSuchMeasure => "no_such_measure",
        Verdict::NoSuchAgency => "no_such_agency",
        Verdict::Which => "which_one",
        Verdict::NotInTheseFiles => "not_in_these_files",
        Verdict::CannotBeTold => "cannot_be_told",
        Verdict::Agrees => "agrees",
        Verdict::Differs => "differs",
    }
}
