//! What this page cannot show. Always there; nothing leaves it out.

use super::coverage;
use super::view::View;
use crate::html::{Html, counted};
use crate::limits::erased_in_words;

/// The list.
pub(crate) fn section(view: &View<'_>, html: &mut Html) {
    html.raw("<ul>\n");
    for (head, words) in limits(view) {
        html.raw("<li><strong>").text(head).raw("</strong> ").text(words).raw("</li>\n");
    }
    html.raw("</ul>\n");
    let covered = coverage::in_words(view);
    if !covered.is_empty() {
        html.table(
            "Agencies and periods these files cover",
            &["Agency", "Periods its files state"],
            |html| {
                for (agency, periods) in covered {
                    html.tr(|html| {
                        html.th(|html| {
                            html.text(agency);
                        });
                        html.td_text(periods);
                    });
                }
            },
        );
    }
    html.raw("<p class=\"soft\">Claimed dates; as of the end of ").text(view.m.as_of).raw(". Policy ");
    html.raw("<code>").text(&view.m.policy.digest).raw("</code>.</p>\n");
}

fn limits(view: &View<'_>) -> Vec<(&'static str, String)> {
    let unread = counted(view.m.unread.len() as u64, "file in the folder was", "files in the folder were");
    let skipped = counted(view.m.files_given().map(|file| file.skipped).sum(), "row was", "rows were");
    let mut limits = vec![
        ("Only what was given.", format!("It speaks of the agencies and periods in the table below and of nothing else. {unread} not read and {skipped} left out.")),
        ("No pattern found is never all-clear.", "What no file says, what was written down in no record, and what stands in a record that nobody produced, cannot be seen here.".to_owned()),
        ("“No record” is not “did not know”.", "It means that these files hold no record of it. Nor does “sent” mean that anybody read it, or “opened” that it was understood.".to_owned()),
        ("A file proves only that it says so.", file_rows(view).to_owned()),
        ("Nothing climbed.", "What would have climbed is worked out from dates and rules. It says nothing of what anybody was told or knew.".to_owned()),
        ("Returns hold no reasons.", "“Decided, no reasons in these files” does not say that there were none: the national returns have no field for them.".to_owned()),
        ("Imprecise dates stay imprecise.", "Where a date allows both, the answer is “cannot tell”; that is never counted as in time, and never as late.".to_owned()),
        ("Links can be wrong.", "Two children may have been taken as one, and one child may stand here as two. Possible links are only possible. Look at the reasons, and correct them in corrections.csv.".to_owned()),
        ("A shared thing is a question.", "Most things that children share are innocent. Nothing here is a score of a person, and ethnicity and religion are used for nothing.".to_owned()),
        ("Disagreements are not resolved.", "Where accounts differ, all are shown; the machine believes none of them.".to_owned()),
        ("Words were read, not understood.", "Nothing was inferred from free text: a warning that stands only in prose raises no duty here until a person confirms its sign.".to_owned()),
        names_line(view),
        words_line(view),
        ("Rows on this page are limited.", "It holds at most 2,000 rows of the chronology; the files beside it hold all.".to_owned()),
    ];
    limits.extend(erased_in_words(view.m).map(|words| ("Erased subjects.", words)));
    limits
}

/// What the rows of files prove, with a log and without.
fn file_rows(view: &View<'_>) -> &'static str {
    match view.m.log {
        None => {
            "Every row was read from a file that somebody gave; its date and words are the source’s claim. No row here carries a receipt."
        }
        Some(_) => {
            "A row that was read from a file is proved by the log as “recorded by candour on …, claimed by the source as …”. Its date and words stay the source’s claim, and it never wears the mark of a receipt: only what was told to candour itself has one."
        }
    }
}

fn names_line(view: &View<'_>) -> (&'static str, String) {
    if view.shown.names {
        (
            "This report shows names.",
            "It was made with names as the sources wrote them. It is not for passing on.".to_owned(),
        )
    } else {
        ("Names were masked by a machine.", "A name that was misspelt, or that stands only inside free words, may have been missed. Have a person read the report before it leaves your hands.".to_owned())
    }
}

fn words_line(view: &View<'_>) -> (&'static str, String) {
    if view.shown.narrative {
        (
            "Free words are shown.",
            "They say what their writers wrote; nothing in them was checked.".to_owned(),
        )
    } else {
        ("Free words are left out.", "Only the words of imported chronologies stand here; those of concern files do not, unless asked for.".to_owned())
    }
}
