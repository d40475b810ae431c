//! Tidy tables: one figure a row with stable keys, the rows each figure counts, and what differs between extracts.

use std::collections::BTreeMap;
use std::io;

use counted::measure::{Figure, Opened, opens};
use record::policy::Better;
use record::{AgencyId, Body, Code, Event, Fixed, MentionKind};
use serde_json::{Value, json};

use super::Recount;
use crate::Folder;
use crate::charts::headline;
use crate::csv_safe::Table;

const FIGURES: [&str; 19] = [
    "key",
    "measure",
    "version",
    "variant",
    "title",
    "unit",
    "period",
    "from",
    "to",
    "numerator",
    "denominator",
    "share_percent",
    "low_percent",
    "high_percent",
    "left_out",
    "missing",
    "too_few",
    "cannot_be_told",
    "better",
];

/// `figures.csv`: by financial year, and behind them by month.
pub(super) fn figures(recount: Recount<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut table = Table::new(folder.file("figures.csv")?, &FIGURES)?;
    for figure in recount.measured.years.iter().chain(&recount.measured.months) {
        let percent = |share: Option<Fixed>| share.map(percent).unwrap_or_default();
        let left_out: Vec<String> =
            figure.left_out.iter().map(|left| format!("{}: {}", left.rows, left.why)).collect();
        table.row(&[
            key(recount, figure),
            figure.measure.to_string(),
            figure.version.to_string(),
            figure.variant.to_string(),
            title(recount, figure).to_owned(),
            unit(recount, &figure.unit),
            if is_month(figure) { "month" } else { "financial year" }.to_owned(),
            figure.period.from.to_string(),
            figure.period.to.to_string(),
            figure.numerator.to_string(),
            figure.denominator.to_string(),
            percent(figure.share),
            percent(figure.interval.map(|(low, _)| low)),
            percent(figure.interval.map(|(_, high)| high)),
            left_out.join("; "),
            figure.missing.to_string(),
            if figure.too_few { "yes" } else { "no" }.to_owned(),
            if figure.is_share && figure.is_lopsided() { "yes" } else { "no" }.to_owned(),
            better(figure.better).to_owned(),
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

fn percent(share: Fixed) -> String {
    format!("{:.4}", 100.0 * share.to_f64())
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
pub(super) fn rows(recount: Recount<'_>, folder: &dyn Folder) -> io::Result<()> {
    let mut out = Table::new(folder.file("figure_rows.csv")?, &["key", "row", "file", "line", "is"])?;
    for figure in &recount.measured.years {
        let rules = &recount.called.material.policy.measures.rules;
        let Some(rule) = rules.iter().find(|rule| rule.id == figure.measure) else { continue };
        let Some(table) = recount.measured.table(rule.table.as_str()) else { continue };
        let key = key(recount, figure);
        for (row, is) in opens(figure, &recount.called.material.policy.measures, table).unwrap_or_default() {
            let event = table.events.get(row).and_then(|ix| recount.called.material.events.get(*ix as usize));
            let (id, file, line) = event.map_or_else(Default::default, |event| place(recount, event));
            out.row(&[key.as_str(), &id, &file, &line, word(is)])?;
        }
    }
    out.end()
}

fn place(recount: Recount<'_>, event: &Event) -> (String, String, String) {
    let path = recount.called.paths.path(event.source.file).to_owned();
    (event.id.to_string(), path, event.source.line.to_string())
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
pub(super) fn differences(recount: Recount<'_>, folder: &dyn Folder) -> io::Result<()> {
    let heads = ["row", "agency", "table", "what", "fields", "file", "line"];
    let mut table = Table::new(folder.file("differences.csv")?, &heads)?;
    for event in recount.called.material.events {
        let (name, what, fields) = match &event.body {
            Body::Vanished(row) => (row.table.to_string(), "no longer there", String::new()),
            Body::Changed(row) => {
                let fields: Vec<&str> = row.fields.iter().map(|field| field.as_str()).collect();
                (row.table.to_string(), "reads otherwise", fields.join("|"))
            }
            _ => continue,
        };
        let (id, file, line) = place(recount, event);
        let agency = recount.called.labels.agency_id(&event.by.agency);
        table.row(&[id.as_str(), &agency, &name, what, &fields, &file, &line])?;
    }
    table.end()
}

/// Files, children, figures by year, differences, for a machine.
pub(super) fn json(recount: Recount<'_>) -> Value {
    let figure = |figure: &Figure| {
        json!({
            "key": key(recount, figure),
            "measure": figure.measure.as_str(),
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
