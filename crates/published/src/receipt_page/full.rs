//! The whole page, in words a child or a parent understands.

use super::qr::{self, Code};
use super::{ReceiptPage, Unprintable};
use crate::html::{Html, counted, thousands};

/// One part of the page.
struct Section {
    id: &'static str,
    title: &'static str,
    make: fn(&ReceiptPage, &mut Html),
}

/// The sections in the order of the page. On a screen the code stands behind the first, on paper beside it.
const SECTIONS: &[Section] = &[
    Section { id: "recorded", title: "What was recorded", make: recorded },
    Section { id: "proves", title: "What this proves", make: proves },
    Section { id: "not-proved", title: "What this does not prove", make: not_proved },
    Section { id: "safe", title: "Is it safe to keep this?", make: safe },
    Section { id: "words", title: "Your words to remember", make: words },
    Section { id: "check", title: "How to check it", make: check },
    Section { id: "erase", title: "If you want what you told erased", make: erase },
];

/// The page.
pub(super) fn page(page: &ReceiptPage) -> Result<Html, Unprintable> {
    let code = qr::encode(&page.qr)?;
    let mut html = Html::new("receipt");
    super::head(&mut html, "Receipt: what you told was recorded", include_str!("full.css"));
    html.raw("<body>\n<header>\n<h1>Your receipt</h1>\n");
    html.raw("<p class=\"lead\">You told, and it was written down. Nobody can change that without it being seen.</p>\n");
    html.raw("<p class=\"stop\"><strong>Could a person who harms you find this?</strong> Then read <a href=\"#safe\">Is it safe to keep this?</a> first.</p>\n</header>\n<main>\n");
    for section in SECTIONS {
        html.raw("<section").attr("aria-labelledby", format_args!("h-{}", section.id));
        html.attr("id", section.id).raw("><h2").attr("id", format_args!("h-{}", section.id));
        html.raw(">").raw(section.title).raw("</h2>\n");
        (section.make)(page, &mut html);
        html.raw("</section>\n");
        if section.id == "recorded" {
            figure(&code, page, &mut html);
        }
    }
    html.raw("</main>\n</body>\n</html>\n");
    Ok(html)
}

fn recorded(page: &ReceiptPage, html: &mut Html) {
    html.raw("<dl>\n");
    for (name, said) in &page.statements {
        line(html, name, said);
    }
    line(html, "Recorded by candour", &page.logged);
    line(html, "Name of the log", &page.origin);
    let place = format!("{} of {}, counted from 0", thousands(page.index), thousands(page.size));
    line(html, "Place in the log", &place);
    let witnesses = if page.witnesses.is_empty() { "none yet".to_owned() } else { page.witnesses.join(", ") };
    line(html, "Independent witnesses", &witnesses);
    html.raw("</dl>\n");
}

fn line(html: &mut Html, name: &str, said: &str) {
    html.raw("<div><dt>").text(name).raw("</dt><dd>").text(said).raw("</dd></div>\n");
}

fn figure(code: &Code, page: &ReceiptPage, html: &mut Html) {
    html.raw("<figure").attr("style", format_args!("--side:{:.1}mm", code.side_mm())).raw(">\n");
    code.draw(html, "Code that holds the whole receipt");
    html.raw("<figcaption>This code holds the receipt itself, ");
    html.text(counted(page.qr.len() as u64, "byte", "bytes"));
    html.raw(". Whoever scans it has the receipt.</figcaption>\n</figure>\n");
}

fn proves(page: &ReceiptPage, html: &mut Html) {
    html.raw("<p>That the lines above were put into the record. If anybody changes or removes them later, this receipt shows it.</p>\n");
    if page.witnesses.is_empty() {
        html.raw("<p class=\"note\"><strong>No independent witness has signed yet.</strong> Until one has, the proof leans on the log’s own key: on those who keep the log. Fetch the receipt again later; it will then carry the signatures.</p>\n");
    } else {
        html.raw("<p>");
        html.text(counted(
            page.witnesses.len() as u64,
            "independent witness has signed",
            "independent witnesses have signed",
        ));
        html.raw(". So the keepers of the log cannot show you one record and others another without it being found.</p>\n");
    }
}

fn not_proved(_: &ReceiptPage, html: &mut Html) {
    html.raw("<ul>\n<li>Not that anyone has read it.</li>\n<li>Not that it is true: no paper can. That does not mean that anyone doubts you.</li>\n");
    html.raw("<li>Not that anybody will act. If no answer comes in time, the question climbs to somebody higher up, then higher again.</li>\n</ul>\n");
}

fn safe(page: &ReceiptPage, html: &mut Html) {
    html.raw("<p>If a person who harms you may find this paper, do not keep it. ");
    if page.words.is_some() {
        html.raw("You do not need it: the words in your head are enough. ");
    }
    html.raw("Give it to someone you trust, or tear it into small pieces. Do not photograph it: pictures are copied to other places, and others look at them. If you see this on a screen, close it and delete the file.</p>\n");
}

fn words(page: &ReceiptPage, html: &mut Html) {
    let Some(words) = &page.words else {
        html.raw("<p>This page has no words on it. If you were given words to remember, they fetch the receipt again.</p>\n");
        return;
    };
    html.raw("<ol class=\"words\">\n");
    for word in words.split_whitespace() {
        html.raw("<li>").text(word).raw("</li>\n");
    }
    html.raw("</ol>\n<p>With these words, in this order, you can fetch the receipt again. Anyone who has them can. Do not write them where someone unsafe finds them; learn them, if you can.</p>\n");
}

fn check(page: &ReceiptPage, html: &mut Html) {
    html.raw("<p>You need nobody’s permission, and nobody learns that you checked.</p>\n<ol>\n<li>Scan the code without internet and save the text as <code>");
    html.text(&page.file_name);
    html.raw("</code>. Or use the file, if you have it.</li>\n<li>Run <code>candour verify ")
        .text(&page.file_name);
    html.raw(" --trust POLICY</code>. POLICY is a small file with the keys of the log and its witnesses; get it from someone you trust. Any program that checks a C2SP tlog-proof will do.</li>\n</ol>\n");
    html.raw("<p class=\"small\">The log’s entry (hex): <code>").text(&page.entry_hex).raw("</code></p>\n");
}

fn erase(_: &ReceiptPage, html: &mut Html) {
    html.raw("<p>You can ask for that. Then your own words and the names in them are destroyed. What stays is that something was told, when, to which post, and of what kind: so the duty to answer stays, and so does this proof. Copies that you or others hold are not reached. While a court or an inquiry needs the record it may have to wait; then you are told so.</p>\n");
}
