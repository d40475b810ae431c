//! The receipt as a page to print: what was recorded, what that proves and does not, and how to check it.
//!
//! One file that asks for nothing: no request leaves it and no script runs in it. The code on it holds the receipt itself,
//! so that the paper alone is enough to check it years later. The discreet slip holds the words to remember and nothing
//! that says what they are for.

mod full;
mod qr;
mod slip;

#[cfg(test)]
mod tests;

use std::io::{self, Write};

use crate::html::Html;

record::output! {
    /// What stands on the page. For the teller alone: it is never kept and never in a log.
    pub struct ReceiptPage {
        /// What the receipt proves, each as a name and what it says: told on, to which post, by whom (coded), signs.
        statements: Vec<(String, String)>,
        /// When candour recorded it, in the words the reader shall see.
        logged: String,
        /// The log's name: the first line of its checkpoints.
        origin: String,
        /// The entry's place in the log, counted from 0.
        index: u64,
        /// How many entries the log held when the receipt was made.
        size: u64,
        /// The independent witnesses that have signed. None: the page says what that means.
        witnesses: Vec<String>,
        /// The words to remember that fetch the receipt again, with a space between each.
        words: Option<String>,
        /// The receipt's file name, as in the command that checks it.
        file_name: String,
        /// What the code on the page holds, byte for byte: normally the whole text of the receipt.
        qr: Vec<u8>,
        /// The log's entry in hexadecimal.
        entry_hex: String,
        /// Only the words, and nothing that says what they are for: a receipt that is found can be unsafe.
        discreet: bool,
    }
}

/// Why a page cannot be made. Nothing has been written when this is said.
///
/// It arrives inside an [`io::Error`] of the kind [`io::ErrorKind::InvalidInput`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unprintable {
    /// The receipt is too long for one code.
    #[error("the receipt has {bytes} bytes and a printed code holds at most {most}; hand it over as a file")]
    TooLarge {
        /// Length of the receipt in bytes.
        bytes: usize,
        /// The most bytes of the largest code.
        most: usize,
    },
    /// A discreet slip was asked for and there are no words to put on it.
    #[error("a discreet slip holds words to remember, and this receipt has none; make words first")]
    NoWords,
}

impl From<Unprintable> for io::Error {
    fn from(why: Unprintable) -> Self {
        Self::new(io::ErrorKind::InvalidInput, why)
    }
}

/// Writes the page, or the discreet slip.
///
/// # Errors
/// [`Unprintable`], wrapped, before anything is written; otherwise whatever `out` says.
pub fn write(page: &ReceiptPage, out: &mut dyn Write) -> io::Result<()> {
    let html = if page.discreet { slip::page(page)? } else { full::page(page)? };
    out.write_all(html.as_str().as_bytes())
}

/// Everything up to the end of the head.
fn head(html: &mut Html, title: &'static str, style: &'static str) {
    html.raw("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>").raw(title).raw("</title>\n");
    // Without an icon of its own a browser would ask its server for one.
    html.raw("<link rel=\"icon\" href=\"data:,\">\n<style>\n").raw(style).raw("</style>\n</head>\n");
}
