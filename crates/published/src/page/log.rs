//! The log a report rests on: what it is, and how a reader checks a row or the whole of it.

use super::view::View;
use crate::html::{Html, counted, thousands};
use crate::log::has_receipt;

/// The section's id. A page without a store has no such section.
pub(crate) const ID: &str = "log";

/// Origin, entries and root, and what to do with them.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let Some(log) = &view.m.log else { return };
    html.p("Every row of this report is an entry of a log that is only ever added to. Its operator has signed the line below; whoever keeps it can find later that an entry was changed, taken out or put in before it.");
    if let Some(signed) = log.signed() {
        let mut lines = vec![
            ("Origin", signed.origin.to_owned()),
            ("Entries", thousands(signed.size)),
            ("Root", signed.root.to_owned()),
        ];
        lines.extend(log.key.as_ref().map(|key| ("Key of the log", key.clone())));
        html.table("The signed line", &["What", "Value"], |html| {
            for (what, value) in lines {
                html.tr(|html| {
                    html.th(|html| {
                        html.text(what);
                    });
                    html.raw("<td><code>").text(value).raw("</code></td>");
                });
            }
        });
    }
    html.raw("<p>With its signatures it stands in <a href=\"checkpoint.txt\">checkpoint.txt</a>. Keep that file apart from the report and from whoever runs the log.</p>\n<ul>\n");
    html.raw("<li><strong>One row.</strong> Its index stands in the column <code>log_index</code> of <a href=\"chronology.csv\">chronology.csv</a>. <code>candour prove INDEX</code> writes its proof, and <code>candour verify</code> checks that proof anywhere, without the log and without its operator.</li>\n");
    html.raw("<li><strong>The whole log.</strong> <code>candour log audit</code> compares every entry with what was signed.</li>\n");
    html.raw("<li><strong>A row of a file</strong> is proved as “recorded by candour on …, claimed by the source as …”. That is no receipt, and it does not show that what the file says is true.</li>\n");
    html.raw("<li><strong>What was told to candour itself</strong> has a receipt, which its teller holds: ");
    let receipts = view.m.events.iter().filter(|event| has_receipt(event)).count() as u64;
    html.text(counted(receipts, "row", "rows")).raw(" here.</li>\n</ul>\n");
}
