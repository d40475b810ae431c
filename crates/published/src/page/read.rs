//! What was read and what was not: the first thing on the page, for everything after it rests on it.

use std::collections::BTreeSet;

use record::source::SourceFile;

use super::view::View;
use super::words::capital;
use crate::called::is_entry;
use crate::html::{Html, counted, thousands};
use crate::place::TOLD_HERE;

/// The most files listed.
const MOST_FILES: usize = 500;

/// The first line: every number leads to its rows.
pub(crate) fn first_line(view: &View<'_>, html: &mut Html) {
    let (read, unread) = (view.m.files_given().count() as u64, view.m.unread.len() as u64);
    let entries = view.m.events.iter().filter(|event| is_entry(event));
    let undated = entries.clone().filter(|event| event.claimed.is_unknown()).count() as u64;
    let several = groups_of_several_agencies(view);
    let disagree =
        view.m.outcome.joined.accounts.iter().filter(|group| !group.disagreements.is_empty()).count();
    html.raw("<p class=\"first\">");
    figure(html, "#read", counted(read + unread, "file", "files"), "");
    figure(html, "#files", counted(read, "read", "read"), ", ");
    figure(
        html,
        if unread > 0 { "#unread" } else { "#files" },
        counted(unread, "not read", "not read"),
        ", ",
    );
    html.text(why_unread(view));
    let told_here = view.m.told_here();
    if told_here > 0 {
        figure(html, "#told-here", format!("{} {TOLD_HERE}", thousands(told_here)), "; ");
    }
    figure(html, "#chronology", counted(entries.count() as u64, "entry", "entries"), "; ");
    figure(
        html,
        if undated > 0 { "#undated" } else { "#chronology" },
        counted(undated, "undated", "undated"),
        ", ",
    );
    let told = counted(several as u64, "event told by several agencies", "events told by several agencies");
    figure(html, "#accounts", told, "; ");
    figure(html, "#accounts", counted(disagree as u64, "disagrees", "disagree"), ", ");
    html.raw(".</p>\n");
}

/// Why files were not read, where the reasons are few.
fn why_unread(view: &View<'_>) -> String {
    let reasons: BTreeSet<&str> = view.m.unread.iter().map(|unread| unread.why.as_str()).collect();
    match reasons.len() {
        1..=3 => format!(" ({})", reasons.into_iter().collect::<Vec<_>>().join("; ")),
        _ => String::new(),
    }
}

fn figure(html: &mut Html, href: &str, words: String, before: &'static str) {
    html.raw(before).raw("<a").attr("href", href).raw(">").text(words).raw("</a>");
}

fn groups_of_several_agencies(view: &View<'_>) -> usize {
    let agencies = |events: &[u32]| {
        events
            .iter()
            .filter_map(|ix| view.event(*ix))
            .map(|event| &event.by.agency)
            .collect::<BTreeSet<_>>()
            .len()
    };
    view.m.outcome.joined.accounts.iter().filter(|group| agencies(&group.events) > 1).count()
}

/// The tables of files.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    html.raw("<h3 id=\"files\">Files read</h3>\n");
    let files = view.m.files_given();
    if files.clone().next().is_none() {
        html.p("No file was read.");
        told_here(view, html);
        return unread(view, html);
    }
    let heads = [
        "File",
        "Agency",
        "Format",
        "Covers",
        "Holds",
        "#Rows read",
        "#Left out",
        "#Repaired",
        "#Repeated",
        "#Children",
    ];
    html.table("Every file that was read, and what of it", &heads, |html| {
        for file in files.clone().take(MOST_FILES) {
            html.tr(|html| file_row(view, html, file));
        }
    });
    let all = files.count();
    if all > MOST_FILES {
        let rest = counted((all - MOST_FILES) as u64, "file is", "files are");
        html.p(format_args!("{rest} not listed here; summary.json lists every file."));
    }
    html.p("Rows left out and values repaired each have a finding. Repeated rows were already known from another extract.");
    told_here(view, html);
    unread(view, html);
}

/// What was told to candour itself: it stands in no file, and its teller has a receipt.
fn told_here(view: &View<'_>, html: &mut Html) {
    let told = Some(view.m.told_here()).filter(|told| *told > 0);
    for (file, told) in view.m.files.iter().filter(|file| file.is_told()).zip(told) {
        html.raw("<h3 id=\"told-here\">Told to candour</h3>\n<p")
            .attr("id", format_args!("file-{}", file.id.0));
        html.raw(">").text(counted(told, "row was", "rows were"));
        html.raw(" told to candour itself, not read from a file. All of it is in the log, and its teller has a receipt.</p>\n");
    }
}

fn file_row(view: &View<'_>, html: &mut Html, file: &SourceFile) {
    html.raw("<th scope=\"row\"").attr("id", format_args!("file-{}", file.id.0)).raw(">");
    html.text(view.path(file.id)).raw("</th>");
    html.td_text(view.agency(&file.agency));
    html.td_text(&file.format);
    match file.covers {
        Some(covers) => html.td_dates(format_args!("{} to {}", covers.from, covers.to)),
        None => html.td_text("not stated"),
    }
    html.td_text(match file.completeness {
        record::source::Completeness::Full => "every row",
        record::source::Completeness::Partial => "some rows",
        record::source::Completeness::NotStated => "not stated",
    });
    html.td_count(file.read, "chronology.csv");
    html.td_count(file.skipped, "findings.csv");
    html.td_count(file.repaired, "findings.csv");
    html.td_number(file.repeated);
    html.td_number(file.children);
}

fn unread(view: &View<'_>, html: &mut Html) {
    html.raw("<h3 id=\"unread\">Files not read</h3>\n");
    if view.m.unread.is_empty() {
        html.p("Every file in the folder was read.");
        return;
    }
    html.table(
        "Files nobody has taken into account here, and what would help",
        &["File", "Why", "What would help"],
        |html| {
            for file in view.m.unread.iter().take(MOST_FILES) {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(view.open(&file.path));
                    });
                    html.td_text(capital(&file.why));
                    html.td_text(capital(&file.remedy));
                });
            }
        },
    );
}
