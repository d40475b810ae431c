//! XML files, by their root element.

use super::{Format, Recognised};
use crate::report::short;

pub(super) fn recognise(text: &str) -> Recognised {
    let Some(root) = root(text) else {
        return Recognised::unknown("XML without a root element in its beginning", "export it again");
    };
    match root {
        "Message" => message(text),
        "EXPSSDA903" => Recognised::unknown(
            "the XML form of the SSDA903 return, which is read in a later version",
            "export the CSV form",
        ),
        other if other.eq_ignore_ascii_case("html") => {
            Recognised::unknown("a web page", "export it as CSV, Word or Excel")
        }
        other => Recognised::unknown(
            format!("XML with the root element `{}`, which no format has", short(other)),
            "export it as CSV or as a concern file",
        ),
    }
}

/// `Message` is the root of other returns to the department too; they name their collection.
fn message(text: &str) -> Recognised {
    let collection = text.split_once("<Collection>").and_then(|(_, rest)| rest.split_once('<'));
    match collection.map(|(name, _)| name.trim()) {
        Some(other) if !other.is_empty() && !other.eq_ignore_ascii_case("CIN") => Recognised::unknown(
            format!("a return of the collection `{}`, which is not read", short(other)),
            "give the children-in-need census (collection `CIN`)",
        ),
        _ => Recognised::As(Format::CinCensus),
    }
}

/// The local name of the root element.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.get(rest.find('<')?..)?;
        rest = if let Some(behind) = rest.strip_prefix("<?") {
            behind.split_once("?>")?.1
        } else if let Some(behind) = rest.strip_prefix("<!--") {
            behind.split_once("-->")?.1
        } else if rest.starts_with("<!") {
            let inner = rest.find('[').filter(|inner| rest.find('>').is_none_or(|end| *inner < end));
            match inner {
                Some(_) => rest.split_once("]>")?.1,
                None => rest.split_once('>')?.1,
            }
        } else {
            let name = rest.strip_prefix('<')?;
            let end = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            let name = name.get(..end)?;
            return Some(name.rsplit(':').next().unwrap_or(name)).filter(|name| !name.is_empty());
        };
    }
}
