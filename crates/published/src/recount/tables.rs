//! Tidy tables: one figure a row with stable keys, the rows each figure counts, and what differs between extracts.

use std::collections::BTreeMap;
use std::io;

use counted::measure::{Figure, Opened, opens};
use record::policy::Better;
use record::{AgencyId, Body, Code, Event, Fixed, MentionKind};
use serde_json::{Value, json};

use super::Recount;
use super::checkpoint::Checkpoint;
use super::sheets::{Book, Cell, Sheet};
use crate::Folder;
use crate::charts::headline;
use crate::xlsx::Column;

const FIGURES: [Column<'_>; 21] = [
    ("key", 48),
    ("measure", 24),
    ("version", 8),
    ("variant", 12),
    ("title", 40),
    ("unit", 18),
    ("period", 14),
    ("from", 12),
    ("to", 12),
    ("numerator", 11),
    ("denominator", 12),
    ("share_percent", 13),
    ("low_percent", 12),
    ("high_percent", 12),
    ("left_out", 40),
    ("missing", 9),
    ("too_few", 8),
    ("cannot_be_told", 14),
    ("better", 9),
    ("policy", 20),
    ("checkpoint", 40),
];

/// `figures.csv`: by financial year, and behind them by month. Each row carries what it was computed from.
pub(super) fn figures(recount: Recount<'_>, folder: &dyn Folder, book: Option<&mut Book>) -> io::Result<()> {
    let mut table = Sheet::new("figures", &FIGURES, folder, book)?;
    let checkpoint = Checkpoint::of(recount.called.material).cell();
    for figure in recount.measured.years.iter().chain(&recount.measured.months) {
        let left_out: Vec<String> =
            figure.left_out.iter().map(|left| format!("{}: {}", left.rows, left.why)).collect();
        let yes = |yes: bool| Cell::Words(if yes { "yes" } else { "no" });
        table.row(&[
            Cell::Words(&key(recount, figure)),
            Cell::Words(figure.measure.as_str()),
            Cell::Count(figure.version.into()),
            Cell::Words(figure.variant.as_str()),
            Cell::Words(title(recount, figure)),
            Cell::Words(&unit(recount, &figure.unit)),
            Cell::Words(if is_month(figure) { "month" } else { "financial year" }),
            Cell::Day(figure.period.from),
            Cell::Day(figure.period.to),
            Cell::Count(figure.numerator),
            Cell::Count(figure.denominator),
            Cell::Percent(figure.share),
            Cell::Percent(figure.interval.map(|(low, _)| low)),
            Cell::Percent(figure.interval.map(|(_, high)| high)),
            Cell::Words(&left_out.join("; ")),
            Cell::Count(figure.missing),
            yes(figure.too_few),
            yes(figure.is_share && figure.is_lopsided()),
            Cell::Words(better(figure.better)),
            Cell::Words(&recount.called.material.policy.digest),
            Cell::Words(&checkpoint),
        ])?;
    }
    table.end()
}

/// The key of a figure, the same in every run: `assessments_in_time.main/council-991/2024-04-01/2025-03-31`.
pub(super) fn key(recount: Recount<'_>, figure: &Figure) -> String {
    format!(
        "{}.{}/{}/{}/{}",
        figure.measure,
        figure.variant,
        unit(recount, &figure.unit),
        figure.period.from,
        figure.period.to
    )
}

/// A unit by its agency's id, masked.
pub(super) fn unit(recount: Recount<'_>, unit: &Code) -> String {
    recount.called.labels.agency_id(&AgencyId::new(unit.as_str())).into_owned()
}

/// Children whom telling or entry is about, by certain links.
pub(super) fn children(recount: Recount<'_>) -> usize {
    let (material, joined) = (recount.called.material, recount.called.joined());
    let mut children: Vec<u32> = Vec::new();
    for (ix, event) in (0..).zip(material.events) {
        let range = joined.mentions.of(ix);
        for (mention, said) in range.zip(event.mentions()) {
            let about = material.policy.roles.get(&said.role).is_some_and(|role| role.about);
            if about && said.kind == MentionKind::Child {
                children.extend(joined.entity_of.get(mention as usize));
            }
        }
    }
    children.sort_unstable();
    children.dedup();
    children.len()
}

/// No adult, place, vehicle or phone is named in any of the files.
pub(super) fn names_nobody_else(recount: Recount<'_>) -> bool {
    let mut mentions = recount.called.material.events.iter().flat_map(Event::mentions);
    !mentions.any(|mention| mention.kind != MentionKind::Child)
}

fn is_month(figure: &Figure) -> bool {
    figure.period.to.0 - figure.period.from.0 < 31
}

fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
        Better::Neither => "neither",
    }
}

/// What a figure is called.
pub(super) fn title<'a>(recount: Recount<'a>, figure: &Figure) -> &'a str {
    let rules = &recount.called.material.policy.measures.rules;
    let rule = rules.iter().find(|rule| rule.id == figure.measure && rule.variant == figure.variant);
    rule.map_or("", |rule| rule.title.as_str())
}

/// `figure_rows.csv`: the rows behind each figure of a financial year, by their place in the files.
pub(super) fn rows(recount: Recount<'_>, folder: &dyn Folder, book: Option<&mut Book>) -> io::Result<()> {
    let columns = [("key", 48), ("row", 12), ("file", 40), ("line", 9), ("is", 14)];
    let mut out = Sheet::new("figure_rows", &columns, folder, book)?;
    for figure in &recount.measured.years {
        let rules = &recount.called.material.policy.measures.rules;
        let Some(rule) = rules.iter().find(|rule| rule.id == figure.measure) else { continue };
        let Some(table) = recount.measured.table(rule.table.as_str()) else { continue };
        let key = key(recount, figure);
        for (row, is) in opens(figure, &recount.called.material.policy.measures, table).unwrap_or_default() {
            let event = table.events.get(row).and_then(|ix| recount.called.material.events.get(*ix as usize));
            let place = event.map(|event| place(recount, event));
            let (id, file, line) = cells(place.as_ref());
            out.row(&[Cell::Words(&key), id, file, line, Cell::Words(word(is))])?;
        }
    }
    out.end()
}

/// Number of an event, its file, its line.
fn place<'a>(recount: Recount<'a>, event: &Event) -> (String, &'a str, u32) {
    (event.id.to_string(), recount.called.paths.path(event.source.file), event.source.line)
}

fn cells<'a>(place: Option<&'a (String, &'a str, u32)>) -> (Cell<'a>, Cell<'a>, Cell<'a>) {
    match place {
        Some((id, file, line)) => (Cell::Words(id), Cell::Words(file), Cell::Count((*line).into())),
        None => (Cell::Words(""), Cell::Words(""), Cell::Words("")),
    }
}

fn word(is: Opened) -> &'static str {
    match is {
        Opened::Counted => "counted",
        Opened::NotCounted => "not counted",
        Opened::LeftOut(_) => "left out",
        Opened::Missing => "cannot tell",
    }
}

/// Rows that a later extract no longer has, and rows that read otherwise there: by agency, table and field.
pub(super) fn differing(recount: Recount<'_>) -> BTreeMap<(String, String, String), u64> {
    let mut all = BTreeMap::new();
    for event in recount.called.material.events {
        let agency = recount.called.labels.agency_id(&event.by.agency).into_owned();
        match &event.body {
            Body::Vanished(row) => {
                *all.entry((agency, row.table.to_string(), "row no longer there".to_owned())).or_default() +=
                    1;
            }
            Body::Changed(row) => {
                for field in &row.fields {
                    *all.entry((agency.clone(), row.table.to_string(), field.to_string())).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    all
}

/// `differences.csv`: what differs between extracts that cover the same days, row by row.
pub(super) fn differences(
    recount: Recount<'_>,
    folder: &dyn Folder,
    book: Option<&mut Book>,
) -> io::Result<()> {
    let columns =
        [("row", 12), ("agency", 20), ("table", 20), ("what", 18), ("fields", 30), ("file", 40), ("line", 9)];
    let mut table = Sheet::new("differences", &columns, folder, book)?;
    for event in recount.called.material.events {
        let (name, what, fields) = match &event.body {
            Body::Vanished(row) => (&row.table, "no longer there", String::new()),
            Body::Changed(row) => {
                let fields: Vec<&str> = row.fields.iter().map(|field| field.as_str()).collect();
                (&row.table, "reads otherwise", fields.join("|"))
            }
            _ => continue,
        };
        let place = place(recount, event);
        let (id, file, line) = cells(Some(&place));
        let agency = recount.called.labels.agency_id(&event.by.agency);
        let words =
            [Cell::Words(&agency), Cell::Words(name.as_str()), Cell::Words(what), Cell::Words(&fields)];
        let row: Vec<Cell<'_>> = [id].into_iter().chain(words).chain([file, line]).collect();
        table.row(&row)?;
    }
    table.end()
}

/// Files, children, figures by year, differences, for a machine.
pub(super) fn json(recount: Recount<'_>) -> Value {
    let figure = |figure: &Figure| {
        json!({
            "key": key(recount, figure),
            "measure": figure.measure.as_str(),
            "version": figure.version,
            "variant": figure.variant.as_str(),
            "unit": unit(recount, &figure.unit),
            "from": figure.period.from.to_string(),
            "to": figure.period.to.to_string(),
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "share": figure.share.map(Fixed::to_f64),
            "low": figure.interval.map(|(low, _)| low.to_f64()),
            "high": figure.interval.map(|(_, high)| high.to_f64()),
            "left_out": figure.left_out.iter().map(|left| json!({"why": left.why, "rows": left.rows})).collect::<Vec<_>>(),
            "missing": figure.missing,
            "too_few": figure.too_few,
            "cannot_be_told": figure.is_share && figure.is_lopsided(),
        })
    };
    let file = |file: &record::source::SourceFile| {
        json!({
            "path": recount.called.paths.path(file.id),
            "agency": recount.called.labels.agency_id(&file.agency),
            "read": file.read,
            "covers": file.covers.map(|covers| format!("{} to {}", covers.from, covers.to)),
        })
    };
    let differences: Vec<Value> = differing(recount)
        .into_iter()
        .map(|((agency, table, what), rows)| json!({"agency": agency, "table": table, "what": what, "rows": rows}))
        .collect();
    json!({
        "files": recount.called.material.files.iter().map(file).collect::<Vec<_>>(),
        "unread": recount.called.material.unread.iter().map(|file| json!({"path": recount.called.mask.open(&file.path), "why": file.why, "remedy": file.remedy})).collect::<Vec<_>>(),
        "children": children(recount),
        "as_of": recount.called.material.as_of.to_string(),
        "policy_digest": recount.called.material.policy.digest.as_str(),
        "checkpoint": Checkpoint::of(recount.called.material).json(),
        "figures": recount.measured.years.iter().map(figure).collect::<Vec<_>>(),
        "undated": recount.measured.undated.iter().map(|(measure, rows)| json!({"measure": measure.as_str(), "rows": rows})).collect::<Vec<_>>(),
        "errors": recount.measured.errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "differences": differences,
        "traces": super::traces::json(recount),
        "said": recount.said.iter().map(|said| json!({
            "line": said.line,
            "measure": said.claim.measure.as_str(),
            "variant": said.claim.variant.as_str(),
            "verdict": super::said::verdict(said.beside.verdict),
            "counted_key": said.beside.counted.as_ref().map(|figure| key(recount, figure)),
            "no_denominator": said.beside.no_denominator,
        })).collect::<Vec<_>>(),
        "charts": recount.lines.iter().map(|line| json!({"name": line.name, "says": headline(line)})).collect::<Vec<_>>(),
        "names_nobody_else": names_nobody_else(recount),
    })
}
