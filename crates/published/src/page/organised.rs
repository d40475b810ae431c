//! What organisations did with warnings beside answering them: each kind under its heading, and what the rules would have asked.

mod conduct;
mod owed;
mod powers;

use super::view::View;
use crate::html::Html;

/// Every kind of which these files hold something.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    let organised = &view.m.outcome.organised;
    html.p("A warning is also lost in a report that went to many and was answered by nobody, in a meeting without a minute, in records that are gone, in a recommendation that was accepted and not carried out, in an operation that ended, in a team that was cut, in information that was not shared. This section shows what these files say of that. In reality none of these duties was opened: it says what the rules would have asked.");
    if organised.is_empty() {
        html.p("These files hold no such rows. That says how they were made and not that nothing of it happened.");
        return;
    }
    owed::circulated(view, html);
    owed::records_lost(view, html);
    owed::recommendations(view, html);
    owed::challenges(view, html);
    owed::told_back(view, html);
    conduct::supervision(view, html);
    conduct::operations(view, html);
    conduct::cuts(view, html);
    conduct::refusals(view, html);
    powers::section(view, html);
    powers::child_only(view, html);
    html.raw("<p>Every such duty stands in <a href=\"obligations.csv\">obligations.csv</a>, everything else of this section in <a href=\"conduct.csv\">conduct.csv</a>.</p>\n");
}
