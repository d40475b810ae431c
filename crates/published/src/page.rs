//! The page of a review: `index.html`, complete in one file.
//!
//! It asks for nothing: no request leaves it, no script runs in it, and it reads the same printed. Its sections are made
//! one after the other, each into its own text; those that point to rows of the chronology before the chronology itself,
//! so that a link finds its row on the page as long as the allowance of rows lasts.

mod accounts;
mod chronology;
mod conflicts;
mod coverage;
mod figures;
mod findings;
mod gaming;
mod identities;
mod knowledge;
mod limits;
mod log;
mod matters;
mod notices;
mod organised;
mod questions;
mod read;
mod refusals;
mod repeat_missing;
mod rereads;
mod rows;
mod rules;
mod span;
mod standing;
mod timeline;
mod unanswered;
mod view;
mod words;
mod workload;
mod would;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use crate::html::{Html, counted};
use crate::key::Names;
use crate::label::Labels;
use crate::mask::{MASKED_BY_MACHINE, Mask};
use crate::place::Paths;
use crate::{Material, Shown};
use view::View;
pub(crate) use words::{capital, tri};

/// What things are called on the page.
#[derive(Clone, Copy, Debug)]
pub struct Called<'a> {
    /// Pseudonyms of entities.
    pub names: &'a Names,
    /// Agencies, posts, codes and events in plain words.
    pub labels: &'a Labels<'a>,
    /// Paths of files.
    pub paths: &'a Paths,
    /// What must not leave.
    pub mask: &'a Mask,
}

/// One part of the page.
struct Section {
    id: &'static str,
    title: &'static str,
    make: fn(&View<'_>, &mut Html),
    /// When it is made: sections whose links matter most ask for their rows first.
    turn: u8,
}

/// The sections in the order of the page.
const SECTIONS: &[Section] = &[
    Section { id: "read", title: "What was read and what was not", make: read::section, turn: 9 },
    Section { id: "coverage", title: "What the files cover", make: coverage::section, turn: 7 },
    Section { id: "timeline", title: "Timeline by agency", make: timeline::section, turn: 6 },
    Section { id: "knowledge", title: "Who knew what, and when, by post", make: knowledge::section, turn: 1 },
    Section {
        id: "unanswered",
        title: "Unanswered warnings, oldest first",
        make: unanswered::section,
        turn: 0,
    },
    Section { id: "refusals", title: "Acts that a rule did not accept", make: refusals::section, turn: 3 },
    Section {
        id: "rereads",
        title: "Decisions not to act, drawn to be read again",
        make: rereads::section,
        turn: 3,
    },
    Section {
        id: "would-have",
        title: "Would have been reached, had the rules been in force",
        make: would::section,
        turn: 4,
    },
    Section {
        id: "organised",
        title: "What organisations did with warnings",
        make: organised::section,
        turn: 4,
    },
    Section {
        id: "matters",
        title: "Strategic matters the rules would have opened",
        make: matters::section,
        turn: 1,
    },
    Section {
        id: "questions",
        title: "Which children’s warnings belong together",
        make: questions::section,
        turn: 2,
    },
    Section { id: "accounts", title: "Where accounts disagree", make: accounts::section, turn: 3 },
    Section { id: "identities", title: "Identities, and why", make: identities::section, turn: 5 },
    Section { id: "findings", title: "Findings about the data", make: findings::section, turn: 9 },
    Section { id: "notices", title: "Notices about facts and wording", make: notices::section, turn: 8 },
    Section { id: "conflicts", title: "Conflicts of interest", make: conflicts::section, turn: 5 },
    Section { id: "use", title: "How these rules were used", make: gaming::section, turn: 8 },
    Section { id: "rules", title: "Changes to the rules", make: rules::section, turn: 8 },
    Section { id: "figures", title: "Figures", make: figures::section, turn: 9 },
    Section { id: "workload", title: "Work for each rank", make: workload::section, turn: 9 },
    Section { id: "chronology", title: "The chronology", make: chronology::section, turn: 10 },
    Section { id: log::ID, title: "The log this report rests on", make: log::section, turn: 10 },
    Section { id: "limits", title: "What this cannot show", make: limits::section, turn: 11 },
];

/// Writes the page.
///
/// # Errors
/// Whatever `out` says.
pub fn write_page(
    material: &Material<'_>,
    called: Called<'_>,
    shown: Shown,
    out: &mut dyn Write,
) -> io::Result<()> {
    let view = View::new(material, called, shown);
    let sections = sections(&view);
    let made = make(&view, &sections);
    out.write_all(head(&view, &sections).as_str().as_bytes())?;
    for (section, body) in sections.iter().zip(&made) {
        let mut html = Html::new(section.id);
        html.raw("<section").attr("aria-labelledby", format_args!("h-{}", section.id)).attr("id", section.id);
        html.raw("><h2")
            .attr("id", format_args!("h-{}", section.id))
            .raw(">")
            .raw(section.title)
            .raw("</h2>\n");
        html.push(body).raw("</section>\n");
        out.write_all(html.as_str().as_bytes())?;
    }
    out.write_all(b"</main>\n</body>\n</html>\n")
}

/// The sections of this page: without a store there is no log to rest on.
fn sections(view: &View<'_>) -> Vec<&'static Section> {
    SECTIONS.iter().filter(|section| section.id != log::ID || view.m.log.is_some()).collect()
}

/// Every section's text, in the order of the page; made in the order of their turns.
fn make(view: &View<'_>, sections: &[&Section]) -> Vec<Html> {
    let mut turns: Vec<usize> = (0..sections.len()).collect();
    turns.sort_by_key(|place| sections[*place].turn);
    let mut made: Vec<Html> = sections.iter().map(|section| Html::new(section.id)).collect();
    for place in turns {
        (sections[place].make)(view, &mut made[place]);
    }
    made
}

fn head(view: &View<'_>, sections: &[&Section]) -> Html {
    let mut html = Html::new("head");
    let title = format_args!("Review as of {}: who was told, who knew, who answered", view.m.as_of);
    html.begin_page(title, "");
    html.raw("<header><p class=\"soft\">Review by candour, as of the end of ").text(view.m.as_of);
    html.raw("</p>\n<h1>Who was told, who knew, who answered</h1></header>\n");
    contents(&mut html, sections);
    html.raw("<main id=\"main\" tabindex=\"-1\">\n");
    read::first_line(view, &mut html);
    unanswered_line(view, &mut html);
    html.raw("<p class=\"note\">");
    if view.shown.names {
        html.raw("This report shows names as the sources wrote them. It is not for passing on.");
    } else {
        html.raw(MASKED_BY_MACHINE);
    }
    html.raw(" <a href=\"#limits\">What this cannot show</a> belongs to every figure here.</p>\n");
    html
}

/// The second line: how many warnings nobody answered, and where all of them stand.
fn unanswered_line(view: &View<'_>, html: &mut Html) {
    let duties = &view.m.outcome.answers.duties;
    html.raw("<p class=\"lead\">");
    if !duties.is_empty() {
        let unanswered = standing::unanswered(duties);
        html.raw("<a href=\"#unanswered\">");
        html.text(counted(unanswered, "warning has no answer", "warnings have no answer")).raw("</a>. Of ");
    }
    html.text(standing::sentence(duties)).raw("</p>\n");
}

fn contents(html: &mut Html, sections: &[&Section]) {
    html.raw("<nav aria-label=\"Contents\"><ol>\n");
    for section in sections {
        html.raw("<li><a")
            .attr("href", format_args!("#{}", section.id))
            .raw(">")
            .raw(section.title)
            .raw("</a></li>\n");
    }
    html.raw("</ol></nav>\n");
}
