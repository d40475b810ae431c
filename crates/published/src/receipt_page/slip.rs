//! The discreet slip: a short list of words and nothing else.
//!
//! Whoever finds it must learn nothing. No word here, no title and no style may say what the list is for.

use super::{ReceiptPage, Unprintable};
use crate::html::Html;

/// The slip.
pub(super) fn page(page: &ReceiptPage) -> Result<Html, Unprintable> {
    let words = page.words.as_deref().unwrap_or_default();
    if words.trim().is_empty() {
        return Err(Unprintable::NoWords);
    }
    let mut html = Html::new("list");
    super::head(&mut html, "List", include_str!("slip.css"));
    html.raw("<body>\n<main>\n<h1>List</h1>\n<ol>\n");
    for word in words.split_whitespace() {
        html.raw("<li>").text(word).raw("</li>\n");
    }
    html.raw("</ol>\n</main>\n</body>\n</html>\n");
    Ok(html)
}
